"""The cards to the right of a tab: time, what to weigh, person."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.dialogs.circumstances.contact_details import ContactDetailsDialog
from ui.pages.case.frame.person_card import PersonCard
from ui.pages.case.frame.tab import CaseNow
from ui.shell.context import Context
from ui.widgets.card import Card
from ui.widgets.text import label
from ui.widgets.time_meter import TimeMeter

WIDTH = 304
QWIDGETSIZE_MAX = 16_777_215  # Qt's own bound, which PySide6 does not name


def stand(side: QScrollArea, below: bool) -> None:
    """Let cards stand below a tab, over its whole width and in full height, or beside it."""
    side.setMinimumWidth(0 if below else WIDTH)
    side.setMaximumWidth(QWIDGETSIZE_MAX if below else WIDTH)
    held = side.widget()
    side.setMinimumHeight(held.sizeHint().height() if below and held is not None else 0)


class WeighCard(Card):
    """Notes on eligibility for the adviser to weigh; hidden when there are none (E2, E3, E8, E11)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("To weigh", parent)
        self._lines: list[QWidget] = []

    def set_notes(self, notes: Collection[str]) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.deleteLater()
        self._lines = [label(f"• {note}", wrap=True) for note in notes]
        if notes:
            self._lines.append(label("Advice only: the Jobcentre decides.", "small", wrap=True))
        for line in self._lines:
            self.body.addWidget(line)


class SideCards(QScrollArea):
    """Shows the cards that a tab asks for by name: 'time', 'weigh', 'person'."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen: tuple[str, ...] = ()
        self._case: CaseNow | None = None
        self.meter = TimeMeter()
        self.time = Card("1-2-1 time")
        self.time.body.addWidget(self.meter)
        self.person = PersonCard()
        self.weigh = WeighCard()
        self._cards = {"time": self.time, "weigh": self.weigh, "person": self.person}
        self._assemble()
        self.person.editRequested.connect(self._edit)

    def choose(self, names: tuple[str, ...]) -> None:
        """Show these cards and no others."""
        self._chosen = names
        self._show_cards()

    def show_case(self, case: CaseNow) -> None:
        """Fill every card."""
        self._case = case
        self.meter.set_total(case.view.time, ended=not case.view.open, running=case.running)
        self.person.show_person(case.view)
        self.weigh.set_notes(case.view.warnings)
        self._show_cards()

    def clear(self) -> None:
        """Show nobody."""
        self._case = None
        self.person.clear()
        self.weigh.set_notes(())
        self._show_cards()

    def set_narrow(self, narrow: bool) -> None:
        """Whether the cards stand below the tab, in full, or beside it."""
        stand(self, narrow)

    def _assemble(self) -> None:
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Time and person")
        held = QWidget()
        held.setProperty("role", "plainground")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in self._cards.values():
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(held)

    def _show_cards(self) -> None:
        notes = bool(self._case and self._case.view.warnings)
        for name, card in self._cards.items():
            there = self._case is not None and name in self._chosen and (name != "weigh" or notes)
            card.setVisible(there)
        self.setVisible(bool(self._chosen))

    def _edit(self) -> None:
        if self._case is not None:
            ContactDetailsDialog.ask(self._context, self._case.view, self.window())
