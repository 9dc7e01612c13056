"""Standards, service credits and ratings; the months of referrals, the times of sending."""
