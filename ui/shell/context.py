"""What a page or dialog is given in its constructor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from jfs_desktop.casework.workspace import Workspace


@dataclass(frozen=True)
class Context:
    """The services of one window. ``workspace`` is used only inside jobs given to ``tasks``."""

    workspace: Workspace
    tasks: Tasks
    hub: ChangeHub
    say: Say
    theme: Theme
    clock: Clock
    preferences: Preferences
    caseload: CaseloadDesk
    sharing: Sharing
    last_words: LastWords
    sync: SyncDesk
