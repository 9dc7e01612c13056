"""What an entry's own answers say that a line about it must tell (T28, X8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jfs_desktop.rules.ends import DIED_ON, TOLD_BY
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.wording import long_day

STAGE = "stage"
"""Under which key a move that came by itself says to which stage."""


def note_of(kind: FactKind, detail: Mapping[str, str], programme: Programme, note: str) -> str:
    """The entry's note, after what its answers tell."""
    return ". ".join(part for part in (told(kind, detail, programme), note) if part)


def told(kind: FactKind, detail: Mapping[str, str], programme: Programme) -> str:
    """The stage that a case moved to by itself, or the day of a death and who told of it; else ''."""
    if kind is FactKind.MOVED_BY_ITSELF:
        return f"now: {programme.stage_names.get(detail.get(STAGE, ''), '')}"
    if kind is FactKind.DEATH_LEARNED:
        day = detail.get(DIED_ON, "")
        died = f"died {long_day(date.fromisoformat(day))}" if day else ""
        by = f"told by {detail[TOLD_BY]}" if detail.get(TOLD_BY) else ""
        return ", ".join(part for part in (died, by) if part)
    return ""
