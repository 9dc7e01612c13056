"""Head office's receipts, looked for where the bundles go and read without being asked for (D11)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync.sync import MOST_RECEIPT, RECEIPT_SUFFIX, SyncStanding, receive_bytes, standing
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.outcome import Changed, Outcome

_MOST_AT_ONCE: Final = 8
"""The newest confirms all before it: older ones matter only where the newest is refused."""


@dataclass(frozen=True, slots=True)
class FolderLook:
    """What was found in the folder for bundles: whether it is there at all, and receipts, newest first."""

    there: bool
    receipts: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ReceiptsRead:
    """How the exchange stands now; whether a receipt was read, and what was said of those refused."""

    standing: SyncStanding
    read: bool = False
    refused: tuple[str, ...] = ()
    refused_files: frozenset[str] = frozenset()
    """By their SHA-256, so that none is looked at twice."""


def look_into(folder: Path, device: str, after: int) -> FolderLook:
    """Look for receipts of this device's bundles after no. ``after``.

    It touches nothing of the vault, since a folder on another computer may take its time to answer.
    """
    start = f"jfs-{device}-"
    try:
        if not folder.is_dir():
            return FolderLook(there=False)
        found = sorted(folder.glob(f"{start}*{RECEIPT_SUFFIX}"), reverse=True)
        newer = [path for path in found if _number(path, start) > after][:_MOST_AT_ONCE]
        return FolderLook(True, tuple(content for path in newer if (content := _content(path))))
    except OSError:
        return FolderLook(there=False)


def receive_found(
    workspace: Workspace, receipts: tuple[bytes, ...], known: frozenset[str]
) -> Outcome[ReceiptsRead]:
    """Read the newest receipt that holds; the others before it need not be. ``known`` were refused before."""
    refused: list[str] = []
    prints: set[str] = set()
    for content in receipts:
        digest = hashlib.sha256(content).hexdigest()
        if digest in known:
            continue
        try:
            done = receive_bytes(workspace, content)
        except EnvelopeRefused as problem:
            refused.append(problem.sentence)
            prints.add(digest)
            continue
        return Outcome(
            ReceiptsRead(done.value, True, tuple(refused), frozenset(prints)),
            done.changed,
            besides=done.besides,
        )
    read = ReceiptsRead(standing(workspace), False, tuple(refused), frozenset(prints))
    return Outcome(read, Changed.NOTHING)


def _number(path: Path, start: str) -> int:
    said = path.name.removeprefix(start).removesuffix(RECEIPT_SUFFIX)
    return int(said) if said.isascii() and said.isdigit() else 0


def _content(path: Path) -> bytes:
    """Empty for one that went meanwhile, or is far too large for a receipt."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_RECEIPT + 1)
    except OSError:
        return b""
    return content if len(content) <= MOST_RECEIPT else b""
