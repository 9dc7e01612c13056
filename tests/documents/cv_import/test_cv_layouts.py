"""Existing CVs in the layouts that people use are read as a person reads them, and nothing of them is lost
(V2)."""

from __future__ import annotations

import io
from collections.abc import Callable
from uuid import uuid4

import pdfplumber
import pytest

from jfs_desktop.documents.cv_import.cv_import import read_cv
from jfs_desktop.rules.cv.cv_dates import tells_only_time
from tests.documents.cv_words_kept import accounted, held, lost, words
from tests.documents.made_cv_layouts import LAYOUTS
from tests.documents.made_cv_tables import TABLES
from tests.documents.made_old_cvs import plain_pdf, typeset

JOBS = {
    "dates at the left": [
        ("Care Assistant", "Plas Menai Care Home", "January 2019", ""),
        ("Shop Assistant", "Morrisons", "March 2016", "December 2018"),
        ("Cleaner", "Ysbyty Gwynedd", "2014", "2016"),
    ],
    "dates broken over two lines": [
        ("Warehouse Operative", "Castle Logistics Ltd", "September 2018", "March 2021"),
        ("Kitchen Porter", "Bay Hotel", "June 2015", "August 2018"),
        ("Labourer", "Self-employed", "October 2012", "May 2015"),
    ],
    "titles at the left": [
        ("HGV driver", "Castle Logistics Ltd", "January 2015", "December 2020"),
        ("Van driver", "Royal Mail", "2010", "2015"),
    ],
    "a column at the left": [
        ("Supervisor", "Siop Eryri", "April 2017", ""),
        ("Sales assistant", "Boots", "2012", "2017"),
    ],
    "a column at the right": [
        ("Welder", "Cammell Yard Ltd", "May 2016", ""),
        ("Fabricator", "Steel Works Sp. z o.o.", "2011", "2016"),
    ],
    "dates at the right": [
        ("Receptionist", "Bay Hotel", "February 2018", "November 2020"),
        ("Waitress", "Quay Café", "2015", "2018"),
        ("Checkout operator", "Asda", "2013", "2015"),
    ],
    "years at the left, nothing bold": [
        ("Groundworker", "Jones Civil Engineering", "2017", "2020"),
        ("Farm hand", "Tyddyn Mawr", "2012", "2017"),
        ("Refuse collector", "Conwy Council", "2010", "2012"),
    ],
    "a column and dates, in Welsh": [
        ("Gweithiwr gofal", "Cyngor Gwynedd", "May 2016", ""),
        ("Cogydd", "Ysgol Dyffryn Ogwen", "2011", "2016"),
        ("Glanhawr", "Ysbyty Gwynedd", "2009", "2011"),
    ],
    "places below the dates": [
        ("Packer", "Muller Dairy Ltd", "June 2017", "February 2021"),
        ("Cashier", "Biedronka", "2012", "2017"),
        ("Seamstress", "Self-employed", "2010", "2012"),
    ],
    "labels before each": [
        ("Bus driver", "Aire Valley Transport Ltd", "June 2014", "May 2020"),
        ("Taxi driver", "City Cabs", "2010", "2014"),
    ],
    "three columns with times in three lines": [
        ("Warehouse operative", "Castle Logistics Ltd", "March 2019", ""),
        ("Kitchen porter", "Bay Hotel", "January 2015", "February 2019"),
        ("Checkout operator", "Asda", "June 2012", "December 2014"),
    ],
}
NAMES = {
    "dates at the left": "Sarah Hughes",
    "dates broken over two lines": "Tom Reilly",
    "titles at the left": "Aled Prys",
    "a column at the left": "MEGAN EVANS",
    "a column at the right": "Jakub Kowalczyk",
    "dates at the right": "Karen O’Neill",
    "years at the left, nothing bold": "Derek Owen",
    "a column and dates, in Welsh": "Llinos Haf Prydderch-Evans",
    "places below the dates": "Wanda Król",
    "labels before each": "Imran Hussain",
    "three columns with times in three lines": "Ewan Macleod",
}
NOT_PLACED = {"dates at the right": ["· Chester"]}
"""What nobody could place; of the others everything is understood."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pdf_is_read_as_it_is_laid_out(layout: str) -> None:
    content = typeset(LAYOUTS[layout])
    read = read_cv(content, "cv.pdf", uuid4)
    jobs = [
        (job.title, job.employer, job.began and job.began.written, job.ended.written if job.ended else "")
        for job in read.content.work
    ]
    assert jobs == JOBS[layout]
    assert read.content.name == NAMES[layout] and all(job.duties for job in read.content.work)
    assert [item.text for item in read.unread] == NOT_PLACED.get(layout, [])
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        told = [word["text"] for page in pdf.pages for word in page.extract_words(use_text_flow=True)]
    assert words(*(line.text for line in read.lines)) == words(*told)
    assert accounted(read) == held(read) and not lost(read)


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_a_word_table_is_read_as_it_is_laid_out(make: Callable[[], bytes]) -> None:
    read = read_cv(make(), "cv.docx", uuid4)
    assert read.content.name == "Gareth Lloyd"
    jobs = [(job.title, job.employer, job.ongoing, job.duties) for job in read.content.work]
    began = make.__name__ != "one_row_of_dates"
    assert jobs == [
        ("Forklift driver", "Castle Logistics Ltd", began, ("Trained two new drivers.",)),
        ("Labourer", "Jones Builders", False, ("Carried bricks.",)),
    ]
    assert not read.unread and accounted(read) == held(read) and not lost(read)


def test_what_stands_beside_the_history_is_understood_too() -> None:
    """Skills, languages, an address of three lines; a course with its school and grade."""
    side = read_cv(typeset(LAYOUTS["a column at the left"]), "cv.pdf", uuid4).content
    assert "5 Heol y Bont, Bala, LL23 7AB" in [row.text for row in side.contacts]
    assert side.target_job == "Retail supervisor" and len(side.skills) == 3
    right = read_cv(typeset(LAYOUTS["a column at the right"]), "cv.pdf", uuid4).content
    assert [(row.name, row.level) for row in right.languages] == [("Polish", "native"), ("English", "good")]
    (course,) = read_cv(TABLES[0](), "cv.docx", uuid4).content.education
    assert (course.qualification, course.school, course.grade) == (
        "BTEC Construction",
        "Coleg Cambria",
        "Merit",
    )
    placed = read_cv(typeset(LAYOUTS["places below the dates"]), "cv.pdf", uuid4).content
    assert [job.place for job in placed.work] == ["Telford, UK", "Poznań", "Poznań"]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Jan 2019 –", True), ("– March 2021", True), ("Oct 2012 – May", True), ("to present", True),
        ("2017-20", True), ("Mai 2016 – presennol", True), ("Summer 2015", True),
        ("May Hughes", False), ("12", False), ("2012 Cook", False), ("now and then", False), ("", False),
    ],
)  # fmt: skip
def test_a_text_that_tells_only_a_time(text: str, alone: bool) -> None:
    assert tells_only_time(text) is alone


def test_v2_a_title_that_breaks_in_a_narrow_column_is_one() -> None:
    """Lines that stand nearer than paragraphs do are of one; a certificate goes on with its expiry."""
    side = "CONTACT\n\n07700 900456\n\nSKILLS\n\nStock control\n\nFirst aid"
    main = (
        "*Work experience*\n\n*Picker \\| Amazon*\n\nJan 2020 - Mar 2021\n\n"
        "*Forklift Driver \\| DHL Supply Chain*\n\n2014 - 2019\n\n*Cook \\| Bay Hotel*\n\n2010 - 2014\n\n"
        "*Courses*\n\nManual Handling (2019)\n\n"
        "First Aid at Work - St John Ambulance - exp. 2022"
    )
    page = (
        '#set page(paper:"a4",margin:2cm)\n#set text(size:11pt)\n#set par(spacing:18pt,leading:5pt)\n'
        f"#text(24pt)[Joe Hill]\n\n#grid(columns:(5cm,5.1cm),column-gutter:2cm,[{side}],[{main}])"
    )
    content = read_cv(typeset(page), "cv.pdf", uuid4).content
    assert [(job.title, job.employer) for job in content.work] == [
        ("Picker", "Amazon"),
        ("Forklift Driver", "DHL Supply Chain"),
        ("Cook", "Bay Hotel"),
    ]
    last = content.training[-1]
    assert last.name == "First Aid at Work - St John Ambulance - exp. 2022" and last.gained is None


def test_v2_a_tab_of_a_pdf_keeps_its_parts_apart() -> None:
    """A gap in which no blank is written is none between words."""
    page = (
        '#set page(paper:"a4",margin:2cm)\n#set text(size:11pt)\n#text(24pt)[Joe Hill]\n\n'
        "*Career history*\n\nSummer 1998#h(9pt)Waitress#h(9pt)Butlins, Skegness\n\n*References*\n\n"
        "Mrs B Khan#h(8pt)Ward manager#h(8pt)0114 496 0777\n\nMr A Jones#h(8pt)0114 496 0999\n"
    )
    content = read_cv(typeset(page), "cv.pdf", uuid4).content
    assert [(job.title, job.employer, job.place) for job in content.work] == [
        ("Waitress", "Butlins", "Skegness")
    ]
    assert [(one.name, one.role, one.contact) for one in content.references] == [
        ("Mrs B Khan", "Ward manager", "0114 496 0777"),
        ("Mr A Jones", "", "0114 496 0999"),
    ]


def test_v2_a_title_in_capitals_that_breaks_beside_its_dates_is_one() -> None:
    """As the newer forms of Europass set it: the title in capitals over several lines, the house below."""
    jobs = (
        (
            "MARCH 2017 – NOVEMBER 2020",
            "HEALTHCARE ASSISTANT IN THE DEPARTMENT OF CARE OF THE ELDERLY",
            "Hull Royal",
        ),
        ("2012 – 2016", "SHOP ASSISTANT", "Mega Image, Bucharest"),
    )
    rows = ",".join(
        f"[{when}],[{title} \\ {house} \\ Served the people there.]" for when, title, house in jobs
    )
    page = (
        '#set page(paper:"a4",margin:2cm)\n#set text(size:11pt)\n'
        f"#text(24pt)[Maria Ionescu]\n\nWORK EXPERIENCE\n\n#grid(columns:(4cm,7.2cm),row-gutter:9pt,{rows})"
    )
    content = read_cv(typeset(page), "cv.pdf", uuid4).content
    assert [job.title for job in content.work] == [title for _, title, _ in jobs]
    assert [job.employer for job in content.work] == ["Hull Royal", "Mega Image"]
    assert {job.duties for job in content.work} == {("Served the people there.",)}


def test_v2_a_second_paragraph_of_a_cell_is_no_more_of_the_name_above_it() -> None:
    """The town below the house, which would have had room beside it; a name that was broken stays one."""
    rows = (
        "[Dates],[Employer],[Position],"
        "[2015 - 2018],[Tesco \\ Hull],[Shelf stacker],"
        "[2018 - 2020],[Greenline Community Transport],[Driver]"
    )
    page = (
        '#set page(paper:"a4",margin:2cm)\n#set text(size:11pt)\n#text(24pt)[Maria Ionescu]\n\n'
        f"Work experience\n\n#table(columns:(4cm,4.4cm,5cm),{rows})"
    )
    content = read_cv(typeset(page), "cv.pdf", uuid4).content
    told = [(job.title, job.employer, job.place) for job in content.work]
    assert told == [("Shelf stacker", "Tesco", "Hull"), ("Driver", "Greenline Community Transport", "")]


def test_v2_a_form_of_four_columns_is_read_cell_by_cell() -> None:
    """Label, value, label, value, most of them broken in narrow cells; what has no place on a CV comes twice
    and begins no second job, and is told. An address of mail and a word with a hyphen stay whole."""
    job = (
        "[Name of employer],[{}],[Dates],[{}],[Position held],[Shelf stacker],[Salary],[£14,000],"
        "[Main duties],[Filled shelves at night and helped customers find things],"
        "[Reason for leaving],[Moved],"
    )
    rows = job.format("Tesco", "May 2015 – Feb 2018") + job.format("Self-employed", "March 2018 – present")
    person = "[Surname],[Nowak],[E-mail],[anna-maria.nowak\\@ex\\ ample.org],"
    page = (
        '#set page(paper:"a4",margin:2cm)\n#set text(size:11pt)\n'
        f"#table(columns:(2.4cm,3.2cm,2.2cm,3.4cm),{person}"
        "[First name],[Anna],[Telephone],[07700 900456])\n\n"
        f"Employment history\n\n#table(columns:(2.4cm,3.2cm,2.2cm,3cm),{rows})"
    )
    read = read_cv(typeset(page), "cv.pdf", uuid4)
    told = [(one.title, one.employer, one.duties, one.ongoing) for one in read.content.work]
    duties = ("Filled shelves at night and helped customers find things",)
    assert told == [
        ("Shelf stacker", "Tesco", duties, False),
        ("Shelf stacker", "Self-employed", duties, True),
    ]
    assert [one.text for one in read.unread] == ["Salary\t£14,000", "Reason for leaving\tMoved"] * 2
    assert "anna-maria.nowak@example.org" in {one.text for one in read.content.contacts}


def test_v2_a_column_of_titles_dates_and_labels_at_the_right_edge_is_read_line_by_line() -> None:
    """As Europass sets a CV: a title that breaks there stays one, and a label below the titles is none."""
    cells = (
        ("*WORK EXPERIENCE*", ""),
        ("01/03/2018–31/08/2020", "*Care worker* \\ Oak House Care Ltd, Crewe \\ Helped residents."),
        ("2012–2018", "*Sales assistant* \\ Żabka, Łódź \\ Served customers."),
        ("*EDUCATION AND TRAINING*", ""),
        ("2008–2012", "*Technik ekonomista* \\ Zespół Szkół Ekonomicznych, Łódź"),
        ("*PERSONAL SKILLS*", ""),
        ("Mother tongue(s)", "Polish"),
        ("Other language(s)", "English B2"),
        ("Driving licence", "B"),
    )
    rows = ",".join(f"align(right)[{left}],[{right}]" for left, right in cells)
    page = (
        '#set page(paper:"a4",margin:2cm)\n#set text(size:10.5pt)\n#text(20pt)[Katarzyna Nowak]\n\n'
        f"#grid(columns:(4.4cm,1fr),column-gutter:10pt,row-gutter:9pt,{rows})"
    )
    content = read_cv(typeset(page), "cv.pdf", uuid4).content
    assert [(job.title, job.employer) for job in content.work] == [
        ("Care worker", "Oak House Care Ltd"),
        ("Sales assistant", "Żabka"),
    ]
    assert [job.duties for job in content.work] == [("Helped residents.",), ("Served customers.",)]
    (course,) = content.education
    assert (course.qualification, course.school) == ("Technik ekonomista", "Zespół Szkół Ekonomicznych, Łódź")
    assert [(one.name, one.detail) for one in content.licences] == [("Driving licence", "B")]
    assert not content.skills


def test_v2_the_line_between_two_cells_parts_words_that_stand_close() -> None:
    """A cell whose words fill it, with the blank behind them at which the next line was broken off."""
    rows = {
        700: ("Dates", "Company", "Job title", "Duties"),
        680: ("2018 - 2021", "Plas Menai Care ", "Care assistant", "Washing "),
        668: ("", "Home", "", "and dressing"),
        640: ("2016 - 2018", "Spar", "Shop assistant", "Tills"),
    }
    places, rules = (50, 150, 243, 340), (46, 146, 238, 336, 430)
    written = [
        f"BT /F1 11 Tf {x} {y} Td ({text}) Tj ET"
        for y, row in rows.items()
        for x, text in zip(places, row, strict=True)
    ]
    drawn = [f"{x} 630 m {x} 715 l S" for x in rules] + [
        f"46 {y} m 430 {y} l S" for y in (630, 660, 692, 715)
    ]
    head = ["BT /F1 18 Tf 50 780 Td (Ann Hughes) Tj ET", "BT /F1 14 Tf 50 740 Td (Work history) Tj ET"]
    found = read_cv(plain_pdf("\n".join([*head, *drawn, *written]).encode()), "cv.pdf", uuid4)
    assert [(job.title, job.employer, job.duties) for job in found.content.work] == [
        ("Care assistant", "Plas Menai Care Home", ("Washing and dressing",)),
        ("Shop assistant", "Spar", ("Tills",)),
    ]
    assert not found.unread and not lost(found)


_NARROW_PAGE = r"""
#set page(paper:"a4",margin:(left:2cm,top:2cm,right:9cm))
#set text(font:"Libertinus Serif",size:11pt)
#text(20pt,weight:"bold")[Sarah Hughes]

07700 900111

#text(14pt,weight:"bold")[Profile]

Patient carer with nine years in homes of all kinds who likes Early mornings and Long walks. Works well in
a team, and alone. English and Welsh.

#text(14pt,weight:"bold")[Skills]

Cooking \ First aid \ Polish (native) \ English (good)
"""
_LONG_ADDRESS = (
    "Flat 12, Stanley-Clarke House, The Old Brewery Development, 145 Great Western Road North, "
    "Stoke-on-Trent, Staffordshire ST1 4PL"
)


def test_v2_a_sentence_in_one_narrow_column_keeps_no_break() -> None:
    """Nothing stands beside the column; that sentences break at its edge shows where its lines are full."""
    content = read_cv(typeset(_NARROW_PAGE), "cv.pdf", uuid4).content
    assert content.profile.startswith("Patient carer with nine years in homes of all kinds who likes Early")
    assert "\n" not in content.profile and content.profile.endswith("English and Welsh.")
    assert [skill.name for skill in content.skills] == [
        "Cooking", "First aid", "Polish (native)", "English (good)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        rf"#grid(columns:({width}cm,1fr),column-gutter:1cm,[#person],[*Work*"
        r" \ *Care Assistant* \ Plas Menai Care Home, Bangor \ Jan 2019 – Present \ - Cooked])"
        for width in (5, 6, 7)
    ]
    + [r"#align(center)[#person]"],
)
def test_v2_a_postal_address_over_several_lines_is_whole(head: str) -> None:
    person = rf"#let person=[#text(20pt)[Sarah Hughes]\ \ {_LONG_ADDRESS}\ \ 07700 900111]"
    read = read_cv(
        typeset(f'#set page(paper:"a4",margin:2cm)\n#set text(size:12pt)\n{person}\n{head}'), "cv.pdf", uuid4
    )
    assert [row.text for row in read.content.contacts] == [_LONG_ADDRESS, "07700 900111"]
    assert not read.unread and not read.content.profile


def test_v2_referees_in_two_columns_without_rules_are_understood() -> None:
    """A postcode broken over two lines with them."""
    page = r"""
#set page(paper:"a4",margin:2cm)
#text(20pt)[Sarah Hughes]

*References*
#grid(columns:(4.2cm,4.2cm),column-gutter:1cm,
[Mrs Ann Patel \ Ward manager \ Ysbyty Gwynedd \ 145 Bridge Street \ Bangor LL57 \ 2TU \ 01248 600300],
[Mr Huw Rees, Headteacher \ Ysgol Tryfan \ Ffordd y Coleg \ huw\@example.org])
"""
    read = read_cv(typeset(page), "cv.pdf", uuid4)
    assert [(one.name, one.role, one.organisation, one.contact) for one in read.content.references] == [
        (
            "Mrs Ann Patel",
            "Ward manager",
            "Ysbyty Gwynedd, 145 Bridge Street, Bangor LL57 2TU",
            "01248 600300",
        ),
        ("Mr Huw Rees", "Headteacher", "Ysgol Tryfan, Ffordd y Coleg", "huw@example.org"),
    ]
    assert not read.unread
