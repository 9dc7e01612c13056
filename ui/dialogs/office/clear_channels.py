"""Entering the clearance of channels, all of them in one step, and taking one back with a reason (I2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.office.channel_clearances import ChannelStanding
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.questions.reason import ReasonDialog
from ui.shell.context import Context
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit


class ClearChannelsDialog(FormDialog):
    """Which, by whom, when and by which record. Whoever enters it attests it, so nothing is proposed."""

    def __init__(
        self, context: Context, channels: Sequence[ChannelStanding], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Clearance of channels",
            "As your organisation holds it on record against DWP's security terms (JFS 3.18). A channel "
            "without it cannot be chosen.",
            parent,
            width=600,
        )
        self._context = context
        today = london_day(context.clock.now())
        self.form = form = FormKit(columns=2)
        chips = ChipChoice([(one.key, one.name) for one in channels], several=True)
        form.add("channels", "Channels", chips, span=2)
        form.add("approved_by", "Cleared by", QLineEdit())
        form.add("approved_on", "Cleared on", DateField(today))
        form.add("security_ref", "Reference of the security record", QLineEdit(), span=2)
        self._before = form.values()
        self.content.addWidget(form)
        self.add_cancel()
        self.save = self.add_verb("Enter", "primary", self._go, default=True)
        self.save.setObjectName("save-clearance")
        chips.setFocus()

    @classmethod
    def ask(
        cls, context: Context, channels: Sequence[ChannelStanding], parent: QWidget
    ) -> ClearChannelsDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, channels, parent)
        dialog.open()
        return dialog

    @classmethod
    def ask_now(cls, context: Context, parent: QWidget) -> None:
        """Read where the channels stand, and open the form."""
        workspace = context.workspace

        def show(channels: tuple[ChannelStanding, ...]) -> None:
            cls.ask(context, channels, parent)

        context.tasks.read(lambda: channel_clearances.standings(workspace), owner=parent, done=show)

    def _go(self) -> None:
        if not self.dates_told():
            return
        self.set_busy(True)
        workspace, said = self._context.workspace, self.form.values()
        self._context.tasks.write(
            lambda: channel_clearances.clear(
                workspace,
                said["channels"],
                approved_on=said["approved_on"],
                approved_by=said["approved_by"],
                security_ref=said["security_ref"],
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[int]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"{counted(outcome.value, 'channel')} cleared for use.")
        self.accept()


class ChannelBackDialog(ReasonDialog[ChannelStanding]):
    """The channel cannot be chosen from then on."""

    title, question = "Take a channel out of use", "Why"
    verb, name = "Take back", "take-channel-back"

    def text(self) -> str:
        return self.about.name

    def carry_out(self, reason: str) -> Outcome[int]:
        return channel_clearances.take_back(self.workspace, self.about.key, reason)

    def said(self, outcome: Outcome[Any]) -> str:
        return f"{self.about.name} can no longer be chosen."
