"""What a session did to the JFAP: a change in a few words, or the reason why there is none (P3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ui.widgets.text import label

UPDATED, UNCHANGED = "JFAP updated in this session", "No change"
FINAL = "The JFAP is final"
_HINTS = {True: "What changed, in a few words", False: "Why nothing changed (required)"}


class PlanEntry(QWidget):
    """Two choices and one line of text; each choice keeps its own text. ``changed`` tells an edit."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = {True: "", False: ""}
        self._shown: bool | None = None
        self.updated = QRadioButton(UPDATED)
        self.updated.setObjectName("plan-updated")
        self.unchanged = QRadioButton(UNCHANGED)
        self.unchanged.setObjectName("plan-unchanged")
        self.line = QLineEdit()
        self.line.setObjectName("plan-line")
        self.note = label("", "error", wrap=True)
        self.note.hide()
        choices = QHBoxLayout()
        choices.setSpacing(18)
        choices.addWidget(self.updated)
        choices.addWidget(self.unchanged)
        choices.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(choices)
        column.addWidget(self.line)
        column.addWidget(self.note)
        self.setFocusProxy(self.updated)
        self.updated.toggled.connect(lambda _: self._turn())
        self.unchanged.toggled.connect(lambda _: self._turn())
        self.line.textEdited.connect(self._typed)
        self._turn()

    @property
    def plan_changed(self) -> bool | None:
        """The choice; None while there is none."""
        if self.updated.isChecked():
            return True
        return False if self.unchanged.isChecked() else None

    @property
    def summary(self) -> str:
        """What changed; empty unless the JFAP was updated."""
        return self._texts[True].strip() if self.updated.isChecked() else ""

    @property
    def reason(self) -> str:
        """Why nothing changed; empty unless that was chosen."""
        return self._texts[False].strip() if self.unchanged.isChecked() else ""

    def set_entry(self, plan_changed: bool | None, summary: str, reason: str) -> None:
        """Show an entry."""
        self._texts = {True: summary, False: reason}
        self._shown = None
        self.updated.setChecked(plan_changed is True)
        self.unchanged.setChecked(plan_changed is False)
        self._turn()

    def lock(self) -> None:
        """The JFAP was final all through the session: only 'No change' is left to choose."""
        self.updated.setEnabled(False)
        self.updated.setToolTip("The JFAP was final before this session began")
        self.setFocusProxy(self.unchanged)
        if not self.reason:
            self.set_entry(False, "", FINAL)

    def missing(self) -> str:
        """What still has to be said; empty when nothing."""
        if self.plan_changed is None:
            return "Say whether the JFAP was updated in this session. (JFS 4.05, CSS 3)"
        if self.plan_changed is False and not self.reason:
            return "Say why nothing in the JFAP changed. (JFS 4.05, CSS 3)"
        return ""

    def show_note(self, text: str) -> None:
        """Show or clear the line of error."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _turn(self) -> None:
        choice = self.plan_changed
        self.line.setEnabled(choice is not None)
        hint = _HINTS[choice] if choice is not None else "Choose first"
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        if choice is not None and choice is not self._shown:
            self._shown = choice
            self.line.setText(self._texts[choice])
        self.show_note("")
        self.changed.emit()

    def _typed(self, text: str) -> None:
        if self.plan_changed is not None:
            self._texts[self.plan_changed] = text
        self.show_note("")
        self.changed.emit()
