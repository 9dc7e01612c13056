"""Attempts to reach somebody, the booking and its clashes, the log."""
