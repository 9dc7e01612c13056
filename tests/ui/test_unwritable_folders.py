"""The window opens where neither its log nor its settings can be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import patience

ROOT = Path(__file__).parents[2]
OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import main

app = QApplication(sys.argv[:1])
QTimer.singleShot(1500, app.closeAllWindows)
sys.exit(main(["--vault", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="moves the folders by the variables of XDG")
def test_the_window_opens_without_log_or_settings(tmp_path: Path) -> None:
    """A file stands where the folders would be made, which stops even an administrator."""
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    places = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    run = subprocess.run(
        [sys.executable, "-c", OPEN_AND_CLOSE, str(tmp_path / "vault")],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(places, str(blocked)), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=patience.SECONDS,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
