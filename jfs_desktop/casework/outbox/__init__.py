"""Messages out: what each is for and whom it is for, what it carries, its turn in the outbox, its tries, and
what is decided about it."""
