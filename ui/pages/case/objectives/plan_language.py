"""In which language the adviser types into a JFAP that goes out in Welsh, and what that means (P1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_language import told
from ui.widgets.pill_choice import PillChoice
from ui.widgets.text import label

SAME = "The whole of it is in {language}."


class PlanLanguage(QFrame):
    """``picked(before, after)``. It is there only where a language other than English has a part."""

    picked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner-info")
        self.choice = PillChoice(
            "plan-written-in",
            "Language of what you type",
            {one: (one.called, "neutral") for one in DocumentLanguage},
        )
        self.told = label("", wrap=True)
        self.told.setObjectName("plan-language-told")
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(label("What you type here is in", "strong"))
        first.addWidget(self.choice)
        first.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.told)
        self.choice.picked.connect(self.picked)
        self.hide()

    def show_language(self, content: PlanContent, goes_out_in: DocumentLanguage, older: str = "") -> None:
        """Say what is in which language, and what is told of ``older`` standard texts on the paper."""
        other = told(content, goes_out_in)
        english = goes_out_in is DocumentLanguage.ENGLISH and content.written_in is DocumentLanguage.ENGLISH
        self.choice.set_state(content.written_in)
        same = SAME.format(language=goes_out_in.called) if content.written_in is goes_out_in else ""
        said = other or same or f"It goes out in {goes_out_in.called}."
        self.told.setText(f"{said} {older}".strip())
        self.setVisible(not english)
