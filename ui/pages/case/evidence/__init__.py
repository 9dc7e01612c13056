"""What is missing, and everything that proves what was done."""
