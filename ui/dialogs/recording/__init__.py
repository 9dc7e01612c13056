"""The form of any fact, and what is recorded from the answer to another."""
