"""A slow second opinion on every count: it walks one day at a time over the `holidays` package.

It shares nothing with the product: neither its holiday data nor its profile nor its tables.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import holidays

FIRST, LAST = date(2012, 1, 1), date(2028, 12, 31)
YEARS = range(FIRST.year, LAST.year + 1)
ONE_DAY = timedelta(days=1)

NOT_OFFICIAL = {"SCT": {date(2026, 6, 15)}}
"""Days that the package has and the official data has not; the official data wins (W17)."""


@cache
def kept_in(nation: str) -> frozenset[date]:
    """The public holidays of one nation, by its code."""
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=YEARS)) - NOT_OFFICIAL.get(
        nation, set()
    )


def works(day: date, nation: str = "") -> bool:
    """Neither a weekend nor a public holiday: in that nation, or in any."""
    asked = [nation] if nation else ["ENG", "SCT", "WLS"]
    return day.weekday() < 5 and not any(day in kept_in(each) for each in asked)


def after(day: date, number: int, nation: str = "") -> date:
    """The event is day 0."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= works(day, nation)
    return day


def from_day_one(day: date, number: int, nation: str = "") -> date:
    """The event is day 1, or the next day that is worked."""
    while not works(day, nation):
        day += ONE_DAY
    return after(day, number - 1, nation) if number > 1 else day


def fifteenth(day: date) -> date:
    """The 15th of the month after the day's."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=15)


def childcare(born: date) -> date:
    """The first Tuesday of a September after the fifteenth birthday (never a leap-day birth here)."""
    day = born.replace(year=born.year + 15) + ONE_DAY
    while not (day.month == 9 and day.weekday() == 1 and day.day <= 7):
        day += ONE_DAY
    return day


def roll(day: date, step: timedelta, nation: str = "") -> date:
    """The day itself, or the nearest worked day that way."""
    while not works(day, nation):
        day += step
    return day


Walk = Callable[[date, str], date]

WALKS: dict[str, Walk] = {
    "acknowledge_referral": lambda d, n: from_day_one(d, 2, n),
    "contact_participant": lambda d, n: after(d, 8, n),
    "hold_initial_meeting": lambda d, n: after(d, 8, n),
    "missed_initial_meeting": lambda d, n: d,
    "record_prap_outcome": lambda d, n: after(d, 10, n),
    "prap_last_safe_input": lambda d, n: d + timedelta(days=29),
    "prap_thirtieth_day": lambda d, n: d + timedelta(days=30),
    "prap_auto_dna": lambda d, n: d + timedelta(days=31),
    "next_appointment": lambda d, n: after(d, 5, n),
    "expected_completion": lambda d, n: after(d, 10, n),
    "maximum_provision": lambda d, n: after(d, 20, n),
    "prap_auto_end": lambda d, n: d + timedelta(days=30),
    "effective_last_day": lambda d, n: min(after(d, 20, n), d + timedelta(days=29)),
    "missed_meeting_contact": lambda d, n: after(d, 2, n),
    "disengagement_contact": lambda d, n: after(d, 2, n),
    "re_engagement_window": lambda d, n: after(d, 5, n),
    "share_jfap_with_jobcentre": lambda d, n: after(d, 5, n),
    "survey_return": lambda d, n: roll(fifteenth(d), ONE_DAY, n),
    "clerical_mi_return": lambda d, n: fifteenth(d),
    "clerical_mi_target": lambda d, n: roll(fifteenth(d), -ONE_DAY, n),
    "mi_before_cpr": lambda d, n: after(d, -5, n),
    "pco_sample_arrival": lambda d, n: after(d, -5, n),
    "service_end": lambda d, n: after(d, 20, n),
    "claim_first_ineligible_day": lambda d, n: d + timedelta(days=91),
    "unemployment_exception_last_day": lambda d, n: d + timedelta(days=182),
    "ipesso1_submission": lambda d, n: after(d, 5, n),
    "childcare_stop": lambda d, n: childcare(d),
    "childcare_last_payable": lambda d, n: childcare(d) - ONE_DAY,
    "jfap_to_participant": lambda d, n: after(d, 1, n),
    "prap14_to_post": lambda d, n: d,
    "safeguarding_contact": lambda d, n: d,
    "tell_programme_manager": lambda d, n: d,
    "update_jfap_after_session": lambda d, n: d,
    "chase_pack_reply": lambda d, n: after(d, 10, n),
    "chase_jfap_reply": lambda d, n: after(d, 10, n),
    "ask_survey": lambda d, n: after(d, 5, n),
    "retention_end": lambda d, n: d,
    "remind_of_duty": lambda d, n: d,
    "exit_on_request": lambda d, n: after(d, 1, n),
    "ask_about_doubt": lambda d, n: after(d, 2, n),
    "review_absence": lambda d, n: d + timedelta(days=7),
    "consider_change_notice": lambda d, n: after(d, 1, n),
}

CAPPED: dict[str, Callable[[date, date, str], date]] = {
    "re_engagement_window_capped": lambda d, start, n: min(after(d, 5, n), after(start, 20, n)),
    "key_end": lambda d, start, n: min(after(d, 1, n), start + timedelta(days=29)),
}
