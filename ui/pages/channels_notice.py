"""The line that leads to where channels are cleared, while nothing can be recorded for want of one (I2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework import channel_clearances
from jfs_desktop.outcome import Changed, Outcome
from ui.dialogs.clear_channels import ClearChannelsDialog
from ui.shell.context import Context
from ui.widgets.line_note import LineNote


class ChannelsNotice(LineNote):
    """Shown until every one of ``uses`` ('contact', 'session') has a channel; its button opens the form."""

    def __init__(self, context: Context, *uses: str, parent: QWidget | None = None) -> None:
        super().__init__("Enter clearance…", self._ask, parent)
        self._context, self._uses = context, uses
        self.setObjectName("channels-notice")
        context.hub.changed.connect(self._hear)
        self._tell()

    def _tell(self) -> None:
        self.show_words(channel_clearances.first_needed(self._context.workspace.programme, *self._uses))

    def _hear(self, outcome: Outcome[Any], _: object) -> None:
        if outcome.changed & Changed.SETTINGS and not self._context.tasks.held:
            self._tell()

    def _ask(self) -> None:
        ClearChannelsDialog.ask_now(self._context, self.window())
