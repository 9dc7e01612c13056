"""Today in the real window: what is due and why, grouped, in one line each, with one action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.today.cockpit import Cockpit, When
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import CaseMaker, brought_once, open_window, today_of
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.pages.today import TodayPage
from ui.pages.today_rows import BY_DAY, BY_KIND, BY_PERSON, MOVED, summary
from ui.shell.shell import Shell
from ui.widgets.clock_chip import due_words
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.section_list import RowWidget
from ui.widgets.text import TwoLineLabel

Settle = Callable[[Shell], None]
ACCEPT = "Accept or reject the referral"
LONG = ("Angharad Gwenllian-Morfudd", "Llewelyn-Prydderch ap Rhydderch o Lanfairpwllgwyngyll")


@pytest.fixture
def day(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Shell:
    """Friday 4 June 2021: one referral lapsed, one case with a late outcome, one of yesterday, one that took
    a week to arrive."""
    brought_once(own_vault, passphrase, window_clock, four_people)
    return open_window(make_shell, own_vault, passphrase, settle)


def four_people(maker: CaseMaker) -> None:
    maker.met(first_name=LONG[0], last_name=LONG[1])
    maker.referred(date(2021, 6, 2), first_name="Tom", last_name="Ellery")
    maker.referred(date(2021, 6, 3), first_name="Dawit", last_name="Nguyen")
    maker.referred(
        date(2021, 6, 3), referral_made_on=date(2021, 5, 27), first_name="Owen", last_name="Bright"
    )
    maker.on(date(2021, 6, 4), time(9))


def headings(page: TodayPage) -> list[str]:
    shown = [one.text() for one in page.list.findChildren(QLabel) if one.property("role") == "section"]
    return [one for one in shown if one != MOVED]


def test_the_head_counts_what_is_due(day: Shell) -> None:
    page = today_of(day)
    late = [item for item in page.items.values() if item.when is When.LATE]
    due = [item for item in page.items.values() if item.when is When.TODAY]
    assert page.head.title.text() == "Today, Friday 4 June 2021"
    assert page.head.sub.text() == (
        f"{len(late) + len(due)} actions due · {len(late)} overdue · next working day Monday 7 June"
    )
    many = Cockpit(date(2021, 6, 4), date(2021, 6, 7), (late[0],) * 1200, (), 0)
    assert summary(many).startswith("1,200 actions due · 1,200 overdue · ")


def test_each_row_says_why_in_one_line_with_its_paragraph(day: Shell) -> None:
    for row in due_rows(today_of(day)):
        assert "JFS " in row.row.why.rsplit(" · ", 1)[-1]
        assert "\n" not in row.row.why
    whys = {item.clock.id: row.row.why for item, row in _pairs(today_of(day))}
    assert whys["acknowledge_referral"].startswith("2 working days, ")
    assert "is day 1: the referral was received" in whys["acknowledge_referral"]


def test_the_smallest_window_shows_each_why_whole_and_the_actions_at_one_left_edge(
    day: Shell, qtbot: QtBot
) -> None:
    """DESIGN 3.2, W17: the list has the whole width, and the day by the clock one button."""
    page = today_of(day)
    assert (day.window.width(), day.window.height()) == (1280, 800)
    assert page.aside is not None and not page.aside.isVisible() and page.aside.folded.isVisible()
    rows = due_rows(page)
    qtbot.waitUntil(lambda: all(row.width() > 900 for row in rows))
    edges = {row.action.mapTo(page, QPoint(0, 0)).x() for row in rows if row.action is not None}
    assert len({row.action.width() for row in rows if row.action is not None}) > 1
    assert len(edges) == 1
    assert not [one.text() for row in rows for one in row.findChildren(TwoLineLabel) if "…" in one.shown()]


def test_a_lateness_is_named_as_it_is_in_the_caseload(day: Shell) -> None:
    """W17: they are working days, and both lists say so."""
    late = [(item, row) for item, row in _pairs(today_of(day)) if item.clock.state.value == "late"]
    assert late
    for item, row in late:
        assert row.chip.text().endswith(due_words(item.clock.days_left, item.clock.due)[0])


def test_the_arrows_work_from_the_start_and_after_the_key_of_the_page(day: Shell, qtbot: QtBot) -> None:
    """DESIGN 11: Today has the focus once the window stands, and again when it is asked for there."""
    page = today_of(day)
    day.window.activateWindow()
    focus = QApplication.focusWidget()
    assert focus is not None and page.isAncestorOf(focus)
    day.frame.top.search.setFocus()
    day.frame.show_page("today")
    focus = QApplication.focusWidget()
    assert focus is not None and page.isAncestorOf(focus)
    qtbot.keyClick(focus, Qt.Key.Key_Down)
    assert page.keys.current() is page.list.rows[0]


def test_only_late_rows_have_the_primary_button(day: Shell) -> None:
    for item, row in _pairs(today_of(day)):
        assert row.action is not None
        assert (row.action.property("role") == "primary") == (item.clock.state.value == "late")


def test_rows_are_grouped_by_day_person_or_kind_and_it_is_remembered(day: Shell, settle: Settle) -> None:
    page = today_of(day)
    assert headings(page)[0] == "Overdue"
    count = len(due_rows(page))
    page.group_by(BY_PERSON)
    assert "Tom Ellery" in headings(page) and len(due_rows(page)) == count
    page.group_by(BY_KIND)
    assert "Acknowledge the referral on PRaP" in headings(page) and len(due_rows(page)) == count
    assert page.grouped_by == BY_KIND
    assert page.group.text() == "Group by: kind of action"
    page.group_by(BY_DAY)
    assert headings(page)[0] == "Overdue"


def test_a_long_name_is_cut_and_told_in_full(
    day: Shell, save_picture: Callable[[QWidget, str], None]
) -> None:
    name = " ".join(LONG)
    row = next(one for one in due_rows(today_of(day)) if one.row.name == name)
    assert row.name.text().endswith("…")
    assert name in row.name.toolTip() and row.name.accessibleName() == name
    assert row.name.text().count("\n") == 1 and row.height() <= 76  # in two lines, as why is
    save_picture(day.window, "today-long-name")


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the", extend=True)
def test_the_date_explains_itself(qtbot: QtBot, day: Shell) -> None:
    row = due_rows(today_of(day))[0]
    row.chip.setFocus()
    qtbot.keyClick(row.chip, Qt.Key.Key_Return)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, ExplanationPopover)
    popover.close()


def test_nothing_due_says_what_to_do(shell: Shell) -> None:
    page = today_of(shell)
    assert page.empty.isVisible() and not page.area.isVisible()
    assert page.focusWidget() is page, "and not the filter, where there is nothing to filter"


def test_what_waits_for_the_acknowledgement_leads_to_it(day: Shell, settle: Settle) -> None:
    """R2, C1, I1, JFS 3.07: until the referral is accepted nobody may be reached about it, so each of its
    rows says so and has an action that can be done."""
    owens = [(item, row) for item, row in _pairs(today_of(day)) if item.name == "Owen Bright"]
    waiting = [(item, row) for item, row in owens if item.clock.id != "acknowledge_referral"]
    assert {item.clock.id for item, _ in waiting} >= {"contact_participant", "hold_initial_meeting"}
    for _, row in waiting:
        assert row.action is not None and row.action.text() == "Record acknowledgement"
        assert "waits for 'Acknowledge the referral on PRaP' (JFS 3.07)" in row.row.why
    waiting[0][1].action.click()
    settle(day)
    entry = QApplication.activeModalWidget()
    assert isinstance(entry, PrapEntryDialog) and entry.heading.text() == f"{ACCEPT}: Owen Bright"
    entry.reject()


def test_a_fact_recorded_elsewhere_reaches_the_list(day: Shell, settle: Settle) -> None:
    page = today_of(day)
    dawit = next(item.case_id for item in page.items.values() if item.name == "Dawit Nguyen")
    from jfs_desktop.casework.recording import facts
    from jfs_desktop.casework.recording.facts import WhatHappened

    context = day.context
    happened = WhatHappened(FactKind.ACKNOWLEDGED, date(2021, 6, 4))
    context.tasks.write(
        lambda: facts.record(context.workspace, dawit, happened), owner=page, done=context.hub.tell
    )
    settle(day)
    assert not any(
        item.case_id == dawit and item.clock.id == "acknowledge_referral" for item in page.items.values()
    )


def _pairs(page: TodayPage) -> list[Any]:
    return [(page.items[row.row.key], row) for row in due_rows(page)]  # type: ignore[index]


def due_rows(page: TodayPage) -> list[RowWidget]:
    """The rows of what is due, without those of moves by themselves."""
    return [row for row in page.list.rows if row.row.key in page.items]
