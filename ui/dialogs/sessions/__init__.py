"""The timer and sessions by hand: their start, questions, gaps and minutes, support beside them."""
