"""`jfs verify` on a vault that is not whole: each damage is a failed check, in JSON where that was asked for,
and the exit status is 1; what is no damage stays bad use (DESIGN section 8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
from jfs_desktop.store.verify import UNREADABLE
from tests.cli.conftest import PASSPHRASE, Jfs, demo_of_twelve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the vault of the demo lies."""
    return tmp_path / "vault"


@pytest.fixture
def jfs(tmp_path: Path) -> Jfs:
    return demo_of_twelve(tmp_path)


def a_page(folder: Path) -> None:
    store = folder / "store.db"
    content = bytearray(store.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    store.write_bytes(content)


def the_end(folder: Path) -> None:
    store = folder / "store.db"
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])


def the_database(folder: Path) -> None:
    (folder / "store.db").unlink()


def both_keys(folder: Path) -> None:
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_text("{", encoding="utf-8")


def no_keys(folder: Path) -> None:
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).unlink()


@pytest.mark.parametrize("damage", [a_page, the_end, the_database, both_keys, no_keys])
def test_what_does_not_open_any_more_is_a_failed_check(
    jfs: Jfs, folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    answer = jfs("verify", "--json")
    assert (answer.status, answer.error) == (1, "")
    assert answer.json["ok"] is False
    (check,) = answer.json["checks"]
    assert (check["name"], check["ok"]) == ("opening", False)
    assert check["text"].startswith("The vault's ") and check["text"].endswith("ask your IT support.")
    plain = jfs("verify")
    assert (plain.status, plain.error) == (1, "")
    assert plain.out.splitlines()[1] == f"opening\tFAILED\t{check['text']}"


@pytest.mark.parametrize(
    ("name", "altered"),
    [
        ("due dates", ("UPDATE case_fact SET kind = 'unheard_of' WHERE kind = 'contacted'",)),
        ("due dates", ("UPDATE case_fact SET detail = '{' WHERE kind = 'contacted'",)),
        ("due dates", ("UPDATE case_fact SET happened_on = '31/02/2021' WHERE kind = 'contacted'",)),
        ("journal", ("DROP TRIGGER journal_entry_kept", "UPDATE journal_entry SET content = 'no bytes'")),
    ],
)
def test_rows_that_make_no_sense_fail_their_check_alone(
    jfs: Jfs, folder: Path, name: str, altered: tuple[str, ...]
) -> None:
    vault = Vault.open(folder, passphrase=PASSPHRASE, clock=SystemClock())
    with vault.engine.begin() as connection:
        for statement in altered:
            connection.execute(text(statement))
    vault.close()
    answer = jfs("verify", "--json")
    assert (answer.status, answer.error) == (1, "")
    wrong = [(check["name"], check["text"]) for check in answer.json["checks"] if not check["ok"]]
    assert wrong == [(name, UNREADABLE)]


def test_a_lost_table_is_named_as_such(jfs: Jfs, folder: Path) -> None:
    vault = Vault.open(folder, passphrase=PASSPHRASE, clock=SystemClock())
    with vault.engine.begin() as connection:
        connection.execute(text("DROP TABLE case_summary"))
    vault.close()
    answer = jfs("verify", "--json")
    wrong = {check["name"]: check["text"] for check in answer.json["checks"] if not check["ok"]}
    assert answer.status == 1 and wrong == {
        "tables": "1 table of the database missing.",
        "due dates": UNREADABLE,
    }


def test_a_wrong_passphrase_is_no_damage(jfs: Jfs, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("winter saddle marble teapot river\n", encoding="utf-8")
    answer = jfs("verify", "--json", JFS_PASSPHRASE_FILE=str(other))
    assert answer.status == 2 and answer.out == "" and answer.error.startswith("jfs: ")
    assert jfs("verify", "--json").status == 0, "and a whole vault is whole"
