"""A document that was being written when the program was killed: its part is found again and removed.

While a document is written aside, the place of the part stands in the vault. What still
stands there at the next opening is a part that nobody finished: plain text outside the vault.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.workspace import Workspace

OWNER = "unfinished-export"
BUNDLE_OWNER = "unfinished-bundle"
PACK_OWNER = "unfinished-pack"
"""What is known of the one does not make the others forgotten: a bundle and a pack take many steps."""


@contextmanager
def remembered(workspace: Workspace, part: Path, owner: str = OWNER) -> Iterator[None]:
    """Keep the place of ``part`` while it exists; it is gone when the block ends."""
    remember(workspace, part, owner)
    try:
        yield
    finally:
        remove(part)
        forget(workspace, owner)


def remember(workspace: Workspace, part: Path, owner: str) -> None:
    """Keep the place of a part that is about to be written."""
    drafts.save_draft(workspace, owner, {"part": str(part.absolute())})


def forget(workspace: Workspace, owner: str) -> None:
    """The part is in its place, or gone."""
    drafts.discard(workspace, owner)


def sweep(workspace: Workspace) -> bool:
    """Remove the part of an export that was cut off; whether there was one."""
    found = drafts.kept_under(workspace, (OWNER, BUNDLE_OWNER, PACK_OWNER))
    for owner, left in found.items():
        remove(Path(left.body["part"]))
        drafts.discard(workspace, owner)
    return bool(found)


def remove(part: Path) -> None:
    """Take away what was written of a part; touches nothing of the vault."""
    with suppress(OSError):  # a place that is gone, or a stick that was pulled out, holds no part to remove
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)
