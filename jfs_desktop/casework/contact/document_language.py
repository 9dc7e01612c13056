"""The language in which a person gets documents: asked once, kept on the case, in force from then on."""

from __future__ import annotations

from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import ANSWER, DocumentLanguage, chosen


def asked(workspace: Workspace, case_id: UUID) -> DocumentLanguage | None:
    """The language that the person chose; None while nobody has asked. Raises NotFound."""
    with workspace.reading() as db:
        return chosen(case_facts.load(db, case_id))


def of_case(workspace: Workspace, case_id: UUID) -> DocumentLanguage:
    """The language in which to write to the person: English until they choose. Raises NotFound."""
    return asked(workspace, case_id) or DocumentLanguage.ENGLISH


def choose(workspace: Workspace, case_id: UUID, language: DocumentLanguage) -> Outcome[FactView]:
    """Record the person's choice; the latest is in force. Raises as :func:`facts.record`."""
    now = workspace.now().astimezone(LONDON)
    said = WhatHappened(
        FactKind.DOCUMENT_LANGUAGE_CHOSEN, now.date(), now.time(), detail={ANSWER: language.value}
    )
    return facts.record(workspace, case_id, said)
