"""The office and its contract: who works here and what checks and rights they have, the channels that are
cleared, the contract's days and standards, the working-day calendar."""
