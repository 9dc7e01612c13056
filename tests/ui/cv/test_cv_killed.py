"""A real process, killed with SIGKILL in the midst of a CV right after it said 'Saved' (V1)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.casework.cv import cvs
from tests.ui.casemaker import case_maker
from tests.ui.cv.conftest import CvDesk
from tests.ui.typist import type_and_be_killed

WORDS = "I like early shifts and a tidy bay"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of POSIX")
def test_a_kill_in_the_midst_of_typing_loses_nothing(
    own_vault: Path, case_id: UUID, passphrase: str, window_clock: Any, make_desk: Callable[[], CvDesk]
) -> None:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        cvs.begin(maker.workspace, case_id)
    type_and_be_killed(own_vault, case_id, passphrase, "cv", "profile.text", WORDS)
    desk = make_desk()
    assert desk.tab.editor.profile.text.text() == WORDS
    assert desk.tab.head.notice.isVisible()
    desk.click("cv-keep")
    assert not desk.tab.head.notice.isVisible()
    view = desk.view
    assert view.settled is not None and view.settled.content.profile == WORDS
