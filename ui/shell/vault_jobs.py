"""What the writer thread does with the vault itself. The store's libraries load here, not before."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jfs_desktop.clock import Clock, SystemClock
from jfs_desktop.errors import UserError, WrongPassphrase

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.store.vault import Vault
    from ui.dialogs.vault.first_run import Wishes
    from ui.dialogs.vault.put_back import PutBackFace
    from ui.shell.last_words import LastWords

KEY_FILES = ("keys.json", "keys.json.bak", "store.db")


class Opened:
    """An opened vault; ``workspace`` is None while nobody is entered as working in it.

    No dataclass: the first window is painted before those are loaded, and a repr must not tell the code.
    """

    __slots__ = ("recovery_code", "vault", "workspace")

    def __init__(self, vault: Vault, workspace: Workspace | None, recovery_code: str = "") -> None:
        self.vault = vault
        self.workspace = workspace
        self.recovery_code = recovery_code


def looks_like_vault(folder: Path) -> bool:
    """Whether a vault seems to be in ``folder``, told without loading the store."""
    try:
        return any((folder / name).exists() for name in KEY_FILES)
    except OSError:  # a folder that may not be looked into: opening it will say so
        return True


def warm_up() -> None:
    """Load what comes after the passphrase, while it is being typed: the store, then the frame and Today."""
    from jfs_desktop.casework.today.warm_up import warm_up as warm_up_store

    warm_up_store()
    import ui.pages.today
    import ui.shell.closing
    import ui.shell.inside
    import ui.shell.lock
    import ui.shell.postman
    import ui.shell.timer_bar  # noqa: F401 (loaded for its effect)

    _ready_qt()
    gc.freeze()  # it stays to the end: no later look for rings need pass through it


def _ready_qt() -> None:
    """Have Python make the classes that the first scroll bar and the window's handle ask for, and Qt load
    what reads the drawings: each would take its part of the time from the passphrase to the first page."""
    from PySide6.QtGui import QColor, QSurface, QWindow
    from PySide6.QtWidgets import QAbstractSlider

    from ui.shell.icons import drawn

    drawn("search", QColor("black"), 16)
    for kind in (QAbstractSlider, QSurface, QWindow):
        for name in (
            "SliderAction",
            "SliderChange",
            "SurfaceClass",
            "SurfaceType",
            "Visibility",
            "AncestorMode",
        ):
            getattr(kind, name, None)  # which makes it


def open_vault(folder: Path, passphrase: str, clock: Clock) -> Opened:
    """Open by passphrase; its pages are looked through behind the work. Raises as Vault.open."""
    from jfs_desktop.store.vault import Vault

    vault = Vault.open(folder, passphrase=passphrase, clock=clock, look_through=False)
    with closed_on_failure(vault):
        return _with_code(_workspace_of(vault, clock), passphrase)


def _with_code(opened: Opened, passphrase: str) -> Opened:
    """With a new recovery code to show, where nobody has the one that was made: the window ended while it
    was shown."""
    from jfs_desktop.casework.office import first_run

    workspace = opened.workspace
    if workspace is None or not first_run.code_unseen(workspace):
        return opened
    return Opened(opened.vault, workspace, first_run.new_code(workspace, passphrase))


def code_kept(workspace: Workspace) -> None:
    """The last group of the code was typed."""
    from jfs_desktop.casework.office import first_run

    first_run.code_kept(workspace)


def open_demo(folder: Path, clock: Clock, *, today: date, participants: int) -> Opened:
    """Open the practice caseload, made first where there is none.

    Raises UserError when another vault stands there, which the moved clock must not touch.
    """
    from jfs_desktop.casework import demo
    from jfs_desktop.store.vault import Vault

    if not looks_like_vault(folder):
        _make_demo(folder, today, participants)
    # The vault itself keeps the true time: even closing one signs its journal with the day.
    try:
        vault = Vault.open(folder, passphrase=demo.DEMO_PASSPHRASE, clock=SystemClock())
    except WrongPassphrase:
        raise _no_practice() from None
    with closed_on_failure(vault):
        opened = _workspace_of(vault, clock)
        if opened.workspace is None or not demo.is_demo(opened.workspace):
            raise _no_practice()
        return opened


def _make_demo(folder: Path, today: date, participants: int) -> None:
    """Makes the practice caseload aside and swaps it in: a half-made one would open as if it were whole."""
    from jfs_desktop.casework import demo
    from jfs_desktop.store import place, trouble
    from jfs_desktop.store.files import swap_in

    place.refuse_occupied(folder)
    with trouble.told_plainly():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".making-", dir=folder.parent, ignore_cleanup_errors=True
        ) as aside:
            made = Path(aside) / "vault"
            demo.make(made, participants=participants, today=today)
            shutil.rmtree(folder, ignore_errors=True)  # at most what an unfinished making left
            swap_in(made, folder)


def _no_practice() -> UserError:
    return UserError("This vault is not a practice caseload.", remedy="Start without --demo.")


def recover_vault(folder: Path, code: str, new: str, clock: Clock) -> Opened:
    """Open by the recovery code and set a new passphrase."""
    from jfs_desktop.store.vault import Vault

    vault = Vault.open(folder, recovery_code=code, clock=clock)
    with closed_on_failure(vault):
        vault.set_passphrase_by_code(code, new)
        opened = _workspace_of(vault, clock)
        if opened.workspace is not None:
            code_kept(opened.workspace)
        return opened


def put_back_face(folder: Path) -> PutBackFace:
    """What asks which backup is put back. Raises VaultProblem where the folder may not be looked into."""
    from jfs_desktop.store import backup
    from ui.dialogs.vault.put_back import PutBackFace

    return PutBackFace(folder, backup.listed(folder))


def put_back(folder: Path, copy: Path, passphrase: str, clock: Clock) -> Path:
    """Put a backup in the place of a closed vault; where what stood there is kept. Raises UserError."""
    from jfs_desktop.store.vault import Vault

    return Vault.restore(folder, copy, passphrase=passphrase, clock=clock)


def create_vault(wishes: Wishes, clock: Clock) -> Opened:
    """Make a vault and enter who works in it.

    Where the second step fails the vault is there all the same, with nobody entered yet: its recovery
    code must not be lost.
    """
    from jfs_desktop.store.vault import Vault

    vault, code = Vault.create(wishes.folder, wishes.passphrase, clock=clock)
    try:
        return finish_vault(vault, wishes, clock, code)
    except UserError:
        return Opened(vault, None, code)


def finish_vault(
    vault: Vault, wishes: Wishes, clock: Clock, code: str = "", *, code_seen: bool = False
) -> Opened:
    """Enter who works in an opened vault; ``code_seen`` where its recovery code was confirmed before."""
    from jfs_desktop.casework.office.first_run import FirstRun, begin

    answers = FirstRun(wishes.provider_name, wishes.name, wishes.role, wishes.prap_role)
    return Opened(vault, begin(vault, clock, answers, code_unseen=not code_seen), code)


def unlock(vault: Vault, passphrase: str, words: LastWords | None) -> None:
    """Unlock a locked vault and write what found no room on the disk as it locked.

    Raises VaultProblem where there is still none; the vault stays locked then, and the words kept.
    """
    vault.unlock(passphrase)
    if words is not None:
        try:
            words.write_all()
        except BaseException:
            vault.lock()
            raise


def unlock_by_code(vault: Vault, code: str, new: str, words: LastWords | None) -> None:
    """The same by the recovery code, with a new passphrase."""
    vault.set_passphrase_by_code(code, new)
    unlock(vault, new, words)


def lock_vault(vault: Vault) -> None:
    """Close the vault, and take back the copies that other programs have."""
    from jfs_desktop.casework.documents import opened_elsewhere

    vault.lock()
    opened_elsewhere.clear(vault.folder)


def close_vault(vault: Vault) -> None:
    """The same when the window closes."""
    from jfs_desktop.casework.documents import opened_elsewhere

    vault.close()
    opened_elsewhere.clear(vault.folder)


@contextmanager
def closed_on_failure(vault: Vault) -> Iterator[None]:
    """Gives the folder up when what follows the opening fails; else the next try would find it in use."""
    try:
        yield
    except BaseException:
        vault.close()
        raise


def _workspace_of(vault: Vault, clock: Clock) -> Opened:
    from jfs_desktop.casework.desk import unfinished_exports
    from jfs_desktop.casework.desk.workspace import is_set_up, open_workspace
    from jfs_desktop.casework.documents import opened_elsewhere
    from jfs_desktop.store import trouble

    with trouble.opening():
        if not is_set_up(vault):
            return Opened(vault, None)
        workspace = open_workspace(vault, clock)
        unfinished_exports.sweep(workspace)
    opened_elsewhere.clear(vault.folder)
    return Opened(vault, workspace)


def clear_copies(folder: Path) -> None:
    """Remove what the last run left open in other programs, before anybody unlocks; not where another
    window has the vault."""
    from jfs_desktop.casework.documents import opened_elsewhere

    opened_elsewhere.clear_unless_used(folder)
