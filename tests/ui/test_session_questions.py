"""What a session's forms ask beside its text: why by telephone, what to send, and a day of rest (S12)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.timer_desk import Desk, put_people
from ui.dialogs.manual_session import ManualSessionDialog
from ui.dialogs.start_session import StartSessionDialog
from ui.dialogs.wrap_up import WrapUpDialog
from ui.shell.shell import Shell

WHY = "Her camera is broken"
Save = Callable[[QWidget, str], None]


@pytest.fixture
def people(own_vault: Path, passphrase: str) -> tuple[UUID, UUID, UUID]:
    return put_people(own_vault, passphrase)


@pytest.fixture
def desk(people: object, shell: Shell, window_clock: Any, settle: Callable[[Shell], None]) -> Desk:
    return Desk(shell, window_clock, settle)


def start_dialog(desk: Desk, case_id: UUID) -> StartSessionDialog:
    desk.open_case(case_id)
    desk.click("session-start")
    dialog = desk.dialog()
    assert isinstance(dialog, StartSessionDialog)
    return dialog


def wrap_up(desk: Desk) -> WrapUpDialog:
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    return dialog


def test_s12_the_reason_is_asked_at_the_start_and_not_again(desk: Desk, people, save_picture: Save) -> None:
    dialog = start_dialog(desk, people[0])
    reason = dialog.form.field("channel_reason")
    assert not reason.isVisible()
    dialog.form.set_value("channel", "telephone")
    assert reason.isVisible()
    QTest.keyClicks(reason, WHY)
    save_picture(dialog, "start-by-telephone")
    desk.sure(dialog)
    desk.click("session-go", dialog)
    desk.work(600)
    wrapping = wrap_up(desk)
    assert not wrapping.form.field("channel_reason").isVisible()
    desk.click("wrap-up-save", wrapping)
    assert desk.sessions(people[0])[0].channel_reason == WHY
    shown = [one.text() for one in desk.open_case(people[0]).detail.findChildren(QLabel)]
    assert f"Telephone because: {WHY}" in shown


def test_s12_a_call_begun_in_haste_is_asked_at_the_wrap_up(desk: Desk, people) -> None:
    dialog = start_dialog(desk, people[0])
    dialog.form.set_value("channel", "telephone")
    desk.sure(dialog)
    desk.click("session-go", dialog)
    desk.work(600)
    wrapping = wrap_up(desk)
    reason = wrapping.form.field("channel_reason")
    assert reason.isVisible()
    desk.click("wrap-up-save", wrapping)
    assert "telephone" in wrapping.form.note("channel_reason")
    assert desk.sessions(people[0])[0].state == "running"
    QTest.keyClicks(reason, WHY)
    desk.click("wrap-up-save", wrapping)
    assert desk.no_dialog()
    assert desk.sessions(people[0])[0].channel_reason == WHY


def test_s12_by_hand_it_is_asked_where_it_is_chosen(desk: Desk, people) -> None:
    desk.open_case(people[0])
    desk.click("session-by-hand")
    dialog = desk.dialog()
    assert isinstance(dialog, ManualSessionDialog)
    reason = dialog.form.field("channel_reason")
    assert not reason.isVisible()
    dialog.form.set_value("channel", "telephone")
    assert reason.isVisible()
    dialog.form.set_value("at", None)
    QTest.keyClicks(dialog.form.field("at"), "9")
    QTest.keyClicks(dialog.form.field("reason"), "No power")
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    desk.sure(dialog)
    desk.click("manual-save", dialog)
    assert "telephone" in dialog.form.note("channel_reason")
    QTest.keyClicks(reason, WHY)
    desk.sure(dialog)
    desk.click("manual-save", dialog)
    assert desk.sessions(people[0])[0].channel_reason == WHY


def test_what_was_promised_is_to_do_until_it_is_sent(desk: Desk, people, save_picture: Save) -> None:
    """DESIGN, 'The timer': the wrap-up asks what to send."""
    desk.start(people[0])
    desk.work(600)
    wrapping = wrap_up(desk)
    wrapping.sendings.chips[0].click()
    wrapping.sendings.chips[2].click()
    save_picture(wrapping, "wrap-up-to-send")
    desk.click("wrap-up-save", wrapping)
    assert [one.name for one in desk.sessions(people[0])[0].to_send] == ["Draft JFAP", "Vacancy list"]
    desk.open_case(people[0], "overview")
    assert desk.shell.frame is not None
    page: Any = desk.shell.frame.page("case")
    promised = page.tab("overview").promised
    assert len(promised.rows) == 2
    save_picture(desk.shell.window, "case-promised")
    desk.click("promised-sent", promised.rows[0])
    assert len(promised.rows) == 1
    assert desk.sessions(people[0])[0].to_send[0].sent_on is not None
    desk.click("banner-action")
    assert len(promised.rows) == 2


@pytest.mark.parametrize(("day", "words"), [("12/6", "Saturday"), ("30/8", "bank holiday"), ("14/6", "")])
def test_an_appointment_on_a_day_of_rest_is_told_and_kept(desk: Desk, people, day: str, words: str) -> None:
    desk.start(people[0])
    desk.work(600)
    wrapping = wrap_up(desk)
    QTest.keyClicks(wrapping.next_on.edit, day)
    assert words.casefold() in wrapping.form.note("next_on").casefold()
    assert bool(wrapping.form.note("next_on")) == bool(words)
    QTest.keyClicks(wrapping.form.field("next_at"), "1030")
    desk.click("wrap-up-save", wrapping)
    assert desk.no_dialog()


def test_a_running_session_and_an_older_one_owed_are_both_listed(desk: Desk, people) -> None:
    desk.start(people[0])
    desk.work(600)
    desk.click("wrap-up-later", wrap_up(desk))
    desk.work(60)
    tab = desk.open_case(people[0])
    desk.start(people[0])
    shown = {(row.state, row.plan_changed) for row in tab.table.records.rows}
    assert shown == {("running", None), ("stopped", None)}
