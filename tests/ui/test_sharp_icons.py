"""Drawings have the pixels of the screen that they are shown on, also when it changes (DESIGN 11: 200 %)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.shell.rail import RailEntry
from ui.shell.shell import Shell

SCRIPT = """
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from ui.shell.icons import icon
from ui.shell.theme import application
app = application(["x"])
made = icon("today", QColor("black"), size=16)
print([made.pixmap(QSize(16, 16), scale).width() for scale in (1.0, 2.0)])
"""


def test_the_rail_is_drawn_anew_when_the_window_gets_another_scale(shell: Shell) -> None:
    buttons = shell.window.findChildren(RailEntry)
    shell.theme.follow_scale(shell.window)  # as after the first paint
    assert buttons
    before = [one.icon().cacheKey() for one in buttons]
    QApplication.sendEvent(shell.window, QEvent(QEvent.Type.Move))
    assert [one.icon().cacheKey() for one in buttons] == before
    QApplication.sendEvent(shell.window, QEvent(QEvent.Type.DevicePixelRatioChange))
    after = [one.icon().cacheKey() for one in buttons]
    assert not set(before) & set(after)


def test_a_drawing_has_both_sizes_where_one_of_the_screens_is_fine(tmp_path: Path) -> None:
    for other, drawn in ((1, [16, 16]), (2, [16, 32])):
        screens = [
            {"name": f"at-{x}", "x": x, "y": 0, "width": 800, "height": 600, "dpr": dpr}
            for x, dpr in ((0, 1), (800, other))
        ]
        (tmp_path / "screens.json").write_text(json.dumps({"screens": screens}))
        platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
        found = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(found.stdout) == drawn
