"""'Record what happened', the form for any fact: by keyboard, undone, late, refused, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.recording import facts, record_offers
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.ui.by_keyboard import answer, fill
from tests.ui.casemaker import (
    MET,
    CaseMaker,
    after,
    case_maker,
    contacted,
    open_window,
    start_to_key,
    today_of,
)
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.recording.record_choices import NOT_NOW
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]
DAY = date(2021, 5, 28)
LATE = "The line was down all day"
SELECTABLE = Qt.ItemFlag.ItemIsSelectable


@pytest.fixture
def opened(
    make_shell: Make, own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Callable[..., tuple[Shell, UUID]]:
    """Brings one case somewhere, moves to a day, and opens the window on Today."""

    def make(bring: Callable[[CaseMaker], UUID], today: date, at: time = time(17)) -> tuple[Shell, UUID]:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            case_id = bring(maker)
            maker.on(today, at)
        return open_window(make_shell, own_vault, passphrase, settle), case_id

    return make


def ask(shell: Shell, case_id: UUID, clock_id: str, settle: Settle) -> RecordDialog:
    """The form, opened for what meets a clock."""
    workspace = shell.context.workspace
    clock = next(one for one in clocks.of_case(workspace, case_id) if one.id == clock_id and one.is_open)
    RecordDialog.ask(shell.context, case_id, shell.window, clock=clock)
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    return dialog


def record(dialog: RecordDialog, **answers: str) -> None:
    """Fills the form in by the keyboard, and records."""
    fill(dialog, dialog.save, answers, partial(kind_of, dialog))


def kind_of(dialog: RecordDialog) -> K:
    choice = dialog.chosen()
    assert choice is not None
    return choice.kind


def open_clocks(shell: Shell, case_id: UUID) -> set[str]:
    return {one.id for one in clocks.of_case(shell.context.workspace, case_id) if one.is_open}


def test_tab_goes_as_it_is_read_and_ctrl_enter_records(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 24))
    dialog = ask(shell, case_id, "contact_participant", settle)
    assert dialog.focusWidget().objectName() == "kind"
    order = ["kind", "on", "at", "by", "channel", "identity", "detail_used", "note"]
    reached = []
    while len(reached) < len(order):
        focus = dialog.focusWidget()
        name = focus.objectName() or focus.parentWidget().objectName()
        if name:
            reached.append(name)
        answer(focus, {"channel": "telephone", "identity": "confirmed"}.get(name))
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert reached == order
    qtbot.keyClick(dialog.form.field("note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert "contact_participant" not in open_clocks(shell, case_id)


def test_undo_in_the_banner_brings_the_clock_back(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 24))
    record(ask(shell, case_id, "contact_participant", settle), kind=K.CONTACTED.value)
    settle(shell)
    assert "Contact made" in shell.frame.banner.text
    undo = shell.frame.banner.findChild(QPushButton, "banner-action")
    assert isinstance(undo, QPushButton) and undo.text() == "Undo"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle(shell)
    assert "contact_participant" in open_clocks(shell, case_id)
    assert any(item.clock.id == "contact_participant" for item in today_of(shell).items.values())


def test_what_was_keyed_offers_no_undo(opened: Callable[..., tuple[Shell, UUID]], settle: Settle) -> None:
    shell, case_id = opened(CaseMaker.referred, date(2021, 5, 18))
    record(ask(shell, case_id, "acknowledge_referral", settle), kind=K.ACKNOWLEDGED.value)
    settle(shell)
    undo = shell.frame.banner.findChild(QPushButton, "banner-action")
    assert isinstance(undo, QPushButton) and not undo.isVisible()
    assert "take it back with a reason" in shell.frame.banner.text


def test_undo_says_what_it_met_where_that_came_after_the_menu_was_read(
    opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """DESIGN 3.4: what the key would have undone is no longer the newest, and that one is corrected."""
    shell, case_id = opened(CaseMaker.referred, date(2021, 5, 18))
    undo = shell.inside.menus.undo
    assert undo.text() != "&Undo"
    keyed = facts.WhatHappened(K.ACKNOWLEDGED, date(2021, 5, 18), time(9, 20))
    facts.record(shell.context.workspace, case_id, keyed)
    undo.trigger()
    settle(shell)
    assert "'Referral accepted on PRaP' is not undone but corrected" in shell.frame.banner.text


def test_a_late_day_asks_for_the_reason_and_keeps_asking(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """A late duty takes a reason and counts as late (DESIGN 3.2)."""
    shell, case_id = opened(start_to_key, date(2021, 6, 4))
    dialog = ask(shell, case_id, "record_prap_outcome", settle)
    reason = dialog.form.field("late_reason")
    assert reason.isVisible()
    dialog.save.click()
    assert dialog.form.note("late_reason") == "Say why it is late."
    qtbot.keyClicks(reason, LATE)
    assert reason.isVisible()
    dialog.save.click()
    settle(shell)
    assert "record_prap_outcome" not in open_clocks(shell, case_id)
    shell.inside.menus.undo.trigger()
    settle(shell)
    assert "is not undone but corrected" in shell.frame.banner.text, "DESIGN 3.4: the key says why"


def test_the_store_asks_for_a_reason_that_the_form_did_not_foresee(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """A meeting held late meets two clocks; the form was opened for the one that is not late."""
    shell, case_id = opened(contacted, date(2021, 6, 1))
    RecordDialog.ask(shell.context, case_id, shell.window)
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    assert dialog.chosen() is not None and dialog.chosen().kind is K.INITIAL_MEETING_HELD
    assert not dialog.form.field("late_reason").isVisible()
    dialog.save.click()
    settle(shell)
    reason = dialog.form.field("late_reason")
    assert reason.isVisible() and "JFS 3.1" in dialog.form.note("late_reason")
    qtbot.keyClicks(reason, LATE)
    assert reason.isVisible()
    dialog.save.click()
    settle(shell)
    assert "hold_initial_meeting" not in open_clocks(shell, case_id)


def test_a_refusal_names_its_paragraph_and_nothing_is_lost(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """No Contact before the attempts are logged is refused by JFS 3.12 and its like (C6)."""
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 28))
    dialog = ask(shell, case_id, "record_prap_outcome", settle)
    dialog.form.set_value("kind", K.NO_CONTACT_KEYED.value)
    assert not dialog.save.isEnabled()
    assert "(JFS 3." in dialog.refused.text()
    dialog.form.set_value("note", "Three calls")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.form.value("note") == "Three calls"


def test_a_code_that_needs_advice_asks_for_its_reference(
    opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """X12: some end codes stand only on cases on which DWP has advised."""
    shell, case_id = opened(after(K.WITHDREW, K.ENDED_EARLY), DAY)
    dialog = ask(shell, case_id, "key_end", settle)
    choice = dialog.chosen()
    assert choice is not None and choice.advised
    dialog.save.click()
    assert dialog.form.note("detail") == "Choose one of these."
    dialog.form.set_value("detail", sorted(choice.advised)[0])
    assert dialog.form.field("advice").isVisible()
    dialog.save.click()
    assert dialog.form.note("advice")
    dialog.form.set_value("advice", "DWP-2021-0017")
    dialog.questions.set_answers({"last_engaged_on": "2021-05-27"})
    dialog.save.click()
    assert dialog.questions.form is not None and dialog.questions.form.note("advised_by")
    dialog.questions.set_answers(
        {"last_engaged_on": "2021-05-27", "advised_by": "J. Harwood, JFS policy", "advised_on": "2021-05-27"}
    )
    dialog.save.click()
    settle(shell)
    assert "key_end" not in open_clocks(shell, case_id)


def test_a_booked_meeting_keeps_its_day(opened: Callable[..., tuple[Shell, UUID]], settle: Settle) -> None:
    """T6, C3: it is agreed with somebody who was reached."""

    def reached(maker: CaseMaker) -> UUID:
        case_id = maker.accepted()
        maker.record(case_id, K.CONTACTED, date(2021, 5, 20))
        return case_id

    shell, case_id = opened(reached, date(2021, 5, 24))
    RecordDialog.ask(today_of(shell).context, case_id, shell.window, kinds=(K.MEETING_BOOKED,))
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    record(dialog, kind=K.MEETING_BOOKED.value, on="21 May 2021", day="26 May 2021")
    settle(shell)

    assert QApplication.activeModalWidget() is None, dialog.error_text()
    booked = facts.of_case(shell.context.workspace, case_id)[0]
    assert (booked.kind, booked.on) == (K.MEETING_BOOKED.value, date(2021, 5, 21))
    assert booked.on < MET


def test_the_window_of_the_form_names_nobody(
    opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 24))
    dialog = ask(shell, case_id, "contact_participant", settle)
    assert "Nair" not in dialog.windowTitle()
    assert "Nair" in dialog.heading.text()


def test_a_day_to_come_is_refused_before_anything_about_lateness(
    opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """What has not happened cannot be recorded; whether it would be late is no question yet."""
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 24))
    dialog = ask(shell, case_id, "contact_participant", settle)
    dialog.form.set_value("on", date(2021, 6, 30))
    assert dialog.form.note("on").startswith("This day is still to come.")
    assert not dialog.form.field("late_reason").isVisible()
    dialog.save.click()
    settle(shell)
    assert dialog.isVisible() and dialog.form.note("on").startswith("This day is still to come.")
    assert not dialog.form.note("late_reason")
    dialog.form.set_value("on", date(2021, 5, 24))
    assert not dialog.form.note("on")


def in_list(box: Any) -> list[tuple[str, bool]]:
    """The lines of a list, and whether each can be chosen."""
    return [
        (box.itemText(row).strip(), bool(box.model().flags(box.model().index(row, 0)) & SELECTABLE))
        for row in range(box.count())
    ]


def test_i17_the_form_takes_no_receipt_by_an_e_mail_that_is_not_kept(opened: Any, settle: Settle) -> None:
    """AMB-80: as in the meeting, the message itself proves it; words have their time and say that it came."""
    shell, case_id = opened(lambda maker: maker.met(), MET)
    RecordDialog.ask(today_of(shell).context, case_id, shell.window, kinds=(K.PACK_ACKNOWLEDGED,))
    settle(shell)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    workspace = today_of(shell).context.workspace

    def recorded(channel: str, words: str) -> bool:
        form.form.set_value("channel", channel)
        form.questions.set_answers({"words": words, "identity": "confirmed"})
        form.save.click()
        settle(shell)
        return any(one.kind == K.PACK_ACKNOWLEDGED for one in facts.of_case(workspace, case_id))

    assert not recorded("email", "I have got the pack.")
    assert "as the message itself" in " ".join(one.text() for one in form.findChildren(QLabel))
    assert not recorded("text", "") and not recorded("text", "I have not received the pack.")
    assert QApplication.activeModalWidget() is form
    assert recorded("text", "I have got the pack.")


def test_what_cannot_be_now_stands_under_a_heading_with_its_reason(
    opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R2, R10, I21, W5: a hand-back waits for a lapse; before the meeting only an error is Did Not Start."""
    shell, case_id = opened(lambda maker: maker.accepted(), MET)
    kinds = (K.HANDED_BACK, K.DNS_KEYED)
    RecordDialog.ask(today_of(shell).context, case_id, shell.window, kinds=kinds)
    settle(shell)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    chosen = form.chosen()
    assert chosen is not None and chosen.kind is K.DNS_KEYED, "what may be recorded stands first"
    (why,) = (text for text, _ in in_list(form.kind) if "Handed" in text or "handed" in text)
    assert in_list(form.kind)[-2:] == [(NOT_NOW, False), (why, True)]
    lines = in_list(form.detail)
    place = [text for text, _ in lines].index(NOT_NOW)
    assert [may for _, may in lines] == [True] * place + [False] * (len(lines) - place)
    assert place == 2 and all(text.endswith("(JFS 3.31)") for text, _ in lines[place + 1 :])
    assert form.width() <= 620, "the form does not grow with a reason"
    save_picture(form, "record-not-possible-now")
    form.detail.showPopup()
    save_picture(form.detail.view().window(), "record-not-possible-list")
    form.detail.hidePopup()
    form.kind.setCurrentIndex(form.kind.findData(K.HANDED_BACK.value))
    assert form.refused.text().endswith("(JFS 3.40)") and not form.save.isEnabled()


def test_nothing_that_ends_the_case_is_proposed(
    opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """T8: where the start cannot be keyed yet, what it waits for is proposed and no other outcome; with
    nothing to wait for either, the person chooses."""
    shell, case_id = opened(lambda maker: maker.met(), date(2021, 6, 1))
    offer = record_offers.offer(shell.context.workspace, case_id)
    assert offer.first not in {K.DNS_KEYED, K.DNA_KEYED, K.NO_CONTACT_KEYED}
    dialog = RecordDialog(shell.context, replace(offer, first=None), shell.window)
    assert dialog.chosen() is None and not dialog.save.isEnabled() and dialog.kind.currentText() == "Choose…"
    dialog.form.set_value("kind", offer.choices[0].kind.value)
    assert dialog.chosen() is offer.choices[0]
    dialog.discard()
