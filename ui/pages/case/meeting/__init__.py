"""The initial meeting step by step."""
