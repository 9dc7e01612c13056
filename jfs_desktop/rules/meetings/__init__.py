"""The initial meeting, meetings passed and clashing, the time of sessions, group changes."""
