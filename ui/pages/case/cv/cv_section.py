"""One section of a CV in the editor: its cards, in their order, and the button that adds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from jfs_desktop.rules.cv.cv import TITLES, Entry, Section
from jfs_desktop.rules.cv.cv_hints import Hint
from ui.pages.case.cv.cv_entry import EntryCard
from ui.pages.case.cv.cv_fields import EMPTY, NOUNS
from ui.pages.case.sheet.plan_drag import DropLine, gap_at
from ui.widgets.buttons import ToolButton, button
from ui.widgets.text import label

NO_CARDS = "contacts"


class SectionHead(QWidget):
    """The title of a section and, except for the head of the CV, the two arrows that move it as a whole.
    ``moveAsked(by)`` with -1 or 1."""

    moveAsked = Signal(int)

    def __init__(self, title: str, *, movable: bool = True) -> None:
        super().__init__()
        self.title = label(title, "heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.title)
        self.arrows: dict[int, QToolButton] = {}
        for by, sign, words in ((-1, "↑", "earlier"), (1, "↓", "later")) if movable else ():
            made = ToolButton()
            made.setText(sign)
            made.setProperty("role", "more")
            made.setAccessibleName(f"Let '{title}' stand {words} on the CV")
            made.setToolTip(f"Let it stand {words} on the CV")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setObjectName(f"cv-section-{title}-{words}")
            made.clicked.connect(lambda _=False, step=by: self.moveAsked.emit(step))
            self.arrows[by] = made
            row.addWidget(made)
        row.addStretch(1)


class SectionBox(QWidget):
    """``edited()`` at each key, ``left()`` when a field is left. What is done to cards as a whole is asked
    for: ``addAsked(section)``, ``removeAsked(section, id)``, ``shiftAsked(section, id, place)``,
    ``explainAsked(hint)``, ``orderAsked()``, ``moveAsked(section, by)`` for the section itself. ``pulled(y)``
    while a card is dragged, with the height within the section."""

    edited = Signal()
    left = Signal()
    addAsked = Signal(object)
    removeAsked = Signal(object, object)
    shiftAsked = Signal(object, object, int)
    explainAsked = Signal(object)
    orderAsked = Signal()
    moveAsked = Signal(object, int)
    pulled = Signal(int)

    def __init__(self, section: Section | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.cards: list[EntryCard] = []
        title = TITLES[section] if section else "How to reach them"
        self.head = SectionHead(title, movable=section is not None)
        self.head.moveAsked.connect(lambda by: self.moveAsked.emit(section, by))
        self.empty = label(EMPTY[section], "soft", wrap=True)
        self.adder = button(
            f"Add {NOUNS[section]}",
            "plain",
            lambda: self.addAsked.emit(section),
            name=f"cv-add-{section.value if section else NO_CARDS}",
        )
        self._assemble()

    def entries(self) -> tuple[Entry, ...]:
        """The entries as they stand on the screen."""
        return tuple(card.entry() for card in self.cards)

    def show_entries(self, shown: Sequence[Entry]) -> None:
        """Show these, keeping the cards, and so the carets, that are there already."""
        known = {card.key: card for card in self.cards}
        staying = {one.id for one in shown}
        for card in [card for card in self.cards if card.key not in staying]:
            self.cards.remove(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        order = []
        for one in shown:
            card = known.get(one.id) or self._build(one)
            if one.id in known:
                card.set_entry(one)
            order.append(card)
        self._arrange(order)

    def card(self, key: UUID) -> EntryCard | None:
        """The card of an entry."""
        return next((card for card in self.cards if card.key == key), None)

    def show_hints(self, hints: Mapping[UUID, Sequence[Hint]], order: Hint | None = None) -> None:
        """Say kind words on the cards concerned; ``order`` is about how they stand, with what mends it."""
        self._order_said.setText(order.text if order else "")
        self._order.setVisible(order is not None)
        for card in self.cards:
            card.show_hints(hints.get(card.key, ()))

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from the top."""
        return (*self.head.arrows.values(), self.order, *self.cards, *self._extra, self.adder)

    def add_extra(self, widget: QWidget) -> None:
        """Something of the section that is no card, below the button that adds one."""
        self._extra.append(widget)
        self._below.addWidget(widget)

    def _build(self, shown: Entry) -> EntryCard:
        card = EntryCard(self.section, shown)
        card.edited.connect(self.edited)
        card.left.connect(self.left)
        card.explainAsked.connect(self.explainAsked)
        card.asked.connect(self._asked)
        card.pulled.connect(self._pulled)
        card.dropped.connect(self._dropped)
        return card

    def _arrange(self, order: list[EntryCard]) -> None:
        if order != self.cards:
            for card in self.cards:
                self._column.removeWidget(card)
            for card in order:
                self._column.addWidget(card)
                card.show()  # now, and not at the loop's next turn: Tab may be the next key
            self.cards = order
        for place, card in enumerate(self.cards, 1):
            card.set_place(place, len(self.cards))
        self._box.setVisible(bool(self.cards))
        self.empty.setVisible(not self.cards)

    def _asked(self, card: EntryCard, what: str) -> None:
        if what == "remove":
            self.removeAsked.emit(self.section, card.key)
            return
        place = self.cards.index(card) + (-1 if what == "up" else 1)
        if 0 <= place < len(self.cards):
            self.shiftAsked.emit(self.section, card.key, place)

    def _pulled(self, card: EntryCard, y: int) -> None:
        if card in self.cards:
            self._line.show_at(self.cards, gap_at(self.cards, y))
            self.pulled.emit(self.mapFromGlobal(QPoint(0, y)).y())

    def _dropped(self, card: EntryCard, y: int) -> None:
        self._line.hide()
        if card in self.cards:
            at, gap = self.cards.index(card), gap_at(self.cards, y)
            place = gap - (gap > at)
            if place != at:
                self.shiftAsked.emit(self.section, card.key, place)

    def _assemble(self) -> None:
        self._box = QFrame()
        self._box.setProperty("role", "sheet")
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._line = DropLine(self._box)
        self._extra: list[QWidget] = []
        self._order_said = label("", "soft", wrap=True)
        self.order = button(
            "Put them in order",
            "plain",
            self.orderAsked.emit,
            name=f"cv-order-{self.section.value if self.section else NO_CARDS}",
            tip="Newest first; Undo puts them back",
        )
        self._order = QWidget()
        said = QHBoxLayout(self._order)
        said.setContentsMargins(8, 0, 4, 0)
        said.setSpacing(8)
        said.addWidget(self._order_said, 1)
        said.addWidget(self.order)
        self._order.hide()
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addWidget(self.adder)
        self._foot.addWidget(self.empty, 1)
        self._foot.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.head)
        whole.addWidget(self._order)
        whole.addWidget(self._box)
        whole.addLayout(self._foot)
        self._below = QVBoxLayout()
        whole.addLayout(self._below)
        self._box.hide()
