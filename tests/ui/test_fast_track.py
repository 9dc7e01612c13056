"""The safeguarding sheet from the foot of the rail: three clicks, no network, in view until logged (G2)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.circumstances.fast_track import FastTrackDialog
from ui.pages.case.page import CasePage
from ui.pages.caseload import CaseloadPage
from ui.pages.caseload_model import DUE
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
NUMBER = "01632 960100"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that reaches nobody."""

    def refuse(*_: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> tuple[Shell, UUID]:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        fast_track.keep_leads(maker.workspace, (DistrictLead("Mòrag NicDhòmhnaill", NUMBER),))
        case_id = maker.started(first_name="Sofia", last_name="Marsh")
    window_clock.wall = datetime(2021, 6, 4, 9, 41, 52, tzinfo=UTC)
    return open_window(make_shell, own_vault, passphrase, settle), case_id


def sheet(shell: Shell, settle: Settle) -> FastTrackDialog:
    settle(shell)
    (shown,) = [one for one in shell.window.findChildren(FastTrackDialog) if one.isVisible()]
    return shown


@pytest.mark.usefixtures("no_network")
def test_three_clicks_from_any_page_and_in_view_until_the_contact_is_logged(
    opened: tuple[Shell, UUID], settle: Settle, qtbot: QtBot
) -> None:
    """G2: the number at the first click, noticing at the second, the contact at the third."""
    shell, case_id = opened
    frame, context = shell.frame, shell.context
    frame.open_case(case_id, "overview")
    settle(shell)
    page = frame.page("case")
    assert isinstance(page, CasePage)
    (safeguarding,) = frame.rail.findChildren(QPushButton, "rail-verb")
    qtbot.mouseClick(safeguarding, LEFT)
    dialog = sheet(shell, settle)
    assert NUMBER in [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    dialog.noticed.set_value("incident", "self_harm")
    qtbot.mouseClick(dialog.log_noticed, LEFT)
    settle(shell)
    dialog.reject()
    settle(shell)
    notice = frame.fast_track
    assert notice is not None
    for tab in ("overview", "plan", "history"):
        page.show_tab(tab)
        settle(shell)
        assert notice.isVisible(), tab
    for key in ("today", "caseload", "prap", "group_sessions", "complaints", "settings"):
        frame.show_page(key)
        settle(shell)
        assert notice.isVisible() and notice.said.startswith("Sofia Marsh: Fast Track open"), key
    qtbot.mouseClick(notice.lines[0].go, LEFT)
    dialog = sheet(shell, settle)
    dialog.reached.set_value("outcome", "She rings the GP.")
    noticed_at = dialog.reached.value("at")
    dialog.reached.set_value("at", time(0, 0))
    qtbot.mouseClick(dialog.log_reached, LEFT)
    settle(shell)
    assert dialog.isVisible() and "noticed" in dialog.reached.note("at"), "nobody is reached before it"
    dialog.reached.set_value("at", noticed_at)
    qtbot.mouseClick(dialog.log_reached, LEFT)
    settle(shell)
    assert not notice.isVisible()
    (incident,) = fast_track.incidents(context.workspace, case_id)
    assert not incident.open


def test_the_button_is_on_every_page_and_logs_nothing_to_a_case_seen_before(
    opened: tuple[Shell, UUID], settle: Settle, qtbot: QtBot
) -> None:
    """G2: an incident of somebody else must not go to the case that was seen last."""
    shell, case_id = opened
    frame = shell.frame
    frame.open_case(case_id)
    settle(shell)
    for key in ("today", "caseload", "prap", "group_sessions", "complaints", "settings"):
        frame.show_page(key)
        settle(shell)
        (safeguarding,) = frame.rail.findChildren(QPushButton, "rail-verb")
        qtbot.mouseClick(safeguarding, LEFT)
        dialog = sheet(shell, settle)
        assert not dialog.log_noticed.isVisible() and "Open the person's case" in dialog.body.text()
        assert NUMBER in [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()], key
        dialog.reject()
        settle(shell)


def test_several_open_fast_tracks_have_a_button_each_and_stand_as_owed_now(  # noqa: PLR0917
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Settle,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """G2, AMB-59: up to three people a line each, the others in a menu; the clock is red from its first
    minute, on Today and in the caseload, and each row leads to its own; gone while the vault is locked."""
    names = ("Ada", "Bea", "Cai", "Dee", "Eve")
    with case_maker(own_vault, passphrase, window_clock) as maker:
        cases = [maker.started(first_name=name, last_name="Marsh") for name in names]
        maker.on(date(2021, 6, 2), time(9, 30))
        for minute, case_id in enumerate(cases):
            fast_track.notice(maker.workspace, case_id, "self_harm", date(2021, 6, 2), time(9, minute))
        first = fast_track.incidents(maker.workspace, cases[0])[0].id
        second = fast_track.notice(maker.workspace, cases[0], "other", date(2021, 6, 2), time(9, 20)).value.id
    window_clock.wall = datetime(2021, 6, 2, 9, 41, 52, tzinfo=UTC)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    frame = shell.frame
    assert frame.fast_track is not None
    notice = frame.fast_track
    assert [line.split(":")[0] for line in notice.said.split("\n")] == ["Ada Marsh", "Bea Marsh", "Cai Marsh"]
    assert [line.go.accessibleName() for line in notice.lines][1] == "Open the Fast Track of Bea Marsh"
    save_picture(shell.window, "several-fast-tracks")
    assert notice.others.isVisible() and notice.others.text() == "2 more…"
    dee, _ = notice.menu().actions()
    assert dee.text().startswith("Dee Marsh")
    for press, name in ((notice.lines[1].go.click, "Bea"), (dee.trigger, "Dee")):
        press()
        dialog = sheet(shell, settle)
        assert dialog.heading.text() == f"Safeguarding Fast Track: {name} Marsh"
        dialog.reject()
        settle(shell)
    today = frame.page("today")
    assert isinstance(today, TodayPage)
    chips = {row.row.state for row in today.list.rows if "District Lead" in row.row.what}
    assert chips == {"Now"}
    place = next(key for key, one in today.items.items() if one.clock and one.clock.subject == first)
    today.list.row_of(place).action.click()  # type: ignore[union-attr]
    dialog = sheet(shell, settle)
    assert "2 June 2021\n101 minutes since" in dialog.since.text(), "which of the two of Ada"
    dialog.reached.set_value("lead", "M. Farrow")
    assert dialog.reached.value("at") == time(10, 41), "now, until somebody says that it was earlier"
    dialog.reached.set_value("at", time(9, 10))
    dialog.log_reached.click()
    settle(shell)
    closed = {one.id: one.minutes for one in fast_track.incidents(shell.context.workspace, cases[0])}
    assert closed[first] == 10, "the minutes run to the call, not to its entry"
    (still,) = (one for one in fast_track.incidents(shell.context.workspace, cases[0]) if one.open)
    assert still.id == second
    frame.show_page("caseload")
    settle(shell)
    caseload = frame.page("caseload")
    assert isinstance(caseload, CaseloadPage)
    shown = [caseload.model.row(place) for place in range(5)]
    assert {(row.texts[DUE], row.kind) for row in shown if row is not None} == {("Now", "late")}
    shell.lock()
    assert notice.said == "" and not notice.isVisible()
