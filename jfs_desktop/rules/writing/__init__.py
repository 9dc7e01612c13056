"""Text as it is typed, pasted, compared and worded; lists put in order."""
