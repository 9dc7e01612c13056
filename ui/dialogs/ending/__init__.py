"""Completing a case, ending it early, correcting an end."""
