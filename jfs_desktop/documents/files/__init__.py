"""What a file really is, whether it may come in, pictures taken in and shown."""
