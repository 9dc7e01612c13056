"""What is typed or read is made tidy, or refused with a plain reason (R1, E2 to E4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.person import checks, typed_dates

TODAY = date(2021, 6, 1)
SPELLINGS = {
    "eng": Nation.ENGLAND,
    "england": Nation.ENGLAND,
    "scotland": Nation.SCOTLAND,
    "cymru": Nation.WALES,
}


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("AB123456C", "AB123456C"),
        (" ab 12 34 56 c ", "AB123456C"),
        ("AB-12-34-56-D", "AB123456D"),
        ("AB\u00a012\u00a034 56 A", "AB123456A"),
        ("", ""),
        ("   ", ""),
        (None, ""),
    ],
)
def test_r1_ni_number_is_made_tidy(typed: str | None, tidy: str) -> None:
    assert checks.ni_number(typed) == checks.Checked(tidy)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        *((prefix + "123456A", "begins") for prefix in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")),
        *((letter + "A123456A", "begins") for letter in "DFIQUV"),
        *(("A" + letter + "123456A", "begins") for letter in "DFIOQUV"),
        ("AB123456E", "A, B, C or D"),
        ("AB123456", "missing"),
        ("AB12345C", "two letters"),
        ("AB1234567C", "two letters"),
        ("ÀB123456C", "two letters"),
        ("AB\uff11\uff12\uff13\uff14\uff15\uff16C", "two letters"),
        ("=AB123456C", "two letters"),
    ],
)
def test_r1_wrong_ni_number_is_refused_with_a_reason_that_does_not_repeat_it(typed: str, part: str) -> None:
    checked = checks.ni_number(typed)
    assert checked.value is None
    assert part in checked.problem
    assert typed not in checked.problem


@given(
    st.sampled_from("ABCEGHJKLMNPRSTWXYZ"),
    st.sampled_from("ABCEGHJKLMNPRSTWXYZ"),
    st.integers(0, 999_999),
    st.sampled_from("ABCD"),
    st.sampled_from(["", " ", "-", "  "]),
)
def test_r1_ni_number_check_is_stable_and_ignores_separators(
    first: str, second: str, figures: int, suffix: str, gap: str
) -> None:
    plain = f"{first}{second}{figures:06}{suffix}"
    spaced = gap.join([plain[:2], plain[2:4], plain[4:6], plain[6:8], plain[8:]]).lower()
    assert checks.ni_number(spaced) == checks.ni_number(plain)
    unused = first + second in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    assert checks.ni_number(plain).value == (None if unused else plain)


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("ne1 4ab", "NE1 4AB"),
        ("SW1A1AA", "SW1A 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("B33 8TH", "B33 8TH"),
        ("CR2 6XH", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("GIR 0AA", "GIR 0AA"),
        ("", ""),
    ],
)
def test_r1_postcode_forms(typed: str, tidy: str) -> None:
    assert checks.postcode(typed).value == tidy


@pytest.mark.parametrize("typed", ["ZZZ", "QA1 1AA", "NE1 4CB", "NE1", "12345", "NE1 4AB NE1 4AB"])
def test_r1_postcode_of_wrong_form_is_refused(typed: str) -> None:
    assert checks.postcode(typed).problem


def test_r1_telephone_unassigned_is_warned_and_impossible_refused() -> None:
    assert checks.telephone("+44 7700 900123").value == "07700 900123"
    assert checks.telephone("01632 960123").warning == "this telephone number is not in use"
    assert checks.telephone("020 7946 0018").warning == ""
    assert checks.telephone(7700900123).value == "07700 900123"
    assert checks.telephone("").value == ""
    for impossible in ("123", "01632 96012345678", "abc", "0207", "\x00", "7.7E+09", "9" * 5000):
        assert checks.telephone(impossible).value is None
        assert checks.telephone(impossible).problem


def test_r1_email_is_checked_in_form_only() -> None:
    assert checks.email(" siwan@example.org ").value == "siwan@example.org"
    assert checks.email("").value == ""
    for wrong in ("siwan", "a@@example.org", "a@localhost", "a b@example.org", "a" * 300 + "@example.org"):
        assert checks.email(wrong).problem


@pytest.mark.parametrize("spelt", ["ENG", "eng", "England", " ENGLAND "])
def test_e3_nation_spellings(spelt: str) -> None:
    assert checks.nation(spelt, SPELLINGS).value is Nation.ENGLAND


def test_e3_nation_outside_the_contract_is_refused() -> None:
    assert checks.nation("Scotland", SPELLINGS).value is Nation.SCOTLAND
    assert checks.nation("Cymru", SPELLINGS).value is Nation.WALES
    assert "only" in checks.nation("Northern Ireland", SPELLINGS).problem
    assert checks.nation("France", SPELLINGS).problem
    assert checks.nation("", SPELLINGS) == checks.Checked(None)


@pytest.mark.parametrize("spelt", ["y", "Y", "yes", "TRUE", "1", True, 1, 1.0])
def test_g3_yes_in_every_spelling(spelt: checks.Cell) -> None:
    assert checks.yes_or_no(spelt).value is True


@pytest.mark.parametrize("spelt", ["n", "No", "false", "0", "", None, False, 0])
def test_g3_no_in_every_spelling(spelt: checks.Cell) -> None:
    assert checks.yes_or_no(spelt).value is False


def test_g3_neither_yes_nor_no_is_refused() -> None:
    assert checks.yes_or_no("perhaps").value is None
    assert checks.yes_or_no("2").problem


@pytest.mark.parametrize(
    "name", ["Siân", "Gruffŷdd", "Łukasz Żółć", "Mòrag NicDhòmhnaill", "O'Neill-Ward", "D\u2019Arcy", "李"]
)
def test_r1_names_of_every_script_are_taken(name: str) -> None:
    assert checks.name(f"  {name} ").value == name


@pytest.mark.parametrize(
    "name",
    [
        "A\x00nn",
        "A\x1bnn",
        "Ann\u202ennA",
        "Ann\u2066",
        "\ufffdnn",
        "---",
        "x" * 101,
        '=HYPERLINK("x")',
        "@Ann",
    ],
)
def test_r1_names_with_unseen_signs_are_refused(name: str) -> None:
    assert checks.name(name).value is None


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("2021-05-04", date(2021, 5, 4)),
        ("04/05/2021", date(2021, 5, 4)),
        ("4.5.21", date(2021, 5, 4)),
        ("4 May 2021", date(2021, 5, 4)),
        ("Tue 4th May 2021", date(2021, 5, 4)),
        ("04-Sept-85", date(1985, 9, 4)),
        ("1/6/21", date(2021, 6, 1)),
        ("2/6/21", date(1921, 6, 2)),
        ("44320", date(2021, 5, 4)),
        (44320, date(2021, 5, 4)),
        (datetime(2021, 5, 4, 9, 30), date(2021, 5, 4)),  # noqa: DTZ001
        (date(2021, 5, 4), date(2021, 5, 4)),
        ("2021-05-04 00:00:00", date(2021, 5, 4)),
        ("29/02/2020", date(2020, 2, 29)),
        ("", None),
        (None, None),
    ],
)
def test_r1_days_as_people_and_spreadsheets_write_them(typed: checks.Cell, on: date | None) -> None:
    assert typed_dates.day(typed, newest=TODAY) == checks.Checked(on)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("31/02/2021", "February has no 31st"),
        ("2021-02-30", "February has no 30th"),
        ("29 Feb 2021", "February 2021 has no 29th"),
        ("05/13/2021", "day before the month"),
        ("0/1/2021", "a date such as 3 June 2021"),
        ("4 Mai 2021", "no month of that name"),
        ("1821-01-01", "1821"),
        ("tomorrow", "a date such as 3 June 2021"),
        (True, "a date such as 3 June 2021"),
        (time(9, 30), "a date such as 3 June 2021"),
        ("\u0664/\u0665/\u0662\u0660\u0662\u0661", "a date such as 3 June 2021"),
    ],
)
def test_r1_days_that_do_not_exist_are_refused(typed: checks.Cell, part: str) -> None:
    checked = typed_dates.day(typed, newest=TODAY)
    assert checked.value is None
    assert part in checked.problem


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2021-05-04 14:30", datetime(2021, 5, 4, 13, 30, tzinfo=UTC)),
        ("2021-05-04T14:30:15", datetime(2021, 5, 4, 13, 30, 15, tzinfo=UTC)),
        ("2021-05-04T14:30:00Z", datetime(2021, 5, 4, 14, 30, tzinfo=UTC)),
        ("2021-05-04T14:30:00+01:00", datetime(2021, 5, 4, 13, 30, tzinfo=UTC)),
        ("04/05/2021 2:30 pm", datetime(2021, 5, 4, 13, 30, tzinfo=UTC)),
        ("04.05.2021 09.30", datetime(2021, 5, 4, 8, 30, tzinfo=UTC)),
        ("4 January 2021 12:05 am", datetime(2021, 1, 4, 0, 5, tzinfo=UTC)),
        (44320.6041666667, datetime(2021, 5, 4, 13, 30, tzinfo=UTC)),
        (datetime(2021, 1, 4, 9, 30), datetime(2021, 1, 4, 9, 30, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_amb04_receipt_times_are_londons(typed: checks.Cell, at: datetime) -> None:
    assert typed_dates.instant(typed, newest=TODAY) == checks.Checked(at)


def test_amb04_receipt_time_that_does_not_exist_or_comes_twice_is_explained() -> None:
    missing = typed_dates.instant("2021-03-28 01:30", newest=TODAY)
    assert missing.value is None
    assert "does not exist" in missing.problem
    twice = typed_dates.instant("31/10/2021 01:30", newest=TODAY)
    assert twice.value == datetime(2021, 10, 31, 0, 30, tzinfo=UTC)
    assert "comes twice" in twice.warning
    alone = typed_dates.instant("04/05/2021", newest=TODAY)
    assert alone.value == datetime(2021, 5, 3, 23, 0, tzinfo=UTC)
    assert "no time of day is given; taken as 00:00" in alone.warning


@pytest.mark.parametrize(
    "typed", ["2021-05-04 25:00", "2021-05-04 13:00 pm", "31/02/2021 09:00", "09:30", time(9)]
)
def test_amb04_wrong_receipt_times_are_refused(typed: checks.Cell) -> None:
    assert typed_dates.instant(typed, newest=TODAY).problem


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2150, 1, 1)))  # noqa: DTZ001
def test_amb04_every_london_minute_comes_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    checked = typed_dates.instant(f"{moment:%d/%m/%Y %H:%M}", newest=TODAY)
    if checked.value is None:
        assert "does not exist" in checked.problem
        shifted = moment.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
        assert shifted - moment in (timedelta(hours=1), timedelta(hours=-1))
    else:
        assert checked.value.astimezone(LONDON).replace(tzinfo=None) == moment


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from(["-", "/", ".", " "])
)
def test_r1_every_day_is_read_day_first_and_iso(on: date, gap: str) -> None:
    assert typed_dates.day(f"{on:%d}{gap}{on:%m}{gap}{on.year}", newest=TODAY).value == on
    assert typed_dates.day(on.isoformat(), newest=TODAY).value == on


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.datetimes() | st.dates() | st.none())
def test_r1_no_cell_makes_any_check_fail_or_answer_twice(cell: checks.Cell) -> None:
    found: list[checks.Checked[object]] = [
        check(cell)
        for check in (
            checks.ni_number,
            checks.postcode,
            checks.telephone,
            checks.email,
            lambda given: checks.nation(given, SPELLINGS),
            checks.yes_or_no,
            checks.name,
            checks.line,
            checks.passage,
        )
    ]
    found += [typed_dates.day(cell, newest=TODAY), typed_dates.instant(cell, newest=TODAY)]
    assert all(checked.value is None or not checked.problem for checked in found)
