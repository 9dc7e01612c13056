"""Jobs newest first: in the short style, at import and by one button (JFS 4.12, V1)."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.casework.cv.cv_reading import read_existing
from jfs_desktop.rules.cv.cv import CvContent, MonthYear, Position
from jfs_desktop.rules.cv.cv_order import is_newest_first, newest_first
from jfs_desktop.rules.cv.cv_styles import CvStyle, as_shown

MONTHS = st.none() | st.builds(MonthYear, st.integers(1990, 2021), st.integers(0, 12))
JOBS = st.lists(
    st.builds(Position, st.uuids(), st.just("Cook"), began=MONTHS, ended=MONTHS, ongoing=st.booleans()),
    max_size=7,
)


def job(key: int, began: int | None, ended: int | None) -> Position:
    told = [MonthYear(year) if year else None for year in (began, ended)]
    return Position(UUID(int=key), "Cook", "Inn", "", *told, duties=("fried", "boiled", "baked"))


@given(JOBS)
def test_put_in_order_they_are_in_it_and_stay(jobs: list[Position]) -> None:
    ordered = newest_first(jobs)
    assert is_newest_first(ordered) and newest_first(ordered) == ordered
    assert sorted(row.id for row in ordered) == sorted(row.id for row in jobs)


def test_jobs_beside_one_another_stand_as_the_person_likes() -> None:
    jobs = (job(1, 2010, 2021), job(2, 2015, 2016), job(3, None, None), job(4, 2005, 2010))
    assert newest_first(jobs) == jobs
    assert [row.id.int for row in newest_first(jobs[::-1])] == [1, 2, 4, 3]  # one without dates goes along


def test_the_short_style_tells_duties_of_the_newest_whatever_their_places() -> None:
    jobs = tuple(job(number, 2000 + number, 2001 + number) for number in range(1, 10, 2))
    shown = as_shown(CvContent(work=jobs), CvStyle.SHORT).work
    assert [row.id for row in shown] == [row.id for row in jobs]
    assert [len(row.duties) for row in shown] == [0, 0, 2, 2, 2]


def test_an_old_cv_comes_in_newest_first() -> None:
    text = (
        "Ann Lee\nWork History\nCook, The Lantern Inn, 2001 - 2005\nDriver, Bay Stores, 2010 - 2015\n"
        "Packer, Bay Foods Ltd, 2016 - present\n"
    )
    read = read_existing(text.encode(), "cv.txt", uuid4)
    assert [row.title for row in read.content.work] == ["Packer", "Driver", "Cook"]
    assert [line.text[:4] for line in read.lines][2:] == ["Cook", "Driv", "Pack"]  # as the file has them
