"""What the writer thread does with the vault itself. The store's libraries load here, not before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jfs_desktop.clock import Clock
from jfs_desktop.errors import UserError

if TYPE_CHECKING:
    from jfs_desktop.casework.workspace import Workspace
    from jfs_desktop.store.vault import Vault
    from ui.dialogs.first_run import Wishes

KEY_FILES = ("keys.json", "store.db")


@dataclass(frozen=True)
class Opened:
    """An opened vault; ``workspace`` is None while nobody is entered as working in it."""

    vault: Vault
    workspace: Workspace | None
    recovery_code: str = ""


def looks_like_vault(folder: Path) -> bool:
    """Whether a vault seems to be in ``folder``, told without loading the store."""
    return any((folder / name).exists() for name in KEY_FILES)


def warm_up() -> None:
    """Load what comes after the passphrase, while it is being typed."""
    import jfs_desktop.casework.first_run
    import jfs_desktop.casework.history
    import jfs_desktop.casework.settings  # noqa: F401 (loaded for its effect)


def open_vault(folder: Path, passphrase: str, clock: Clock) -> Opened:
    """Open by passphrase. Raises as Vault.open."""
    from jfs_desktop.store.vault import Vault

    return _workspace_of(Vault.open(folder, passphrase=passphrase, clock=clock), clock)


def open_demo(folder: Path, clock: Clock, *, today: date, participants: int) -> Opened:
    """Open the practice caseload, made first where there is none.

    Raises WrongPassphrase or UserError when another vault stands there.
    """
    from jfs_desktop.casework import demo

    if not looks_like_vault(folder):
        demo.make(folder, participants=participants, today=today)
    opened = open_vault(folder, demo.DEMO_PASSPHRASE, clock)
    if opened.workspace is None or not demo.is_demo(opened.workspace):
        opened.vault.close()
        raise UserError("This vault is not a practice caseload.", remedy="Start without --demo.")
    return opened


def recover_vault(folder: Path, code: str, new: str, clock: Clock) -> Opened:
    """Open by the recovery code and set a new passphrase."""
    from jfs_desktop.store.vault import Vault

    vault = Vault.open(folder, recovery_code=code, clock=clock)
    vault.set_passphrase_by_code(code, new)
    return _workspace_of(vault, clock)


def create_vault(wishes: Wishes, clock: Clock) -> Opened:
    """Make a vault and enter who works in it."""
    from jfs_desktop.store.vault import Vault

    vault, code = Vault.create(wishes.folder, wishes.passphrase, clock=clock)
    return finish_vault(vault, wishes, clock, code)


def finish_vault(vault: Vault, wishes: Wishes, clock: Clock, code: str = "") -> Opened:
    """Enter who works in an opened vault."""
    from jfs_desktop.casework.first_run import FirstRun, begin

    answers = FirstRun(wishes.provider_name, wishes.name, wishes.role, wishes.prap_role)
    return Opened(vault, begin(vault, clock, answers), code)


def unlock_by_code(vault: Vault, code: str, new: str) -> None:
    """Unlock a locked vault by its recovery code, with a new passphrase."""
    vault.set_passphrase_by_code(code, new)
    vault.unlock(new)


def _workspace_of(vault: Vault, clock: Clock) -> Opened:
    from jfs_desktop.casework.workspace import is_set_up, open_workspace

    return Opened(vault, open_workspace(vault, clock) if is_set_up(vault) else None)
