"""The 'Initial meeting' tab: one guided page of steps, which goes on where it was left (I1 to I21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.sessions.sessions import SessionKind
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import TITLES, MeetingStep
from ui.dialogs.evidence.take_back_evidence import TakeBackEvidenceDialog
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.pages.case.frame.owed_wrap_up import OwedWrapUp
from ui.pages.case.frame.side import WIDTH, stand
from ui.pages.case.frame.tab import CaseTab
from ui.pages.case.meeting.meeting_bodies import BeginBody, EndBody
from ui.pages.case.meeting.meeting_first_plan import NeedsBody, PlanBody
from ui.pages.case.meeting.meeting_identity import IdentityBody, RepliesBody
from ui.pages.case.meeting.meeting_next import NextBody
from ui.pages.case.meeting.meeting_pack import PackBody
from ui.pages.case.meeting.meeting_sending import ChoiceBody, OfferBody, SendingBody
from ui.pages.case.meeting.meeting_side import IdentityCard, OtherEndCard
from ui.pages.case.meeting.meeting_start import StartCard, ask_proof, ask_where
from ui.pages.case.meeting.meeting_step import PlainBody, StepBody, StepCard, pill_of, told_of
from ui.pages.reply_shelf import ReplyShelf
from ui.shell.context import Context
from ui.widgets.card import Card
from ui.widgets.scrolled import scrolled
from ui.widgets.shortcuts import SAVE_FORM
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

DRAFT_AFTER_MS = 600
_SPECIAL: Mapping[MeetingStep, Callable[[Context], StepBody]] = {
    MeetingStep.BEGIN: BeginBody,
    MeetingStep.IDENTITY: IdentityBody,
    MeetingStep.PACK: PackBody,
    MeetingStep.OFFER: OfferBody,
    MeetingStep.CHOICE: ChoiceBody,
    MeetingStep.NEEDS: NeedsBody,
    MeetingStep.PLAN: PlanBody,
    MeetingStep.NEXT: NextBody,
    MeetingStep.REPLIES: RepliesBody,
    MeetingStep.END: EndBody,
}
_PLANNED = "A recorded step folds and the next one opens. Ctrl+Enter records from any field."


class MeetingTab(CaseTab):
    """A column of steps; the current one is open, any other opens by its head. What is half typed is
    kept as a draft within a second, so that a lock or a kill loses nothing."""

    cares = (
        Changed.CASES
        | Changed.CLOCKS
        | Changed.SESSIONS
        | Changed.PLAN
        | Changed.EVIDENCE
        | Changed.MAIL
        | Changed.TEMPLATES
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: MeetingView | None = None
        self._open: MeetingStep | None = None
        self._followed: MeetingStep | None = None
        self._step_on = False
        self._kept: dict[str, str] = {}
        self._wrap_up = OwedWrapUp(context, self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DRAFT_AFTER_MS)
        self._wait.timeout.connect(self.save_drafts)
        self._make(context)
        self._assemble()
        self._connect()

    @property
    def view(self) -> MeetingView | None:
        """What is shown."""
        return self._view

    @property
    def open_step(self) -> MeetingStep | None:
        """The step that is unfolded."""
        return self._open

    def load(self) -> None:
        workspace, case_id = self.context.workspace, self.case_id
        if case_id is not None:
            self.context.tasks.read(
                lambda: initial_meeting.read(workspace, case_id), owner=self, done=self._show
            )

    def clear(self) -> None:
        self._wait.stop()
        self._view = self._open = self._followed = None
        self._kept = {}
        self._step_on = False
        for card in self.cards.values():
            card.body.clear()
            card.told.setText("")
            card.set_open(False)
        for side in (self.start, self.replies, self.other, self.identity):
            side.clear()
        self.head.setText("")

    def save_drafts(self) -> None:
        """Keep what is half typed in any step."""
        self._wait.stop()
        self._wrap_up.keep()
        case_id, typed = self.case_id, self._typed()
        if case_id is None or self._view is None or typed == self._kept or self.context.tasks.held:
            return
        self._kept = typed
        self.keep_draft(initial_meeting.draft_owner(case_id), typed)

    def showing(self) -> None:
        self._wrap_up.come_back()

    def go_on(self) -> None:
        if self._view is None:
            self._step_on = True  # once the steps are read
        elif self._open is not None:
            self.open_at(self._open)

    def set_narrow(self, narrow: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        stand(self.side, narrow)

    def open_at(self, step: MeetingStep, *, focus: bool = True) -> None:
        """Unfold one step and fold the others."""
        self._open = step
        for card in self.cards.values():
            card.set_open(card.step is step)
        if focus and not self.cards[step].body.go_to():
            self.cards[step].head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.bring_into_sight(self.cards[step])

    def _make(self, context: Context) -> None:
        self.cards: dict[MeetingStep, StepCard] = {}
        for number, step in enumerate(MeetingStep, 1):
            self.cards[step] = StepCard(number, _body(context, step))
        self.head = label("", "soft", wrap=True)
        self.start = StartCard()
        self.replies = ReplyShelf(context, of_case=True)
        self.other = OtherEndCard(self.context)
        self.identity = IdentityCard(self.context)

    def _assemble(self) -> None:
        card = Card("Initial meeting")
        card.body.addWidget(self.head)
        for step in self.cards.values():
            card.body.addWidget(step)
        card.body.setSpacing(0)
        self.area = _scrolled(
            "Steps of the initial meeting",
            ChannelsNotice(self.context, "session", "document", "contact"),
            card,
        )
        held = QWidget()
        held.setProperty("role", "plainground")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for side in (self.start, self.replies, self.other, self.identity):
            column.addWidget(side)
        column.addStretch(1)
        self.side = scrolled(held)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFixedWidth(WIDTH)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.area, 1)
        self._row.addWidget(self.side)

    def _connect(self) -> None:
        for card in self.cards.values():
            card.opened.connect(self._turn)
            card.body.recorded.connect(self._recorded)
            card.body.changed.connect(self._wait.start)
        plan, end = self.cards[MeetingStep.PLAN].body, self.cards[MeetingStep.END].body
        if isinstance(plan, PlanBody):
            plan.planRequested.connect(lambda: self.tabRequested.emit("plan"))
        if isinstance(end, EndBody):
            end.stopRequested.connect(self.stopRequested)
            end.wrapUpRequested.connect(self._wrap_up.begin)
            end.byHandRequested.connect(self._by_hand)
            end.goOnRequested.connect(lambda: self.open_at(MeetingStep.BEGIN))
        self.identity.takeBackRequested.connect(
            lambda kept: TakeBackEvidenceDialog.ask(self.context, kept, self.window())
        )
        self.start.fileRequested.connect(self._keep_proof)
        self.start.saveRequested.connect(self._save_evidence)
        SAVE_FORM.bind(self, self._record, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show(self, view: MeetingView) -> None:
        if view.case.case_id != self.case_id:
            return
        first, self._view = self._view is None, view
        self.head.setText(_head_words(view))
        for shown in view.steps:
            card = self.cards[shown.step]
            card.show_step(shown, told_of(shown, view), held=view.held, out=pill_of(shown, view))
            card.body.show_meeting(view)
        for side in (self.start, self.other, self.identity):
            side.show_meeting(view)
        self.replies.setVisible(any(one.fact_id is not None for one in view.evidence))
        self.replies.show_case(view.case.case_id)
        if first and view.draft is not None:
            self._take_draft(view)
        self._follow(view)

    def _take_draft(self, view: MeetingView) -> None:
        self._kept = dict(view.draft.body) if view.draft is not None else {}
        for card in self.cards.values():
            card.body.set_answers(self._kept)

    def _follow(self, view: MeetingView) -> None:
        """Open the step to do now when it is another one; leave what somebody has opened by hand."""
        moved = view.now is not self._followed
        self._followed = view.now
        if view.now is not None and (moved or self._open is None):
            self.open_at(view.now, focus=self._step_on or self._has_focus())
        elif view.now is None and moved and self._open is not None:
            self.cards[self._open].set_open(False)
            self._open = None
        elif self._step_on and self._open is not None:
            self.open_at(self._open)
        self._step_on = False

    def _has_focus(self) -> bool:
        """Whether the keyboard is in the step that is open, as after its wrap-up."""
        return self._open is not None and self.cards[self._open].isAncestorOf(self.window().focusWidget())

    def _turn(self, step: MeetingStep) -> None:
        if self._open is step:
            self.cards[step].set_open(False)
            self._open = None
        else:
            self.open_at(step)

    def _recorded(self, _: object) -> None:
        """Whoever recorded a step goes on with the next, without reaching for the mouse."""
        self._step_on = True
        self._kept = self._typed()
        self.mark_stale()

    def _record(self) -> None:
        if self._open is not None:
            self.cards[self._open].body.record()

    def _typed(self) -> dict[str, str]:
        typed: dict[str, str] = {}
        for card in self.cards.values():
            typed |= card.body.answers()
        return typed

    def _by_hand(self) -> None:
        if self.case_id is not None:
            kind = SessionKind.INITIAL_MEETING.value
            ManualSessionDialog(self.context, self.case_id, kind, self.window()).open()

    def _keep_proof(self, kind: FactKind) -> None:
        if self._view is not None:
            ask_proof(self.context, self._view, kind, self)

    def _save_evidence(self) -> None:
        if self.case_id is not None:
            ask_where(self.context, self.case_id, self)


def _body(context: Context, step: MeetingStep) -> StepBody:
    if step is MeetingStep.DRAFT:
        return SendingBody(context, step)
    maker = _SPECIAL.get(step)
    return maker(context) if maker is not None else PlainBody(context, step)


def _scrolled(name: str, *parts: QWidget) -> WholeScroll:
    held = QWidget()
    held.setProperty("role", "plainground")
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area = WholeScroll(held, name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _head_words(view: MeetingView) -> str:
    if view.may_begin and not view.begun:  # for want of a channel the line with the button says it
        return "" if view.choices[FactKind.INITIAL_MEETING_BEGUN].lacks_channel else view.may_begin
    if view.held and view.left_open:
        return f"Held, and not finished: {'; '.join(TITLES[step] for step in view.left_open)}."
    return "" if view.held else _PLANNED
