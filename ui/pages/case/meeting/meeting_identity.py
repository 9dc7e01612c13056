"""Who it is: the check, the picture that shows it, a doubt and what the Work Coach says; and replies,
which may come as a file too."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.contact.initial_meeting import IDENTITY_PURPOSE, REPLY_PURPOSE, MeetingView
from jfs_desktop.casework.documents.attachments import NewEvidence
from jfs_desktop.casework.recording import identity_items
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import PARTS, MeetingStep
from jfs_desktop.rules.programme.questions import YES
from ui.pages.case.meeting.meeting_part import PartForm
from ui.pages.case.meeting.meeting_step import StepBody
from ui.pages.case.meeting.meeting_words import coach_words, held_words
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.picture_drop import PictureDrop
from ui.widgets.tab_order import reveal
from ui.widgets.text import label

PICTURE = identity_items.PICTURE
STOPPED = "The Work Coach said not to go on: stop the timer, and key Did Not Start (JFS 3.26, 3.31)."


class IdentityBody(StepBody):
    """The check comes first; where there is a doubt the script stops until the Work Coach has answered
    and a new confirmation settles it (I3 to I8)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.IDENTITY, parent)
        self._held = ""
        self._coach_unasked = self._mismatched = False
        self.held = label("", "soft", wrap=True)
        self.held.setObjectName("identity-held")
        self.stopped = _StopCard()
        for widget in (self.held, self.stopped):
            self.column.addWidget(widget)
        context.sharing.changed.connect(self._show_held)
        self.consult = self.add_part(FactKind.WORK_COACH_CONSULTED, titled=True, doubt="identity")
        self.check = self.add_part(FactKind.IDENTITY_CONFIRMED)
        self.drop = _drop(context, IDENTITY_PURPOSE)
        self.check.add_extra(self.drop)
        self.check.prepare = lambda _: _evidence(self.drop, IDENTITY_PURPOSE)
        self.check.write = self._write
        self.mismatch = button(
            "Something did not match…", "link", self._ask_mismatch, name="meeting-mismatch"
        )
        self.unsure = button("I am not sure who it is…", "plain", self._doubt, name="meeting-doubt")
        row = QHBoxLayout()
        row.addWidget(self.unsure)
        row.addWidget(self.mismatch)
        row.addStretch(1)
        self.column.addLayout(row)
        self.doubt = self.add_part(FactKind.IDENTITY_DOUBTED, titled=True)
        self.check.changed.connect(self._show_drop)
        self.drop.taken.connect(lambda *_: self.check.questions.clear_note("evidence_type"))
        self.check.recorded.connect(lambda _: self.drop.clear())
        self.doubt.hide()
        self._show_drop()

    def show_meeting(self, view: MeetingView) -> None:
        case_id, doubt = view.case.case_id, view.doubt
        self._held = held_words(view.case)
        self._show_held()
        self.stopped.show_doubt(view)
        self._coach_unasked = view.coach_unasked
        self.consult.setVisible(doubt is not None)
        self.consult.about = doubt.id if doubt is not None else None
        self.consult.show_part(case_id, None, view.choices[FactKind.WORK_COACH_CONSULTED], view.minimums)
        fact = view.fact(FactKind.IDENTITY_CONFIRMED)
        self.check.show_part(case_id, fact, view.choices[FactKind.IDENTITY_CONFIRMED], view.minimums)
        self._mismatched &= self.check.asking()
        self._fix()
        refused = view.choices[FactKind.IDENTITY_DOUBTED]
        self.doubt.show_part(case_id, None, refused, view.minimums)
        if doubt is not None:
            self.doubt.hide()
        self.unsure.setVisible(doubt is None and not self.doubt.isVisibleTo(self) and not refused.refused)
        self._show_drop()

    def clear(self) -> None:
        super().clear()
        self._held = ""
        self._show_held()
        self._coach_unasked = self._mismatched = False
        self._fix()
        self.drop.clear()
        self.doubt.hide()

    def asking(self) -> PartForm | None:
        """A doubt that is being typed comes first; while one is open, the Work Coach is asked before anything
        is checked anew."""
        if self.doubt.isVisible():
            return self.doubt
        if not self._coach_unasked and self.check.isVisible() and self.check.asking():
            return self.check
        return super().asking()

    def _ask_mismatch(self) -> None:
        """What was asked in vain is noted beside what matched (I4)."""
        self._mismatched = True
        self._fix()
        if self.check.questions.form is not None:
            self.check.questions.form.field("not_matched").setFocus()

    def _fix(self) -> None:
        """What brings up the questions that most checks do not need."""
        known = {"in_doubt": self._coach_unasked, "mismatch": self._mismatched}
        self.check.fix({key: YES for key, there in known.items() if there})
        self.mismatch.setVisible(self.check.asking() and not self._mismatched)

    def _show_held(self) -> None:
        """Whoever sees the screen must not read the answers off it."""
        self.held.setText("" if self.context.sharing.on else self._held)
        self.held.setVisible(bool(self.held.text()))

    def _doubt(self) -> None:
        self.doubt.show()
        self.doubt.go_to()  # before the button goes that had the focus
        self.unsure.hide()
        QTimer.singleShot(0, self.doubt, lambda: reveal(self.doubt))  # once it has its room

    def _show_drop(self) -> None:
        said = self.check.questions.answers().get("evidence_type", "")
        self.drop.setVisible(said == PICTURE)

    def _write(self, case_id: UUID, happened: WhatHappened, picture: Any) -> Outcome[Any]:
        kept = picture if happened.detail.get("evidence_type") == PICTURE else None
        return meeting_verbs.confirm_identity(self.context.workspace, case_id, happened, kept)


class _StopCard(QFrame):
    """Says that the script has stopped, why, and what the Work Coach has said so far."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner-problem")
        self.setObjectName("identity-stopped")
        self.words = label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.addWidget(label("The meeting stops here", "strong"))
        column.addWidget(self.words)
        self.hide()

    def show_doubt(self, view: MeetingView) -> None:
        doubt = view.doubt
        self.setVisible(doubt is not None)
        if doubt is None:
            self.words.setText("")
            return
        coach = view.case.work_coach or "the Work Coach who referred"
        where = view.case.jobcentre or "the local Jobcentre"
        lines = [
            f"In doubt: {doubt.detail.get('doubt', '')}",
            "Nothing is sent and nobody starts before it is settled.",
            STOPPED
            if view.stopped
            else f"Ask {coach} at {where}, record the answer, and confirm who it is anew (JFS 3.26).",
        ]
        lines += [coach_words(asked, view.today) for asked in view.consultations]
        self.words.setText("\n".join(lines))


class RepliesBody(StepBody):
    """A reply for the pack and one for the JFAP, in their words or as the file that came (I17, AMB-80)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.REPLIES, parent)
        self.drops: list[PictureDrop] = []
        for kind in PARTS[MeetingStep.REPLIES]:
            part = self.add_part(kind, titled=True)
            drop = _drop(context, REPLY_PURPOSE)
            drop.hide()
            add = button("Add their reply as a file…", "link", name=f"file-{kind.value}")
            add.clicked.connect(lambda _=False, one=drop, way=add: _unfold(one, way))
            part.add_extra(add)
            part.add_extra(drop)
            part.prepare = partial(_reply, drop)
            part.write = self._write
            part.recorded.connect(lambda _outcome, one=drop: one.clear())
            self.drops.append(drop)

    def show_meeting(self, view: MeetingView) -> None:
        super().show_meeting(view)
        for part in self.parts:
            if part.asking() and view.same_call:
                part.set_answers(view.same_call)

    def clear(self) -> None:
        super().clear()
        for drop in self.drops:
            drop.clear()

    def _write(self, case_id: UUID, happened: WhatHappened, reply: Any) -> Outcome[Any]:
        return meeting_verbs.acknowledge(self.context.workspace, case_id, happened, reply)


def _unfold(drop: PictureDrop, way: QWidget) -> None:
    drop.show()
    way.hide()
    drop.zone.setFocus()


def _drop(context: Context, purpose: str) -> PictureDrop:
    rule = context.workspace.programme.evidence_purpose(purpose)
    if rule is None:
        raise LookupError(purpose)
    return PictureDrop(context, rule)


def _reply(drop: PictureDrop, _: WhatHappened) -> NewEvidence | None:
    return _evidence(drop, REPLY_PURPOSE)


def _evidence(drop: PictureDrop, purpose: str) -> NewEvidence | None:
    checked = drop.checked()
    if checked is None:
        return None
    return NewEvidence(purpose, checked, drop.name(), drop.notice_version, drop.notice_shown_at)
