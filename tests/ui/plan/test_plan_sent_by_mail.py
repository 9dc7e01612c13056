"""The JFAP sent from its tab: all stands ready, what speaks against the address is asked first, and the
message can be taken back (I16, P11, X3, D3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from jfs_desktop.casework.outbox import mail_account, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.plan import plans
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.plan.plan import Objective
from tests.ui.casemaker import CaseMaker, case_maker, open_window
from tests.ui.recorder import Recorder
from tests.ui.tab_desk import TabDesk
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.pages.case.plan.plan import PlanTab
from ui.shell.shell import Shell

DAY = date(2021, 6, 4)
OWN = "gwenllian@example.org"
Settle = Callable[[Shell], None]


def ready(maker: CaseMaker) -> UUID:
    case_id = maker.started(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch", email=OWN)
    maker.record(case_id, K.GROUP_ATTENDED, DAY)
    aim = Objective(uuid4(), "Find work in a warehouse", "Apply", "Two a week")
    before = plans.open_plan(maker.workspace, case_id).content
    plans.settle(maker.workspace, case_id, replace(before, objectives=(aim,), next_steps="Go on."))
    plans.make_version(maker.workspace, case_id, summary="First", agreed_how="by video")
    mail_account.put(
        maker.workspace,
        MailAccount(
            Route.SERVER,
            host="smtp.example.org",
            user="o",
            sender_address="o@provider.example",
            grace_seconds=60,
        ),
    )
    return case_id


class Desk(TabDesk[PlanTab]):
    """The window on the JFAP of one case that is ready to be sent."""

    key, kind = "plan", PlanTab

    def __init__(self, shell: Shell, case_id: UUID, settle: Settle) -> None:
        self.said = Recorder(shell.say)
        super().__init__(shell, case_id, settle)

    def compose(self) -> ComposeDialog:
        self.click("plan-send")
        return self.dialog_of(ComposeDialog)

    def states(self) -> list[MessageState]:
        return [one.state for one in outbox.listed(self.workspace)]


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock, settle: Settle
) -> Desk:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = ready(maker)
        maker.on(DAY, time(9, 30))
    return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)


def test_i16_one_key_sends_what_stands_ready(
    desk: Desk, save_picture: Callable[[QWidget, str], None]
) -> None:
    form = desk.compose()
    assert form.form.value("to") == OWN
    assert "Gwenllian" in form.heading.text() and "Gwenllian" not in form.windowTitle()
    assert not form.against.isVisible() and not form.sure.isVisible()
    save_picture(form, "compose-draft-jfap")
    assert form.focusWidget() is form.go
    QTest.keyClick(form, Qt.Key.Key_Return)
    desk.settle()
    assert QApplication.activeModalWidget() is None
    (message,) = outbox.listed(desk.workspace)
    assert (message.state, message.purpose, message.to_address) == (MessageState.QUEUED, "draft_jfap", OWN)
    assert [part.name for part in message.parts] == ["Job Finding Action Plan.pdf"]


def test_it_is_taken_back_from_the_news(desk: Desk) -> None:
    desk.compose()._send()
    desk.settle()
    news = desk.said.news[-1]
    assert news.action == "Undo" and "60 seconds" in news.text
    news.act()
    desk.settle()
    assert desk.states() == [MessageState.DRAFT]


def test_d3_another_address_is_asked_about_and_a_second_one_refused(
    desk: Desk, save_picture: Callable[[QWidget, str], None]
) -> None:
    form = desk.compose()
    form.form.set_value("to", "gwenlian@example.org")
    form._send()
    desk.settle()
    assert "almost" in form.against.text() and form.sure.isVisible()
    assert desk.states() == []
    save_picture(form, "compose-other-address")
    form.sure.setChecked(True)
    form.form.set_value("to", f"{OWN}, other@example.org")
    assert not form.sure.isVisible(), "the answer was of another address"
    form.go.setFocus()
    form._send()
    desk.settle()
    assert "more than one address" in form.error_text()
    assert form.focusWidget() is form.go, "the keyboard stays where it was"
    form.form.set_value("to", "gwenlian@exampel.org")
    form._send()
    desk.settle()
    assert form.sure.isVisible() and not form.sure.isChecked() and desk.states() == []
    form.form.set_value("to", "gwenlian@example.org")
    form._send()
    desk.settle()
    assert desk.states() == [], "each address is asked about, also one that was confirmed before another"
    form.sure.setChecked(True)
    form._send()
    desk.settle()
    assert [one.to_address for one in outbox.listed(desk.workspace)] == ["gwenlian@example.org"]


def test_x3_a_message_without_what_it_must_say_is_refused_beside_it(desk: Desk) -> None:
    form = desk.compose()
    form.form.set_value("message", "Here it is.")
    form._send()
    desk.settle()
    assert "lacks" in form.form.note("message")
    assert desk.states() == []


def test_i18_what_went_by_another_way_is_recorded_from_there(desk: Desk) -> None:
    form = desk.compose()
    form.other.click()
    desk.settle()
    assert isinstance(QApplication.activeModalWidget(), SendPlanDialog)


def test_what_goes_is_looked_at_before_it_goes(
    desk: Desk, save_picture: Callable[[QWidget, str], None]
) -> None:
    """X3: the pages and their size, and in which language the message is; nothing is kept by a look."""
    dialog = desk.compose()
    assert "Written in English." in [one.text() for one in dialog.findChildren(QLabel)]
    assert dialog.paper.goes.text().endswith("KB)."), "the size stands there without a look"
    dialog.paper.look.click()
    desk.settle()
    assert not dialog.paper.pages.isHidden() and dialog.paper.pages.page_count > 0
    assert dialog.paper.goes.text().endswith("KB).")
    save_picture(dialog, "compose-look")
    assert desk.states() == []
