"""Entries keyed on PRaP and their proof, the comparison with its list."""
