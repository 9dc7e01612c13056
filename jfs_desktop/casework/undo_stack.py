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
from jfs_desktop.store import content

BACKWARD = "undo "
"""How the label of an undoing begins; the rest names what it reversed."""
MOST_STEPS = 60
"""So many changes are looked at; whoever goes further back does so in the history of a case."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: ``label`` completes 'Undo …', and is empty where it is corrected with a reason instead;
    ``undoes`` is the change that it reversed."""

    change_id: UUID
    label: str
    undoes: UUID | None

    @property
    def brings_back(self) -> bool:
        """Whether it reversed an undoing."""
        return self.undoes is not None and not self.label.startswith(BACKWARD)


@dataclass(frozen=True, slots=True)
class UndoStack:
    """The changes that undo and redo would reverse now. ``stopped_by`` is one that is not undone, where such
    a one is the newest."""

    undo: Step | None = None
    redo: Step | None = None
    stopped_by: Step | None = None


def read(workspace: Workspace) -> UndoStack:
    """How it stands now; asked after every change, so that no more is read than that."""
    reversed_: set[UUID] = set()
    undo: Step | None = None
    redo: Step | None = None
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
    stopped = undo is not None and not undo.label
    return UndoStack(None if stopped else undo, redo, undo if stopped else None)


def words(workspace: Workspace, change_id: UUID) -> str:
    """A change as the history tells it, in short: 'Chose to take part'; '' for one that is not there."""
    with workspace.reading() as db:
        return next((one.text for one in history.told(workspace, db, [change_id])), "")


def _newest_first(db: Session, device_id: UUID) -> Iterator[Step]:
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
        yield Step(row.change_id, row.label, undoes)
        below = db.scalar(
            select(func.min(JournalEntry.number)).where(
                JournalEntry.change_id == row.change_id, JournalEntry.device_id == device_id
            )
        )
