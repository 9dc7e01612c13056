"""Lines out of Word files and plain text."""
