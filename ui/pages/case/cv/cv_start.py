"""Before there is a CV: bring in the one that they have, begin a new one, or record that they decline."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.cv.cv_views import KEPT, CvView
from jfs_desktop.rules.cv.cv_progress import CvState
from jfs_desktop.rules.writing.wording import long_day
from ui.widgets.buttons import bar, button
from ui.widgets.roles import set_role
from ui.widgets.text import by_letters, label

ONE_ROW, LEAST = 840, 360
"""Pixels at the usual letters from which all verbs have room in a row, and with which it can do."""
TOO_EARLY = "Help with the CV begins once the initial meeting was held."


class CvStart(QWidget):
    """``importRequested()``, ``beginRequested()``, ``declineRequested()``, ``confirmRequested()``,
    ``openRequested()`` for the CV that they had."""

    importRequested = Signal()
    beginRequested = Signal()
    declineRequested = Signal()
    confirmRequested = Signal()
    openRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("No CV yet", "heading")
        self.text = label("", "soft", wrap=True)
        self.bring = button(
            "Bring in the CV they have", "primary", self.importRequested.emit, name="cv-bring"
        )
        self.begin = button("Start a new one", "plain", self.beginRequested.emit, name="cv-begin")
        self.decline = button("They decline help", "plain", self.declineRequested.emit, name="cv-decline")
        self.confirm = button(
            "They confirm it as final", "primary", self.confirmRequested.emit, name="cv-confirm"
        )
        self.open = button(
            "Look at the CV they have", "plain", self.openRequested.emit, name="cv-open-existing"
        )
        self.drop = label(
            "Or drop a Word document, PDF, plain text or JSON Resume file anywhere here.", "small"
        )
        self._barred = ""
        self._view: CvView | None = None
        self._assemble()

    def refuse_beginning(self, why: str) -> None:
        """Say why nothing of a CV may be begun where the case stands; '' where it may."""
        self._barred = why
        self._allow()

    def show_cv(self, view: CvView) -> None:
        """Say how far it has come, and offer what comes next."""
        declined, final = view.state is CvState.DECLINED, view.state is CvState.FINAL
        self.title.setText(_title(view))
        self._view = view
        self._allow()
        self.decline.setVisible(not declined and not final)
        self.confirm.setVisible(declined and view.existing is not None)
        self.open.setVisible(view.existing is not None)
        others_first = final or (declined and view.existing is not None)
        set_role(self.bring, "plain" if others_first else "primary")

    def _allow(self) -> None:
        view = self._view
        if view is None:
            return
        untouched = view.state not in {CvState.FINAL, CvState.DECLINED}
        self.text.setText(self._barred if self._barred and untouched else _text(view))
        for made in (self.bring, self.begin, self.decline):
            bar(made, self._barred or ("" if view.met else TOO_EARLY))
        self.drop.setVisible(not self._barred)

    def minimumSizeHint(self) -> QSize:
        return QSize(by_letters(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room the verbs stand below one another."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._verbs.setDirection(
            ways.LeftToRight if self.width() >= by_letters(ONE_ROW) else ways.TopToBottom
        )

    def _assemble(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        for told in (self.title, self.text, self.drop):
            told.setAlignment(middle)
        self.text.setMaximumWidth(by_letters(560))
        self._verbs = verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addStretch(1)
        for made in (self.confirm, self.bring, self.begin, self.decline, self.open):
            verbs.addWidget(made, 0, middle)
        verbs.addStretch(1)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.title)
        told_row = QHBoxLayout()
        told_row.addStretch(1)
        told_row.addWidget(self.text, 4)
        told_row.addStretch(1)
        column.addLayout(told_row)
        column.addSpacing(4)
        column.addLayout(verbs)
        column.addWidget(self.drop)
        column.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


def _title(view: CvView) -> str:
    if view.state is CvState.FINAL:
        return "They keep the CV that they have" if view.agreed_as == KEPT else "The CV is final"
    if view.state is CvState.DECLINED:
        return "They declined help with the CV"
    return "No CV here yet"


def _text(view: CvView) -> str:
    if not view.met:
        return TOO_EARLY
    if view.state is CvState.FINAL and view.agreed_on is not None:
        if view.agreed_as != KEPT:
            return f"Agreed on {long_day(view.agreed_on)}, as recorded. No copy of it is here: bring it in."
        return f"On {long_day(view.agreed_on)} they confirmed it as their final one; it stands in the JFAP."
    if view.state is CvState.DECLINED and view.declined_on is not None:
        told = f"{long_day(view.declined_on)}: {view.declined_reason}"
        if view.existing is None:
            return f"{told}\nWithout any CV nobody is a completer (JFS 5.02). Offer it again at any time."
        return f"{told}\nHave them confirm the CV they have as their final one (JFS 5.02), or help after all."
    return (
        "Make one together, or make the one they have better (JFS 4.11 to 4.13). What you do here writes "
        "itself into the JFAP."
    )
