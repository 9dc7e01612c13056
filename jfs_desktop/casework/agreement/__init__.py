"""The Job Finding Action Plan put to the participant: sent, asked about, and agreed as final."""
