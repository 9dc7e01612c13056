"""Templates filled: the plan and its comparison, the CV, letters, forms, the induction pack."""
