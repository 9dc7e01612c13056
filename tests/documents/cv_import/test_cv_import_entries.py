"""Where one job or course of an old CV ends and the next begins, and what is whose name (V2)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from jfs_desktop.casework.cv.cv_reading import read_existing
from jfs_desktop.documents.cv_import.cv_import import ReadCv, read_lines
from jfs_desktop.documents.cv_terms.cv_lines import SourceLine
from jfs_desktop.rules.cv.cv import MonthYear
from tests.documents.cv_words_kept import accounted, held, lost


def read(*texts: str) -> ReadCv:
    found = read_lines([SourceLine(text, str(at)) for at, text in enumerate(("Ann Lee", *texts))], uuid4)
    assert not found.unread and accounted(found) == held(found) and not lost(found)
    return found


def jobs(*texts: str) -> list[tuple[str, str, str]]:
    return [(job.title, job.employer, job.place) for job in read("Work History", *texts).content.work]


def courses(*texts: str) -> list[tuple[str, str]]:
    return [(one.qualification, one.school) for one in read("Education", *texts).content.education]


def test_a_season_of_a_short_year_begins_a_job() -> None:
    texts = ("2012 to 2015: Care Assistant at Bryn Care Home", "Summer '11 - Waitress, The Harbour Cafe")
    assert jobs(*texts) == [
        ("Care Assistant", "Bryn Care Home", ""),
        ("Waitress", "The Harbour Cafe", ""),
    ]
    assert read("Work History", *texts).content.work[1].began == MonthYear(2011)


@pytest.mark.parametrize("house", ["Poundland, Prestatyn", "Poundland", "Premier Inn"])
@pytest.mark.parametrize("when", ["June 2015 - Aug 2018", "2015 - 2018", "2015-03 - 2018-04"])
def test_date_title_and_employer_on_three_lines(when: str, house: str) -> None:
    """Years alone are no telephone number either."""
    texts = (
        when,
        "Sales Assistant",
        house,
        "Worked on the till",
        "2010 - 2012",
        "Cleaner",
        "Mitie",
        "Offices",
    )
    told = jobs(*texts)
    employer, _, place = house.partition(", ")
    assert told == [("Sales Assistant", employer, place), ("Cleaner", "Mitie", "")]
    assert [job.duties for job in read("Work History", *texts).content.work] == [
        ("Worked on the till",),
        ("Offices",),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("2012 - 2015", "Care Assistant at Bryn Awel", "Washed and dressed people."),
        ("Care Assistant at Bryn Awel", "2012 - 2015", "Washed and dressed people."),
        ("2012 - 2015", "Gofalwr yn Bryn Awel"),
    ],
)
def test_at_parts_a_trade_from_its_house(texts: tuple[str, ...]) -> None:
    ((title, employer, _),) = jobs(*texts)
    assert employer == "Bryn Awel" and title in ("Care Assistant", "Gofalwr")


def test_the_house_with_its_dates_and_the_trade_below() -> None:
    older = "2010 - 2012, Cook at Bryn Awel"
    told = jobs("Poundland (2015 - 2018)", "Sales Assistant", "Worked on the till.", older)
    assert told == [("Sales Assistant", "Poundland", ""), ("Cook", "Bryn Awel", "")]


def test_at_parts_them_beside_a_place_too() -> None:
    assert jobs("Care Assistant at Bryn Awel\tRhyl\t2012 - 2015") == [("Care Assistant", "Bryn Awel", "Rhyl")]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (
            (
                "GCSEs: English (C), Maths (D), Science (C)",
                "NVQ Level 2 Health and Social Care, Llandrillo College, 2013",
            ),
            [
                ("GCSEs: English (C), Maths (D), Science (C)", ""),
                ("NVQ Level 2 Health and Social Care", "Llandrillo College"),
            ],
        ),
        (
            ("NVQ Level 2 Care, Llandrillo College, 2013", "TGAU: Cymraeg (B), Saesneg (C)"),
            [("NVQ Level 2 Care", "Llandrillo College"), ("TGAU: Cymraeg (B), Saesneg (C)", "")],
        ),
        (
            ("GCSE Maths grade 5 2019", "BTEC Level 3 - 2016, Coleg Menai"),
            [("GCSE Maths grade 5", ""), ("BTEC Level 3", "Coleg Menai")],
        ),
        (("2013 - 2015", "Ysgol Friars", "9 GCSEs", "2 A levels"), [("", "Ysgol Friars")]),
    ],
)
def test_each_qualification_is_a_course_of_its_own(texts: list[str], told: list[tuple[str, str]]) -> None:
    assert courses(*texts) == told


@pytest.mark.parametrize(
    "texts",
    [
        ("Ysgol Friars, Bangor", "2013 - 2015", "9 GCSEs"),
        ("2013 - 2015 Ysgol Friars, Bangor", "9 GCSEs"),
        ("9 GCSEs", "Ysgol Friars, Bangor\t2013 - 2015"),
        ("9 GCSEs | Ysgol Friars, Bangor | 2013 - 2015",),
        ("2013 - 2015\tYsgol Friars, Bangor\t9 GCSEs",),
    ],
)
def test_a_school_keeps_its_town_however_it_is_laid_out(texts: tuple[str, ...]) -> None:
    """V2: the place behind the comma is the school's, on lines of its own and in columns."""
    assert courses(*texts) == [("9 GCSEs", "Ysgol Friars, Bangor")]


def test_what_may_be_another_name_is_to_be_looked_at() -> None:
    """A job without an employer whose first line is short, and a school that reads as what was gained."""
    text = (
        "Ann Lee\nWork History\nJan 2012 - May 2015 Sorter\nred parcels mostly\nand blue ones on Mondays\n"
        "Education\nBusiness, NVQ Level 2, 2013\nHistory, Bangor University, 2010\n"
    )
    lines = {line.text: line.unsure for line in read_existing(text.encode(), "cv.txt", uuid4).lines}
    assert lines["red parcels mostly"] and lines["Business, NVQ Level 2, 2013"]
    assert not lines["History, Bangor University, 2010"]


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("Food Hygiene Level 2 - 2019", "Food Hygiene Level 2", 2019),
        ("Forklift Category 3 / 2020", "Forklift Category 3", 2020),
        ("Unit 12 - 2017", "Unit 12", 2017),
        ("Diogelwch Bwyd Lefel 2 - 2019", "Diogelwch Bwyd Lefel 2", 2019),
        ("Food Hygiene Level 2-2019", "Food Hygiene Level 2", 2019),
        ("Food Hygiene Level 2, March 2019", "Food Hygiene Level 2", 2019),
        ("Food Hygiene Level 2 March 2019", "Food Hygiene Level 2", 2019),
    ],
)
def test_v2_a_level_is_no_month(text: str, name: str, year: int) -> None:
    (row,) = read("Training", text).content.training
    assert (row.name, row.gained and row.gained.year) == (name, year)


@pytest.mark.parametrize(
    "text",
    [
        "First Aid at Work - St John Ambulance - exp. 2022",
        "Food Hygiene (expires 03/2023)",
        "CSCS card, valid until 2024",
        "CSCS card until 2024",
        "SIA licence - expiry date: 01/2025",
        "Forklift, renewal date 2021",
        "Joinery, Coleg Menai, 2011 – 2014",
        "Counselling level 2 | Coleg Menai | Sept 2019 – Present",
    ],
)
def test_v2_until_when_a_certificate_holds_is_not_when_it_was_gained(text: str) -> None:
    found = read("Training", text)
    (row,) = found.content.training
    assert row.name == text and row.gained is None and not lost(found)


def test_v1_our_own_welsh_cv_comes_back_with_its_courses() -> None:
    """A Welsh grade is no qualification of its own."""
    lines = ("NVQ Level 2 Warehousing", "Coleg Ceredigion | Gradd: Pass | Medi 2012 – Gorffennaf 2013")
    lines += ("Five GCSEs", "Ysgol Penglais | Gradd: A to C | Medi 1999 – Mehefin 2004")
    found = read("Addysg", *lines).content.education
    assert [(one.qualification, one.school, one.grade) for one in found] == [
        ("NVQ Level 2 Warehousing", "Coleg Ceredigion", "Pass"),
        ("Five GCSEs", "Ysgol Penglais", "A to C"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Leading a team: Led eleven; two rose.", [("Leading a team", "Led eleven; two rose.")]),
        ("Word: good; Excel: fair", [("Word: good", ""), ("Excel: fair", "")]),
        ("Tills; Stock; Cleaning", [("Tills", ""), ("Stock", ""), ("Cleaning", "")]),
    ],
)
def test_v2_what_shows_a_skill_may_hold_a_semicolon(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.name, one.evidence) for one in read("Skills", text).content.skills] == told


def test_v2_a_second_time_of_a_job_is_shown_and_no_employer() -> None:
    lines = ["Ann Lee", "Work history", "Self-employed, window cleaning, 2005 to 2012 and 2020 to date"]
    found = read_lines([SourceLine(text, str(at)) for at, text in enumerate(lines)], uuid4)
    (job,) = found.content.work
    assert (job.title, job.employer) == ("window cleaning", "Self-employed")
    assert [item.text for item in found.unread] == ["and 2020 to date"]


def test_v2_christmas_is_a_time() -> None:
    (job,) = read("Work history", "Jan ’97 – Xmas ’97\tBar work\tThe Red Lion").content.work
    assert (job.title, job.employer, job.ended) == ("Bar work", "The Red Lion", MonthYear(1997))


def test_v2_jobs_told_in_sentences_are_jobs() -> None:
    """As many people of long service write them: the time, the trade and the house, then what was done."""
    texts = (
        "Sept. 2009 to date: Site Manager, Oaklands Primary School, Croydon. Responsible for opening up, "
        "heating and minor repairs; supervising two cleaners.",
        "1996–2000: Porter, King's College Hospital. Moved patients.",
        "1990 to 1996: Driver, Greenline Ltd. of Hull.",
    )
    work = read("Career History", *texts).content.work
    assert [(job.title, job.employer, job.place) for job in work[:2]] == [
        ("Site Manager", "Oaklands Primary School", "Croydon"),
        ("Porter", "King's College Hospital", ""),
    ]
    assert work[0].ongoing and work[1].duties == ("Moved patients.",) and len(work) == 3
    assert work[0].duties[0].startswith("Responsible for opening up")


@pytest.mark.parametrize(
    "texts",
    [
        ("2018→2021  Delivery driver // DPD, Bangor",),
        ("Delivery driver", "DPD, Bangor", "Apr 2018 - May 2021 · 3 yrs 2 mos"),
    ],
)
def test_v2_marks_and_lengths_of_newer_layouts_are_no_words_of_a_job(texts: tuple[str, ...]) -> None:
    assert jobs("My career so far", *texts) == [("Delivery driver", "DPD", "Bangor")]


def test_v2_a_bracket_with_the_school_and_the_year_parts_them_from_what_was_gained() -> None:
    text = "O-Levels: English, Maths, Geography (Accra Academy, 1988)"
    assert courses("Education", text) == [("O-Levels: English, Maths, Geography", "Accra Academy")]


def test_v2_a_job_whose_end_is_not_told_is_to_be_looked_at() -> None:
    text = "Ann Lee\nWork History\nFrom\tTo\tEmployer\tPosition\n03/2018\t\tGreenline Buses\tDriver\n"
    text += "05/2015\t02/2018\tTesco\tShelf stacker\n"
    told = {line.text: line.unsure for line in read_existing(text.encode(), "cv.txt", uuid4).lines}
    assert told["03/2018 Greenline Buses Driver"] and not told["05/2015 02/2018 Tesco Shelf stacker"]


def test_v2_a_referee_below_a_house_is_to_be_looked_at() -> None:
    """Nothing tells that the first line names no person; of one with a role nothing is in doubt."""
    text = "Ann Lee\nReferences\nGreenline Buses\nJohn Smith\n01248 600300\n\n"
    text += "Mr Huw Rees\nHeadteacher\nYsgol Tryfan\nhuw@example.org\n\nMrs Ann Patel, Ward manager\n"
    read_in = read_existing((text + "Ysbyty Gwynedd\nTel: 01248 600301\n").encode(), "cv.txt", uuid4)
    assert [line.text for line in read_in.lines if line.unsure] == ["John Smith"]
    assert all(line.understood for line in read_in.lines)


def test_v2_two_referees_beside_one_another_are_two() -> None:
    texts = (
        "Mrs A Patel\tMr D Long",
        "Headteacher\tStore Manager",
        "Hillside Primary\tBoots",
        "0121 496 0001\t0121 496 0002",
    )
    told = [
        (one.name, one.role, one.organisation, one.contact)
        for one in read("References", *texts).content.references
    ]
    assert told == [
        ("Mrs A Patel", "Headteacher", "Hillside Primary", "0121 496 0001"),
        ("Mr D Long", "Store Manager", "Boots", "0121 496 0002"),
    ]
    below = read("References", "Mrs A Patel\t0121 496 0001", "Mr D Long\t0121 496 0002").content.references
    assert [(one.name, one.contact) for one in below] == [
        ("Mrs A Patel", "0121 496 0001"),
        ("Mr D Long", "0121 496 0002"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ysgol Glan y Môr, Pwllheli (2014 – 2019)", ("", "Ysgol Glan y Môr, Pwllheli")),
        ("Ysgol Glan y Môr, Hanes (2014 – 2019)", ("Hanes", "Ysgol Glan y Môr")),
    ],
)
def test_v2_a_town_behind_a_school_is_nothing_that_was_gained(text: str, told: tuple[str, str]) -> None:
    assert courses("Education", text) == [told]


def test_v2_several_roles_below_one_house_are_all_its_jobs() -> None:
    """As LinkedIn sets them; what was in nobody's house stays so. What no line tells is to be looked at."""
    texts = (
        "Tesco plc",
        "5 years 3 months",
        "Team Leader",
        "January 2019 - Present (2 years 5 months)",
        "Led a team of nine.",
        "Checkout Operator",
        "March 2016 - January 2019 (2 years 11 months)",
        "Served customers.",
        "Carer for my mother",
        "2014 - 2016",
        "Cooked for her.",
        "Boots",
        "Sales Assistant",
        "2012 - 2014",
        "Served at the till.",
    )
    assert jobs(*texts) == [
        ("Team Leader", "Tesco plc", ""),
        ("Checkout Operator", "Tesco plc", ""),
        ("Carer for my mother", "", ""),
        ("Sales Assistant", "Boots", ""),
    ]
    told = read_existing("\n".join(("Ann Lee", "Work History", *texts)).encode(), "cv.txt", uuid4).lines
    assert [line.text for line in told if line.unsure] == ["Checkout Operator"]


def test_v2_a_house_that_stands_above_is_a_house_again() -> None:
    texts = ("Costa Coffee - Barista", "2021 - 2022", "Costa Coffee - All rounder", "2020 - 2021")
    assert jobs(*texts) == [("Barista", "Costa Coffee", ""), ("All rounder", "Costa Coffee", "")]


def test_v2_a_card_that_holds_until_a_year_is_named_and_its_end_is_a_note() -> None:
    (course,) = read("Qualifications", "CSCS Card expires 2023").content.education
    assert (course.qualification, course.notes) == ("CSCS Card", ("expires 2023",))


def test_v2_a_town_between_the_head_of_a_job_and_its_points_is_its_place() -> None:
    texts = ("Groundworker, Jones Civil Engineering 2019 - 2023", "Ruthin, Denbighshire", "• Laid kerbs")
    assert jobs(*texts) == [("Groundworker", "Jones Civil Engineering", "Ruthin, Denbighshire")]


def test_v2_a_line_lists_cards_or_interests_by_semicolons() -> None:
    cards = read(
        "Training", "SIA Door Supervisor (expires Nov 2022); First Aid at Work, 2020"
    ).content.training
    assert [one.name for one in cards] == ["SIA Door Supervisor (expires Nov 2022)", "First Aid at Work"]
    interests = read("Interests", "Golf; darts").content.interests
    assert [one.text for one in interests] == ["Golf", "darts"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Driving ●●●●○", ["Driving"]),
        ("Excel ★ ★ ★ ☆ ☆", ["Excel"]),
        ("Leadership\t●●●○○\tFrench\t●●○○○", ["Leadership", "French"]),
        ("Tills • Stock • Cleaning", ["Tills", "Stock", "Cleaning"]),
    ],
)
def test_v2_dots_that_say_how_well_are_no_words_of_a_skill(text: str, told: list[str]) -> None:
    assert [one.name for one in read("Skills", "■ Word ■■■□□", text).content.skills] == ["Word", *told]


def test_v2_a_job_without_a_title_is_to_be_looked_at() -> None:
    text = "Ann Lee\nWork History\nAmazon (Peterborough)\tMar 2019 – now\nFulfilment associate\nPicked.\n"
    told = {line.text: line.unsure for line in read_existing(text.encode(), "cv.txt", uuid4).lines}
    assert told["Fulfilment associate"]
