"""The plan's versions made, compared, made final, sent, and asked about."""
