"""Takes a picture of the window for the documents, and leaves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ui.shell.shell import Shell

LOOK_MS, SETTLED_LOOKS = 150, 4


class Photographer(QObject):
    """Saves a picture once nothing has been outstanding for a while, then closes the window. Where the vault
    does not open it says why, and the program ends with 1."""

    def __init__(self, app: QApplication, shell: Shell, file: Path) -> None:
        super().__init__(shell)
        self._app = app
        self._shell = shell
        self._file = file
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        face = self._shell.door.face
        if face is not None and face.error.text():
            self._timer.stop()
            if sys.stderr is not None:
                sys.stderr.write(f"{face.error.text()}\n")
            self._app.exit(1)
            return
        ready = self._shell.is_open and not self._shell.tasks.busy
        self._quiet = self._quiet + 1 if ready else 0
        if self._quiet >= SETTLED_LOOKS:
            self._timer.stop()
            self._shell.window.grab().save(str(self._file))
            if not self._shell.window.close():
                self._shell.window.close()  # nobody is there to answer what was asked
