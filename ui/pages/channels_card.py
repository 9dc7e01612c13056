"""Settings: which channels the provider has cleared for meetings, contact and documents (I2)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.office.channel_clearances import ChannelStanding
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.office.clear_channels import ChannelBackDialog, ClearChannelsDialog
from ui.pages.safeguarding_card import SelfReadingCard
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel, label


class ChannelsCard(SelfReadingCard):
    """Every channel with its clearance; one step clears them all."""

    cares = Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Channels", context, parent)
        self._standings: tuple[ChannelStanding, ...] = ()
        self.verbs.addWidget(button("Enter clearance…", "plain", self._ask, name="clear-channels"))

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: channel_clearances.standings(workspace), owner=self, done=self._show)

    def _show(self, standings: tuple[ChannelStanding, ...]) -> None:
        self._standings = standings
        column = self.rows()
        if not any(one.clearance for one in standings):
            told = "No channel can be chosen before its clearance against DWP's security terms is entered."
            column.addWidget(label(f"{told} (JFS 3.18)", "warning", wrap=True))
        for one in standings:
            row = QHBoxLayout()
            lines = QVBoxLayout()
            lines.setSpacing(0)
            lines.addWidget(ElidedLabel(one.name, "strong"))
            if one.clearance is not None:
                lines.addWidget(ElidedLabel(_told(one), "soft"))
            row.addLayout(lines, 1)
            if one.clearance is None:
                row.addWidget(Pill("Not cleared", "neutral"))
            else:
                ask = partial(ChannelBackDialog.ask, self.context, one, self.window())
                made = button("Take back…", "link", ask, name=f"channel-back-{one.key}")
                made.setAccessibleName(f"Take back the clearance of {one.name}")
                row.addWidget(made)
            column.addLayout(row)

    def _ask(self) -> None:
        ClearChannelsDialog.ask(self.context, self._standings, self.window())


def _told(one: ChannelStanding) -> str:
    given = one.clearance
    if given is None:
        return ""
    return f"{given.approved_by} · {long_day(given.approved_on)} · {given.security_ref}"
