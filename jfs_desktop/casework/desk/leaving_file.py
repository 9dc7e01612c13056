"""A file that leaves the vault: written aside, put in its place with the record of it, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework.desk import unfinished_exports
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.files import flush_file, part_path, swap_in
from jfs_desktop.store.unit_of_work import Change, Verb

PRINT = Verb("document_copies.print", "")
"""A document went to a printer: that is leaving, too."""


@dataclass(frozen=True, slots=True, repr=False)
class ToPrinter(Discreet):
    """Pages that can be printed: the PDF, what it does not show as Word does (``left_out``), and what is
    recorded of it (``note``) once somebody lets it go to a printer."""

    case_id: UUID
    content: bytes = field(repr=False)
    left_out: tuple[str, ...]
    note: Callable[[Change], None]


def printed(workspace: Workspace, paper: ToPrinter) -> Outcome[None]:
    """Record that it goes to a printer: asked for first, as the person chose one."""
    with workspace.changing(PRINT, case_id=paper.case_id) as change:
        paper.note(change)
    return Outcome(None, Changed.HISTORY | Changed.DOCUMENTS, frozenset({paper.case_id}))


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the file is called to people, and what they can do where it cannot be written."""

    called: str
    title: str
    remedy: str

    def unwritten(self, problem: OSError) -> UserError:
        """Says what to do; the path stays out of the text, since texts may be logged."""
        if isinstance(problem, PermissionError) and problem.filename2 is not None:
            # Windows lets nobody take the place of a file while Word shows it.
            return UserError(
                f"{self.called} could not take the place of the file that is there.",
                title=self.title,
                remedy="Close it in the other program, or choose another name.",
            )
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            return UserError(
                f"{self.called} was not written: the disk is full.",
                title=self.title,
                remedy="Free some space there, or choose a place on another disk.",
            )
        if problem.errno in (errno.ENOENT, errno.ENOTDIR):
            return UserError(
                f"{self.called} could not be written there: there is no such folder.",
                title=self.title,
                remedy="Choose a folder that is there, or connect the drive that it is on.",
            )
        why = os.strerror(problem.errno or 0)
        return UserError(
            f"{self.called} could not be written there ({why}).", title=self.title, remedy=self.remedy
        )


def refuse_in_vault(workspace: Workspace, leaving: Leaving, path: Path) -> None:
    """Raise BadInput (``path``) for a place within the vault's own folder: what leaves is not encrypted, and
    would lie there among what is, in every copy of that folder."""
    if path.resolve().is_relative_to(workspace.vault.folder.resolve()):
        raise BadInput(
            f"{leaving.called} cannot be written into the vault's own folder: it is not encrypted.",
            field="path",
            remedy="Choose another folder.",
        )


@contextmanager
def written_aside(
    workspace: Workspace, leaving: Leaving, content: bytes, path: Path
) -> Iterator[Callable[[], None]]:
    """Write ``content`` beside ``path``; the call that is given puts it in place.

    It is called last in the change that records the file, so that one that cannot be put in place
    leaves no record. What was not put in place is gone when the block ends. Raises UserError, BadInput
    (``path``).
    """
    refuse_in_vault(workspace, leaving, path)
    part = part_path(path)

    def put_in_place() -> None:
        try:
            swap_in(part, path)
        except OSError as problem:
            raise leaving.unwritten(problem) from problem

    with unfinished_exports.remembered(workspace, part):
        try:
            part.write_bytes(content)
            flush_file(part)
        except OSError as problem:
            raise leaving.unwritten(problem) from problem
        yield put_in_place
