"""What somebody wrote themselves in a message, apart from what they quote and what programs add (I17)."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import Final

from jfs_desktop.rules.replies import reply_disclaimers
from jfs_desktop.rules.replies.reply_frame import BELOW

_QUOTE: Final = re.compile(
    r"^\s*(?:>|on .{4,120}wrote:|ar .{4,120}ysgrifennodd|-{2,}\s*(?:original|forwarded|neges)"
    r"|_{8,}|\*?(?:from|oddi wrth):\*?\s.*|begin forwarded message"
    r"|.{0,160}(?:\b(?:wrote|ysgrifennodd|schrieb [^:]{1,80})"
    r"|\d\d?[:.]\d\d\b.{0,90}<[^<>@\s]+@[^<>\s]+>(?: [^:]{0,20})?):\s*$)",
    re.IGNORECASE,
)
_BY_PROGRAMS: Final = re.compile(
    r"<?(?:https?://|mailto:|tel:)[^\s<>]*>?|\[(?:cid|image|inline image)\b[^\]\n]*\]", re.IGNORECASE
)
"""What a mail program writes into plain text for a link and for a picture."""
_WORD: Final = re.compile(r"[^\W_]+")
_SAID_BEFORE: Final = re.compile(r"^\s*(?:on|ar) .{4,200}(?:wrote|ysgrifennodd):\s*$", re.IGNORECASE)
PARTED: Final = "— A mail program shows this instead: —"
"""The line between the two texts of a message whose plain text and whose HTML differ."""


def told_twice(plain: str, shown: str) -> str:
    """A message whose words stand in it twice: the plain ones where those that mail programs show are the
    same, apart from what is quoted, or are not there (''); else one behind the other."""
    same = not shown.strip() or _words(plain) == _words(shown)
    return plain if same else f"{plain.rstrip()}\n\n{PARTED}\n\n{shown.lstrip()}"


def _words(text: str) -> list[str]:
    return _WORD.findall(_BY_PROGRAMS.sub(" ", own_words(text)).casefold())


def forms(text: str) -> tuple[str, ...]:
    """Each text of a message by itself: one, or two where these differ."""
    return tuple(text.split(PARTED))


def own_words(text: str) -> str:
    """What the person wrote themselves, above what they quote and what their telephone adds; below it, where
    they wrote nothing above. Of two texts that differ both."""
    return f"\n\n{PARTED}\n\n".join(map(_own_words, forms(text)))


def _own_words(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return reply_disclaimers.left_out(_above(lines) or _above(_below(lines)))


def between_quoted(text: str) -> str:
    """What stands without a mark among or under the lines that are marked as quoted: answers that somebody
    wrote between. What follows at once a quoted line that says no sentence to its end is the rest of that."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    marked = [line.startswith(">") for line in lines]
    first = marked.index(True) if any(marked) else len(lines)
    said = (
        line
        for at, line in enumerate(lines[first + 1 :], first + 1)
        if not marked[at] and not (line and marked[at - 1] and lines[at - 1][-1] not in ".?!:;>")
    )
    return reply_disclaimers.left_out("\n".join(said))


def _below(lines: list[str]) -> list[str]:
    """The lines under a quotation that begins a reply and that is marked to its end, with an empty line
    between: what follows at once may be the end of a quoted line."""
    lines = list(dropwhile(lambda line: not line.strip(), lines))
    marked = [at for at, line in enumerate(lines) if line.startswith(">")]
    begins = any(_SAID_BEFORE.match(" ".join(lines[:many])) for many in (1, 2))
    if not marked or not (begins or marked[0] == 0):
        return []
    last = marked[-1]
    apart = last + 1 < len(lines) and not lines[last + 1].strip()
    return lines[last + 1 :] if apart else []


def _above(lines: list[str]) -> str:
    kept: list[str] = []
    for at, line in enumerate(lines):
        head = line[:300]
        joined = f"{head} {' '.join(lines[at + 1 : at + 3])[:300]}"
        if _QUOTE.match(head) or (head.lstrip().lower().startswith(("on ", "ar ")) and _QUOTE.match(joined)):
            break
        if BELOW.match(head):
            continue
        kept.append(line)
    return "\n".join(kept).strip()
