"""The lists of the form for any fact, and its words: headings, what cannot be chosen as the case stands, and
what the day that an entry names is called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.rules.programme.fixed_choices import ADVICE, END_CODE, REASON

NOT_NOW = "Not possible now"
FIXED: Mapping[str, str] = {END_CODE: "detail", REASON: "detail", ADVICE: "advice"}
"""The field of a form for any fact, by the key under which its fixed choice is kept."""
_LETTERS = 24
_FLAGS = Qt.ItemDataRole.UserRole - 1
_DAY_TITLES: Mapping[str, str] = {
    "booked_for": "Booked for which day",
    "agreed_for": "Agreed for which day",
    "requested_on": "Day on the request",
    "appointment_on": "On which day",
}


def day_title(key: str) -> str:
    """What the field of the day is called that an entry names under this key."""
    return _DAY_TITLES.get(key, "Which day")


def add_heading(box: QComboBox, text: str) -> None:
    """A line that cannot be chosen."""
    box.addItem(text)
    box.setItemData(box.count() - 1, 0, _FLAGS)


def fill_choices(box: QComboBox, choice: FactChoice) -> None:
    """The fixed choices of a fact: those that may stand, and under a heading of their own the others, which
    cannot be chosen and say why."""
    box.clear()
    if choice.choices:
        box.addItem("Choose…", "")
    for one in choice.choices:
        if one.key not in choice.not_now:
            box.addItem(one.name + (f" – {one.note}" if one.note else ""), one.key)
    if choice.not_now:
        add_heading(box, NOT_NOW)
        # a reason is a whole sentence: the list may cut it off, and the form does not grow with it
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS)
    for one in choice.choices:
        if one.key in choice.not_now:
            add_heading(box, f"   {one.name}: {choice.not_now[one.key]}")
            box.setItemData(box.count() - 1, choice.not_now[one.key], Qt.ItemDataRole.ToolTipRole)
