"""Names on a form, ends that fit, and as what a JFAP goes to the Jobcentre (X4, X5, AMB-26)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.jfap_request import (
    JfapState,
    VersionFacts,
    fits,
    lacks,
    requests_of,
    same_person,
    state_of_jfap,
)
from jfs_desktop.rules.plan.plan import PlanContent
from tests.rules.made_facts import case, fact, started


@pytest.mark.parametrize(
    ("asked", "known", "same"),
    [
        ("Ms Priya NAIR", "Priya Nair", True),
        ("NAIR, Priya (Mrs.)", "Priya Nair", True),
        ("Ms Nair", "Priya Nair", False),
        ("Mòrag NicDhòmhnaill", "Morag Nicdhomhnaill", True),
        ("LLYWELYN-PRYTHERCH, Gwenllian Angharad", "Gwenllian Angharad Llywelyn-Prytherch", True),
        ("O'Brien, Siân", "Sian OBrien", True),
        ("Gwenllian Llywelyn-Prytherch", "Gwenllian Angharad Llywelyn-Prytherch", False),
        ("G. Llywelyn", "Gwenllian Llywelyn", False),
        ("Priya Nair", "Priya Nayar", False),
        ("", "Priya Nair", False),
    ],
)
def test_x4_the_same_name(asked: str, known: str, same: bool) -> None:
    assert same_person(asked, known) is same


def test_x4_r6_the_end_on_the_form_chooses_among_cases() -> None:
    asked = date(2021, 2, 22)
    assert fits(date(2021, 2, 8), date(2021, 2, 22), asked) == 0
    assert fits(date(2021, 2, 8), date(2021, 3, 1), asked) == 7
    assert fits(date(2021, 5, 26), None, asked) is None
    assert fits(None, None, asked) is None
    assert fits(date(2021, 2, 8), None, None) is None


def test_amb_26_as_what_it_goes() -> None:
    final = fact(K.JFAP_FINALISED, "2021-07-26")
    assert state_of_jfap(case(*started())) is JfapState.NOT_FINAL
    assert state_of_jfap(case(*started(), final)) is JfapState.FINAL
    again = fact(K.FINALISING_PAUSED, "2021-07-27")
    assert state_of_jfap(case(*started(), final, again)) is JfapState.NOT_FINAL
    left = fact(K.ENDED_EARLY, "2021-07-27")
    assert state_of_jfap(case(*started(), left)) is JfapState.EARLY_COMPLETER


def test_p12_each_request_with_its_last_day_of_issue() -> None:
    first = fact(K.JFAP_REQUESTED, "2021-07-30", requested_on="2021-07-29")
    second = fact(K.JFAP_REQUESTED, "2021-08-03")
    sent = fact(K.JFAP_SENT_TO_JOBCENTRE, "2021-08-02", about=first)
    again = fact(K.JFAP_SENT_TO_JOBCENTRE, "2021-08-05", about=first)
    found = requests_of(case(*started(), first, sent, second, again))
    assert [(one.requested_on, one.issued_on) for one in found] == [
        (date(2021, 7, 29), date(2021, 8, 5)),
        (date(2021, 8, 3), None),
    ]


def test_x5_an_empty_plan_lacks_everything() -> None:
    found = lacks(PlanContent(), {"cv": "CV creation"}, VersionFacts(), JfapState.FINAL)
    assert [one.key for one in found] == ["objectives", "next_steps", "activities", "headings", "dated"]
    assert all(one.paragraph.startswith("JFS ") and one.text for one in found)
    assert "CV creation" in next(one.text for one in found if one.key == "headings")
