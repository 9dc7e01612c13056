"""Who the person is and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from jfs_desktop.records.views import CaseView
from jfs_desktop.rules.facts import Nation
from jfs_desktop.rules.wording import day_and_time, long_day
from jfs_desktop.rules.working_days import NATION_NAMES
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label


class PersonCard(Card):
    """``editRequested()`` asks for the form of contact details."""

    editRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Person", parent)
        self.edit = button("Edit…", "link", self.editRequested.emit, name="edit-contact")
        self.edit.setAccessibleName("Edit contact details")
        self.verbs.addWidget(self.edit)
        self._held: QWidget | None = None

    def show_person(self, view: CaseView) -> None:
        """Show another person."""
        self.clear()
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(_lines(view)):
            grid.addWidget(label(name, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(name, value), row, 1)
        self.body.addWidget(held)
        self._held = held

    def clear(self) -> None:
        """Show nobody."""
        held, self._held = self._held, None
        if held is not None:
            held.hide()
            self.body.removeWidget(held)
            held.deleteLater()


def _lines(view: CaseView) -> Iterator[tuple[str, str]]:
    nation = NATION_NAMES[Nation(view.nation)] if view.nation else ""
    place = ", ".join(part for part in (*view.address.splitlines(), view.postcode) if part.strip())
    born = long_day(view.date_of_birth) if view.date_of_birth else ""
    since = long_day(view.claim_start_date) if view.claim_start_date else ""
    told = (
        ("Telephone", view.telephone or "not given"),
        ("E-mail", view.email or "not given"),
        ("Address", place or "not given"),
        ("Nation", nation),
        ("Born", born),
        ("Documents in", view.document_language.called if view.document_language else "not asked yet"),
        ("Notes", view.contact_notes.strip()),
        ("Benefit", view.benefit_name),
        ("Claim from", since),
        ("Work coach", view.work_coach),
        ("Referral", f"{view.reference}, made {long_day(view.referral_made_on)}"),
        ("Received", day_and_time(view.received_at)),
        ("Referral says", view.referral_notes.strip()),
    )
    return ((name, value) for name, value in told if value)


def _value(name: str, value: str) -> QLabel:
    breakable = value.replace("@", "@\u200b") if name == "E-mail" else value
    made = label(breakable, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(f"{name}: {value}")
    made.setToolTip(value if len(value) > 28 else "")
    return made
