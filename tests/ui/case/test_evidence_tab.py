"""The Evidence tab in the real window: what is missing, every piece, its viewer, the pack (D5, I18, W16)."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Generator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.evidence import evidence_pack
from jfs_desktop.casework.evidence.evidence import Opens, State
from jfs_desktop.casework.evidence.pack_writing import PackProgress
from jfs_desktop.casework.outbox import outbox
from jfs_desktop.casework.outbox.message_views import NewMessage
from jfs_desktop.casework.outbox.outbox_decisions import Went, went_by_hand
from jfs_desktop.casework.recording import facts
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind as K
from tests import patience
from tests.documents.made_pictures import jpeg
from tests.ui.case.case_desk import LONG_NAME
from tests.ui.case.test_documents_tab import PAPER
from tests.ui.casemaker import MET, case_maker, open_window
from tests.ui.recorder import Recorder
from tests.ui.tab_desk import TabDesk
from ui.dialogs.evidence.evidence_pack import EvidencePackDialog
from ui.dialogs.evidence.pack_making import LOCKED, STOPPED, PackMakingDialog
from ui.dialogs.mail.message_shown import MessageDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.dialogs.viewing.document_viewer import DocumentViewer
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.pages.case.evidence.evidence import EvidenceTab
from ui.shell.shell import Shell
from ui.widgets.record_table import RecordTable

Save = Callable[[QWidget, str], None]


class Desk(TabDesk[EvidenceTab]):
    """The window on the evidence of one case."""

    key, kind = "evidence", EvidenceTab

    def __init__(self, shell: Shell, case_id: UUID, settle: Callable[[Shell], None]) -> None:
        self.said = Recorder(shell.say)
        super().__init__(shell, case_id, settle)

    def settle(self) -> None:
        super().settle()
        super().settle()

    def choose(self, title: str) -> None:
        places = [at for at, line in enumerate(self.tab.model.rows) if line.title.startswith(title)]
        assert places, title
        self.tab.table.selectRow(places[0])
        self.settle()


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    *,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> Desk:
    case_id = put_evidence(own_vault, passphrase, window_clock)
    return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)


def put_evidence(folder: Path, passphrase: str, clock: Any) -> UUID:
    """Somebody met, with a document, a message sent by hand, pictures, and something that is never shared."""
    now = clock.wall
    with case_maker(folder, passphrase, clock) as maker:
        case_id = maker.met(first_name=LONG_NAME[0], last_name=LONG_NAME[1], email="a@example.org")
        ws = maker.workspace
        maker.on(MET)
        issued_documents.freeze(
            ws, case_id, issued_documents.NewDocument(kind="jfap", pdf=PAPER, version="1")
        )
        attachments.keep(ws, case_id, "contact_evidence", jpeg(), "text.jpg")
        attachments.keep(ws, case_id, "identity_evidence", jpeg(64, 64), "card.jpg", notice_version="1")
        letter = NewMessage(
            "letter", case_id, "a@example.org", "Angharad", "Your appointment", "See you there"
        )
        queued = outbox.queue(ws, letter).value
        went_by_hand(ws, queued.id, Went("email", maker._clock.now(), "From my own mail"))
        maker.record(case_id, K.SAFEGUARDING_NOTICED, MET, detail={"incident": "other"})
        clock.wall = now
    return case_id


def test_what_is_missing_comes_first_with_the_way_to_it(desk: Desk, save_picture: Save) -> None:
    """D5, MI12: plain words, what to do, the paragraph, and a button that leads there."""
    card = desk.tab.missing
    assert card.heading.text().startswith("Missing: ") and len(card.rows) == len(desk.tab._lacking())
    words = " ".join(label.text() for row in card.rows for label in row.findChildren(type(card.heading)))
    assert "The person has not confirmed that they have the pack" in words and "JFS 3.19" in words
    assert card.mapTo(desk.tab, card.rect().topLeft()).y() < desk.tab.sides.y()
    go = next(
        one for one in card.findChildren(QPushButton, "go-there") if "confirmed" in one.accessibleName()
    )
    save_picture(desk.shell.window, "case-evidence")
    go.click()
    desk.settle()
    assert desk.page.current_tab == "meeting"
    next(one for one in card.findChildren(QPushButton, "go-there") if one.text() == "Go to 'PRaP'").click()
    desk.settle()
    assert desk.shell.frame.current == "prap", "what is put right on a page leads to that page"


def test_every_piece_stands_by_class_with_its_details(desk: Desk) -> None:
    """D5, W16: class, day, who, state, hash; filtered by class; what is chosen is told in full."""
    tab = desk.tab
    order = [one.key for one in desk.workspace.programme.evidence_classes]
    places = [order.index(line.class_key) for line in tab.model.rows]
    assert places == sorted(places) and len(set(places)) > 5
    desk.choose("Contact attempt, picture")
    line = tab.line()
    assert line is not None and line.sha256 and tab.detail.title.text() == "Contact attempt, picture"
    assert "JFS 3.16" in tab.detail.about.text() and "text.jpg" in tab.detail.said.text()
    total = len(tab.model.rows)
    tab.classes.setCurrentIndex(tab.classes.findData("pack"))
    desk.settle()
    assert {one.class_key for one in tab.model.rows} == {"pack"}
    assert tab.count.text() == f"{len(tab.model.rows)} of {total} pieces"


@pytest.mark.parametrize(
    ("title", "viewer"),
    [
        ("Contact attempt, picture", PictureViewer),
        ("Job Finding Action Plan", DocumentViewer),
        ("Message out: Letter", MessageDialog),
    ],
)
def test_enter_opens_the_houses_own_viewer(
    desk: Desk, title: str, viewer: type[QWidget], save_picture: Save
) -> None:
    """C7, P9, I18: by key alone; nothing is handed to another program."""
    desk.choose(title)
    desk.tab.table.setFocus()
    QTest.keyClick(desk.tab.table, Qt.Key.Key_Return)
    dialog = desk.dialog()
    assert isinstance(dialog, viewer)
    save_picture(dialog, f"case-evidence-{viewer.__name__.lower()}")
    dialog.close()
    desk.settle()


def test_an_entry_leads_to_the_history_and_a_file_taken_back_to_nothing(desk: Desk) -> None:
    """D5, JFS 7.04: what has no file is read where it was recorded; what was erased cannot be opened."""
    (kept,) = [
        one for one in attachments.of_case(desk.workspace, desk.case_id) if one.purpose == "contact_evidence"
    ]
    desk.context.hub.tell(attachments.take_back(desk.workspace, kept.id, "Somebody else's"))
    desk.settle()
    desk.choose("Contact attempt, picture")
    line = desk.tab.line()
    assert line is not None and line.state is State.TAKEN_BACK and not desk.tab.detail.open.isVisible()
    desk.choose("Identity confirmed")
    desk.click("evidence-open")
    assert desk.page.current_tab == "history"


def test_a_shared_screen_shows_nothing_restricted_and_no_file(desk: Desk, save_picture: Save) -> None:
    """G2: safeguarding, pictures and replies go as sharing begins, the pack's button too; and come back."""
    tab = desk.tab
    before = len(tab.model.rows)
    assert any(one.restricted for one in tab.model.rows) and tab.pack.isVisible()
    desk.context.sharing.begin(desk.case_id)
    desk.settle()
    assert not [one for one in tab.model.rows if one.restricted or one.opens is Opens.FILE]
    assert tab.classes.findData("safeguarding") == -1 and not tab.pack.isVisible()
    save_picture(desk.shell.window, "case-evidence-shared")
    desk.context.sharing.end()
    desk.settle()
    assert len(tab.model.rows) == before and tab.pack.isVisible()


def test_a_pack_wants_a_reason_for_what_is_kept_apart_and_is_written(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    """I18, G2, I7: a tick alone is refused beside its field; the ZIP is where it was wanted."""
    desk.click("evidence-pack")
    dialog = desk.dialog()
    assert isinstance(dialog, EvidencePackDialog)
    dialog.restricted["safeguarding"].setChecked(True)
    save_picture(dialog, "evidence-pack")
    dialog._go()
    assert "Say why" in dialog.form.note("reason") and dialog.isVisible()
    dialog.form.set_value("reason", "The District Lead asked")
    desk.click("pack-go", dialog)
    files = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert isinstance(files, QFileDialog)
    target = tmp_path / "pack.zip"
    files.fileSelected.emit(str(target))
    files.close()
    desk.settle()
    with zipfile.ZipFile(target) as archive:
        assert {"index.html", "missing.html", "SHA256SUMS"} <= set(archive.namelist())
    assert "Saved pack.zip." in [one.text for one in desk.said.news]
    saved = next(
        one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == K.EVIDENCE_PACK_SAVED
    )
    assert saved.detail["restricted"] == "safeguarding"


def test_a_pack_becomes_a_new_folder_in_the_one_chosen(desk: Desk, tmp_path: Path) -> None:
    """I18: a name without the person's, that nothing there has yet."""
    for name in ("Job Finding Support - Evidence pack", "Job Finding Support - Evidence pack (2)"):
        desk.click("evidence-pack")
        dialog = desk.dialog()
        dialog.shape.set_chosen(("folder",))
        dialog.identity.setChecked(True)
        desk.click("pack-go", dialog)
        files = desk.shell.window.findChild(QFileDialog, "where-to-put")
        assert isinstance(files, QFileDialog)
        files.fileSelected.emit(str(tmp_path))
        files.close()
        desk.settle()
        desk.settle()
        assert (tmp_path / name / "index.html").is_file()


def test_nothing_of_anybody_is_left_while_a_case_is_read(desk: Desk) -> None:
    """D5, SECURITY: cleared, it shows neither rows nor 'nothing is missing'; read, it is as before."""
    tab = desk.tab
    tab.clear()
    assert not tab.nothing.isVisible() and not tab.sides.isVisible() and not tab.missing.isVisible()
    tab.mark_stale()
    desk.settle()
    assert tab.sides.isVisible()


def fits(table: RecordTable, cell: QModelIndex) -> bool:
    """Whether a cell shows all its words within its column and row."""
    room = table.visualRect(cell).adjusted(3, 0, -3, 0)
    lines = Qt.TextFlag.TextWordWrap if table.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = table.fontMetrics().boundingRect(QRect(0, 0, room.width(), 1000), lines, str(cell.data()))
    return needed.width() <= room.width() and needed.height() <= room.height()


@pytest.mark.parametrize(("theme", "size"), [("light", (1280, 800)), ("dark", (1920, 1080))])
def test_it_fits(desk: Desk, size: tuple[int, int], theme: str, save_picture: Save) -> None:
    """DESIGN 6: both sizes and both themes, with a long Welsh name; the list keeps rows in sight, and
    no cell is cut: what is longer than its column goes on in the next line."""
    desk.context.theme.choose(theme)
    desk.shell.window.resize(*size)
    desk.settle()
    table = desk.tab.table
    assert table.viewport().height() >= 3 * table.verticalHeader().defaultSectionSize()
    cut = [
        cell.data()
        for row in range(table.model().rowCount())
        if table.rowViewportPosition(row) < table.viewport().height()
        for cell in (table.model().index(row, column) for column in range(len(desk.tab.model.columns)))
        if not fits(table, cell)
    ]
    assert cut == []
    assert size[0] == 1280 or table.rowHeight(0) == table.verticalHeader().defaultSectionSize()
    assert desk.tab.detail.open.isVisible()
    save_picture(desk.shell.window, f"case-evidence-{theme}-{size[0]}")


def test_a_pack_that_is_stopped_while_it_is_made_leaves_nothing(
    desk: Desk, tmp_path: Path, qtbot: QtBot, save_picture: Save
) -> None:
    """I18, MI12: with its files half written, by the button; neither they nor a record of a pack stay."""
    there, stopped, target = threading.Event(), threading.Event(), tmp_path / "pack"

    def work() -> Generator[PackProgress, None, Outcome[Path]]:
        """The pack itself, which waits within its writing until the button was pressed."""
        with closing(evidence_pack.in_steps(desk.workspace, desk.case_id, target)) as steps:
            for progress in steps:
                yield progress
                if progress.part > 0.8 and not there.is_set():
                    there.set()
                    stopped.wait(patience.SECONDS)
        raise AssertionError("it was made to its end")

    dialog = PackMakingDialog(desk.context, work, desk.shell.window)
    dialog.open()
    qtbot.waitUntil(lambda: there.is_set() and dialog.bar.value() > 800)
    assert list(tmp_path.glob("pack?*/index.html"))
    save_picture(dialog, "evidence-pack-making")
    saved: list[object] = []
    link = partial(settings.put, desk.workspace, settings.SURVEY_LINK, "https://example.org/survey")
    desk.context.tasks.write(link, owner=dialog, done=saved.append)
    qtbot.waitUntil(lambda: bool(saved))  # a folder that does not answer holds up no save
    stop = dialog.findChild(QPushButton, "pack-stop")
    assert isinstance(stop, QPushButton)
    stop.click()
    stopped.set()
    desk.settle()
    assert not list(tmp_path.glob("pack*"))
    assert STOPPED in [one.text for one in desk.said.news]
    assert K.EVIDENCE_PACK_SAVED not in {one.kind for one in facts.of_case(desk.workspace, desk.case_id)}


def test_a_lock_ends_a_pack_that_is_being_made(
    desk: Desk, tmp_path: Path, qtbot: QtBot, passphrase: str
) -> None:
    """I18, SECURITY: no part of it stays outside the vault, and after the unlock it is told."""
    there, locked = threading.Event(), threading.Event()

    def work() -> Generator[PackProgress, None, Outcome[Path]]:
        with closing(evidence_pack.in_steps(desk.workspace, desk.case_id, tmp_path / "pack")) as steps:
            for progress in steps:
                yield progress
                if progress.part > 0.8 and not there.is_set():
                    there.set()
                    locked.wait(patience.SECONDS)
        raise AssertionError("it was made to its end")

    dialog = PackMakingDialog(desk.context, work, desk.shell.window)
    dialog.open()
    qtbot.waitUntil(there.is_set)
    desk.shell.lock()
    locked.set()
    desk.settle()
    assert not list(tmp_path.glob("pack*"))
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    desk.settle()
    assert LOCKED in [one.text for one in desk.said.news]
