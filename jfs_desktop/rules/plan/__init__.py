"""The plan as a value, compared and summed up; completion and the minimum service."""
