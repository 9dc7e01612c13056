"""What a page or dialog is given in its constructor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from jfs_desktop.clock import Clock
from ui.shell.caseload_desk import CaseloadDesk
from ui.shell.hub import ChangeHub
from ui.shell.last_words import LastWords
from ui.shell.preferences import Preferences
from ui.shell.say import Say
from ui.shell.sharing import Sharing
from ui.shell.sync_desk import SyncDesk
from ui.shell.tasks import Tasks
from ui.shell.theme import Theme

if TYPE_CHECKING:  # the window opens before the store's libraries are loaded
    from jfs_desktop.casework.desk.workspace import Workspace


@dataclass(eq=False)
class Context:
    """The services of one window. ``workspace`` is used only inside jobs given to ``tasks``.

    The first page is made while the passphrase is still worked out: ``workspace`` and what rests on it
    (``caseload``, ``last_words``, ``sync``) are there from :meth:`begin` on, and no constructor of a page
    asks for them before it is shown.
    """

    tasks: Tasks
    hub: ChangeHub
    say: Say
    theme: Theme
    clock: Clock
    preferences: Preferences
    sharing: Sharing
    workspace: Workspace = field(init=False)
    caseload: CaseloadDesk = field(init=False)
    last_words: LastWords = field(init=False)
    sync: SyncDesk = field(init=False)

    def begin(self, workspace: Workspace, owner: QObject) -> None:
        """The vault is open; ``owner`` keeps what is made."""
        self.workspace = workspace
        self.caseload = CaseloadDesk(workspace, self.tasks, self.hub, owner)
        self.last_words = LastWords(workspace)
        self.sync = SyncDesk(workspace, self.tasks, self.hub, self.say, clock=self.clock, parent=owner)
