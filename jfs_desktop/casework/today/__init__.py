"""Today: the day by the clock, the duties that are due, and what is to be done though no clock runs for
it."""
