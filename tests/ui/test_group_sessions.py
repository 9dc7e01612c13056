"""Group sessions in the real window: plan, invite, one grid by the keyboard, close (S5, AMB-21)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import group_news, group_sessions, group_views
from jfs_desktop.casework.sessions.group_sessions import GroupPlan
from jfs_desktop.casework.sessions.group_views import GroupState, PlaceAnswer
from jfs_desktop.casework.today import cockpit
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import said_with
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from tests.ui.group_room import TODAY, Room, everybody, held, room
from ui.dialogs.groups.group_correct import CorrectPlaceDialog, LateReturnDialog
from ui.dialogs.groups.group_invite import InviteDialog
from ui.dialogs.groups.group_plan import GroupPlanDialog
from ui.dialogs.groups.group_tell import TellDialog
from ui.pages.today import TodayPage
from ui.pages.today_places import lead
from ui.shell.shell import Shell

__all__ = ["room"]
Save = Callable[[QWidget, str], None]


def test_the_empty_page_says_what_to_do_and_a_session_is_planned(room: Room, save_picture: Save) -> None:
    page = room.page
    assert page.empty.isVisible()
    save_picture(room.shell.window, "group-empty-light")
    page.empty.buttons[0].click()
    room.settle()
    dialog = room.dialog()
    assert isinstance(dialog, GroupPlanDialog)
    dialog.save.click()
    assert dialog.form.note("on") == "Type the day."
    dialog.form.set_value("on", TODAY + timedelta(days=3))
    dialog.form.set_value("at", time(10, 30))
    dialog.save.click()
    room.settle()
    assert "what it is about" in dialog.form.note("topic")
    QTest.keyClicks(dialog.form.field("topic"), "Interviews by video")
    QTest.keyClicks(dialog.form.field("platform"), "Video room 2")
    dialog.save.click()
    room.settle()
    (group,) = group_views.all_groups(room.workspace)
    assert (group.topic, group.led_by, group.state) == (
        "Interviews by video",
        "Rosa Khan",
        GroupState.PLANNED,
    )
    assert page.sheet.isVisible()
    assert page.sheet.heading.text() == "Interviews by video"
    assert page.sheet.nobody.isVisible()


def test_s5_inviting_by_the_keyboard_those_who_had_none_first(room: Room, save_picture: Save) -> None:
    group_id = held(room)
    group_sessions.take_off(room.workspace, group_id, room.people[0], "Try")
    group_sessions.take_off(room.workspace, group_id, room.people[1], "Try")
    room.page.mark_stale()
    room.settle()
    room.page.sheet.invite.click()
    room.settle()
    dialog = room.dialog()
    assert isinstance(dialog, InviteDialog)
    assert [row.one.case_id for row in dialog.records.rows] == room.people[:2]
    QTest.keyClicks(dialog.search, "morag")
    assert [row.one.case_id for row in dialog.records.rows] == [room.people[1]]
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.save.text() == "Invite 1"
    save_picture(dialog, "group-invite-light")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    room.settle()
    sheet = group_views.sheet(room.workspace, group_id)
    assert {place.case_id for place in sheet.places} == set(room.people[1:])
    assert len(room.page.sheet.grid.records.rows) == 2


def test_s5_one_grid_by_the_keyboard_and_a_close_that_reaches_every_case(
    room: Room, save_picture: Save
) -> None:
    group_id = held(room)
    page = room.page
    grid = page.sheet.grid
    assert page.head.sub.text() == "1 attendance to settle"
    assert [row.name.split()[0] for row in grid.records.rows] == ["Ada", "Gwenllian", "Mòrag"]
    grid.setFocus()
    grid.setCurrentIndex(grid.records.index(0, 1))
    room.type_in(grid, Qt.Key.Key_C, Qt.Key.Key_Return, "New portals found", Qt.Key.Key_Return)
    assert grid.currentIndex().row() == 1, "the next person, without the mouse"
    room.type_in(grid, Qt.Key.Key_D, Qt.Key.Key_Down, Qt.Key.Key_N)
    stored = {place.name.split()[0]: place for place in group_views.sheet(room.workspace, group_id).places}
    assert (stored["Ada"].answer, stored["Ada"].words) == (PlaceAnswer.CAME, "New portals found")
    assert stored["Mòrag"].answer is PlaceAnswer.DID_NOT_COME
    assert page.sheet.headcount.value() == 1
    page.sheet.close_it.click()
    room.settle()
    assert "why Gwenllian" in page.sheet.error.text(), "declining is not left without its reason (JFS 5.02)"
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 2)
    save_picture(room.shell.window, "group-grid-light")
    room.type_in(grid, "Rather one to one", Qt.Key.Key_Return)
    page.sheet.headcount.setValue(4)
    page.sheet.close_it.click()
    room.settle()
    ada, gwenllian, morag = room.people[2], room.people[0], room.people[1]
    assert FactKind.GROUP_ATTENDED in room.facts(ada)
    assert FactKind.GROUP_NOT_APPROPRIATE in room.facts(gwenllian)
    assert FactKind.GROUP_ATTENDED not in room.facts(morag)
    (line,) = plans.open_plan(room.workspace, ada).content.activities
    assert line.text == "You took part in a group session: Applying online.\nNew portals found"
    assert page.sheet.state.text() == "✓ Closed"
    assert page.head.sub.text() == ""
    assert not page.sheet.close_it.isVisible()
    assert group_views.all_groups(room.workspace)[0].headcount == 4
    assert "1 participant came" in room.news[-1]
    save_picture(room.shell.window, "group-closed-light")


def test_a_closed_row_is_corrected_with_its_reason(room: Room) -> None:
    group_id = held(room)
    page = room.page
    page.sheet.everybody.click()
    room.settle()
    page.sheet.close_it.click()
    room.settle()
    page.sheet.grid.setCurrentIndex(page.sheet.grid.records.index(0, 1))
    page.sheet.correct.click()
    dialog = room.dialog()
    assert isinstance(dialog, CorrectPlaceDialog)
    dialog.form.set_value("answer", PlaceAnswer.DID_NOT_COME)
    dialog.save.click()
    room.settle()
    assert "why" in dialog.form.note("reason")
    QTest.keyClicks(dialog.form.field("reason"), "Ticked the wrong line")
    dialog.save.click()
    room.settle()
    place = group_views.sheet(room.workspace, group_id).places[0]
    assert place.answer is PlaceAnswer.DID_NOT_COME
    assert FactKind.GROUP_ATTENDED not in room.facts(place.case_id)


def test_s5_the_figure_in_the_rail_follows_changes_and_the_time_of_day(
    qtbot: QtBot, room: Room, window_clock: Any
) -> None:
    """A session that is planned, begins or is called off changes the figure, whichever page is in front;
    in front, the page itself shows that it is to be closed."""
    frame = room.shell.frame
    hub, badge = room.shell.context.hub, frame.rail.entries["group_sessions"].badge
    frame.show_page("today")
    room.settle()

    def planned(ahead: timedelta) -> UUID:
        given = GroupPlan("Applying online", window_clock.wall + ahead, 60, "Video room 2", "Rosa Khan")
        outcome = group_sessions.plan(room.workspace, given)
        hub.tell(outcome)
        room.settle()
        return outcome.value

    begun = planned(-timedelta(hours=1))
    assert badge.text() == "1" and room.page.records.rows == ()
    planned(timedelta(milliseconds=300))
    assert badge.text() == "1"
    window_clock.wall += timedelta(minutes=1)
    qtbot.waitUntil(lambda: badge.text() == "2")
    hub.tell(group_sessions.call_off(room.workspace, begun, "Nobody could come"))
    room.settle()
    assert badge.text() == "1"
    frame.show_page("group_sessions")
    room.settle()
    soon = planned(timedelta(milliseconds=300))
    window_clock.wall += timedelta(minutes=1)
    qtbot.waitUntil(lambda: badge.text() == "2")
    assert next(one for one in room.page.records.rows if one.id == soon).state is GroupState.TO_CLOSE


def test_s5_today_leads_to_whom_to_tell_of_a_session_called_off(room: Room, save_picture: Save) -> None:
    group_id = held(room, time(16))
    room.page.sheet.call_off.click()
    room.settle()
    room.dialog().form.set_value("reason", "The adviser is ill")
    room.dialog().save.click()
    room.settle()
    sheet = room.page.sheet
    assert "3 people are still to be told that it is called off." in sheet.warning.text()
    save_picture(room.shell.window, "group-called-off-light")
    frame = room.shell.frame
    frame.show_page("today")
    room.settle()
    today = frame.page("today")
    assert isinstance(today, TodayPage)
    todo = next(one for one in cockpit.cockpit(room.workspace).todos if one.about == group_id)
    lead(room.shell.context, todo, lambda *_: None, today)
    room.settle()
    dialog = room.dialog()
    assert isinstance(dialog, TellDialog)
    dialog.form.set_value("channel", "telephone")
    save_picture(dialog, "group-tell-light")
    dialog.save.click()
    room.settle()
    assert dialog.isVisible(), "in a call it is said whether it was sure who it was (I3)"
    dialog.people.set_chosen([str(one) for one in room.people[:2]])
    dialog.questions.set_answers({"identity": "confirmed"})
    dialog.save.click()
    room.settle()
    assert [one.case_id for one in group_news.whom(room.workspace, group_id)] == room.people[2:]
    assert "group_change_told" in room.facts(room.people[0])
    assert "1 person is still to be told" in sheet.warning.text()


def test_names_are_hidden_while_the_screen_is_shared(room: Room, save_picture: Save) -> None:
    held(room)
    grid = room.page.sheet.grid
    room.page.sheet.share.click()
    shown = [str(grid.records.index(row, 0).data()) for row in range(3)]
    assert shown == ["Participant 1", "Participant 2", "Participant 3"]
    save_picture(room.shell.window, "group-hidden-light")
    room.page.sheet.share.click()
    assert grid.records.index(0, 0).data() == "Ada Cole"


def test_a_locked_window_holds_nobody_of_a_group(room: Room, settle: Callable[[Shell], None]) -> None:
    held(room)
    room.shell.lock()
    settle(room.shell)
    assert room.page.sheet.grid.records.rows == ()
    assert room.page.records.rows == ()


def test_a_whole_group_is_in_sight_in_the_smallest_window(  # noqa: PLR0917
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Any,
    save_picture: Save,
) -> None:
    """S5, JFS 1.20: the attendance of fifteen is taken at 1280 by 800 without scrolling; what is being
    typed is not cut, and everything that can be done stands in one line below."""

    def fifteen(maker: CaseMaker) -> tuple[UUID, ...]:
        return tuple(maker.started(first_name=f"Ada {n}", last_name="Wren") for n in range(15))

    now = window_clock.wall
    people = brought_once(own_vault, passphrase, window_clock, fifteen)
    window_clock.wall = now
    room = Room(open_window(make_shell, own_vault, passphrase, settle), list(people), settle)
    held(room)
    grid, sheet = room.page.sheet.grid, room.page.sheet
    assert (room.shell.window.width(), room.shell.window.height()) == (1280, 800)
    lowest = grid.visualRect(grid.records.index(14, 0)).bottom()
    assert lowest <= grid.viewport().height() and not room.page.area.verticalScrollBar().maximum()
    bottoms = [sheet.close_it.geometry().center().y(), sheet.headcount.geometry().center().y()]
    assert max(bottoms) - min(bottoms) <= 2
    grid.setFocus()
    grid.setCurrentIndex(grid.records.index(14, 1))
    room.type_in(grid, Qt.Key.Key_C, Qt.Key.Key_Return, "Jumped at it")
    editor = grid.viewport().findChild(QLineEdit)
    assert editor is not None and editor.height() >= editor.fontMetrics().height()
    save_picture(room.shell.window, "group-of-fifteen")


def test_in_a_low_window_the_close_stands_below_the_answers_and_no_bar_over_the_list(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> None:
    """S5: at 900 by 600, as the page is first seen there."""
    now = window_clock.wall
    people = brought_once(own_vault, passphrase, window_clock, everybody)
    window_clock.wall = now
    shell = open_window(make_shell, own_vault, passphrase, settle)
    shell.window.resize(900, 600)
    skills = "Transferable skills: what you bring from your last job"
    for day, topic in ((4, "Interviews by video"), (8, skills), (9, skills)):
        begins = datetime(2021, 6, day, 9, tzinfo=LONDON)
        plan = GroupPlan(topic, begins, 60, "Video room 2", "Rukhsana Khan")
        made = group_sessions.plan(shell.context.workspace, plan).value
        group_sessions.invite(shell.context.workspace, made, people)
    room = Room(shell, list(people), settle)
    answers = room.page.sheet.answers.values()
    assert len({one.y() for one in answers}) == 2, "and not each in a line of its own beside the close"
    assert not room.page.area.verticalScrollBar().maximum()
    assert not room.page.table.horizontalScrollBar().maximum()


def test_i3_everybody_came_leaves_out_who_is_in_doubt_and_says_so(room: Room, save_picture: Save) -> None:
    """JFS 3.26: the doubt stands in the row; nobody takes it for cleared up with one press for all."""
    doubted = room.people[1]
    said = WhatHappened(FactKind.IDENTITY_DOUBTED, TODAY, detail={"doubt": "Another voice"})
    facts.record(room.workspace, doubted, said)
    held(room)
    sheet = room.page.sheet
    names = [sheet.grid.records.index(row, 0).data() for row in range(3)]
    assert names == ["Ada Cole", "Gwenllian Angharad Llywelyn-Prytherch", "In doubt · Mòrag NicDhòmhnaill"]
    assert "'Everybody came' leaves them out" in sheet.warning.text() and sheet.warning.isVisible()
    assert "Mòrag" not in sheet.warning.text(), "the line is in sight while the screen is shared"
    sheet.everybody.click()
    room.settle()
    assert {row.case_id for row in sheet.grid.records.rows if row.answer is PlaceAnswer.INVITED} == {doubted}
    save_picture(room.shell.window, "group-doubt")
    place = sheet.close_it.mapToGlobal(QPoint(0, 0))
    sheet.close_it.click()
    room.settle()
    assert "Say whether Mòrag NicDhòmhnaill came" in sheet.error.text()
    QApplication.processEvents()
    assert sheet.error.isVisible() and sheet.close_it.mapToGlobal(QPoint(0, 0)) == place
    save_picture(room.shell.window, "group-refused")


def test_t18_the_close_asks_each_late_return_for_its_reason(
    room: Room, window_clock: Any, save_picture: Save
) -> None:
    """M4, JFS 4.20: two come back after the days for it; each is asked for, and the close goes on."""
    for case_id in room.people[:2]:
        for kind, day, detail in (
            (FactKind.DISENGAGED, date(2021, 6, 2), {}),
            (FactKind.RE_CONTACT_ATTEMPTED, date(2021, 6, 3), {"result": "no_answer"}),
        ):
            answers, channel = said_with(room.workspace.programme, kind, detail)
            said = WhatHappened(kind, day, time(10), channel=channel, detail=answers)
            facts.record(room.workspace, case_id, said)
    window_clock.wall = window_clock.wall.replace(day=14)
    starts = datetime.combine(date(2021, 6, 14), time(9), LONDON)
    given = GroupPlan("Applying online", starts, 60, "Video room 2", "Rosa Khan")
    group_id = group_sessions.plan(room.workspace, given).value
    group_sessions.invite(room.workspace, group_id, room.people)
    window_clock.wall = window_clock.wall.replace(hour=15)
    room.page.mark_stale()
    room.settle()
    room.page.sheet.everybody.click()
    room.settle()
    room.page.sheet.close_it.click()
    for reason in ("In hospital", "No telephone"):
        room.settle()
        asked = room.dialog()
        assert isinstance(asked, LateReturnDialog)
        asked.save.click()
        assert asked.form.note("late_reason") == "Say why it is late."
        QTest.keyClicks(asked.form.field("late_reason"), reason)
        save_picture(asked, "group-late-return")
        asked.save.click()
    room.settle()
    assert group_views.all_groups(room.workspace)[0].state is GroupState.CLOSED
    told = {
        fact.late_reason
        for case_id in room.people
        for fact in facts.of_case(room.workspace, case_id)
        if fact.kind == FactKind.GROUP_ATTENDED
    }
    assert told == {"", "In hospital", "No telephone"}
