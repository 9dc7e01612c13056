"""Who a message may go to (D3, X4, X6, X7, X8, AMB-39)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jfs_desktop.rules.mail.recipients import Finding, Towards, Weight, Wish, findings

OWN = "sian.tudur@example.org"
THEIRS = Wish(Towards.PARTICIPANT, (OWN,), of_case=OWN, of_others=frozenset({"owen@example.org"}))
TO_DWP = Wish(
    Towards.DWP,
    ("jc@dwp.example",),
    fixed=frozenset({"inbox@dwp.example"}),
    named="jc@dwp.example",
    places=frozenset({"dwp.example"}),
)


def weights(wish: Wish) -> list[Weight]:
    return [one.weight for one in findings(wish)]


def test_the_address_of_the_case_needs_no_question() -> None:
    assert findings(THEIRS) == ()
    assert findings(replace(THEIRS, to=(OWN.upper(),))) == ()


@pytest.mark.parametrize("other", ["sian.tudor@example.org", "someone@elsewhere.example"])
def test_another_address_than_the_cases_is_asked_about(other: str) -> None:
    (one,) = findings(replace(THEIRS, to=(other,)))
    assert one.weight is Weight.ASK
    assert OWN in one.remedy
    assert ("almost" in one.text) == (other == "sian.tudor@example.org")
    assert other in one.words, "who confirms it, confirms this address and no other"


def test_another_participants_address_is_refused() -> None:
    assert weights(replace(THEIRS, to=("Owen@example.org",))) == [Weight.REFUSE]


def test_one_message_goes_to_one_address() -> None:
    assert Weight.REFUSE in weights(replace(THEIRS, to=(OWN, "x@example.org")))
    assert Weight.REFUSE in weights(replace(THEIRS, to=()))


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("gmial.com", True),
        ("gmail.co", True),
        ("hotmial.co.uk", True),
        ("gmail.com", False),
        ("tesco.net", False),
    ],
)
def test_a_slip_in_a_usual_place_is_asked_about(place: str, asked: bool) -> None:
    address = f"sian@{place}"
    assert bool(weights(replace(THEIRS, to=(address,), of_case=address))) is asked


def test_letters_that_look_like_others_are_asked_about() -> None:
    address = "sіan@example.org"  # a Cyrillic letter
    assert weights(replace(THEIRS, to=(address,), of_case=address)) == [Weight.ASK]


def test_dwp_is_written_to_at_fixed_addresses_or_the_requests_own() -> None:
    """D3, X6, AMB-39: the address lock."""
    assert findings(TO_DWP) == ()
    assert findings(replace(TO_DWP, to=("inbox@dwp.example",))) == ()
    (one,) = findings(replace(TO_DWP, to=("jc@dwp.exampel",)))
    assert (one.weight, one.paragraph) == (Weight.REFUSE, "JFS 5.07")


@pytest.mark.parametrize("wish", [THEIRS, TO_DWP])
def test_of_a_restricted_case_nothing_goes_by_e_mail(wish: Wish) -> None:
    """X7: post with tracking instead."""
    first: Finding = findings(replace(wish, restricted=True))[0]
    assert (first.weight, first.paragraph) == (Weight.REFUSE, "JFS 5.05")


def test_after_a_death_nothing_goes_to_the_person_but_dwp_is_answered() -> None:
    assert weights(replace(THEIRS, died=True)) == [Weight.REFUSE]
    assert findings(replace(TO_DWP, died=True)) == ()
