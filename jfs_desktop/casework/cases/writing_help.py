"""Help for somebody who writes in a case: whether spelling is looked at, and which words are right."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from jfs_desktop.casework.cases import own_words
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import NotFound
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.discreet import Discreet

WELSH = "Spelling is not checked: what is typed here is in Welsh, and there is only an English dictionary."
SWITCHED_OFF = "Spelling is switched off under Settings."


@dataclass(frozen=True, slots=True, repr=False)
class WritingHelp(Discreet):
    """``why_not`` says why no word is underlined, '' where spelling is looked at."""

    why_not: str
    own: tuple[str, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)


def read(workspace: Workspace, case_id: UUID | None) -> WritingHelp:
    """The help for the texts of a case; with None for those of no case."""
    if not settings.get(workspace, settings.SPELLING):
        return WritingHelp(SWITCHED_OFF)
    names: tuple[str, ...] = ()
    if case_id is not None:
        try:
            if _in_welsh(workspace, case_id):
                return WritingHelp(WELSH)
            names = own_words.names_of(workspace, case_id)
        except NotFound:
            names = ()  # a case that is only just being made
    return WritingHelp("", own_words.every(workspace), names)


def _in_welsh(workspace: Workspace, case_id: UUID) -> bool:
    """Whether the JFAP or the CV of a case is written in Welsh."""
    from jfs_desktop.casework.cv.cv_views import cv_of  # this loads with the window, they with the first case
    from jfs_desktop.casework.plan.plan_records import find_plan

    with workspace.reading() as db:
        plan, cv = find_plan(db, case_id), cv_of(db, case_id)
        said = {plan.written_in if plan else "", cv.content["language"] if cv else ""}
    return DocumentLanguage.WELSH.value in said
