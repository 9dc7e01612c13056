"""Messages written and looked at, that they went, letters from a case."""
