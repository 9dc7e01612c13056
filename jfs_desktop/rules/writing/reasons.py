"""What counts as a reason where one is asked for: words that somebody who reads them later learns from.

Late duties, entries taken back, and days and ways that depart from the rule are answered for with such words
(JFS 7.04). Nobody judges them here; only a sign of assent or a filler is no answer to 'why'.
"""

from __future__ import annotations

import re

from jfs_desktop.errors import BadInput

TAKEN_BACK = "Say why this is taken back."
"""What asks for the reason of a taking back."""
LEAST_LETTERS = 3
"""'Ill' says something; 'x', '-' and 'n/a' do not."""
_WORD = re.compile(r"[^\W\d_]+")
_FILLERS = frozenset({
    "ok", "okay", "yes", "yeah", "yep", "no", "nope", "none", "nil", "done", "fine", "test", "reason",
    "because", "asdf", "qwerty",
})  # fmt: skip


def says_why(text: str) -> bool:
    """Whether a text holds words beyond fillers, of some letters in all that are not one letter repeated."""
    words = [word for word in _WORD.findall(text.casefold()) if word not in _FILLERS]
    letters = "".join(words)
    return len(letters) >= LEAST_LETTERS and len(set(letters)) > 1


def told_why(reason: str, ask: str, *, field: str = "reason", paragraph: str = "") -> str:
    """The reason without blanks around it. Raises BadInput (``field``), which asks for it with these words,
    where it says nothing."""
    if not says_why(reason):
        raise BadInput(ask, field=field, paragraph=paragraph)
    return reason.strip()
