"""The made-up people live where their nation is: street and postcode go together with it."""

from __future__ import annotations

import tomllib
from datetime import date
from random import Random

import pytest

from jfs_desktop import paths
from jfs_desktop.casework.demo.people import People

IN_SCOTLAND = ("AB", "DD", "EH", "G1", "G2", "G4", "HS", "IV", "PA")
IN_WALES = ("CF", "LL", "NP", "SA", "SY23")


def nation_of(postcode: str) -> str:
    if postcode.startswith(IN_SCOTLAND):
        return "SCT"
    return "WLS" if postcode.startswith(IN_WALES) else "ENG"


@pytest.mark.parametrize("seed", [1, 7])
def test_address_and_nation_agree(seed: int) -> None:
    made = People(Random(seed), ("clinic",), date(2021, 6, 4))
    people = [*made.cast(), *(made.another("priya", benefits=("UC",)) for _ in range(300))]
    assert {nation_of(one.postcode) for one in people} == {"ENG", "SCT", "WLS"}
    assert [one for one in people if nation_of(one.postcode) != one.nation] == []


def test_a_street_of_one_nation_is_in_no_other() -> None:
    told = tomllib.loads(paths.resource("demo", "people.toml").read_text("utf-8"))
    made = People(Random(1), ("clinic",), date(2021, 6, 4))
    for one in (made.another("priya", benefits=("UC",)) for _ in range(300)):
        street = one.address.split(" ", 1)[1]
        assert street in told["streets"] or street in told["streets_in"][one.nation]
