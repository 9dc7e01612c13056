"""A CV's content as JSON: what goes in comes out, to the letter (V1)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.casework.cv.cv_content import decode, encode
from jfs_desktop.errors import VaultProblem
from jfs_desktop.rules.cv.cv import Section
from tests.documents.made_cvs import made_cv


@given(st.integers(0, 2000), st.text(), st.permutations(list(Section)))
def test_a_content_comes_back_as_it_was(seed: int, text: str, order: list[Section]) -> None:
    content = replace(made_cv(seed), profile=text, sections=tuple(order[: seed % 11]))
    assert decode(json.loads(json.dumps(encode(content)))) == content


def test_a_newer_form_is_refused() -> None:
    with pytest.raises(VaultProblem, match="newer"):
        decode({**encode(made_cv(1)), "v": 2})
