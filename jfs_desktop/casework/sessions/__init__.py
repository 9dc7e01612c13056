"""Time with participants: timed 1-2-1 sessions from the start to the wrap-up, group sessions, and the support
that was given."""
