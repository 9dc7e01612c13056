"""A person who goes by one name alone is called by it everywhere, with no blank before it (R1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from tests.ui.casemaker import brought_once, open_window
from ui.pages.caseload import CaseloadPage
from ui.pages.caseload_model import COLUMNS
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

NAME = "Suryaningrum"


def test_lists_and_titles_begin_with_the_name(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> None:
    def one_name(maker: Any) -> object:
        return maker.referred(date(2021, 6, 1), first_name="", last_name=NAME, date_of_birth="1990-02-03")

    case_id = brought_once(own_vault, passphrase, window_clock, one_name)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    today = shell.frame.page("today")
    assert isinstance(today, TodayPage)
    assert {row.row.name for row in today.list.rows} == {NAME}
    shell.frame.show_page("caseload")
    settle(shell)
    caseload = shell.frame.page("caseload")
    assert isinstance(caseload, CaseloadPage)
    row = caseload.model.row(0)
    assert row is not None and row.texts[[one.key for one in COLUMNS].index("name")] == NAME
    assert {line.name for line in prap.worklist(shell.context.workspace).to_key} == {NAME}
    again = ReferralForm("PR-2", "2021-06-01", "2021-06-01 08:30", last_name=NAME, date_of_birth="1990-02-03")
    told = [note.text for note in referrals.check(shell.context.workspace, again)]
    assert [one for one in told if one.startswith("somebody of this name")]
    shell.frame.open_case(case_id, "overview")
    settle(shell)
    page = shell.frame.page("case")
    words = [one.text() for kind in (QLabel, QPushButton) for one in page.findChildren(kind)]
    named = [one for one in words if NAME in one]
    assert named and not [one for one in named if one.startswith(" ") or f"  {NAME}" in one]
