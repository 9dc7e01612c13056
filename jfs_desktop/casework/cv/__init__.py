"""The CV of a participant: read from a file, written, kept in versions, put out, and help with it."""
