"""The overview of a case: every clock with its reason, and what happened."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.rules.calendar.working_days import Nation
from jfs_desktop.rules.clocks.clocks import ClockState, clocks_for
from jfs_desktop.rules.facts.facts import OF_THE_REFERRAL, FactKind
from jfs_desktop.rules.writing.wording import WEEKDAYS, full_day, weekday_day
from tests.answers import entry
from tests.rules.made_facts import CALENDAR, PROGRAMME, case, started
from tests.ui.case.case_desk import OFFSCREEN, Desk, Picture, a_referral, the_popover
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.overview.clock_words import grouped, next_line, second_line
from ui.pages.case.overview.facts_card import FactRow
from ui.widgets.clock_chip import chip_words
from ui.widgets.text import TwoLineLabel


def test_overview_lists_every_clock_once(desk: Desk) -> None:
    """W17: no clock of the catalogue is left out; the folded ones unfold."""
    desk.open()
    listed = desk.overview.clocks
    for key in tuple(listed.folds):
        listed.folds[key].click()
    shown = sorted((row.reading.id, row.reading.subject is None) for row in listed.rows)
    known = clocks.of_case(desk.workspace, desk.case_id)
    assert shown == sorted((one.id, one.subject is None) for one in known)


def test_the_days_of_the_referral_offer_no_taking_back(desk: Desk) -> None:
    """R1: all clocks count from them; they are corrected on the tab Referral."""
    desk.open()
    rows = {row.fact.kind: row for row in desk.overview.findChildren(FactRow)}
    assert rows[FactKind.REFERRAL_MADE].back.isHidden()
    assert rows[FactKind.REFERRAL_RECEIVED].back.isHidden()
    others = [row for kind, row in rows.items() if kind not in OF_THE_REFERRAL]
    assert others and all(row.back.isVisible() for row in others)


def test_what_is_told_first_is_something_to_do() -> None:
    """AMB-06: the expected end only marks a day; once it is past, what is told to do first is another, and it
    counts among nothing that is late, as on Today."""
    known = case(*started())
    groups = grouped(clocks_for(known, PROGRAMME, CALENDAR, date(2021, 7, 30)))
    told, key = next(
        (one, group.key) for group in groups for one in group.clocks if one.id == "expected_completion"
    )
    assert told.state is ClockState.LATE and key == "days"
    words, kind = chip_words(told)
    assert words.endswith("past") and kind == "neutral"
    assert next_line(groups) and told.name not in next_line(groups)


def test_the_day_to_work_to_stands_beside_a_later_literal_one() -> None:
    """AMB-02: Scotland's holiday moves the literal date alone; the paragraph stays last."""
    known = clocks_for(case(*started(), nation=Nation.ENGLAND), PROGRAMME, CALENDAR, date(2021, 7, 27))
    told = {one.single_nation_due: second_line(one) for one in known if one.is_open and one.single_nation_due}
    assert told
    for day, words in told.items():
        assert day is not None and f" · work to {weekday_day(day)} (England) · " in f" · {words}"


def test_no_word_of_a_clock_is_cut_beside_its_pill(desk: Desk, qtbot: QtBot, save_picture: Picture) -> None:
    """FIELD-NOTES 4: pills take what they need, all words begin at one left edge, what is long goes on in a
    second line."""
    desk.open()
    rows = desk.overview.clocks.rows
    qtbot.waitUntil(lambda: rows[0].state.width() > 20)
    save_picture(desk.shell.window, "case-overview-words")
    assert len({row.state.width() for row in rows}) == 1
    assert rows[0].state.width() == max(row.chip.sizeHint().width() for row in rows)
    words = [one for row in rows for one in row.findChildren(TwoLineLabel)]
    assert words and not [one.text() for one in words if one.toolTip()]


@OFFSCREEN
def test_explanation_on_click_equals_the_rules(desk: Desk, save_picture: Picture) -> None:
    """3.2: the days shown as skipped are those of the rules, the Spring Bank Holiday among them."""
    desk.open()
    row = desk.overview.clocks.row_of("contact_participant")
    assert row is not None
    row.chip.chosen.emit()
    popover = the_popover()
    explanation = row.reading.explanation
    assert explanation is not None
    shown = [popover.days.item(index).text() for index in range(popover.days.count())]
    assert shown == [
        full_day(day.day) + ("" if day.reason in WEEKDAYS else f": {day.reason}")
        for day in explanation.skipped
    ]
    assert any(text.startswith("Monday 31 May 2021: ") for text in shown)
    assert row.reading.paragraph in [words.text() for words in popover.findChildren(QLabel)]
    save_picture(popover, "case-explanation")
    popover.close()


@OFFSCREEN
def test_journey_cell_explains_its_clock(desk: Desk) -> None:
    page = desk.open()
    for cell in page.strip.cells:
        if cell.step.clock_id:
            cell.click()
            popover = the_popover()
            assert "Why this date" in popover.accessibleName()
            popover.close()
        else:
            assert cell.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_recording_from_a_clock_row_makes_it_leave(desk: Desk, save_picture: Picture) -> None:
    """What comes next is told in one way: on the strip, on the overview and in the form of the head."""
    page = desk.open()
    assert [one.step.key for one in page.strip.cells if one.step.state in ("now", "late")][:1] == [
        "contacted"
    ]
    assert desk.overview.next.text().endswith("Make contact with the participant")
    desk.press(page.head.record)
    form = desk.shell.window.findChild(RecordDialog)
    assert form is not None
    assert form.kind.currentData() == FactKind.CONTACTED.value
    form.reject()
    desk.settle()
    row = desk.overview.clocks.row_of("contact_participant")
    assert row is not None
    row.action.setFocus()
    desk.press(row.action)
    dialog = desk.shell.window.findChild(RecordDialog)
    assert dialog is not None
    save_picture(dialog, "case-record")
    dialog.form.set_value("note", "Spoke on the telephone.")
    dialog.form.set_value("channel", "telephone")
    dialog.questions.set_answers({"identity": "confirmed"})
    desk.press(dialog.findChild(QPushButton, "record"))
    left = desk.overview.clocks.row_of("contact_participant")
    assert left is None or not left.reading.is_open
    assert desk.overview.facts.rows[0].fact.kind == FactKind.CONTACTED
    assert "Contacted" in [cell.step.title for cell in desk.page.strip.cells if cell.step.state == "done"]
    coming = desk.overview.clocks.row_of("hold_initial_meeting")
    assert coming is not None and desk.shell.window.focusWidget() is coming.action, "on to what comes next"
    desk.press(coming.action)
    assert desk.page.current_tab == "meeting", "as from Today: who the person is comes first (I2, JFS 3.21)"


def test_taking_back_needs_a_reason(desk: Desk, save_picture: Picture) -> None:
    desk.open()
    row = next(row for row in desk.overview.facts.rows if row.fact.kind == FactKind.ACKNOWLEDGED)
    desk.press(row.back)
    dialog = desk.shell.window.findChild(WithdrawDialog)
    assert dialog is not None
    desk.press(dialog.go)
    assert dialog.form.note("reason")
    save_picture(dialog, "case-withdraw")
    dialog.form.set_value("reason", "Keyed on the wrong person")
    desk.press(dialog.go)
    row = next(row for row in desk.overview.facts.rows if row.fact.kind == FactKind.ACKNOWLEDGED)
    assert row.fact.withdrawn_reason == "Keyed on the wrong person"
    assert not row.back.isVisible()
    assert "Acknowledged" not in [
        cell.step.title for cell in desk.page.strip.cells if cell.step.state == "done"
    ]


def test_the_next_appointment_stands_on_the_overview(desk: Desk, save_picture: Picture) -> None:
    overview = desk.overview
    desk.open()
    assert not overview.appointment.isVisible()
    agreed = entry(
        FactKind.APPOINTMENT_AGREED, date(2021, 6, 4), detail={"agreed_for": "2021-06-08", "time": "10:30"}
    )
    for kind in (
        FactKind.CONTACTED,
        FactKind.IDENTITY_CONFIRMED,
        FactKind.INITIAL_MEETING_HELD,
    ):
        happened = entry(kind, date(2021, 6, 4), late_reason="He was ill")
        facts.record(desk.workspace, desk.case_id, happened)
    facts.record(desk.workspace, desk.case_id, agreed)
    desk.page.mark_stale()
    desk.settle()
    assert overview.appointment.isVisible()
    assert overview.appointment.text() == "Next appointment: Tue 8 June, 10:30, agreed 4 June"
    save_picture(desk.shell.window, "case-appointment")


def test_a_reply_is_not_asked_for_before_the_paper_went(desk: Desk) -> None:
    """I17: after a meeting that ended early the row leads to where the pack and the draft JFAP are sent."""
    for kind in (FactKind.CONTACTED, FactKind.IDENTITY_CONFIRMED, FactKind.INITIAL_MEETING_HELD):
        facts.record(desk.workspace, desk.case_id, entry(kind, date(2021, 6, 4)))
    page = desk.open()
    rows = {row.reading.id: row for row in desk.overview.clocks.rows}
    pack, plan = rows["chase_pack_reply"], rows["chase_jfap_reply"]
    assert (pack.action.text(), plan.action.text()) == ("Send the pack first", "Send the JFAP first")
    desk.press(pack.action)
    assert page.current_tab == "meeting"


def test_what_the_stage_refuses_is_not_to_be_pressed_and_says_why(desk: Desk) -> None:
    """R2, J3.07: a referral that was only received is accepted first; nothing else opens a form to refuse."""
    day, person = "2021-06-04", {"ni_number": "JM123456B", "date_of_birth": "2001-11-20"}
    form = a_referral(
        "PR-3", "Liam", "Whitfield", referral_made_on=day, received_at=f"{day} 08:30", email="", **person
    )
    page = desk.open(case_id=referrals.add(desk.workspace, form).value)
    rows = {row.reading.id: row.action for row in desk.overview.clocks.rows if row.action is not None}
    first = rows.pop("acknowledge_referral")
    assert first.isEnabled() and not first.toolTip()
    assert {"contact_participant", "hold_initial_meeting", "record_prap_outcome"} <= set(rows)
    for action in rows.values():
        assert not action.isEnabled() and "Accept the referral on PRaP first" in action.toolTip()
    assert not page.head.export.isEnabled() and "JFS 3.07" in page.head.export.toolTip()
    assert not page.head.start.isVisible()
