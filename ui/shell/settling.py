"""What follows the first page, in its order: nothing of it may keep the adviser from seeing the day.

First the page alone is read and painted. Then begins what the window must know soon: a session that a
crash left running, moves by themselves, what can be undone. Once all that is read, and nobody waits, comes
the rest: a look for damage, the figures in the rail; and last the messages that wait in the outbox, and what
head office is owed. Help for whoever writes is loaded when a text is first entered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from jfs_desktop.store.vault import Vault
    from ui.shell.context import Context
    from ui.shell.frame import Frame
    from ui.shell.postman import Postman
    from ui.shell.writing import WritingDesk

_TEXTS = (QLineEdit, QTextEdit, QPlainTextEdit)


class Settling(QObject):
    """Runs each part to its end once; what a lock comes between is begun anew after it (``go_on``).
    The ``postman`` comes last; the ``writing`` desk with the first text that is entered."""

    def __init__(
        self,
        context: Context,
        frame: Frame,
        vault: Callable[[], Vault | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._frame, self._vault = context, frame, vault
        self._beginnings: tuple[Callable[[], None], ...] = ()
        self._settled = False
        self.postman: Postman | None = None
        self.writing: WritingDesk | None = None

    def begin_with(self, *beginnings: Callable[[], None]) -> None:
        """Begin with these, once the first page stands."""
        self._beginnings = beginnings
        self.go_on()

    def go_on(self) -> None:
        """Begin when what was asked for before is read, and settle when nothing is left to read."""
        if self.postman is not None:
            self.postman.unlocked()
            self._context.sync.unlocked()
        if self._beginnings:
            tasks = self._context.tasks
            tasks.read(_nothing, owner=self, done=lambda _: tasks.once_painted(self._begin, owner=self))
        elif not self._settled:
            self._settle_when_idle()

    def closing(self) -> None:
        """Let a message that is being sent come to its end, and send to head office, before the end."""
        if self.postman is not None:
            self.postman.closing()
            self._context.sync.closing()

    def _begin(self) -> None:
        if self._context.tasks.held:
            return
        beginnings, self._beginnings = self._beginnings, ()
        for one in beginnings:
            one()
        self._settle_when_idle()

    def _settle_when_idle(self) -> None:
        self._context.tasks.idle.connect(self._settle, Qt.ConnectionType.SingleShotConnection)

    def _settle(self) -> None:
        vault, tasks = self._vault(), self._context.tasks
        if vault is None or tasks.held or self._settled:
            return
        self._frame.figures.read(self._frame.current)
        tasks.behind(vault.look_through, owner=self, failed=self._context.say.problem)
        tasks.behind(_nothing, owner=self, done=lambda _: self._settled_down())

    def _settled_down(self) -> None:
        if self._settled:
            return
        self._settled = True
        QApplication.instance().focusChanged.connect(self._enter)  # type: ignore[union-attr]
        self._enter(None, QApplication.focusWidget())
        self._carry_post()

    def _enter(self, _: QWidget | None, entered: QWidget | None) -> None:
        """Whoever enters a text is helped to write from then on."""
        if self.writing is None and isinstance(entered, _TEXTS):
            self._context.tasks.behind(_load_writing, owner=self, done=lambda _: self._help_writing())

    def _help_writing(self) -> None:
        from ui.shell.writing import WritingDesk

        if self.writing is None:
            QApplication.instance().focusChanged.disconnect(self._enter)  # type: ignore[union-attr]
            self.writing = WritingDesk(self._context, self._frame, self)
            self.writing.follow(None, QApplication.focusWidget())

    def _carry_post(self) -> None:
        from ui.shell.postman import Postman

        self.postman = Postman(self._context, self._frame)
        self.postman.start()
        self._context.sync.start()


def _load_writing() -> None:
    """Load the help for whoever writes; the window's thread only makes use of it."""
    import ui.shell.writing  # noqa: F401 (loaded for its effect)


def _nothing() -> None:
    """Is reached on its thread once what was asked for there before it is done."""
