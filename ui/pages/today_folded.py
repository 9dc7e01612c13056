"""The day by the clock as one button, where the list leaves no room for it beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from jfs_desktop.casework.today.agenda import AgendaLine
from ui.widgets.buttons import Button


class FoldedDay(Button):
    """'Agenda: 10:00, 3 more'. Its menu leads to each meeting, and to the cases of each standard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folded-day")
        self.setAutoDefault(False)
        self.hide()

    def show_day(
        self,
        lines: Sequence[AgendaLine],
        engage: Callable[[AgendaLine], None],
        standards: Sequence[QPushButton],
    ) -> None:
        """Show another day; ``standards`` are the buttons that lead to their cases."""
        self.setText(folded_words(lines))
        old, menu = self.menu(), QMenu(self)
        for line in lines:
            said = " · ".join(filter(None, (line.at or "Any time", line.name, line.what)))
            _lead(menu, said, partial(engage, line))
        if not lines:
            menu.addAction("No meeting is booked for today.").setEnabled(False)
        menu.addSeparator()
        for made in standards:
            _lead(menu, f"{made.text()}: {made.accessibleDescription()}", made.click)
        self.setMenu(menu)
        if old is not None:
            old.deleteLater()


def _lead(menu: QMenu, words: str, act: Callable[[], None]) -> None:
    menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False: act())


def folded_words(lines: Sequence[AgendaLine]) -> str:
    """What comes next by the clock and how much more, without a name."""
    coming = [line for line in lines if not line.over]
    if not coming:
        return "Agenda: nothing more" if lines else "Agenda: no meeting"
    more = f", {len(coming) - 1} more" if len(coming) > 1 else ""
    return f"Agenda: {coming[0].at or 'any time'}{more}"
