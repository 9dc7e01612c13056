"""The sessions held, and one of them in full."""
