"""What an adviser does: one module a subject, one function a verb."""
