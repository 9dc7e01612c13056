"""The Job Finding Action Plan as a value: what the editor shows, a draft keeps,
a version freezes, a comparison reads and a document prints (JFS 4.02 to 4.07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.discreet import Discreet


class ObjectiveStatus(StrEnum):
    """How far an objective has come."""

    TO_DO = "to_do"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class HeadingStatus(StrEnum):
    """What became of one heading of the plan (P6)."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, repr=False)
class Objective(Discreet):
    """One agreed objective: measurable, owned and dated (P5).

    ``owner`` is 'participant', 'adviser' or the name of somebody else.
    """

    id: UUID
    objective: str = ""
    action: str = ""
    measure: str = ""
    owner: str = "participant"
    target_on: date | None = None
    status: ObjectiveStatus = ObjectiveStatus.TO_DO


@dataclass(frozen=True, slots=True, repr=False)
class HeadingEntry(Discreet):
    """What stands under one heading of the profile, by its key (P6)."""

    key: str
    status: HeadingStatus = HeadingStatus.OPEN
    text: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Activity(Discreet):
    """One line of the record of activities (P4); ``session_id`` when a session wrote it, ``fact_id``
    when a fact of the case did."""

    id: UUID
    at: datetime
    kind: str
    text: str = ""
    adviser: str = ""
    session_id: UUID | None = None
    fact_id: UUID | None = None

    @property
    def by_hand(self) -> bool:
        """Whether somebody typed it into the plan; what was written by itself cannot be dropped."""
        return self.session_id is None and self.fact_id is None


@dataclass(frozen=True, slots=True, repr=False)
class PlanContent(Discreet):
    """The whole text of a plan at one moment. ``written_in`` is the language of what was typed."""

    objectives: tuple[Objective, ...] = ()
    headings: tuple[HeadingEntry, ...] = ()
    activities: tuple[Activity, ...] = ()
    further_support: str = ""
    next_steps: str = ""
    written_in: DocumentLanguage = DocumentLanguage.ENGLISH
