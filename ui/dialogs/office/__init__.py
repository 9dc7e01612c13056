"""Staff and their checks, channels cleared, the mail account, calendars, head office, reports."""
