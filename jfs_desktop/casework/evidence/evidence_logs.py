"""The logs of a case for whoever audits it: contacts, sessions, the journal and its digests (C2, S1, MI20).

Each entry of the journal stands with every field that its digest is made of, and with the digest before
it, so that it can be worked out again without this product (``store.chain`` says how).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.evidence.evidence import STATE_NAMES, CaseEvidence, CaseRecords
from jfs_desktop.clock import LONDON
from jfs_desktop.exchange.evidence_pack import PackLog
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.views import HistoryEntry, SessionView
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.rules.writing.wording import day_and_time, long_day, time_of_day
from jfs_desktop.store import chain

CONTACT: Final = "contact"
_A_PAGE: Final = 500
_KINDS: Final = {SessionKind.ONE_TO_ONE.value: "1-2-1", SessionKind.INITIAL_MEETING.value: "Initial meeting"}
_WORDS: Final = ("When", "Who", "Change", "Details", "Reason")
_SEALS: Final = ("previous_digest", "commitment", "digest")


def contact_log(found: CaseEvidence) -> PackLog:
    """Every attempt and every contact, the earliest first."""
    rows = tuple(
        (
            long_day(line.on),
            time_of_day(line.at) if line.at is not None else "",
            line.title,
            line.by,
            "; ".join(line.details),
            STATE_NAMES[line.state],
        )
        for line in reversed(found.of_class(CONTACT))
    )
    heads = ("Day", "Time", "What", "Who", "Details", "State")
    told = "Every attempt to reach the person and every contact, the earliest first"
    return PackLog("contact-log", "Contact log", told, heads, rows, tuple(range(len(heads))))


def session_log(records: CaseRecords, names: dict[str, str]) -> PackLog:
    """Every timed session with its counted minutes and its corrections; ``names`` are those of channels."""
    rows = tuple(_session(one, names) for one in reversed(records.sessions))
    heads = ("Day", "From", "Until", "What", "Way", "Minutes", "Recorded", "Adviser", "Corrections", "Notes")
    told = "Every timed session, the earliest first; minutes after and before any correction"
    return PackLog("sessions", "Sessions", told, heads, rows, tuple(range(len(heads))))


def journal(workspace: Workspace, case_id: UUID, hidden: Collection[str]) -> PackLog:
    """Every change of the case, the earliest first, without those that touch the records ``hidden``. What a
    change did is told once, beside its first entry; its others name that one."""
    told = {one.change_id: one for one in _whole_history(workspace, case_id)}
    with workspace.reading() as db:
        found = _entries(db, case_id)
    without = {row.change_id for row, _ in found if row.record_id in hidden}
    without |= {change_id for change_id, one in told.items() if hidden and one.never_shared}
    rows: list[tuple[str, ...]] = []
    first: dict[UUID, int] = {}
    for row, before in found:
        if row.change_id not in without:
            begun = first.setdefault(row.change_id, row.number)
            rows.append(_row(row, before, told.get(row.change_id), begun))
    heads = (*_WORDS, *chain.PUBLIC, *_SEALS)
    shown = (*range(len(_WORDS)), len(_WORDS) + chain.PUBLIC.index("number"), len(heads) - 1)
    return PackLog(
        "journal",
        "Journal",
        "Every change of the case, the earliest first, with the digest that seals it",
        heads,
        tuple(rows),
        shown,
    )


def _session(view: SessionView, names: dict[str, str]) -> tuple[str, ...]:
    until = view.stopped_at.astimezone(LONDON) if view.stopped_at is not None else None
    corrections = (
        f"{one.minutes_before} to {one.minutes_after} on {day_and_time(one.at)} by {one.by}: {one.reason}"
        for one in view.corrections
    )
    return (
        long_day(view.started_at.astimezone(LONDON).date()),
        time_of_day(view.started_at),
        time_of_day(until) if until is not None else "",
        _KINDS.get(view.kind, view.kind),
        names.get(view.channel, view.channel),
        str(view.minutes),
        str(view.recorded_minutes),
        view.adviser,
        "; ".join(corrections),
        " ".join(view.notes.split()),
    )


def _whole_history(workspace: Workspace, case_id: UUID) -> Iterable[HistoryEntry]:
    before: HistoryEntry | None = None
    while page := history.of_case(workspace, case_id, before=before, limit=_A_PAGE):
        yield from page
        before = page[-1]


def _entries(db: Session, case_id: UUID) -> list[tuple[JournalEntry, bytes]]:
    """The entries of a case with the digest before each; the first of a device has none before it."""
    earlier = aliased(JournalEntry)
    follows = and_(earlier.device_id == JournalEntry.device_id, earlier.number == JournalEntry.number - 1)
    wanted = (
        select(JournalEntry, earlier.digest)
        .outerjoin(earlier, follows)
        .where(JournalEntry.case_id == case_id)
        .order_by(JournalEntry.at, JournalEntry.device_id, JournalEntry.number)
    )
    return [(row, before or chain.START) for row, before in db.execute(wanted)]


def _row(row: JournalEntry, before: bytes, told: HistoryEntry | None, begun: int) -> tuple[str, ...]:
    words: tuple[str, ...] = ("", "", "", "")
    if told is not None and row.number != begun:
        words = (told.by, f"Part of no. {begun}", "", "")
    elif told is not None:
        words = (told.by, told.text, "; ".join((*told.details, *told.answers)), told.reason)
    header: tuple[Any, ...] = tuple(getattr(row, name) for name in chain.PUBLIC)
    public = tuple("" if value is None else chain.header_text(value) for value in header)
    seals = (before.hex(), row.commitment.hex(), row.digest.hex())
    return (day_and_time(row.at), *words, *map(str, public), *seals)
