"""An evidence pack on its way to its place: written aside, recorded, and put there whole (I18, D5, MI12).

Each step says what the next one touches: a slow stick holds up no save.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from jfs_desktop.casework.desk import unfinished_exports
from jfs_desktop.casework.desk.leaving_file import Leaving, refuse_in_vault
from jfs_desktop.casework.desk.long_jobs import Stopped, Where
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.evidence.evidence_pieces import EXPORT
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import evidence_files
from jfs_desktop.exchange.evidence_pack import SUMS
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.files import part_path, swap_in

LEAVING: Final = Leaving("The evidence pack", "The evidence pack was not saved", "Choose another folder.")
READ: Final = 0.7
"""So large a part of the work is the reading of what is kept."""
_ZIPPED: Final = 0.9
_WRITTEN_AT_ONCE: Final = 1024 * 1024
"""Bytes: a stick may take long for all of it, and it may be stopped in between."""
_NOT_THERE: Final = "The pack was not put in its place, so that nothing left."


@dataclass(frozen=True, slots=True)
class PackProgress:
    """How far a pack is, from 0 to 1, and what its next step touches."""

    part: float
    where: Where


def refuse_place(workspace: Workspace, path: Path) -> None:
    """Raise BadInput (``path``) within the vault's own folder, and where a folder is wanted and something
    lies there already."""
    refuse_in_vault(workspace, LEAVING, path)
    archive = path.suffix.lower() == ".zip"
    if not archive and path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise BadInput(
            "There is something in that place already.", field="path", remedy="Choose a new folder."
        )


def written(
    workspace: Workspace,
    case_id: UUID,
    held: Mapping[str, bytes],
    path: Path,
    said: Mapping[str, str],
    *,
    reason: str,
) -> Generator[PackProgress, None, UUID | None]:
    """Write the files of a pack aside, record that it leaves with ``said`` of it, and give it its name; the
    change that recorded it. Begins with a step of ``Where.VAULT``. Whatever ends it before, nothing is left.

    Raises UserError where it cannot be written.
    """
    part, recorded, left = part_path(path), None, True
    unfinished_exports.remember(workspace, part, unfinished_exports.PACK_OWNER)
    try:
        try:
            digest = yield from _aside(workspace, held, part, archive=path.suffix.lower() == ".zip")
            yield PackProgress(1, Where.VAULT)
            recorded, change_id = _record(workspace, case_id, {"sha256": digest, **said}, reason)
            yield PackProgress(1, Where.FOLDER)
            _put_in_place(part, path)
            recorded, left = None, False
        except UserError:
            yield PackProgress(1, Where.FOLDER)
            unfinished_exports.remove(part)
            left = False
            yield PackProgress(1, Where.VAULT)
            raise
        with suppress(Stopped):  # too late: it is there
            yield PackProgress(1, Where.VAULT)
    finally:  # a lock closes it where it stands
        if left:
            unfinished_exports.remove(part)
        if recorded is not None:
            facts.withdraw(workspace, recorded, _NOT_THERE)
        unfinished_exports.forget(workspace, unfinished_exports.PACK_OWNER)
    return change_id


def _aside(
    workspace: Workspace, held: Mapping[str, bytes], part: Path, *, archive: bool
) -> Generator[PackProgress, None, str]:
    """Write the files aside, as a ZIP or a folder; the SHA-256 of the whole. Raises UserError."""
    content = b""
    if archive:
        yield PackProgress(READ, Where.APART)
        content = yield from _zipped(workspace, held)
    yield PackProgress(_ZIPPED if archive else READ, Where.FOLDER)
    try:
        if not archive:
            for number in evidence_files.write_folder(held, part):
                yield PackProgress(READ + (1 - READ) * number / len(held), Where.FOLDER)
            return hashlib.sha256(held[SUMS]).hexdigest()
        with part.open("xb") as out:
            for start in range(0, len(content), _WRITTEN_AT_ONCE):
                out.write(content[start : start + _WRITTEN_AT_ONCE])
                out.flush()
                os.fsync(out.fileno())
                yield PackProgress(_ZIPPED + (1 - _ZIPPED) * out.tell() / len(content), Where.FOLDER)
    except OSError as problem:
        raise LEAVING.unwritten(problem) from problem
    return hashlib.sha256(content).hexdigest()


def _zipped(workspace: Workspace, held: Mapping[str, bytes]) -> Generator[PackProgress, None, bytes]:
    zipping = evidence_files.zipped(held, workspace.now())
    while True:
        try:
            number = next(zipping)
        except StopIteration as end:
            content: bytes = end.value
            return content
        yield PackProgress(READ + (_ZIPPED - READ) * number / len(held), Where.APART)


def _record(
    workspace: Workspace, case_id: UUID, said: Mapping[str, str], reason: str
) -> tuple[UUID, UUID | None]:
    """Say on the case that a pack leaves; the entry and its change."""
    with workspace.changing(EXPORT, case_id=case_id, reason=reason) as change:
        local = workspace.now().astimezone(LONDON)
        at = local.time().replace(microsecond=0)
        happened = WhatHappened(FactKind.EVIDENCE_PACK_SAVED, local.date(), at, detail=said)
        recorded = facts.write(change, workspace, case_id, happened).id
    return recorded, change.change_id


def _put_in_place(part: Path, path: Path) -> None:
    try:
        if path.is_dir():
            path.rmdir()
        swap_in(part, path)
    except OSError as problem:
        raise LEAVING.unwritten(problem) from problem
