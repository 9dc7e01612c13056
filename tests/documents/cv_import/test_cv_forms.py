"""An old CV whose history stands in a form or below the titles of a table is read by its labels: a label is
nobody's title, a second date is no job, and what has no place is shown as not understood (V2)."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from docx.document import Document

from jfs_desktop.casework.cv.cv_reading import ReadFile, read_existing
from jfs_desktop.documents.cv_import.cv_import import ReadCv, read_cv, read_lines
from jfs_desktop.documents.cv_terms.cv_labels import Tells, is_title_row, tells
from jfs_desktop.documents.cv_terms.cv_lines import SourceLine
from jfs_desktop.rules.cv.cv import Position
from tests.documents.blank_word import blank_word
from tests.documents.cv_words_kept import accounted, held, lost
from tests.documents.made_old_cvs import typeset

Row = tuple[str, ...]
EUROPASS: list[Row] = [
    ("Personal information", ""),
    ("First name(s) / Surname(s)", "Ioana Popescu"),
    ("Address(es)", "41 Albert Road, Luton, LU1 3AA"),
    ("E-mail", "ioana.popescu@example.org"),
    ("Nationality", "Romanian"),
    ("Desired employment / Occupational field", "Care assistant"),
    ("Work experience", ""),
    ("Dates", "March 2017 – November 2020"),
    ("Occupation or position held", "Healthcare assistant"),
    ("Main activities and responsibilities", "Helped residents to wash\nWrote the daily notes"),
    ("Name and address of employer", "Oakfield Care Home, Luton"),
    ("Type of business or sector", "Care"),
    ("Dates", "2013 – 2016"),
    ("Occupation or position held", "Shop assistant"),
    ("Main activities and responsibilities", "Served customers"),
    ("Name and address of employer", "Mega Image, Bucharest"),
    ("Education and training", ""),
    ("Dates", "2009 – 2013"),
    ("Title of qualification awarded", "Baccalaureate"),
    ("Principal subjects/occupational skills covered", "Romanian, mathematics"),
    ("Name and type of organisation providing education and training", "Liceul Teoretic, Ploiești"),
    ("Level in national or international classification", "ISCED 3"),
    ("Personal skills and competences", ""),
    ("Mother tongue(s)", "Romanian"),
    ("Other language(s)", "English, Italian"),
    ("Social skills and competences", "A good listener"),
    ("Driving licence", "B"),
]


def table(made: Document, *rows: Row) -> None:
    grid = made.add_table(0, max(map(len, rows)))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            first, *more = text.split("\n")
            cell.text = first
            for line in more:
                cell.add_paragraph(line)


def saved(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word(title: str, *rows: Row) -> ReadCv:
    """A CV of one section with a table."""
    made = blank_word()
    made.add_heading("Ann Lee", 0)
    made.add_heading(title, 1)
    table(made, *rows)
    return kept(read_cv(saved(made), "cv.docx", uuid4))


def kept(found: ReadCv) -> ReadCv:
    assert accounted(found) == held(found) and not lost(found)
    return found


def told(job: Position) -> tuple[str, str, str, str, str]:
    ended = "now" if job.ongoing else job.ended.written if job.ended else ""
    return job.title, job.employer, job.place, job.began.written if job.began else "", ended


def pdf(text: str) -> ReadCv:
    return kept(
        read_cv(typeset('#set page(paper:"a4",margin:2cm)\n#set text(size:11pt)\n' + text), "cv.pdf", uuid4)
    )


def test_v2_a_table_is_read_by_the_titles_of_its_columns() -> None:
    found = word(
        "Employment",
        ("From", "To", "Employer", "Position"),
        ("05/2005", "02/2009", "Tesco", "Shelf stacker"),
        ("2003", "2005", "Army", "Private"),
        ("2010", "Present", "Greenline Buses, Luton", "Driver"),
        ("March 2001", "", "Greggs", "Baker"),
    )
    assert [told(job) for job in found.content.work] == [
        ("Shelf stacker", "Tesco", "", "May 2005", "February 2009"),
        ("Private", "Army", "", "2003", "2005"),
        ("Driver", "Greenline Buses", "Luton", "2010", "now"),
        ("Baker", "Greggs", "", "March 2001", ""),
    ]
    assert not found.unread


def test_v2_a_cell_of_several_lines_and_a_column_without_a_place() -> None:
    """Duties stand below the title in its cell; a reason for leaving is shown and never brought in."""
    found = word(
        "Employment",
        ("Dates (from - to)", "Name and address of employer", "Job title and duties", "Reason for leaving"),
        (
            "May 2005 -\nFeb 2009",
            "Tesco Stores Ltd\n1 High St",
            "Shelf stacker\nFilled shelves",
            "Redundant",
        ),
        ("2003 - 2005", "Army", "Private", ""),
    )
    first, second = found.content.work
    assert told(first) == ("Shelf stacker", "Tesco Stores Ltd, 1 High St", "", "May 2005", "February 2009")
    assert first.duties == ("Filled shelves",) and told(second)[:2] == ("Private", "Army")
    assert [item.text for item in found.unread] == ["Redundant"]


def test_v2_tables_of_school_courses_and_referees() -> None:
    school = word(
        "Education", ("School", "Subject", "Grade"), ("Parkside", "English", "C"), ("", "Maths", "B")
    )
    rows = [(one.qualification, one.school, one.grade) for one in school.content.education]
    assert rows == [("English", "Parkside", "C"), ("Maths", "", "B")]
    courses = word(
        "Training",
        ("Course", "Provider", "Date", "Expiry date"),
        ("First Aid at Work", "St John Ambulance", "2019", "2022"),
        ("Manual handling", "Highfield", "March 2018", ""),
    )
    certificates = [(one.name, one.provider, one.gained) for one in courses.content.training]
    assert [(name, by, when.written if when else "") for name, by, when in certificates] == [
        ("First Aid at Work, Expiry date: 2022", "St John Ambulance", "2019"),
        ("Manual handling", "Highfield", "March 2018"),
    ]
    (referee,) = word(
        "References", ("Name", "Anna Puw"), ("Position", "Manager"), ("Telephone", "01970 496 0999")
    ).content.references
    assert (referee.name, referee.role, referee.contact) == ("Anna Puw", "Manager", "01970 496 0999")


def test_v2_a_welsh_table_and_title_and_employer_in_one_cell() -> None:
    found = word(
        "Profiad gwaith",
        ("Dyddiadau", "Cyflogwr", "Swydd a dyletswyddau"),
        ("Mai 2016 – presennol", "Cyngor Gwynedd", "Gofalwr\nHelpu pobl hŷn"),
    )
    (job,) = found.content.work
    assert told(job) == ("Gofalwr", "Cyngor Gwynedd", "", "May 2016", "now")
    assert job.duties == ("Helpu pobl hŷn",)
    both = word(
        "Where I have worked",
        ("Dates", "Employer and position", "Duties"),
        ("2015 - 2018", "Poundland, Sales assistant", "Tills"),
        ("2012 - 2015", "Asda\nCleaner", "Cleaned"),
    )
    assert [told(job)[:2] for job in both.content.work] == [
        ("Sales assistant", "Poundland"),
        ("Cleaner", "Asda"),
    ]


def test_v2_the_europass_form_is_read_by_its_labels() -> None:
    made = blank_word()
    made.add_heading("Europass Curriculum Vitae", 0)
    table(made, *EUROPASS)
    _assert_europass(kept(read_cv(saved(made), "cv.docx", uuid4)))


def test_v2_the_europass_form_as_a_pdf() -> None:
    """The labels are broken over two lines in their narrow column."""
    rows = ""
    for label, value in EUROPASS:
        told = value.replace("@", "\\@").replace("\n", " \\ ")
        rows += f"[{label}],[{told}]," if value else f"[*{label}*],[],"
    columns = "columns:(4.6cm,1fr),column-gutter:14pt,row-gutter:9pt"
    _assert_europass(pdf(f"= Europass Curriculum Vitae\n#grid({columns},{rows})"))


def _assert_europass(found: ReadCv) -> None:
    content = found.content
    assert (content.name, content.target_job) == ("Ioana Popescu", "Care assistant")
    assert [told(job) for job in content.work] == [
        ("Healthcare assistant", "Oakfield Care Home", "Luton", "March 2017", "November 2020"),
        ("Shop assistant", "Mega Image", "Bucharest", "2013", "2016"),
    ]
    assert content.work[0].duties == ("Helped residents to wash", "Wrote the daily notes")
    (course,) = content.education
    assert (course.qualification, course.school) == ("Baccalaureate", "Liceul Teoretic, Ploiești")
    assert course.notes == (
        "Romanian, mathematics",
        "Level in national or international classification: ISCED 3",
    )
    spoken = [(one.name, one.level) for one in content.languages]
    assert spoken == [("Romanian", "Mother tongue(s)"), ("English", ""), ("Italian", "")]
    assert [(one.name, one.detail) for one in content.licences] == [("Driving licence", "B")]
    assert [(one.name, one.evidence) for one in content.skills] == [
        ("Social skills and competences", "A good listener")
    ]
    unread = [" ".join(item.text.split()) for item in found.unread]
    assert unread == ["Nationality Romanian", "Type of business or sector Care"]


def test_v2_a_form_for_each_job_in_any_order_of_labels() -> None:
    made = blank_word()
    made.add_heading("Ann Lee", 0)
    made.add_heading("Work history", 1)
    for rows in (
        [("Job title:", "Driver"), ("Employer:", "Greenline Buses"), ("Start date:", "03/2015")],
        [
            ("Job title:", "Postman"),
            ("Employer:", "Royal Mail"),
            ("Start date:", "2009"),
            ("End date:", "2015"),
        ],
    ):
        table(made, *rows)
        made.add_paragraph("")
    table(made, ("Employer", "Boots", "Dates", "2005 - 2008"), ("Position", "Cashier", "Location", "Leeds"))
    found = kept(read_cv(saved(made), "cv.docx", uuid4))
    assert [told(job) for job in found.content.work] == [
        ("Driver", "Greenline Buses", "", "March 2015", ""),
        ("Postman", "Royal Mail", "", "2009", "2015"),
        ("Cashier", "Boots", "Leeds", "2005", "2008"),
    ]
    assert not found.unread


def test_v2_a_table_with_titles_in_a_pdf_keeps_its_empty_cells() -> None:
    rows = (
        "[*From*],[*To*],[*Employer*],[*Job title*],[05/2005],[02/2009],[Tesco Extra Luton],[Shelf stacker],"
        "[2010],[],[Greenline],[Driver],[2003],[2005],[Army],[Private],[2001],[2002],[Boots],[Cashier],"
    )
    found = pdf(f"#text(20pt)[Ann Lee]\n\n*Employment*\n#table(columns:(3cm,3cm,5cm,5cm),{rows})")
    assert [told(job) for job in found.content.work] == [
        ("Shelf stacker", "Tesco Extra Luton", "", "May 2005", "February 2009"),
        ("Driver", "Greenline", "", "2010", ""),
        ("Private", "Army", "", "2003", "2005"),
        ("Cashier", "Boots", "", "2001", "2002"),
    ]
    assert not found.unread
    rows = (
        "[*School*],[*Subject*],[*Grade*],[Parkside],[English],[C],[Parkside],[Maths],[B],[Hill],[Art],[A],"
    )
    school = pdf(f"#text(20pt)[Ann Lee]\n\n*Education*\n#table(columns:(5cm,5cm,5cm),{rows})").content
    assert [(one.qualification, one.school, one.grade) for one in school.education] == [
        ("English", "Parkside", "C"),
        ("Maths", "Parkside", "B"),
        ("Art", "Hill", "A"),
    ]


def test_v2_titles_and_cells_that_break_in_a_narrow_table_of_a_pdf_are_whole() -> None:
    titles = (
        "[From],[To],[Name and \\ address of \\ employer],[Job title and \\ duties],[Reason for \\ leaving],"
    )
    first = (
        "[May 2005],[Feb 2009],[Tesco Stores \\ Ltd],[Shelf stacker \\ Filled the \\ shelves],[Redundant],"
    )
    second = "[2010],[Present],[Army],[Private],[],"
    found = pdf(
        f"#text(20pt)[Ann Lee]\n\n*Employment*\n#grid(columns:(2.4cm,2.4cm,3cm,3cm,3cm),row-gutter:9pt,"
        f"{titles}{first}{second})"
    )
    assert [told(job) for job in found.content.work] == [
        ("Shelf stacker", "Tesco Stores Ltd", "", "May 2005", "February 2009"),
        ("Private", "Army", "", "2010", "now"),
    ]
    assert found.content.work[0].duties == ("Filled the shelves",)
    assert [item.text for item in found.unread] == ["Redundant"]


def test_v2_from_and_to_without_titles_are_one_time() -> None:
    found = word(
        "Employment", ("05/2005", "02/2009", "Tesco", "Driver"), ("2010", "present", "DHL", "Picker")
    )
    assert [told(job) for job in found.content.work] == [
        ("Driver", "Tesco", "", "May 2005", "February 2009"),
        ("Picker", "DHL", "", "2010", "now"),
    ]


@pytest.mark.parametrize("line", ["2005\tDriver\tGreenline\t02/2009", "2009 - 2010\tDriver\tGreenline\t2005"])
def test_v2_a_second_date_is_no_job_and_is_shown(line: str) -> None:
    lines = ["Ann Lee", "Employment", line]
    found = read_lines([SourceLine(text, str(at)) for at, text in enumerate(lines)], uuid4)
    (job,) = found.content.work
    assert (job.title, job.employer) == ("Driver", "Greenline")
    assert [item.text for item in found.unread] == [line.rpartition("\t")[2]]


def test_v2_a_place_that_is_named_is_no_employer() -> None:
    lines = ["Ann Lee", "Work history", "Driver, Greenline, 2015 - 2018", "Location: Luton", "Duties: Drove"]
    found = read_lines([SourceLine(text, str(at)) for at, text in enumerate(lines)], uuid4)
    (job,) = found.content.work
    assert (job.title, job.employer, job.place, job.duties) == ("Driver", "Greenline", "Luton", ("Drove",))


def test_v2_skills_by_their_labels_and_a_job_that_goes_on() -> None:
    skills = word(
        "PERSONAL SKILLS", ("Job-related skills", "Moving people\nMedicines"), ("Driving licence", "B")
    )
    assert [(one.name, one.evidence) for one in skills.content.skills] == [
        ("Job-related skills", "Moving people\nMedicines")
    ]
    assert [(one.name, one.detail) for one in skills.content.licences] == [("Driving licence", "B")]
    (job,) = word(
        "Present employment", ("Employer", "Asda"), ("Job title", "Packer"), ("Date left", "still here")
    ).content.work
    assert told(job) == ("Packer", "Asda", "", "", "now")


def test_v2_what_a_label_says_needs_no_second_look() -> None:
    def read(*rows: Row) -> ReadFile:
        made = blank_word()
        made.add_heading("Ann Lee", 0)
        made.add_heading("Employment", 1)
        table(made, *rows)
        return read_existing(saved(made), "cv.docx", uuid4)

    named = read(("Dates", "Employer", "Position"), ("2003 - 2005", "Army", "Private"))
    assert not any(line.unsure for line in named.lines)
    guessed = read(("2003 - 2005", "Army", "Private"))
    assert any(line.unsure for line in guessed.lines)


def test_v2_what_is_drawn_as_another_thing_is_looked_at_again() -> None:
    """A title that nobody knows among the notes of a course, and a duty taken for an employer."""
    made = blank_word()
    for text in (
        "*Ann Lee", "*Work", "*Tesco", "Team leader", "Mar 2018 - Present", "Ran a shift of nine", "Packer",
        "Jan 2015 - Mar 2018", "Filled shelves", "*Aldi", "Cashier", "2012 - 2015", "Served customers",
        "*Education", "ECDL 2011", "*Anything else", "I keep bees",
    ):  # fmt: skip
        made.add_paragraph().add_run(text.lstrip("*")).bold = text.startswith("*")
    told = read_existing(saved(made), "cv.docx", uuid4).lines
    assert [line.text for line in told if line.unsure] == [
        "Ran a shift of nine",
        "Anything else",
        "I keep bees",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Employer's Name and Address", (Tells.EMPLOYER,)), ("Position/duties", (Tells.ROLE, Tells.DUTIES)),
        ("From (mm/yy)", (Tells.BEGAN,)), ("From/To", (Tells.TIME,)), ("Grade/Result", (Tells.GRADE,)),
        ("Enw a chyfeiriad y cyflogwr", (Tells.EMPLOYER,)), ("Previous employer", (Tells.EMPLOYER,)),
        ("Driver", ()), ("Supervisor", ()), ("2009", ()), ("Tesco and Asda", ()),
    ],
)  # fmt: skip
def test_what_a_label_tells(text: str, said: tuple[Tells, ...]) -> None:
    assert tells(text) == said


def test_a_row_of_data_is_no_row_of_titles() -> None:
    assert is_title_row(("From", "To", "Employer", "Post held"))
    assert not is_title_row(("Dates", "March 2017 - May 2018")) and not is_title_row(
        ("Driver", "Tesco", "2009")
    )
