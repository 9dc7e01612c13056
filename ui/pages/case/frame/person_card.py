"""Who the person is and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.records.views import CaseView
from jfs_desktop.rules.calendar.working_days import NATION_NAMES
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.writing.wording import day_and_time, long_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.name_values import NameValues


class PersonCard(Card):
    """``editRequested()`` asks for the form of contact details."""

    editRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Person", parent)
        self.edit = button("Edit…", "link", self.editRequested.emit, name="edit-contact")
        self.edit.setAccessibleName("Edit contact details")
        self.verbs.addWidget(self.edit)
        self.known = NameValues()
        self.body.addWidget(self.known)

    def show_person(self, view: CaseView) -> None:
        """Show another person."""
        self.known.show_lines(_lines(view))

    def clear(self) -> None:
        """Show nobody."""
        self.known.clear()


def _lines(view: CaseView) -> Iterator[tuple[str, str]]:
    nation = NATION_NAMES[Nation(view.nation)] if view.nation else ""
    street = ", ".join(part for part in view.address.splitlines() if part.strip())
    place = "\n".join(part for part in (street, view.postcode) if part.strip())  # never broken in two
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
