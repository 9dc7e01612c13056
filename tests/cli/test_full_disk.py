"""A disk that is full before or while `jfs` works on a vault: one plain sentence, and nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
from tests.cleared import with_channels
from tests.cli.conftest import PASSPHRASE, Jfs
from tests.conftest import CHEAP
from tests.exchange.made_files import csv_file, person
from tests.kept_vaults import kept

ROWS, ROOM = 900, 3 * 1024 * 1024
"""Rows of the file, and the bytes left on the disk: enough for some of its commits, not for all."""


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB of its own with a vault without its ballast; a filler takes what it is told to."""
    disk, made = tmp_path / "disk", tmp_path / "made"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if os.name == "nt" or os.getuid() != 0 or subprocess.run(command, check=False).returncode:
        pytest.skip("no small disk can be mounted here")

    def make() -> None:
        clock = SystemClock()
        vault, _ = Vault.create(made, PASSPHRASE, clock=clock, cost=CHEAP)
        with_channels(begin(vault, clock, FirstRun("Northgate Skills", "R. Khan")))
        vault.close()

    kept(made, "a vault for a full disk", make)
    shutil.copytree(made, disk / "vault")
    (disk / "vault" / "ballast").unlink()
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def leave(disk: Path, room: int) -> None:
    """Fill the disk but for some bytes."""
    with (disk / "filler").open("wb", buffering=0) as file:
        free = os.statvfs(disk)
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - room)


def test_an_import_says_how_many_rows_were_kept_and_goes_on_from_there(
    jfs: Jfs, full_disk: Path, tmp_path: Path
) -> None:
    """R1: whole rows are kept, 200 a commit, and the same file brings the rest."""
    file = csv_file(tmp_path, [person(number) for number in range(ROWS)])
    leave(full_disk, ROOM)
    reach = {"JFS_VAULT": str(full_disk / "vault")}
    answer = jfs("import", "referrals", file, **reach)
    assert (answer.status, answer.out) == (2, "")
    told = re.fullmatch(
        r"jfs: Stopped after (\d+) of 900 rows, which are kept\. The disk is full\. "
        r"Free some space on the disk, then import the file again for the rest\.\n",
        answer.error,
    )
    assert told is not None, answer.error
    came = int(told[1])
    assert 0 < came < ROWS and came % 200 == 0
    unchecked = jfs("verify", **reach)
    assert (unchecked.status, unchecked.out) == (2, "")
    assert unchecked.error == (
        "jfs: The disk is full, so the vault cannot be checked; nothing in it was changed. "
        "Free some space on the disk that it lies on, then check it again.\n"
    )
    (full_disk / "filler").unlink()
    assert len(jfs("cases", "--json", **reach).json) == came
    again = jfs("import", "referrals", file, "--json", **reach).json
    assert len(again["accepted"]) == ROWS - came
    assert len(again["duplicates"]) == came


def test_a_vault_on_a_full_disk_says_why_it_stays_shut(jfs: Jfs, full_disk: Path) -> None:
    """Nobody who opens a vault did a step that was not saved: it is told what keeps it shut."""
    leave(full_disk, 0)
    reach = {"JFS_VAULT": str(full_disk / "vault")}
    answer = jfs("cases", **reach)
    assert (answer.status, answer.out) == (2, "")
    assert answer.error == (
        "jfs: The disk is full, so the vault cannot be opened; nothing in it is lost. "
        "Free some space on the disk that it lies on, then open it again.\n"
    )
    (full_disk / "filler").unlink()
    assert jfs("cases", **reach).status == 0
