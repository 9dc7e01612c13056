"""The message to who ends early: that support ends, and that DWP may ring (X14, AMB-28; JFS 5.20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers, older_wording, wording_blocks
from jfs_desktop.casework.documents.call_notice import CALL, VERSION
from jfs_desktop.casework.outbox import offered_mail
from jfs_desktop.casework.outbox.offered_mail import Words
from jfs_desktop.rules.person.document_language import DocumentLanguage

COVER: Final = "exit_cover"
"""The standard text that stands before the notice."""
_SUBJECT: Final[Mapping[DocumentLanguage, str]] = {
    DocumentLanguage.ENGLISH: "Your support comes to an end ({service})",
    DocumentLanguage.WELSH: "Mae eich cymorth yn dod i ben ({service})",
}


def words(db: Session, workspace: Workspace, case_id: UUID) -> tuple[Words, dict[str, str]]:
    """What the message says to this person, and what its fact says. Raises MissingTranslation, NotFound."""
    to, issuer = case_papers.recipient_in(db, case_id), case_papers.issuer_in(db, workspace, case_id)
    cover, call = (wording_blocks.block_in(db, key, to.language.value) for key in (COVER, CALL))
    made = Words(
        _SUBJECT[to.language].format(service=issuer.service),
        offered_mail.greeted(to, issuer, [*cover.lines, *call.lines]),
        f"{cover.key} {cover.version}, {call.key} {call.version}",
        to.language,
        {call.name: " ".join(call.lines)},
        older_wording.told(db, to.language, (COVER, CALL)),
    )
    return made, {VERSION: call.version}
