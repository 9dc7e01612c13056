"""Where messages cannot go now it is told where one queues, and on Today while something waits (I18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.outbox import mail_account, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from tests.ui.case.test_came_by_mail import OWN, leaving
from tests.ui.case.test_ending import DAY, Way, opened
from tests.ui.casemaker import CaseMaker
from tests.ui.post_office import plan_for
from ui.dialogs.mail.compose import WAITS, ComposeDialog

__all__ = ["opened"]
PUT_OFF = Delivery(Ending.PUT_OFF, Step.CONNECT, "The server does not answer on port 587.")


def tried_in_vain(maker: CaseMaker) -> UUID:
    case_id = leaving(maker)
    workspace = maker.workspace
    maker.on(DAY, time(8))
    letter = plan_for(workspace, case_id, purpose="letter", to_address=OWN)
    message = outbox.queue(workspace, letter).value
    maker.on(DAY, time(9, 30))
    outbox.begin_next(workspace)
    outbox.end(workspace, message.id, PUT_OFF)
    return case_id


def today(way: Way) -> Any:
    way.shell.frame.show_page("today")
    way.settle()
    return way.shell.frame.page("today")


def test_what_waits_in_vain_is_told_on_today_and_in_the_composer(
    opened: Callable[..., Way], save_picture: Callable[[QWidget, str], None]
) -> None:
    way = opened(tried_in_vain)
    way.shell.context.theme.choose("dark")
    way.click("mail-survey")
    form = way.dialog_of(ComposeDialog)
    assert form.body.text() == f"{PUT_OFF.words} It is tried again by itself. {WAITS}"
    assert form.go.isEnabled()
    save_picture(form, "compose-held-up-dark")
    form.discard()
    note = today(way).waiting
    assert note.words.text() == f"1 message waits in the outbox. {PUT_OFF.words} It is tried again by itself."
    save_picture(way.shell.window, "today-held-up-dark")
    note.way.click()
    way.settle()
    assert way.shell.frame.current == "outbox"


def test_a_way_that_was_taken_away_is_told_until_nothing_waits(opened: Callable[..., Way]) -> None:
    way = opened(tried_in_vain)
    workspace, note = way.shell.context.workspace, today(way).waiting
    way.shell.hub.tell(mail_account.put(workspace, MailAccount()))
    way.settle()
    assert "How messages leave is not chosen yet." in note.words.text()
    (message,) = outbox.listed(workspace)
    way.shell.hub.tell(outbox.take_back(workspace, message.id))
    way.settle()
    assert not note.isVisible()
