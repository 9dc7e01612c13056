"""Where a case stands and what may be recorded next: guards, bookings, ends, time away."""
