"""Cases as their readers see them: the list of all, the head of one, what is due on it, its history with
undo, and help in writing on it."""
