"""Kind hints on a CV, and what each style prints (V1; JFS 4.11 to 4.13)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.cv.cv import (
    Contact,
    ContactKind,
    Course,
    CvContent,
    MonthYear,
    Position,
    Section,
    Skill,
    every_entry,
    span_written,
    without_empty_rows,
)
from jfs_desktop.rules.cv.cv_hints import LONGEST_PROFILE, SHORTEST_GAP, Hint, HintKind, hints
from jfs_desktop.rules.cv.cv_in_line import Swapped, leading, swapped
from jfs_desktop.rules.cv.cv_personal import personal_details_in, playful_address
from jfs_desktop.rules.cv.cv_styles import CvStyle, as_shown, left_out
from tests.documents.made_cvs import made_cv

TODAY = date(2021, 6, 4)


def of(kind: HintKind, content: CvContent, pages: int | None = None) -> list[Hint]:
    return [hint for hint in hints(content, today=TODAY, pages=pages) if hint.kind is kind]


def job(number: int, began: MonthYear | None, ended: MonthYear | None, *, ongoing: bool = False) -> Position:
    return Position(UUID(int=number), "Packer", "Foods Ltd", "", began, ended, ongoing)


def test_a_gap_between_two_jobs_names_the_later_one_and_is_said_gently() -> None:
    jobs = (job(1, MonthYear(2020, 1), None, ongoing=True), job(2, MonthYear(2016), MonthYear(2019, 3)))
    (gap,) = of(HintKind.GAP, CvContent(work=jobs))
    assert (gap.entry_id, gap.months, gap.section) == (UUID(int=1), 9, Section.WORK)
    assert "From April 2019 to December 2019" in gap.text
    for word in ("caring", "illness", "study", "travel", "If they like"):
        assert word in gap.text


def test_what_is_kind_of_gaps_is_said_once() -> None:
    """V1: a CV of many gaps is no wall of the same words."""
    jobs = tuple(job(at, MonthYear(2018 - 2 * at, 1), MonthYear(2018 - 2 * at, 12)) for at in range(4))
    *others, newest = of(HintKind.GAP, CvContent(work=jobs))
    assert "If they like" in newest.text and len(others) == 3
    assert all(gap.text.endswith("months).") or gap.text.endswith("years).") for gap in others)


def test_what_else_is_told_fills_a_gap() -> None:
    jobs = (job(1, MonthYear(2020, 1), None, ongoing=True), job(2, MonthYear(2016), MonthYear(2019, 3)))
    course = Course(UUID(int=3), "Diploma", "College", "", MonthYear(2019))
    assert of(HintKind.GAP, CvContent(work=jobs, education=(course,))) == []
    helping = job(4, MonthYear(2019, 5), MonthYear(2019, 12))
    assert of(HintKind.GAP, CvContent(work=jobs, volunteering=(helping,))) == []


def test_a_gap_until_now_names_the_last_job() -> None:
    (gap,) = of(HintKind.GAP, CvContent(work=(job(1, MonthYear(2016), MonthYear(2020, 12)),)))
    assert (gap.entry_id, gap.months) == (UUID(int=1), 6)
    assert gap.text.startswith("Since January 2021")


def test_years_at_school_before_the_first_job_are_no_gap() -> None:
    school = Course(UUID(int=3), "GCSEs", "School", "", MonthYear(1999), MonthYear(2004))
    content = CvContent(work=(job(1, MonthYear(2012), None, ongoing=True),), education=(school,))
    assert of(HintKind.GAP, content) == []


@given(st.lists(st.tuples(st.integers(0, 240), st.integers(0, 60)), min_size=1, max_size=8))
def test_gaps_are_the_months_that_no_job_covers(spans: list[tuple[int, int]]) -> None:
    """Counted month by month here, by runs there."""

    def month(number: int) -> MonthYear:
        return MonthYear(1995 + number // 12, number % 12 + 1)

    jobs = tuple(job(at, month(a), month(a + long)) for at, (a, long) in enumerate(spans, 1))
    covered = {number for a, long in spans for number in range(a, a + long + 1)}
    now = (TODAY.year - 1995) * 12 + TODAY.month - 1
    lengths, run = [], 0
    for number in range(min(covered), now + 2):
        if number in covered or number == now + 1:
            if run >= SHORTEST_GAP:
                lengths.append(run)
            run = 0
        else:
            run += 1
    assert sorted(hint.months or 0 for hint in of(HintKind.GAP, CvContent(work=jobs))) == sorted(lengths)


@given(st.integers(0, 400))
def test_every_hint_names_an_entry_that_exists_and_none_hinders(seed: int) -> None:
    content = made_cv(seed)
    known = {entry.id for _, entry in every_entry(content)}
    for hint in hints(content, today=TODAY, pages=3):
        assert hint.entry_id is None or hint.entry_id in known
        assert hint.text.endswith((".", "?"))
        assert "must" not in hint.text
        assert content.name not in repr(hint)


def test_dates_that_are_missing_or_the_wrong_way_round() -> None:
    content = CvContent(work=(job(1, None, None), job(2, MonthYear(2019), MonthYear(2018))))
    assert [hint.entry_id for hint in of(HintKind.NO_DATES, content)] == [UUID(int=1)]
    assert [hint.entry_id for hint in of(HintKind.DATES_REVERSED, content)] == [UUID(int=2)]
    coming = CvContent(work=(job(3, MonthYear(2021, 9), None, ongoing=True),))
    assert [hint.entry_id for hint in of(HintKind.STILL_TO_COME, coming)] == [UUID(int=3)]


def test_an_end_in_the_future_is_asked_about() -> None:
    """A course may tell when it will be done."""
    content = CvContent(
        work=(job(1, MonthYear(2010), MonthYear(2099)), job(2, MonthYear(2010), MonthYear(2021))),
        education=(
            Course(UUID(int=3), "BA", "Bangor", "", MonthYear(2020), MonthYear(2023)),
            Course(UUID(int=4), "BA", "Bangor", "", MonthYear(2020), MonthYear(2032)),
        ),
    )
    assert [hint.entry_id for hint in of(HintKind.STILL_TO_COME, content)] == [UUID(int=1), UUID(int=4)]


def test_of_dates_that_cannot_be_read_no_gap_is_told() -> None:
    content = CvContent(work=(job(1, MonthYear(2016), MonthYear(2017)), job(2, MonthYear(2010), None)))
    kinds = {hint.kind for hint in hints(content, today=TODAY)}
    assert HintKind.GAP in kinds
    unreadable = {hint.kind for hint in hints(content, today=TODAY, unreadable={UUID(int=2)})}
    assert not unreadable & {HintKind.GAP, HintKind.NOT_NEWEST_FIRST}


def test_head_profile_target_skills_and_length() -> None:
    skills = (Skill(UUID(int=1), "Driving"), Skill(UUID(int=2), "Till", "two years at the Co-op"))
    empty = CvContent(target_job="Van driver", skills=skills)
    assert [hint.entry_id for hint in of(HintKind.NO_EVIDENCE, empty)] == [UUID(int=1)]
    assert of(HintKind.NO_NAME, empty)
    assert of(HintKind.NO_CONTACT, empty)
    assert of(HintKind.NO_PROFILE, empty)
    assert not of(HintKind.TARGET_UNMENTIONED, empty)
    assert of(HintKind.TARGET_UNMENTIONED, replace(empty, target_job="Bricklayer"))
    assert of(HintKind.LONG_PROFILE, replace(empty, profile="word " * (LONGEST_PROFILE + 1)))
    assert not of(HintKind.LONG_PROFILE, replace(empty, profile="word " * LONGEST_PROFILE))
    assert of(HintKind.TOO_MANY_PAGES, empty, pages=3)
    assert not of(HintKind.TOO_MANY_PAGES, empty, pages=2)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Date of birth: 3 June 1979", "a date of birth"),
        ("DOB 03/06/1979", "a date of birth"),
        ("Dyddiad geni: 3 Mehefin 1979", "a date of birth"),
        ("NI AB 12 34 56 C", "a National Insurance number"),
        ("Marital status: single", "a marital status"),
        ("Married, two children", "a marital status"),
        ("Aged 45", "an age"),
        ("I am 45 years old", "an age"),
        ("Photo attached", "a photograph"),
    ],
)
def test_personal_details_are_found(text: str, what: str) -> None:
    assert personal_details_in(text) == (what,)
    hidden = Contact(UUID(int=1), ContactKind.OTHER, text, shown=False)
    assert of(HintKind.PERSONAL_DETAIL, CvContent(profile=text))
    assert not of(HintKind.PERSONAL_DETAIL, CvContent(contacts=(hidden,)))
    (told,) = of(HintKind.PERSONAL_DETAIL, CvContent(contacts=(replace(hidden, shown=True),)))
    assert told.entry_id == UUID(int=1)


@pytest.mark.parametrize(
    "text",
    ["Supported children aged 4-11", "Taught 14-year-old pupils", "Born organiser", "Single point of contact",
     "Took photographs of stock", "Managed 12 staff", "Married up invoices and orders"],
)  # fmt: skip
def test_ordinary_words_are_no_personal_details(text: str) -> None:
    assert personal_details_in(text) == ()


def test_a_playful_address_is_noticed_and_a_surname_never_is() -> None:
    assert playful_address("sexy_kev69@example.org")
    assert playful_address("party.princess@example.org")
    assert not playful_address("p.nair1969@example.org", "Priya Nair")
    assert not playful_address("thomas.beer@example.org", "Thomas Beer")


def test_spans_in_words() -> None:
    assert span_written(MonthYear(2019, 3), None, ongoing=True) == "March 2019 to present"
    assert span_written(MonthYear(2017), MonthYear(2019), ongoing=False) == "2017 to 2019"
    assert span_written(MonthYear(2017), MonthYear(2017), ongoing=False) == "2017"
    assert span_written(None, MonthYear(2019), ongoing=False) == "to 2019"
    assert span_written(None, None, ongoing=False) == ""


@given(st.integers(0, 400), st.sampled_from(CvStyle))
def test_what_a_style_leaves_out_is_told(seed: int, style: CvStyle) -> None:
    """V1: nothing of a CV goes missing unseen."""
    content = made_cv(seed)
    shown, whole = as_shown(content, style), without_empty_rows(content)
    same = replace(shown, sections=()) == replace(whole, sections=())
    hidden = ("1 contact line not ticked for it",)
    assert (left_out(content, style) == hidden) is same
    assert left_out(content, style)[-1:] == hidden


def test_the_order_that_a_person_chose_wins() -> None:
    content = replace(made_cv(5), sections=(Section.WORK, Section.PROFILE))
    assert as_shown(content, CvStyle.SKILLS).sections[:2] == (Section.WORK, Section.PROFILE)
    assert as_shown(replace(content, sections=()), CvStyle.SKILLS).sections[0] is Section.PROFILE


@given(st.integers(0, 300))
def test_hints_speak_to_the_adviser_about_them(seed: int) -> None:
    """V1: one voice; the person who reads along is never 'you'."""
    bare = replace(made_cv(seed), name="", contacts=(), profile="", target_job="Zookeeper")
    said = [hint.text for cv in (made_cv(seed), bare) for hint in hints(cv, today=TODAY, pages=4)]
    assert said and not any(re.search(r"\byou(?:r|rs|rself)?\b", text, re.IGNORECASE) for text in said)


@pytest.mark.parametrize(
    ("text", "printed", "which"),
    [
        ("Tesco | Express", "Tesco / Express", [Swapped.STROKE]),
        ("Excel: pivot tables", "Excel – pivot tables", [Swapped.COLON]),
        ("R | S: both", "R / S – both", [Swapped.STROKE, Swapped.COLON]),
        ("Languages : Welsh", "Languages – Welsh", [Swapped.COLON]),
        ("Read|write, 10:30 – 11:00, C++", "Read|write, 10:30 – 11:00, C++", []),
        ("Welsh – spoken:", "Welsh – spoken", []),
    ],
)
def test_v1_a_sign_that_is_printed_otherwise_is_told(text: str, printed: str, which: list[Swapped]) -> None:
    """The page shows another sign than the screen only where a hint beside the field says so."""
    skill = Skill(UUID(int=1), text, "Shown at work")
    assert leading(text) == printed and list(swapped(skill)) == which
    assert len(of(HintKind.PRINTED_OTHERWISE, CvContent(skills=(skill,)))) == len(which)
