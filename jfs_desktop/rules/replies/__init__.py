"""What a reply says, whom it comes from, which message it answers."""
