"""Invented people's papers, and the fields that a template may ask for."""
