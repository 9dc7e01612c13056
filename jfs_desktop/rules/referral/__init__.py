"""Eligibility, suitability, re-referral."""
