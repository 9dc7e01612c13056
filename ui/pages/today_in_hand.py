"""The line on Today that stands for every open case that asks for nothing yet, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.cases.in_hand import InHand
from jfs_desktop.rules.writing.wording import counted, weekday_day
from ui.widgets.buttons import LinkButton
from ui.widgets.section_list import ListRow

IN_HAND = "In hand"


class InHandLine(LinkButton):
    """Says how many there are and when the next step of one comes. ``turned`` tells a press, which
    unfolds the rows or folds them away."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unfolded = False
        self._cases: tuple[InHand, ...] = ()
        self.setProperty("role", "link")
        self.setObjectName("in-hand")
        self.setAutoDefault(False)
        self.clicked.connect(self._turn)
        self.hide()

    def show_cases(self, cases: Sequence[InHand]) -> None:
        """Stand for these; for none of them the line goes."""
        self._cases = tuple(cases)
        self.setVisible(bool(cases))
        self._say()

    @property
    def asked_for(self) -> bool:
        """Whether rows are to be seen."""
        return self.unfolded and bool(self._cases)

    def section(self, words: str) -> tuple[str, list[ListRow]]:
        """The heading and its rows: all when unfolded, and those that hold every word that was typed."""
        shown = self._cases if words or self.unfolded else ()
        return IN_HAND, [_row(one) for one in shown if _fits(one, words)]

    def _turn(self) -> None:
        self.unfolded = not self.unfolded
        self._say()
        self.turned.emit()

    def _say(self) -> None:
        coming = [one.due for one in self._cases if one.due is not None]
        first = f", next step {weekday_day(min(coming))}" if coming else ""
        said = f"{IN_HAND}: {counted(len(self._cases), 'case')} with nothing due yet{first}"
        self.setText(f"{said} – {'fold' if self.unfolded else 'show'}")


def _row(one: InHand) -> ListRow:
    """Where one of them stands, and its next step."""
    day = weekday_day(one.due) if one.due is not None else "No date runs"
    what = f"{one.stage} · next: {one.step}" if one.step else one.stage
    return ListRow(one, day, "neutral", one.name, "", what, what, "Open", compact=True)


def _fits(one: InHand, words: str) -> bool:
    text = f"{one.name} {one.stage} {one.step}".casefold()
    return all(word in text for word in words.casefold().split())
