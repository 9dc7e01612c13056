"""What was typed and found no room on the disk as the vault locked, or the window closed.

A disk that is full refuses the write; that gives back the space the vault had kept for this, so the write
is tried once more. Where even that fails, what was typed stays in memory, sealed with the vault's key, and
goes into the vault before anybody sees its rows again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from jfs_desktop.errors import VaultProblem

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace

T = TypeVar("T")

LOCKED_WITHOUT_ROOM = (
    "The disk is full. What you typed last is not in the vault yet: it is kept, encrypted, as long as this "
    "program runs. Free some space, then unlock."
)


def not_closed() -> VaultProblem:
    """Why the window does not close."""
    return VaultProblem(
        "The disk is full: what you typed last is not in the vault yet, so the window stays open.",
        title="Not closed",
        remedy="Free some space, then close it. Close it once more now to give up what you typed.",
    )


class LastWords:
    """Used on the writer thread, one write after the other. Only verbs of a module, with arguments that can
    be pickled, are written through it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sealed: dict[str, bytes] = {}

    @property
    def waiting(self) -> bool:
        """Whether anything that was typed is not in the vault."""
        return bool(self._sealed)

    def job(self, what: str, verb: Callable[..., T], *given: Any) -> Callable[[], T]:
        """A job that calls ``verb(workspace, *given)``; ``what`` names what is written, so that only the
        newest of it is kept. It raises what the verb raises."""
        return lambda: self._write(what, verb, given)

    def write_all(self) -> None:
        """Write what is kept. Raises VaultProblem where there is still no room; it stays kept then."""
        for what, sealed in list(self._sealed.items()):
            # Sealed by this very process, and by nobody else.
            verb, given = pickle.loads(self._workspace.vault.unseal(sealed))  # noqa: S301
            verb(self._workspace, *given)
            self._sealed.pop(what, None)

    def _write(self, what: str, verb: Callable[..., T], given: tuple[Any, ...]) -> T:
        try:
            written = self._twice(verb, given)
        except VaultProblem:
            vault = self._workspace.vault
            self._sealed[what] = vault.seal(pickle.dumps((verb, given)))
            raise
        self._sealed.pop(what, None)
        return written

    def _twice(self, verb: Callable[..., T], given: tuple[Any, ...]) -> T:
        try:
            return verb(self._workspace, *given)
        except VaultProblem:
            return verb(self._workspace, *given)
