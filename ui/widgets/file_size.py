"""How large a file is, told in one way wherever one is named."""

from __future__ import annotations


def size_words(octets: int) -> str:
    """'120 KB' or '1.4 MB'; '' for a file that is not known yet."""
    if not octets:
        return ""
    if octets >= 1024 * 1024:
        return f"{octets / 1024 / 1024:,.1f} MB"
    return f"{max(1, round(octets / 1024)):,} KB"
