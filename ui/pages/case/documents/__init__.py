"""Every document of the case, its details and its pages."""
