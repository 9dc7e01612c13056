"""Calendar files read strictly: each bad one gets one plain sentence (W17)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange import calendar_file
from jfs_desktop.rules.calendar.calendar_change import check_successor, holiday_changes
from jfs_desktop.rules.calendar.calendar_reader import BadCalendar
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.store.profiles import load_calendar
from tests.exchange.made_calendars import (
    FUNERAL,
    FUNERAL_NAME,
    PUBLISHER,
    SOMEBODY,
    key_text,
    signed,
    table,
    written,
)

PUBLIC = PUBLISHER.public_key().public_bytes_raw()
TODAY = date(2022, 9, 12)


def parsed(made: Any) -> calendar_file.CalendarFile:
    return calendar_file.parse(json.dumps(made).encode())


def test_the_shipped_calendar_reads_back_as_it_is(tmp_path: Path) -> None:
    file = calendar_file.read(written(tmp_path, table("2028.1")))
    assert file.written.days.stamp == load_calendar().stamp
    assert (file.written.version, file.written.source) == ("2028.1", "GOV.UK bank holidays")
    assert file.signature == b""
    assert calendar_file.parse(file.canonical.encode()).canonical == file.canonical


def test_a_signature_holds_however_the_file_is_laid_out(tmp_path: Path) -> None:
    made = signed(table("2028.2"))
    for text in (json.dumps(made, indent=3), json.dumps(made, sort_keys=True, ensure_ascii=False)):
        file = calendar_file.parse(b"\xef\xbb\xbf" + text.encode())
        calendar_file.check_signature(file, PUBLIC)


@pytest.mark.parametrize("place", ["version", "source", "holiday", "key"])
def test_a_file_changed_on_its_way_is_refused(place: str) -> None:
    made = signed(table("2028.2"), SOMEBODY if place == "key" else PUBLISHER)
    if place == "holiday":
        made["divisions"][0]["holidays"][3]["name"] += "."
    elif place != "key":
        made[place] = "2028.3"
    with pytest.raises(BadCalendar, match="signature does not fit"):
        calendar_file.check_signature(parsed(made), PUBLIC)


def test_a_signed_file_without_a_publisher_s_key_says_where_to_enter_it() -> None:
    with pytest.raises(BadCalendar, match="Enter the publisher's key in Settings"):
        calendar_file.check_signature(parsed(signed(table("2028.2"))), b"")


@pytest.mark.parametrize("signature", ["", "not base64!", None, 7, []])
def test_a_broken_signature_is_not_taken_for_none(signature: object) -> None:
    with pytest.raises(BadCalendar, match="signature is not one"):
        parsed({**table("2028.2"), "signature": signature})


def test_the_publisher_s_key_is_taken_in_each_usual_form() -> None:
    pem = PUBLISHER.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    der = key_text()
    spaced = " ".join(der[at : at + 4] for at in range(0, 64, 4)).upper()
    coloned = ":".join(der[at : at + 2] for at in range(0, 64, 2))
    assert {calendar_file.public_key(said) for said in (pem, der, spaced, coloned)} == {PUBLIC}
    shown = calendar_file.fingerprint(PUBLIC)
    assert len(shown.split()) == 16
    assert {len(group) for group in shown.split()} == {4}


@pytest.mark.parametrize(
    "said", ["", "abc", "g" * 64, "é" * 44, "-----BEGIN PUBLIC KEY-----\nAAAA", "A" * 44]
)
def test_what_is_no_key_is_refused(said: str) -> None:
    with pytest.raises(BadInput, match="no Ed25519 public key"):
        calendar_file.public_key(said)


def at(made: dict[str, Any], *path: Any, put: Any) -> dict[str, Any]:
    """The table with one thing in it changed."""
    inner: Any = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = put
    return made


def _short_of_a_year() -> dict[str, Any]:
    year = [date.fromisoformat(one["date"]) for one in table("2028.2")["divisions"][0]["holidays"]]
    return table("2028.2", without=[day for day in year if day.year == 2026])


HOLIDAY = ("divisions", 0, "holidays", 0)
WRONG = {
    "no table": ([], "holds no table"),
    "empty table": ({}, "lacks 'divisions'"),
    "unknown key": ({**table("2028.2"), "more": 1}, "does not know"),
    "version as number": (at(table("2028.2"), "version", put=2028.2), "version is not"),
    "version in words": (at(table("2028.2"), "version", put="2028.2 beta"), "version is not"),
    "source as list": (at(table("2028.2"), "source", put=["GOV.UK"]), "source is not a short text"),
    "source too long": (at(table("2028.2"), "source", put="x" * 121), "source is not a short text"),
    "source hidden": (at(table("2028.2"), "source", put="GOV\u202eKU"), "cannot be shown"),
    "source surrogate": (at(table("2028.2"), "source", put="GOV\ud800"), "cannot be shown"),
    "nation unknown": (at(table("2028.2"), "nations", put=["ENG", "SCT", "NIR"]), "names no nation"),
    "nation nested": (at(table("2028.2"), "nations", put=[["ENG"]]), "names no nation"),
    "nation missing": (at(table("2028.2"), "nations", put=["ENG", "SCT"]), "not for England"),
    "nation twice": (at(table("2028.2"), "nations", put=["ENG", "ENG", "SCT", "WLS"]), "twice"),
    "division missing": (
        at(table("2028.2"), "divisions", put=table("2028.2")["divisions"][:1]),
        "each nation",
    ),
    "divisions a table": (at(table("2028.2"), "divisions", put={}), "no list of divisions"),
    "division a text": (at(table("2028.2"), "divisions", 0, put="ENG"), "not written as a table"),
    "last before first": (at(table("2028.2"), "divisions", 0, "last", put="2011-01-01"), "to a later one"),
    "three centuries": (at(table("2028.2"), "divisions", 0, "last", put="2312-12-31"), "to a later one"),
    "day as number": (at(table("2028.2"), *HOLIDAY, "date", put=20120102), "not a day written"),
    "day short": (at(table("2028.2"), *HOLIDAY, "date", put="20120102"), "not a day written"),
    "no such day": (at(table("2028.2"), *HOLIDAY, "date", put="2012-02-30"), "not a day written"),
    "day out of order": (at(table("2028.2"), *HOLIDAY, "date", put="2013-01-01"), "not stand in order"),
    "day outside": (at(table("2028.2"), *HOLIDAY, "date", put="2011-12-27"), "outside the days"),
    "name missing": (at(table("2028.2"), *HOLIDAY, put={"date": "2012-01-02"}), "lacks 'name'"),
    "holidays empty": (at(table("2028.2"), "divisions", 0, "holidays", put=[]), "no list of holidays"),
    "a year without": (_short_of_a_year(), "has a gap"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_table_gets_one_plain_sentence(kind: str) -> None:
    made, words = WRONG[kind]
    with pytest.raises(BadCalendar, match=words) as refused:
        parsed(made)
    assert "\n" not in refused.value.sentence
    assert refused.value.text.count(". ") == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON"),
        (b"\xff\xfe{}", "JSON"),
        (b"[" * 500_000, "JSON"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "JSON"),
        (b"9" * 900_000, "JSON"),
        (b'{"version": NaN}', "JSON"),
        (b'{"version": "2028.2", "version": "2028.3"}', "says one thing twice"),
        (b" " * (1024 * 1024) + b"{}", "larger than 1 MB"),
    ],
)
def test_hostile_bytes_get_one_plain_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "calendar.json"
    file.write_bytes(content)
    with pytest.raises(BadCalendar, match=words):
        calendar_file.read(file)


def test_what_is_no_file_gets_one_plain_sentence(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json", tmp_path / "no\0file"):
        with pytest.raises(BadCalendar):
            calendar_file.read(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PLACES = st.sampled_from(
    [("version",), ("source",), ("nations",), ("divisions",), ("divisions", 0), HOLIDAY, (*HOLIDAY, "date")]
)


@given(PLACES, JSON)
def test_whatever_stands_anywhere_is_read_or_refused_plainly(place: tuple[Any, ...], value: Any) -> None:
    try:
        parsed(at(table("2028.2"), *place, put=value))
    except BadCalendar as refused:
        assert refused.text


def test_ex14_a_holiday_that_comes_is_told_for_the_nations_that_gain_it() -> None:
    """EX14: Monday 19 September 2022 was made a bank holiday in all nations."""
    without = parsed(table("2028.2", without=[FUNERAL])).written.days
    (one,) = holiday_changes(without, load_calendar())
    assert (one.day, one.name, one.comes) == (FUNERAL, FUNERAL_NAME, True)
    assert set(one.nations) == set(Nation)
    assert one.where == "England, Scotland and Wales"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (table("2028.1"), "in use already"),
        (table("2027.12"), "is older than 2028.1"),
        (table("2028.2", without=[date(2022, 8, 29)]), "takes away a holiday of the past"),
    ],
)
def test_a_calendar_that_may_not_follow_is_refused(made: dict[str, Any], words: str) -> None:
    with pytest.raises(BadCalendar, match=words):
        check_successor(load_calendar(), parsed(made).written.days, TODAY)


def test_a_calendar_that_covers_less_is_refused() -> None:
    late = table("2028.2")
    for division in late["divisions"]:
        division["first"] = "2013-01-01"
        division["holidays"] = [one for one in division["holidays"] if one["date"] >= "2013"]
    with pytest.raises(BadCalendar, match="has a gap: it begins on 1 January 2013"):
        check_successor(load_calendar(), parsed(late).written.days, TODAY)
    short = table("2028.2")
    for division in short["divisions"]:
        division["last"] = "2027-12-31"
        division["holidays"] = [one for one in division["holidays"] if one["date"] < "2028"]
    with pytest.raises(BadCalendar, match="ends on 31 December 2027"):
        check_successor(load_calendar(), parsed(short).written.days, TODAY)


def test_version_ten_follows_version_nine() -> None:
    nine, ten = (parsed(table(version)).written.days for version in ("2028.9", "2028.10"))
    check_successor(nine, ten, TODAY)
