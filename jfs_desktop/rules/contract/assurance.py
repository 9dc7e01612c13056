"""What a run of ratings by DWP's provider assurance team gives warning of (MI21, AMB-70, JFS 7.56)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jfs_desktop.rules.programme.programme_figures import Assurance


class RatingAlert(StrEnum):
    """Two alerts, kept apart (AMB-70)."""

    NO_BETTER = "no_better"
    """Poor before, and no better now on the same grounds."""
    POOR_AGAIN = "poor_again"
    """So many poor ratings in a row, on whatever grounds."""


@dataclass(frozen=True, slots=True)
class Review:
    """One review: its rating, and the ground it was given on."""

    rating: str
    ground: str


def alerts(rules: Assurance, reviews: Sequence[Review]) -> tuple[RatingAlert, ...]:
    """What the newest of the reviews, oldest first, gives warning of."""
    found: list[RatingAlert] = []
    if len(reviews) > 1:
        before, now = reviews[-2:]
        rank = rules.ratings.index
        unchanged = before.ground == now.ground
        if before.rating in rules.poor and unchanged and rank(now.rating) <= rank(before.rating):
            found.append(RatingAlert.NO_BETTER)
    last = reviews[-rules.poor_in_a_row :]
    if len(last) == rules.poor_in_a_row and all(one.rating in rules.poor for one in last):
        found.append(RatingAlert.POOR_AGAIN)
    return tuple(found)
