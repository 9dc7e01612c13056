"""Who changed what, and undoing it."""
