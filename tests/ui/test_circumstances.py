"""The circumstances of a case, the complaints register and the Fast Track, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases.cases import case_view
from jfs_desktop.casework.circumstances import circumstances, fast_track
from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.ui.casemaker import MET, CaseMaker, brought_once, open_window
from tests.ui.tab_desk import TabDesk, places
from ui.dialogs.circumstances.complaint import ComplaintDialog
from ui.dialogs.circumstances.fast_track import FastTrackDialog
from ui.dialogs.circumstances.move import MoveDialog
from ui.dialogs.office.district_lead import DistrictLeadDialog
from ui.dialogs.office.staff_check import StaffCheckDialog
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.recording.answer import AnswerDialog
from ui.pages.case.circumstances.circumstances import CircumstancesTab
from ui.pages.complaints import ComplaintsPage
from ui.shell.shell import Shell

LONG = {"first_name": "Gwenllian Angharad", "last_name": "Llywelyn-Prytherch"}
JUNE_2, JUNE_4 = date(2021, 6, 2), date(2021, 6, 4)


class Desk(TabDesk[CircumstancesTab]):
    """The window on a case at its circumstances."""

    key, kind = "circumstances", CircumstancesTab

    @property
    def known(self) -> circumstances.Circumstances:
        return circumstances.of_case(self.workspace, self.case_id)

    def press(self, name: str, within: QWidget | None = None) -> None:
        found = [
            one
            for one in (within or self.tab).findChildren(QPushButton, name)
            if one.isVisibleTo(one.window())
        ]
        found[0].click()
        self.settle()

    def dialog(self, kind: type[QDialog]) -> Any:
        self.settle()
        shown = [one for one in self.shell.window.findChildren(kind) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]


@pytest.fixture
def open_desk(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> Iterator[Callable[[Callable[[CaseMaker], UUID]], Desk]]:
    def make(story: Callable[[CaseMaker], UUID]) -> Desk:
        case_id = brought_once(own_vault, passphrase, window_clock, story)
        window_clock.wall = datetime(2021, 6, 4, 9, 41, 52, tzinfo=UTC)
        return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)

    yield make


def with_booking(maker: CaseMaker) -> UUID:
    case_id = maker.started(**LONG)
    maker.record(case_id, K.APPOINTMENT_AGREED, MET, detail={"agreed_for": "2021-06-02", "time": "10:30"})
    return case_id


def test_one_click_marks_a_booking_as_missed_and_undo_takes_it_back(open_desk: Any) -> None:
    """M1: one click from the booking; the news offers the undo."""
    desk = open_desk(with_booking)
    desk.press("missed-booking")
    assert [thread.fact.on for thread in desk.known.missed] == [JUNE_2]
    assert not [
        one for one in desk.tab.findChildren(QPushButton, "missed-booking") if one.isVisibleTo(desk.tab)
    ]
    assert desk.tab.line.isVisible()
    desk.press("banner-action", desk.shell.frame.banner)
    assert desk.known.missed == ()


def away(maker: CaseMaker) -> UUID:
    case_id = maker.started(**LONG)
    maker.record(case_id, K.COMMUNICATION_AGREED, MET, detail={"preferred": "email", "fallback": "text"})
    maker.record(case_id, K.DISENGAGED, date(2021, 6, 1))
    maker.record(case_id, K.RE_CONTACT_ATTEMPTED, JUNE_2, channel="text")
    return case_id


def test_the_time_line_shows_every_day_that_counts(open_desk: Any) -> None:
    """M4, AMB-34: first attempt, days of attempts, end of window, last working day, last day to key."""
    desk = open_desk(away)
    told = {cell.step.title: cell.step.text for cell in desk.tab.line.cells}
    assert told == {
        "Disengaged": "Tue 1 June",
        "First attempt": "Wed 2 June",
        "Attempts on different days": "1 of 2",
        "End of window": "Wed 9 June",
        "Last working day": "Thu 24 June",
        "Last day to key": "Thu 24 June",
    }


def test_an_attempt_another_way_asks_for_its_reason_at_the_question(open_desk: Any) -> None:
    """M3: the agreed way is told; another one needs a reason."""
    desk = open_desk(away)
    assert desk.tab.ways.text() == "Agreed way of keeping in touch: e-mail, then text message."
    desk.press("away-re_contact_attempted")
    dialog = desk.dialog(AnswerDialog)
    dialog.form.set_value("channel", "telephone")
    dialog.questions.set_answers({"result": "no_answer"})
    dialog.save.click()
    desk.settle()
    assert dialog.isVisible()
    assert "Agreed was to be reached by e-mail or text message" in dialog.questions.form.note(
        "other_way_reason"
    )
    dialog.questions.set_answers({"other_way_reason": "Both bounce", "result": "no_answer"})
    dialog.save.click()
    desk.settle()
    assert desk.known.spell is not None
    assert desk.known.spell.attempt_days == 2


def test_a_move_inside_saves_the_new_home_in_the_same_step(open_desk: Any) -> None:
    """M7: address and nation with the move; the last day stands beside an absence."""
    desk = open_desk(lambda maker: maker.started(**LONG))
    desk.press("new-moved")
    dialog = desk.dialog(MoveDialog)
    begins = dialog.focusWidget()
    assert begins is not None and dialog.form.isAncestorOf(begins), "typing begins at the first field"
    dialog.questions.set_answers(
        {
            "where": "outside",
            "destination": "Spain",
            "moves_on": "2021-06-05",
            "expected_back_on": "2021-07-01",
        }
    )
    dialog.questions.changed.emit()
    assert "24 June 2021" in dialog.compared.text()
    assert "so provision ends" in dialog.compared.text()
    stands = places(dialog.form)
    dialog.questions.set_answer("expected_back_on", "")
    dialog.questions.changed.emit()
    assert "asked about every week" in dialog.compared.text()
    assert places(dialog.form) == stands, "nothing moves while the day is typed"
    dialog.questions.set_answers({"where": "inside", "moves_on": "2021-06-05"})
    dialog.questions.changed.emit()
    assert "until then letters go to the present one" in dialog.compared.text()
    dialog.questions.set_answers({"where": "inside", "moves_on": "2021-06-04"})
    dialog.questions.changed.emit()
    assert dialog.compared.isHidden()
    dialog.form.set_value("address", "3 Kirk Wynd, Perth")
    dialog.form.set_value("postcode", "PH1 5AB")
    dialog.form.set_value("nation", "SCT")
    dialog.save.click()
    desk.settle()
    view = case_view(desk.shell.context.workspace, desk.case_id)
    assert (view.postcode, view.nation) == ("PH1 5AB", "SCT")
    assert [thread.state for thread in desk.known.moves] == ["Support goes on from there"]


def test_an_entry_is_taken_back_with_a_reason(open_desk: Any) -> None:
    """MI20: from its row."""
    desk = open_desk(away)
    row = next(row for row in desk.tab.away.rows if row.told.fact.kind == K.DISENGAGED)
    desk.press("take-back", row)
    dialog = desk.dialog(WithdrawDialog)
    dialog.form.set_value("reason", "Another person")
    dialog.go.click()
    desk.settle()
    assert desk.known.spell is None


def test_a_change_offers_the_reminder_before_it_can_be_closed(open_desk: Any) -> None:
    """M9: the row leads to what is missing, and only then to the end."""

    def story(maker: CaseMaker) -> UUID:
        case_id = maker.started(**LONG)
        maker.record(case_id, K.BENEFIT_CHANGE_NOTICED, JUNE_4)
        return case_id

    desk = open_desk(story)
    assert [step.kind for step in desk.tab.changes.rows[0].told.steps] == [K.DUTY_REMINDED]
    desk.press("step-duty_reminded", desk.tab.changes)
    dialog = desk.dialog(AnswerDialog)
    dialog.form.set_value("channel", "telephone")
    dialog.questions.set_answers({"identity": "confirmed"})
    dialog.save.click()
    desk.settle()
    assert [step.kind for step in desk.tab.changes.rows[0].told.steps] == [K.CHANGE_CLOSED]


def test_the_register_lists_the_complaint_and_leads_to_its_case(open_desk: Any) -> None:
    """D6: reachable from the palette; a row opens the case at its circumstances."""

    def story(maker: CaseMaker) -> UUID:
        case_id = maker.started(**LONG)
        maker.record(case_id, K.COMPLAINT_RAISED, JUNE_2)
        return case_id

    desk = open_desk(story)
    desk.shell.frame.open_case(desk.case_id, "overview")
    action = next(one for one in desk.shell.inside.menus.actions() if "Complaints" in one.text())
    action.trigger()
    desk.settle()
    page = desk.shell.frame.page("complaints")
    assert isinstance(page, ComplaintsPage)
    assert page.head.sub.text() == "1 open, 0 settled"
    (row,) = page.list.rows
    assert row.action is not None
    row.action.click()
    desk.settle()
    assert desk.page.current_tab == "circumstances"
    assert desk.tab.complaints.rows[0].told.state == "Open"


def test_d6_a_complaint_that_belongs_to_no_case_is_settled_on_its_page(open_desk: Any) -> None:
    """A third party complains: raised, a step, settled, and back in the register after each."""
    desk = open_desk(lambda maker: maker.started(**LONG))
    desk.shell.frame.show_page("complaints")
    desk.settle()
    page = desk.shell.frame.page("complaints")
    desk.press("complaint-outside", page)
    form = desk.dialog(ComplaintDialog)
    desk.press("record-complaint", form)
    assert not page.list.rows, "nothing is kept before both questions are answered"
    form.questions.set_answers({"raised_by": "A neighbour", "words": "Post for somebody else"})
    desk.press("record-complaint", form)
    for kind, answers in (
        (K.COMPLAINT_STEP_TAKEN, {"step": "Rang to listen"}),
        (K.COMPLAINT_SETTLED, {"outcome": "Apologised"}),
    ):
        (row,) = page.list.rows
        assert row.row.name == "Belongs to no case"
        row.action.click()
        form = desk.dialog(ComplaintDialog)
        form.kind.set_chosen((kind.value,))
        form.form.changed.emit("kind")
        form.questions.set_answers(answers)
        desk.press("record-complaint", form)
    assert page.head.sub.text() == "0 open, 1 settled"


def ring(maker: CaseMaker) -> UUID:
    fast_track.keep_leads(
        maker.workspace, (DistrictLead("Mòrag NicDhòmhnaill", "01632 960100", hours="8 to 18"),)
    )
    return maker.started(**LONG)


def test_the_fast_track_runs_from_one_shortcut_to_the_logged_contact(
    open_desk: Any, window_clock: Any, qtbot: QtBot, save_picture: Callable[[QWidget, str], None]
) -> None:
    """G2, AMB-59: one shortcut; in view on the case and on Today until the contact is logged."""
    desk = open_desk(ring)
    notice = desk.shell.frame.fast_track
    assert notice is not None and not notice.isVisible()
    qtbot.keyClick(
        desk.shell.window,
        Qt.Key.Key_F,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    dialog = desk.dialog(FastTrackDialog)
    assert dialog.windowTitle() == "Fast Track"  # names nobody
    dialog.noticed.set_value("incident", "self_harm")
    dialog.log_noticed.click()
    desk.settle()
    window_clock.wall += timedelta(minutes=7)
    save_picture(dialog, "fast-track-sheet")
    dialog.close_it.click()
    desk.settle()
    assert notice.isVisible()
    assert "Self-harm" not in notice.said
    desk.shell.frame.show_page("today")
    desk.settle()
    assert notice.isVisible()
    assert desk.shell.window.windowTitle().count("Gwenllian") == 0
    notice.lines[0].go.click()
    dialog = desk.dialog(FastTrackDialog)
    assert dialog.since.text().endswith("since it was noticed")
    assert dialog.reached.value("lead") == "Mòrag NicDhòmhnaill"
    dialog.reached.set_value("outcome", "She rings the GP.")
    dialog.log_reached.click()
    desk.settle()
    assert not notice.isVisible()
    (incident,) = fast_track.incidents(desk.shell.context.workspace, desk.case_id)
    assert (incident.open, incident.minutes, incident.outcome) == (False, 7, "She rings the GP.")


def test_without_a_number_the_sheet_says_what_to_do(open_desk: Any) -> None:
    """G2: no District Lead entered; three clicks: File, Fast Track, and it is there."""
    desk = open_desk(lambda maker: maker.started(**LONG))
    next(one for one in desk.shell.inside.menus.actions() if "Fast Track" in one.text()).trigger()
    dialog = desk.dialog(FastTrackDialog)
    said = " ".join(one.text() for one in dialog.findChildren(QWidget) if hasattr(one, "text"))
    assert "No District Lead is entered yet" in said
    assert "ring 999 first" in said
    QApplication.processEvents()


def test_district_leads_and_staff_checks_are_entered_in_settings(open_desk: Any) -> None:
    """G2, G5: entered, seen, and the warning on Today goes."""
    desk = open_desk(lambda maker: maker.started(**LONG))
    frame, context = desk.shell.frame, desk.shell.context
    frame.show_page("today")
    desk.settle()
    today = frame.page("today")
    assert today.checks.words.text() == "Rosa Khan has no staff check."  # type: ignore[attr-defined]
    frame.show_page("settings")
    desk.settle()
    page = frame.page("settings")
    desk.press("add-lead", page)
    lead = desk.dialog(DistrictLeadDialog)
    lead.form.set_value("name", "Mòrag NicDhòmhnaill")
    lead.save.click()
    desk.settle()
    assert lead.form.note("telephone") == "Type a number to ring."
    lead.form.set_value("telephone", "01632 960100")
    lead.save.click()
    desk.settle()
    assert [one.name for one in fast_track.leads(context.workspace)] == ["Mòrag NicDhòmhnaill"]
    desk.press("enter-check", page)
    check = desk.dialog(StaffCheckDialog)
    check.form.set_value("checked_on", date(2021, 1, 11))
    check.save.click()
    desk.settle()
    assert staff_checks.mine(context.workspace).words == "In date"
    frame.show_page("today")
    desk.settle()
    assert not today.checks.isVisible()  # type: ignore[attr-defined]


def test_the_gate_shuts_the_case_and_says_what_to_do(open_desk: Any) -> None:
    """G5: where the provider wants it, no case opens without a check in date."""

    def story(maker: CaseMaker) -> UUID:
        case_id = maker.started(**LONG)
        settings.put(maker.workspace, settings.STAFF_CHECKS_ENFORCED, True)
        return case_id

    desk = open_desk(story)
    assert "has no staff check" in desk.shell.frame.banner.text
    assert desk.page.case_id is None
