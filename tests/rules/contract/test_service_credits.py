"""Bands, service credits, termination thresholds and ratings, as the text reads (Q12 to Q15, MI21, AMB-43 to
AMB-45, AMB-70)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from jfs_desktop.rules.contract.assurance import RatingAlert, Review, alerts
from jfs_desktop.rules.contract.service_credits import Band, band, credit, reds
from tests.rules.made_facts import PROGRAMME

G, A, R = Band.GREEN, Band.AMBER, Band.RED
STANDARDS = {one.id: one for one in PROGRAMME.standards}


@pytest.mark.parametrize(
    ("standard", "ratio", "expected"),
    [
        ("css1", Fraction(95), G), ("css1", Fraction(946, 10), A), ("css1", Fraction(85), A),
        ("css1", Fraction(84999, 1000), R), ("css2", Fraction(95), G), ("css2", Fraction(90), A),
        ("css2", Fraction(89999, 1000), R), ("css1", None, None), ("css5b", Fraction(10), None),
    ],
)  # fmt: skip
def test_q12_amb_43_bands_are_told_from_the_exact_ratio(
    standard: str, ratio: Fraction | None, expected: Band | None
) -> None:
    """Q12, AMB-43: under 95 is amber however little; no cases, no band; CSS 3 to 6 have none (AMB-25)."""
    assert band(STANDARDS[standard], ratio) is expected


@pytest.mark.parametrize(
    ("before", "now", "per_cent"),
    [(G, R, 5), (R, R, 10), (A, R, 5), (G, A, 0), (A, A, 5), (R, A, 0), (A, G, 0), (R, G, 0), (None, R, 5)],
)
def test_q13_amb_44_one_credit_a_month_for_each_standard(before: Band, now: Band, per_cent: int) -> None:
    """Q13, AMB-44: the table of the requirements, row by row; a month without cases breaks a run."""
    assert credit(PROGRAMME.credits, before, now) == per_cent


def test_q14_amb_44_every_running_pair_counts_and_nothing_is_won_back() -> None:
    """Q13, Q14, AMB-44: the third running red costs as the second, each further amber as the second; no
    month gives anything back, and the worst month of both standards costs 20."""

    def of(bands: list[Band]) -> list[int]:
        return [
            credit(PROGRAMME.credits, before, now) for before, now in zip([None, *bands], bands, strict=False)
        ]

    assert of([R, R, R, G, R]) == [5, 10, 10, 0, 5]
    assert of([A, A, A, R, A, A]) == [0, 5, 5, 5, 0, 5]
    costs = [credit(PROGRAMME.credits, *pair) for pair in product((None, G, A, R), repeat=2)]
    assert (min(costs), 2 * max(costs)) == (0, 20)


def test_q15_amb_45_a_red_in_either_standard_makes_a_red_month() -> None:
    """Q15, AMB-45: four months of twelve, wherever the red stood; two in one month are one."""
    css1 = [R, G, G, G, R, G, G, G, G, G, G, G]
    css2 = [R, G, G, R, G, G, G, R, G, G, G, G]
    found = reds(PROGRAMME.thresholds, {"css1": css1, "css2": css2})
    assert (found.months, found.running, found.warned, found.reached) == (4, 0, True, True)
    later = reds(PROGRAMME.thresholds, {"css1": [*css1, G], "css2": [*css2, G]})
    assert (later.months, later.warned, later.reached) == (3, True, False), (
        "the first month is out of the twelve"
    )


@pytest.mark.parametrize(
    ("css1", "css2", "running", "warned", "reached"),
    [
        ([R, R, R], [G, G, G], 3, True, True),
        ([G, R, R], [G, G, G], 2, True, False),
        ([R, G, R], [G, R, G], 1, True, False),  # three red months of twelve, none running in one standard
        ([G, G, R], [G, G, R], 1, False, False),
        ([R, R, None], [G, G, None], 0, False, False),
    ],
)
def test_q15_running_reds_are_those_of_one_standard(
    css1: list[Band | None], css2: list[Band | None], running: int, warned: bool, reached: bool
) -> None:
    """Q15, JFS 6.10: three running in CSS 1 or in CSS 2; told at two running and at three of twelve."""
    found = reds(PROGRAMME.thresholds, {"css1": css1, "css2": css2})
    assert (found.running, found.warned, found.reached) == (running, warned, reached)


BAD, AGAIN = RatingAlert.NO_BETTER, RatingAlert.POOR_AGAIN


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["weak data", "weak data"], (BAD,)),
        (["limited data", "weak data"], (BAD,)),
        (["weak data", "limited data"], ()),  # better, if still poor
        (["weak data", "weak claims"], ()),  # on other grounds
        (["weak data", "limited claims", "weak governance"], (AGAIN,)),
        (["weak data", "limited data", "limited data"], (BAD, AGAIN)),
        (["weak data", "strong data", "weak data"], ()),
        (["reasonable data", "reasonable data"], ()),
        (["weak data"], ()),
    ],
)
def test_mi21_amb_70_the_two_alerts_are_kept_apart(
    given: list[str], expected: tuple[RatingAlert, ...]
) -> None:
    """MI21, AMB-70: no better on unchanged grounds, and a third poor rating in a row on whatever grounds."""
    reviews = [Review(*one.split()) for one in given]
    assert alerts(PROGRAMME.assurance, reviews) == expected
