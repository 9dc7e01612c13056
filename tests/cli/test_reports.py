"""`jfs report`: meetings per person and in all (S15), and what was not offered yet (S13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import demo_of_twelve


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    ask = demo_of_twelve(tmp_path_factory.mktemp("demo"))
    return lambda *words: ask(*words, "--today", "2021-06-04")


def test_s15_sessions_by_person_and_in_all(demo, tmp_path: Path) -> None:
    report = demo("report", "sessions", "--json").json
    people = {line["name"]: line for line in report["people"]}
    assert people["Priya Nair"]["initial_meetings"] == 1
    assert people["Priya Nair"]["sessions"] == 3
    assert report["minutes"] == sum(line["minutes"] for line in report["people"])
    file = tmp_path / "meetings.csv"
    assert "Written" in demo("report", "sessions", "--csv", file).out
    text = file.read_text("utf-8-sig")
    assert people["Priya Nair"]["reference"] in text
    assert "Priya" not in text
    assert "In all: " in demo("report", "sessions").out


def test_s13_what_was_not_offered_yet(demo, tmp_path: Path) -> None:
    lines = demo("report", "offers", "--json").json
    assert lines
    assert all(line["not_offered"] for line in lines)
    file = tmp_path / "offers.csv"
    demo("report", "offers", "--csv", file)
    assert lines[0]["reference"] in file.read_text("utf-8-sig")
    assert "Not offered yet" in demo("report", "offers").out


def test_r10_r3_the_report_on_referrals_in_words_and_as_data(demo) -> None:
    """E2, E6, E10, R3, R10: text and --json tell the same."""
    report = demo("report", "referrals", "--json").json
    assert set(report) == {"doubtful", "rejections", "months", "exceptions", "handed_back"}
    assert all(0 <= one["on_time"] + one["waiting"] <= one["received"] for one in report["months"])
    told = demo("report", "referrals").out
    for month in report["months"]:
        (line,) = [one.split() for one in told.splitlines() if one.startswith(month["month"])]
        assert line == [month["month"], *(str(month[key]) for key in ("received", "on_time", "waiting"))]
    for title in ("Answered in time", "Accepted in doubt", "Rejections, exceptions", "Handed back"):
        assert f"{title}: " in told
    assert "Still waiting" in told
    for line in (*report["doubtful"], *report["handed_back"]):
        assert line["reference"] in told


def test_a_report_that_cannot_be_saved_says_so(demo, tmp_path: Path) -> None:
    said = demo("report", "sessions", "--csv", tmp_path / "nowhere" / "x.csv")
    assert said.status == 2
    assert "could not be saved" in said.error
