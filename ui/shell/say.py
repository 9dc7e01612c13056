"""The one service that tells the person something.

News goes to a banner inside the window and never stops the work. A box opens
only for a question. Tests listen to the same signals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from jfs_desktop.errors import UserError, VaultDamaged


class News(NamedTuple):
    """One message for the banner. ``level`` is 'good', 'info' or 'problem'; ``lasts`` are the seconds that it
    stands there, where its action holds for a time of its own. What is so ``for_good`` the line at the foot
    keeps saying."""

    text: str
    level: str = "good"
    title: str = ""
    action: str = ""
    act: Callable[[], None] | None = None
    lasts: float = 0.0
    for_good: bool = False


class Question(NamedTuple):
    """One question with two verbs; ``no`` is the safe one and the default."""

    title: str
    text: str
    yes: str
    no: str
    answer: Callable[[bool], None]
    danger: bool = False


class Say(QObject):
    """Where pages and dialogs send what the person should know."""

    newsSaid = Signal(object)
    asked = Signal(object)

    def news(
        self,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        *,
        level: str = "good",
        lasts: float = 0.0,
    ) -> None:
        """Show one line in the banner, with at most one action such as 'Undo', for ``lasts`` seconds where
        that action ends with them."""
        self.newsSaid.emit(News(text, level, "", action, act, lasts))

    def problem(self, error: UserError) -> None:
        """Show what went wrong and what to do, in the banner."""
        self.newsSaid.emit(
            News(error.sentence, "problem", error.title, for_good=isinstance(error, VaultDamaged))
        )

    def ask(
        self,
        title: str,
        text: str,
        yes: str,
        no: str,
        answer: Callable[[bool], None],
        *,
        danger: bool = False,
    ) -> None:
        """Ask a question; ``answer`` is called with True for ``yes``."""
        self.asked.emit(Question(title, text, yes, no, answer, danger))
