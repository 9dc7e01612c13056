"""Entries on PRaP: what is to be keyed, that it was, and the comparison with PRaP's own list."""
