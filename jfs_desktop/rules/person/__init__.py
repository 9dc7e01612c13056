"""Numbers, dates, names and languages checked and compared."""
