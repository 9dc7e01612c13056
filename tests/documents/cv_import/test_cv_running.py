"""Only what stands in the same place of page after page is taken for its head or foot, and is shown (V2)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from jfs_desktop.casework.cv.cv_reading import read_existing
from jfs_desktop.documents.cv_import.cv_import import ReadCv, read_cv
from jfs_desktop.documents.cv_import.cv_running import is_page_mark
from tests.documents.cv_words_kept import accounted, held, lost
from tests.documents.made_old_cvs import typeset

_TOP = (
    '#set page(paper:"a4",margin:2cm{more})\n#set text(size:11pt)\n#text(20pt)[Ann Lee]\n\n*Employment*\n\n'
)


def pdf(text: str, more: str = "") -> bytes:
    return typeset(_TOP.replace("{more}", more) + text)


def read(content: bytes) -> ReadCv:
    found = read_cv(content, "cv.pdf", uuid4)
    assert accounted(found) == held(found) and not lost(found)
    return found


def test_v2_times_at_the_edge_of_pages_that_read_alike_are_those_of_jobs() -> None:
    found = read(
        pdf(
            "*Driver, Greenline Buses*\n\n03/19 - 02/21\n- Drove routes across the city\n\n"
            "*Postman, Royal Mail*\n\n09/14 - 02/19\n#pagebreak()\n"
            "*Shelf stacker, Tesco*\n\n05/11 - 08/14\n- Nights\n\n*Private, Army*\n\n01/08 - 04/11\n"
        )
    )
    assert [(job.title, job.employer) for job in found.content.work] == [
        ("Driver", "Greenline Buses"),
        ("Postman", "Royal Mail"),
        ("Shelf stacker", "Tesco"),
        ("Private", "Army"),
    ]
    assert not found.unread


@pytest.mark.parametrize("gap", ["#pagebreak()\n", "#v(1fr)\n"], ids=["at the top of both", "at the foot"])
def test_v2_the_same_trade_on_two_pages_is_two_jobs(gap: str) -> None:
    job = "Care Assistant\n\n{} House, {} - {}\n\nWashed and dressed.\n\n"
    found = read(
        pdf(
            job.format("Ash", 2018, 2020)
            + gap
            + job.format("Oak", 2014, 2018)
            + "#pagebreak()\n"
            + job.format("Elm", 2010, 2014)
        )
    )
    rows = [(row.title, row.employer) for row in found.content.work]
    assert rows == [("Care Assistant", f"{house} House") for house in ("Ash", "Oak", "Elm")]


def test_v2_a_running_head_is_marked_and_stands_among_what_to_look_at() -> None:
    content = pdf(
        "*Driver, Greenline Buses*\n\n2019 - 2021\n\nDrove.\n#pagebreak()\n"
        "*Postman, Royal Mail*\n\n2014 - 2019\n\nWalked.\n",
        ",header:[Ann Lee · for Castle Logistics · sheet #context counter(page).display()]",
    )
    found = read(content)
    assert [row.title for row in found.content.work] == ["Driver", "Postman"]
    assert found.content.work[0].duties == ("Drove.",) and found.content.work[1].duties == ("Walked.",)
    (line,) = [
        line for line in read_existing(content, "cv.pdf", uuid4).lines if line.place == "page 2, line 1"
    ]
    assert line.understood == "Page number or list mark" and line.unsure


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Page 2 of 3", True), ("2 / 3", True), ("tudalen 2", True), ("Ann Lee - page 2", True),
        ("09/14", False), ("9/4", False), ("Drove", False),
    ],
)  # fmt: skip
def test_what_counts_the_pages(text: str, counts: bool) -> None:
    assert is_page_mark(text) is counts
