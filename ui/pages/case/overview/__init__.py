"""Every clock of the case, what happened, what was promised."""
