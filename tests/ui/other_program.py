"""What the system would start with a file, in its place: it notes what it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices


class OtherProgram(QObject):
    """``given`` are the files that it was to open; each is told to ``taken`` at once, too."""

    def __init__(self, taken: Callable[[Path], object] | None = None) -> None:
        super().__init__()
        self.given: list[Path] = []
        self._taken = taken

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.given.append(Path(url.toLocalFile()))
        if self._taken is not None:
            self._taken(self.given[-1])


@contextmanager
def instead_of_others(taken: Callable[[Path], object] | None = None) -> Iterator[OtherProgram]:
    """Whatever would be opened elsewhere comes here."""
    made = OtherProgram(taken)
    QDesktopServices.setUrlHandler("file", made, "take")
    try:
        yield made
    finally:
        QDesktopServices.unsetUrlHandler("file")
