"""What counts as a reason where one is asked for: words that somebody who reads them later learns from.

Late duties, entries taken back, and days and ways that depart from the rule are answered for with such words
(JFS 7.04). Nobody judges them here; only a sign of assent or a filler is no answer to 'why'.
"""

from __future__ import annotations

import re

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
