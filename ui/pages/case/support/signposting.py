"""The card of the Support tab for signposting to IPES: the sheet, the signature, the sending (O7, O8)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.casework.sessions.signposting import SignpostStanding
from jfs_desktop.rules.writing.wording import near_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label

FIRST = (
    "Explain the programme and the sharing of their details before IPESSO1 is opened; it promises no place"
    " (IPES 5.13 to 5.15)."
)


class SignpostCard(Card):
    """IPESSO1 itself is DWP's own form, filled in and signed there; what goes with it is made here."""

    sheetRequested = Signal()
    signedRequested = Signal()
    sentRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Signposting to IPES", parent)
        self.told = label("", wrap=True)
        self.sheet = button(
            "Sheet to go with IPESSO1…", "plain", self.sheetRequested.emit, name="ipesso1-sheet"
        )
        self.signed = button("Record it signed…", "plain", self.signedRequested.emit, name="ipesso1-signed")
        self.sent = button("Record it sent…", "plain", self.sentRequested.emit, name="ipesso1-sent")
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.sheet, self.signed, self.sent):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addWidget(self.told)
        self.body.addLayout(row)

    def show_standing(self, stands: SignpostStanding | None, today: date) -> None:
        """Show where the form stands; nothing where this programme does not signpost."""
        self.setVisible(stands is not None)
        if stands is None:
            return
        self.told.setText(_words(stands, today))
        self.sent.setVisible(stands.signed_on is not None and stands.sent_on is None)
        self.signed.setVisible(stands.signed_on is None or stands.sent_on is not None)


def _words(stands: SignpostStanding, today: date) -> str:
    if stands.signed_on is None or stands.send_by is None:
        return FIRST
    signed = f"IPESSO1 was signed {near_day(stands.signed_on, today)}"
    if stands.sent_on is not None:
        return f"{signed} and sent {near_day(stands.sent_on, today)}."
    late, by = "was" if stands.send_by < today else "is", near_day(stands.send_by, today)
    return f"{signed}. It {late} to be sent to the District inbox by {by} (IPES 5.17)."
