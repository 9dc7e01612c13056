"""Each 1-2-1 begins with whether it is sure who it is: two keys, and it stands with the session (I3, I8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jfs_desktop.casework.recording import facts
from tests.ui.timer_desk import Desk, put_people
from ui.dialogs.sessions.start_session import StartSessionDialog
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.shell import Shell


@pytest.fixture
def priya(own_vault: Path, passphrase: str, window_clock: Any) -> UUID:
    """Somebody who was last spoken to more than one call ago."""
    made = put_people(own_vault, passphrase)[0]
    window_clock.wall += timedelta(hours=2)
    return made


@pytest.fixture
def desk(priya: UUID, shell: Shell, window_clock: Any, settle: Callable[[Shell], None]) -> Desk:
    return Desk(shell, window_clock, settle)


def asked(desk: Desk, case_id: UUID) -> StartSessionDialog:
    desk.open_case(case_id)
    desk.click("case-start")
    dialog = desk.dialog()
    assert isinstance(dialog, StartSessionDialog)
    return dialog


def test_two_keys_and_it_stands_with_the_session(desk: Desk, priya: UUID) -> None:
    """I3: without an answer nothing starts; Space and Enter start, and the entry holds the answer;
    the next call asks anew."""
    dialog = asked(desk, priya)
    desk.click("session-go", dialog)
    assert "JFS 3.21" in dialog.form.note("identity")
    assert desk.bar.session is None
    field: Any = dialog.form.field("identity")
    QTest.keyClick(field.chips[0], Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desk.settle()
    assert desk.bar.session is not None
    stands = desk.shell.window.focusWidget()
    assert stands is not None and stands.objectName() == "case-record", "not on the way out of the case"
    desk.work(120)
    desk.click("timer-stop")
    wrap_up = desk.dialog()
    assert isinstance(wrap_up, WrapUpDialog)
    wrap_up.plan.unchanged.click()
    QTest.keyClicks(wrap_up.plan.line, "Nothing new")
    desk.click("wrap-up-save", wrap_up)
    held = next(one for one in facts.of_case(desk.workspace, priya) if one.kind == "session_held")
    assert held.detail["identity"] == "confirmed"
    assert asked(desk, priya).form.value("identity") in ((), ""), "a call of its own: nothing is proposed"


def test_a_doubt_says_what_does_not_fit(desk: Desk, priya: UUID) -> None:
    """I8: it is recorded at once, and nothing is sent before it is settled."""
    dialog = asked(desk, priya)
    dialog.form.set_value("identity", ("doubt",))
    dialog.form.changed.emit("identity")
    assert dialog.form.field("doubt").isVisible()
    desk.click("session-go", dialog)
    assert dialog.form.note("doubt")
    assert desk.bar.session is None
    dialog.form.set_value("doubt", "Another voice, another address")
    desk.click("session-go", dialog)
    session = desk.bar.session
    assert session is not None
    doubted = next(one for one in facts.of_case(desk.workspace, priya) if one.kind == "identity_doubted")
    assert doubted.detail == {"doubt": "Another voice, another address"}
    assert doubted.about == session.id
