"""Today as a cockpit, in the real window: reasons, putting off, moves told, the agenda, the standards, the
keyboard, and 60 cases (DESIGN 3.2, 11; R3, W10, S11, M1, AMB-09, AMB-75)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import automatic_moves
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.today import putting_off
from jfs_desktop.casework.today.cockpit import When
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import said_with
from tests.ui.casemaker import case_maker, open_window, today_of
from tests.ui.recorder import Recorder
from ui.dialogs.office.standard_cases import StandardCases
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.questions.late_reason import LateReasonDialog
from ui.dialogs.questions.put_off import PutOffDialog, PutOffList
from ui.dialogs.recording.record import RecordDialog
from ui.pages.prap import PrapPage
from ui.pages.today import TodayPage
from ui.pages.today_detail import HINT
from ui.pages.today_rows import READ, state_words, why_of
from ui.shell.shell import Shell
from ui.widgets.section_list import RowWidget

Settle = Callable[[Shell], None]
JUNE_1, JUNE_4 = date(2021, 6, 1), date(2021, 6, 4)


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Callable[..., Shell]:
    """Makes cases with the vault closed, and opens the window on Friday 4 June, or another day, at 09:00."""

    def make(fill: Callable[[Any], None], day: date = JUNE_4) -> Shell:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            fill(maker)
            maker.on(day, time(9))
        return open_window(make_shell, own_vault, passphrase, settle)

    return make


def dialog(kind: type[Any]) -> Any:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def one_late(maker: Any) -> None:
    maker.met(first_name="Gwenllian", last_name="Llywelyn-Prytherch")


def focus_row(qtbot: QtBot, shell: Shell, key: object) -> QWidget:
    shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell.window)
    row = today_of(shell).list.row_of(key)
    assert row is not None and row.action is not None
    row.action.setFocus()
    return row.action


def test_l_takes_a_reason_that_stands_on_the_row(
    qtbot: QtBot, opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    shell = opened(one_late)
    page = today_of(shell)
    key = next(key for key, one in page.items.items() if one.when is When.LATE)
    qtbot.keyClick(focus_row(qtbot, shell, key), Qt.Key.Key_L)
    asked = dialog(LateReasonDialog)
    assert "Gwenllian" not in asked.windowTitle()
    asked.form.set_value("late_because", "PRaP was down.")
    save_picture(asked, "today-late-reason")
    qtbot.keyClick(asked.form.field("late_because"), Qt.Key.Key_Return)
    settle(shell)
    late = next(one for one in page.items.values() if one.when is When.LATE)
    assert late.because == "PRaP was down."
    row = page.list.row_of(key)
    assert row is not None and row.row.why.startswith("Late because: PRaP was down.")
    save_picture(shell.window, "today-late-explained")
    RecordDialog.ask(page.context, late.case_id, shell.window, clock=late.clock)
    settle(shell)
    assert dialog(RecordDialog).form.value("late_reason") == "PRaP was down."  # asked once


def test_s_is_refused_for_a_contract_clock_in_words(qtbot: QtBot, opened: Any) -> None:
    """AMB-75: nothing opens; the line says why and where that is written."""
    shell = opened(one_late)
    said = Recorder(shell.say)
    key = next(key for key, one in today_of(shell).items.items() if one.when is When.LATE)
    qtbot.keyClick(focus_row(qtbot, shell, key), Qt.Key.Key_S)
    assert QApplication.activeModalWidget() is None
    assert "cannot be put off" in said.news[-1].text and "JFS" in said.news[-1].text


def test_s_puts_off_what_is_no_contract_clock_and_it_comes_back(
    qtbot: QtBot, opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """The acknowledgement is chased on a day of our own (AMB-13)."""
    shell = opened(one_late)
    page = today_of(shell)
    key = next(key for key, one in page.items.items() if one.clock and one.clock.id == "chase_pack_reply")
    qtbot.keyClick(focus_row(qtbot, shell, key), Qt.Key.Key_S)
    asked = dialog(PutOffDialog)
    assert asked.form.value("until") == date(2021, 6, 7)
    save_picture(asked, "today-put-off")
    qtbot.mouseClick(asked.keep, Qt.MouseButton.LeftButton)
    settle(shell)
    assert not any(one.clock and one.clock.id == "chase_pack_reply" for one in page.items.values())
    assert page.hidden.isVisible() and page.hidden.text() == "Put off: 1"
    page.hidden.click()
    settle(shell)
    listed = dialog(PutOffList)
    save_picture(listed, "today-put-off-list")
    next(one for one in listed.findChildren(QWidget) if getattr(one, "text", str)() == "Show again").click()
    settle(shell)
    assert any(one.clock and one.clock.id == "chase_pack_reply" for one in page.items.values())
    assert not page.hidden.isVisible()


def test_a_move_is_told_at_the_start_and_dismissed_for_good(
    qtbot: QtBot, opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R3, T5: noted at the start, told with paragraph and way out, read once, remembered in the vault."""

    def fill(maker: Any) -> None:
        maker.referred(date(2021, 6, 2), first_name="Tom", last_name="Ellery")

    shell = opened(fill)
    page = today_of(shell)
    (move,) = page.moves.values()
    assert page.list.row_of(move.fact_id) is None, "it is told where something is to be done, and once"
    (row,) = [one for one in page.list.rows if one.row.name == "Tom Ellery"]
    assert row.more is not None and page.list.rows[0] is row
    assert move.told in row.row.why and "JFS 3.08" in row.row.why and "new referral" in row.row.why
    assert "moved on by itself" in shell.frame.banner.text
    assert "Ellery" not in shell.frame.banner.text
    save_picture(shell.window, "today-moved")
    row.more.click()
    offered = row.more.findChildren(QMenu)[-1].actions()
    next(one for one in offered if one.text().startswith("I have read this")).trigger()
    settle(shell)
    assert page.moves == {}
    (row,) = [one for one in page.list.rows if one.row.name == "Tom Ellery"]
    assert "JFS 3.08" not in row.row.why, "what is to be done stays"
    page.mark_stale()
    settle(shell)
    assert page.moves == {}


@pytest.mark.parametrize("way", ["menu", "entry"])
def test_a_referral_answered_in_time_is_keyed_later_and_the_lapse_falls_away(
    opened: Any, settle: Settle, way: str, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R2, R3, DESIGN 3.2: an existing caseload is brought in after its acknowledgement days. The day on which
    a thing was done and the day on which it is keyed here are two facts."""
    shell = opened(lambda maker: maker.referred(date(2021, 5, 18), last_name="Nair"))
    page = today_of(shell)
    (key,) = (key for key, one in page.items.items() if one.clock and one.clock.id == "acknowledge_referral")
    page.list.finish()
    row = page.list.row_of(key)
    assert row is not None
    if way == "menu":
        page.list.menuRequested.emit(key, row)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(one for one in menu.actions() if one.text() == "It was acknowledged on…").trigger()
        menu.close()
    else:
        page.list.actionRequested.emit(key)
        settle(shell)
        entry = QApplication.activeModalWidget()
        assert isinstance(entry, PrapEntryDialog) and entry.in_time.isVisible()
        entry.in_time.click()
    settle(shell)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    assert form.kind.currentText().strip() == "Referral accepted on PRaP (by 19 May)"
    assert form.form.value("on") == date(2021, 5, 19) and form.form.value("at") is None
    assert "Wednesday 19 May 2021 or before" in form.refused.text()
    form.save.click()
    settle(shell)
    assert form.isVisible() and form.questions.form.note("proof").startswith("The last day for this was")
    save_picture(form, "acknowledged-in-time")
    form.questions.set_answers({"proof": "Accepted 19/05/2021, as PRaP shows"})
    form.save.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None
    assert not page.moves
    assert all(one.clock is None or one.clock.id != "acknowledge_referral" for one in page.items.values())


def test_an_aim_says_that_it_is_ours(opened: Any) -> None:
    """AMB-09: the contract's day stays the eighth."""
    shell = opened(lambda maker: maker.record(maker.referred(JUNE_1), FactKind.ACKNOWLEDGED, JUNE_1))
    aimed = next(one for one in today_of(shell).items.values() if one.aimed)
    assert "our own earlier aim: Fri 4 June · last day Fri 11 June" in why_of(aimed)
    assert state_words(aimed) == ("Aim: today", "today")


def test_from_the_fifth_day_the_days_that_are_left_are_told(opened: Any) -> None:
    """AMB-09: contact not made by then leaves little room for the meeting."""
    made = date(2021, 5, 27)
    shell = opened(lambda maker: maker.record(maker.referred(made), FactKind.ACKNOWLEDGED, made))
    (warned,) = (one for one in today_of(shell).items.values() if one.warned)
    assert state_words(warned) == ("Only 3 days left", "today")


def test_midnight_notes_moves_and_tells_them(opened: Any, settle: Settle, window_clock: Any) -> None:
    """T5: the day turns while the window stands open."""
    shell = opened(lambda maker: maker.referred(date(2021, 6, 3)))
    page = today_of(shell)
    assert page.moves == {}
    window_clock.wall = window_clock.wall.replace(day=7)
    shell.inside.day.look()
    settle(shell)
    assert [move.on for move in page.moves.values()] == [date(2021, 6, 5)]


def test_the_agenda_leads_to_the_right_tab_and_the_standards_to_their_cases(
    opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """C3, Q1: what is next, and what can still be saved."""
    cases: list[UUID] = []

    def fill(maker: Any) -> None:
        case_id = maker.referred(date(2021, 6, 1), first_name="Mòrag", last_name="NicDhòmhnaill")
        maker.record(case_id, FactKind.ACKNOWLEDGED, date(2021, 6, 1))
        maker.record(case_id, FactKind.CONTACTED, date(2021, 6, 2))
        said = {"booked_for": "2021-06-04", "booked_at": "15:30"}
        maker.record(case_id, FactKind.MEETING_BOOKED, date(2021, 6, 2), detail=said)
        cases.append(case_id)

    shell = opened(fill)
    shell.window.resize(1920, 1080)  # the cards have their room beside the list
    page = today_of(shell)
    settle(shell)
    assert page.aside is not None and page.aside.isVisible()
    assert len(page.aside.standards) == 6
    save_picture(shell.window, "today-aside")
    page.aside.standards[0].click()
    settle(shell)
    listed = dialog(StandardCases)
    assert [row.row.key for row in listed.list.rows] == cases
    save_picture(listed, "today-standard")
    listed.accept()
    (start,) = [
        one for one in page.aside.lines[0].findChildren(QWidget) if getattr(one, "text", str)() == "Start"
    ]
    start.click()
    settle(shell)
    case_page: Any = shell.frame.page("case")
    assert (case_page.case_id, case_page.current_tab) == (cases[0], "meeting")


def test_what_is_late_from_last_month_is_no_secret_of_the_standards(opened: Any, settle: Settle) -> None:
    """Q1, C3: what stands overdue in the list stands as late beside it, by name."""
    cases: list[UUID] = []

    def fill(maker: Any) -> None:
        cases.append(maker.referred(date(2021, 5, 20), first_name="Zainab", last_name="Patel"))
        maker.record(cases[0], FactKind.ACKNOWLEDGED, date(2021, 5, 20))

    shell = opened(fill)
    meeting = today_of(shell).aside.standards[0]
    assert meeting.accessibleDescription() == "1 late from before"
    meeting.click()
    settle(shell)
    listed = dialog(StandardCases)
    assert [(row.row.key, row.row.name) for row in listed.list.rows] == [(cases[0], "Zainab Patel")]
    listed.accept()


def test_over_the_end_of_a_month_each_figure_says_its_month(
    opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """Q1: on 2 June what is due soon is May's, and so is the figure beside it; June has its own."""

    def fill(maker: Any) -> None:
        for day in (date(2021, 5, 18), date(2021, 5, 24), date(2021, 6, 1)):
            one = maker.referred(day, first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
            maker.record(one, FactKind.ACKNOWLEDGED, day)

    shell = opened(fill, date(2021, 6, 2))
    meeting = today_of(shell).aside.standards[0]
    told = "May: 1 due soon · 1 late, at best 50 %; June: 1 open, at best 100 %"
    assert meeting.accessibleDescription() == told
    save_picture(shell.window, "today-month-end")
    meeting.click()
    settle(shell)
    listed = dialog(StandardCases)
    assert [row.row.state for row in listed.list.rows] == ["Fri 4 June", "Missed", "Fri 11 June"]
    save_picture(listed, "today-standard-months")
    listed.accept()


def test_the_rail_has_every_figure_before_a_page_was_looked_at(qtbot: QtBot, opened: Any) -> None:
    """W1: what waits to be keyed is counted although Today stands in front; no page is made for it."""
    shell = opened(lambda maker: maker.referred(date(2021, 6, 4)))
    badge = shell.frame.rail.entries["prap"].badge
    qtbot.waitUntil(lambda: badge.text() == "1")
    assert shell.frame.current == "today" and len(shell.frame.pages) == 1


def test_the_rail_counts_anew_what_was_keyed_on_the_case_page(
    qtbot: QtBot, opened: Any, settle: Settle
) -> None:
    """W1, R3: Today and PRaP are hidden, and their figures fall all the same; taken back, they rise.
    Their lists are read when they are shown, and not before."""
    cases: list[UUID] = []
    shell = opened(lambda maker: cases.append(maker.referred(date(2021, 6, 3))))
    figures = [shell.frame.rail.entries[key].badge for key in ("today", "prap")]
    qtbot.waitUntil(lambda: [one.text() for one in figures] == ["1", "1"])
    shell.frame.show_page("prap")
    prap = shell.frame.page("prap")
    assert isinstance(prap, PrapPage)
    settle(shell)
    shell.frame.open_case(cases[0])
    settle(shell)
    PrapEntryDialog.ask(shell.context, cases[0], "acknowledge", shell.window)
    settle(shell)
    keyed = dialog(PrapEntryDialog)
    keyed.form.questions.set_answers({"proof": "Accepted"})
    keyed.tick.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None and shell.frame.current == "case"
    assert [one.text() for one in figures] == ["", ""]
    assert [one.entry.key for one in prap.lines.values()] == ["acknowledge"]  # as it was last shown
    workspace = shell.context.workspace
    kept = next(one for one in facts.of_case(workspace, cases[0]) if one.kind == FactKind.ACKNOWLEDGED)
    shell.context.hub.tell(facts.withdraw(workspace, kept.id, "Keyed for somebody else"))
    settle(shell)
    assert [one.text() for one in figures] == ["1", "1"]


def test_the_whole_list_by_keyboard(qtbot: QtBot, opened: Any, settle: Settle) -> None:
    """Arrows move, '/' filters, Enter in the filter goes to the first row, Enter acts."""

    def fill(maker: Any) -> None:
        one_late(maker)
        maker.referred(date(2021, 6, 4), first_name="Tom", last_name="Ellery")

    shell = opened(fill)
    page = today_of(shell)
    shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell.window)
    rows = page.list.rows
    for place in range(len(rows)):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert page.keys.current() is rows[place]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert page.keys.current() is rows[-2]
    qtbot.keyClick(QApplication.focusWidget(), "/")
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, "ellery")
    assert {row.row.name for row in page.list.rows} == {"Tom Ellery"}
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.keys.current() is page.list.rows[0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(shell)
    assert isinstance(QApplication.activeModalWidget(), QDialog)
    QApplication.activeModalWidget().close()


def test_every_late_item_of_sixty_cases_is_seen_at_once(
    opened: Any, save_picture: Callable[[QWidget, str], None]
) -> None:
    """Item 9: 60 open cases at 1280x800; each late thing lies on a row inside the window, by geometry."""

    def fill(maker: Any) -> None:
        for number in range(60):
            late = number < 20
            case_id = maker.referred(
                date(2021, 5, 20) if late else date(2021, 6, 1),
                first_name=("Gwenllian Angharad", "Mòrag", "Callum")[number % 3],
                last_name=f"{('Llywelyn-Prytherch', 'NicDhòmhnaill', 'Reid')[number % 3]} {number}",
            )
            maker.record(case_id, FactKind.ACKNOWLEDGED, maker.workspace.today())
            if not late:
                maker.record(case_id, FactKind.CONTACTED, maker.workspace.today())

    shell = opened(fill)
    page = today_of(shell)
    assert (shell.window.width(), shell.window.height()) == (1280, 800)
    late = {key for key, one in page.items.items() if one.when is When.LATE}
    assert len(late) >= 40  # contact and meeting of each
    covered: set[object] = set()
    inside = page.area.viewport().rect()
    for row in page.list.rows:
        top = row.mapTo(page.area.viewport(), QPoint(0, 0)).y()
        if inside.top() <= top and top + row.height() <= inside.bottom() + 1:
            covered |= set(row.row.covers)
    assert late <= covered
    page.keys.step(1)
    assert_told(page, page.list.rows[0])
    assert page.detail.text().count("JFS 3.1") == 2  # contact and meeting, each with its why
    save_picture(shell.window, "today-sixty")


def assert_told(page: TodayPage, row: RowWidget) -> None:
    """The line at the foot says all of this row, and shows all that it says."""
    QApplication.processEvents()
    told = page.detail.text()
    assert told.startswith(f"{row.row.name} · ") and told == page.detail.accessibleName()
    for todo in (page.items[key] for key in row.row.covers):  # type: ignore[index]
        assert f"{todo.what}: " in told and why_of(todo) in told
    assert page.detail.height() >= page.detail.heightForWidth(page.detail.width())


def test_more_late_people_than_lines_stand_in_two_columns(
    opened: Any, save_picture: Callable[[QWidget, str], None]
) -> None:
    """Item 9: 60 open cases, 40 of them late, at 1280x800; every late row lies inside the window, its one
    action with it, and the arrow keys go down the first column and then the second."""

    def fill(maker: Any) -> None:
        for number in range(60):
            maker.referred(
                date(2021, 5, 28) if number < 40 else date(2021, 6, 4),
                first_name=("Gwenllian Angharad", "Mòrag", "Callum")[number % 3],
                last_name=f"{('Llywelyn-Prytherch', 'NicDhòmhnaill', 'Reid')[number % 3]} {number}",
            )
        maker.record(maker.referred(date(2021, 5, 28)), FactKind.HANDED_BACK, JUNE_4, late_reason="Away")
        booked = maker.referred(JUNE_1)
        for kind in (FactKind.ACKNOWLEDGED, FactKind.CONTACTED):
            maker.record(booked, kind, JUNE_1)
        said = {"booked_for": "2021-06-03", "booked_at": "10:00"}
        maker.record(booked, FactKind.MEETING_BOOKED, JUNE_1, detail=said)

    shell = opened(fill)
    page = today_of(shell)
    assert page.folded_moves.text() == "Moved on by itself: 1", "nothing late gives up its place for it"
    assert len({one.case_id for one in page.items.values() if one.when is When.LATE}) >= 30
    rows = [row for row in page.list.rows if row.row.dense]
    assert {key for key, one in page.items.items() if one.when is When.LATE} <= {
        key for row in rows for key in row.row.covers
    }
    QApplication.processEvents()
    inside = page.area.viewport().rect()
    for row in rows:
        shape = QRect(row.mapTo(page.area.viewport(), QPoint(0, 0)), row.size())
        assert inside.contains(shape), (row.row.name, shape)
        assert row.action is not None and row.action.isVisible()
        assert row.action.text() == row.row.action == row.action.accessibleName(), "said in words"
        assert row.action.width() >= row.action.sizeHint().width()
        assert row.chip.width() >= row.chip.sizeHint().width()
        middles = {part.mapTo(row, part.rect().center()).y() for part in (row.chip, row.name, row.action)}
        assert max(middles) - min(middles) <= 1, "on one line of sight"
        if len(row.row.name) < 20:
            assert row.name.text() == row.row.name
    assert "3 June" in {row.row.state for row in rows}
    assert len({row.mapTo(page.list, QPoint(0, 0)).x() for row in rows}) == 2
    assert len({row.action.mapTo(page.list, QPoint(0, 0)).x() for row in rows if row.action}) == 2
    assert page.detail.isVisible() and page.detail.text() == HINT
    save_picture(shell.window, "today-two-columns")
    places = []
    for _ in rows:
        page.keys.step(1)
        places.append(page.keys.current())
        assert_told(page, rows[len(places) - 1])
    assert places == rows
    save_picture(shell.window, "today-two-columns-told")
    there = QPointF(QCursor.pos())
    QApplication.sendEvent(rows[3], QEnterEvent(QPointF(), there, there))  # as rows come below a still mouse
    assert_told(page, rows[-1])
    QApplication.sendEvent(rows[3], QEnterEvent(QPointF(), QPointF(), QPointF()))  # as the mouse does
    assert_told(page, rows[3])
    assert all(
        inside.contains(QRect(row.mapTo(page.area.viewport(), QPoint(0, 0)), row.size())) for row in rows
    )
    page.folded_moves.click()
    (moved,) = [row for row in page.list.rows if row.row.kind == "accent"]
    assert moved.second is not None and moved.second.text() == READ, "no sign without words"
    shell.lock()
    assert page.detail.text() == HINT


def test_what_moved_by_itself_names_its_paragraph_once(opened: Any) -> None:
    """W17: the move and the deadline that it came of are written in the same place."""
    before = date(2021, 5, 4)
    shell = opened(lambda maker: maker.record(maker.referred(before), FactKind.ACKNOWLEDGED, before))
    moved = next(one for one in today_of(shell).items.values() if one.move is not None)
    assert why_of(moved).count("JFS 3.40") == 1 and "..." not in why_of(moved)


def test_what_is_put_off_and_read_survives_in_the_vault(opened: Any, settle: Settle) -> None:
    shell = opened(one_late)
    context = shell.context
    case_id = next(iter(today_of(shell).items.values())).case_id
    assert automatic_moves.note(context.workspace).value == ()
    key = putting_off.key_of(putting_off.CLOCK, "chase_jfap_reply", None)
    putting_off.put_off(context.workspace, case_id, key, "Chase", date(2021, 6, 7))
    detail, channel = said_with(context.workspace.programme, FactKind.PACK_ACKNOWLEDGED, {})
    said = WhatHappened(
        FactKind.PACK_ACKNOWLEDGED, JUNE_4, time(8), channel=channel, detail=detail, late_reason="Away"
    )
    facts.record(context.workspace, case_id, said)
    today_of(shell).mark_stale()
    settle(shell)
    assert today_of(shell).hidden.text() == "Put off: 1"
