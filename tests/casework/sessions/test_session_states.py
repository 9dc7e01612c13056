"""What is said where a session is not in the state for a step: what it is in, and what to do (S1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import session_corrections, sessions
from jfs_desktop.errors import RefusedByRule

Step = Callable[[Workspace, UUID, datetime], Any]


def _pause(ws: Workspace, session: UUID, at: datetime) -> Any:
    return sessions.pause(ws, session, at=at)


def _resume(ws: Workspace, session: UUID, at: datetime) -> Any:
    return sessions.resume(ws, session, at=at)


def _stop(ws: Workspace, session: UUID, at: datetime) -> Any:
    return sessions.stop(ws, session, at=at)


def _correct(ws: Workspace, session: UUID, _: datetime) -> Any:
    return session_corrections.correct(ws, session, 10, "Read the clock wrongly")


@pytest.mark.parametrize(
    ("before", "step", "told"),
    [
        ([], _resume, "This session is running already. Pause it or stop it."),
        ([_pause], _pause, "This session is paused already. Resume it or stop it."),
        ([], _correct, "This session has not stopped, so its time is not counted yet. Stop it first."),
        ([_pause], _correct, "This session has not stopped, so its time is not counted yet. Stop it first."),
        (
            [_stop],
            _stop,
            "This session has stopped, and its time is counted. "
            "Start another one, or correct its minutes with a reason.",
        ),
    ],
)
def test_a_step_out_of_turn_is_refused_in_words(
    office: Any, before: list[Step], step: Step, told: str
) -> None:
    ws, clock = office.workspace, office.clock
    session = sessions.start(ws, office.met(), channel="video", identity="confirmed", at=clock.now()).value.id
    for one in before:
        clock.pass_by(60)
        one(ws, session, clock.now())
    with pytest.raises(RefusedByRule) as refused:
        step(ws, session, clock.now())
    assert f"{refused.value.text} {refused.value.remedy}" == told
    assert refused.value.paragraph == "JFS 5.02"
