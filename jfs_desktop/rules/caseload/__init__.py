"""Clocks and standings of many cases at once."""
