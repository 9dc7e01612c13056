"""Takes a picture of every face and dialog of the window, for ``pictures.py``.

``picture_dialogs.py VAULT FOLDER THEME NAME``: VAULT is a practice vault that may be written to, NAME
stands in each file's name. The scale comes from ``QT_SCALE_FACTOR``, the letters from ``--points``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.demo import DEMO_PASSPHRASE
from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import session_views, sessions
from jfs_desktop.clock import ClockOnDay
from jfs_desktop.rules.facts.facts import FactKind
from ui.dialogs.circumstances.assign_adviser import AssignAdviserDialog
from ui.dialogs.circumstances.contact_details import ContactDetailsDialog
from ui.dialogs.circumstances.fast_track import FastTrackDialog
from ui.dialogs.circumstances.move import MoveDialog
from ui.dialogs.ending.complete import CompleteDialog
from ui.dialogs.ending.end_early import EndEarlyDialog
from ui.dialogs.groups.group_plan import GroupPlanDialog
from ui.dialogs.office.reports import ReportsDialog
from ui.dialogs.office.staff_member import StaffMemberDialog
from ui.dialogs.plan.compare_versions import CompareVersions
from ui.dialogs.plan.make_version import MakeVersionDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.dialogs.referrals.referral import ReferralDialog
from ui.dialogs.referrals.restricted_referrals import RestrictedDialog
from ui.dialogs.sessions.correct_minutes import CorrectMinutesDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.dialogs.sessions.start_session import StartSessionDialog
from ui.dialogs.vault.change_passphrase import ChangePassphrase
from ui.dialogs.vault.recovery_code import RecoveryCodeFace
from ui.shell.assembly import build
from ui.shell.context import Context
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell
from ui.shell.theme import application
from ui.shell.timer_bar import TimerBar
from ui.widgets.dialog import Dialog

DAY, AT = date(2021, 6, 4), time(10, 41, 52)
PERSON = "Priya Nair"
REFERRALS = Path(__file__).resolve().parent.parent / "tests" / "example_files" / "referrals.csv"
CODE = "7Q4KM-2HXRT-9WPCD-BN3VZ-6FJAE-GY8SU"
LASTED = timedelta(minutes=42, seconds=17)
Opener = Callable[[], object]


def main(words: list[str]) -> int:
    """Every face and dialog in one theme and size."""
    parser = argparse.ArgumentParser(description="Pictures of the faces and dialogs.")
    parser.add_argument("vault", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("theme", choices=("light", "dark"))
    parser.add_argument("name")
    parser.add_argument("--points", type=float, default=0.0)
    wish = parser.parse_args(words)
    app = application(sys.argv[:1])
    if wish.points:
        font = app.font()
        font.setPointSizeF(wish.points)
        app.setFont(font)
    camera = Camera(wish.folder, f"{wish.theme}-{wish.name}")
    _take_faces(app, wish, camera)
    shell = _shell(app, wish, wish.vault)
    shell.door.open_demo(DAY, 0)
    shell.start()
    _settle(shell)
    for title, opener in _dialogs(shell):
        opener()
        _settle(shell)
        camera.take_dialogs(title)
        _settle(shell)
    shell.window.close()
    shell.close()
    return 0


class Camera:
    """Saves pictures under their titles."""

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder, self._ending = folder, ending

    def take(self, title: str, widget: QWidget) -> None:
        """Save one picture."""
        file = self._folder / f"{title}-{self._ending}.png"
        widget.grab().save(str(file))
        file.chmod(0o644)
        print(file.name, flush=True)

    def take_dialogs(self, title: str) -> None:
        """Save the dialogs that stand over the window, the topmost first, and put them away."""
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
        if not shown:
            raise RuntimeError(f"{title} did not open")
        for number, dialog in enumerate(shown):
            self.take(f"dialog-{title}" + (f"-{number}" if number else ""), dialog)
            dialog.discard()


def _shell(app: QApplication, wish: argparse.Namespace, vault: Path) -> Shell:
    clock = ClockOnDay(DAY, AT)
    preferences = Preferences(wish.vault.parent / f"window-{wish.name}.ini")
    shell = build(app, vault, clock=clock, preferences=preferences, theme=wish.theme, plain_size=True)
    shell.window.resize(1280, 800)
    return shell


def _settle(shell: Shell) -> None:
    for _ in range(6):
        shell.tasks.wait_idle(30_000)
        QApplication.processEvents()


def _take_faces(app: QApplication, wish: argparse.Namespace, camera: Camera) -> None:
    """First run, unlock, a wrong passphrase, and the recovery code."""
    for title, folder in (("first-run", wish.vault.parent / "none-yet"), ("unlock", wish.vault)):
        shell = _shell(app, wish, folder)
        shell.start()
        _settle(shell)
        camera.take(title, shell.window)
        if title == "unlock":
            shell.door.open_with(DEMO_PASSPHRASE + "!")
            _settle(shell)
            camera.take("unlock-refused", shell.window)
            shell.window.show_face(RecoveryCodeFace(CODE))
            _settle(shell)
            camera.take("recovery-code", shell.window)
        shell.window.close()
        shell.close()


def _dialogs(shell: Shell) -> Iterator[tuple[str, Opener]]:
    """The title of each dialog, and what opens it."""
    context = shell.context
    workspace, window = context.workspace, shell.window
    found = context.caseload.now().search(PERSON, only_open=False)[:1]
    case_id = found[0]
    view = cases.case_view(workspace, case_id)
    channels = workspace.programme_of(case_id).channels
    plan = plans.open_plan(workspace, case_id)
    titles = {one.key: one.title for one in workspace.programme_of(case_id).plan_headings}
    fact = facts.of_case(workspace, case_id)[0]
    yield "referral", partial(ReferralDialog.ask, context, window)
    yield "import", lambda: ImportDialog(context, REFERRALS, window).open()
    yield "restricted", partial(RestrictedDialog.ask, context, window)
    yield "record", partial(RecordDialog.ask, context, case_id, window)
    yield "adviser", partial(AssignAdviserDialog.ask, context, view, window)
    yield "contact", partial(ContactDetailsDialog.ask, context, view, window)
    yield "take-back", partial(WithdrawDialog.ask, context, fact, window)
    yield "agree", partial(MakeVersionDialog.ask, context, plan, channels, window)
    yield "compare", partial(CompareVersions.ask, context, plan, titles, window, older=1, newer=3)
    yield "by-hand", lambda: ManualSessionDialog(context, case_id, "one_to_one", window).open()
    yield "start", lambda: StartSessionDialog(context, case_id, "one_to_one", window).open()
    held = session_views.of_case(workspace, case_id)[0]
    yield "correct", lambda: CorrectMinutesDialog(context, held, window).open()
    yield from _journey(shell, context, case_id)
    person = staff.all_staff(workspace)[0]
    yield "staff", lambda: StaffMemberDialog.ask(window, person, lambda *_: None)
    yield "passphrase", partial(ChangePassphrase.ask, window, context)
    yield "shortcuts", shell.inside.menus.shortcuts.trigger
    yield "about", shell.inside.menus.about.trigger
    yield (
        "question",
        partial(
            context.say.ask,
            "Another session is running",
            "Your 1-2-1 with Priya Nair is still open. Only one runs at a time.",
            "Go to that session",
            "Stay here",
            lambda _: None,
        ),
    )
    bar = window.findChild(TimerBar)
    if isinstance(bar, TimerBar):
        yield "gap", partial(_run_session, shell, context, case_id, bar)
        yield "wrap-up", bar.stop


def _journey(shell: Shell, context: Context, case_id: UUID) -> Iterator[tuple[str, Opener]]:
    """The dialogs of the whole journey, from the fields for PRaP to an end before its time."""
    workspace, window, asked = context.workspace, shell.window, (FactKind.COMPLAINT_RAISED,)
    to_key = prap.worklist(workspace).to_key[0]
    yield "prap-entry", partial(PrapEntryDialog.ask, context, to_key.case_id, to_key.entry.key, window)
    yield "fast-track", partial(FastTrackDialog.ask, context, case_id, window)
    yield "group-plan", partial(GroupPlanDialog.ask, context, window)
    ending = endings.of_case(workspace, case_id)
    yield "record-questions", partial(RecordDialog.ask, context, case_id, window, kinds=asked)
    yield "complete", partial(CompleteDialog.ask, context, ending, window)
    yield "end-early", partial(EndEarlyDialog.ask, context, case_id, DAY, window)
    yield "move", partial(MoveDialog.ask, context, cases.case_view(workspace, case_id), None, window)
    yield "reports", partial(ReportsDialog.ask, context, window, shell.frame.open_case)


def _run_session(shell: Shell, context: Context, case_id: UUID, bar: TimerBar) -> None:
    """A session that has run without a beat: the next beat asks about it."""
    at = context.clock.now() - LASTED
    context.hub.tell(
        sessions.start(
            context.workspace,
            case_id,
            channel="video",
            identity="confirmed",
            at=at,
        )
    )
    _settle(shell)
    bar.beat()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
