"""What comes between a participant and the programme: time away, moves, changes, complaints, and the
safeguarding Fast Track."""
