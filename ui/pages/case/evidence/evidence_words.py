"""How evidence is told on the case: the columns of the list and the words of a line (D5, C7, W16)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from jfs_desktop.casework.evidence.evidence import STATE_NAMES, EvidenceLine, Opens, State
from jfs_desktop.rules.writing.wording import near_day
from ui.widgets.record_table import Column

WIDTHS = (150, 220, 64, 130, 90, 90)
DAY = 24 * 60 * 60
"""Seconds."""
MARKS = {
    State.THERE: "✓ ",
    State.LATE: "▲ ",
    State.TAKEN_BACK: "○ ",
    State.MISSING: "▲ ",
    State.BY_HAND: "✓ ",
    State.GIVEN: "▲ ",
    State.PERHAPS: "▲ ",
    State.NOT_SENT: "▲ ",
}
KINDS = {
    State.THERE: "good",
    State.LATE: "today",
    State.TAKEN_BACK: "neutral",
    State.MISSING: "late",
    State.BY_HAND: "neutral",
    State.GIVEN: "today",
    State.PERHAPS: "today",
    State.NOT_SENT: "late",
}
OPEN = {
    Opens.ENTRY: "Show in the history",
    Opens.SESSION: "Show on 'Sessions'",
    Opens.DOCUMENT: "Open the document",
    Opens.FILE: "Open the file",
    Opens.MESSAGE: "Open the message",
    Opens.REPLY: "Open the reply",
}


def columns(today: Callable[[], date], place: Callable[[str], int]) -> Sequence[Column[EvidenceLine]]:
    """The columns of the list; ``place`` is that of a class among the others, by its key. It begins sorted by
    class, each with its newest first."""

    def moment(line: EvidenceLine) -> float:
        midnight = line.on.toordinal() * DAY
        return midnight + ((line.at.timestamp() % DAY) if line.at is not None else 0)

    return (
        Column(
            "class",
            "Class",
            lambda line: line.class_name,
            WIDTHS[0],
            sort=lambda line: (place(line.class_key), -moment(line), str(line.id)),
        ),
        Column("what", "What", lambda line: line.title, WIDTHS[1], tip=_whole),
        Column(
            "when",
            "When",
            lambda line: near_day(line.on, today()),
            WIDTHS[2],
            sort=lambda line: (moment(line), str(line.id)),
            tip=lambda line: line.when,
        ),
        Column("who", "Who", lambda line: line.by or "–", WIDTHS[3]),
        Column("state", "State", lambda line: f"{MARKS[line.state]}{STATE_NAMES[line.state]}", WIDTHS[4]),
        Column(
            "hash",
            "Hash",
            lambda line: f"{line.sha256[:4]} {line.sha256[4:8]}…" if line.sha256 else "–",
            WIDTHS[5],
            tip=lambda line: line.sha256 or "No file stands behind this entry",
        ),
    )


def about(line: EvidenceLine) -> str:
    """'Induction pack · 26 May 2021, 09:55 · Rukhsana Khan · JFS 3.19'."""
    return " · ".join(part for part in (line.class_name, line.when, line.by, line.paragraph) if part)


def may_open(line: EvidenceLine) -> bool:
    """Whether there is something to open behind a line: the content of a file taken back is gone."""
    return not (line.state is State.TAKEN_BACK and line.opens is Opens.FILE)


def _whole(line: EvidenceLine) -> str:
    return "\n".join((line.title, *line.details))
