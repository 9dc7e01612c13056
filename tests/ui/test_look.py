"""What the eye finds first: nothing cut at 1280 x 800, one column of actions, nothing that jumps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.outbox.mail_account import Route
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.records.views import HistoryEntry, JourneyStep
from jfs_desktop.rules.plan.minimum_service import ServiceStanding, ServiceState
from tests.ui.casemaker import case_maker, open_window, today_of
from ui.dialogs.ending.end_early import EndEarlyDialog
from ui.dialogs.office.mail_account import MailAccountDialog
from ui.pages.case.header import CaseHead
from ui.pages.case.history.history_list import HistoryList
from ui.pages.case.support.service_list import ServiceList
from ui.pages.caseload import CaseloadPage
from ui.pages.caseload_model import COLUMNS
from ui.shell.rail import Rail
from ui.shell.shell import Shell
from ui.shell.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.journey_strip import JourneyStrip
from ui.widgets.scrolled import scrolled
from ui.widgets.section_list import ListRow, SectionList
from ui.widgets.text import ElidedLabel, TwoLineLabel

Settle = Callable[[Shell], None]
NAMES = ("Gwenllian Angharad Llywelyn-Prytherch", "Mòrag NicDhòmhnaill", "Llŷr Llewelyn-Prydderch")
WHY = "10 working days from 28 Sept: the referral was made · JFS 3.19"
TODO = "Get the reply confirming receipt of the pack"
ACTIONS = ("Record the cancellation keyed", "Record a reply", "Record the hand-back")


@pytest.fixture
def due(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Shell:
    """Seven people late with two things each, and one met, at 1280 x 800."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        for number in range(7):
            first, last = NAMES[number % 3].split(" ", 1)
            maker.referred(date(2021, 5, 18), first_name=first, last_name=f"{last} {number}")
        maker.met(first_name="Tom", last_name="Ellery")
        maker.on(date(2021, 6, 4), time(9))
    return open_window(make_shell, own_vault, passphrase, settle)


def right_edge(part: QWidget, of: QWidget) -> int:
    return part.mapTo(of, QPoint(part.width(), 0)).x()


def test_every_word_of_today_is_read_at_1280(due: Shell) -> None:
    """H1: names and what is to do stand whole, and why as far as its line goes, its paragraph in any case;
    the actions end in one column."""
    page = today_of(due)
    rows = page.list.rows
    assert len(rows) >= 7 and due.window.width() == 1280
    for row in rows:
        assert "…" not in row.name.text(), row.row.name
        for words in row.findChildren(ElidedLabel) if len(row.row.covers) < 3 else ():
            cut = bool(words.toolTip()) and words.isVisible()
            assert not cut or (words.text() == row.row.why and words.shown().endswith("JFS 3.07"))
        for verb in row.findChildren(QPushButton):
            assert verb is row.name or verb.width() >= verb.sizeHint().width()
    ends = {right_edge(row.more, page.list) for row in rows if row.more is not None}
    assert len(ends) == 1


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", NAMES)
def test_a_row_has_room_for_its_words_beside_the_widest_action(
    theme: Theme, qtbot: QtBot, name: str, action: str
) -> None:
    """H1: in the width that Today has at 1280 with the day beside it."""
    made = SectionList()
    qtbot.addWidget(made)
    rows = [
        ListRow(at, "Due by 15:30", "today", name, "Meeting 24 Nov, 15:30", TODO, WHY, one, menu=True)
        for at, one in enumerate((action, ACTIONS[1]))
    ]
    made.set_sections([("Today", rows)])
    made.resize(768, 300)
    made.show()
    qtbot.waitUntil(lambda: made.rows[0].name.text().replace("\n", " ").replace("- ", "-") == name)
    for row in made.rows:
        assert [one.text() for one in row.findChildren(ElidedLabel) if one.toolTip()] == []
    assert len({right_edge(row.more, made) for row in made.rows if row.more is not None}) == 1


def test_why_is_cut_before_its_paragraph(theme: Theme, qtbot: QtBot) -> None:
    made = TwoLineLabel(WHY, "soft", keep_end=True)
    qtbot.addWidget(made)
    made.set_most(1)
    made.resize(220, 20)
    made.show()
    assert made.shown().startswith("10 working days") and made.shown().endswith("… · JFS 3.19")
    assert made.toolTip() == WHY


def test_the_ring_of_a_name_with_the_focus_is_whole(theme: Theme, qtbot: QtBot) -> None:
    """DESIGN 11: no side of it lies outside of the button, where it would not be painted."""
    made = SectionList()
    qtbot.addWidget(made)
    made.set_sections([("Today", [ListRow(1, "Due", "today", NAMES[0], "", TODO, WHY, "")])])
    made.resize(768, 120)
    made.show()
    name = made.rows[0].name
    name.setFocus()
    qtbot.waitUntil(name.hasFocus)
    picture = name.grab().toImage()
    ring, high = theme.colour("focus").name(), picture.height() // 2
    assert picture.pixelColor(0, high).name() == ring
    assert picture.pixelColor(picture.width() - 1, high).name() == ring


@pytest.mark.parametrize("role", ["plain", "primary", "danger"])
def test_a_button_that_does_nothing_looks_so(theme: Theme, qtbot: QtBot, role: str) -> None:
    """Whoever is refused sees it on the button too, one that ends or takes back among them."""
    able, unable = button("End provision", role), button("End provision", role)
    unable.setEnabled(False)
    for one in (able, unable):
        qtbot.addWidget(one)
    middle = QPoint(6, able.sizeHint().height() // 2)
    grounds = [one.grab().toImage().pixelColor(middle).name() for one in (able, unable)]
    assert grounds[0] != grounds[1]


def test_the_rail_keeps_its_width_when_a_figure_comes(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.add("today", "Today", "today")
    rail.add("requests", "Jobcentre requests", "requests")
    rail.show()
    before = rail.sizeHint().width()
    rail.set_badge("requests", "12", urgent=True)
    assert rail.sizeHint().width() == before
    entry = rail.entries["requests"]
    words = entry.fontMetrics().horizontalAdvance(entry.text()) + entry.iconSize().width()
    assert entry.sizeHint().width() >= words + entry.badge.sizeHint().width()


def test_an_empty_vault_offers_the_import_and_how_messages_leave(
    shell: Shell, settle: Settle, tmp_path: Path, save_picture: Callable[[QWidget, str], None]
) -> None:
    """With nobody referred there is no caseload to open. I18: the first run asks for the way of messages,
    with the test of the connection; whoever skips it finds it in Settings."""
    page = today_of(shell)
    settle(shell)
    assert page.empty.isVisible()
    assert [one.text() for one in page.empty.buttons] == ["Import referrals…", "Set up e-mail…"]
    assert page.empty.mail.isVisible()
    assert page.empty.title.text() == "No participants yet"
    assert page.aside is not None and not page.aside.standards  # no list of standards that count nobody
    save_picture(shell.window, "today-first-run")
    page.empty.mail.click()
    settle(shell)
    dialog: Any = QApplication.activeModalWidget()
    assert isinstance(dialog, MailAccountDialog)
    dialog.form.set_value("route", Route.FOLDER)
    assert dialog.test.isVisible()
    dialog.form.set_value("folder", str(tmp_path))
    dialog.form.set_value("sender_address", "office@northgate.example")
    dialog.go.click()
    settle(shell)
    assert not page.empty.mail.isVisible(), "it is asked once"


def test_the_caseload_fits_into_1280_and_gives_spare_room_to_what_is_next(due: Shell, settle: Settle) -> None:
    due.frame.show_page("caseload")
    settle(due)
    page = due.frame.page("caseload")
    assert isinstance(page, CaseloadPage)
    bar = page.table.horizontalScrollBar()
    assert bar.maximum() == 0
    due.window.resize(1280, 500)  # rows enough for the bar at the side
    settle(due)
    assert bar.maximum() == 0
    following = next(at for at, column in enumerate(COLUMNS) if column.key == "next")
    before = page.table.columnWidth(following)
    due.window.resize(1920, 1080)
    settle(due)
    assert page.table.columnWidth(following) >= before + 250


def test_the_journey_takes_more_rows_before_it_cuts_a_word(theme: Theme, qtbot: QtBot) -> None:
    """At 18 points in a window of 1280."""
    strip = JourneyStrip()
    qtbot.addWidget(strip)
    strip.set_steps([JourneyStep(str(n), "Outcome on PRaP", "was due 3 June", "done") for n in range(8)])
    strip.resize(420, 200)
    strip.show()
    qtbot.waitUntil(lambda: len({cell.y() for cell in strip.cells}) == 3)
    assert [one.text() for one in strip.findChildren(ElidedLabel) if one.toolTip()] == []


def test_that_a_session_runs_is_said_on_the_line_of_the_buttons(due: Shell, settle: Settle) -> None:
    workspace = due.context.workspace
    case_id = due.context.caseload.now().search("Ellery", only_open=False)[0]
    outcome = sessions.start(
        workspace, case_id, channel="video", identity="confirmed", at=due.context.clock.now()
    )
    due.context.hub.tell(outcome)
    due.frame.open_case(case_id, "overview")
    settle(due)
    head = due.window.findChild(CaseHead)
    assert isinstance(head, CaseHead) and head.running.isVisible()
    middles = [part.mapTo(head, QPoint(0, 0)).y() + part.height() / 2 for part in (head.record, head.running)]
    assert abs(middles[0] - middles[1]) <= 1


def test_no_empty_space_stays_above_the_verbs_of_a_dialog(due: Shell, settle: Settle, qtbot: QtBot) -> None:
    """Fields ask for too much height until they have their width; it is given back."""
    case_id = due.context.caseload.now().search("Ellery", only_open=False)[0]
    EndEarlyDialog.ask(due.context, case_id, date(2021, 6, 4), due.window)
    settle(due)
    dialog = due.window.findChild(EndEarlyDialog)
    assert isinstance(dialog, EndEarlyDialog)
    column = dialog.layout()
    assert column is not None
    qtbot.waitUntil(lambda: dialog.height() <= column.totalHeightForWidth(dialog.width()) + 2)
    dialog.discard()


def test_the_minimum_service_folds_where_letters_are_large(
    large_letters: None, theme: Theme, qtbot: QtBot
) -> None:
    """What is to press goes below what it is, and nothing is cut."""
    made = ServiceList(lambda: date(2021, 6, 4))
    area = scrolled(made)
    qtbot.addWidget(area)
    day = date(2021, 6, 1)
    items = [
        ServiceStanding(
            "one", "Two 1-2-1 sessions or more", "JFS 4.01", ServiceState.DELIVERED, day, day, "", 3, 2
        ),
        ServiceStanding("mock", "Mock interview", "JFS 4.01", ServiceState.ACCEPTED, day, None, "", 0, 1),
    ]
    made.set_items(items, offered=("mock",), given=("mock",))
    offer, record = made.offers["mock"], made.records["mock"]
    area.resize(1400, 200)
    area.show()
    qtbot.waitUntil(lambda: offer.y() < made.states["mock"].y() + made.states["mock"].height())
    area.resize(620, 400)
    qtbot.waitUntil(lambda: offer.y() >= made.states["mock"].y() + made.states["mock"].height())
    for part in (offer, record, *made.states.values()):
        assert part.width() >= part.minimumSizeHint().width() and right_edge(part, made) <= made.width()
    assert made.minimumSizeHint().width() <= 620


def test_undo_stays_in_sight_where_letters_are_large(large_letters: None, theme: Theme, qtbot: QtBot) -> None:
    """Who made a change, and its details, stand below it then."""
    made = HistoryList()
    qtbot.addWidget(made)
    at = datetime(2021, 6, 2, 16, 27, tzinfo=UTC)
    details = tuple(f"Note {number}" for number in range(5))
    words = "Stopped and wrapped up the session"
    made.set_entries([HistoryEntry(UUID(int=1), at, "Rukhsana Khan", words, details, "", "the session")])
    made.resize(840, 300)
    made.show()
    undo = made.rows[0].undo
    assert undo is not None
    qtbot.waitUntil(lambda: right_edge(undo, made) <= made.viewport().width())
    assert undo.width() >= undo.sizeHint().width()
