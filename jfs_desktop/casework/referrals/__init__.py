"""Referrals from the day on which they come: read from a file or typed, searched for duplicates, weighed,
corrected, and reported on."""
