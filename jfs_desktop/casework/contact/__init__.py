"""Contact with a participant: how they are reached, attempts, appointments, and the initial meeting with its
pack."""
