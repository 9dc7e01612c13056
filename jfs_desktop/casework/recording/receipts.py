"""Receipt of the pack or of the JFAP that is typed instead of kept as the reply itself (I17, AMB-80)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Final

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind

RECEIPTS: Final = (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED)
PARAGRAPH: Final = "JFS 3.19"
EMAIL: Final = "email"


def refuse_noted(kind: FactKind, channel: str, at: time | None, detail: Mapping[str, str]) -> None:
    """Raise BadInput for a receipt without its file that proves nothing as it was noted: (``words``) for an
    e-mail, for no words, and for words that say that nothing came; (``at``) without the time. Nothing is
    asked of an entry of another kind."""
    if kind not in RECEIPTS:
        return
    words = detail.get("words", "")
    if channel == EMAIL:
        raise BadInput(
            "An e-mail proves receipt as the message itself, not as words typed from it.",
            field="words",
            paragraph=PARAGRAPH,
            remedy="Add it as a file in the initial meeting's step of the replies, or bring it in under the"
            " replies.",
        )
    if not words.strip():
        raise BadInput(
            "Write down their words, or add their reply as a file.", field="words", paragraph=PARAGRAPH
        )
    if at is None:
        raise BadInput("Say at what time they told you.", field="at", paragraph=PARAGRAPH)
    if _says_that_it_did_not_come(words):
        raise BadInput(
            "These words say that it did not come, or that it is somebody else's.",
            field="words",
            paragraph=PARAGRAPH,
            remedy="Send it again, and record receipt once they have it.",
        )


def _says_that_it_did_not_come(words: str) -> bool:
    from jfs_desktop.rules.replies.reply_words import (  # its patterns come with the first receipt
        Saying,
        saying,
    )

    return saying(words) in (Saying.NOT_CAME, Saying.WRONG_PERSON)
