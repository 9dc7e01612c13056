"""The PRaP page in the real window: list, fields to copy, tick with proof, hand-over, correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_entries import EntryState
from tests.ui.casemaker import MET, CaseMaker, brought_once, open_window
from tests.ui.tab_desk import places
from ui.dialogs.prap.prap_compare import CompareDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.prap.prap_hand_over import HandOverDialog
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.duplicates import DuplicatesDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.prap import PrapPage
from ui.shell.shell import Shell
from ui.widgets.secret_clipboard import copy_secret

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class PrapDesk:
    """The window over some cases, with the PRaP page in front."""

    def __init__(self, shell: Shell, settle: Callable[[Shell], None], cases: dict[str, UUID]) -> None:
        self.shell, self._settle, self.cases = shell, settle, cases
        shell.frame.show_page("prap")
        self.settle()

    def settle(self) -> None:
        self._settle(self.shell)

    @property
    def page(self) -> PrapPage:
        page = self.shell.frame.page("prap")
        assert isinstance(page, PrapPage)
        return page

    @property
    def workspace(self) -> Workspace:
        return self.shell.context.workspace

    def states(self, name: str) -> dict[str, EntryState]:
        return {
            one.entry.key: one.entry.state
            for one in self.page.lines.values()
            if one.case_id == self.cases[name]
        }

    def press_row(self, name: str, key: str) -> Any:
        """Press the action of a row with the keyboard; the dialog that comes."""
        self.page.list.finish()
        number = next(
            number
            for number, one in self.page.lines.items()
            if one.case_id == self.cases[name] and one.entry.key == key
        )
        row = next(made for made in self.page.list.rows if made.row.key == number)
        assert row.action is not None
        row.action.setFocus()
        QTest.keyClick(row.action, Qt.Key.Key_Space)
        self.settle()
        return self.dialog()

    def dialog(self) -> QDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog), found
        return found

    def press(self, name: str, within: QDialog) -> None:
        made = within.findChild(QPushButton, name)
        assert isinstance(made, QPushButton)
        assert made.isVisible()
        assert made.isEnabled()
        made.click()
        self.settle()


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> PrapDesk:
    """Six people, two of them perhaps one, each with another entry to key; today is Friday 4 June 2021."""
    cases = brought_once(own_vault, passphrase, window_clock, six_people)
    return PrapDesk(open_window(make_shell, own_vault, passphrase, settle), settle, dict(cases))


def six_people(maker: CaseMaker) -> dict[str, UUID]:
    cases = {
        "late": maker.accepted(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch"),
        "start": maker.met(first_name="Mòrag", last_name="NicDhòmhnaill", ni_number="AB123456C"),
        "error": maker.started(first_name="Tom", last_name="Adeyemi"),
    }
    told = {"told_beforehand": "Will not come"}
    maker.record(cases["late"], FactKind.INITIAL_MEETING_MISSED, MET, detail=told)
    maker.record(cases["start"], FactKind.DUPLICATES_SEARCHED, MET)
    maker.on(date(2021, 6, 3), time(9))
    cases["waiting"] = maker.referred(date(2021, 6, 2), first_name="Sofia", last_name="Petrova")
    maker.record(cases["waiting"], FactKind.ACKNOWLEDGED, date(2021, 6, 2))
    born = {"date_of_birth": "1990-02-03"}
    cases["new"] = maker.referred(date(2021, 6, 3), first_name="Ada", last_name="Cole", **born)
    cases["double"] = maker.referred(date(2021, 6, 3), first_name="Cole", last_name="Ada", **born)
    maker.on(date(2021, 6, 4), time(9, 30))
    maker.record(cases["error"], FactKind.ERROR_FOUND_AFTER_START, date(2021, 6, 4))
    staff.add(maker.workspace, name="Owen Lloyd", role="adviser", prap_role=True)
    maker.on(date(2021, 6, 4), time(10, 41))
    return cases


def test_the_list_has_every_entry_with_its_state(desk, save_picture):
    """W1, W6, W8, W10: overdue first, then what is to be keyed, then what waits, then what was keyed."""
    assert desk.states("late")["outcome"] is EntryState.OVERDUE
    assert desk.states("start")["outcome"] is EntryState.OVERDUE
    assert desk.states("new") == {"acknowledge": EntryState.OPEN}
    assert desk.states("waiting")["outcome"] is EntryState.WAITING
    assert desk.states("error")["prap14"] is EntryState.OPEN
    first = desk.page.lines[0].entry
    assert (first.state, first.alarm) == (EntryState.OVERDUE, True)
    desk.page.list.finish()
    whys = [row.row.why for row in desk.page.list.rows]
    assert any("PRaP closes it on 18 June" in why for why in whys)
    assert any("Nothing is decided yet" in why for why in whys)
    save_picture(desk.shell.window, "prap-list")
    desk.page.unready.setChecked(False)
    assert desk.states("waiting").get("outcome") is None


def test_a_start_is_copied_field_by_field_and_ticked_with_its_proof(desk, save_picture):
    """W6, W16: the fields as PRaP asks them, the NI number masked, and one form to the end."""
    dialog = desk.press_row("start", "outcome")
    assert isinstance(dialog, PrapEntryDialog)
    save_picture(dialog, "prap-entry")
    fields = dialog.fields
    assert fields.value("start_date") == "26/05/2021"
    assert "12 34" not in fields.value("ni_number")
    copied = []
    for _ in range(4):
        QTest.keyClick(
            dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        copied.append(QGuiApplication.clipboard().text())
    assert copied == ["PR-00002", "AB123456C", "Mòrag NicDhòmhnaill", "26/05/2021"]
    assert "12 34" not in fields.value("ni_number")
    shown = dialog.findChild(QPushButton, "show-ni_number")
    shown.click()
    assert fields.value("ni_number") == "AB 12 34 56 C"

    dialog.form.questions.set_answers({"proof": "Start claimed 26/05/2021"})
    desk.press("keyed", dialog)
    assert dialog.isVisible()  # late: the reason is asked for
    assert dialog.form.form.note("late_reason")
    dialog.form.form.set_value("late_reason", "PRaP was down")
    desk.press("keyed", dialog)
    assert QApplication.activeModalWidget() is None
    assert desk.states("start")["outcome"] is EntryState.PROVED
    kept = facts.of_case(desk.workspace, desk.cases["start"])[0]
    assert (kept.kind, kept.late_reason) == (FactKind.START_KEYED, "PRaP was down")


def test_w6_a_day_that_was_in_time_takes_its_proof_and_no_reason_for_lateness(desk):
    """W6, W16, CSS 2: what would be late now was keyed in time, if PRaP shows it; a number that nobody knows
    offers nothing to show."""
    dialog = desk.press_row("late", "outcome")
    assert dialog.fields.value("ni_number") == "not known yet"
    assert not dialog.findChild(QPushButton, "show-ni_number").isVisible()
    why = dialog.form.form.field("late_reason")
    assert why.isVisible()
    before = places(dialog.form.form)
    dialog.form.form.set_value("on", date(2021, 6, 30))
    assert "still to come" in dialog.form.form.note("on") and places(dialog.form.form) == before
    dialog.form.form.set_value("on", dialog.form._opened.line.entry.due)
    assert not why.isVisible()


def test_r5_duplicates_are_searched_for_again_in_place(desk):
    """R5: without a search the start cannot be ticked; one press searches, and the entry goes on."""
    case_id = desk.cases["start"]
    searched = next(
        one for one in facts.of_case(desk.workspace, case_id) if one.kind == FactKind.DUPLICATES_SEARCHED
    )
    facts.withdraw(desk.workspace, searched.id, "The name was typed wrongly")
    dialog = desk.press_row("start", "outcome")
    assert not dialog.tick.isEnabled()
    desk.press("record-missing", dialog)
    again = desk.dialog()
    assert isinstance(again, PrapEntryDialog) and again is not dialog
    assert again.tick.isEnabled()
    assert not again.fill_in.isVisible()
    kept = facts.of_case(desk.workspace, case_id)[0]
    assert (kept.kind, kept.detail["hits"]) == (FactKind.DUPLICATES_SEARCHED, "0")
    again.discard()


def test_t4_what_intake_found_is_settled_on_the_way_to_the_acceptance(desk, save_picture):
    """T4, R5: the acceptance waits; the hits open in place, and once they are settled the entry goes on."""
    dialog = desk.press_row("double", "acknowledge")
    assert not dialog.tick.isEnabled()
    desk.press("record-missing", dialog)
    hits = desk.dialog()
    assert isinstance(hits, DuplicatesDialog)
    save_picture(hits, "duplicates-found")
    desk.press("keep-search", hits)
    assert hits.isVisible()  # nothing was chosen
    hits.hits.choice.chips[hits.hits.choice.keys.index("other_people")].click()
    desk.press("keep-search", hits)
    again = desk.dialog()
    assert isinstance(again, PrapEntryDialog) and again.tick.isEnabled()
    desk.press("keyed", again)
    assert desk.states("double")["acknowledge"] is EntryState.KEYED


def test_what_is_copied_leaves_the_clipboard(qtbot):
    """W1: names and numbers do not stay on the clipboard."""
    copy_secret("AB123456C", 30)
    assert QGuiApplication.clipboard().text() == "AB123456C"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_a_reason_chosen_is_shown_in_prap_s_own_words(desk):
    """W4, AMB-12: Did Not Attend with its sub-reason; a start says in words what stands against it, and what
    is missing is asked for, nothing else."""
    dialog = desk.press_row("late", "outcome")
    assert dialog.fields.value("sub_reason") == "Did not come, no reason given"
    dialog.form.form.set_value("detail", "ill")
    assert dialog.fields.value("sub_reason") == "Ill"
    dialog.form.ways.chips[0].click()  # start
    assert not dialog.tick.isEnabled()
    assert "attended" in dialog.form.missing.text()
    assert dialog.fill_in.isVisible()
    desk.press("record-missing", dialog)  # nobody alike is found, which is kept, and the entry is back
    again = desk.dialog()
    again.form.ways.chips[0].click()
    desk.press("record-missing", again)
    missing = desk.dialog()
    assert isinstance(missing, RecordDialog)
    offered = [missing.kind.itemData(place) for place in range(missing.kind.count())]
    assert {FactKind.INITIAL_MEETING_HELD, FactKind.VOLUNTEER_CONFIRMED, FactKind.PACK_SENT} <= set(offered)
    assert not {FactKind.DNS_KEYED, FactKind.DNA_KEYED, FactKind.NO_CONTACT_KEYED} & set(offered)
    missing.discard()


def test_what_goes_with_prap14_runs_on_to_the_cancellation(desk):
    """W8, W9, T29, T30: PRaP14 with the address, POST's time, 24 hours, then Did Not Start."""
    dialog = desk.press_row("error", "prap14")
    assert dialog.fields.value("post_address") == "PRAP.SUPPORT@DWP.GOV.UK"
    dialog.form.questions.set_answers({"sent_to": "PRAP.SUPPORT@DWP.GOV.UK"})
    desk.press("keyed", dialog)
    banner = desk.shell.frame.banner
    assert banner.text.startswith("Recorded: PRaP14") and "PRaP list" not in banner.text
    dialog = desk.press_row("error", "post_reply")
    dialog.form.form.set_value("at", time(10, 41))
    dialog.form.questions.set_answers({"post_answer": "cancel"})
    desk.press("keyed", dialog)
    dialog = desk.press_row("error", "cancellation")
    due = dialog.findChild(QLabel, "until-when").text()
    assert "5 June 2021, 10:41" in due
    assert dialog.fields.value("reason") == "Did not start/DNS"
    desk.press("keyed", dialog)
    assert banner.text.startswith("Kept as keyed") and "in the PRaP list" in banner.text
    assert desk.states("error")["cancellation"] is EntryState.KEYED


def test_an_entry_is_handed_over_and_stays_in_both_lists(desk):
    """W14: to a named person who has the role."""
    dialog = desk.press_row("new", "acknowledge")
    desk.press("hand-over", dialog)
    over = desk.dialog()
    assert isinstance(over, HandOverDialog)
    assert [over.to.itemText(place) for place in range(over.to.count())] == ["Owen Lloyd"]
    desk.press("hand-over-now", over)
    assert desk.states("new")["acknowledge"] is EntryState.HANDED_OVER
    desk.page.mine.setChecked(True)
    assert desk.page.lines == {}


def test_without_the_prap_role_nothing_can_be_ticked(desk):
    """W14: the tick is shut, and the way out is told."""
    me = desk.workspace.me
    staff.change(desk.workspace, me.id, name=me.name, role=me.role, prap_role=False)
    desk.page.mark_stale()
    desk.settle()
    assert "PRaP right" in desk.page.head.sub.text()
    dialog = desk.press_row("new", "acknowledge")
    assert not dialog.tick.isEnabled()
    assert "hand this entry over" in dialog.error_text()
    dialog.discard()
    RecordDialog.ask(desk.shell.context, desk.cases["new"], desk.page, kinds=(FactKind.REJECTED,))
    desk.settle()
    general = desk.dialog()
    assert isinstance(general, RecordDialog) and not general.save.isEnabled()
    assert "hand this entry over" in general.refused.text()
    general.discard()


def test_with_large_letters_the_end_is_keyed_within_a_screen_of_1280(large_letters, desk):
    """W12, W13: its two days side by side are wide; what was done stands below what is copied."""
    said = EarlyEnd(
        "left", desk.workspace.today(), withdrew="No more.", told_by="email", identity="confirmed"
    )
    told = early_ends.end_early(desk.workspace, desk.cases["error"], said)
    desk.shell.context.hub.tell(told)
    desk.settle()
    dialog = desk.press_row("error", "end")
    assert dialog.width() <= 1280
    fields, form = (part.mapTo(dialog, QPoint()).y() for part in (dialog.fields, dialog.form))
    assert form > fields + dialog.fields.height()
    dialog.discard()


def test_today_leads_straight_to_the_entry_and_back(desk):
    """W6, R5: the action of a keyed clock opens the same entry; somebody alike who came in since the search
    is told before anything is keyed, and looked at there; after keying Today is in front."""
    frame = desk.shell.frame
    frame.show_page("today")
    desk.settle()
    today = frame.page("today")
    key = next(key for key, item in today.items.items() if item.case_id == desk.cases["new"])
    today.list.actionRequested.emit(key)
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, PrapEntryDialog)
    assert "has come in since duplicates were searched for" in dialog.form.missing.text()
    assert not dialog.tick.isEnabled()
    desk.press("record-missing", dialog)
    found = desk.dialog()
    assert isinstance(found, DuplicatesDialog) and found.hits.choice is not None
    found.hits.choice.chips[found.hits.choice.keys.index("other_people")].click()
    desk.press("keep-search", found)
    desk.press("keyed", desk.dialog())
    assert frame.current == "today"
    assert QApplication.activeModalWidget() is None
    assert all(
        item.clock.id != "acknowledge_referral"
        for item in today.items.values()
        if item.case_id == desk.cases["new"]
    )


def test_proof_comes_afterwards_and_a_wrong_tick_is_taken_back(desk):
    """W16: keyed without proof asks for it; a wrong tick is corrected with a reason, never undone, from the
    menu of its row, to which the arrows lead (DESIGN 11)."""
    desk.page.take_focus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert desk.page.keys.current() is desk.page.list.rows[0]
    row = next(one for one in desk.page.list.rows if one.row.action == "Keep proof…")
    assert row.more is not None
    row.more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if "wrongly" in one.text()).trigger()
    menu.close()
    desk.settle()
    wrong = desk.dialog()
    assert isinstance(wrong, WithdrawDialog)
    wrong.discard()
    dialog = desk.press_row("waiting", "acknowledge")
    dialog.form.set_value("proof", "Accepted, as PRaP shows")
    desk.press("keep-proof", dialog)
    assert desk.states("waiting")["acknowledge"] is EntryState.PROVED
    dialog = desk.press_row("waiting", "acknowledge")
    dialog.form.set_value("reason", "Another referral")
    desk.press("withdraw", dialog)
    assert desk.states("waiting").get("acknowledge") is not EntryState.PROVED


def test_a_locked_window_keeps_the_entry_and_shows_nothing(desk, passphrase):
    """SECURITY: the fields are emptied while locked, and come back after it."""
    dialog = desk.press_row("start", "outcome")
    dialog.form.questions.set_answers({"proof": "Half typed"})
    desk.shell.lock()
    desk.settle()
    assert not dialog.isVisible()
    assert "NicDhòmhnaill" not in " ".join(one.text() for one in dialog.findChildren(QLabel))
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    desk.settle()
    assert dialog.isVisible()
    assert dialog.form.questions.answers()["proof"] == "Half typed"
    assert dialog.fields.value("name") == "Mòrag NicDhòmhnaill"
    dialog.discard()


def test_a_list_from_prap_is_compared_and_kept(desk, tmp_path, save_picture):
    """W16: columns guessed, a preview with ways to put things right, and only then written."""
    path = tmp_path / "prap.csv"
    path.write_text(
        "Referral Reference,Status,Start Date\nPR-00003,Started,26/05/2021\nPR-00004,Rejected,\nPR-9,,\n",
        encoding="utf-8",
    )
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPoint(50, 50), *how)
    over.ignore()
    QApplication.sendEvent(desk.page, over)
    assert over.isAccepted()
    fallen = QDropEvent(QPointF(50, 50), *how)
    fallen.ignore()
    QApplication.sendEvent(desk.page, fallen)
    assert fallen.isAccepted()
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, CompareDialog)
    save_picture(dialog, "prap-compare")
    assert "1 the same · 1 different · 2 not on PRaP's list · 1 not here" in dialog.summary.text()
    assert "Nothing is written yet" in dialog.summary.text()
    assert "does not say which days it covers" in dialog.covers.text()
    desk.press("keep-comparison", dialog)
    assert QApplication.activeModalWidget() is None
    newest = facts.of_case(desk.workspace, desk.cases["waiting"])[0]
    assert newest.detail["result"] == "different"


def test_what_cannot_be_compared_yet_is_said_and_cannot_be_kept(desk, tmp_path):
    """W16: a list whose columns have other names, and a file that is no list."""
    other, none = tmp_path / "other.csv", tmp_path / "none.csv"
    other.write_text("Theirs;State\nPR-00003;Started\n", encoding="utf-8")
    none.write_bytes(b"\x00\x01PK")
    dialog = CompareDialog(desk.shell.context, other, desk.shell.window)
    dialog.open()
    desk.settle()
    assert dialog.summary.text() == "1 row read. Say which columns of the list hold what is compared."
    assert dialog.columns.note("reference") and not dialog.go.isEnabled()
    field = dialog.columns.field("reference")
    field.setCurrentIndex(field.findData("Theirs"))
    desk.settle()
    assert "Nothing is written yet" in dialog.summary.text() and dialog.go.isEnabled()
    field.setCurrentIndex(0)
    desk.settle()
    assert not dialog.go.isEnabled() and dialog.model.rowCount() == 0 and not dialog.covers.isVisible()
    dialog.reject()
    dialog = CompareDialog(desk.shell.context, none, desk.shell.window)
    dialog.open()
    desk.settle()
    assert (dialog.summary.text(), dialog.go.isEnabled()) == ("Nothing was compared.", False)
    assert "not a table" in dialog.error_text() and not dialog.columns.isVisible()
    dialog.reject()
