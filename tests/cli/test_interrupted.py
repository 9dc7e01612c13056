"""Ctrl+C in a real terminal while `jfs` works: it says how far it came, and whole rows are kept (R1, E8)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
from tests import patience
from tests.cli.conftest import PASSPHRASE, ROOT, Jfs
from tests.conftest import CHEAP
from tests.exchange.made_files import csv_file, person

ROWS, A_COMMIT = 900, 200
CTRL_C = b"\x03"


@pytest.mark.skipif(sys.platform != "linux", reason="no terminal of its own can be opened here")
def test_an_import_stopped_by_ctrl_c_keeps_whole_rows_and_the_same_file_brings_the_rest(
    jfs: Jfs, tmp_path: Path, passphrase_file: Path
) -> None:
    clock = SystemClock()
    vault, _ = Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
    begin(vault, clock, FirstRun("Northgate Skills", "R. Khan"))
    vault.close()
    file = csv_file(tmp_path, [person(number) for number in range(ROWS)])
    said = in_a_terminal(tmp_path / "vault", passphrase_file, file)
    told = re.search(r"jfs: Stopped after ([\d,]+) of 900; run it again for the rest\.", said)
    assert told is not None, said
    came = int(told[1].replace(",", ""))
    assert 0 < came < ROWS and came % A_COMMIT == 0
    assert f"{came:,} accepted" in said and "Traceback" not in said
    assert len(jfs("cases", "--json").json) == came
    again = jfs("import", "referrals", file, "--json").json
    assert (len(again["accepted"]), len(again["duplicates"])) == (ROWS - came, came)


def in_a_terminal(vault: Path, passphrase: Path, file: Path) -> str:
    """What an import says in a terminal in which Ctrl+C is pressed once its first rows are written."""
    import pty

    words = [sys.executable, "-m", "jfs_desktop.cli", "import", "referrals", str(file)]
    reach = {"JFS_VAULT": str(vault), "JFS_PASSPHRASE_FILE": str(passphrase), "PYTHONPATH": str(ROOT)}
    keys, terminal = pty.openpty()
    running = subprocess.Popen(
        ["setsid", "--ctty", "--wait", *words], stdin=terminal, stdout=terminal, stderr=terminal,
        env=os.environ | reach,
    )  # fmt: skip
    os.close(terminal)
    said = b""
    pressed = False
    while True:
        try:
            piece = os.read(keys, 4096)
        except OSError:  # the last that wrote there is gone
            break
        said += piece
        if not pressed and b"\r200 of" in said:
            os.write(keys, CTRL_C)
            pressed = True
    os.close(keys)
    assert running.wait(patience.SECONDS) == 2
    return said.decode()
