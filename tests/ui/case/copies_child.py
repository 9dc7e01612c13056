"""The window in a process of its own with a document open in another program, until it is killed.

``python copies_child.py FOLDER PASSPHRASE START CASE``: opens the window off the screen, goes to the
Documents tab, has a copy opened by clicks, and says where it lies.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from tests.ui.other_program import instead_of_others
from ui.pages.case.documents.documents import DocumentsTab
from ui.shell.assembly import build
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell


class StillClock:
    """A clock that stands."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 1000.0


def settle(shell: Shell) -> None:
    for _ in range(4):
        shell.tasks.wait_idle(120_000)
        QApplication.processEvents()


def main(folder: str, passphrase: str, start: str, case: str) -> None:
    app = QApplication([])
    with instead_of_others(lambda path: print(path, flush=True)):
        own = Preferences(Path(folder).parent / "child.ini")
        clock = StillClock(datetime.fromisoformat(start))
        shell = build(app, Path(folder), clock=clock, preferences=own, theme="light", plain_size=True)
        shell.start()
        shell.door.open_with(passphrase)
        settle(shell)
        shell.frame.open_case(UUID(case), "documents")
        settle(shell)
        tab = shell.frame.page("case").tab("documents")  # type: ignore[attr-defined]  # the case's page
        assert isinstance(tab, DocumentsTab)
        while tab._rest.isActive():
            QApplication.processEvents()
        settle(shell)
        tab.detail.openRequested.emit("pdf")
        settle(shell)
        question = app.activeModalWidget()
        assert question is not None
        question.accept()  # type: ignore[attr-defined]  # a question with two verbs
        settle(shell)
        app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
