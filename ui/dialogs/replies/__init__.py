"""One reply: whose it is, what it answers, and what it is recorded as."""
