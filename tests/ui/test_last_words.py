"""What was typed last when the disk is full: a lock and a close lose nothing of it, and neither says that
all is kept where it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording.session_identity import CONFIRMED
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.writing.wording import time_of_day
from tests.ui.test_bad_input import GOOD, covered, fill, full_desk, plain, plan_tab, small_disk, unlock
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.pages.case.contact.contact import ContactTab
from ui.pages.case.page import CasePage
from ui.shell.shell import Shell

__all__ = ["full_desk", "small_disk"]

Settle = Callable[[Shell], None]
LONG = "Ring the clinic " * 6000
"""More than the space that the log of the vault may still hold from before."""


def type_unseen(shell: Shell, case_id: UUID, settle: Settle) -> None:
    """Put a long text into the plan, as somebody does who locks before the draft is written."""
    tab = plan_tab(shell, case_id, settle)
    tab.editor.steps.setFocus()
    tab.editor.steps.insertPlainText(LONG)
    assert not tab.keeper.at_rest


def steps_in_vault(shell: Shell, case_id: UUID) -> str:
    view = plans.open_plan(shell.context.workspace, case_id)
    return (view.draft or view.content).next_steps


def test_the_space_kept_for_it_takes_what_was_typed_before_a_lock(
    full_desk: tuple[Shell, UUID], small_disk: Path, settle: Settle
) -> None:
    shell, case_id = full_desk
    type_unseen(shell, case_id, settle)
    fill(small_disk / "filler")
    shell.lock()
    settle(shell)
    assert "Everything typed is kept" in face_text(shell)
    unlock(shell, GOOD, settle)
    assert not covered(shell)
    assert steps_in_vault(shell, case_id).strip() == LONG.strip()


def test_without_any_room_the_lock_says_so_and_what_was_typed_waits_sealed(
    full_desk: tuple[Shell, UUID], small_disk: Path, settle: Settle
) -> None:
    shell, case_id = full_desk
    workspace, words = shell.inside.context.workspace, shell.inside.context.last_words
    type_unseen(shell, case_id, settle)
    (small_disk / "vault" / "ballast").unlink()
    fill(small_disk / "filler")
    shell.lock()
    settle(shell)
    assert workspace.vault.is_locked and words.waiting
    assert "disk is full" in face_text(shell) and "Everything typed is kept" not in face_text(shell)
    assert not any(b"Ring the clinic" in sealed for sealed in words._sealed.values())
    unlock(shell, GOOD, settle)
    assert covered(shell) and workspace.vault.is_locked and words.waiting
    assert shell.door.face is not None and "disk is full" in plain(shell.door.face.error.text())
    (small_disk / "filler").unlink()
    unlock(shell, GOOD, settle)
    assert not covered(shell) and not words.waiting
    assert steps_in_vault(shell, case_id).strip() == LONG.strip()
    page = shell.inside.frame.page("case")
    assert isinstance(page, CasePage)
    assert plan_tab(shell, case_id, settle).editor.steps.toPlainText().strip() == LONG.strip()
    assert workspace.vault.verify().ok


def test_a_half_typed_call_waits_in_the_same_way(
    full_desk: tuple[Shell, UUID], small_disk: Path, settle: Settle
) -> None:
    shell, case_id = full_desk
    frame, workspace = shell.inside.frame, shell.inside.context.workspace
    frame.open_case(case_id, "contact")
    settle(shell)
    page = frame.page("case")
    assert isinstance(page, CasePage)
    tab = page.tab("contact")
    assert isinstance(tab, ContactTab)
    (small_disk / "vault" / "ballast").unlink()
    fill(small_disk / "filler")
    tab.keep_draft("contact:of-the-test", {"note": LONG})
    shell.lock()
    settle(shell)
    assert "disk is full" in face_text(shell)
    (small_disk / "filler").unlink()
    unlock(shell, GOOD, settle)
    kept = drafts.read(workspace, "contact:of-the-test")
    assert kept is not None and kept.body == {"note": LONG}
    (small_disk / "vault" / "ballast").unlink(missing_ok=True)
    fill(small_disk / "filler")
    tab.keep_draft("contact:of-the-test", {"note": LONG * 20})
    settle(shell)
    assert shell.inside.context.last_words.waiting
    (small_disk / "filler").unlink()
    tab.drop_draft("contact:of-the-test")
    settle(shell)
    assert not shell.inside.context.last_words.waiting, "what was saved and let go does not come back"


@pytest.mark.parametrize("room", [True, False])
def test_the_window_stays_open_while_what_was_typed_has_no_room(
    full_desk: tuple[Shell, UUID], small_disk: Path, settle: Settle, room: bool
) -> None:
    """Once; who closes it again gives it up, and who makes room first loses nothing."""
    shell, case_id = full_desk
    workspace = shell.inside.context.workspace
    type_unseen(shell, case_id, settle)
    (small_disk / "vault" / "ballast").unlink()
    fill(small_disk / "filler")
    assert not shell.window.close()
    assert shell.window.isVisible() and not workspace.vault.is_locked
    assert "window stays open" in plain(shell.inside.frame.banner.text)
    assert "Not saved yet" in shell.inside.frame.status._saved.text()
    if room:
        (small_disk / "filler").unlink()
        plan_tab(shell, case_id, settle).keeper.save()
        settle(shell)
        assert steps_in_vault(shell, case_id).strip() == LONG.strip()
    assert shell.window.close()
    assert not shell.window.isVisible()


def test_time_that_has_no_room_is_told_once_and_since_when(
    full_desk: tuple[Shell, UUID], small_disk: Path, settle: Settle, window_clock: Any, qtbot: QtBot
) -> None:
    """S1: not at every beat; once more only after one was kept in between. The wrap-up counts what is kept
    and says what waits; the question names the disk, and no part is left that took no time."""
    shell, case_id = full_desk
    workspace, timer = shell.inside.context.workspace, shell.inside.frame.top.timer
    started = sessions.start(workspace, case_id, channel="video", identity=CONFIRMED, at=workspace.now())
    shell.hub.tell(started)
    settle(shell)
    window_clock.wall += timedelta(seconds=15)
    window_clock.seconds += 15
    timer.beat()
    settle(shell)
    kept, said = time_of_day(window_clock.wall), []
    shell.say.newsSaid.connect(lambda news: said.append(news.text))
    (small_disk / "vault" / "ballast").unlink()
    fill(small_disk / "filler")
    for _ in range(40):
        window_clock.wall += timedelta(seconds=15)
        window_clock.seconds += 15
        timer.beat()
        settle(shell)
    (told,) = [one for one in said if "not being saved since" in one]
    assert kept in told and "Free some space" in told
    (small_disk / "filler").unlink()
    timer.stop()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), WrapUpDialog))
    ending = QApplication.activeModalWidget()
    assert isinstance(ending, WrapUpDialog)
    assert "0 minutes counted" in ending.minutes.text()
    assert "10 more minutes could not be saved and wait for your answer" in ending.head.unsaved.text()
    ending.later.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), GapQuestion))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, GapQuestion)
    assert "The disk was full or did not answer, so nothing could be saved" in asked.body.text()
    assert [part.seconds for part in sessions.one(workspace, started.value.id).segments] == [15]


def face_text(shell: Shell) -> str:
    """What the lock says below its title."""
    assert shell.door.face is not None
    return plain(shell.door.face.text.text())
