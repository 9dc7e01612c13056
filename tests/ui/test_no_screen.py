"""The program on a computer without a screen, such as over a plain remote terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.app import NO_SCREEN, SCREEN_NAMES
from ui.shell.no_window import NOT_SHOWN, OUT_OF_REACH

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")


def started(module: str, *words: str, **named: str) -> subprocess.CompletedProcess[str]:
    """A program of ours as somebody starts it where nothing names a screen but what is ``named``."""
    surroundings = {name: value for name, value in os.environ.items() if name not in SCREEN_NAMES} | named
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_without_a_screen_the_program_says_so() -> None:
    answer = started("ui")
    assert (answer.returncode, answer.stderr) == (2, f"jfs-desktop: {NO_SCREEN}\n")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"DISPLAY": ":977"}, OUT_OF_REACH),
        ({"QT_QPA_PLATFORM": "nonsense"}, NOT_SHOWN),
    ],
)
def test_a_screen_that_lets_nobody_in_is_told_in_one_sentence(named: dict[str, str], told: str) -> None:
    answer = started("ui", **named)
    assert answer.returncode == 2 and answer.stderr.startswith(f"jfs-desktop: {told}")
    assert answer.stderr.count("\n") == 1


def test_a_picture_needs_no_screen(tmp_path: Path) -> None:
    vault, picture = tmp_path / "vault", tmp_path / "today.png"
    made = started("jfs_desktop.cli", "demo", str(vault), "--participants", "1", "--today", "2021-06-04")
    assert made.returncode == 0, made.stderr
    answer = started("ui", "--demo", "--vault", str(vault), "--screenshot", str(picture))
    assert answer.returncode == 0, answer.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
