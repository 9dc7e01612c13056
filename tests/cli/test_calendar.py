"""`jfs calendar`: what is in use, what a file would move, and adopting it (W17)."""

from __future__ import annotations

import pytest

from tests.cli.conftest import demo_of_twelve
from tests.exchange.made_calendars import FUNERAL, signed, table, written

AUGUST = ("--today", "2021-08-02")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    ask = demo_of_twelve(tmp_path_factory.mktemp("calendar"))
    return lambda *words: ask("calendar", *words)


def test_a_file_is_looked_at_then_adopted_with_its_hash(demo, tmp_path):
    """The Monday after the demo's day becomes a holiday: due dates move, and the list is kept."""
    today = ("--today", "2021-06-04")
    file = written(tmp_path, table("2028.2", extra={FUNERAL.replace(2021, 6, 7): "A day of rest"}))
    before = demo("show", *today, "--json").json
    assert (before["version"], before["origin"], before["moved"]) == ("2028.1", "shipped", [])
    looked = demo("adopt", file, "--dry-run", *today, "--json").json
    assert looked["adopted"] is False
    assert looked["moved"]
    assert {one["date"] for one in looked["holidays"]} == {"2021-06-07"}
    assert demo("show", *today, "--json").json == before
    refused = demo("adopt", file, *today)
    assert (refused.status, refused.error.count("\n")) == (2, 1)
    assert looked["sha256"] in refused.error
    assert "GOV.UK bank holidays" in refused.error
    done = demo("adopt", file, "--accept-unsigned", looked["sha256"], *today, "--json").json
    assert done == looked | {"adopted": True}
    after = demo("show", *today, "--json").json
    assert (after["version"], after["origin"], after["waiting"]) == ("2028.2", "confirmed", False)
    key = ("case_id", "clock", "before", "after", "late", "calendar")

    def plain(rows):
        return sorted(tuple(str(row[name]) for name in key) for row in rows)

    assert plain(after["moved"]) == plain(looked["moved"])
    told = demo("show", *today)
    assert "2021-06-08" in told.out
    assert (
        "source and hash confirmed" in told.out
        and "+00:00" not in told.out
        and "_" not in told.out.split("Who")[0]
    )


def test_each_refusal_is_one_sentence(demo, tmp_path):
    files = {
        "no such file": tmp_path / "none.json",
        "is older": written(tmp_path, table("2020.1"), "old.json"),
        "no publisher's key": written(tmp_path, signed(table("2029.1")), "signed.json"),
        "JSON": written(tmp_path, {}, "deep.json"),
    }
    files["JSON"].write_bytes(b"[" * 200_000)
    for words, file in files.items():
        refused = demo("adopt", file, *AUGUST, "--json")
        assert (refused.status, refused.out, refused.error.count("\n")) == (2, "", 1)
        assert words in refused.error
