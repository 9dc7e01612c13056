"""What a mail server writes in plain words of a message that it has not delivered: that it came back, or that
it is only late and the server goes on trying (I18)."""

from __future__ import annotations

import re
from typing import Final

_BACK: Final = re.compile(
    r"undeliver|delivery (?:status|has failed|failure|incomplete)|returned mail|mail delivery"
    r"|failure notice",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\bdelay(?:ed|s)?\b|\bstill being retried\b|\bcould not send message for past\b", re.IGNORECASE
)
_FAILED: Final = re.compile(r"\bfail(?:ed|ure)\b|undeliverable|returned (?:mail|to sender)", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    r"\bwill (?:(?:be|keep|continue|go on|still) )*(?:retr(?:y|ied|ying)|try(?:ing)?|tried|attempt\w*)\b"
    r"|\bwill (?:keep|continue) to (?:try|attempt)|\bwarning(?: message)? only\b|\bstill trying\b"
    r"|\bdo(?:es)? not need to re-?send\b",
    re.IGNORECASE,
)
MOST_READ: Final = 3000
"""Letters of its text that are looked at: below them it gives back the message itself."""


def is_one(subject: str) -> bool:
    """Whether a title is that of a mail server that did not deliver, or has not yet."""
    return bool(_BACK.search(subject) or re.match(r"\s*delivery delayed\b", subject, re.IGNORECASE))


def is_late(subject: str, text: str) -> bool:
    """Whether it says that the message is only late. The title is believed first: a report that a message
    failed tells of earlier tries too."""
    if _FAILED.search(subject):
        return False
    return bool(_LATE.search(subject) or _GOES_ON.search(text[:MOST_READ]))
