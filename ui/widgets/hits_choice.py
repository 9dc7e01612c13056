"""The cases that a search for duplicates found, each with why, and what they are (R5, JFS 3.37)."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.desk.duplicate_hits import NONE, DuplicateSearch, Hit
from jfs_desktop.rules.writing.wording import long_day
from ui.widgets.buttons import button
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.pill import Pill
from ui.widgets.text import label

COMPARED = {
    "ni_number": "NI number",
    "name_and_birth": "name with date of birth",
    "reference": "PRaP reference",
}


class HitsChoice(QWidget):
    """``caseRequested(case_id)`` opens one, where ``leads``. Empty until something is shown."""

    caseRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, leads: bool = True) -> None:
        super().__init__(parent)
        self._leads = leads
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: QWidget | None = None
        self.choice: ChipChoice | None = None

    def show_search(self, found: DuplicateSearch, choices: Collection[tuple[str, str]]) -> None:
        """Show what was found, with the decision that it speaks for pressed already."""
        self.forget()
        self._shown = QWidget()
        inside = QVBoxLayout(self._shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for hit in found.hits:
            inside.addLayout(self._row(hit))
            inside.addWidget(label(hit_line(hit), "soft", wrap=True))
        if found.not_compared:
            left_out = ", ".join(COMPARED[key] for key in found.not_compared)
            inside.addWidget(label(f"Not on the referral, so not compared: {left_out}.", "small", wrap=True))
        self.choice = ChipChoice([(key, name) for key, name in choices if key != NONE])
        self.choice.setAccessibleName("What they are")
        self.choice.set_chosen([found.proposed])
        inside.addWidget(label("What they are", "strong"))
        inside.addWidget(self.choice)
        self._column.addWidget(self._shown)

    def decision(self) -> str:
        """What was chosen; '' without a choice."""
        chosen = self.choice.chosen() if self.choice is not None else ()
        return chosen[0] if chosen else ""

    def forget(self) -> None:
        """Let go of every name."""
        self.choice = None
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def _row(self, hit: Hit) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._leads:
            name = button(hit.name, "name", partial(self.caseRequested.emit, hit.case_id), name="open-hit")
            name.setAccessibleName(f"Open the case of {hit.name}, {hit.reference}")
            row.addWidget(name)
        else:
            row.addWidget(label(hit.name, "strong"))
        row.addWidget(Pill("Open", "today") if hit.open else Pill("Closed", "neutral"))
        row.addStretch(1)
        return row


def hit_line(hit: Hit) -> str:
    """One case found, with why."""
    return f"{hit.reference}, referred {long_day(hit.referral_made_on)}, {hit.stage_name}: " + "; ".join(
        hit.reasons
    )
