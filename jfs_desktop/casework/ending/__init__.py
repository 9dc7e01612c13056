"""The end of provision: early or complete, its letters and records, and what is asked and heard after it."""
