"""What the window says and counts where the computer's clock was changed (S1, S2; DESIGN, 'The timer')."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from jfs_desktop.casework.sessions import sessions
from tests.ui.test_timer import unlock, words
from tests.ui.timer_desk import Desk
from ui.dialogs.sessions.correct_minutes import CorrectMinutesDialog
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.dialogs.vault.unlock import UnlockFace
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]


def elapsed(desk: Desk) -> str:
    desk.bar.ticks.timeout.emit()
    return desk.bar.face.elapsed.text()


def question(desk: Desk) -> GapQuestion:
    found = desk.dialog()
    assert isinstance(found, GapQuestion)
    return found


def wrap_up(desk: Desk) -> WrapUpDialog:
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    dialog.plan.unchanged.click()
    QTest.keyClicks(dialog.plan.line, "Nothing new")
    return dialog


def lock_takes_the_leap_for_a_sleep(desk: Desk, passphrase: str) -> None:
    desk.move(15)
    desk.shell.keeper.look()
    desk.settle()
    assert isinstance(desk.shell.door.face, UnlockFace)
    unlock(desk, passphrase)


def test_s1_a_clock_put_forward_adds_no_hour_by_enter(
    desk: Desk, people, passphrase: str, save_picture: Save
) -> None:
    """The window locks itself at the leap; the question says what both clocks say, and Enter counts what
    this computer counted."""
    desk.shell.theme.choose("dark")
    desk.start(people[0])
    desk.work(600)
    desk.clock.wall += timedelta(hours=1)
    lock_takes_the_leap_for_a_sleep(desk, passphrase)
    asked = question(desk)
    assert "the clock moved by 1 hour, this computer counted 15 seconds" in asked.body.text()
    assert "either it slept, or its clock was put forward" in asked.body.text()
    assert asked.focusWidget() is asked.answers.clock
    assert "15 seconds" in asked.answers.clock.text()
    assert "1 hour" in asked.answers.still.text()
    save_picture(asked, "clock-put-forward-dark")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    desk.settle()
    assert desk.no_dialog()
    desk.work(300)
    assert elapsed(desk) == "00:15:15"


def test_s1_a_sleep_in_which_the_computer_counted_nothing_may_still_be_work(
    desk: Desk, people, passphrase: str
) -> None:
    """On such a system a sleep looks like a clock put forward: the adviser knows, the program asks."""
    desk.start(people[0])
    desk.work(600)
    desk.clock.wall += timedelta(hours=1)
    lock_takes_the_leap_for_a_sleep(desk, passphrase)
    desk.click("gap-work", question(desk))
    assert elapsed(desk) == "01:10:15"


def test_s1_a_clock_set_back_in_a_pause_loses_no_work(desk: Desk, people) -> None:
    desk.start(people[0])
    desk.work(1800)
    desk.click("timer-pause")
    desk.move(60)
    desk.clock.wall -= timedelta(minutes=30)
    desk.click("timer-pause")
    desk.work(1800)
    assert elapsed(desk) == "01:00:00"
    desk.click("wrap-up-save", wrap_up(desk))
    assert "60 minutes recorded." in desk.news
    shown = words(desk.open_case(people[0]))
    assert "The clock was set back by 30 minutes" in shown


def test_s1_a_clock_set_back_while_it_runs_loses_no_minute(desk: Desk, people, save_picture: Save) -> None:
    desk.start(people[0])
    desk.work(3600)
    desk.clock.wall -= timedelta(minutes=30)
    desk.work(15)
    asked = question(desk)
    assert "The clock was set back by 30 minutes" in asked.body.text()
    assert "The minutes are measured without the clock" in asked.body.text()
    save_picture(asked, "clock-set-back")
    desk.click("gap-work", asked)
    desk.work(1785)
    assert elapsed(desk) == "01:30:00"


def test_s2_time_that_lies_in_another_session_is_said_before_and_after(
    desk: Desk, people, save_picture: Save
) -> None:
    """At the start, in the wrap-up, and after it with the way to correct it; the first session stays."""
    desk.shell.theme.choose("dark")
    priya, bartholomew, ada = people
    desk.start(priya)
    desk.work(1800)
    desk.click("wrap-up-save", wrap_up(desk))
    desk.clock.wall -= timedelta(minutes=30)
    desk.open_case(ada, "meeting")
    meeting = desk.shell.frame.page("case").findChild(QLabel, "session-clock-behind")
    assert isinstance(meeting, QLabel) and meeting.isVisible()  # the initial meeting is timed as well
    desk.open_case(bartholomew)
    desk.click("case-start")
    starting = desk.dialog()
    behind = starting.findChild(QLabel, "session-clock-behind")
    assert isinstance(behind, QLabel)
    assert behind.isVisible()
    assert "your last session reaches to" in behind.text()
    save_picture(starting, "clock-behind-dark")
    desk.sure(starting)
    desk.click("session-go", starting)
    desk.work(1800)
    assert elapsed(desk) == "00:00:00"
    ending = wrap_up(desk)
    assert "30 minutes lie in the time of another session" in words(ending.head)
    save_picture(ending, "elsewhere-wrap-up-dark")
    desk.click("wrap-up-save", ending)
    said = next(text for text in desk.news if text.startswith("0 minutes recorded"))
    assert "30 minutes lie in the time of another session of yours and did not count" in said
    save_picture(desk.shell.window, "elsewhere-dark")
    buttons = desk.shell.window.findChildren(QPushButton)
    [action] = [one for one in buttons if one.isVisible() and one.text() == "Correct minutes"]
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    desk.settle()
    box = QApplication.activeModalWidget()
    assert isinstance(box, CorrectMinutesDialog)
    box.form.set_value("minutes", 30)
    box.form.set_value("reason", "The clock was put right")
    desk.click("correct-save", box)
    assert [one.minutes for one in (*desk.sessions(priya), *desk.sessions(bartholomew))] == [30, 30]


def test_s1_a_restart_with_the_clock_set_back_offers_nothing_to_count(  # noqa: PLR0917
    desk: Desk, people, passphrase: str, window_clock, make_shell: Callable[..., Shell], settle: Settle
) -> None:
    """How long the program was not running cannot be told: the question says so and what to do."""
    session = desk.start(people[0])
    desk.work(1800)
    wall, ticks = desk.clock.wall, desk.clock.seconds
    sessions.beat(desk.workspace, session.id, wall=wall, monotonic=ticks, process_key="that died")
    (over,) = sessions.questions(desk.workspace)
    sessions.answer_gap(desk.workspace, over.id, "break")
    desk.clock.wall -= timedelta(minutes=20)
    desk.shell.lock()
    desk.settle()
    unlock(desk, passphrase)
    asked = question(desk)
    assert "how long that was cannot be told" in asked.body.text()
    assert "correct the session's minutes with a reason" in asked.body.text()
    assert not asked.answers.still.isVisible()
    assert asked.focusWidget() is asked.later
    desk.click("gap-break", asked)
    desk.work(600)
    assert elapsed(desk) == "00:40:00"
