"""Referrals taken in by hand and from a file, their duplicates and corrections."""
