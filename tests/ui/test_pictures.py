"""Pictures come in by choice, paste and drop, the notice first, and are looked at from memory (I5 to I7)."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView, CheckedFile
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from tests.documents import made_old_cvs, made_pages
from tests.documents import made_pictures as made
from tests.documents.made_hostile import EVIDENCE
from tests.documents.made_pages import MADE_AT
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.shell.shell import Shell
from ui.widgets.dialog import Dialog
from ui.widgets.picture_drop import LET_GO, PASTED, PictureDrop

Settle = Callable[[Shell], None]
Picture = Callable[[QWidget, str], None]
PDF = b"%PDF-1.7\n" + b"letter\n" * 50


@pytest.fixture
def opened(people: tuple[UUID, UUID, UUID], shell: Shell) -> Shell:
    return shell


@pytest.fixture
def dark(
    people: object, make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, settle: Settle
) -> Shell:
    made_one = make_shell(own_vault, theme="dark")
    made_one.start()
    made_one.door.open_with(passphrase)
    settle(made_one)
    return made_one


class Asked:
    """A dialog that asks for a picture, and what it was given."""

    def __init__(self, shell: Shell, purpose: str) -> None:
        rule = shell.context.workspace.programme.evidence_purpose(purpose)
        assert rule is not None
        self.dialog = Dialog("Identity check", "", shell.window)
        self.drop = PictureDrop(shell.context, rule)
        self.given: list[tuple[bytes, str]] = []
        self.cleared = 0
        self.drop.taken.connect(lambda content, name: self.given.append((content, name)))
        self.drop.cleared.connect(self._one_less)
        self.dialog.content.addWidget(self.drop)
        self.dialog.add_cancel()
        self.dialog.open()

    def _one_less(self) -> None:
        self.cleared += 1

    def button(self, name: str) -> QPushButton:
        found = self.drop.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found

    def small(self) -> QLabel:
        return self.drop.small


@pytest.fixture
def asked(opened: Shell) -> Asked:
    """For an identity check, with the notice shown."""
    made_one = Asked(opened, "identity_evidence")
    made_one.button("notice-shown").click()
    return made_one


def put_file(folder: Path, content: bytes, name: str = "IMG_2034.jpg") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def offer(*files: Path, image: QImage | None = None) -> QMimeData:
    mime = QMimeData()
    if files:
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    if image is not None:
        mime.setImageData(image)
    return mime


def drop(target: QWidget, mime: QMimeData) -> bool:
    """Drags over the widget and lets go; whether the drag was taken."""
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, Qt.MouseButton.LeftButton, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.LeftButton, none))
    return True


def test_i7_the_notice_is_shown_before_anything_can_be_taken(
    opened: Shell, settle: Settle, tmp_path: Path, save_picture: Picture
) -> None:
    asked = Asked(opened, "identity_evidence")
    file = put_file(tmp_path, made.jpeg())
    said = " ".join(words.text() for words in asked.drop.notice.findChildren(QLabel))
    assert "no particular one is needed" in said and "\n" not in said
    save_picture(asked.dialog, "picture-notice-light")
    assert not asked.drop.zone.isVisible() and asked.drop.notice_version == ""
    QGuiApplication.clipboard().setImage(made_image())
    QTest.keyClick(asked.drop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not drop(asked.drop, offer(file))
    settle(opened)
    assert asked.given == [] and asked.small().pixmap().isNull()
    asked.button("notice-shown").click()
    assert asked.drop.notice_version == "1" and asked.drop.notice_shown_at == opened.clock.now()
    assert asked.drop.zone.isVisible() and not asked.drop.notice.isVisible()
    assert "Notice 1 shown at 10:41" in asked.drop.shown_at.text()
    save_picture(asked.dialog, "picture-zone-light")


def test_a_purpose_without_a_notice_asks_for_the_file_at_once(opened: Shell) -> None:
    asked = Asked(opened, "prap_proof")
    assert asked.drop.zone.isVisible() and not asked.drop.notice.isVisible()


def test_a_chosen_file_is_shown_small_and_given_whole(
    opened: Shell, asked: Asked, settle: Settle, tmp_path: Path, save_picture: Picture
) -> None:
    content = made.jpeg(1200, 800, orientation=6)
    file = put_file(tmp_path, content)
    asked.button("choose-picture").click()
    chooser = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    settle(opened)
    assert asked.given == [(content, "IMG_2034.jpg")] and asked.drop.content() == content
    size = asked.small().pixmap().size()
    assert size.height() == 140 and size.width() < size.height()
    assert "800 × 1200 pixels" in asked.drop.facts.text() and asked.drop.error.isHidden()
    assert asked.small().accessibleName().startswith("IMG_2034.jpg, 800 × 1200")
    save_picture(asked.dialog, "picture-taken-light")
    asked.button("clear-picture").click()
    assert asked.drop.content() is None and asked.cleared == 1 and asked.small().pixmap().isNull()
    assert asked.drop.zone.isVisible() and asked.drop.notice_version == "1"


def test_a_picture_is_pasted_by_the_keyboard_alone(opened: Shell, settle: Settle) -> None:
    asked = Asked(opened, "identity_evidence")
    asked.button("notice-shown").setFocus()
    QTest.keyClick(asked.button("notice-shown"), Qt.Key.Key_Space)
    assert asked.dialog.focusWidget() is asked.drop.zone
    QGuiApplication.clipboard().setImage(made_image())
    QTest.keyClick(asked.drop.zone, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(opened)
    assert asked.drop.name() == PASTED and not asked.small().pixmap().isNull()
    assert asked.dialog.focusWidget() is asked.button("clear-picture")
    content = asked.drop.content()
    assert content is not None and QImage.fromData(content).pixelColor(80, 100).red() > 150
    QTest.keyClick(asked.button("clear-picture"), Qt.Key.Key_Space)
    assert asked.dialog.focusWidget() is asked.drop.zone and asked.drop.content() is None


def test_a_file_is_pasted_and_dropped(opened: Shell, asked: Asked, settle: Settle, tmp_path: Path) -> None:
    file = put_file(tmp_path, made.png(), "prap.png")
    QGuiApplication.clipboard().setMimeData(offer(file))
    asked.drop.paste()
    QGuiApplication.clipboard().clear()  # nothing of Python's may lie there when the process ends
    settle(opened)
    assert asked.drop.name() == "prap.png"
    asked.button("clear-picture").click()
    assert drop(asked.drop, offer(file))
    settle(opened)
    assert asked.drop.name() == "prap.png" and len(asked.given) == 2
    assert asked.drop.zone.property("state") == ""


def test_what_cannot_be_taken_is_told_beside_the_field_and_the_next_one_is_taken(
    opened: Shell, asked: Asked, settle: Settle, tmp_path: Path, save_picture: Picture
) -> None:
    good = put_file(tmp_path, made.jpeg(), "good.jpg")
    text = put_file(tmp_path, b"hello", "hello.jpg")
    bomb = put_file(tmp_path, made.stated_png(30_000, 30_000), "bomb.png")
    mime = QMimeData()
    mime.setText("words")
    for files, words in (
        (offer(text), "not a JPEG, PNG or WEBP"),
        (offer(bomb), "900 million pixels"),
        (offer(put_file(tmp_path, PDF, "letter.pdf")), "PDF"),
        (offer(tmp_path / "gone.jpg"), "could not be read"),
        (offer(tmp_path), "could not be read"),
        (offer(good, text), "one file at a time"),
        (mime, "holds no picture"),
    ):
        QGuiApplication.clipboard().setMimeData(files)
        asked.drop.paste()
        QGuiApplication.clipboard().clear()  # nothing of Python's may lie there when the process ends
        settle(opened)
        assert words in asked.drop.error.text() and asked.drop.error.isVisible()
        assert asked.drop.content() is None and asked.drop.zone.isVisible()
        assert asked.button("choose-picture").isEnabled()
    save_picture(asked.dialog, "picture-refused-light")
    asked.drop.read_file(str(good))
    settle(opened)
    assert asked.drop.name() == "good.jpg" and asked.drop.error.isHidden()


def test_no_hostile_file_becomes_evidence(opened: Shell, settle: Settle, tmp_path: Path) -> None:
    """Macros, passwords, bombs, old files, 300 pages, cut off: each in one plain sentence and what to do."""
    asked = Asked(opened, "contact_evidence")
    for name, (make, words) in EVIDENCE.items():
        assert drop(asked.drop, offer(put_file(tmp_path, make(), f"{name}.pdf")))
        settle(opened)
        told = asked.drop.error.text()
        assert re.search(words, told) and told.count(". ") == 1, (name, told)
        assert asked.drop.content() is None and asked.button("choose-picture").isEnabled()
    assert drop(asked.drop, offer(put_file(tmp_path, made_old_cvs.plain_pdf(b"0 0 m 9 9 l S"), "scan.pdf")))
    settle(opened)
    assert asked.drop.name() == "scan.pdf", "a scan is good evidence"


def test_a_file_too_large_is_refused_before_it_is_read(
    opened: Shell, asked: Asked, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "film.jpg"
    with file.open("wb") as out:
        out.truncate(3 * 1024**3)
    asked.drop.read_file(str(file))
    settle(opened)
    assert "larger than 25 MB" in asked.drop.error.text()


def test_i7_a_lock_lets_the_picture_go_and_says_so(
    opened: Shell, asked: Asked, settle: Settle, tmp_path: Path, passphrase: str
) -> None:
    """Also one that was still being read: its answer is not let through."""
    file = put_file(tmp_path, made.jpeg())
    asked.drop.read_file(str(file))
    settle(opened)
    assert asked.drop.content() is not None
    opened.lock()
    assert asked.drop.content() is None and asked.small().pixmap().isNull() and asked.drop.name() == ""
    assert asked.drop.file_name.text() == "" and asked.drop.facts.text() == ""
    settle(opened)
    opened.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    settle(opened)
    assert asked.drop.error.text() == LET_GO and asked.drop.zone.isVisible()
    asked.drop.read_file(str(file))
    opened.lock()
    settle(opened)
    assert asked.drop.content() is None and asked.drop.error.text() == LET_GO
    opened.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    settle(opened)
    asked.drop.read_file(str(file))
    settle(opened)
    assert asked.drop.content() is not None


def keep(
    shell: Shell, case_id: UUID, content: bytes | CheckedFile, purpose: str = "prap_proof"
) -> AttachmentView:
    return attachments.keep(shell.context.workspace, case_id, purpose, content, "prap.png").value


def looks(shell: Shell, view: AttachmentView) -> int:
    return len(attachments.openings(shell.context.workspace, view.id))


def test_i6_the_viewer_shows_the_picture_and_the_look_is_recorded(
    opened: Shell,
    people: tuple[UUID, UUID, UUID],
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From memory: a folder for temporary files that is not there makes no difference."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    view = keep(opened, people[0], made.jpeg(2400, 1500))
    viewer = PictureViewer.ask(opened.context, view, opened.window)
    settle(opened)
    shown = viewer.picture.pixmap()
    room = viewer.area.viewport().size()
    assert not shown.isNull() and shown.width() <= room.width() and shown.height() <= room.height()
    assert looks(opened, view) == 1
    assert "prap" not in viewer.windowTitle() and "prap.png" in viewer.body.text()
    viewer.full.click()
    assert viewer.picture.pixmap().width() == 2400
    assert viewer.area.horizontalScrollBar().maximum() > 0
    viewer.full.click()
    assert viewer.picture.pixmap().width() <= room.width()
    viewer.close_verb.click()
    assert QApplication.activeModalWidget() is None


def test_a_lock_takes_the_picture_from_the_viewer_and_it_does_not_come_back(
    opened: Shell, people: tuple[UUID, UUID, UUID], settle: Settle, passphrase: str
) -> None:
    view = keep(opened, people[0], made.jpeg())
    viewer = PictureViewer.ask(opened.context, view, opened.window)
    settle(opened)
    picture, kept = viewer.picture, viewer
    assert not picture.pixmap().isNull()
    opened.lock()
    assert picture.pixmap().isNull() and kept._whole.isNull()
    settle(opened)
    opened.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    settle(opened)
    assert QApplication.activeModalWidget() is None


def test_a_pdf_is_shown_page_by_page_and_the_look_recorded(
    opened: Shell, people: tuple[UUID, UUID, UUID], settle: Settle, save_picture: Picture
) -> None:
    """I6, C7: the letter that was kept, in the same view as every document."""
    letter = keep(
        opened, people[0], pdf_of_word(made_pages.everything(), MADE_AT).content, "contact_evidence"
    )
    viewer = PictureViewer.ask(opened.context, letter, opened.window)
    settle(opened)
    assert viewer.pages.page_count == 2 and viewer.pages.file.text() == letter.name
    assert viewer.area.isHidden() and viewer.full.isHidden() and looks(opened, letter) == 1
    save_picture(viewer, "picture-viewer-pdf-light")
    opened.lock()
    settle(opened)
    assert viewer.pages.page_count == 0


def test_a_damaged_pdf_and_a_missing_file_are_told(
    opened: Shell, people: tuple[UUID, UUID, UUID], settle: Settle, own_vault: Path
) -> None:
    letter = keep(opened, people[0], CheckedFile(PDF, FileKind.PDF), "contact_evidence")
    viewer = PictureViewer.ask(opened.context, letter, opened.window)
    settle(opened)
    assert "damaged" in viewer.pages.trouble.text() and viewer.pages.page_count == 0
    viewer.reject()
    view = keep(opened, people[0], made.jpeg())
    (own_vault / "att" / str(view.id)).unlink()
    viewer = PictureViewer.ask(opened.context, view, opened.window)
    settle(opened)
    assert "missing" in viewer.error_text() and viewer.close_verb.isEnabled()
    viewer.reject()


def test_dark_and_large_letters(
    dark: Shell, people: tuple[UUID, UUID, UUID], settle: Settle, tmp_path: Path, save_picture: Picture
) -> None:
    """Every step stands whole in the dark look too, with a long name cut and told in full."""
    shell = dark
    asked = Asked(shell, "identity_evidence")
    save_picture(asked.dialog, "picture-notice-dark")
    asked.button("notice-shown").click()
    save_picture(asked.dialog, "picture-zone-dark")
    name = "A very long name that a telephone would hardly give to a picture " * 2 + ".jpg"
    asked.drop.read_file(str(put_file(tmp_path, made.jpeg(), name)))
    settle(shell)
    save_picture(asked.dialog, "picture-taken-dark")
    assert asked.drop.file_name.width() < asked.drop.file_name.fontMetrics().horizontalAdvance(name)
    assert asked.drop.file_name.toolTip() == asked.drop.name()
    for part in asked.drop.findChildren(QPushButton):
        assert not part.isVisible() or part.width() >= part.sizeHint().width()
    viewer = PictureViewer.ask(shell.context, keep(shell, people[0], made.png(1400, 900)), shell.window)
    settle(shell)
    save_picture(viewer, "picture-viewer-dark")
    viewer.reject()


def made_image() -> QImage:
    return QImage.fromData(made.png())
