"""The page of one case: head, journey, tabs."""
