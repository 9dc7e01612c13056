"""The programme profile is read strictly, and the core holds none of its figures or wording."""

from __future__ import annotations

import ast
import copy
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jfs_desktop.errors import NotFound
from jfs_desktop.paths import resource
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.rules.programme.programme import Programme, parse_programme
from jfs_desktop.store.profiles import load_programme

CORE = Path(__file__).parents[3] / "jfs_desktop"
PROFILE = tomllib.loads(resource("programmes", "jfs-2021.toml").read_text("utf-8"))


@pytest.mark.parametrize("programme_id", sorted(path.stem for path in resource("programmes").glob("*.toml")))
def test_shipped_profiles_hold_together(programme_id: str) -> None:
    programme = load_programme(programme_id)
    assert programme.id == programme_id
    assert programme.version
    assert set(programme.stage_names) == {stage.value for stage in Stage}
    assert set(programme.fact_kinds) == set(FactKind)
    assert sum(code.completes for code in programme.end_codes) == 1


def test_the_second_guidance_keeps_the_first_ones_clocks_and_adds_its_own() -> None:
    """AMB-60: cost rights run only on the second programme."""
    first, second = load_programme("jfs-2021"), load_programme("ipes-2023")
    assert first.clock_ids() == second.clock_ids()
    own = {rule.id for rule in second.clocks if rule.listed} - {
        rule.id for rule in first.clocks if rule.listed
    }
    assert own == {"ipesso1_submission", "childcare_stop", "childcare_last_payable", "travel_liability"}
    assert all(second.clock(clock_id).paragraph.startswith("IPES ") for clock_id in own)


def test_an_unknown_profile_is_told_in_words() -> None:
    with pytest.raises(NotFound, match="jfs-1999"):
        load_programme("jfs-1999")


def test_minimums_agree_with_the_clocks() -> None:
    programme = load_programme("jfs-2021")
    assert programme.clock("maximum_provision").count.number == programme.minimums.provision_working_days
    assert programme.clock("expected_completion").count.number == programme.minimums.expected_working_days


def test_standards_and_returns_name_clocks_that_exist() -> None:
    programme = load_programme("jfs-2021")
    for clock_id in (*(one.clock for one in programme.standards), *(one.clock for one in programme.returns)):
        assert not clock_id or programme.has_clock(clock_id)
    assert {rule.scope for rule in programme.clocks} == set(Scope)


def _clock(profile: dict[str, Any], clock_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(clock for clock in profile["clocks"] if clock["id"] == clock_id)
    return found


Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda p: _clock(p, "next_appointment").update(formula="1 + 1"), r"next_appointment.*'formula'"),
        (
            lambda p: _clock(p, "next_appointment").update(starts=["moon_rose"]),
            r"next_appointment\]\.starts.*'moon_rose'",
        ),
        (
            lambda p: _clock(p, "next_appointment").pop("paragraph"),
            r"next_appointment.*'paragraph' is missing",
        ),
        (
            lambda p: _clock(p, "next_appointment").update(paragraph="XYZ 3.19"),
            r"next_appointment.*names no guidance",
        ),
        (lambda p: _clock(p, "next_appointment").update(paragraph=""), r"next_appointment.*paragraph"),
        (lambda p: _clock(p, "next_appointment").update(phase="never"), r"next_appointment.*'never'"),
        (lambda p: _clock(p, "next_appointment").update(stops=[]), r"next_appointment.*no fact meets it"),
        (lambda p: _clock(p, "next_appointment")["count"].update(number="5"), r"count\.number.*whole number"),
        (
            lambda p: _clock(p, "next_appointment")["count"].update(unit="fortnights"),
            r"count\.unit.*'fortnights'",
        ),
        (
            lambda p: p["clocks"].append(_clock(p, "next_appointment")),
            r"clocks.*'next_appointment' stands twice",
        ),
        (lambda p: p["facts"].pop(), r"facts.*'child_born' has no name"),
        (lambda p: p["minimums"].pop("one_to_one_minutes"), r"minimums.*'one_to_one_minutes' is missing"),
        (lambda p: p["minimums"].update(one_to_one_minutes=True), r"minimums\.one_to_one_minutes"),
        (lambda p: p["guards"][0].update(after_clock="no_clock"), r"guards\[1\].*'no_clock'"),
        (lambda p: p["guards"][0].update(at_least="luck"), r"guards\[1\].*'luck'"),
        (lambda p: p["guards"][0].update(paragraph=""), r"guards\[1\].*paragraph"),
        (lambda p: p.update(survey="none"), r"survey.*table"),
        (lambda p: p["survey"]["answers"].append("Neither"), r"survey_answered.*not those of the survey"),
        (lambda p: p["survey"]["channels"].pop(), r"survey_answered.*not the channels of the survey"),
        (lambda p: p.update(end_codes="none"), r"end_codes.*list"),
        (lambda p: p.update(extra=1), r"the top.*'extra'"),
    ],
)
def test_a_bad_profile_is_refused_with_its_place(spoil: Spoil, told: str) -> None:
    profile = copy.deepcopy(PROFILE)
    spoil(profile)
    with pytest.raises(BadProfile, match=told) as refused:
        parse_programme(profile)
    assert refused.value.remedy


def test_a_target_changes_without_code() -> None:
    """DESIGN 3.1."""
    profile = copy.deepcopy(PROFILE)
    profile["standards"][0]["target_percent"] = 97
    _clock(profile, "next_appointment")["count"]["number"] = 4
    programme = parse_programme(profile)
    assert programme.standards[0].target_percent == 97
    assert programme.clock("next_appointment").count.number == 4


ELSEWHERE = {
    ("documents/walk/word_numbers.py", 90): "a Roman numeral",
    ("rules/cv/cv_hints.py", 90): "words of a profile on a CV",
    ("rules/meetings/session_beats.py", 45): "seconds of silence between two heartbeats (DESIGN 5)",
}
"""Figures of the core that only look like one of the profile, with what they are. Figures under 36
are too common to tell apart."""


def test_the_core_holds_no_figure_of_the_profile() -> None:
    """DESIGN 3.1: end codes, percentages, minutes and long periods stand in the profile alone."""
    figures = _figures(load_programme("jfs-2021"))
    assert {240, 95, 91, 182, 39, 45} <= figures
    found = {
        (path.relative_to(CORE).as_posix(), value)
        for path in CORE.rglob("*.py")
        for value in _literals(path)
        if isinstance(value, int) and not isinstance(value, bool) and value in figures
    }
    assert found - set(ELSEWHERE) == set()


def test_the_core_holds_no_wording_of_the_profile() -> None:
    """DESIGN 3.1: questions, answers, codes and names of duties stand in the profile alone."""
    wording = {text.casefold() for text in _texts(PROFILE) if len(text.split()) > 2}
    assert PROFILE["survey"]["question"].casefold() in wording
    found = {
        (path.relative_to(CORE).as_posix(), value)
        for path in CORE.rglob("*.py")
        for value in _literals(path)
        if isinstance(value, str) and value.casefold() in wording
    }
    assert found == set()


def _figures(programme: Programme) -> set[int]:
    known = {code.code for code in programme.end_codes}
    known |= {standard.target_percent for standard in programme.standards}
    known |= {standard.red_below for standard in programme.standards}
    known |= {abs(rule.count.number) for rule in programme.clocks}
    known |= {programme.minimums.one_to_one_minutes, programme.eligibility.education_days}
    return {figure for figure in known if figure >= 36 and figure != 100}


def _literals(path: Path) -> Iterator[object]:
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield node.value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
