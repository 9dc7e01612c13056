"""Record support given beside the timer, or what was answered to an offer of it (S6 to S10, S13, S14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.recording import agreed_way, facts, one_call
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import support
from jfs_desktop.casework.sessions.support import TimedPart
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.questions import YES, all_unanswered
from jfs_desktop.rules.writing.wording import counted, near_day
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box, offer_others
from ui.widgets.question_form import QuestionForm

_NOT_TIMED = "Not timed: it counts to no minutes"


class RecordSupportDialog(Dialog):
    """What was done, in the programme's own questions; it stands in the JFAP under its heading at once.

    For an offer it asks what was answered. ``item`` is chosen already where it was asked for, and ``way`` is
    the channel agreed with the person (I9).
    """

    def __init__(
        self,
        context: Context,
        case_id: UUID,
        parent: QWidget | None,
        *,
        item: str = "",
        offered: bool = False,
        timed: Sequence[TimedPart] = (),
        proposed: Mapping[str, str] | None = None,
        way: str = "",
    ) -> None:
        super().__init__(
            "What was offered" if offered else "Record support",
            "" if offered else "It writes itself into the JFAP under its heading; a note stays on the case.",
            parent,
            width=620,
        )
        self._context, self._case_id = context, case_id
        self._kind = FactKind.SUPPORT_OFFERED if offered else FactKind.SUPPORT_GIVEN
        self._programme = context.workspace.programme_of(case_id)
        self._rule = self._programme.fact_kinds[self._kind]
        self._now = context.clock.now().astimezone(LONDON)
        self._make(timed)
        me = context.workspace.me.name
        self._before = dict(proposed or {}) | {"interviewer": me} | ({"item": item} if item else {})
        self.questions.ask(self._rule.asks, self._before)
        self._show_session()
        self._assemble()
        self.form.set_value("channel", way)

    @classmethod
    def ask(
        cls,
        context: Context,
        case_id: UUID,
        parent: QWidget,
        *,
        item: str = "",
        offered: bool = False,
        timed: Sequence[TimedPart] = (),
    ) -> None:
        """Read what is known of this call already, and open the form over ``parent``."""
        workspace = context.workspace
        context.tasks.read(
            lambda: (
                one_call.proposed_identity(workspace, case_id),
                agreed_way.of_case(workspace, case_id, "session"),
            ),
            owner=parent,
            done=lambda found: cls(
                context,
                case_id,
                parent,
                item=item,
                offered=offered,
                timed=timed,
                proposed=found[0],
                way=found[1],
            ).open(),
        )

    def _make(self, timed: Sequence[TimedPart]) -> None:
        today = self._now.date()
        self.form = form = FormKit(columns=2)
        form.add("on", "On which day", DateField(today, today))
        form.add("at", "At what time", TimeField())
        form.set_value("at", self._now.time().replace(second=0, microsecond=0))
        self.questions = QuestionForm(today)
        form.add_row(self.questions)
        self.channel = form.add("channel", "How", choice({}))
        self._fill_channels()
        form.set_shown("channel", bool(self._rule.channel_use))
        parts: list[tuple[UUID | None, str]] = [(None, _NOT_TIMED)]
        parts += [
            (one.session_id, f"1-2-1 of {near_day(one.on, today)}, {counted(one.minutes, 'minute')}")
            for one in timed
        ]
        form.add("session", "Part of which timed session", choice(parts))
        form.add("note", "Note for the case, not for the JFAP", note_box(2), span=2)

    def _assemble(self) -> None:
        uses = (self._rule.channel_use,) if self._rule.channel_use else ()
        self.notice = ChannelsNotice(self._context, *uses, parent=self)
        self.notice.entered.connect(self._fill_channels)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.form)
        self.cancel = self.add_cancel()
        self.save = self.add_verb("Record", "primary", self._save, default=True)
        self.save.setObjectName("support-save")
        self.questions.changed.connect(self._show_session)
        self.questions.setFocus()

    def _fill_channels(self) -> None:
        """The channels cleared by now; the one that was chosen stays."""
        programme = self._context.workspace.programme_of(self._case_id)
        offer_others(self.channel, {"": "Choose…", **programme.channels_for(self._rule.channel_use)})

    def dirty(self) -> bool:
        typed = {key: said for key, said in self.questions.answers().items() if self._before.get(key) != said}
        return bool(typed or self.form.value("note").strip())

    def _show_session(self) -> None:
        said = self.questions.answers()
        one_to_one = said.get(support.ONE_TO_ONE) == YES and self._kind is FactKind.SUPPORT_GIVEN
        self.form.set_shown("session", one_to_one)

    def _save(self) -> None:
        values, notes = self.form.values(), self.form.date_problems()
        if values["on"] is None:
            notes.setdefault("on", ("Type the day it happened.", "error"))
        if self._rule.channel_use and not values["channel"]:
            notes["channel"] = ("Say how it was done.", "error")
        self.form.set_notes(notes)
        missing = all_unanswered(self._rule.asks, self.questions.answers(), self._programme.minimum_figures)
        if notes or missing or self.questions.problems():
            self.questions.show_unanswered(missing)
            if not missing:
                self.form.focus_first_note()
            return
        self.set_busy(True)
        workspace, case_id, happened = self._context.workspace, self._case_id, self._happened(values)
        verb = support.record if self._kind is FactKind.SUPPORT_GIVEN else facts.record
        self._context.tasks.write(
            lambda: verb(workspace, case_id, happened), owner=self, done=self._done, failed=self._refused
        )

    def _happened(self, values: Mapping[str, object]) -> WhatHappened:
        hidden = self.form.field("session").isHidden()
        return WhatHappened(
            self._kind,
            on=self.form.value("on"),
            at=self.form.value("at"),
            channel=str(values["channel"] or ""),
            note=str(values["note"]),
            about=None if hidden else self.form.value("session"),
            detail=self.questions.answers(),
        )

    def _refused(self, error: UserError) -> None:
        if self.questions.show_refusal(error) or self.notice.show_refusal(error):
            self.set_busy(False)
            return
        self.show_refusal(error, self.form)

    def _done(self, outcome: Outcome[FactView]) -> None:
        context = self._context
        self.accept()
        given = self._kind is FactKind.SUPPORT_GIVEN
        text = "Recorded, and written into the JFAP." if given else "The answer to the offer is recorded."
        tell_with_undo(context, outcome, text)
