"""What happens on a bug: a report without personal data, which the person reads first."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO
from uuid import UUID

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from jfs_desktop import __version__
from ui.widgets.dialog import Dialog

NATIVE, LAST_NATIVE, LOG = "native-crash.txt", "native-crash-last.txt", "jfs.log"
_SAFE = (int, float, bool, UUID, type(None))

log = logging.getLogger(__name__)


class OnlyCounts(logging.Filter):
    """Lets ids and figures into the log and nothing else: text arguments become '…'."""

    def filter(self, record: logging.LogRecord) -> bool:
        arguments = record.args if isinstance(record.args, tuple) else ()
        record.args = tuple(value if isinstance(value, _SAFE) else "…" for value in arguments)
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def start_log(folder: Path) -> logging.Handler:
    """Write a short rotating log of ids and counts into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / LOG, maxBytes=200_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.addFilter(OnlyCounts())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("ui", "jfs_desktop"):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    return handler


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
    lines = [
        f"JFS Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()}",
        f"{kind.__module__}.{kind.__name__}",
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)


class CrashBox(Dialog):
    """Shows the report; nothing is sent anywhere."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Something went wrong in the program",
            "What was saved is safe. The report below holds no personal data; read it, and copy it "
            "to your support if you want to.",
            parent,
            width=620,
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Report")
        text.setMinimumHeight(200)
        self.content.addWidget(text)
        self.add_verb("Copy report", "plain", lambda: QGuiApplication.clipboard().setText(report))
        self.add_verb("Carry on", "primary", self.accept, default=True)


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
        self._open = True
        box = CrashBox(report, self._parent)
        box.settled.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._open = False
