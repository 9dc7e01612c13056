"""Say who was told that a group session was moved or called off, and by which way (S5)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.sessions import group_news
from jfs_desktop.casework.sessions.group_news import PersonToTell
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.programme.questions import CHANNEL
from jfs_desktop.rules.writing.wording import counted
from ui.shell.context import Context
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice
from ui.widgets.question_form import QuestionForm

_TOLD = FactKind.GROUP_CHANGE_TOLD


class TellDialog(Dialog):
    """Everybody who is to be told is taken; whoever was not reached is left out and asked for again."""

    def __init__(
        self,
        context: Context,
        group_id: UUID,
        people: tuple[PersonToTell, ...],
        parent: QWidget | None = None,
    ) -> None:
        what = people[0].what if people else ""
        super().__init__("Who was told?", f"{what[:1].upper()}{what[1:]}.", parent, width=560)
        self._context, self._group_id = context, group_id
        programme = context.workspace.programme
        rule = programme.fact_kinds[_TOLD]
        self.people = ChipChoice([(str(one.case_id), one.name) for one in people], several=True)
        self.people.set_chosen([str(one.case_id) for one in people])
        self.form = FormKit()
        self.form.add("people", "Told just now", self.people)
        self.form.add("channel", "By which way", choice({"": "", **programme.channels_of(rule)}))
        self.questions = QuestionForm(london_day(context.clock.now()))
        self.questions.ask(rule.asks)
        self.questions.set_around({CHANNEL: ""})
        self.content.addWidget(self.form)
        self.content.addWidget(self.questions)
        self.form.changed.connect(lambda _: self.questions.set_around({CHANNEL: self._channel()}))
        self.add_cancel()
        self.save = self.add_verb("They were told", "primary", self._save, default=True)
        self.save.setObjectName("group-tell-save")
        self.form.field("channel").setFocus()

    @classmethod
    def ask(cls, context: Context, group_id: UUID, parent: QWidget) -> None:
        """Read who is to be told and open the form over ``parent``; nothing opens where nobody is."""
        workspace = context.workspace

        def opened(people: tuple[PersonToTell, ...]) -> None:
            if people:
                cls(context, group_id, people, parent).open()

        context.tasks.read(lambda: group_news.whom(workspace, group_id), owner=parent, done=opened)

    def dirty(self) -> bool:
        return bool(self._channel())

    def _channel(self) -> str:
        return self.form.value("channel") or ""

    def _save(self) -> None:
        self.set_busy(True)
        workspace, group_id, channel = self._context.workspace, self._group_id, self._channel()
        told = [UUID(key) for key in self.people.chosen()]
        identity = self.questions.answers().get(IDENTITY, "")
        self._context.tasks.write(
            lambda: group_news.tell(workspace, group_id, told, channel, identity),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        asked = self.questions.form
        if error.field == IDENTITY and asked is not None:
            self.show_refusal(error, asked)
        else:
            self.show_refusal(error, self.form)

    def _done(self, outcome: Outcome[int]) -> None:
        context = self._context
        self.accept()
        context.hub.tell(outcome)
        context.say.news(f"Told: {counted(outcome.value, 'person', 'people')}.")
