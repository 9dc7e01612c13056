"""Whether somebody else sees the screen, and the one person who may then be seen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # made before the first paint
    from collections.abc import Callable
    from uuid import UUID


class Sharing(QObject):
    """The share-safe switch. It is off whenever the program starts: each call is shared anew, and a screen
    that hides people without being told to would look broken. A lock leaves it as it is.

    ``changed()`` tells of the switch and of the name, which is read after the switch is on.
    ``stopAsked(act)`` asks the person whether sharing may stop; on yes ``act()`` is called.
    """

    changed = Signal()
    stopAsked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False
        self._case_id: UUID | None = None
        self._name = ""

    @property
    def on(self) -> bool:
        """Whether the screen is shared."""
        return self._on

    @property
    def case_id(self) -> UUID | None:
        """The case that may be seen; None while nobody's may."""
        return self._case_id

    @property
    def name(self) -> str:
        """Who may be seen; '' for nobody, and until the name is read."""
        return self._name

    def begin(self, case_id: UUID | None) -> None:
        """Hide everybody but the person of ``case_id`` (None: everybody)."""
        self._on, self._case_id, self._name = True, case_id, ""
        self.changed.emit()

    def end(self) -> None:
        """Show everybody again."""
        if self._on:
            self._on, self._case_id, self._name = False, None, ""
            self.changed.emit()

    def take_name(self, case_id: UUID, name: str) -> None:
        """Take the name that was read for ``case_id``; '' forgets it."""
        if self._on and case_id == self._case_id and name != self._name:
            self._name = name
            self.changed.emit()

    def hides(self, case_id: UUID | None) -> bool:
        """Whether this case must not be seen now; None stands for what shows several people, or none."""
        return self._on and (case_id is None or case_id != self._case_id)

    def let(self, act: Callable[[], object], case_id: UUID | None = None) -> None:
        """Do ``act`` at once where what it shows may be seen, else once sharing was stopped for it."""
        if self.hides(case_id):
            self.stopAsked.emit(act)
        else:
            act()
