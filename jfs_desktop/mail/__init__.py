"""Messages on their way out and in: composing, the ways out, and reading what comes back."""
