"""The frame around the pages: tasks, change hub, messages, theme, lock."""
