"""The head of the CV's card: how far it has come, saved when, the style, what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from jfs_desktop.casework.cv.cv_views import CvVersionView
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_styles import STYLES, CvStyle
from jfs_desktop.rules.writing.wording import day_and_time
from ui.pages.case.sheet.plan_undo import Deeds
from ui.pages.case.sheet.sheet_head import SheetHead
from ui.widgets.buttons import button, chip
from ui.widgets.flow import FlowRow
from ui.widgets.pill import Pill
from ui.widgets.text import by_letters, label

ONE_ROW = 900
"""Pixels at the usual letters from which style and verbs stand in one row."""
FORMS = {
    CvForm.WORD: "&Word document (.docx)",
    CvForm.PDF: "&PDF",
    CvForm.TEXT: "Plain &text (.txt)",
    CvForm.JSON_RESUME: "&JSON Resume (.json)",
}


class CvHead(SheetHead):
    """``styleChosen(style)``, ``exportRequested(form, version)``, ``importRequested()``,
    ``versionRequested()``, ``agreeRequested()``, ``previewToggled(on)``."""

    styleChosen = Signal(object)
    exportRequested = Signal(object, object)
    importRequested = Signal()
    versionRequested = Signal()
    agreeRequested = Signal()
    previewToggled = Signal(bool)

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__("cv", deeds, parent)
        self.pill = Pill()
        self.style_box = QComboBox()
        self.style_box.setObjectName("cv-style")
        self.style_box.setAccessibleName("Style")
        for style, words in STYLES.items():
            self.style_box.addItem(words.name, style)
        self.style_box.activated.connect(lambda _: self._choose_style())
        self.suits = label("", "small", wrap=True)
        self.left_out = label("", "small", wrap=True)
        self.preview = chip("Page", checked=True)
        self.preview.setObjectName("cv-preview")
        self.preview.toggled.connect(self.previewToggled)
        self.bring = button("Bring in a CV…", "plain", self.importRequested.emit, name="cv-import")
        self.export = button("Export", "plain", name="cv-export")
        self.menu = QMenu(self.export)
        self.export.setMenu(self.menu)
        self.keep = button("Keep a version…", "plain", self.versionRequested.emit, name="cv-version")
        self.agree = button("Agree as final…", "primary", self.agreeRequested.emit, name="cv-agree")
        self._editable, self._refused = False, ""
        self._assemble()

    def _choose_style(self) -> None:
        self.styleChosen.emit(CvStyle(self.style_box.currentData()))

    def show_style(self, style: CvStyle, left_out: tuple[str, ...]) -> None:
        """Say whom the style suits, and what of the CV it leaves out."""
        self.style_box.setCurrentIndex(self.style_box.findData(style))
        self.suits.setText(STYLES[style].suits)
        self.left_out.setText(f"Not on this CV: {', '.join(left_out)}." if left_out else "")
        self.left_out.setVisible(bool(left_out))

    def set_room(self, width: int) -> None:
        """Take note of how many pixels there are; in few the verbs stand below the style, and in
        fewer one below the other."""
        ways = QBoxLayout.Direction
        beside = width >= by_letters(ONE_ROW)
        self._rows.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._verbs.setMinimumWidth(self._verbs.flow.whole_width() if beside else 0)

    def show_page(self, seen: bool, beside: bool) -> None:
        """Say whether the printed page is seen, and whether it stands beside the fields or in their place."""
        place = "beside the fields" if beside else "in place of the fields"
        self.preview.setToolTip(f"Show or hide the printed page {place}")
        self.preview.blockSignals(True)
        self.preview.setChecked(seen)
        self.preview.blockSignals(False)

    def allow(self, *, edit: bool) -> None:
        """Whether anything can be done with it now."""
        self._editable = edit
        for made in (self.style_box, self.bring, self.export):
            made.setEnabled(edit)
        for made in (self.keep, self.agree):
            made.setEnabled(edit and not self._refused)

    def refuse_agreeing(self, refused: str) -> None:
        """Say why no version is kept or agreed where the case stands; '' where it may be."""
        self._refused = refused
        for made in (self.keep, self.agree):
            made.setToolTip(refused)
            made.setAccessibleDescription(refused)
        self.allow(edit=self._editable)

    def show_versions(self, versions: Sequence[CvVersionView]) -> None:
        """Offer the CV as it stands and each frozen version for export."""
        self.menu.clear()
        self._offer(self.menu, None)
        if versions:
            self.menu.addSeparator()
        for one in versions:
            agreed = f", agreed ({one.agreed_how})" if one.agreed_at else ""
            words = f"Version {one.number}, {day_and_time(one.made_at)}{agreed}"
            self._offer(self.menu.addMenu(words), one.number)

    def _offer(self, menu: QMenu, version: int | None) -> None:
        for form, words in FORMS.items():
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, which=form: self.exportRequested.emit(which, version))

    def _assemble(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label("CV", "heading"))
        top.addWidget(self.pill)
        top.addWidget(self.state)
        top.addWidget(self.saved)
        top.addStretch(1)
        top.addWidget(self.undo)
        top.addWidget(self.redo)
        style = QHBoxLayout()
        style.setSpacing(6)
        style.addWidget(label("Style", "strong"))
        style.addWidget(self.style_box)
        style.addWidget(self.suits, 1)
        self._verbs = FlowRow(self.preview, self.bring, self.export, self.keep, self.agree)
        self._rows = QHBoxLayout()
        self._rows.setSpacing(6)
        self._rows.addLayout(style, 1)
        self._rows.addWidget(self._verbs)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 13, 15, 8)  # with the card's edge as in every card
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(self._rows)
        column.addWidget(self.left_out)
        column.addWidget(self.notice)
