"""Receipt of the pack or of the JFAP that is typed instead of kept as the reply itself (I17, AMB-80)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from jfs_desktop.casework import facts
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.reply_words import Saying, saying

RECEIPTS: Final = (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED)
PARAGRAPH: Final = "JFS 3.19"
EMAIL: Final = "email"
_NO_CONFIRMATION: Final = (Saying.NOT_CAME, Saying.WRONG_PERSON)


def record(workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
    """Put a fact of any kind on the case as the general form gives it, which keeps no file: a receipt only
    where what is typed proves one. Raises what ``facts.record`` and ``refuse_noted`` raise."""
    if happened.kind in RECEIPTS:
        refuse_noted(happened)
    return facts.record(workspace, case_id, happened)


def refuse_noted(happened: WhatHappened) -> None:
    """Raise BadInput for a reply without its file that proves nothing as it was noted: (``words``) for an
    e-mail, for no words, and for words that say that nothing came; (``at``) without the time."""
    words = happened.detail.get("words", "")
    if happened.channel == EMAIL:
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
    if happened.at is None:
        raise BadInput("Say at what time they told you.", field="at", paragraph=PARAGRAPH)
    if saying(words) in _NO_CONFIRMATION:
        raise BadInput(
            "These words say that it did not come, or that it is somebody else's.",
            field="words",
            paragraph=PARAGRAPH,
            remedy="Send it again, and record receipt once they have it.",
        )
