"""Group sessions planned, invited to, told of and corrected."""
