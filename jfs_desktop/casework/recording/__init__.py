"""What happened comes onto a case: the one verb that records a fact, all that must hold for it, what the form
offers and asks, and what stands in the way of taking one back."""
