"""What the case page reads on the reader thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.sessions import sessions
from ui.pages.case.frame.tab import CaseNow

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace


def read_case(workspace: Workspace, case_id: UUID) -> CaseNow:
    """Head, clocks and facts of a case. Raises NotFound."""
    programme = workspace.programme_of(case_id)
    channels = {channel.key: channel.name for channel in programme.channels}
    told = tuple(
        replace(fact, channel=channels.get(fact.channel, fact.channel))
        for fact in facts.of_case(workspace, case_id)
    )
    session = sessions.running(workspace)
    running = session is not None and session.case_id == case_id
    promised = tuple(
        (held, one.name)
        for held in reversed(sessions.of_case(workspace, case_id))
        for one in held.to_send
        if one.sent_on is None
    )
    died = ends.died(told)
    view, readings = cases.case_view(workspace, case_id), clocks.of_case(workspace, case_id)
    never_shared = frozenset(rule.kind.value for rule in programme.facts if rule.never_shared)
    barred = fact_choices.barred(workspace, case_id)
    return CaseNow(view, readings, told, running, () if died else promised, died, never_shared, barred)
