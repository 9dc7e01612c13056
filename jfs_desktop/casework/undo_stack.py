"""What 'Undo' and 'Redo' in the Edit menu reverse, read from the journal of this device (DESIGN 3.4).

Undoing is a change of its own, and so is undoing that. Read from the newest back, what was undone and not
brought back counts for nothing: so one undo after another goes further back, and redo the same way forth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import history
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.views import HistoryEntry
from jfs_desktop.store import content

MOST_STEPS = 60
"""So many changes are looked at; whoever goes further back does so in the history of a case."""


@dataclass(frozen=True, slots=True)
class UndoStack:
    """The changes that undo and redo would reverse now, each as the history tells it, and in ``brings_back``
    what redo would bring back. ``stopped_by`` is a change that is corrected with a reason and not undone,
    where such a one is the newest."""

    undo: HistoryEntry | None = None
    redo: HistoryEntry | None = None
    brings_back: str = ""
    stopped_by: HistoryEntry | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    change_id: UUID
    label: str
    undoes: UUID | None
    """The change that this one reversed."""

    @property
    def brings_back(self) -> bool:
        return self.undoes is not None and not self.label.startswith("undo ")


def read(workspace: Workspace) -> UndoStack:
    """How it stands now."""
    reversed_: set[UUID] = set()
    undo: _Step | None = None
    redo: _Step | None = None
    with workspace.reading() as db:
        for step in _newest_first(db, workspace.author.device_id):
            if step.change_id in reversed_:
                continue
            if step.undoes is not None:
                reversed_.add(step.undoes)
            if step.undoes is not None and not step.brings_back:
                redo = redo or step
            elif undo is None:
                undo = step
            if undo is not None and not undo.brings_back:
                break  # what lies before a change of its own cannot be brought back over it
        wanted = [one for step in (undo, redo) if step is not None for one in (step.change_id, step.undoes)]
        told = history.told(workspace, db, [one for one in wanted if one is not None])
    return _stack({one.change_id: one for one in told}, undo, redo)


def _stack(told: dict[UUID, HistoryEntry], undo: _Step | None, redo: _Step | None) -> UndoStack:
    entry = told.get(undo.change_id) if undo is not None else None
    again = told.get(redo.change_id) if redo is not None else None
    before = told.get(redo.undoes) if redo is not None and redo.undoes is not None else None
    return UndoStack(
        undo=entry if entry is not None and entry.undo_label else None,
        redo=again,
        brings_back=before.text if before is not None else "",
        stopped_by=entry if entry is not None and not entry.undo_label else None,
    )


def _newest_first(db: Session, device_id: UUID) -> Iterator[_Step]:
    """The changes of a device, each once; the entries of one change stand together."""
    below = None
    for _ in range(MOST_STEPS):
        newest = (
            select(JournalEntry.change_id, JournalEntry.label, JournalEntry.verb, JournalEntry.content)
            .where(JournalEntry.device_id == device_id)
            .order_by(JournalEntry.number.desc())
            .limit(1)
        )
        row = db.execute(newest if below is None else newest.where(JournalEntry.number < below)).first()
        if row is None:
            return
        undoes = content.read(row.content).undoes if row.verb == history.UNDO and row.content else None
        yield _Step(row.change_id, row.label, undoes)
        below = db.scalar(
            select(func.min(JournalEntry.number)).where(
                JournalEntry.change_id == row.change_id, JournalEntry.device_id == device_id
            )
        )
