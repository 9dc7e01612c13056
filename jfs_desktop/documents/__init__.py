"""Word documents filled from templates."""
