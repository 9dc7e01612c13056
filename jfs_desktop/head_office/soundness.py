"""Whether head office's store is sound, and copies of it: the vault, the database, and the files of both."""

from __future__ import annotations

from pathlib import Path

from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.desk.verification import Verification
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.store import received, trouble
from jfs_desktop.store.journal import verify_chain
from jfs_desktop.store.verify import Check


def verify(archive: Archive) -> Verification:
    """The checks of the vault, and on PostgreSQL those of the journals and attachments kept there."""
    own = verification.verify(archive.workspace).checks
    if archive.engine is None:
        return Verification(own)
    with archive.reading() as db:
        chain, files = verify_chain(db), received.verify(db, archive.folder)
    there = (Check("database", chain.ok, chain.text), Check("received", files.ok, files.text))
    return Verification((*own, *there))


def back_up(archive: Archive, target: Path | None = None) -> Path:
    """A verified copy of the vault, by default in its ``backup`` folder, with every attachment beside it.

    Those whose keys are on PostgreSQL are among them; the database itself is backed up by its own tools.
    Raises VaultProblem.
    """
    made = archive.workspace.vault.back_up(target)
    if archive.engine is not None:
        with archive.reading() as db:
            wanted = received.wanted(db)
        with trouble.told_plainly():
            received.copy_out(archive.folder, made.parent, wanted)
    return made


def bring_back(archive: Archive, backups: Path) -> None:
    """Bring received attachments that are missing or damaged back from beside the backups in a folder."""
    with archive.reading() as db:
        wanted = received.wanted(db)
    with trouble.told_plainly():
        received.bring_back(archive.folder, backups, wanted)
