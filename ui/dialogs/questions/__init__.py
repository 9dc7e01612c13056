"""What is asked all over the window: a reason, a day, taking back, putting off, where to save."""
