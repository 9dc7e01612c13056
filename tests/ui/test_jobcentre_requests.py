"""The Jobcentre's requests in the real window: pasted, found, answered, posted, kept (X4 to X7, Q5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.documents import wording_blocks
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.requests import jobcentre_request_views
from jfs_desktop.casework.requests.jobcentre_request_views import RequestState, RequestView
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, HeadingStatus, Objective, PlanContent
from jfs_desktop.rules.programme.roles import Role
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.requests.answer_request import AnswerRequestDialog
from ui.dialogs.requests.jobcentre_request import RequestDialog
from ui.dialogs.requests.settle_request import SettleRequestDialog
from ui.dialogs.requests.take_back_request import TakeBackRequestDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.case.page import CasePage
from ui.pages.jobcentre_requests import JobcentreRequestsPage
from ui.shell.shell import Shell

NI = "JK123456A"
NAME = ("Gwenllian Angharad", "Llywelyn-Prytherch")
CLOCK = "share_jfap_with_jobcentre"
FORM = """Good morning, please see the form.

Date of request\t3 June 2021
Return email address\tworkcoach@jobcentre.example
Return postal address (if required, e.g. MAPPA/SCR)\tN/A
Participant name\tGwenllian Angharad Llywelyn-Prytherch
Participant NINo\tJK 12 34 56 A
Provision end date\t24 June 2021
Participant owning jobcentre\tHarbourside Jobcentre
"""
Save = Callable[[QWidget, str], None]


def whole(workspace: Any) -> PlanContent:
    headings = tuple(
        HeadingEntry(heading.key, HeadingStatus.DONE, "Talked through.")
        for heading in workspace.programme.plan_headings
    )
    aim = Objective(
        uuid4(), "Two applications a week", "Apply", "Confirmations kept", target_on=date(2021, 6, 9)
    )
    done = Activity(uuid4(), datetime(2021, 5, 28, 9, tzinfo=UTC), "1-2-1", "CV reworked")
    return PlanContent((aim,), headings, (done,), "", "Ring the clinic on Monday")


class Desk:
    """The window, with one case that is started and has a whole JFAP, on the page of requests."""

    def __init__(self, shell: Shell, case_id: UUID, settle: Callable[[Shell], None]) -> None:
        self.shell, self.case_id, self._settle = shell, case_id, settle
        self.news: list[str] = []
        shell.say.newsSaid.connect(lambda news: self.news.append(news.text))
        self.show("jobcentre_requests")

    @property
    def workspace(self) -> Any:
        return self.shell.context.workspace

    @property
    def page(self) -> JobcentreRequestsPage:
        page = self.shell.frame.page("jobcentre_requests")
        assert isinstance(page, JobcentreRequestsPage)
        return page

    def show(self, key: str) -> None:
        self.shell.frame.show_page(key)
        self.settle()

    def settle(self) -> None:
        self._settle(self.shell)

    def dialog(self, kind: type) -> Any:
        self.settle()
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), found
        return found

    def words(self) -> list[tuple[str, str, str, str]]:
        rows = [one.row for one in self.page.list.rows]
        return [(row.state, row.name, row.what, row.action) for row in rows]

    def requests(self) -> tuple[RequestView, ...]:
        return jobcentre_request_views.every(self.workspace)

    def log(self, text: str = FORM) -> None:
        """Pastes a form into the dialog and saves it by Ctrl+Enter."""
        self.page.empty.buttons[0].click() if self.page.empty.isVisible() else self.page.log.click()
        dialog = self.dialog(RequestDialog)
        self.paste(dialog, text)
        dialog.form.set_value("mailbox", "jfap@northgate.example")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def paste(self, dialog: RequestDialog, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        dialog.pasted.setFocus()
        QTest.keyClick(dialog.pasted, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        dialog.read_pasted()

    def act(self, row: int = 0) -> None:
        action = self.page.list.rows[row].action
        assert action is not None
        action.click()

    def choose(self, words: str, row: int = 0) -> None:
        """Chooses an entry of a row's menu."""
        key = self.page.list.rows[row].row.key
        assert isinstance(key, int)
        menu = self.page.menu_of(key)
        next(one for one in menu.actions() if one.text().startswith(words)).trigger()


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> Desk:
    now = window_clock.wall
    case_id = brought_once(own_vault, passphrase, window_clock, with_a_whole_plan)
    window_clock.wall = now
    return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)


def with_a_whole_plan(maker: CaseMaker) -> UUID:
    case_id = maker.started(first_name=NAME[0], last_name=NAME[1], ni_number=NI)
    plans.settle(maker.workspace, case_id, whole(maker.workspace))
    return case_id


def test_the_empty_page_says_what_to_do(desk: Desk, save_picture: Save) -> None:
    assert desk.page.empty.isVisible()
    assert not desk.page.log.isVisible()
    save_picture(desk.shell.window, "requests-empty-light")
    desk.page.empty.buttons[0].click()
    desk.dialog(RequestDialog)


def test_x4_a_pasted_form_fills_the_fields_and_finds_its_case(desk: Desk, save_picture: Save) -> None:
    desk.page.empty.buttons[0].click()
    dialog = desk.dialog(RequestDialog)
    assert dialog.pasted.hasFocus()
    desk.paste(dialog, FORM)
    assert dialog.found.text() == "Found 6 of 7. No postal address, so the answer goes by e-mail."
    assert dialog.form.value("requested_on") == date(2021, 6, 3)
    assert dialog.form.value("ni_number") == "JK 12 34 56 A"
    assert dialog.form.value("return_email") == "workcoach@jobcentre.example"
    save_picture(dialog, "requests-log-light")
    dialog.form.set_value("mailbox", "jfap@northgate.example")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.news[-1] == "The request is logged and its case is marked."
    assert desk.words() == [
        (
            "Thu 10 June",
            " ".join(NAME),
            "Send the JFAP as it stands to workcoach@jobcentre.example",
            "Answer…",
        )
    ]
    request = desk.requests()[0]
    assert (request.case_id, request.mailbox) == (desk.case_id, "jfap@northgate.example")
    assert request.received_at == datetime(2021, 6, 4, 9, 41, tzinfo=UTC)
    save_picture(desk.shell.window, "requests-open-light")


def test_x4_what_a_pasted_text_lacks_is_told_and_nothing_typed_is_overwritten(desk: Desk) -> None:
    desk.page.empty.buttons[0].click()
    dialog = desk.dialog(RequestDialog)
    dialog.form.set_value("participant_name", "Typed By Hand")
    desk.paste(
        dialog, "Participant name: Somebody Else\nParticipant NINo: JK123456\nDate of request: 31/06/2021"
    )
    assert dialog.form.value("participant_name") == "Typed By Hand"
    told = dialog.found.text()
    assert "Not found: Return e-mail address, Provision end date, Owning Jobcentre." in told
    assert "Date of request was not taken" in told
    assert "NI number was not taken" in told
    assert dialog.dirty()


@pytest.mark.parametrize(
    "text",
    ["\u202eparticipant name: x\x00" * 500, "Date of request:\n" * 20_000, "<b>" * 30_000, "a" * 300_000],
)
def test_hostile_text_leaves_the_form_usable(desk: Desk, text: str) -> None:
    desk.page.empty.buttons[0].click()
    dialog = desk.dialog(RequestDialog)
    dialog.pasted.setPlainText(text)
    dialog.read_pasted()
    assert "Found 0 of 7." in dialog.found.text()
    dialog.save.click()
    desk.settle()
    assert desk.dialog(RequestDialog) is dialog
    assert dialog.form.note("requested_on")
    assert desk.requests() == ()


def test_x4_an_ni_number_is_checked_as_it_is_typed(desk: Desk) -> None:
    desk.page.empty.buttons[0].click()
    dialog = desk.dialog(RequestDialog)
    dialog.form.set_value("ni_number", "BG 12 34 56 A")
    assert "Kept as it stands" in dialog.form.note("ni_number")
    dialog.form.set_value("ni_number", NI)
    assert dialog.form.note("ni_number") == ""


def test_x4_an_item_left_out_is_asked_about_once(desk: Desk) -> None:
    desk.page.empty.buttons[0].click()
    dialog = desk.dialog(RequestDialog)
    desk.paste(dialog, FORM.replace("Provision end date\t24 June 2021\n", ""))
    dialog.form.set_value("mailbox", "jfap@northgate.example")
    assert dialog.form.field("left_out").isHidden()
    dialog.save.click()
    desk.settle()
    assert "'Provision end date' is empty" in dialog.form.note("left_out")
    dialog.form.set_value("left_out", "Rang the Jobcentre; it was left blank.")
    dialog.save.click()
    desk.settle()
    assert desk.requests()[0].left_out == "Rang the Jobcentre; it was left blank."


def test_x4_a_form_without_an_ni_number_is_searched_for_by_name(desk: Desk) -> None:
    desk.page.empty.buttons[0].click()
    dialog = desk.dialog(RequestDialog)
    desk.paste(dialog, FORM.replace("JK 12 34 56 A", ""))
    dialog.form.set_value("mailbox", "jfap@northgate.example")
    dialog.form.set_value("left_out", "Rang the Jobcentre; it was left blank.")
    dialog.save.click()
    desk.settle()
    desk.act()
    settle = desk.dialog(SettleRequestDialog)
    assert settle.none.text() == "It has no NI number. Search by name."


def test_x5_x6_looked_through_exported_and_recorded_in_one_dialog(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    desk.log()
    me = desk.workspace.me
    staff.change(desk.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
    document_language.choose(desk.workspace, desk.case_id, DocumentLanguage.WELSH)
    wording_blocks.rewrite(desk.workspace, "how_to_query", "en", "Ask us.", "Shorter")
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    assert "is older than the English" in dialog.state.text(), "B3"
    dialog.discard()
    document_language.choose(desk.workspace, desk.case_id, DocumentLanguage.ENGLISH)
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    assert dialog.go.text() == "Confirm: looked through"
    assert "goes as it stands" in dialog.state.text()
    assert "older" not in dialog.state.text()
    assert "JFS 5.06" in dialog.lacks.text()  # no dated version yet
    save_picture(dialog, "requests-answer-check-light")
    dialog.go.click()
    desk.settle()
    assert dialog.go.text() == "Export the JFAP…"
    assert desk.requests()[0].checked_by == "Rosa Khan"
    out = tmp_path / "for the jobcentre.docx"
    dialog.export_to(out)
    desk.settle()
    assert dialog.go.text() == "Record it sent"
    assert "date of issue 4 June 2021" in dialog.export.text()
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs).replace(
        HARD_SPACE, " "
    )
    assert "Requested 3 June 2021, issued 4 June 2021" in text
    assert "Not final yet" in text
    dialog.form.set_value("sent_to", "other@jobcentre.example")
    assert not dialog.form.field("other_reason").isHidden()
    dialog.go.click()
    desk.settle()
    assert "not the return address" in dialog.form.note("other_reason")
    dialog.form.set_value("sent_to", "workcoach@jobcentre.example")
    save_picture(dialog, "requests-answer-send-light")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.news[-1] == "The JFAP is recorded as sent to the Jobcentre. The final one follows."
    assert [row[0] for row in desk.words()] == ["Sent 4 June"]
    assert desk.requests()[0].state is RequestState.FINAL_AWAITED
    reading = next(one for one in clocks.of_case(desk.workspace, desk.case_id) if one.id == CLOCK)
    assert reading.state.value == "met"


def test_x6_another_day_than_the_stamp_is_exported_again(
    desk: Desk, tmp_path: Path, window_clock: Any
) -> None:
    desk.log()
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    dialog.go.click()
    desk.settle()
    dialog.export_to(tmp_path / "a.docx")
    desk.settle()
    window_clock.wall = datetime(2021, 6, 7, 9, 0, tzinfo=UTC)
    dialog.form.set_value("on", date(2021, 6, 7))
    assert dialog.go.text() == "Export it for this day…"
    dialog.export_to(tmp_path / "b.docx")
    desk.settle()
    assert dialog.go.text() == "Record it sent"
    dialog.go.click()
    desk.settle()
    assert desk.requests()[0].answers[0].issued_on == date(2021, 6, 7)


def test_x5_the_case_and_its_jfap_show_that_it_was_asked_for(desk: Desk, save_picture: Save) -> None:
    desk.log()
    desk.page.list.rows[0].name.click()
    desk.settle()
    case = desk.shell.frame.page("case")
    assert isinstance(case, CasePage)
    assert case.head.asked.isVisible()
    assert case.head.asked.text() == "JFAP requested · 10 June"
    plan: Any = case.tab("plan")
    assert "Jobcentre asked 3 June, not issued yet" in plan.head.state.text()
    save_picture(desk.shell.window, "requests-case-light")


def test_x6_today_leads_to_the_answer_and_the_page_stays_behind_it(desk: Desk, window_clock: Any) -> None:
    desk.log()
    window_clock.wall = datetime(2021, 6, 10, 8, 0, tzinfo=UTC)
    desk.show("today")
    today: Any = desk.shell.frame.page("today")
    today.mark_stale()
    desk.settle()
    row = next(one for one in today.list.rows if one.action and "Jobcentre asked for" in one.row.what)
    row.action.click()
    dialog = desk.dialog(AnswerRequestDialog)
    assert desk.shell.frame.current == "jobcentre_requests"
    assert ", today" in dialog.body.text()


def test_x4_a_name_that_differs_waits_until_somebody_says_why(desk: Desk, save_picture: Save) -> None:
    desk.log(FORM.replace("Gwenllian Angharad Llywelyn", "Gwen Llywelyn"))
    assert desk.words()[0][2:] == (f"The NI number is that of {' '.join(NAME)}", "Find the case…")
    desk.act()
    dialog = desk.dialog(SettleRequestDialog)
    assert dialog.cases.count() == 1
    assert "another name" in dialog.cases.item(0).text()
    assert not dialog.form.field("reason").isHidden()
    save_picture(dialog, "requests-settle-light")
    dialog.go.click()
    desk.settle()
    assert "name on the form" in dialog.form.note("reason")
    dialog.form.set_value("reason", "Rang the Work Coach: a short form of her name.")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.requests()[0].case_id == desk.case_id
    assert "The form has the name" in desk.page.list.rows[0].row.why


def test_x4_a_request_for_nobody_here_is_searched_for_and_settled(
    desk: Desk, save_picture: Save, qtbot: QtBot
) -> None:
    desk.log(FORM.replace("JK 12 34 56 A", "AB 98 76 54 B").replace("Gwenllian Angharad", "Owen"))
    desk.act()
    dialog = desk.dialog(SettleRequestDialog)
    assert (dialog.cases.count(), dialog.go.isEnabled()) == (0, False)
    dialog.search.setText("prytherch")
    qtbot.waitUntil(lambda: dialog.cases.count() == 1)
    assert dialog.go.isEnabled()
    dialog.how.set_chosen(["wrong_provider"])
    dialog.how.changed.emit()
    assert dialog.go.text() == "Settle without a JFAP"
    dialog.form.set_value("reason", "Never referred to us; told the Jobcentre.")
    dialog.go.click()
    desk.settle()
    assert desk.words()[0][0] == "Settled"
    assert desk.words()[0][2].startswith("Not ours: Never referred to us")
    save_picture(desk.shell.window, "requests-settled-light")
    desk.choose("Take this back")
    back = desk.dialog(TakeBackRequestDialog)
    back.form.set_value("reason", "It was ours.")
    back.go.click()
    desk.settle()
    assert desk.requests()[0].state is RequestState.UNMATCHED


def test_logging_is_undone_from_the_banner(desk: Desk) -> None:
    desk.log()
    undo = next(one for one in desk.shell.frame.banner.findChildren(QPushButton) if one.text() == "Undo")
    undo.click()
    desk.settle()
    assert desk.requests() == ()
    assert desk.page.empty.isVisible()


def test_a_wrong_date_is_corrected_with_a_reason(desk: Desk) -> None:
    desk.log()
    desk.choose("See or correct")
    dialog = desk.dialog(RequestDialog)
    assert dialog.form.value("participant_name") == " ".join(NAME)
    dialog.form.set_value("requested_on", date(2021, 6, 1))
    dialog.save.click()
    desk.settle()
    assert dialog.form.note("reason")
    dialog.form.set_value("reason", "Misread the form.")
    dialog.save.click()
    desk.settle()
    assert desk.words()[0][0] == "Tue 8 June"


def test_a_sending_that_was_none_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    desk.log()
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    dialog.go.click()
    desk.settle()
    dialog.export_to(tmp_path / "a.docx")
    desk.settle()
    dialog.go.click()
    desk.settle()
    desk.choose("It was not sent")
    back = desk.dialog(WithdrawDialog)
    back.form.set_value("reason", "It stayed in the drafts.")
    back.go.click()
    desk.settle()
    assert desk.requests()[0].state is RequestState.OPEN
    assert desk.words()[0][3] == "Answer…"


def test_x7_post_is_for_the_officer_alone(desk: Desk, tmp_path: Path, save_picture: Save) -> None:
    desk.log(FORM.replace("N/A", "PO Box 12, Harbourside HB1 2CD"))
    asked = desk.dialog(RequestDialog)
    assert "only your nominated officer will see it" in asked.form.note("return_address")
    assert desk.requests() == (), "it is asked about once before it goes out of sight"
    save_picture(asked, "requests-post-asked-light")
    QTest.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.news[-1] == "The request is logged. It waits for your nominated officer."
    row = desk.page.list.rows[0].row
    assert (row.name, row.action, row.menu) == ("Restricted request", "", False)
    assert "Llywelyn" not in f"{row.what}{row.why}{row.sub}"
    save_picture(desk.shell.window, "requests-restricted-light")
    officer = staff.add(
        desk.workspace, name="Nomi Officer", role=Role.NOMINATED_OFFICER, prap_role=True
    ).value
    staff.work_as(desk.workspace, officer.id)
    desk.page.mark_stale()
    desk.settle()
    desk.act()
    settle = desk.dialog(SettleRequestDialog)
    assert settle.form.field("reason").isHidden()
    settle.go.click()
    desk.settle()
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    dialog.go.click()
    desk.settle()
    dialog.export_to(tmp_path / "post.docx")
    desk.settle()
    assert dialog.form.value("sent_to") == "PO Box 12, Harbourside HB1 2CD"
    dialog.form.set_value("service", "Tracked 24")
    dialog.go.click()
    desk.settle()
    assert dialog.form.note("tracking")
    dialog.form.set_value("tracking", "AB123456789GB")
    save_picture(dialog, "requests-post-light")
    dialog.go.click()
    desk.settle()
    answer = desk.requests()[0].answers[0]
    assert (answer.route, answer.service, answer.tracking) == ("letter", "Tracked 24", "AB123456789GB")
    assert "posted by Tracked 24, AB123456789GB" in desk.words()[0][2]


def test_a_lock_lets_go_of_every_request(desk: Desk, passphrase: str) -> None:
    desk.log()
    desk.shell.lock()
    desk.settle()
    assert desk.page.list.rows == []
    assert desk.page.head.sub.text() == ""
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    desk.settle()
    assert len(desk.page.list.rows) == 1


def test_requests_stand_after_a_restart(
    desk: Desk, make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, settle: Any
) -> None:
    desk.log()
    desk.log(FORM.replace("JK 12 34 56 A", "AB 98 76 54 B"))
    before = desk.words()
    assert len(before) == 2
    desk.shell.window.close()
    desk.shell.close()
    again = Desk(open_window(make_shell, own_vault, passphrase, settle), desk.case_id, settle)
    assert again.words() == before
    badge = again.shell.frame.rail.entries["jobcentre_requests"].badge
    assert badge.text() == "2"


def test_x9_an_early_completer_is_answered_with_what_was_kept(desk: Desk, window_clock: Any) -> None:
    from jfs_desktop.casework.recording import facts
    from tests.answers import entry

    for kind in (K.WITHDREW, K.ENDED_EARLY):
        facts.record(desk.workspace, desk.case_id, entry(kind, desk.workspace.today()))
    desk.log()
    assert desk.words()[0][2].startswith("Send an early completer's JFAP")
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    assert "early completer" in dialog.state.text().lower()
