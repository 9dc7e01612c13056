"""What comes between a participant and the programme."""
