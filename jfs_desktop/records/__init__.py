"""The tables, one file a subject, and the frozen rows that leave the core."""
