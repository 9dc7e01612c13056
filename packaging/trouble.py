"""The one error of the set-up scripts."""

from __future__ import annotations


class Trouble(Exception):
    """Something the person can put right; its text says what, and is shown without a traceback."""
