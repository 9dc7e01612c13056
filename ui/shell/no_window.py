"""A window system that is named and lets nobody in: said in one sentence, where Qt would kill the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

OUT_OF_REACH = (
    "the screen that DISPLAY or WAYLAND_DISPLAY names cannot be reached: start it from a terminal of your "
    "desktop"
)
NOT_SHOWN = "no window can be shown here: "
_NOBODY_THERE = ("could not connect to display", "Failed to create wl_display")


@contextmanager
def told() -> Iterator[None]:
    """While Qt makes its application within. It ends the process where it can show nothing: there is no way
    out of that but to leave first, with 2. What else Qt says is written as ever."""
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
        if kind is not QtMsgType.QtFatalMsg:
            said.append(message or "")
            return
        unreached = any(words in one for one in said for words in _NOBODY_THERE)
        _say(f"jfs-desktop: {OUT_OF_REACH if unreached else NOT_SHOWN + '; '.join(said)}\n")
        os._exit(2)

    qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(None)
    for one in said:
        _say(f"{one}\n")


def _say(line: str) -> None:
    if sys.stderr is not None:  # Windows gives a program without a console no standard error
        sys.stderr.write(line)
        sys.stderr.flush()
