"""A document as values in order, its measures and its layout on a page."""
