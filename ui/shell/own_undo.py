"""What was done in an editor, which takes it back itself, by name."""

from __future__ import annotations

from typing import Protocol


class OwnUndo(Protocol):
    """``undo_name`` and ``redo_name`` complete 'Undo …' and 'Redo …'; '' where there is nothing."""

    @property
    def undo_name(self) -> str: ...

    @property
    def redo_name(self) -> str: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...
