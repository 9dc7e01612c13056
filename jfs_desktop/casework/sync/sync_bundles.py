"""Bundles for head office: what is newer in the journal than its last receipt, in one file (D11).

One that is lost on the way needs no second thought, since the next holds the same and more.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jfs_desktop.casework.desk import unfinished_exports
from jfs_desktop.casework.desk.leaving_file import Leaving
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import bundle_making
from jfs_desktop.casework.sync.bundle_making import Plan, Watch
from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.envelope import Envelope
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.sync import BundleOut
from jfs_desktop.store.files import part_path, swap_in
from jfs_desktop.store.unit_of_work import Verb

EXPORT = Verb("sync.export", "")
SUFFIX: Final = ".jfsb"
_LEAVING: Final = Leaving(
    "The bundle", "The bundle was not written", "Choose another folder, or make room there, and export again."
)
_PIECE: Final = 256 * 1024
_FLUSHED_EVERY: Final = 4 * 1024 * 1024
"""A slow stick says so as it goes, and not all at the end, when nobody could stop it any more."""


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle that was written: its number, the journal entries it holds, and its attachments. ``entries``
    counts those of before a backup was put back, too."""

    path: Path
    number: int
    first_entry: int
    last_entry: int
    attachments: int
    size: int
    entries: int


class Export:
    """One bundle on its way, in steps that belong to different threads.

    ``begin``, ``record``, and ``end`` or ``forget`` write to the vault and are short. ``seal`` reads it and
    writes beside it. ``carry`` and ``put_in_place`` touch nothing of the vault: the folder may be slow, and
    nobody's work waits for it. Each may raise UserError, and ExportStopped where ``watch`` says so; then
    ``remove_files`` and ``forget`` leave everything as it was.
    """

    def __init__(
        self, workspace: Workspace, folder: Path, *, all_again: bool = False, watch: Watch | None = None
    ) -> None:
        self.watch = watch or Watch()
        self._workspace, self._folder, self._all_again = workspace, folder, all_again
        self._plan: Plan
        self._sealed: Envelope
        self._path: Path
        self._part: Path | None = None
        self._own = part_path(workspace.vault.folder / "bundle")
        self._recorded = self._in_place = False

    def begin(self) -> bool:
        """Sign the end of the journal, and see what is newer; False where nothing is."""
        self._workspace.vault.sign_head()
        with self._workspace.reading() as db:
            plan = bundle_making.plan_of(db, self._workspace, self.watch, all_again=self._all_again)
        if plan is None:
            return False
        header = plan.manifest.header
        self._plan = plan
        self._path = self._folder / f"jfs-{header.sender.hex[-8:]}-{header.number:06d}{SUFFIX}"
        self._part = part_path(self._path)
        unfinished_exports.remember(self._workspace, self._part, unfinished_exports.BUNDLE_OWNER)
        return True

    def seal(self) -> None:
        """Make the bundle, whole, on the vault's own disk, where nothing of it can be read."""
        self._sealed = bundle_making.seal_into(self._own, self._plan, self._workspace)
        self.watch.size = self._sealed.header.file_bytes

    def carry(self) -> None:
        """Copy it into the folder, aside, until it lies there for good."""
        part = self._part
        if part is None:
            raise ValueError("a bundle is carried once it has begun")
        self._refuse_missing()
        try:
            with self._own.open("rb") as source, part.open("xb") as out:
                while piece := source.read(_PIECE):
                    self.watch.go_on()
                    out.write(piece)
                    self.watch.carried += len(piece)
                    if self.watch.carried % _FLUSHED_EVERY == 0 or self.watch.carried == self.watch.size:
                        out.flush()
                        os.fsync(out.fileno())
        except OSError as problem:
            raise _LEAVING.unwritten(problem) from problem
        self.watch.go_on()

    def _refuse_missing(self) -> None:
        if not self._folder.is_dir():
            raise BadInput("This folder is not there.", field="folder", remedy="Choose one that is.")

    def record(self) -> None:
        """Keep that the bundle is made: its number is never given to another one that was put in place."""
        plan, manifest = self._plan, self._plan.manifest
        with self._workspace.changing(EXPORT) as change:
            change.db.add(
                BundleOut(
                    number=manifest.header.number, recipient=manifest.header.recipient,
                    digest=self._sealed.digest, builds_on=plan.builds_on, first_entry=manifest.first,
                    last_entry=manifest.last, attachments=plan.sent, size=self._sealed.header.file_bytes,
                    made_at=change.at, by_staff_id=self._workspace.me.id,
                )
            )  # fmt: skip
        self._recorded = True

    def put_in_place(self) -> None:
        """Give the file its name."""
        if self._part is None:
            raise ValueError("a bundle is put in place once it was carried")
        try:
            swap_in(self._part, self._path)
        except OSError as problem:
            raise _LEAVING.unwritten(problem) from problem
        self._part, self._in_place = None, True

    def end(self) -> Outcome[BundleView | None]:
        """Let go of what was remembered of it; the value is what was written."""
        self._drop_own()
        unfinished_exports.forget(self._workspace, unfinished_exports.BUNDLE_OWNER)
        header, manifest = self._plan.manifest.header, self._plan.manifest
        view = BundleView(
            self._path, header.number, manifest.first, manifest.last, self._plan.sent,
            self._sealed.header.file_bytes, manifest.entries,
        )  # fmt: skip
        return Outcome(view, Changed.SETTINGS, besides=self._plan.told)

    def forget(self) -> None:
        """Leave the vault as if the export had never begun, unless the bundle is in its place already.

        Only after ``remove_files``: until then it may yet get there.
        """
        self._drop_own()
        if self._recorded and not self._in_place:
            with self._workspace.changing(EXPORT) as change:
                change.db.delete(change.db.get_one(BundleOut, self._plan.manifest.header.number))
            self._recorded = False
        unfinished_exports.forget(self._workspace, unfinished_exports.BUNDLE_OWNER)

    def remove_files(self) -> None:
        """Take away what lies in the folder, half; touches nothing of the vault."""
        part, self._part = self._part, None
        if part is not None:
            with suppress(OSError):  # a stick that was pulled out; it is looked for at the next opening
                part.unlink(missing_ok=True)

    def _drop_own(self) -> None:
        with suppress(OSError):  # swept when the vault opens
            self._own.unlink(missing_ok=True)


def export(
    workspace: Workspace, folder: Path, *, all_again: bool = False, watch: Watch | None = None
) -> Outcome[BundleView | None]:
    """Write what is newer than the last receipt into a folder, signed and encrypted to head office: all the
    steps of an :class:`Export` after one another.

    With ``all_again`` everything from the first entry. The value is None where there is nothing newer.
    ``besides`` tells of attachments that are not whole in this vault. Raises UserError, and ExportStopped
    where ``watch`` says so.
    """
    if not folder.is_dir():
        raise BadInput("This folder is not there.", field="folder", remedy="Choose one that is.")
    made = Export(workspace, folder, all_again=all_again, watch=watch)
    if not made.begin():
        return Outcome(None, Changed.NOTHING)
    try:
        for step in (made.seal, made.carry, made.record, made.put_in_place):
            step()
    except BaseException:
        made.remove_files()
        made.forget()
        raise
    return made.end()
