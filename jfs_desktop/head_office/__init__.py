"""The contract's side: what every device sends comes together here."""
