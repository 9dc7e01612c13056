"""What a session's forms ask beside its text: why by telephone, what to send, and a day of rest (S12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import entry
from tests.ui.timer_desk import Desk
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.office.clear_channels import ClearChannelsDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.dialogs.sessions.start_session import StartSessionDialog
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog

WHY = "Her camera is broken"
Save = Callable[[QWidget, str], None]


def start_dialog(desk: Desk, case_id: UUID) -> StartSessionDialog:
    desk.open_case(case_id)
    desk.click("case-start")
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
    QTest.keyClicks(wrapping.form.field("next_on").edit, day)
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


def clear_all(desk: Desk, notice: ChannelsNotice) -> None:
    """By the notice's own button, over the form that stands open."""
    assert notice.isVisible() and "JFS 3.18" in notice.words.text()
    notice.way.click()
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, ClearChannelsDialog)
    assert not dialog.form.value("channels") and dialog.form.value("approved_on") is None, "I2"
    desk.click("save-clearance", dialog)
    assert dialog.form.note("channels")
    dialog.form.set_value("channels", [one.key for one in channel_clearances.standings(desk.workspace)])
    dialog.form.set_value("approved_on", date(2021, 6, 1))
    dialog.form.set_value("approved_by", "R. Secure")
    dialog.form.set_value("security_ref", "SEC-8")
    desk.click("save-clearance", dialog)
    assert not notice.isVisible()


def none_cleared(desk: Desk) -> None:
    for one in channel_clearances.standings(desk.workspace):
        channel_clearances.take_back(desk.workspace, one.key, "Under review")


def test_i2_a_refused_channel_is_cleared_where_it_is_wanted(desk: Desk, people, save_picture: Save) -> None:
    """The start of a session sends nobody to Settings: one button, and it goes on."""
    none_cleared(desk)
    dialog = start_dialog(desk, people[0])
    assert dialog.form.value("channel") is None and dialog.error_text() == ""
    save_picture(dialog, "start-nothing-cleared")
    clear_all(desk, dialog.notice)
    assert dialog.form.value("channel") == "video"
    channel_clearances.take_back(desk.workspace, "video", "Under review again")
    desk.sure(dialog)
    desk.click("session-go", dialog)
    assert "'Video call' is not cleared" in dialog.notice.words.text() and desk.bar.session is None
    clear_all(desk, dialog.notice)
    desk.click("session-go", dialog)
    assert desk.bar.session is not None and desk.no_dialog()


def test_i2_an_entry_goes_on_once_its_channel_is_cleared(desk: Desk, people) -> None:
    """What was chosen and typed stays; what could not be recorded for want of a channel can. What cannot be
    for other reasons stands above it before, and below it then."""
    none_cleared(desk)
    (clock,) = (one for one in clocks.of_case(desk.workspace, people[0]) if one.id == "contact_participant")
    RecordDialog.ask(desk.shell.context, people[0], desk.shell.window, clock=clock)
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, RecordDialog)
    dialog.form.set_value("kind", "contacted")
    dialog.form.set_value("note", "Rang back")
    assert not dialog.save.isEnabled()
    clear_all(desk, dialog.notice)
    assert (dialog.form.value("kind"), dialog.form.value("note")) == ("contacted", "Rang back")
    assert dialog.save.isEnabled()
    dialog.form.set_value("channel", "telephone")
    dialog.questions.set_answers({"identity": "confirmed"})
    desk.click("record", dialog)
    assert desk.no_dialog()


def test_i9_the_agreed_way_comes_before_the_one_used_last(desk: Desk, people) -> None:
    """Proposed at every start of a session, unless another is chosen."""
    desk.shell.context.preferences.put("session/channel", "video")
    agreed = {"preferred": "text", "fallback": "telephone"}
    said = entry(FactKind.COMMUNICATION_AGREED, desk.workspace.today(), detail=agreed)
    facts.record(desk.workspace, people[0], said)
    dialog = start_dialog(desk, people[0])
    assert dialog.form.value("channel") == "telephone"
    dialog.reject()
    other = start_dialog(desk, people[1])
    assert other.form.value("channel") == "video"
    other.reject()
