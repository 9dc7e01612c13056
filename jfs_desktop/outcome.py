"""What every verb of casework returns: a value, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T", covariant=True)


class Changed(Flag):
    """Kinds of thing a screen may show; a screen reloads when one it shows has changed."""

    NOTHING = 0
    CASES = auto()
    CLOCKS = auto()
    SESSIONS = auto()
    PLAN = auto()
    STAFF = auto()
    SETTINGS = auto()
    HISTORY = auto()
    EVIDENCE = auto()
    GROUPS = auto()
    REQUESTS = auto()
    DOCUMENTS = auto()
    TEMPLATES = auto()
    CV = auto()
    MAIL = auto()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The result of one verb.

    ``case_ids`` names the cases concerned (empty: any). ``change_id`` is the
    journal's id of the change, ``None`` when nothing had to be written.
    ``label`` completes 'Undo …' in the Edit menu, empty when the change is
    corrected with a reason instead of undone. ``besides`` is what whoever asked
    should hear about it, such as what a PDF does not show.
    """

    value: T
    changed: Changed
    case_ids: frozenset[UUID] = frozenset()
    change_id: UUID | None = None
    label: str = ""
    besides: tuple[str, ...] = ()
