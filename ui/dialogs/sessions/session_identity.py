"""What the start of a 1-2-1 asks once: whether it is sure who it is (I3)."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from jfs_desktop.casework.recording.session_identity import CONFIRMED, DOUBT
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.form_kit import FormKit

IDENTITY, WORDS = "identity", "doubt"
_ANSWERS = [(CONFIRMED, "Yes, by at least two details"), (DOUBT, "No, there is a doubt")]


def add_identity(form: FormKit, *, shown: bool) -> None:
    """Add the question, and the line for what does not fit, which comes up with a doubt."""
    form.add(IDENTITY, "Sure who it is", ChipChoice(_ANSWERS), span=2)
    form.add(WORDS, "What does not fit", QLineEdit(), span=2)
    form.set_shown(IDENTITY, shown)
    form.set_shown(WORDS, False)


def ask_doubt(form: FormKit) -> None:
    """Show the line for what does not fit where there is a doubt."""
    form.set_shown(WORDS, form.value(IDENTITY) == (DOUBT,))


def identity_missing(form: FormKit) -> dict[str, tuple[str, str]]:
    """A note where nothing is answered, in the shape of ``FormKit.set_notes``."""
    return (
        {}
        if form.value(IDENTITY)
        else {IDENTITY: ("Say whether you are sure who it is (JFS 3.21).", "error")}
    )


def identity_of(form: FormKit) -> tuple[str, str]:
    """The answer, '' where none was given, and what does not fit."""
    answer = next(iter(form.value(IDENTITY)), "")
    return answer, str(form.value(WORDS)).strip() if answer == DOUBT else ""
