"""The shape in which both kinds of referral file hand over their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from jfs_desktop.rules.person.checks import Cell
from jfs_desktop.rules.writing.discreet import Discreet

COLUMNS = (
    "prap_reference",
    "referral_made_on",
    "received_at",
    "first_name",
    "last_name",
    "date_of_birth",
    "ni_number",
    "address",
    "postcode",
    "nation",
    "telephone",
    "email",
    "benefit",
    "claim_start_date",
    "work_coach",
    "jobcentre",
    "vulnerable",
    "mappa",
    "scr",
    "notes",
)
"""The columns of a referral file; their order in a file does not matter."""

NEEDED_COLUMNS = frozenset(
    {"prap_reference", "referral_made_on", "received_at", "last_name", "ni_number", "mappa", "scr"}
)
"""Without these a file cannot be judged row by row; any other may be left out, and is read as empty.
Whether somebody is a MAPPA case or has a Special Customer Record must be said (JFS 3.09)."""

MOST_ROWS = 50_000
LARGEST_CELL = 64 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Step(Discreet):
    """One row as it lies in the file, or (``cells`` None) only a sign of life.

    ``row`` is 1 for the header. ``faults`` gives a reason by the cell's place.
    ``ragged``: in this kind of file a row that is too short is a fault.
    """

    row: int
    cells: tuple[Cell, ...] | None
    part: float
    faults: Mapping[int, str] = field(default_factory=dict)
    ragged: bool = False


Table: TypeAlias = Iterator[Step]
