"""Takes one picture or file as evidence: the notice first, then drop, paste or choose (I5 to I7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import CheckedFile
from jfs_desktop.clock import LONDON
from jfs_desktop.documents.files import picture
from jfs_desktop.errors import UserError
from jfs_desktop.rules.programme.programme_lists import EvidencePurpose
from jfs_desktop.rules.writing.discreet import Discreet
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.file_size import size_words
from ui.widgets.last_folder import IMPORTS, keep_folder, last_folder
from ui.widgets.roles import set_state
from ui.widgets.text import ElidedLabel, label

THUMBNAIL = QSize(200, 140)
PASTED = "Pasted picture.png"
PICTURES = "Pictures (*.jpg *.jpeg *.png *.webp)"
WITH_PDF = "Pictures and PDF (*.jpg *.jpeg *.png *.webp *.pdf)"
LET_GO = "The picture was let go when the window was locked. Choose it again."


_Read = Callable[[], tuple[bytes, str]]
"""Gives a file's bytes and name; run beside the window."""


@dataclass(frozen=True, slots=True, repr=False)
class _Ready(Discreet):
    """A file that can be kept: its own bytes, what would be kept of it, and a small picture to show."""

    content: bytes
    name: str
    checked: CheckedFile
    small: QImage


class PictureDrop(QWidget):
    """Asks for the purpose notice to be shown, then takes one file and shows it small, from memory alone.

    ``taken(bytes, str)`` gives the file's bytes and name once they were found fit to be kept, and
    ``cleared`` says that there is none any more. When the vault locks, the file and its picture are let
    go. Use ``notice_version`` and ``notice_shown_at`` when it is kept.
    """

    taken = Signal(object, str)
    cleared = Signal()

    def __init__(self, context: Context, purpose: EvidencePurpose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._purpose = purpose
        self._ready: _Ready | None = None
        self._reading = False
        self.notice_shown_at: datetime | None = None
        self.notice = self._make_notice()
        self.shown_at = label("", "small", wrap=True)
        self.zone = self._make_zone()
        self.shown = self._make_shown()
        self.error = label("", "error", wrap=True)
        self.error.setObjectName("picture-error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.notice, self.shown_at, self.zone, self.shown, self.error):
            column.addWidget(widget)
        column.addStretch(1)
        self.setAcceptDrops(True)
        context.tasks.locking.connect(self.let_go)
        self._show_step()

    @property
    def notice_version(self) -> str:
        """Which notice was shown; empty while none was, or where none is asked for."""
        return self._purpose.notice_version if self.notice_shown_at is not None else ""

    def content(self) -> bytes | None:
        """The bytes of the file now shown."""
        return self._ready.content if self._ready is not None else None

    def checked(self) -> CheckedFile | None:
        """What would be kept of it, for :func:`attachments.keep`: checking it again would take its time."""
        return self._ready.checked if self._ready is not None else None

    def name(self) -> str:
        """What the file now shown was called; empty when there is none."""
        return self._ready.name if self._ready is not None else ""

    def clear(self) -> None:
        """Let the file go; a notice that was shown stays shown."""
        had = self._ready is not None
        self._ready, self._reading = None, False
        self.small.clear()
        self.file_name.setText("")
        self.facts.setText("")
        self.show_error("")
        self._show_step()
        if had:
            self.cleared.emit()

    def let_go(self) -> None:
        """The vault locks: nothing of the file stays in memory, and the person is told afterwards."""
        had = self._ready is not None or self._reading
        self.clear()
        if had:
            self.show_error(LET_GO)

    def show_error(self, error: UserError | str) -> None:
        """Show one plain sentence under the field, or take it away with ''."""
        self.error.setText(error.sentence if isinstance(error, UserError) else error)
        self.error.setVisible(bool(self.error.text()))
        if self.error.text():
            QAccessible.updateAccessibility(QAccessibleEvent(self.error, QAccessible.Event.Alert))

    def paste(self) -> None:
        """Take what the clipboard holds."""
        self._take(QGuiApplication.clipboard().mimeData(), "The clipboard holds no picture.")

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(
            self.window(),
            "Choose a picture",
            str(last_folder(self._context.preferences, IMPORTS)),
            WITH_PDF if self._purpose.pdf else PICTURES,
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Take a file by its path."""
        file = Path(path)
        keep_folder(self._context.preferences, IMPORTS, file)
        self._check(lambda: (picture.read_file(file), file.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._takes():
            self.paste()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes() and _may_hold_one(event.mimeData()):
            event.acceptProposedAction()
            set_state(self.zone, "over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_state(self.zone, "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_state(self.zone, "")
        if self._takes():
            event.acceptProposedAction()
            self._take(event.mimeData(), "What was dropped here is no picture.")

    def _make_notice(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "banner-info")
        words = label(" ".join(self._purpose.notice.split()), wrap=True)
        self.confirm = button("I have shown or read this out", "primary", self._confirm, name="notice-shown")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        for widget in (label("Before a picture is taken", "strong"), words, self.confirm):
            column.addWidget(widget)
        self.confirm.setAccessibleDescription(words.text())
        return frame

    def _make_zone(self) -> _Zone:
        zone = _Zone()
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        what = "picture or PDF" if self._purpose.pdf else "picture"
        self.words = label(f"Drop a {what} here, or paste it with {keys}", "soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pick = button("Choose a file…", "plain", self.choose, name="choose-picture")
        zone.setAccessibleName(self.words.text())
        column = QVBoxLayout(zone)
        column.setContentsMargins(14, 16, 14, 16)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignHCenter)
        return zone

    def _make_shown(self) -> QWidget:
        shown = QWidget()
        self.small = QLabel()
        self.small.setObjectName("thumbnail")
        self.small.setProperty("role", "picture")
        self.small.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.small.setFixedSize(THUMBNAIL)
        self.file_name = ElidedLabel("", "strong", keep_end=True)
        self.facts = label("", "soft", wrap=True)
        self.remove = button("Use another", "plain", self._use_another, name="clear-picture")
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self.file_name, self.facts):
            words.addWidget(widget)
        words.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.small, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return shown

    def _confirm(self) -> None:
        self.notice_shown_at = self._context.clock.now()
        self._show_step()
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use_another(self) -> None:
        self.clear()
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self) -> bool:
        return not self._purpose.notice or self.notice_shown_at is not None

    def _takes(self) -> bool:
        return self._told() and not self._reading and self.isEnabled()

    def _show_step(self) -> None:
        told, ready = self._told(), self._ready is not None
        self.notice.setVisible(not told)
        self.zone.setVisible(told and not ready)
        self.shown.setVisible(ready)
        self.pick.setEnabled(not self._reading)
        self.shown_at.setVisible(self.notice_shown_at is not None)
        if self.notice_shown_at is not None:
            at = self.notice_shown_at.astimezone(LONDON)
            self.shown_at.setText(f"Notice {self.notice_version} shown at {at:%H:%M}")

    def _take(self, offered: QMimeData, otherwise: str) -> None:
        files = [url for url in offered.urls() if url.isLocalFile()]
        if len(files) > 1:
            self.show_error("Choose one file at a time.")
        elif files:
            self.read_file(files[0].toLocalFile())
        elif offered.hasImage():
            image = QImage(offered.imageData())
            self._check(lambda: (_as_png(image), PASTED))
        else:
            self.show_error(otherwise)

    def _check(self, read: _Read) -> None:
        """Read and check a file beside the window; it is drawn small from what would be kept of it."""
        self.clear()
        self._reading = True
        self._show_step()
        purpose = self._purpose

        def job() -> _Ready:
            content, name = read()
            checked = attachments.check(purpose, content)
            return _Ready(content, attachments.plain_name(name), checked, _small(checked))

        self._context.tasks.read(job, owner=self, done=self._show, failed=self._refused)

    def _show(self, ready: _Ready) -> None:
        self._ready, self._reading = ready, False
        checked = ready.checked
        if ready.small.isNull():
            self.small.setText("PDF")
        else:
            self.small.setPixmap(QPixmap.fromImage(ready.small))
        self.file_name.setText(ready.name)
        size = f"{checked.width} × {checked.height} pixels, " if checked.width else ""
        self.facts.setText(f"{size}{size_words(len(checked.content))} to be kept, encrypted")
        self.small.setAccessibleName(f"{ready.name}, {self.facts.text()}")
        self._show_step()
        self.remove.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit(ready.content, ready.name)

    def _refused(self, error: UserError) -> None:
        self._reading = False
        self._show_step()
        self.show_error(error)
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)


class _Zone(QFrame):
    """Where a file is dropped; it takes the focus, so that a picture can be pasted into it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picture-zone")
        self.setProperty("role", "drop-zone")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)


def _may_hold_one(offered: QMimeData) -> bool:
    return offered.hasImage() or any(url.isLocalFile() for url in offered.urls())


def _as_png(image: QImage) -> bytes:
    """A picture of the clipboard, written in memory."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(held.data())


def _small(checked: CheckedFile) -> QImage:
    if not checked.kind.is_picture:
        return QImage()
    whole = QImage.fromData(checked.content)
    return whole.scaled(
        THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
