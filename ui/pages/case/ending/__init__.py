"""The completion list and the end of the case."""
