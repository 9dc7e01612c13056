"""What happens on a bug: a report without personal data, which the person reads first."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from jfs_desktop import __version__

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

    from PySide6.QtWidgets import QWidget

NATIVE, LAST_NATIVE = "native-crash.txt", "native-crash-last.txt"

log = logging.getLogger(__name__)


def watch_native(folder: Path) -> tuple[TextIO, str]:
    """Have native crashes written to ``folder``; gives the report of the last run, or ''."""
    folder.mkdir(parents=True, exist_ok=True)
    file, last = folder / NATIVE, folder / LAST_NATIVE
    report = file.read_text("utf-8", "replace") if file.exists() else ""
    if report.strip():
        file.replace(last)
    stream = file.open("w", encoding="utf-8")
    faulthandler.enable(stream)
    return stream, report


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong, without the values that were in play or the error's own text."""
    import platform

    lines = [
        f"JFS Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()}",
        f"{kind.__module__}.{kind.__name__}",
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)


class CrashHook:
    """Takes every exception that nobody caught. One box at a time."""

    def __init__(self, parent: QWidget | None) -> None:
        self._parent = parent
        self._open = False

    def install(self) -> None:
        """Become the hook of the process."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, trace)
        for line in report.splitlines():
            log.error(line)  # already free of values
        if self._open or QGuiApplication.instance() is None:
            return
        from ui.dialogs.viewing.crash_box import CrashBox

        self._open = True
        box = CrashBox(report, self._parent)
        box.settled.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._open = False
