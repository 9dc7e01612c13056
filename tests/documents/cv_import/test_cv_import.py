"""An existing CV is brought in offline: understood where it can be, and nothing silently dropped (V2)."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
import zipfile
from uuid import uuid4

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.documents.cv_import.cv_import import read_cv, read_lines
from jfs_desktop.documents.cv_terms.cv_lines import Look, SourceLine
from jfs_desktop.documents.papers.cv import CvDocument, render
from jfs_desktop.errors import UserError
from jfs_desktop.rules.cv.cv import ContactKind, MonthYear
from jfs_desktop.rules.cv.cv_dates import find_span
from jfs_desktop.rules.cv.cv_styles import CvStyle, as_shown
from tests import patience
from tests.documents import made_old_cvs as made
from tests.documents.cv_words_kept import accounted, held, lost, words
from tests.documents.made_cvs import made_cv
from tests.documents.made_hostile import CVS
from tests.documents.papers.test_template import PROPERTIES


def test_a_pdf_of_two_columns_is_read_one_after_the_other() -> None:
    read = read_cv(made.typeset(made.TWO_COLUMNS), "cv.pdf", uuid4)
    cv = read.content
    assert cv.name == "Łukasz Wiśniewski"
    assert [(row.kind, row.text) for row in cv.contacts] == [
        (ContactKind.ADDRESS, "22 Ffordd y Castell, Caernarfon, LL55 1AB"),
        (ContactKind.TELEPHONE, "07700 900 456"),
        (ContactKind.EMAIL, "lukasz.w@example.org"),
    ]
    assert [(job.title, job.employer, job.place) for job in cv.work] == [
        ("Warehouse Supervisor", "Castle Logistics Ltd", "Bangor"),
        ("Picker/Packer", "Amazon", "Swansea"),
        ("Kitchen Porter", "Hotel Eryri", "Llanberis"),
    ]
    assert (cv.work[0].began, cv.work[0].ongoing) == (MonthYear(2019, 1), True)
    assert (cv.work[1].began, cv.work[1].ended) == (MonthYear(2016, 3), MonthYear(2018, 12))
    assert len(cv.work[0].duties) == 2
    assert "multidisciplinary" in cv.profile
    assert "internationalisation" in cv.profile
    assert [row.name for row in cv.skills][1] == "Stock-taking"
    assert (cv.languages[0].name, cv.languages[0].level) == ("Polish", "native")
    assert (cv.education[0].school, cv.education[0].qualification) == (
        "Bangor University",
        "BSc Business Studies",
    )
    assert cv.references_on_request
    assert [item.text for item in read.unread] == ["Employee of the month, twice"]


def test_a_welsh_cv_with_dates_at_the_left() -> None:
    read = read_cv(made.typeset(made.WELSH), "cv.pdf", uuid4)
    cv = read.content
    assert [(job.title, job.employer, job.place) for job in cv.work] == [
        ("Gweithiwr cymorth", "Cartref Plas-y-Môr", "Bangor"),
        ("Cogydd", "Ysgol Morgan Llwyd", ""),
    ]
    assert cv.work[1].began == MonthYear(2015, 9)
    assert cv.work[1].ended == MonthYear(2018, 5)
    assert cv.education[0].ended == MonthYear(2010)
    assert [row.text for row in cv.interests] == ["canu, cerdded"]
    assert [row.name for row in cv.licences] == ["Full, clean"]
    assert [item.text for item in read.unread] == ["Date of birth: 3 June 1985"]


def test_a_word_cv_with_a_table_and_a_header() -> None:
    read = read_cv(made.word_with_table(), "cv.docx", uuid4)
    cv = read.content
    assert cv.name == "Seán Ó Briain"
    assert [row.text for row in cv.contacts] == ["sean@example.org", "07700 900789"]
    assert [(job.title, job.employer, job.place) for job in cv.work] == [
        ("Painter", "Brush & Co Ltd", "Leeds"),
        ("Site manager", "Self-employed", ""),
    ]
    assert (cv.work[0].began, cv.work[0].ended) == (MonthYear(2017), MonthYear(2019))
    assert cv.work[1].ongoing
    assert cv.education[0].school == "Leeds City College"
    assert [row.text for row in cv.interests] == ["Hurling", "Uilleann pipes"]
    assert "A letter in the Yorkshire Post" in [item.text for item in read.unread]
    assert cv.sections == ()  # each style keeps its own order until somebody chooses one


def test_an_awkward_pdf_is_read_as_a_person_reads_it() -> None:
    """Running heads, a table of details, wide-set titles, a link, a name on two lines."""
    read = read_cv(made.typeset(made.AWKWARD), "cv.pdf", uuid4)
    cv = read.content
    assert cv.name == "Zdzisława Wójcik"
    assert {row.text for row in cv.contacts} == {
        "14 Chester Road, Wrexham LL13 7AA",
        "zdz@example.org",
        "https://www.linkedin.com/in/zdz",
        "07700 900432",
    }
    assert [(job.title, job.employer, job.began, job.ongoing) for job in cv.work] == [
        ("Care assistant", "Plas Menai Ltd", MonthYear(2018), True),
        ("Cook", "Bryn Awel Ltd", MonthYear(2016), False),
    ]
    assert cv.work[1].ended == MonthYear(2018) and [job.duties for job in cv.work] == [(), ()]
    assert [row.name for row in cv.skills] == ["Lifting", "First aid"]
    (referee,) = cv.references
    assert (referee.role, referee.organisation, referee.contact) == (
        "Manager",
        "Plas Menai Ltd",
        "anna@example.org",
    )
    left = [item.text for item in read.unread]
    assert "At once" in left and any("Polish" in text for text in left)
    assert accounted(read) == held(read) and not lost(read)


def test_words_in_every_part_of_a_word_file_are_told() -> None:
    read = read_cv(made.word_of_many_parts(), "cv.docx", uuid4)
    cv = read.content
    assert cv.name == "Anne-Marie O'Súilleabháin"
    assert {row.text for row in cv.contacts} == {"https://example.org/anne", "07700 900888"}
    assert [(job.title, job.employer, job.place, job.began, job.ended) for job in cv.work] == [
        ("Barista", "Costa Coffee", "Bangor", MonthYear(2019, 11), MonthYear(2021, 7)),
        ("Warehouse temp", "Bay Stores", "", MonthYear(2016), MonthYear(2017)),
    ]
    assert [(row.qualification, row.ended) for row in cv.education] == [
        ("First Aid at Work", MonthYear(2020, 3))
    ]
    assert {"A note", "Five stars", "My page"} <= {item.text for item in read.unread}
    assert read.besides == ("comments beside the text",)
    assert accounted(read) == held(read) and not lost(read)


@pytest.mark.parametrize("source", [made.TWO_COLUMNS, made.WELSH])
def test_every_word_of_a_pdf_is_understood_or_named(source: str) -> None:
    """Counted by another reader of PDF files."""
    content = made.typeset(source)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        told = [word["text"] for page in pdf.pages for word in page.extract_words(use_text_flow=True)]
    read = read_cv(content, "cv.pdf", uuid4)
    assert words(*(line.text for line in read.lines)) == words(*told)
    assert accounted(read) == held(read) and not lost(read)


def test_every_word_of_a_word_file_is_understood_or_named() -> None:
    content = made.word_with_table()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        written = [package.read(f"word/{part}.xml").decode() for part in ("header1", "document")]
    told = [piece for part in written for piece in re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", part)]
    read = read_cv(content, "cv.docx", uuid4)
    assert words(*(line.text for line in read.lines)) == words(*map(html.unescape, told))
    assert accounted(read) == held(read) and not lost(read)


@given(st.integers(0, 500), st.sampled_from(CvStyle))
def test_our_own_cvs_come_back_whole(seed: int, style: CvStyle) -> None:
    cv = as_shown(made_cv(seed), style)
    read = read_cv(render(CvDocument(cv, style, PROPERTIES.made_at)), "cv.docx", uuid4)
    assert read.unread == ()
    got = read.content
    assert (got.name, got.target_job, got.profile) == (cv.name, cv.target_job, cv.profile)
    assert {row.text for row in got.contacts} == {row.text for row in cv.contacts}
    assert [(row.name, row.evidence) for row in got.skills] == [(row.name, row.evidence) for row in cv.skills]
    for own, theirs in ((cv.work, got.work), (cv.volunteering, got.volunteering)):
        assert [(row.title, row.employer, row.place, row.began, row.ended, row.duties) for row in theirs] == [
            (row.title, row.employer, row.place, row.began, row.ended, row.duties) for row in own
        ]
    assert accounted(read) == held(read) and not lost(read)


_PIECES = st.sampled_from(
    [
        "Work Experience", "SKILLS", "Addysg", "Jan 2019 – present", "2017-19", "Packer",
        "Foods Ltd, Leeds", "- packed", "• lifted | carried", "Tel: 07700 900123", "a@example.org",
        "Łódź", "Awards", "References", "Languages: Polish (native), Welsh", "on request",
        "Name: evidence of it", "DOB 03/06/1979", "(", "| |", "Driving licence", "Jo Ap Siôn",
        "Bangor LL57 1AA", "Page 1 of 2", "Mrs E. Hughes, Manager, Plas Menai, 01286 555010.",
        "Second reference available on request", "Grade: B",
        "A long sentence about many things which ends at last, in 2015, with a full stop.",
    ]
)  # fmt: skip


@given(st.lists(st.lists(_PIECES | st.text(max_size=12), min_size=1, max_size=3).map("\t".join), max_size=30))
def test_whatever_stands_in_a_cv_no_word_is_lost_or_told_twice(texts: list[str]) -> None:
    read = read_lines([SourceLine(text, str(at)) for at, text in enumerate(texts)], uuid4)
    assert accounted(read) == held(read) and not lost(read)
    for piece in read.pieces:
        assert read.lines[piece.line].text[piece.start : piece.end] == piece.text


REFEREE = "Mrs E. Hughes, Manager, Plas Menai, 01286 555010"


@pytest.mark.parametrize(
    "text",
    [
        f"{REFEREE}. Second reference available on request",
        f"References available on request. {REFEREE}",
        f"{REFEREE}\tAvailable on request",
        "Mrs E. Hughes, Manager at Plas Menai; her details on request",
        "Mrs E. Hughes Available On Request\nManager | Plas Menai | 01286 555010",
    ],
)
def test_a_referee_is_not_lost_beside_on_request(text: str) -> None:
    told = ("Ann Hughes", "References", *text.split("\n"))
    lines = [SourceLine(line, str(at)) for at, line in enumerate(told)]
    read = read_lines(lines, uuid4)
    assert read.content.references_on_request and not lost(read)
    named = [row.name for row in read.content.references] + [item.text for item in read.unread]
    assert any("Mrs E. Hughes" in name for name in named)
    if REFEREE in text:
        assert [row.contact for row in read.content.references] == ["01286 555010"]


@pytest.mark.parametrize(
    ("text", "began", "ended", "ongoing"),
    [
        ("Jan 2019 – present", MonthYear(2019, 1), None, True),
        ("01/2019-03/2020", MonthYear(2019, 1), MonthYear(2020, 3), False),
        ("2017-19", MonthYear(2017), MonthYear(2019), False),
        ("Summer 2016", MonthYear(2016), MonthYear(2016), False),
        ("Summer '11", MonthYear(2011), MonthYear(2011), False),
        ("02 / 2019 - 2-2020", MonthYear(2019, 2), MonthYear(2020, 2), False),
        ("Sept '18 to date", MonthYear(2018, 9), None, True),
        ("Ionawr 2018 – presennol", MonthYear(2018, 1), None, True),
        ("Jan - Mar 2019", MonthYear(2019, 1), MonthYear(2019, 3), False),
        ("2019-03 - 2020-04", MonthYear(2019, 3), MonthYear(2020, 4), False),
        ("1st June 2018 to 3rd May 2019", MonthYear(2018, 6), MonthYear(2019, 5), False),
        ("May 12 2018 - June 3rd, 2019", MonthYear(2018, 5), MonthYear(2019, 6), False),
        ("May 12 - June 3 2019", MonthYear(2019, 5), MonthYear(2019, 6), False),
        ("Dec 12th to Jan 3rd, 2019", MonthYear(2018, 12), MonthYear(2019, 1), False),
        ("May 12 - June 2019", MonthYear(2012, 5), MonthYear(2019, 6), False),
        ("since 2015", MonthYear(2015), None, True),
        ("from March 2019", MonthYear(2019, 3), None, False),
    ],
)
def test_dates_in_many_forms(text: str, began: MonthYear, ended: MonthYear | None, ongoing: bool) -> None:
    span = find_span(f"Packer ({text})")
    assert span is not None
    assert (span.began, span.ended, span.ongoing) == (began, ended, ongoing)


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("Siân Gwenllïan Mac an t-Saoir-", "Wiśniewska", "Siân Gwenllïan Mac an t-Saoir-Wiśniewska"),
        ("Jean-Luc d’Arcy", "Ó Briain", "Jean-Luc d’Arcy Ó Briain"),
    ],
)
def test_v2_a_name_that_takes_two_lines_is_one(above: str, below: str, name: str) -> None:
    large = (SourceLine(text, text, look=Look(size=20)) for text in (above, below))
    read = read_lines([*large, SourceLine("Care assistant", "3", look=Look(size=11))], uuid4)
    assert (read.content.name, read.content.target_job) == (name, "Care assistant") and not read.unread


def test_a_level_behind_the_year_belongs_to_the_name_of_a_certificate() -> None:
    lines = [
        SourceLine(text, str(at))
        for at, text in enumerate(("Ann Hughes", "Training", "Food safety 2019 - level 2"))
    ]
    read = read_lines(lines, uuid4)
    (row,) = read.content.training
    assert (row.name, row.provider, row.gained) == ("Food safety, level 2", "", MonthYear(2019))
    assert not read.unread and not lost(read)


@pytest.mark.parametrize("text", ["ISO 9001", "07700 900123", "13/2019", "9-5 Road", "£2019"])
def test_other_figures_are_no_dates(text: str) -> None:
    assert find_span(text) is None


TEXT = b"BT /F1 9 Tf (Jo Bloggs, packer for many years in Leeds) Tj ET"


@pytest.mark.parametrize("name", CVS)
def test_what_cannot_be_taken_is_refused_in_one_plain_sentence(name: str) -> None:
    make, said = CVS[name]
    with pytest.raises(UserError, match=said) as refused:
        read_cv(make(), "my cv", uuid4)
    assert refused.value.text.count(". ") == 0
    assert refused.value.text.endswith(".")
    assert refused.value.remedy


def test_a_pdf_by_hand_is_read() -> None:
    """So that the refusals above are not owed to the file itself."""
    read = read_cv(made.plain_pdf(TEXT, pages=2), "cv.pdf", uuid4)
    assert accounted(read) == held(read) and not lost(read)


CHILD = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from uuid import uuid4
from jfs_desktop.documents.cv_import.cv_import import read_cv
from jfs_desktop.errors import UserError
from tests.documents import made_old_cvs as made
from tests.documents.cv_words_kept import accounted, held, lost, words
spots = [b"1 0 0 1 %d %d Tm (a) Tj " % (at % 29 * 20, at % 83 * 10) for at in range(20_000)]
kinds = {
    "paths": b"0 0 m 1 1 l S ",
    "letters": b"BT /F1 9 Tf 9 9 Td (a) Tj ET ",
    "saves": b"q ",
    "scattered": b"BT /F1 9 Tf " + b"".join(spots) + b"ET ",
}
orders = kinds[sys.argv[1]]
content = made.plain_pdf(orders * (4_000_000 // len(orders)))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
try:
    read_cv(content, "cv.pdf", uuid4)
except UserError as refused:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(round(time.process_time() - started, 1), used // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of a process are set another way there")
@pytest.mark.parametrize("kind", ["paths", "letters", "saves", "scattered"])
def test_the_worst_that_is_let_in_costs_seconds_and_no_more(kind: str) -> None:
    """As much drawing as the limit allows, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, kind],
        capture_output=True,
        text=True,
        timeout=patience.SECONDS,
        check=True,
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 10
    assert megabytes < 600
