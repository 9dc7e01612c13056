"""One thing that is to be done on a case though no clock runs for it, as Today shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class LooseEnd(Discreet):
    """One such thing; ``about`` is the record that it speaks of, ``aim`` the day from which it had better be
    done, before the day on which it is due."""

    key: str
    kind: str
    what: str
    why: str
    action: str
    due: date | None = None
    about: UUID | None = None
    aim: date | None = None
