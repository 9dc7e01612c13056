"""While the screen is shared only the person who is helped can be seen on it (share-safe switch, G2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from jfs_desktop.casework.contact.busy_times import notes_on
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.session_identity import CONFIRMED
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.rules.prap.prap_values import FieldValue
from tests.answers import entry
from tests.ui.casemaker import MET, CaseMaker, brought_once, open_window
from tests.ui.test_notices import HeardBell
from ui.dialogs.circumstances.fast_track import FastTrackDialog
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.history.history import HistoryTab
from ui.pages.case.overview.overview import OverviewTab
from ui.pages.case.page import CasePage
from ui.pages.fast_track_notice import FastTrackNotice
from ui.shell.finder import Finder
from ui.shell.notices import Notices
from ui.shell.share_safe import ShareSafe
from ui.shell.shell import Shell
from ui.shell.theme import Theme
from ui.widgets.copy_fields import CopyFields
from ui.widgets.dialog import QuestionBox

OTHER = {"first_name": "Gwenllian Angharad", "last_name": "Llywelyn-Prytherch"}
SHOWN = {"first_name": "Sofia", "last_name": "Marsh", "ni_number": "AB123456C"}
NOT_SHOWN = ("Gwenllian", "Llywelyn")
PRIVATE = ("Safeguarding issue noticed", "Self-harm", "the bridge", "District Lead")
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Room:
    """The window over two people, one of whom is to be shown."""

    def __init__(self, shell: Shell, shown: UUID, other: UUID, settle: Callable[[Shell], None]) -> None:
        self.shell, self.shown, self.other, self._settle = shell, shown, other, settle
        self.frame, self.menus, self.context = shell.frame, shell.inside.menus, shell.context
        self.finder: Finder = shell.inside.finder

    @property
    def page(self) -> CasePage:
        page = self.frame.page("case")
        assert isinstance(page, CasePage)
        return page

    @property
    def fast_track(self) -> FastTrackNotice:
        assert self.frame.fast_track is not None
        return self.frame.fast_track

    def rest(self) -> None:
        self._settle(self.shell)

    def open(self, case_id: UUID, tab: str = "overview") -> None:
        self.frame.open_case(case_id, tab)
        self.rest()

    def share(self) -> None:
        self.menus.share.trigger()
        self.rest()

    def question(self) -> QuestionBox:
        self.rest()
        (box,) = [one for one in self.shell.window.findChildren(QuestionBox) if one.isVisible()]
        return box

    def answer(self, words: str) -> None:
        (one,) = [one for one in self.question().findChildren(QPushButton) if one.text() == words]
        one.click()
        self.rest()

    def words(self) -> str:
        """Everything that can now be read in any window, with titles, tips and what is spoken."""
        self.rest()
        seen = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        return "\n".join(words for top in seen for words in said(top))


def said(top: QWidget) -> Iterator[str]:
    yield top.windowTitle()
    for one in (top, *top.findChildren(QWidget)):
        if not one.isVisible():
            continue
        yield one.toolTip()
        yield one.accessibleName()
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        if isinstance(one, QAbstractItemView):
            yield from cells(one.model())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data() or "")


@pytest.fixture
def room(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> Room:
    """Sofia Marsh, about whom something was noticed, and somebody with much to do on Today."""
    other, shown = brought_once(own_vault, passphrase, window_clock, two_people)
    window_clock.wall = datetime(2021, 6, 4, 9, 41, 52, tzinfo=UTC)
    return Room(open_window(make_shell, own_vault, passphrase, settle), shown, other, settle)


def two_people(maker: CaseMaker) -> tuple[UUID, UUID]:
    return maker.accepted(**OTHER), incident(maker)


def incident(maker: CaseMaker) -> UUID:
    case_id = maker.started(**SHOWN)
    lead = DistrictLead("Mòrag NicDhòmhnaill", "01632 960100")
    fast_track.keep_leads(maker.workspace, (lead,))
    fast_track.notice(maker.workspace, case_id, "self_harm", MET, time(9, 0), note="Spoke of the bridge")
    return case_id


def reads(text: str, words: tuple[str, ...]) -> list[str]:
    return [one for one in words if one in text]


def test_it_is_off_at_the_start_and_the_keys_turn_it_on_and_off(room: Room, qtbot: QtBot) -> None:
    window = room.shell.window
    room.open(room.shown)
    assert not room.context.sharing.on and not room.frame.strip.isVisible()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_S, KEYS)
    room.rest()
    assert room.frame.strip.words.text() == "Sharing: only Sofia Marsh is shown"
    assert room.frame.strip.isVisible() and room.menus.share.isChecked()
    assert room.frame.rail.share.text() == "▣ Stop sharing" and room.frame.rail.share.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_S, KEYS)
    room.rest()
    assert not room.context.sharing.on and not room.frame.strip.isVisible()
    assert room.frame.rail.share.text() == "Share screen" and not room.menus.share.isChecked()


def test_no_page_shows_anybody_else(room: Room, save_picture: Callable[[QWidget, str], None]) -> None:
    room.shell.theme.choose("dark")
    for key in ("today", "caseload", "prap", "group_sessions", "complaints", "settings"):
        room.frame.show_page(key)
        room.rest()
    room.frame.show_page("caseload")
    assert reads(room.words(), NOT_SHOWN)
    room.open(room.shown)
    room.share()
    save_picture(room.shell.window, "sharing-case-dark")
    assert not reads(room.words(), NOT_SHOWN) and "Sofia Marsh" in room.words()
    for key in ("today", "caseload", "prap", "group_sessions", "complaints", "settings"):
        room.frame.show_page(key)
        assert room.frame.cover.isVisible(), key
        words = room.words()
        assert "Hidden while you share your screen" in words and not reads(words, NOT_SHOWN), key
    save_picture(room.shell.window, "sharing-cover-dark")
    room.frame.show_page("today")
    room.frame.cover.back.click()
    room.rest()
    assert room.page.isVisible()
    room.frame.show_page("caseload")
    room.frame.cover.stop.click()
    assert reads(room.words(), NOT_SHOWN) and room.frame.page("caseload").isVisible()


def test_from_a_page_without_a_person_nobody_is_shown(room: Room) -> None:
    room.frame.show_page("today")
    room.frame.rail.share.click()
    room.rest()
    assert room.frame.strip.words.text() == "Sharing: nobody is shown"
    words = room.words()
    assert not reads(words, (*NOT_SHOWN, "Sofia"))
    assert not room.frame.cover.back.isVisible() and room.frame.cover.stop.hasFocus()


def test_a_running_session_says_who_is_shown(room: Room) -> None:
    workspace = room.context.workspace
    sessions.start(workspace, room.shown, channel="video", identity=CONFIRMED, at=workspace.now())
    room.frame.top.timer.load()
    room.open(room.other)
    room.share()
    assert room.context.sharing.case_id == room.shown and room.page.case_id == room.shown
    assert not reads(room.words(), NOT_SHOWN)


def test_what_is_never_shared_is_not_on_the_case(room: Room) -> None:
    """G2: the incident, its clock, its line in view and its history come back when sharing stops."""
    room.open(room.shown, "history")
    history, overview = room.page.tab("history"), room.page.tab("overview")
    assert isinstance(history, HistoryTab) and isinstance(overview, OverviewTab)
    whole = len(history.list.rows)
    assert reads(room.words(), PRIVATE) and room.fast_track.isVisible()
    room.share()
    for tab in ("overview", "history", "circumstances", "contact", "ending", "plan", "support"):
        room.page.show_tab(tab)
        assert not reads(room.words(), PRIVATE), tab
    assert len(history.list.rows) == whole - 1
    assert {K.SAFEGUARDING_NOTICED.value} & {row.fact.kind for row in overview.facts.rows} == set()
    room.page.show_tab("overview")
    room.page.mark_stale()
    assert not reads(room.words(), PRIVATE)
    room.share()
    assert room.fast_track.isVisible()
    assert K.SAFEGUARDING_NOTICED.value in {row.fact.kind for row in overview.facts.rows}


def test_it_is_not_offered_as_something_to_record(room: Room) -> None:
    room.open(room.shown)
    for shared in (False, True):
        if shared:
            room.share()
        room.page.head.record.click()
        room.rest()
        (dialog,) = [one for one in room.shell.window.findChildren(RecordDialog) if one.isVisible()]
        assert (dialog.kind.findData(K.SAFEGUARDING_NOTICED.value) >= 0) is not shared
        assert not reads(dialog.windowTitle(), ("Sofia", "Marsh"))
        dialog.discard()
        room.rest()


def test_the_ni_number_stays_masked(room: Room) -> None:
    room.open(room.shown)
    room.page.head.ni.reveal.click()
    assert "12 34 56" in room.page.head.ni.words.text()
    room.share()
    assert "12 34 56" not in room.words() and not room.page.head.ni.reveal.isVisible()
    room.page.mark_stale()
    room.rest()
    assert not room.page.head.ni.reveal.isVisible() and not room.page.head.ni.copy.isVisible()
    room.share()
    assert room.page.head.ni.reveal.isVisible()


def test_another_case_asks_to_stop_first(room: Room) -> None:
    room.open(room.shown)
    room.share()
    room.frame.open_case(room.other)
    room.answer("Keep sharing")
    assert room.page.case_id == room.shown and room.context.sharing.on
    room.frame.open_case(room.other)
    room.answer("Stop sharing and go on")
    assert room.page.case_id == room.other and not room.context.sharing.on


def test_the_fast_track_sheet_asks_first(room: Room) -> None:
    """G2: never in a shared view by accident."""
    room.open(room.shown)
    room.share()
    (safeguarding,) = room.frame.rail.findChildren(QPushButton, "rail-verb")
    safeguarding.click()
    assert "not for the person who sees it" in room.question().body.text()
    assert not [one for one in room.shell.window.findChildren(FastTrackDialog) if one.isVisible()]
    room.answer("Stop sharing and go on")
    (sheet,) = [one for one in room.shell.window.findChildren(FastTrackDialog) if one.isVisible()]
    assert not room.context.sharing.on
    sheet.discard()


@pytest.mark.parametrize("words", ["New referral", "Import referrals", "Reports"])
def test_what_lists_others_asks_first(room: Room, words: str) -> None:
    room.open(room.shown)
    room.share()
    action = next(one for one in room.menus.actions() if words in one.text().replace("&", ""))
    action.trigger()
    room.answer("Keep sharing")
    assert QApplication.activeModalWidget() is None and room.context.sharing.on


def test_the_search_field_finds_no_person(room: Room, qtbot: QtBot) -> None:
    room.open(room.shown)
    QTest.keyClicks(room.frame.top.search, "Llywelyn")
    qtbot.waitUntil(lambda: room.finder.list.count() > 0)
    found = room.finder.list
    assert found.sizeHintForColumn(0) <= found.viewport().width(), "a long name, its stage and Jobcentre"
    assert found.visualItemRect(found.item(0)).bottom() <= found.viewport().height()
    room.share()
    QTest.keyClicks(room.frame.top.search, "Llywelyn")
    qtbot.waitUntil(lambda: room.finder.list.count() > 0)
    assert room.finder.list.item(0).text() == "People are hidden while you share your screen"
    QTest.keyClick(room.frame.top.search, Qt.Key.Key_Return)
    room.rest()
    assert room.page.case_id == room.shown
    room.finder.clear()
    QTest.keyClick(room.frame.top.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.frame.top.search.text() == "", "a name comes back to nobody"
    QTest.keyClicks(room.frame.top.search, "settings")
    qtbot.waitUntil(lambda: room.finder.list.count() > 0)
    assert "Settings" in room.finder.list.item(0).text()


def test_enter_in_the_search_opens_who_was_typed_and_nobody_of_the_search_before(room: Room) -> None:
    """FIELD-NOTES 4, keyboard: however fast Enter comes; of several that nobody has seen none is opened."""
    search = room.frame.top.search
    for name, found in (("Llywelyn", room.other), ("Marsh", room.shown)):
        search.setFocus()
        QTest.keyClicks(search, name)
        QTest.keyClick(search, Qt.Key.Key_Return)
        room.rest()
        assert (room.page.case_id, search.text()) == (found, "")
    room.open(room.other)
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Return)  # nothing is typed: the list of before is not asked
    room.rest()
    assert room.page.case_id == room.other
    QTest.keyClicks(search, "Jobcentre")
    QTest.keyClick(search, Qt.Key.Key_Return)
    room.rest()
    assert room.finder.list.isVisible() and room.finder.list.count() > 1 and search.text() == "Jobcentre"


def test_no_undo_is_named_and_no_banner_left(room: Room) -> None:
    room.open(room.shown)
    outcome = fast_track.keep_leads(room.context.workspace, (DistrictLead("Gwenllian Pugh", "01632 960101"),))
    room.context.hub.tell(outcome)
    room.context.say.news("Meant for the adviser.")
    room.rest()
    assert room.menus.undo.isEnabled()
    room.share()
    assert room.menus.undo.text() == "&Undo" and not room.menus.undo.isEnabled()
    assert not room.frame.banner.isVisible()
    room.share()
    assert room.menus.undo.isEnabled()


def test_undo_keeps_to_the_case_in_front_and_elsewhere_names_whose_it_is(room: Room) -> None:
    """DESIGN 3.4: Ctrl+Z on one participant's page never takes back what was done for another."""
    room.open(room.shown)
    here = room.menus.undo.text()
    contacted = facts.record(
        room.context.workspace, room.other, entry(K.CONTACTED, date(2021, 6, 4), late_reason="Away")
    )
    room.context.hub.tell(contacted)
    room.rest()
    assert room.menus.undo.text() == here, "the change of somebody else is not meant on this page"
    room.frame.show_page("today")
    room.rest()
    whose = "record what happened for Gwenllian Angharad Llywelyn-Prytherch"
    assert room.menus.undo.text() == f"&Undo {whose}"
    room.share()
    assert not reads(room.menus.undo.text(), NOT_SHOWN)
    room.share()
    room.menus.undo.trigger()
    room.rest()
    undone = "Undone for Gwenllian Angharad Llywelyn-Prytherch: Contact made."
    assert room.frame.banner.text == undone
    assert room.menus.redo.text() == f"&Redo {whose}"
    room.open(room.other)
    assert room.menus.redo.text() == "&Redo record what happened"
    room.menus.redo.trigger()
    room.rest()
    assert K.CONTACTED in {fact.kind for fact in facts.of_case(room.context.workspace, room.other)}


def test_notifications_fall_silent_and_other_windows_stay_out_of_the_picture(room: Room) -> None:
    class Kept:
        """Notes what the system would be told."""

        def __init__(self) -> None:
            self.told: dict[int, bool] = {}

        def keep_out(self, window: int, hidden: bool) -> bool:
            self.told[window] = hidden
            return True

    bell, capture = HeardBell(), Kept()
    notices = Notices(room.context, bell)
    share_safe = ShareSafe(room.context, room.frame, room.menus, notices, capture)
    room.open(room.shown)
    room.context.sharing.begin(room.shown)
    notices.look()
    room.context.say.ask("A question", "Of the adviser alone.", "Yes", "No", lambda _: None)
    box = room.question()
    handle = box.windowHandle()
    share_safe._window_came(handle)  # off the screen no window is ever told to have the keyboard
    own = room.shell.window.windowHandle()
    assert capture.told.get(int(handle.winId())) is True and int(own.winId()) not in capture.told
    room.context.sharing.end()
    assert capture.told[int(handle.winId())] is False
    assert bell.rung == []
    box.reject()


def test_a_lock_forgets_the_name_and_leaves_the_switch(room: Room, passphrase: str) -> None:
    room.open(room.shown)
    room.share()
    room.shell.lock()
    room.rest()
    assert room.context.sharing.on and room.context.sharing.name == ""
    assert not reads(room.words(), (*NOT_SHOWN, "Sofia"))
    face = room.shell.door.face
    assert face is not None
    face.unlockRequested.emit(passphrase)  # type: ignore[attr-defined]
    room.rest()
    assert room.frame.strip.words.text() == "Sharing: only Sofia Marsh is shown"
    room.frame.show_page("caseload")
    assert room.frame.cover.isVisible() and not reads(room.words(), NOT_SHOWN)
    room.open(room.shown, "history")
    assert not reads(room.words(), PRIVATE)


def test_the_search_for_duplicates_asks_first(room: Room) -> None:
    room.open(room.shown, "referral")
    room.share()
    (search,) = room.page.findChildren(QPushButton, "search-duplicates")
    search.click()
    room.answer("Keep sharing")
    assert not room.page.findChildren(QPushButton, "open-hit")


def test_a_booking_names_nobody_else(room: Room) -> None:
    """C8: 'You have somebody else at 10:30 that day.'"""
    workspace = room.context.workspace
    sessions.start(
        workspace, room.other, kind=SessionKind.INITIAL_MEETING, channel="video", at=workspace.now()
    )
    today = date(2021, 6, 4)
    found = notes_on(workspace, room.shown, today, time(10, 41))
    named = [one for one in found if reads(one.words(shared=False), NOT_SHOWN)]
    assert named and not [one for one in found if reads(one.words(shared=True), NOT_SHOWN)]


def test_an_entry_for_prap_keeps_the_number_masked_too(theme: Theme, qtbot: QtBot) -> None:
    for kept in (False, True):
        fields = CopyFields(keep_masked=kept)
        qtbot.addWidget(fields)
        fields.set_fields([FieldValue("ni_number", "National Insurance number", "AB123456C")])
        assert "12 34 56" not in fields.value("ni_number")
        assert bool(fields.findChildren(QPushButton, "show-ni_number")) is not kept
        assert fields.buttons["ni_number"].isEnabled()  # it can be copied all the same
