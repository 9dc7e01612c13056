"""The command as a person runs it, with a passphrase in a file: mostly in this process, since starting one
takes longer than what it does; in one of its own where that is what is tried."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jfs_desktop.cli import main
from jfs_desktop.clock import SystemClock
from jfs_desktop.store.keyed_folder import KeyedFolder
from tests.conftest import CHEAP
from tests.kept_vaults import kept

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


def _surroundings(said: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JFS_")}
    return kept | {"PYTHONWARNINGS": "error", "PYTHONUTF8": "1"} | said


def run_apart(*words: object, given: str = "", **environment: str) -> Answer:
    """Runs `jfs` with these words as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "jfs_desktop.cli", *map(str, words)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=_surroundings(environment),
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def run(*words: object, given: str = "", **environment: str) -> Answer:
    """Runs `jfs` with these words here, with a standard input, output and environment of its own."""
    out, error, status = io.StringIO(), io.StringIO(), None
    with (
        pytest.MonkeyPatch.context() as patch,
        chdir(ROOT),
        redirect_stdout(out),
        redirect_stderr(error),
    ):
        for name in [name for name in os.environ if name.startswith("JFS_")]:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["jfs", *map(str, words)])
        patch.setattr(sys, "stdin", io.StringIO(given))
        with pytest.raises(SystemExit) as ended:
            main()
        status = ended.value.code
    assert isinstance(status, int)
    return Answer(status, out.getvalue(), error.getvalue())


def open_cheaply(vault: Path) -> None:
    """Has a vault that a command made open by its passphrase at the least cost that is allowed."""
    KeyedFolder(vault, SystemClock()).change_passphrase(PASSPHRASE, PASSPHRASE, cost=CHEAP)


def demo_of_twelve(folder: Path) -> Jfs:
    """`jfs` with a demo vault of a dozen people in June 2021, which is made once in a run and copied."""
    said, vault = folder / "passphrase.txt", folder / "vault"
    said.write_text(PASSPHRASE + "\n", encoding="utf-8")
    reach = {"JFS_VAULT": str(vault), "JFS_PASSPHRASE_FILE": str(said)}

    def make() -> None:
        made = run("demo", vault, "--participants", "12", "--json", **reach)
        assert made.json == {"vault": str(vault), "participants": 12, "today": "2021-06-04", "seed": 1}
        open_cheaply(vault)

    kept(vault, "a demo of twelve", make)

    def ask(*words: object, given: str = "", **environment: str) -> Answer:
        return run(*words, given=given, **(reach | environment))

    return ask


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


@pytest.fixture
def jfs_apart(tmp_path: Path, passphrase_file: Path) -> Jfs:
    """The same as a process of its own."""

    def at_this_vault(*words: object, given: str = "", **environment: str) -> Answer:
        named = {"JFS_VAULT": str(tmp_path / "vault"), "JFS_PASSPHRASE_FILE": str(passphrase_file)}
        return run_apart(*words, given=given, **(named | environment))

    return at_this_vault
