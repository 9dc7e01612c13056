"""The CV written beside its page."""
