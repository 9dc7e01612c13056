"""A real process, killed with SIGKILL right after it said 'Saved': nothing typed is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plans
from jfs_desktop.records.views import PlanView
from tests.ui.typist import type_and_be_killed

WORDS = "Ring the clinic about the admin post"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of POSIX")
def test_a_kill_right_after_saved_loses_nothing(
    own_vault: Path, case_id: UUID, passphrase: str, inside: Callable[[Callable[[Workspace], object]], object]
) -> None:
    type_and_be_killed(own_vault, case_id, passphrase, "plan", "steps", WORDS)
    view = inside(lambda workspace: plans.open_plan(workspace, case_id))
    assert isinstance(view, PlanView)
    kept = view.draft or view.content
    assert kept.next_steps == WORDS
