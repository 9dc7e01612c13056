"""A newer working-day calendar in the real window: seen first, adopted, and what moved kept (W17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import calendars
from jfs_desktop.casework.referrals import referral_import, referral_preview
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.facts.facts import FactKind
from tests.exchange.made_calendars import FUNERAL, SOMEBODY, key_text, signed, table, written
from tests.exchange.made_files import csv_file, person
from tests.ui.casemaker import MEETING, CaseMaker, case_maker, open_window
from ui.dialogs.office.load_calendar import LoadCalendarDialog
from ui.dialogs.office.moved_dates import MovedDatesDialog
from ui.dialogs.office.publisher_key import PublisherKeyDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Pictures = Callable[[QWidget, str], None]


@dataclass
class CalendarDesk:
    """The window on a vault that in September 2022 knows of no State Funeral."""

    shell: Shell
    settle: Settle
    case_id: UUID

    @property
    def workspace(self) -> Workspace:
        return self.shell.context.workspace

    @property
    def page(self) -> SettingsPage:
        self.shell.frame.show_page("settings")
        self.settle(self.shell)
        page = self.shell.frame.page("settings")
        assert isinstance(page, SettingsPage)
        return page

    @property
    def banner(self) -> str:
        return self.shell.frame.banner.text

    def click(self, name: str, whole: QWidget | None = None) -> None:
        (found,) = (whole or self.page).findChildren(QPushButton, name)
        assert found.isEnabled() and found.isVisible()
        found.click()
        self.settle(self.shell)

    def load(self, file: Path) -> LoadCalendarDialog:
        dialog = LoadCalendarDialog(self.shell.context, file, self.shell.window)
        dialog.open()
        self.settle(self.shell)
        return dialog

    def stamps(self) -> set[str]:
        with self.workspace.reading() as db:
            return set(db.scalars(select(CaseSummary.calendar)))


def ex14(maker: CaseMaker, folder: Path, **said: Any) -> UUID:
    """EX14: JFSPRO1 of Wednesday 14 September 2022, a meeting missed on Friday the 16th."""
    maker.on(date(2022, 8, 1))
    seen = finish(calendars.preview(maker.workspace, written(folder, table("2028.2", without=[FUNERAL]))))
    finish(calendars.take_up(maker.workspace, seen, confirmed=seen.file.sha256))
    case_id = maker.referred(date(2022, 9, 6), **said)
    maker.record(case_id, FactKind.ACKNOWLEDGED, date(2022, 9, 6))
    met = date(2022, 9, 14)
    for kind in (*MEETING, FactKind.DUPLICATES_SEARCHED, FactKind.START_KEYED):
        maker.record(case_id, kind, met)
    maker.record(case_id, FactKind.JFAP_REQUESTED, met, detail={"requested_on": "2022-09-14"})
    maker.record(case_id, FactKind.MEETING_MISSED, date(2022, 9, 16))
    maker.on(date(2022, 9, 16), time(17, 30))
    return case_id


@pytest.fixture
def desk(
    own_vault: Path,
    passphrase: str,
    *,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Settle,
    tmp_path: Path,
) -> CalendarDesk:
    window_clock.wall = datetime(2022, 8, 1, 9, tzinfo=UTC)
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = ex14(maker, tmp_path)
    return CalendarDesk(open_window(make_shell, own_vault, passphrase, settle), settle, case_id)


def test_ex14_from_the_key_to_the_list_of_what_moved(
    desk: CalendarDesk, tmp_path: Path, save_picture: Pictures
) -> None:
    """EX14: the publisher's key once, then the file; 20 → 21 and 21 → 22 September, and the list stays."""
    desk.click("publisher-key")
    entering = QApplication.activeModalWidget()
    assert isinstance(entering, PublisherKeyDialog)
    QTest.keyClicks(entering.form.field("key"), "nonsense")
    desk.click("trust-key", entering)
    save_picture(entering, "calendar-key-refused")
    entering.form.set_value("key", key_text())
    desk.click("trust-key", entering)
    assert QApplication.activeModalWidget() is None
    shown = desk.page.calendar.publisher.text()
    assert shown == calendars.standing(desk.workspace).publisher
    assert len(shown.split()) == 16

    dialog = desk.load(written(tmp_path, signed(table("2028.3"))))
    assert "Nothing is written yet" in dialog.summary.text()
    assert "New: Monday 19 September 2022, Bank Holiday for the State Funeral" in dialog.holidays.text()
    assert shown in dialog.proof.text()
    assert not dialog.confirm.isVisible()
    moved = {(row.clock, row.before, row.after) for row in dialog.model.rows}
    assert ("share_jfap_with_jobcentre", date(2022, 9, 21), date(2022, 9, 22)) in moved
    assert ("missed_meeting_contact", date(2022, 9, 20), date(2022, 9, 21)) in moved
    save_picture(dialog, "calendar-preview")
    desk.click("adopt-calendar", dialog)
    assert QApplication.activeModalWidget() is None
    assert "Calendar 2028.3 is adopted" in desk.banner
    assert desk.stamps() == {desk.workspace.calendar.stamp}
    page = desk.page
    save_picture(desk.shell.window, "calendar-settings")
    assert page.calendar.version.text().startswith("2028.3, to 31 December 2028")
    assert "Signed by the trusted publisher" in page.calendar.origin.text()

    desk.click("moved-dates")
    kept = QApplication.activeModalWidget()
    assert isinstance(kept, MovedDatesDialog)
    newest = {(row.clock, row.before, row.after) for row in kept.model.rows if row.calendar == "2028.3"}
    assert newest == moved
    save_picture(kept, "calendar-moved-dates")
    kept.table.selectRow(0)
    QTest.keyClick(kept.table, "\r")
    desk.settle(desk.shell)
    assert desk.shell.frame.current == "case"


def test_a_file_without_a_signature_waits_for_the_confirmation(
    desk: CalendarDesk, tmp_path: Path, save_picture: Pictures
) -> None:
    file = written(tmp_path, table("2028.3"))
    dialog = desk.load(file)
    assert not dialog.go.isEnabled()
    assert "bears no signature" in dialog.proof.text()
    assert "GOV.UK bank holidays" in dialog.confirm.text()
    seen = finish(calendars.preview(desk.workspace, file))
    assert seen.file.sha256 in dialog.proof.text()
    save_picture(dialog, "calendar-unsigned")
    dialog.confirm.click()
    desk.click("adopt-calendar", dialog)
    assert desk.workspace.calendar.version == "2028.3"
    assert seen.file.sha256 in desk.page.calendar.origin.text()


def test_a_file_that_may_not_be_used_is_told_in_the_dialog(
    desk: CalendarDesk, tmp_path: Path, save_picture: Pictures
) -> None:
    calendars.trust(desk.workspace, key_text())
    files = {
        "signature does not fit": written(tmp_path, signed(table("2028.3"), SOMEBODY), "other.json"),
        "is older than": written(tmp_path, table("2027.1"), "old.json"),
        "no such file": tmp_path / "none.json",
    }
    for words, file in files.items():
        dialog = desk.load(file)
        assert words in dialog.error_text()
        assert dialog.summary.text() == "This calendar was not adopted."
        assert not dialog.go.isVisible(), "nothing is left to adopt"
        save_picture(dialog, "calendar-refused")
        dialog.reject()
        desk.settle(desk.shell)
    assert desk.workspace.calendar.version == "2028.2"


def test_a_lock_keeps_the_preview_and_it_can_still_be_adopted(
    desk: CalendarDesk, tmp_path: Path, passphrase: str
) -> None:
    """What the dialog shows of people is sealed while the vault is locked."""
    dialog = desk.load(written(tmp_path, table("2028.3")))
    dialog.confirm.click()
    desk.shell.lock()
    desk.settle(desk.shell)
    assert dialog.model.rows == ()
    assert "_seen" not in vars(dialog)
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    desk.settle(desk.shell)
    assert dialog.model.rows
    desk.click("adopt-calendar", dialog)
    assert desk.workspace.calendar.version == "2028.3"
    assert desk.stamps() == {desk.workspace.calendar.stamp}


def test_stopped_in_the_middle_the_next_look_finishes(
    qtbot: QtBot, desk: CalendarDesk, tmp_path: Path
) -> None:
    """Cancelling keeps whole batches; the start of the window dates the rest."""
    many = csv_file(tmp_path, (person(number) for number in range(1, 801)))
    workspace = desk.workspace
    finish(referral_import.run_import(workspace, finish(referral_preview.read_preview(workspace, many))))
    dialog = desk.load(written(tmp_path, table("2028.3")))
    dialog.confirm.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._progress is not None)
    dialog.leave.click()
    desk.settle(desk.shell)
    assert workspace.calendar.version == "2028.3"
    assert "will be at the next start" in desk.banner
    assert len(desk.stamps()) == 2
    assert "still to be dated" in desk.page.calendar.moved.text()
    desk.shell.inside.day.look()
    desk.settle(desk.shell)
    assert desk.stamps() == {workspace.calendar.stamp}
    assert "counted by calendar 2028.3" in desk.banner
    assert "still to be dated" not in desk.page.calendar.moved.text()


def test_the_window_finishes_at_its_start_what_was_broken_off(
    own_vault: Path,
    passphrase: str,
    *,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Settle,
    tmp_path: Path,
) -> None:
    window_clock.wall = datetime(2022, 8, 1, 9, tzinfo=UTC)
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = ex14(maker, tmp_path)
        seen = finish(calendars.preview(maker.workspace, written(tmp_path, table("2028.3"))))
        calendars.adopt(maker.workspace, seen, confirmed=seen.file.sha256)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    desk = CalendarDesk(shell, settle, case_id)
    assert desk.stamps() == {desk.workspace.calendar.stamp}
    assert "counted by calendar 2028.3" in desk.banner
    moved = {(row.clock, row.before, row.after) for row in calendars.moved(desk.workspace)}
    assert ("share_jfap_with_jobcentre", date(2022, 9, 21), date(2022, 9, 22)) in moved


def test_today_says_in_a_quiet_line_that_the_calendar_runs_out(
    shell: Shell, settle: Settle, window_clock: Any, save_picture: Pictures
) -> None:
    """W17: fewer days ahead than the profile's figure; the line leads to Settings."""
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    assert not page.calendar_note.isVisible()
    last = shell.context.workspace.calendar.last
    window_clock.wall = datetime(last.year, last.month, last.day, 9, tzinfo=UTC)
    page.mark_stale()
    settle(shell)
    assert page.calendar_note.isVisible()
    assert "31 December 2028" in page.calendar_note.words.text()
    save_picture(shell.window, "calendar-runs-out-today")
    page.calendar_note.way.click()
    settle(shell)
    assert shell.frame.current == "settings"


def test_w17_what_moves_is_shown_whole_and_in_the_order_of_its_days(
    desk: CalendarDesk, tmp_path: Path
) -> None:
    """No cell is cut off, and no width or order counts as chosen that nobody chose."""
    for _ in range(2):
        dialog = desk.load(written(tmp_path, table("2028.3")))
        table_shown = dialog.table
        assert table_shown.textElideMode() is Qt.TextElideMode.ElideNone
        for row in range(table_shown.rowAt(table_shown.viewport().height() - 1) + 1):
            assert table_shown.rowHeight(row) >= table_shown.sizeHintForRow(row)
        assert table_shown.rowHeight(0) > table_shown.verticalHeader().defaultSectionSize()
        assert table_shown.horizontalScrollBar().maximum() == 0
        days = [one.after for one in dialog.model.rows]
        assert len(days) > 1 and days == sorted(days)
        assert desk.shell.context.preferences.state("calendar-preview").isEmpty()
        dialog.reject()
        desk.settle(desk.shell)


def test_w17_where_nothing_moved_the_dialog_is_no_wider_than_its_sentence(desk: CalendarDesk) -> None:
    dialog = MovedDatesDialog(desk.shell.context, (), lambda _: None, desk.shell.window)
    dialog.open()
    assert dialog.width() < 600 and not dialog.table.isVisible()
    dialog.reject()
