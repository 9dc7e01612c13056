"""`jfs sync` and `jfs head-office`, as scripts use them (D11, DESIGN 8)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Jfs, demo_of_twelve


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
    made = Post(demo_of_twelve(tmp_path), tmp_path)
    who = ("--provider", "Northgate Skills", "--name", "Morag Bell")
    answer = made.jfs("head-office", "init", tmp_path / "centre", *who, "--json").json
    assert set(answer) == {"vault", "recovery_code"}
    for name in ("out", "receipts"):
        (tmp_path / name).mkdir()
    given = made.centre("enrol", "--out", tmp_path, "--json").json
    enrolled = made.jfs("sync", "enrol", given["card"], "--code", given["code"], "--json").json
    assert enrolled["fingerprint"] == given["fingerprint"]
    return made


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
    assert (now["confirmed"], now["entries_waiting"]) == (1, 0)
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


def test_d11_a_damaged_bundle_is_one_sentence_or_one_row(post: Post) -> None:
    made = post.jfs("sync", "export", "--out", post.folder / "out", "--json").json
    whole = Path(made["file"]).read_bytes()
    Path(made["file"]).write_bytes(whole[:-1])
    assert "cut off or was added to" in told(post.centre("intake", made["file"]))
    answer = post.centre("intake", post.folder / "out", "--json")
    assert answer.status == 1 and answer.json["taken"] == []
    assert "cut off" in answer.json["refused"][0]["reason"]


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
