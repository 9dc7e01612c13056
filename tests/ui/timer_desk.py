"""An adviser's desk for tests of the timer: the real window on a real vault with invented people in it,
and time that passes as it does at a desk, in beats and looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import LONDON, Clock
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.meetings.session_beats import BEAT_EVERY_S
from jfs_desktop.store.vault import Vault
from tests.answers import entry
from tests.kept_vaults import kept
from ui.pages.case.sessions.sessions import SessionsTab
from ui.shell.shell import Shell
from ui.shell.timer_bar import TimerBar

NOON = datetime(2021, 6, 4, 9, 41, 52, tzinfo=UTC)
"""Where the window's clock stands at first."""


class Hands(Protocol):
    """A clock whose hands a test moves."""

    wall: datetime
    seconds: float

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class MovedClock:
    """Wall and monotonic time that a test moves."""

    def __init__(self, wall: datetime) -> None:
        self.wall, self.seconds = wall, 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds


def put_people(folder: Path, passphrase: str, clock: Clock | None = None) -> tuple[UUID, UUID, UUID]:
    """Three cases in a set-up vault, all referred on 25 May 2021: Priya Nair and Bartholomew
    Featherstonehaugh-Marsh have had their initial meeting, Ada Cole, whose identity is sure, has not."""
    own = clock or MovedClock(NOON)

    def make() -> tuple[UUID, ...]:
        vault = Vault.open(folder, passphrase=passphrase, clock=own)
        workspace = open_workspace(vault, own)
        made = tuple(
            _person(workspace, first, last, met=met)
            for first, last, met in (
                ("Priya", "Nair", True),
                ("Bartholomew", "Featherstonehaugh-Marsh", True),
                ("Ada", "Cole", False),
            )
        )
        workspace.close()
        return made

    priya, bartholomew, ada = kept(folder, ("people at the timer", own.now()), make)
    return priya, bartholomew, ada


def _person(workspace: Workspace, first: str, last: str, *, met: bool) -> UUID:
    made_on = datetime(2021, 5, 25, 9, 0, tzinfo=LONDON)
    case_id = referrals.add(
        workspace,
        ReferralForm(
            prap_reference=f"PR-{first}",
            referral_made_on=made_on.date(),
            received_at="2021-05-25 09:00",
            first_name=first,
            last_name=last,
            jobcentre="Harbourside Jobcentre",
            nation="ENG",
            benefit="UC",
        ),
    ).value
    late, shown = "The post was late", {"proof": "Accepted 26/05/2021, as PRaP shows"}
    steps = [(FactKind.ACKNOWLEDGED, 1, time(10, 0)), (FactKind.IDENTITY_CONFIRMED, 2, time(9, 55))]
    if met:
        steps += [
            (FactKind.CONTACTED, 2, time(10, 0)),
            (FactKind.INITIAL_MEETING_HELD, 8, time(10, 0)),
            (FactKind.JFAP_AGREED, 8, time(10, 30)),
        ]
    for kind, days, at in steps:
        on = made_on.date() + timedelta(days=days)
        said = shown if kind is FactKind.ACKNOWLEDGED else {}
        facts.record(workspace, case_id, entry(kind, on, at=at, late_reason=late, detail=said))
    return case_id


class Desk:
    """The window with its timer, and short ways to use it as a person does."""

    def __init__(self, shell: Shell, clock: Hands, settle: Callable[[Shell], None]) -> None:
        self.shell, self.clock, self._settle = shell, clock, settle
        bar = shell.frame.top.timer
        assert isinstance(bar, TimerBar)
        self.bar = bar
        self.workspace = shell.context.workspace
        self.news: list[str] = []
        shell.say.newsSaid.connect(lambda news: self.news.append(news.text))

    def settle(self) -> None:
        """Every job has come home."""
        self._settle(self.shell)

    def move(self, seconds: float, *, wall: bool = True) -> None:
        """Time passes and nothing beats. The lock looks only where it is asked to: it would take a leap for a
        sleep, if it happened to look just then."""
        self.shell.keeper.stop()
        self.clock.seconds += seconds
        if wall:
            self.clock.wall += timedelta(seconds=seconds)

    def work(self, seconds: float) -> None:
        """Time passes at the desk: a beat every 15 seconds, and somebody is there."""
        while seconds > 0:
            step = min(float(BEAT_EVERY_S), seconds)
            self.move(step)
            seconds -= step
            self.shell.keeper.note_activity()
            self.shell.keeper.look()
            self.bar.beats.timeout.emit()
        self.settle()

    def open_case(self, case_id: UUID, tab: str = "sessions") -> SessionsTab:
        """The case's Sessions tab, in front."""
        self.shell.frame.open_case(case_id, tab)
        self.settle()
        page: Any = self.shell.frame.page("case")
        found = page.tab("sessions")
        assert isinstance(found, SessionsTab)
        return found

    def button(self, name: str, within: QWidget | None = None) -> QPushButton:
        """A visible button by its object name."""
        found = [
            made for made in (within or self.shell.window).findChildren(QPushButton, name) if made.isVisible()
        ]
        assert found, f"no visible button {name}"
        return found[0]

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Press a button with the mouse and let everything come home."""
        QTest.mouseClick(self.button(name, within), Qt.MouseButton.LeftButton)
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog in front."""
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog), found
        return found

    def no_dialog(self) -> bool:
        return QApplication.activeModalWidget() is None

    def start(self, case_id: UUID, name: str = "case-start") -> SessionView:
        """Start a session from the Sessions tab by clicks."""
        self.open_case(case_id)
        self.click(name)
        self.sure(self.dialog())
        self.click("session-go", self.dialog())
        session = self.bar.session
        assert session is not None
        return session

    @staticmethod
    def sure(dialog: Any) -> None:
        """Say in the form that starts a session that it is sure who it is (I3)."""
        if "identity" in dialog.form.names():
            dialog.form.set_value("identity", ("confirmed",))

    def begin_meeting(self, case_id: UUID, channel: str = "video") -> SessionView:
        """Begin the initial meeting on its own tab, to which the Sessions tab leads."""
        self.open_case(case_id)
        self.click("case-start")
        page: Any = self.shell.frame.page("case")
        assert page.current_tab == "meeting"
        page.tab("meeting").cards[MeetingStep.BEGIN].body.channel.set_chosen((channel,))
        self.click("meeting-begin")
        session = self.bar.session
        assert session is not None
        return session

    def sessions(self, case_id: UUID) -> tuple[SessionView, ...]:
        """What stands in the vault."""
        return sessions.of_case(self.workspace, case_id)
