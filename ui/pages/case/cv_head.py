"""The head of the CV's card: how far it has come, saved when, the style, what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from jfs_desktop.casework.cv_views import CvVersionView
from jfs_desktop.rules.cv_forms import CvForm
from jfs_desktop.rules.cv_styles import STYLES, CvStyle
from jfs_desktop.rules.wording import day_and_time
from ui.pages.case.plan_undo import Deeds
from ui.widgets.buttons import button, chip
from ui.widgets.pill import Pill
from ui.widgets.roles import set_role
from ui.widgets.shortcuts import NATIVE
from ui.widgets.text import label

FORMS = {
    CvForm.WORD: "&Word document (.docx)",
    CvForm.PDF: "&PDF",
    CvForm.TEXT: "Plain &text (.txt)",
    CvForm.JSON_RESUME: "&JSON Resume (.json)",
}


class CvHead(QWidget):
    """``styleChosen(style)``, ``exportRequested(form, version)``, ``importRequested()``,
    ``versionRequested()``, ``agreeRequested()``, ``discardRequested()``, ``keepRequested()``,
    ``previewToggled(on)``."""

    styleChosen = Signal(object)
    exportRequested = Signal(object, object)
    importRequested = Signal()
    versionRequested = Signal()
    agreeRequested = Signal()
    discardRequested = Signal()
    keepRequested = Signal()
    previewToggled = Signal(bool)

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self.pill = Pill()
        self.state = label("", "soft")
        self.saved = label("", "soft")
        self.saved.setObjectName("cv-saved")
        self.style_box = QComboBox()
        self.style_box.setObjectName("cv-style")
        self.style_box.setAccessibleName("Style")
        for style, words in STYLES.items():
            self.style_box.addItem(words.name, style)
        self.style_box.activated.connect(lambda _: self._choose_style())
        self.suits = label("", "small", wrap=True)
        self.left_out = label("", "small", wrap=True)
        self.preview = chip("Page beside", checked=True)
        self.preview.setObjectName("cv-preview")
        self.preview.setToolTip("Show or hide the printed page beside")
        self.preview.toggled.connect(self.previewToggled)
        self.bring = button("Bring in a CV…", "plain", self.importRequested.emit, name="cv-import")
        self.export = button("Export", "plain", name="cv-export")
        self.menu = QMenu(self.export)
        self.export.setMenu(self.menu)
        self.keep = button("Keep a version…", "plain", self.versionRequested.emit, name="cv-version")
        self.agree = button("Agree as final…", "primary", self.agreeRequested.emit, name="cv-agree")
        self.undo = button("", "link", deeds.undo, name="cv-undo", tip=_key(QKeySequence.StandardKey.Undo))
        self.redo = button("", "link", deeds.redo, name="cv-redo", tip=_key(QKeySequence.StandardKey.Redo))
        self.restored = label("", wrap=True)
        self.notice = QFrame()
        self._assemble()
        deeds.changed.connect(self._show_deeds)
        self._show_deeds()

    def _choose_style(self) -> None:
        self.styleChosen.emit(CvStyle(self.style_box.currentData()))

    def show_style(self, style: CvStyle, left_out: tuple[str, ...]) -> None:
        """Say whom the style suits, and what of the CV it leaves out."""
        self.style_box.setCurrentIndex(self.style_box.findData(style))
        self.suits.setText(STYLES[style].suits)
        self.left_out.setText(f"Not on this CV: {', '.join(left_out)}." if left_out else "")
        self.left_out.setVisible(bool(left_out))

    def say_saved(self, text: str, *, trouble: bool = False) -> None:
        """Say when it was saved, or why not."""
        role = "error" if trouble else "soft"
        if self.saved.property("role") != role:
            set_role(self.saved, role)
        if self.saved.text() != text:
            self.saved.setText(text)

    def show_restored(self, text: str) -> None:
        """Say that something typed before has come back; '' hides the line."""
        self.restored.setText(text)
        self.notice.setVisible(bool(text))

    def allow(self, *, edit: bool) -> None:
        """Whether anything can be done with it now."""
        for made in (self.style_box, self.bring, self.export, self.keep, self.agree):
            made.setEnabled(edit)

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

    def _show_deeds(self) -> None:
        for made, word, name in (
            (self.undo, "Undo", self._deeds.undo_name),
            (self.redo, "Redo", self._deeds.redo_name),
        ):
            made.setText(f"{word} {name}")
            made.setVisible(bool(name))

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
        verbs = QHBoxLayout()
        verbs.setSpacing(6)
        verbs.addWidget(label("Style", "strong"))
        verbs.addWidget(self.style_box)
        verbs.addWidget(self.suits, 1)
        for made in (self.preview, self.bring, self.export, self.keep, self.agree):
            verbs.addWidget(made)
        self.notice.setProperty("role", "banner-info")
        inside = QHBoxLayout(self.notice)
        inside.setContentsMargins(12, 4, 6, 4)
        inside.addWidget(self.restored, 1)
        inside.addWidget(button("Discard it", "quiet", self.discardRequested.emit, name="cv-discard"))
        inside.addWidget(button("Keep it", "quiet", self.keepRequested.emit, name="cv-keep"))
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(verbs)
        column.addWidget(self.left_out)
        column.addWidget(self.notice)


def _key(standard: QKeySequence.StandardKey) -> str:
    return QKeySequence(standard).toString(NATIVE)
