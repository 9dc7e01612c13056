"""A meeting whose time has passed is settled from Today in one step: held, missed or put off (I1, M1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.today.cockpit import When
from jfs_desktop.casework.today.putting_off import PASSED
from jfs_desktop.clock import LONDON
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.dialogs.sessions.settle_meeting import SettleMeetingDialog
from ui.shell.shell import Shell

JUNE_3, JUNE_4 = date(2021, 6, 3), date(2021, 6, 4)


def people(maker: CaseMaker) -> tuple[UUID, UUID, UUID]:
    """One with an appointment of yesterday, one with an initial meeting of yesterday, one in the middle."""
    agreed = maker.started()
    maker.record(agreed, FactKind.SESSION_HELD, date(2021, 5, 28))
    ways = {"preferred": "telephone", "fallback": "video"}
    maker.record(agreed, FactKind.COMMUNICATION_AGREED, date(2021, 5, 28), detail=ways)
    said = {"agreed_for": JUNE_3.isoformat(), "time": "10:00"}
    maker.record(agreed, FactKind.APPOINTMENT_AGREED, date(2021, 6, 1), detail=said)
    found = [agreed]
    for first, last in (("Callum", "Reid"), ("Gwenllian", "Llywelyn-Prytherch")):
        case_id = maker.referred(date(2021, 6, 1), first_name=first, last_name=last)
        maker.record(case_id, FactKind.ACKNOWLEDGED, date(2021, 6, 1))
        booked = {"booked_for": JUNE_3.isoformat(), "booked_at": "11:30"}
        maker.record(case_id, FactKind.MEETING_BOOKED, date(2021, 6, 1), detail=booked)
        found.append(case_id)
    maker.record(found[2], FactKind.INITIAL_MEETING_BEGUN, JUNE_3, at=time(11, 30))
    maker.on(JUNE_4, time(9))
    return found[0], found[1], found[2]


@pytest.fixture
def cases(own_vault: Path, passphrase: str, window_clock: Any) -> tuple[UUID, UUID, UUID]:
    return brought_once(own_vault, passphrase, window_clock, people)


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, settle: Any
) -> Callable[[], Shell]:
    return partial(open_window, make_shell, own_vault, passphrase, settle)


@pytest.fixture
def shell(cases: object, opened: Callable[[], Shell]) -> Shell:
    return opened()


def asked(shell: Shell, settle: Any, case_id: UUID) -> SettleMeetingDialog:
    """What the row of that person on Today opens."""
    settle(shell)
    page: Any = shell.frame.page("today")
    key = next(key for key, one in page.items.items() if one.case_id == case_id and one.kind == PASSED)
    page._act(key)
    settle(shell)
    return dialog(SettleMeetingDialog)


def dialog(kind: type[Any]) -> Any:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def test_an_appointment_is_held_put_off_or_missed_from_its_row(
    shell: Shell, cases: tuple[UUID, UUID, UUID], settle: Any, save_picture: Callable[[QWidget, str], None]
) -> None:
    """M1: the row counts, each answer opens its form filled in, and missed is recorded on its own day."""
    page: Any = shell.frame.page("today")
    rows = [one for one in page.items.values() if one.kind == PASSED]
    assert {one.case_id for one in rows} == {cases[0], cases[1]}
    assert all(one.when is When.LATE for one in rows)
    save_picture(shell.window, "today-to-settle")
    settling = asked(shell, settle, cases[0])
    assert "Priya" not in settling.windowTitle() and "(JFS 4.17)" in settling.body.text()
    assert settling.heading.text() == "Did Priya Nair come?"
    assert "appointment of Thu 3 June, 10:00, by telephone, has" in settling.body.text()
    save_picture(settling, "settle-meeting")
    settling.held.click()
    settle(shell)
    by_hand = dialog(ManualSessionDialog)
    assert (by_hand.form.value("on"), by_hand.form.value("at")) == (JUNE_3, time(10))
    by_hand.reject()
    asked(shell, settle, cases[0]).put_off.click()
    settle(shell)
    again = dialog(RecordDialog)
    assert again.chosen().kind is FactKind.APPOINTMENT_AGREED
    again.form.set_value("day", date(2021, 6, 8))
    again.save.click()
    settle(shell)
    assert not any(one.kind == PASSED and one.case_id == cases[0] for one in page.items.values())
    asked(shell, settle, cases[1]).missed.click()
    settle(shell)
    assert not any(one.kind == PASSED for one in page.items.values())


def test_the_row_comes_by_itself_when_the_booked_time_comes(
    qtbot: QtBot, cases: tuple[UUID, UUID, UUID], opened: Callable[[], Shell], window_clock: Any, settle: Any
) -> None:
    """M1: Today, the figure in the rail and the Overview turn at that moment, with nothing read again by
    hand; the row that has the focus keeps it, and nothing is waited for any more."""
    window_clock.wall = datetime.combine(JUNE_3, time(9, 59, 59, 900_000), LONDON).astimezone(UTC)
    shell = opened()
    page: Any = shell.frame.page("today")
    case: Any = shell.frame.page("case")
    assert not any(one.kind == PASSED for one in page.items.values())
    shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell.window)
    page.keys.go_to(0)
    here = page.items[page.keys.key]
    window_clock.wall += timedelta(minutes=1)
    qtbot.waitUntil(lambda: any(one.kind == PASSED for one in page.items.values()))
    assert page.items[page.keys.key].same_as(here)
    shell.frame.open_case(cases[1], "overview")
    window_clock.wall = datetime.combine(JUNE_3, time(11, 29, 59, 900_000), LONDON).astimezone(UTC)
    settle(shell)
    case.mark_stale()
    settle(shell)
    line = case.tab("overview").appointment
    assert line.text() == "Next appointment: Thu 3 June, 11:30, agreed 1 June"
    badge = shell.frame.rail.entries["today"].badge
    before = badge.text()
    shell.context.hub.tell(Outcome(None, Changed.CASES))
    settle(shell)
    window_clock.wall += timedelta(minutes=1)
    qtbot.waitUntil(lambda: line.text().startswith("Appointment to record as held or missed: Thu 3 June"))
    qtbot.waitUntil(lambda: badge.text() == str(int(before) + 1))
    assert case._turning.moment is None


def test_an_initial_meeting_leads_to_its_tabs_and_goes_on_where_it_has_begun(
    shell: Shell, cases: tuple[UUID, UUID, UUID], settle: Any, save_picture: Callable[[QWidget, str], None]
) -> None:
    """I1, C3: held leads to the meeting, put off to the booking; one that has begun is continued."""
    today: Any = shell.frame.page("today")
    case: Any = shell.frame.page("case")
    settling = asked(shell, settle, cases[1])
    assert settling.heading.text() == "Did Callum Reid come?"
    assert "initial meeting of Thu 3 June, 11:30, by video call, has" in settling.body.text()
    settling.put_off.click()
    settle(shell)
    assert (case.case_id, case.current_tab) == (cases[1], "contact")
    key = next(key for key, one in today.items.items() if one.what.startswith("Finish the initial meeting"))
    assert today.items[key].what.endswith("begun on 3 June") and today.items[key].when is When.TODAY
    today._act(key)
    settle(shell)
    assert (case.case_id, case.current_tab) == (cases[2], "meeting")
    assert case.head.start.text().replace("&", "") == "Continue initial meeting"
    save_picture(shell.window, "meeting-continued")
