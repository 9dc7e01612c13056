"""One participant's whole way in the real window: days pass, a person presses, and every step is compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar, cast
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.today.cockpit import Todo
from jfs_desktop.clock import LONDON
from jfs_desktop.records.views import CaseView, HistoryEntry
from tests.ui.timer_desk import Desk, Hands
from ui.dialogs.ending.complete import CompleteDialog
from ui.dialogs.plan.finalise_plan import FinalisePlanDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.referral import ReferralDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.shell import Shell
from ui.widgets.chip_choice import ChipChoice

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]
T = TypeVar("T", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier


class JourneyDesk(Desk):
    """The window on one case from its referral on. ``name`` stands in the names of the pictures."""

    case_id: UUID

    def __init__(  # noqa: PLR0917 - fixtures
        self, shell: Shell, clock: Hands, settle: Settle, save: Save, passphrase: str, name: str
    ) -> None:
        super().__init__(shell, clock, settle)
        self._passphrase, self._save, self._name = passphrase, save, name
        self._pictures = self._told = 0

    def take_up(self, shell: Shell) -> None:
        """Go on in a window opened anew."""
        super().__init__(shell, self.clock, self._settle)

    # ------------------------------------------------------------------ days and pages

    def day(self, on: date, at: time = time(9, 30)) -> None:
        """The window stands open over night and locks itself; in the morning it is unlocked by hand."""
        self.clock.wall = datetime.combine(on, at, LONDON).astimezone(UTC)
        self.shell.keeper.look()
        self.settle()
        face = self.shell.door.face
        assert isinstance(face, UnlockFace)
        QTest.keyClicks(face.passphrase, self._passphrase)
        QTest.keyClick(face.passphrase, Qt.Key.Key_Return)
        self.settle()
        assert self.shell.door.face is None

    def page(self, key: str) -> Any:
        self.shell.frame.show_page(key)
        self.settle()
        return self.shell.frame.page(key)

    def tab(self, key: str) -> Any:
        """A tab of the case, in front."""
        self.open_case_at(key)
        return self.case_page.tab(key)

    @property
    def case_page(self) -> Any:
        return self.shell.frame.page("case")

    def open_case_at(self, key: str) -> None:
        self.shell.frame.open_case(self.case_id, key)
        self.settle()

    def dialog_of(self, kind: type[T]) -> T:
        found = self.dialog()
        assert isinstance(found, kind), found
        return cast(T, found)

    def chip(self, choice: ChipChoice, *keys: str) -> None:
        """Press the chips of some answers."""
        for key in keys:
            made = choice.chips[choice.keys.index(key)]
            assert made.isVisible(), key
            QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        self.settle()

    def picture(self, widget: QWidget | None = None) -> None:
        """Save what is seen."""
        self._pictures += 1
        self._save(widget or self.shell.window, f"journey-{self._name}-{self._pictures:02}")

    # ------------------------------------------------------------------ what is compared

    def case(self) -> CaseView:
        return cases.case_view(self.workspace, self.case_id)

    def on_today(self) -> dict[str, str]:
        """The clocks of the case that stand on Today, each with its heading."""
        items = self.page("today").items.values()
        return {
            one.clock.id: one.when.value
            for one in items
            if one.clock is not None and one.case_id == self.case_id
        }

    def journal(self) -> tuple[HistoryEntry, ...]:
        """The case's changes, the first first."""
        return tuple(reversed(history.of_case(self.workspace, self.case_id)))

    def now(self, stage: str, clocks: dict[str, str], *told: str) -> None:
        """Where the case stands: its stage in store and head, Today's clocks, each new change in words."""
        assert self.no_dialog(), self.dialog().error_text()  # type: ignore[attr-defined]
        case = self.case()
        assert case.stage == stage, case.stage
        due = self.on_today()
        assert due == clocks, due
        entries = self.journal()
        new = [", ".join((entry.text, *entry.details)) for entry in entries[self._told :]]
        self._told = len(entries)
        assert len(new) == len(told), new
        for text, words in zip(new, told, strict=True):
            assert words in text, text
        self.open_case_at("")
        assert self.case_page.head.stage.text().endswith(case.stage_name), self.case_page.head.stage.text()
        self.picture()

    # ------------------------------------------------------------------ steps

    def refer(self, **typed: str) -> None:
        """Type a referral into the form and add it."""
        next(one for one in self.shell.inside.menus.actions() if "New referral" in one.text()).trigger()
        self.settle()
        form = self.dialog_of(ReferralDialog)
        for name, text in typed.items():
            field = form.findChild(QWidget, name)
            assert isinstance(field, QWidget), name
            QTest.keyClick(field, Qt.Key.Key_A, CTRL)
            _type(field, text)
        self.picture(form)
        QTest.keyClick(form.form.field("last_name"), Qt.Key.Key_Return)
        self.settle()
        assert self.no_dialog(), form.error_text()
        (self.case_id,) = self.page("caseload").model.ids

    def do_on_today(self, clock_id: str) -> None:
        """Press the one action of the row on Today that shows a clock, or its duty."""
        page = self.page("today")
        key, item = next(
            (key, item)
            for key, item in page.items.items()
            if item.case_id == self.case_id and clock_id in clocks_of(item)
        )
        page.list.finish()
        row = page.list.row_of(key)
        assert row.action.text() == item.action
        page.area.ensureWidgetVisible(row)
        assert row.action.isVisible()
        QTest.mouseClick(row.action, Qt.MouseButton.LeftButton)
        self.settle()

    def key_it(self, **proof: str) -> None:
        """Tick the PRaP entry that is open, with its proof."""
        entry = self.dialog_of(PrapEntryDialog)
        entry.form.questions.set_answers(entry.form.questions.answers() | proof)
        self.picture(entry)
        self.click("keyed", entry)
        assert self.no_dialog(), entry.error_text()

    def open_entry(self, key: str) -> None:
        """Press the row of an entry on the PRaP page."""
        page = self.page("prap")
        page.list.finish()
        number = next(
            place for place, one in page.lines.items() if (one.case_id, one.entry.key) == (self.case_id, key)
        )
        QTest.keyClick(page.list.row_of(number).action, Qt.Key.Key_Space)
        self.settle()

    def attempt(self, channel: str, result: str) -> None:
        """Log an attempt on the contact tab that is in front."""
        call = self.case_page.tab("contact").call
        if call.channel.chosen() != (channel,):
            self.chip(call.channel, channel)
        self.chip(call.result, result)
        self.click("log-contact")

    def reach(self, on: date, at: time, **answers: str) -> None:
        """Somebody answered, and the meeting is booked in the same call."""
        call = self.case_page.tab("contact").call
        for name, key in (("result", "reached"), ("identity", "confirmed"), ("meeting", "now")):
            self.chip(call.form.field(name), key)
        call.booking.on.set_value(on)
        call.booking.at.set_value(at)
        call.booking.questions.set_answers({"method": "video", "it_access": "full"} | answers)
        self.settle()
        self.picture()
        self.click("log-contact")

    def record(self, kind: str = "", channel: str = "", day: date | None = None, **answers: str) -> None:
        """Fill in the form of a fact that is open, and record it."""
        form = self.dialog_of(RecordDialog)
        if kind:
            form.form.set_value("kind", kind)
        if channel:
            form.form.set_value("channel", channel)
        if day is not None:
            form.form.set_value("day", day)
        form.questions.set_answers(form.questions.answers() | answers)
        self.picture(form)
        self.click("record", form)
        assert self.no_dialog(), form.error_text()

    def support(self, minutes: int, summary: str) -> None:
        """A 1-2-1 by the timer, wrapped up with its change in the JFAP."""
        self.start(self.case_id)
        self.work(minutes * 60)
        self.click("timer-stop")
        self.wrap_up(summary)

    def wrap_up(self, summary: str, *, changed: bool = True) -> None:
        """Write down what the session did to the JFAP, or why nothing."""
        form = self.dialog_of(WrapUpDialog)
        (form.plan.updated if changed else form.plan.unchanged).click()
        QTest.keyClick(form.plan.line, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(form.plan.line, summary)
        self.picture(form)
        self.click("wrap-up-save", form)
        assert self.no_dialog(), form.error_text()

    def by_hand(self, minutes: int, at: time, summary: str) -> None:
        """A 1-2-1 that the timer did not run for."""
        self.open_case(self.case_id)
        self.click("session-by-hand")
        form = self.dialog_of(ManualSessionDialog)
        for name, value in (("minutes", minutes), ("at", at), ("reason", "The laptop was broken")):
            form.form.set_value(name, value)
        self.chip(form.form.field("identity"), "confirmed")  # type: ignore[arg-type]
        form.plan.updated.click()
        QTest.keyClicks(form.plan.line, summary)
        self.picture(form)
        self.click("manual-save", form)
        assert self.no_dialog(), form.error_text()

    def words(self, widget: QWidget | None = None) -> str:
        labels = (widget or self.shell.window).findChildren(QLabel)
        return " ".join(one.text() for one in labels if one.isVisible())

    def key_start(self) -> None:
        """Search for duplicates as the start asks for, and key it on the PRaP page."""
        self.tab("referral")
        self.click("search-duplicates")
        self.open_entry("outcome")
        self.key_it(proof="Start claimed")

    def finish(self, group: Callable[[], None]) -> None:
        """The next steps, then the 'Ending' tab from the group session to the completion (P7)."""
        self.tab("plan")
        steps = self.case_page.tab("plan").editor.steps  # type: ignore[attr-defined]
        steps.setFocus()
        QTest.keyClicks(steps, "Go on applying")
        self.tab("ending")
        assert not self.button("complete").isEnabled()
        self.click("meet-group_session")
        group()
        self.click("begin-finalising")
        self.click("meet-cv")
        self.record(how="improved")
        self.click("meet-jfap_final")
        final = self.dialog_of(FinalisePlanDialog)
        assert not final.lacks.isVisible(), final.lacks.text()
        self.picture(final)
        final.form.set_value("how", "Video call")
        self.click("finalise-plan", final)
        self.click("meet-jfap_copy_given")
        sending = self.dialog_of(SendPlanDialog)
        sending.form.set_value("channel", "email")
        sending.form.set_value("sent_to", "somebody@example.org")
        self.picture(sending)
        self.click("record-sent", sending)
        self.picture()
        self.click("complete")
        form = self.dialog_of(CompleteDialog)
        self.picture(form)
        self.click("complete-now", form)

    def seen(self) -> tuple[object, ...]:
        """All that the case tells: its stage and words, facts, time, end, journal and the 'Ending' tab."""
        self.tab("ending")
        words = self.words(self.case_page.tab("ending"))
        self.tab("history")
        workspace, case_id = self.workspace, self.case_id
        told = facts.of_case(workspace, case_id), sessions.total(workspace, case_id)
        ending = endings.of_case(workspace, case_id)
        return self.case(), *told, ending, self.journal(), words, self.on_today()


def clocks_of(item: Todo) -> set[str]:
    """The clocks for which a row of Today stands."""
    return {one.id for one in (item.clock, *item.also) if one is not None}


def _type(field: QWidget, text: str) -> None:
    """Type on a keyboard that has every letter; Qt's own helper knows ASCII alone."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, key)
