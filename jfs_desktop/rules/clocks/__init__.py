"""Every clock of a case and of the contract: its state, its due day, its explanation."""
