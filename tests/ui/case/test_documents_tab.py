"""The Documents tab in the real window: list, preview, hash, sendings, copies, print (P9, D5, I6)."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.documents import attachments, issued_documents, opened_elsewhere, wording_blocks
from jfs_desktop.casework.documents.document_views import DocumentState
from jfs_desktop.casework.evidence.case_documents import Source
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.rules.cv.cv import CvContent
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.store import attachment_files
from tests import patience
from tests.documents import made_pages, made_pictures
from tests.ui import soon
from tests.ui.case.case_desk import a_referral
from tests.ui.casemaker import MET, case_maker, open_window
from tests.ui.other_program import OtherProgram, instead_of_others
from tests.ui.recorder import Recorder
from tests.ui.tab_desk import TabDesk
from ui.dialogs.evidence.document_went_out import TakeBackIssueDialog, WentOutDialog
from ui.dialogs.evidence.take_back_evidence import TakeBackEvidenceDialog
from ui.pages.case.documents.documents import DocumentsTab
from ui.shell.shell import Shell

CHILD = Path(__file__).with_name("copies_child.py")
ROOT = CHILD.parents[3]
WORD = made_pages.everything()
PAPER = pdf_of_word(WORD, datetime(2021, 6, 4, tzinfo=UTC)).content
STAYS = "conditionality"
Save = Callable[[QWidget, str], None]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this computer's programs put what they may lose."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def other_program(cache: Path) -> Iterator[OtherProgram]:
    with instead_of_others() as made:
        yield made


class Desk(TabDesk[DocumentsTab]):
    """The window on one case with a letter and a final CV."""

    key, kind = "documents", DocumentsTab

    def __init__(self, shell: Shell, case_id: UUID, settle: Callable[[Shell], None]) -> None:
        self.said = Recorder(shell.say)
        super().__init__(shell, case_id, settle)

    def rest(self) -> None:
        """The list has rested, and the preview is fetched and drawn."""
        self.settle()
        soon.come(self.tab._rest)
        self.settle()
        self.settle()


@pytest.fixture
def desk(
    cache: Path,
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    *,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> Desk:
    case_id = put_documents(own_vault, passphrase, window_clock)
    return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)


def put_documents(folder: Path, passphrase: str, clock: Any) -> UUID:
    now = clock.wall
    with case_maker(folder, passphrase, clock) as maker:
        case_id = maker.met(first_name="Mòrag", last_name="NicDhòmhnaill")
        maker.on(MET)
        issued_documents.freeze(
            maker.workspace,
            case_id,
            issued_documents.NewDocument(
                kind="cv",
                docx=WORD,
                pdf=PAPER,
                state=DocumentState.FINAL,
                version="Version 2",
                template_version="chronological 1",
                left_out=("a watermark", "a chart"),
            ),
        )
        clock.wall = now
        issued_documents.freeze(
            maker.workspace,
            case_id,
            issued_documents.NewDocument(
                kind="letter",
                docx=WORD,
                pdf=PAPER,
                title="Your appointment",
                template_version="built-in 1",
                wording=(wording_blocks.block(maker.workspace, STAYS).offered,),
            ),
        )
    return case_id


def test_every_document_with_its_state_hash_and_pages(desk: Desk, save_picture: Save, qtbot: QtBot) -> None:
    """P9: kind, version, state, template, standard wording (B3), hash, by whom and when; the frozen PDF
    itself beside it."""
    tab = desk.tab
    qtbot.waitUntil(lambda: not tab._rest.isActive())
    desk.rest()
    assert [line.title for line in tab.model.rows] == ["Your appointment", "CV", "Induction pack"]
    assert tab.count.text() == "3 documents"
    assert tab.detail.title.text() == "Your appointment" and tab.detail.state.text() == "Kept as made"
    assert tab.detail.wording.isVisible()
    assert tab.detail.wording.text() == "Standard wording: Benefit conditions stay as they are (built-in 1)."
    assert " KB" in tab.detail.about.text(), "as everywhere"
    assert "template built-in 1" in tab.detail.about.text() and "Rosa Khan" in tab.detail.about.text()
    assert tab.pages.page_count == len(pdfplumber.open(io.BytesIO(PAPER)).pages)
    assert tab.pages._content == PAPER, "the frozen bytes themselves"
    desk.click("copy-hash-0")
    assert QGuiApplication.clipboard().text() == hashlib.sha256(PAPER).hexdigest()
    assert history.of_case(desk.workspace, desk.case_id)[0].text == "Looked at a document"
    save_picture(desk.shell.window, "case-documents")


def test_keys_alone_choose_look_and_filter(desk: Desk, save_picture: Save) -> None:
    desk.rest()
    tab = desk.tab
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Down)
    desk.rest()
    assert tab.detail.title.text() == "CV, Version 2" and tab.pages.file.text() == "CV - Version 2.pdf"
    kept, told = tab.pages.left_out, "Not as in Word: a watermark; a chart."
    assert kept.isVisible() and kept.line.text() == told, "as it was kept with it (P9)"
    assert "have head office change the template" in kept.rest.text()
    save_picture(desk.shell.window, "case-documents-left-out")
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert tab.pages.area.hasFocus() or desk.shell.window.focusWidget() is tab.pages.area
    tab.kind.setCurrentIndex(tab.kind.findData("letter"))
    desk.rest()
    assert [line.kind for line in tab.model.rows] == ["letter"] and tab.count.text() == "1 of 3 documents"
    assert kept.isHidden(), "the letter shows everything"


def test_a_case_without_any_says_what_will_stand_there(
    desk: Desk, own_vault: Path, save_picture: Save
) -> None:
    form = a_referral(
        "PR-2", "Gwenllian", "Llywelyn-Prytherch", ni_number="AB123457D", date_of_birth="1950-01-01"
    )
    other = referrals.add(desk.workspace, form).value
    desk.shell.frame.open_case(other, "documents")
    desk.settle()
    assert desk.tab.nothing.isVisible() and not desk.tab.sides.isVisible()
    assert desk.tab.pages.page_count == 0 and desk.tab.detail.title.text() == ""
    save_picture(desk.shell.window, "case-documents-empty")


def test_that_it_went_out_is_recorded_and_taken_back_with_a_reason(desk: Desk, save_picture: Save) -> None:
    """P9: to whom, by which cleared channel, when, which proof; D5: a wrong entry stays readable."""
    desk.click("document-went-out")
    dialog = desk.dialog()
    assert isinstance(dialog, WentOutDialog)
    assert dialog.form.value("channel") == "", "nothing agreed carries documents (I9)"
    dialog.go.click()
    desk.settle()
    assert "way it went" in dialog.form.note("channel") or dialog.form.note("to")
    dialog.form.set_value("to", "morag@example.org")
    dialog.form.set_value("channel", "email")
    dialog.form.set_value("proof", "Delivery receipt")
    save_picture(dialog, "document-went-out")
    dialog.go.click()
    desk.settle()
    assert desk.tab.line().went_out  # type: ignore[union-attr]
    assert desk.tab.detail.state.text() == "✓ Issued"
    texts = [one.text() for one in desk.tab.detail.findChildren(QPushButton) if one.isVisible()]
    assert "Take back…" in texts
    issue = desk.tab.line().issues[0]  # type: ignore[union-attr]
    assert (issue.to, issue.channel, issue.proof) == ("morag@example.org", "email", "Delivery receipt")
    desk.tab.detail.takeBackRequested.emit(issue)
    back = desk.dialog()
    assert isinstance(back, TakeBackIssueDialog)
    back.form.set_value("reason", "It bounced")
    back.go.click()
    desk.settle()
    assert desk.tab.line().issues[0].withdrawn_reason == "It bounced"  # type: ignore[union-attr]


def test_a_copy_is_saved_to_the_byte(desk: Desk, tmp_path: Path) -> None:
    desk.click("document-save")
    dialog = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert isinstance(dialog, QFileDialog)
    name = Path(dialog.selectedFiles()[0]).name
    assert name == "Job Finding Support - Your appointment.pdf"
    filters = dialog.nameFilters()
    assert filters[:2] == ["PDF (*.pdf)", "Word document (*.docx)"]
    dialog.fileSelected.emit(str(tmp_path / "letter.pdf"))
    dialog.fileSelected.emit(str(tmp_path / "letter.docx"))
    dialog.reject()
    desk.settle()
    assert (tmp_path / "letter.pdf").read_bytes() == PAPER
    assert (tmp_path / "letter.docx").read_bytes() == WORD
    assert desk.said.news[-1].text == "Saved letter.docx."


def test_ctrl_p_asks_for_a_printer_and_prints_the_document_in_front(
    desk: Desk, tmp_path: Path, qtbot: Any
) -> None:
    """The print dialog itself, on a printer that writes a file: pages chosen, black and white."""
    desk.shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.shell.window)
    QTest.keyClick(desk.shell.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    dialog = desk.shell.window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    dialog.accepted.emit(printer)
    for _ in range(4):
        desk.settle()
    dialog.hide()
    with pdfplumber.open(io.BytesIO((tmp_path / "printed.pdf").read_bytes())) as made:
        assert len(made.pages) == 1 and "Gray" in str(made.pages[0].images[0]["colorspace"])
    told = [one.text for one in history.of_case(desk.workspace, desk.case_id)]
    assert "Printed a document" in told


def test_what_is_opened_elsewhere_is_read_only_private_and_gone_with_the_lock(
    desk: Desk, other_program: OtherProgram
) -> None:
    """SECURITY: session folder 0700, read-only copy, deleted at lock; what may remain is said first."""
    desk.tab.detail.openRequested.emit("docx")
    question = desk.dialog()
    assert "may remain on this computer" in question.body.text()
    question.accept()
    desk.settle()
    (copy,) = other_program.given
    assert copy.read_bytes() == WORD and copy.name == "Job Finding Support - Your appointment.docx"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    for folder in (copy.parent, copy.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert desk.workspace.vault.folder not in copy.parents
    (copy.parent / ".~lock.letter.docx#").write_text("left by the other program")
    told = [one.text for one in history.of_case(desk.workspace, desk.case_id)]
    assert "Opened a document in another program" in told
    desk.shell.lock()
    desk.settle()
    assert not copy.exists() and opened_elsewhere.left(desk.workspace.vault.folder) == 0


def test_closing_the_window_takes_the_copies_back(desk: Desk, other_program: OtherProgram) -> None:
    folder = desk.workspace.vault.folder
    desk.tab.detail.openRequested.emit("pdf")
    desk.dialog().accept()
    desk.settle()
    assert opened_elsewhere.left(folder) == 1
    desk.shell.close()
    assert opened_elsewhere.left(folder) == 0 and not other_program.given[0].exists()


def test_killed_and_started_again_it_finds_the_folder_empty(
    own_vault: Path,
    passphrase: str,
    cache: Path,
    *,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
    qtbot: QtBot,
) -> None:
    """SECURITY: kill -9 + restart, before anybody has unlocked."""
    case_id = put_documents(own_vault, passphrase, window_clock)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(own_vault), passphrase, window_clock.wall.isoformat(), str(case_id)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    copy = Path(process.stdout.readline().strip())
    assert copy.read_bytes() == PAPER and cache in copy.parents
    assert not opened_elsewhere.clear_unless_used(own_vault), "it is in use: nothing is taken away"
    assert copy.exists()
    process.kill()
    process.stdout.close()
    process.wait(patience.SECONDS)
    assert copy.exists()
    shell = make_shell(own_vault)
    shell.start()
    qtbot.waitUntil(lambda: not copy.exists())
    settle(shell)
    assert opened_elsewhere.left(own_vault) == 0


def test_a_damaged_document_is_marked_and_not_shown(desk: Desk, save_picture: Save) -> None:
    """D5: bytes that are not those of their hash."""
    line = desk.tab.model.rows[0]
    folder = desk.workspace.vault.folder
    for found, key in attachment_files.found(folder):
        if key is not None and found.stat().st_size:
            found.chmod(0o600)
            found.write_bytes(found.read_bytes()[:-1] + b"\x00")
    desk.tab.mark_stale()
    desk.rest()
    tab = desk.tab
    assert line.id in tab._damaged and tab.detail.damage.isVisible()
    assert tab.pages.page_count == 0 and "not what was frozen" in tab.told.text()
    assert not tab.detail.save.isEnabled() and not tab.detail.open.isEnabled()
    assert str(tab.model.index(0, 3).data()) == "▲ Damaged"
    save_picture(desk.shell.window, "case-documents-damaged")


def test_on_a_shared_screen_nothing_kept_as_evidence_is_listed(desk: Desk) -> None:
    """G2: it may be about what is never shared; the person's own papers stay."""
    letter = attachments.keep(
        desk.workspace, desk.case_id, "contact_evidence", PAPER, "reply.pdf", about=None
    )
    desk.shell.hub.tell(letter)
    desk.settle()
    assert "reply.pdf" in [line.note for line in desk.tab.model.rows]
    desk.shell.sharing.begin(desk.case_id)
    desk.settle()
    assert [line.title for line in desk.tab.model.rows] == ["Your appointment", "CV", "Induction pack"]
    desk.shell.sharing.end()
    desk.settle()
    assert len(desk.tab.model.rows) == 4


def test_it_opens_on_the_newest_document_that_has_pages_to_show(
    desk: Desk, make_shell: Callable[..., Shell], own_vault: Path, passphrase: str
) -> None:
    """P9: what came in since has none until it is asked for, and an empty pane tells nobody anything."""
    attachments.keep(desk.workspace, desk.case_id, "contact_evidence", PAPER, "reply.pdf", about=None)
    desk.shell.close()
    desk.settle()
    again = Desk(open_window(make_shell, own_vault, passphrase, desk._settle), desk.case_id, desk._settle)
    again.rest()
    assert again.tab.model.rows[0].note == "reply.pdf"
    assert again.tab.detail.title.text() == "Your appointment" and again.tab.pages.page_count > 0


def test_the_lock_lets_go_of_every_row_and_page(desk: Desk) -> None:
    desk.rest()
    desk.shell.lock()
    desk.settle()
    tab = desk.tab
    assert tab.model.rows == () and tab.pages.page_count == 0
    assert tab.detail.title.text() == "" and tab.detail.about.text() == ""


def test_what_was_brought_in_is_shown_once_it_is_asked_for(desk: Desk, save_picture: Save) -> None:
    """I6, I7: a row that is only passed shows nothing and records nothing; Enter does. It goes with a
    reason."""
    picture = made_pictures.jpeg(900, 600)
    kept = attachments.keep(desk.workspace, desk.case_id, "contact_evidence", picture, "screen.jpg")
    desk.shell.hub.tell(kept)
    desk.settle()
    tab = desk.tab
    tab.choose(kept.value.id)
    desk.rest()
    assert "recorded with your name" in tab.told.text() and tab.view.show_it.isVisible()
    assert attachments.openings(desk.workspace, kept.value.id) == ()
    assert not tab.detail.went_out.isVisible() and tab.detail.print.isVisible()
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    desk.rest()
    assert tab.pages.page_count == 1 and len(attachments.openings(desk.workspace, kept.value.id)) == 1
    save_picture(desk.shell.window, "case-documents-brought-in")
    desk.click("document-save")
    dialog = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert isinstance(dialog, QFileDialog)
    assert dialog.nameFilters()[:2] == ["Picture (*.jpg)", "PDF (*.pdf)"]
    dialog.reject()
    desk.click("document-erase")
    back = desk.dialog()
    assert isinstance(back, TakeBackEvidenceDialog)
    back.form.set_value("reason", "Of somebody else")
    back.go.click()
    desk.settle()
    assert [line.title for line in tab.model.rows] == ["Your appointment", "CV", "Induction pack"]


def test_a_file_is_told_by_its_hash(desk: Desk, tmp_path: Path) -> None:
    """P9, D5: which document of the case a file on disk is, to the byte; one that was changed is none."""
    for name, content in (("mine.pdf", PAPER), ("changed.pdf", PAPER + b" ")):
        (tmp_path / name).write_bytes(content)
        desk.click("document-check")
        dialog = desk.shell.window.findChild(QFileDialog, "check-file")
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.reject()
        dialog.deleteLater()
        desk.settle()
    same, none = (one.text for one in desk.said.news[-2:])
    assert same == "✓ The same to the byte: Your appointment, PDF."
    assert "none of the documents of this case" in none


def test_v1_a_version_of_the_cv_is_shown_and_goes_out_by_hand(desk: Desk, save_picture: Save) -> None:
    """V1, P9: it is made anew to be looked at, and kept with the record once it went out."""
    sheet = StyledCv(CvContent(name="Mòrag NicDhòmhnaill", profile="Steady."), CvStyle.SHORT)
    cvs.begin(desk.workspace, desk.case_id, sheet)
    desk.shell.hub.tell(cvs.make_version(desk.workspace, desk.case_id))
    desk.settle()
    tab = desk.tab
    line = tab.model.rows[0]
    assert (line.source, line.version, line.state_name) == (Source.VERSION, "version 1", "Frozen version")
    tab.choose(line.id)
    desk.rest()
    assert tab.pages.page_count == 1 and tab.pages.file.text() == "CV - version 1.pdf"
    desk.click("document-went-out")
    dialog = desk.dialog()
    assert isinstance(dialog, WentOutDialog) and "made and kept with this record" in dialog.body.text()
    dialog.form.set_value("to", "agency@example.org")
    dialog.form.set_value("channel", "email")
    dialog.go.click()
    desk.settle()
    kept = next(one for one in tab.model.rows if one.version == "version 1")
    assert (kept.source, kept.state_name) == (Source.KEPT, "Draft, issued")
    row = tab.model.rows.index(kept)
    assert str(tab.model.index(row, 4).data()) == "agency@example.org"
    save_picture(desk.shell.window, "case-documents-cv")
