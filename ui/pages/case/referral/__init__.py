"""Eligibility and suitability, duplicates, doubts, the way back."""
