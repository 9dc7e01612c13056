"""`jfs sync` and `jfs head-office`, as scripts use them (D11, DESIGN 8)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.cli.conftest import Answer, Jfs, demo_of_twelve, open_cheaply
from tests.kept_vaults import kept
from tests.postgres_server import own_database


@dataclass(frozen=True)
class Post:
    """A device, a head office and a folder in between."""

    jfs: Jfs
    folder: Path

    def centre(self, *words: object) -> Answer:
        """`jfs head-office` with its own vault."""
        return self.jfs("head-office", *words, JFS_VAULT=str(self.folder / "centre"))


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """A device that is enrolled with a head office: done by the commands once in a run, and copied."""
    made = Post(demo_of_twelve(tmp_path), tmp_path)
    kept(tmp_path, "an enrolled device", partial(enrol, made, tmp_path))
    for name in ("out", "receipts"):
        (tmp_path / name).mkdir()
    return made


def enrol(made: Post, tmp_path: Path) -> None:
    who = ("--provider", "Northgate Skills", "--name", "Morag Bell")
    answer = made.jfs("head-office", "init", tmp_path / "centre", *who, "--json").json
    assert set(answer) == {"vault", "recovery_code"}
    open_cheaply(tmp_path / "centre")
    given = made.centre("enrol", "--out", tmp_path, "--json").json
    enrolled = made.jfs("sync", "enrol", given["card"], "--code", given["code"], "--json").json
    assert enrolled["fingerprint"] == given["fingerprint"]


def told(answer: Answer) -> str:
    """The one line on standard error of a command that was refused."""
    assert answer.status == 2 and answer.out == "" and answer.error.count("\n") == 1
    return answer.error


def test_d11_a_bundle_goes_out_and_its_receipt_comes_back(post: Post) -> None:
    made = post.jfs("sync", "export", "--out", post.folder / "out", "--json").json
    assert (made["number"], made["entries"] > 100, Path(made["file"]).stat().st_size) == (
        1,
        True,
        made["bytes"],
    )
    answer = post.centre("intake", post.folder / "out", "--out", post.folder / "receipts", "--json")
    (taken,) = answer.json["taken"]
    assert answer.status == 0 and (answer.json["already"], answer.json["refused"]) == ([], [])
    assert (taken["number"], taken["entries"]) == (1, made["entries"])
    now = post.jfs("sync", "receive", taken["receipt"], "--json").json
    assert (now["confirmed"], now["entries_waiting"], now["must_enrol"]) == (1, 0, False)
    text = post.jfs("sync", "status").out
    assert text.startswith("Head office has everything up to no. 1, ") and "Nothing is newer" in text
    again = post.jfs("sync", "export", "--out", post.folder / "out", "--json")
    assert (again.status, again.json["file"], again.json["entries"]) == (0, None, 0)
    folder = post.centre("intake", post.folder / "out", "--json").json
    assert folder["already"] == [Path(made["file"]).name]
    assert "is in already" in told(post.centre("intake", made["file"]))
    assert "confirmed everything up to no. 1 already" in told(post.jfs("sync", "receive", taken["receipt"]))
    lost = post.centre("receipts", "--out", post.folder / "receipts", "--json").json
    assert len(lost["receipts"]) == 1


def test_d11_a_changed_head_office_takes_two_signatures(post: Post) -> None:
    post.jfs("sync", "export", "--out", post.folder / "out")
    (taken,) = post.centre("intake", post.folder / "out", "--out", post.folder / "receipts", "--json").json[
        "taken"
    ]
    assert post.centre("countersigner", taken["device"], "--json").json["countersigns"] is True
    given = post.centre("enrol", "--out", post.folder, "--json").json
    post.jfs("sync", "enrol", given["card"], "--code", given["code"])
    who = ("--provider", "Northgate Skills", "--name", "Idris Vaughan")
    post.jfs("head-office", "init", post.folder / "after", *who)
    new = post.jfs(
        "head-office", "enrol", "--out", post.folder, "--json", JFS_VAULT=str(post.folder / "after")
    ).json
    said = ("--reason", "The contract passes on.", "--out", post.folder)
    paper = post.centre("hand-over", new["card"], *said, "--json").json["file"]
    change = ("sync", "change-head-office", paper, "--code", new["code"])
    assert "it needs two" in told(post.jfs(*change))
    assert "Signed by two now" in post.jfs("sync", "countersign", paper).out
    now = post.jfs(*change, "--json").json
    assert (now["fingerprint"], now["confirmed"]) == (new["fingerprint"], 0)


def test_d11_a_damaged_bundle_is_one_sentence_or_one_row(post: Post) -> None:
    made = post.jfs("sync", "export", "--out", post.folder / "out", "--json").json
    whole = Path(made["file"]).read_bytes()
    Path(made["file"]).write_bytes(whole[:-1])
    said = told(post.centre("intake", made["file"]))
    assert "cut off or was added to" in said
    answer = post.centre("intake", post.folder / "out", "--json")
    assert answer.status == 1 and answer.json["taken"] == []
    assert said == f"jfs: {answer.json['refused'][0]['reason']}\n"


def test_d11_bad_use_is_told_in_one_sentence(post: Post) -> None:
    assert "typing error" in told(post.jfs("sync", "enrol", post.folder / "passphrase.txt", "--code", "ABC"))
    assert "No code was given" in told(post.jfs("sync", "enrol", post.folder / "passphrase.txt"))
    assert "folder is not there" in told(post.jfs("sync", "export", "--out", post.folder / "nowhere"))
    assert "cannot be read" in told(post.jfs("sync", "receive", post.folder / "nothing"))
    assert "no file of JFS Desktop's exchange" in told(
        post.jfs("sync", "receive", post.folder / "passphrase.txt")
    )
    assert "not a head office's" in told(post.jfs("head-office", "enrol", "--out", post.folder))
    assert "cannot be read" in told(post.centre("intake", post.folder / "nothing"))
    assert "--name is empty" in told(
        post.jfs("head-office", "init", post.folder / "new", "--provider", "x", "--name", " ")
    )


def test_d11_devices_are_listed_and_withdrawn(post: Post) -> None:
    assert "No device is enrolled yet" in post.centre("devices").out
    made = post.jfs("sync", "export", "--out", post.folder / "out", "--json").json["file"]
    post.centre("intake", made, "--out", post.folder / "receipts")
    (row,) = post.centre("devices", "--json").json
    assert (row["number"], row["late"], row["withdrawn_at"]) == (1, False, None)
    late = post.centre("devices", "--late")
    assert (late.status, late.out) == (0, "No device is late.\n")
    assert "Say why" in told(post.centre("withdraw", row["device"], "--reason", " "))
    assert "No device is known" in told(post.centre("withdraw", "12345678", "--reason", "lost"))
    assert "is withdrawn" in post.centre("withdraw", row["device"][-8:], "--reason", "lost").out
    assert "withdrawn, " in post.centre("devices").out
    again = post.jfs("sync", "export", "--all", "--out", post.folder / "out", "--json").json["file"]
    assert "was withdrawn on" in told(post.centre("intake", again))


def test_d11_head_office_is_checked_and_backed_up(post: Post) -> None:
    made = post.jfs("sync", "export", "--out", post.folder / "out", "--json").json["file"]
    post.centre("intake", made, "--out", post.folder / "receipts")
    answer = post.centre("backup", "--out", post.folder / "stick.db", "--json")
    assert Path(answer.json["file"]).is_file()
    answer = post.centre("verify", "--bring-back", post.folder, "--json")
    assert answer.status == 0 and answer.json["ok"]


def test_d11_head_office_on_postgresql(tmp_path: Path, postgres: Engine) -> None:
    """Chosen once, at the beginning; from then on the vault knows where."""
    made = Post(demo_of_twelve(tmp_path), tmp_path)
    who = ("--provider", "Northgate Skills", "--name", "Morag Bell")
    with own_database(postgres) as url:
        init = made.jfs("head-office", "init", tmp_path / "centre", *who, "--database", url, "--json")
        assert set(init.json) == {"vault", "recovery_code"}
        given = made.centre("enrol", "--out", tmp_path, "--database", url, "--json").json
        made.jfs("sync", "enrol", given["card"], "--code", given["code"])
        bundle = made.jfs("sync", "export", "--out", tmp_path, "--json").json["file"]
        (taken,) = made.centre("intake", bundle, "--database", url, "--json").json["taken"]
        assert made.jfs("sync", "receive", taken["receipt"], "--json").json["confirmed"] == 1
        assert "is in already" in told(made.centre("intake", bundle))
        checks = made.centre("verify", "--json").json["checks"]
        assert {"database", "received"} <= {check["name"] for check in checks if check["ok"]}
        again = made.jfs("head-office", "init", tmp_path / "other", *who, "--database", url)
        assert "belongs to a head office already" in told(again)
        assert not (tmp_path / "other").exists()
    assert "does not answer" in told(made.centre("intake", bundle))


def test_d11_a_database_that_cannot_be_reached_leaves_no_vault(tmp_path: Path) -> None:
    jfs = demo_of_twelve(tmp_path)
    who = ("--provider", "Northgate Skills", "--name", "Morag Bell")
    url = f"postgresql+psycopg://nobody@/jfs?host={tmp_path}"
    for address, saying in ((url, "does not answer"), ("postgresql://a:b@localhost/jfs", "does not belong")):
        answer = jfs("head-office", "init", tmp_path / "centre", *who, "--database", address)
        assert saying in told(answer) and not (tmp_path / "centre").exists()
