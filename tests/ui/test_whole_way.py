"""The whole way in one window: from the first run to a Job Finding Action Plan in Word, and a restart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import ANSWERS
from tests.ui.casemaker import open_window
from tests.ui.timer_desk import Desk
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.office.clear_channels import ClearChannelsDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.dialogs.vault.first_run import FirstRunFace
from ui.dialogs.vault.recovery_code import RecoveryCodeFace
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.shell import Shell
from ui.widgets.text import ElidedLabel

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]
Picture = Callable[[QWidget, str], None]

WORDS = "otter lamp window gravel thirty"
HEADER = (
    "prap_reference,referral_made_on,received_at,first_name,last_name,date_of_birth,ni_number,address,"
    "postcode,nation,telephone,email,benefit,claim_start_date,work_coach,jobcentre,vulnerable,mappa,scr,notes"
)
PERSON = (
    'PRP-9001,26/5/2021,03/06/2021 09:15,Angharad,Llewelyn-Prydderch,1988-03-14,JK 10 00 01 A,"4 Test Row",'
    "CF10 1ZZ,Wales,01632 960101,angharad@example.org,Universal Credit,2021-04-20,R. Vellacott,"
    "Harbourside Jobcentre,n,n,n,"
)
RESTRICTED = PERSON.replace("PRP-9001", "PRP-9002").replace(",n,n,n,", ",n,y,n,")


def first_run(shell: Shell, settle: Settle) -> None:
    """Fill in the first face, and confirm the recovery code."""
    shell.start()
    face = shell.door.face
    assert isinstance(face, FirstRunFace)
    for name, text in (
        ("provider_name", "Northgate Skills"),
        ("name", "Rosa Khan"),
        ("passphrase", WORDS),
        ("again", WORDS),
    ):
        face.form.set_value(name, text)
    face.form.set_value("prap_role", True)
    face.go.click()
    settle(shell)
    code = shell.window.findChild(RecoveryCodeFace)
    assert code is not None
    code.last.setText(code.sheet.shown.text().split()[-1])
    confirm = code.findChild(QPushButton, "confirm-code")
    assert confirm is not None
    confirm.click()
    settle(shell)


class Way(Desk):
    """The desk of the timer, with the other steps of the way."""

    def page(self, key: str) -> Any:
        self.shell.frame.show_page(key)
        self.settle()
        return self.shell.frame.page(key)

    def take_in(self, file: Path) -> None:
        """Import a file that was dropped onto the caseload."""
        self.page("caseload").bring_in(file)
        self.settle()
        dialog = self.dialog()
        assert isinstance(dialog, ImportDialog)
        assert "1 referral" in dialog.summary.text()
        assert "nominated officer" in dialog.further.text()
        self.click("run-import", dialog)

    def clear_channels(self, notice: ChannelsNotice) -> None:
        """Say by the notice's own button what the provider has cleared (I2)."""
        assert notice.isVisible() and "No channel is cleared yet" in notice.words.text()
        notice.way.click()
        self.settle()
        dialog = self.dialog()
        assert isinstance(dialog, ClearChannelsDialog)
        dialog.form.set_value("channels", list(dialog.form.field("channels").keys))
        dialog.form.set_value("approved_on", date(2021, 6, 1))
        dialog.form.set_value("approved_by", "R. Secure")
        dialog.form.set_value("security_ref", "SEC-7")
        self.click("save-clearance", dialog)
        assert self.no_dialog() and not notice.isVisible()

    def do_on_today(self, clock_id: str, channel: str = "") -> None:
        """Press the button of a row on Today and record with what the form suggests."""
        page = self.page("today")
        key = next(key for key, item in page.items.items() if item.clock and item.clock.id == clock_id)
        row = page.list.row_of(key)
        QTest.mouseClick(row.action, Qt.MouseButton.LeftButton)
        self.settle()
        dialog = self.dialog()
        if isinstance(dialog, PrapEntryDialog):  # what is keyed on PRaP has a form of its own
            QTest.mouseClick(dialog.tick, Qt.MouseButton.LeftButton)
            self.settle()
        else:
            assert isinstance(dialog, RecordDialog)
            dialog.form.set_value("channel", channel)
            self.click("record", dialog)
        assert self.no_dialog()

    def reach_on_today(self) -> None:
        """Press the button of the row, and record on the contact tab that somebody answered."""
        page = self.page("today")
        key = next(
            key for key, item in page.items.items() if item.clock and item.clock.id == "contact_participant"
        )
        QTest.mouseClick(page.list.row_of(key).action, Qt.MouseButton.LeftButton)
        self.settle()
        call = self.page("case").tab("contact").call
        call.form.set_value("result", ("reached",))
        call.form.set_value("identity", ("confirmed",))
        call.form.set_value("meeting", ("later",))
        self.click("log-contact")

    def confirm_identity(self, case_id: UUID) -> None:
        """Record by which details the person was known, from the menu of all that can happen."""
        RecordDialog.ask(self.shell.context, case_id, self.shell.window)
        self.settle()
        dialog = self.dialog()
        assert isinstance(dialog, RecordDialog)
        dialog.form.set_value("kind", FactKind.IDENTITY_CONFIRMED.value)
        dialog.questions.set_answers(ANSWERS[FactKind.IDENTITY_CONFIRMED])
        self.click("record", dialog)
        assert self.no_dialog()

    def wrap_up(self, notes: str, change: str) -> None:
        self.click("timer-stop")
        dialog = self.dialog()
        assert isinstance(dialog, WrapUpDialog)
        QTest.keyClicks(dialog.form.field("notes"), notes)
        dialog.plan.updated.click()
        QTest.keyClicks(dialog.plan.line, change)
        self.click("wrap-up-save", dialog)
        assert self.no_dialog()

    def add_objective(self, *cells: str) -> None:
        self.shell.window.activateWindow()
        table = self.page("case").tab("plan").editor.objectives
        table.add()
        for text in cells:
            box = QApplication.focusWidget()
            assert box is not None
            QTest.keyClicks(box, text)
            QTest.keyClick(box, Qt.Key.Key_Tab)
        self.settle()


def everything_in(file: Path) -> str:
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_from_the_first_run_to_a_plan_in_word_and_a_restart(
    qtbot: QtBot, make_shell: Make, tmp_path: Path, settle: Settle, window_clock: Any
) -> None:
    """R1, R2, C1, I1, S1, P1, P3, P5: a new person makes a vault and hands over a plan the same day."""
    file = tmp_path / "referrals.csv"
    file.write_text("\n".join((HEADER, PERSON, RESTRICTED)), encoding="utf-8")
    folder = tmp_path / "vault"
    shell = make_shell(folder)
    first_run(shell, settle)
    way = Way(shell, window_clock, settle)
    way.clear_channels(way.page("today").channels)
    way.take_in(file)
    way.do_on_today("acknowledge_referral")
    way.reach_on_today()

    (case_id,) = way.page("caseload").model.ids
    way.begin_meeting(case_id)
    way.confirm_identity(case_id)
    way.work(35 * 60)
    way.open_case(case_id, "plan")  # the first JFAP comes about in the meeting (I11)
    way.add_objective("Two applications a week", "Apply to the clinic", "Two sent each Friday", "", "11 jun")
    way.wrap_up("Agreed the first plan.", "First objectives agreed")

    way.start(case_id)
    way.work(45 * 60 + 50)
    way.wrap_up("Mock interview; two answers rehearsed.", "New target date")
    total = sessions.total(way.workspace, case_id)
    assert (total.minutes, total.minutes_without_initial, total.sessions) == (80, 45, 1)

    way.open_case(case_id, "plan")
    way.click("plan-export")
    dialog = shell.window.findChild(QFileDialog, "where-to-save")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "plan.docx"))
    dialog.reject()
    way.settle()
    text = everything_in(tmp_path / "plan.docx")
    for words in (
        "Angharad Llewelyn-Prydderch",
        "Apply to the clinic",
        "11\u00a0June 2021",
        "Mock interview",
    ):
        assert words in text

    shell.window.close()
    again = open_window(make_shell, folder, WORDS, settle)
    workspace = again.context.workspace
    assert sessions.total(workspace, case_id) == total
    plan = plans.open_plan(workspace, case_id)
    assert plan.content.objectives[0].action == "Apply to the clinic"
    assert plan.content.objectives[0].target_on == datetime(2021, 6, 11, tzinfo=UTC).date()
    assert workspace.vault.verify().ok


def test_i2_from_the_first_run_to_the_first_contact(
    make_shell: Make, tmp_path: Path, settle: Settle, window_clock: Any, save_picture: Picture
) -> None:
    """I2: a call that is half typed goes on once its channel is cleared; a second question in the same call
    who it is need not be answered twice (I3)."""
    file = tmp_path / "referrals.csv"
    file.write_text(f"{HEADER}\n{PERSON}", encoding="utf-8")
    shell = make_shell(tmp_path / "vault")
    first_run(shell, settle)
    way = Way(shell, window_clock, settle)
    save_picture(shell.window, "first-channels-today")
    way.page("caseload").bring_in(file)
    settle(shell)
    way.click("run-import", way.dialog())
    way.do_on_today("acknowledge_referral")
    (case_id,) = way.page("caseload").model.ids
    way.open_case(case_id, "meeting")
    (notice,) = way.page("case").tab("meeting").findChildren(ChannelsNotice)
    assert notice.isVisible()
    save_picture(shell.window, "first-channels-meeting")
    way.open_case(case_id, "contact")
    tab = way.page("case").tab("contact")
    tab.call.form.set_value("result", ("reached",))
    tab.call.form.set_value("note", "Rang back")
    assert not tab.call.save.isEnabled()
    save_picture(shell.window, "first-channels-contact")
    way.clear_channels(tab.channels)
    assert tab.call.save.isEnabled() and tab.call.form.value("note") == "Rang back"
    assert tab.call.channel.chosen() == ("telephone",) and not notice.isVisible()
    tab.call.form.set_value("identity", ("confirmed",))
    tab.call.form.set_value("meeting", ("later",))
    way.click("log-contact")
    assert FactKind.CONTACTED in {one.kind for one in facts.of_case(way.workspace, case_id)}
    tab.call.result.chips[0].click()
    settle(shell)
    assert tab.call.reached()
    assert tab.call.form.value("identity") == ("confirmed",)
    shown = {one.text(): one for one in way.page("settings").channels.findChildren(ElidedLabel)}
    for name in ("Video call", "Telephone"):
        assert shown[name].fontMetrics().horizontalAdvance(name) <= shown[name].width()
