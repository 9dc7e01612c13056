"""Where the provision is over, or a target date lies outside it (P15, JFS 4.05)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import Objective, ObjectiveStatus
from jfs_desktop.store.profiles import load_calendar
from tests.answers import entry
from ui.pages.case.objectives.plan_words import days_left_words, target_note

if TYPE_CHECKING:
    Desk = Any

TODAY, LAST = date(2021, 6, 4), date(2021, 6, 24)


@pytest.mark.parametrize(
    ("target", "status", "note"),
    [
        (None, ObjectiveStatus.TO_DO, ""),
        (TODAY, ObjectiveStatus.TO_DO, ""),
        (LAST, ObjectiveStatus.DOING, ""),
        (date(2021, 6, 3), ObjectiveStatus.TO_DO, "In the past"),
        (date(2021, 6, 3), ObjectiveStatus.DONE, ""),
        (date(2021, 6, 25), ObjectiveStatus.TO_DO, "After the last day, 24 June"),
        (date(2021, 6, 25), ObjectiveStatus.DROPPED, ""),
    ],
)
def test_p15_a_target_date_outside_the_provision_is_noted(
    target: date | None, status: ObjectiveStatus, note: str
) -> None:
    row = Objective(uuid4(), "Apply", target_on=target, status=status)
    assert target_note(row, TODAY, LAST) == note
    assert target_note(row, TODAY, None) == ("" if target and target > LAST else note)


@pytest.mark.parametrize(
    ("target", "status", "words"),
    [
        (date(2021, 6, 8), ObjectiveStatus.TO_DO, ("2 working days left", False)),  # over a week-end
        (date(2021, 6, 7), ObjectiveStatus.DOING, ("1 working day left", False)),
        (TODAY, ObjectiveStatus.TO_DO, ("today", False)),
        (date(2021, 6, 3), ObjectiveStatus.TO_DO, ("1 working day over", True)),
        (date(2021, 5, 28), ObjectiveStatus.TO_DO, ("4 working days over", True)),  # over Monday's holiday
        (date(2021, 6, 8), ObjectiveStatus.DONE, ("", False)),
        (None, ObjectiveStatus.TO_DO, ("", False)),
    ],
)
def test_p15_days_left_are_working_days(
    target: date | None, status: ObjectiveStatus, words: tuple[str, bool]
) -> None:
    row = Objective(uuid4(), "Apply", target_on=target, status=status)
    assert days_left_words(row, TODAY, load_calendar()) == words


def test_p15_the_note_stands_beside_the_day_and_is_no_error(desk: Desk) -> None:
    desk.add("Apply", "To the clinic", "Two sent", "1 jun")
    (row,) = desk.tab.editor.objectives.rows
    assert row.note.isVisible()
    assert row.note.text() == "In the past"
    assert row.by.property("state") != "error"
    row.by.setText("8 June")
    row.by.textEdited.emit("8 June")
    assert not row.note.isVisible()


def test_a_session_that_runs_is_told_beside_the_minutes(desk: Desk) -> None:
    """AMB-18: the bar above counts on, the card does not; it says so."""
    workspace = desk.shell.context.workspace
    started = sessions.start(
        workspace, desk.case_id, channel="video", identity="confirmed", at=workspace.now()
    )
    desk.shell.context.hub.tell(started)
    desk.settle()
    shown = [one.text() for one in desk.tab.side.meter.findChildren(QLabel) if one.isVisible()]
    assert "A session runs: its newest minutes come on top." in shown


def test_an_ended_case_offers_no_agreement_and_no_minutes(
    desk: Desk, save_picture: Callable[..., None]
) -> None:
    """Stage not open: the verb is off with its reason, and the meter says what was delivered."""
    assert desk.tab.head.agree.isEnabled()
    assert desk.tab.head.agree.property("role") == "primary"
    workspace = desk.shell.context.workspace
    day = workspace.today()
    assert desk.tab.side.days.isVisible()
    for kind in (FactKind.DUPLICATES_SEARCHED, FactKind.START_KEYED, FactKind.WITHDREW):
        facts.record(workspace, desk.case_id, entry(kind, day, late_reason="I was ill."))
    ended = entry(FactKind.ENDED_EARLY, day, detail={"reason": "left"})
    outcome = facts.record(workspace, desk.case_id, ended)
    desk.shell.context.hub.tell(outcome)
    keyed = entry(FactKind.END_KEYED, day, detail={"end_code": "36"})
    desk.shell.context.hub.tell(facts.record(workspace, desk.case_id, keyed))
    desk.settle()
    head = desk.tab.head
    assert not head.agree.isEnabled()
    assert head.agree.property("role") == "plain"
    assert head.ended.isVisible()
    assert not desk.tab.side.days.isVisible()
    said = " ".join(one.text() for one in desk.tab.side.meter.findChildren(QLabel) if one.isVisible())
    assert "delivered" in said
    assert "offered" not in said
    assert "needed" not in said
    desk.tab.agree()
    assert QApplication.activeModalWidget() is None
    save_picture(desk.shell.window, "plan-ended")
