"""The line that leads to where channels are cleared, while nothing can be recorded for want of one (I2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.office.channel_clearances import NotCleared
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from ui.dialogs.office.clear_channels import ClearChannelsDialog
from ui.shell.context import Context
from ui.widgets.line_note import LineNote


class ChannelsNotice(LineNote):
    """Shown until every one of ``uses`` ('contact', 'session', 'document') has a channel, and where one was
    refused; its button opens the form. ``entered()`` follows a clearance: what may be chosen is another.

    Without ``uses`` it stays hidden until :meth:`watch` names them."""

    entered = Signal()

    def __init__(self, context: Context, *uses: str, parent: QWidget | None = None) -> None:
        super().__init__("Enter clearance…", self._ask, parent)
        self._context, self._uses = context, uses
        self.setObjectName("channels-notice")
        context.hub.changed.connect(self._hear)
        if uses:
            self._tell()

    def watch(self, *uses: str) -> None:
        """Look for the channels of these uses from now on."""
        self._uses = uses
        self._tell()

    def show_refusal(self, error: UserError) -> bool:
        """Tell that a channel is not cleared, and stand on the way to its clearance; False for whatever else
        was refused."""
        if not isinstance(error, NotCleared):
            return False
        self.show_words(f"{error.text} ({error.paragraph})")
        self.way.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _tell(self) -> None:
        self.show_words(channel_clearances.first_needed(self._context.workspace.programme, *self._uses))

    def _hear(self, outcome: Outcome[Any], _: object) -> None:
        if outcome.changed & Changed.SETTINGS and not self._context.tasks.held:
            self._tell()
            self.entered.emit()

    def _ask(self) -> None:
        ClearChannelsDialog.ask_now(self._context, self.window())
