"""What 'Undo' and 'Redo' in the Edit menu reverse, read from the journal of this device (DESIGN 3.4).

Undoing is a change of its own, and so is undoing that. Read from the newest back, what was undone and not
brought back counts for nothing: so one undo after another goes further back, and redo the same way forth.
With a case in front it is that case alone: nobody means the change of another person there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import known_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store import content

BACKWARD = "undo "
"""How the label of an undoing begins; the rest names what it reversed."""
MOST_STEPS = 60
"""So many changes are looked at; whoever goes further back does so in the history of a case."""


@dataclass(frozen=True, slots=True, repr=False)
class Step(Discreet):
    """One change: ``label`` completes 'Undo …', and is empty where it is corrected with a reason instead;
    ``undoes`` is the change that it reversed; ``name`` whose case it concerned, '' where that is the case in
    front, no case, or more than one."""

    change_id: UUID
    label: str
    undoes: UUID | None
    name: str = ""

    @property
    def named(self) -> str:
        """What it did, or took back, and for whom: 'record what happened for Priya Nair'."""
        done = self.label.removeprefix(BACKWARD)
        return f"{done} for {self.name}" if self.name else done

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


@dataclass(frozen=True, slots=True, repr=False)
class Reversed(Discreet):
    """What was reversed: ``words`` tell the change as the history does, ``name`` as in :class:`Step`."""

    outcome: Outcome[str]
    words: str
    name: str


def read(workspace: Workspace, case_id: UUID | None = None) -> UndoStack:
    """How it stands now, of one case or of all; asked after every change, so no more is read than that."""
    reversed_: set[UUID] = set()
    undo: Step | None = None
    redo: Step | None = None
    with workspace.reading() as db:
        for step in _newest_first(db, workspace.author.device_id, case_id):
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
        undo, redo = (_concerned(db, workspace, step, case_id) for step in (undo, redo))
    stopped = undo is not None and not undo.label
    return UndoStack(
        None if stopped else undo, redo if redo and redo.label else None, undo if stopped else None
    )


def reverse(
    workspace: Workspace, case_id: UUID | None = None, *, forth: bool = False
) -> Reversed | Step | None:
    """Undo the newest change, of one case or of all, or (``forth``) bring back what was undone last; the
    change itself where it is one that is not undone, None where there is nothing of the kind. Raises
    UndoRefused."""
    stack = read(workspace, case_id)
    step = stack.redo if forth else stack.undo
    if step is None:
        return None if forth else stack.stopped_by
    told = words(workspace, (step.undoes if forth else None) or step.change_id)
    return Reversed(history.undo(workspace, step.change_id), told, step.name)


def words(workspace: Workspace, change_id: UUID) -> str:
    """A change as the history tells it, in short: 'Chose to take part'; '' for one that is not there."""
    with workspace.reading() as db:
        return next((one.text for one in history.told(workspace, db, [change_id])), "")


def _concerned(db: Session, workspace: Workspace, step: Step | None, case_id: UUID | None) -> Step | None:
    """The same step with the name of the person; on one case's page what concerned others too is not undone,
    as its history says."""
    if step is None:
        return None
    of_change = select(JournalEntry.case_id).where(JournalEntry.change_id == step.change_id)
    cases = {one for one in db.scalars(of_change.distinct()) if one is not None}
    if case_id is not None:
        return step if cases == {case_id} else replace(step, label="")
    if len(cases) != 1 or staff_checks.closed(db, workspace):
        return step
    return replace(step, name=known_cases.names_of(db, cases).get(cases.pop(), ""))


def _newest_first(db: Session, device_id: UUID, case_id: UUID | None) -> Iterator[Step]:
    """The changes of a device, each once; the entries of one change stand together."""
    of_these = [JournalEntry.device_id == device_id]
    if case_id is not None:
        of_these.append(JournalEntry.case_id == case_id)
    below = None
    for _ in range(MOST_STEPS):
        newest = (
            select(JournalEntry.change_id, JournalEntry.label, JournalEntry.verb, JournalEntry.content)
            .where(*of_these)
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
