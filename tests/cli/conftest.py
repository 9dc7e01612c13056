"""The command as a person runs it: a process of its own, with a passphrase in a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "copper lantern seven otters wade"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    status: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        """Standard output as JSON; the command must have succeeded."""
        assert self.status in (0, 1), self.error
        return json.loads(self.out)


Jfs = Callable[..., Answer]


def run(*words: object, given: str = "", **environment: str) -> Answer:
    """Runs `jfs` with these words."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JFS_")}
    done = subprocess.run(
        [sys.executable, "-m", "jfs_desktop.cli", *map(str, words)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept | {"PYTHONWARNINGS": "error", "PYTHONUTF8": "1"} | environment,
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def jfs(tmp_path: Path, passphrase_file: Path) -> Jfs:
    """`jfs` with a vault folder and a passphrase file named by the environment."""

    def at_this_vault(*words: object, given: str = "", **environment: str) -> Answer:
        named = {"JFS_VAULT": str(tmp_path / "vault"), "JFS_PASSPHRASE_FILE": str(passphrase_file)}
        return run(*words, given=given, **(named | environment))

    return at_this_vault
