"""A CV brought in, shown, agreed or declined."""
