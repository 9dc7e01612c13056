"""The end of a session: what was done, the next appointment, a meeting that nobody joined."""
