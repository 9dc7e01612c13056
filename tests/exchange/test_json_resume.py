"""JSON Resume out and in: nothing lost, nothing dropped unseen, nothing hostile let in (V1)."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.json_resume import to_json_resume
from jfs_desktop.exchange.json_resume_reading import from_json_resume
from jfs_desktop.rules.cv.cv import Course, CvContent, Position, without_empty_rows
from tests.documents.made_cvs import made_cv


def without_ids(content: CvContent) -> CvContent:
    nobody = UUID(int=0)
    rows = {
        field.name: tuple(replace(row, id=nobody) for row in getattr(content, field.name))
        for field in fields(content)
        if field.name != "sections" and isinstance(getattr(content, field.name), tuple)
    }
    return replace(content, **rows)


@given(st.integers(0, 2000))
def test_what_goes_out_comes_back_without_what_was_hidden(seed: int) -> None:
    content = made_cv(seed)
    read = from_json_resume(to_json_resume(content), uuid4)
    assert read.unplaced == ()
    assert without_ids(read.content) == without_ids(without_empty_rows(content))
    assert b"01978 999999" not in to_json_resume(content)


def test_marks_stay_at_home_and_come_back() -> None:
    """V1: other programs read plain text; what was bold here is bold again, unless it was changed there."""
    job = Position(uuid4(), "Porter", duties=("**Washed** up", "- carried [plates](https://example.org)"))
    course = Course(uuid4(), "NVQ", notes=("1. unit **one**", "2. unit two"))
    content = CvContent(profile="- early\n- **tidy**", work=(job,), education=(course,))
    body = json.loads(to_json_resume(content))
    assert body["work"][0]["highlights"] == ["Washed up", "carried plates (https://example.org)"]
    assert body["basics"]["summary"] == "- early\n- tidy"
    assert "**" not in json.dumps(
        {key: value for key, value in body["work"][0].items() if "Marked" not in key}
    )
    assert without_ids(from_json_resume(to_json_resume(content), uuid4).content) == without_ids(content)
    body["work"][0]["highlights"][0] = "Washed up daily"
    again = from_json_resume(json.dumps(body).encode(), uuid4)
    assert again.content.work[0].duties[0] == "Washed up daily"
    assert [one.where for one in again.unplaced] == ["work, row 1, highlightsMarked"]


def test_v1_every_program_reads_the_achievement_among_the_highlights() -> None:
    job = Position(uuid4(), "Porter", duties=("Washed up",), achievement="Raised the **pick** rate")
    body = json.loads(to_json_resume(CvContent(work=(job,))))
    assert body["work"][0]["highlights"] == ["Washed up", "Raised the pick rate"]
    (again,) = from_json_resume(json.dumps(body).encode(), uuid4).content.work
    assert (again.duties, again.achievement) == (job.duties, job.achievement)
    del body["work"][0]["achievement"]  # by a program that does not know the name
    (other,) = from_json_resume(json.dumps(body).encode(), uuid4).content.work
    assert len(other.duties) == 2 and not other.achievement


def test_the_form_is_that_of_version_1_0_0() -> None:
    """Names, kinds and dates as the published schema of JSON Resume v1.0.0 asks for them."""
    body = json.loads(to_json_resume(made_cv(5)))
    assert set(body["basics"]) <= {
        "name",
        "label",
        "summary",
        "email",
        "phone",
        "url",
        "location",
        "profiles",
    }
    assert isinstance(body["basics"]["location"]["address"], str)
    for job in body["work"]:
        assert {"name", "position"} <= set(job)
        for key in ("startDate", "endDate"):
            assert key not in job or re.fullmatch(r"[12]\d{3}(-\d\d(-\d\d)?)?", job[key])
    for skill in body["skills"]:
        assert all(isinstance(word, str) for word in skill.get("keywords", []))


FOREIGN: dict[str, Any] = {
    "basics": {
        "name": "Siân Prŷs",
        "image": "photo.png",
        "location": {"address": "1 Stryd Fawr", "city": "Bangor", "postalCode": "LL57 1AA"},
        "profiles": [{"network": "LinkedIn", "username": "sianprys"}],
    },
    "work": [{"name": "Ysbyty", "position": "Nyrs", "startDate": "2019-03-15", "summary": "Ward.", "url": "https://x"}],
    "awards": [{"title": "Employee of the month"}],
    "education": [{"institution": "Coleg", "area": "Iechyd", "studyType": "Diploma", "endDate": "last year"}],
    "references": [{"name": "Mair", "reference": "Always early."}],
}  # fmt: skip


def test_what_has_no_place_is_named_with_its_path() -> None:
    read = from_json_resume(json.dumps(FOREIGN).encode(), uuid4)
    unplaced = {item.where: item.text for item in read.unplaced}
    assert unplaced == {
        "awards": '[{"title": "Employee of the month"}]',
        "basics, image": "photo.png",
        "work, row 1, startDate": "day 15",
        "work, row 1, url": "https://x",
        "education, row 1, endDate": "last year",
        "references, row 1, reference": "Always early.",
    }
    assert read.content.contacts[0].text == "1 Stryd Fawr, Bangor, LL57 1AA"
    assert read.content.work[0].duties == ("Ward.",)
    assert read.content.work[0].ongoing
    assert read.content.education[0].qualification == "Diploma Iechyd"
    assert read.content.references[0].name == "Mair"


def test_a_field_that_stands_twice_is_not_lost() -> None:
    read = from_json_resume(b'{"basics": {"name": "A", "name": "B"}}', uuid4)
    assert read.content.name == "A"
    assert [(item.where, item.text) for item in read.unplaced] == [("basics, name (time 2)", "B")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe{}", b"[]", b'"text"', b"{", b'{"basics": []}', b'{"work": {"name": "x"}}',
        b'{"work": [7]}', b'{"basics": {"name": ["x"]}}', b'{"basics": {"name": NaN}}',
        b'{"skills": [{"keywords": "x"}]}', b'{"a":' * 30 + b"1" + b"}" * 30, b"[" * 100_000,
        b'{"basics": {"name": ' + b"9" * 5000 + b"}}", b'{"work": [{"ongoing": "yes"}]}',
        b'{"work": [' + b"{}," * 600 + b"{}]}", b'{"a": "' + b"x" * 1_100_000 + b'"}',
    ],
)  # fmt: skip
def test_another_shape_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        from_json_resume(data, uuid4)
    assert refused.value.text.startswith("This file is not a CV in the form JSON Resume.")
    assert refused.value.remedy


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "email", "keywords", "startDate", "location", "x"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["basics", "work", "skills", "meta", "languages", "y"]), _VALUES))
def test_any_json_is_read_or_refused(body: dict[str, Any]) -> None:
    try:
        read = from_json_resume(json.dumps(body).encode(), uuid4)
    except BadInput:
        return
    assert isinstance(read.content, CvContent)
    from_json_resume(to_json_resume(read.content), uuid4)
