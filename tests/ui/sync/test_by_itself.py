"""Bundles go and receipts are read without a hand on them, and the window says when they do not (D11)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.sync import sync, sync_schedule
from jfs_desktop.head_office import enrolment, intake
from jfs_desktop.store.vault import Vault
from tests.ui.conftest import WindowClock
from tests.ui.recorder import Recorder
from tests.ui.sync.conftest import SyncDesk

Save = Callable[[QWidget, str], None]
Opening = Callable[[], Workspace]


@pytest.fixture
def enrolled(desk: SyncDesk, centre: Workspace, tmp_path: Path) -> SyncDesk:
    """The window's vault is enrolled, and has a folder to write to; it is 10:41 in London."""
    post = tmp_path / "post"
    post.mkdir()
    given = enrolment.give_code(centre, tmp_path)
    desk.enrol(given.card, given.code)
    desk.choose(post)
    desk.press("sync-folder")
    return desk


def later(desk: SyncDesk, clock: WindowClock, **by: float) -> None:
    """Time goes by, and the window looks as its timer makes it look."""
    clock.wall += timedelta(**by)
    desk.shell.context.sync.look()
    desk.settle()


def test_d11_once_a_day_and_the_receipt_comes_back_by_itself(
    enrolled: SyncDesk, centre: Workspace, window_clock: WindowClock, tmp_path: Path
) -> None:
    post = tmp_path / "post"
    later(enrolled, window_clock, hours=5)
    assert list(post.iterdir()) == []
    later(enrolled, window_clock, minutes=20)
    (bundle,) = post.iterdir()
    assert "Last bundle: no. 1" in enrolled.told()
    later(enrolled, window_clock, minutes=15)
    assert list(post.iterdir()) == [bundle]
    intake.take_in(centre, bundle, post)
    later(enrolled, window_clock, minutes=15)
    assert "Head office has everything up to no. 1, " in enrolled.told()


def test_d11_a_folder_that_is_away_is_told_once_and_tried_again(
    enrolled: SyncDesk, window_clock: WindowClock, tmp_path: Path, save_picture: Save
) -> None:
    post, drawer = tmp_path / "post", tmp_path / "drawer"
    said = Recorder(enrolled.shell.say)
    post.rename(drawer)
    later(enrolled, window_clock, hours=1)
    assert said.news == []  # nothing is to be written there yet
    later(enrolled, window_clock, hours=6)
    later(enrolled, window_clock, minutes=15)
    (news,) = said.news
    assert news.text == "The folder for head office's bundles is not there now. It is tried again by itself."
    assert news.text in enrolled.told()
    save_picture(enrolled.shell.window, "sync-folder-away")
    drawer.rename(post)
    later(enrolled, window_clock, minutes=15)
    assert len(list(post.glob("*.jfsb"))) == 1
    assert "is not there now" not in enrolled.told()


def test_d11_a_cancelled_export_writes_nothing(enrolled: SyncDesk, tmp_path: Path) -> None:
    enrolled.page.export.click()
    assert enrolled.page.cancel.isVisible() and not enrolled.page.export.isEnabled()
    enrolled.page.cancel.click()
    enrolled.settle()
    assert list((tmp_path / "post").iterdir()) == []
    assert enrolled.page.export.isEnabled() and not enrolled.page.cancel.isVisible()
    enrolled.press("export-now")
    assert len(list((tmp_path / "post").iterdir())) == 1


def test_d11_a_slow_folder_holds_up_no_save_and_is_cancelled_whole(
    enrolled: SyncDesk, qtbot: QtBot, tmp_path: Path, save_picture: Save
) -> None:
    """The thread of the folder does not answer, as with a stick that takes minutes."""
    post, context, answers = tmp_path / "post", enrolled.page.context, threading.Event()
    context.tasks.carry(answers.wait, owner=context.sync)
    enrolled.page.export.click()
    qtbot.waitUntil(lambda: "Copying into the folder: 0 of " in enrolled.told())
    save_picture(enrolled.shell.window, "sync-copying")
    saved: list[object] = []
    context.tasks.write(
        lambda: settings.put(context.workspace, settings.PROVIDER_TELEPHONE, "01632 960100"),
        owner=context.sync,
        done=saved.append,
    )
    qtbot.waitUntil(lambda: bool(saved))
    assert context.sync.is_running and sync.standing(context.workspace).made == 0
    enrolled.page.cancel.click()
    answers.set()
    enrolled.settle()
    assert not context.sync.is_running and list(post.iterdir()) == []
    enrolled.press("export-now")
    assert [path.suffix for path in post.iterdir()] == [".jfsb"]
    assert sync.standing(context.workspace).made == 1


@pytest.fixture
def reopened(
    own_vault: Path, passphrase: str, window_clock: WindowClock
) -> Iterator[Callable[[], Workspace]]:
    """Opens the vault again once the window has closed."""
    opened: list[Workspace] = []

    def again() -> Workspace:
        vault = Vault.open(own_vault, passphrase=passphrase, clock=window_clock)
        opened.append(open_workspace(vault, window_clock))
        return opened[-1]

    yield again
    for one in opened:
        one.close()


def test_d11_the_window_sends_as_it_closes(enrolled: SyncDesk, reopened: Opening, tmp_path: Path) -> None:
    enrolled.shell.window.close()
    assert len(list((tmp_path / "post").glob("*.jfsb"))) == 1
    assert sync.standing(reopened()).made == 1


def test_d11_closing_goes_on_where_the_folder_is_away(
    enrolled: SyncDesk, reopened: Opening, tmp_path: Path
) -> None:
    (tmp_path / "post").rmdir()
    enrolled.shell.window.close()
    assert sync.standing(reopened()).made == 0


def test_d11_nothing_goes_at_the_close_where_that_is_switched_off(
    enrolled: SyncDesk, reopened: Opening, tmp_path: Path
) -> None:
    enrolled.page.at_close.click()
    enrolled.settle()
    enrolled.shell.window.close()
    assert list((tmp_path / "post").iterdir()) == []
    assert not sync_schedule.get(reopened()).at_close


def test_d11_a_lock_ends_an_export_and_the_unlock_begins_it_anew(
    enrolled: SyncDesk, passphrase: str, window_clock: WindowClock, tmp_path: Path
) -> None:
    window_clock.wall += timedelta(hours=7)
    enrolled.shell.context.sync.export(tmp_path / "post")
    enrolled.shell.lock()
    enrolled.settle()
    enrolled.shell.door.face.unlockRequested.emit(passphrase)
    enrolled.settle()
    assert not enrolled.shell.context.sync.is_running
    assert len(list((tmp_path / "post").glob("*.jfsb"))) == 1
    assert not list((tmp_path / "post").glob("*.part-*"))


def test_d11_the_time_is_chosen_on_the_page(enrolled: SyncDesk, window_clock: WindowClock) -> None:
    workspace = enrolled.shell.context.workspace
    enrolled.page.at.setText("9.15am")
    enrolled.page.at.editingFinished.emit()
    enrolled.settle()
    assert f"{sync_schedule.get(workspace).at:%H:%M}" == "09:15"
    enrolled.page.at.setText("soon")
    enrolled.page.at.editingFinished.emit()
    enrolled.settle()
    assert enrolled.page.at.text() == "09:15"
    enrolled.page.daily.click()
    enrolled.settle()
    assert not sync_schedule.get(workspace).daily and not enrolled.page.at.isEnabled()


def test_d11_rail_and_today_say_that_head_office_has_had_nothing(
    enrolled: SyncDesk, window_clock: WindowClock, tmp_path: Path, save_picture: Save
) -> None:
    (tmp_path / "post").rmdir()
    frame = enrolled.shell.frame
    frame.show_page("today")
    enrolled.settle()
    assert not frame.page("today").silence.isVisible()
    window_clock.wall += timedelta(days=4)  # from Friday to Tuesday
    for key in ("today", "sync"):  # as after midnight
        frame.page(key).mark_stale()
    frame.figures.read("today")
    enrolled.settle()
    assert (
        "Head office has had nothing from here since 4 June 2021" in frame.page("today").silence.words.text()
    )
    assert frame.rail.entries["sync"].badge.text() == "2 days"
    save_picture(enrolled.shell.window, "today-silence")
    frame.page("today").silence.way.click()
    enrolled.settle()
    assert frame.current == "sync" and "2 working days" in enrolled.told()
    save_picture(enrolled.shell.window, "sync-silence")
