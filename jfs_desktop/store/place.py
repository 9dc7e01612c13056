"""Whether a folder is a fit place for a vault: a local disk, its owner's alone."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from jfs_desktop.errors import VaultProblem
from jfs_desktop.store import trouble

NETWORK_KINDS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "ncpfs",
    "9p",
    "fuse.sshfs",
}
NETWORK_KINDS |= {"fuse.rclone", "fuse.davfs", "ceph", "glusterfs", "fuse.glusterfs"}
_MAC_MOUNT = re.compile(r".+? on (?P<point>/.*) \((?P<kind>\w+)[^()]*\)")
_HARMLESS = frozenset({"app.lock", "att", "backup", ".DS_Store", "desktop.ini", "Thumbs.db"})
"""What a vault that could not be finished, or a file manager, leaves in a folder."""
_ELSEWHERE = "Choose another folder"
_NEW_FOLDER = "Type the name of a new folder, or choose an empty one."
SHARED_FOLDERS = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud", "sharepoint", "nextcloud"),
    *("mobile documents", "cloudstorage"),  # where macOS keeps them
)


def refuse_shared(folder: Path) -> None:
    """Raises :class:`VaultProblem` where the folder lies on a network or is copied to a cloud.

    Two computers writing one database, or half-copied files, would damage it.
    """
    parts = [part.lower() for part in folder.absolute().parts]
    if any(part.startswith(name) for part in parts for name in SHARED_FOLDERS):
        raise _refused("in a folder that is copied to a cloud service")
    if str(folder).startswith(("\\\\", "//")) or _on_network(folder.absolute()):
        raise _refused("on a network drive")


def _refused(where: str) -> VaultProblem:
    return VaultProblem(
        f"The vault cannot lie {where}.",
        title=_ELSEWHERE,
        remedy="Choose a folder on this computer's own disk.",
    )


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote)
    mounts = told_by_mac(_listing()) if sys.platform == "darwin" else _told_by_linux()
    return kind_at(os.path.realpath(folder), mounts) in NETWORK_KINDS


def kind_at(folder: str, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of file system that holds a folder, among mount points and their kinds; '' where none does."""
    best, found = "", ""
    for point, kind in mounts:
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, kind
    return found


def _told_by_linux() -> Iterator[tuple[str, str]]:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        yield fields[1].replace("\\040", " "), fields[2]


def told_by_mac(listing: str) -> Iterator[tuple[str, str]]:
    """Mount points and kinds in what ``mount`` prints there: 'WHAT on /Volumes/Share (smbfs, nodev)'."""
    for line in listing.splitlines():
        if found := _MAC_MOUNT.fullmatch(line):
            yield found["point"], found["kind"]


def _listing() -> str:
    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.decode("utf-8", "replace")


def refuse_occupied(folder: Path) -> None:
    """Raises :class:`VaultProblem` where a new vault would lie among other things, or on a file.

    The vault's folder is closed to everybody else and swept of unfinished files, neither of which
    may happen to a folder of somebody's own.
    """
    with trouble.told_plainly():
        if any(place.exists() and not place.is_dir() for place in (folder, *folder.parents)):
            raise VaultProblem("This is a file, not a folder.", title=_ELSEWHERE, remedy=_NEW_FOLDER)
        if folder.is_dir() and any(_in_the_way(found) for found in folder.iterdir()):
            raise VaultProblem(
                "This folder holds other things, and a vault needs a folder of its own.",
                title=_ELSEWHERE,
                remedy=_NEW_FOLDER,
            )


def _in_the_way(found: Path) -> bool:
    return found.name not in _HARMLESS or (found.is_dir() and any(found.iterdir()))


def make_private(folder: Path) -> None:
    """Makes the folder, or takes everybody else's rights off it. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform != "win32" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)


def clear_unfinished(folder: Path, names: Iterable[str]) -> None:
    """Clears away a vault whose making failed; it never held anything, and no key to it is kept."""
    for name in names:
        for file in (name, f"{name}-wal", f"{name}-shm"):
            (folder / file).unlink(missing_ok=True)
