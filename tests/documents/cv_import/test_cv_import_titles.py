"""Section titles as people write them without any style, and until when a certificate holds (V2)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from jfs_desktop.casework.cv.cv_reading import read_existing
from jfs_desktop.documents.cv_import.cv_import import ReadCv, read_lines
from jfs_desktop.documents.cv_terms.cv_lines import Look, SourceLine
from tests.documents.cv_words_kept import lost

JOB = ("Ann Hughes", "WORK HISTORY", "Carer, Plas Menai", "2015 to 2018", "Washing and dressing")


def read(*texts: str) -> ReadCv:
    lines = (SourceLine(text, "here", look=Look(capitals=text.isupper())) for text in texts)
    return read_lines(list(lines), uuid4)


@pytest.mark.parametrize(
    "title",
    ["LICENCES AND CERTIFICATES", "SKILLS & HOBBIES", "LANGUAGES AND IT", "Skills and Interests"],
)
def test_a_title_of_several_parts_leaves_its_lines_to_the_adviser(title: str) -> None:
    found = read(*JOB, title, "NVQ Level 2 Care, Coleg Menai, 2019")
    (job,) = found.content.work
    assert (job.title, job.employer, job.duties) == ("Carer", "Plas Menai", ("Washing and dressing",))
    assert [left.text for left in found.unread] == ["NVQ Level 2 Care, Coleg Menai, 2019"]
    assert not found.content.education and not lost(found)


def test_a_title_whose_parts_are_one_section_begins_it() -> None:
    found = read(*JOB, "COURSES & TICKETS", "First Aid, St John Ambulance, 2019")
    assert len(found.content.training) == 1 and len(found.content.work) == 1 and not found.unread


def test_v2_a_title_in_capitals_leads_its_own_line() -> None:
    found = read(*JOB, "EDUCATION", "ECDL, 2011", "HOBBIES Golf; darts", "REFEREES on request")
    assert [row.text for row in found.content.interests] == ["Golf", "darts"]
    assert found.content.references_on_request and not found.unread and not lost(found)
    (course,) = read(*JOB, "EDUCATION", "GCSE English and SKILLS Wales, 2011").content.education
    assert course.qualification == "GCSE English and SKILLS Wales"


@pytest.mark.parametrize("title", ["Education", "Training"])
def test_until_when_a_certificate_holds_is_no_school_and_no_date_of_it(title: str) -> None:
    found = read("Ann Hughes", title, "Food Hygiene – expires 03/2023")
    told = [(row.qualification, row.school, row.ended, row.notes) for row in found.content.education]
    if title == "Education":
        assert told == [("Food Hygiene", "", None, ("expires 03/2023",))]
    else:
        assert [(row.name, row.gained) for row in found.content.training] == [
            ("Food Hygiene – expires 03/2023", None)
        ]
    assert not found.unread and not lost(found)


def test_v2_a_rank_and_a_force_are_told_apart_whichever_comes_first() -> None:
    found = read(
        *("Ann Hughes", "WORK HISTORY", "HM Forces - Lance Corporal", "2008 - 2012", "Drove lorries"),
        *("Corporal, British Army", "2001 - 2004", "Drove tanks"),
        *("Police Constable - Gwent Police", "1999 - 2001", "Walked the beat"),
    )
    assert [(job.title, job.employer) for job in found.content.work] == [
        ("Lance Corporal", "HM Forces"),
        ("Corporal", "British Army"),
        ("Police Constable", "Gwent Police"),
    ]


def test_v2_figures_that_say_how_well_are_no_words_of_a_skill_and_are_told() -> None:
    found = read(
        *("Ann Hughes", "SKILLS", "Excel 4/5", "Word - 3 out of 5", "Outlook (9/10), Teams 3/5"),
        *("Teaching Key Stage 4/5", "Helping: walked with 4/5 of the club", "Years 4/5"),
    )
    assert [(one.name, one.evidence) for one in found.content.skills] == [
        *(("Excel", ""), ("Word", ""), ("Outlook", ""), ("Teams", "")),
        ("Teaching Key Stage 4/5", ""),
        ("Helping", "walked with 4/5 of the club"),
        ("Years 4/5", ""),
    ]
    assert [one.text for one in found.unread] == ["4/5", "3 out of 5", "(9/10)", "3/5"] and not lost(found)


def test_v2_what_a_skill_in_bold_is_shown_by_may_stand_below_it_as_a_sentence() -> None:
    texts = (("Customer service", True), ("Served 80 people a day.", False), ("Calm", True), ("Tidy", False))
    lines = [SourceLine("Ann Hughes", "1"), SourceLine("SKILLS", "2", look=Look(capitals=True))]
    lines += [SourceLine(text, "here", look=Look(bold=bold)) for text, bold in texts]
    found = read_lines(lines, uuid4)
    assert [(one.name, one.evidence) for one in found.content.skills] == [
        ("Customer service", "Served 80 people a day."),
        ("Calm", ""),
        ("Tidy", ""),
    ]
    assert not found.unread and not lost(found)


def test_v2_a_form_of_europe_in_plain_lines_says_by_its_labels_what_is_what() -> None:
    found = read(
        *(
            "Mihai Popescu",
            "WORK HISTORY",
            "Dates: 05/2016 - 11/2020",
            "Occupation or position held: HGV driver",
        ),
        *("Name of employer: Bay Haulage", "Main activities: Long-distance driving"),
    )
    (job,) = found.content.work
    assert (job.title, job.employer, job.duties) == ("HGV driver", "Bay Haulage", ("Long-distance driving",))
    assert not found.unread and not lost(found)


def test_v2_a_town_below_the_contact_details_is_nobodys_name() -> None:
    told = read_existing(
        b"CONTACT\nann@example.org\nWrexham\n\nLANGUAGES\nPolish\nAnn Kowal\n", "cv.txt", uuid4
    )
    assert told.content.name == ""
    lines = {line.text: (line.understood, line.unsure) for line in told.lines}
    assert lines["Wrexham"] == ("", False)
    assert lines["Ann Kowal"][1] and not lines["Polish"][1], "that is no language: to be looked at"


@pytest.mark.parametrize("title", ["Clinical Experience", "What I did at sea"])
def test_v2_a_long_line_of_a_job_is_nothing_that_somebody_tells_of_themselves(title: str) -> None:
    """Under a title that is known it is a job; under any other it is left to the adviser."""
    job = "Staff Nurse (Band 5), Ward 7 North, Ysbyty Gwynedd - Sept 2016 to Aug 2021"
    found = read("Ann Hughes", "ann@example.org", title, job)
    assert not found.content.profile and not lost(found)
    told = [(one.title, one.employer, one.place) for one in found.content.work]
    whole = ("Staff Nurse (Band 5)", "Ward 7 North, Ysbyty Gwynedd", "")
    assert told == ([whole] if title.startswith("C") else [])
