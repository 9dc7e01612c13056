"""Messages from DWP and answers to the survey that come as files: read, recorded as what they are, and kept
whole with the entry that they make (M8, W8, Q7, AMB-36)."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Final
from uuid import UUID

from jfs_desktop.casework import attachments, facts
from jfs_desktop.casework.attachments import CheckedFile, NewEvidence
from jfs_desktop.casework.facts import RECORDED, WhatHappened
from jfs_desktop.casework.reply_files import ReplyFile, read_files
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts import FactKind

KEPT_FOR: Final = {
    FactKind.CHANGE_NOTICE_RECEIVED: "change_notice",
    FactKind.POST_CONFIRMED: "post_reply",
    FactKind.SURVEY_ANSWERED: "survey_reply",
}
"""The purpose for which a message is kept, by what it is recorded as."""


def read(path: Path) -> Generator[None, None, ReplyFile]:
    """Read one message in short steps. Raises BadInput (``file``) for what is none or could do harm."""
    with closing(read_files([path])) as files:
        for found in files:
            if isinstance(found, BadInput):
                raise found
            if found is not None:
                return found
            yield
    raise BadInput("This file was not read as a message.", field="file")


def record(workspace: Workspace, case_id: UUID, happened: WhatHappened, file: ReplyFile) -> Outcome[FactView]:
    """Put on the case what a message says, and keep the message with it. Raises as ``facts.record``."""
    programme = workspace.programme_of(case_id)
    with workspace.changing(facts.RECORD_FOR_GOOD, case_id=case_id) as change:  # what is kept is not undone
        fact = facts.write(change, workspace, case_id, happened)
        attachments.keep_in(change, workspace, case_id, evidence(KEPT_FOR[happened.kind], file), fact.id)
        view = facts.view_of(change.db, programme, fact)
    told = RECORDED | Changed.EVIDENCE
    return Outcome(view, told, frozenset({case_id}), change.change_id)


def evidence(purpose: str, file: ReplyFile) -> NewEvidence:
    """A message as it is kept: whole, as it came."""
    return NewEvidence(purpose, CheckedFile(file.content, file.kind), file.name)
