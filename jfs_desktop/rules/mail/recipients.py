"""Who a message may go to: what is refused, and what the adviser is asked once more (D3, X4, X6, X7).

A participant's own papers go to the address that the case has. What goes to DWP goes, unencrypted as DWP
asks, to fixed addresses or to the address that the request itself names. Of restricted cases nothing goes by
e-mail at all (JFS 5.05).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from jfs_desktop.rules.writing.discreet import Discreet

LIKENESS: Final = 0.8
"""From here on two addresses are so alike that one may be a slip for the other; 1 is the same."""
USUAL_PLACES: Final = (
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.co.uk", "live.com",
    "yahoo.co.uk", "yahoo.com", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com",
    "virginmedia.com", "talktalk.net", "protonmail.com", "proton.me",
    "mail.com", "email.com", "ymail.com", "gmx.com", "gmx.co.uk",
)  # fmt: skip
"""Where most people have their address: a place almost like one of these is asked about."""


class Weight(StrEnum):
    """What a finding does."""

    REFUSE = "refuse"
    ASK = "ask"


class Towards(StrEnum):
    """Whom a message is for."""

    PARTICIPANT = "participant"
    DWP = "dwp"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a recipient, in a plain sentence with what to do."""

    weight: Weight
    text: str
    remedy: str = ""
    paragraph: str = ""

    @property
    def words(self) -> str:
        """What is said of the recipient, as it is read and answered: another address makes other words."""
        return f"{self.text} {self.remedy}".strip()


@dataclass(frozen=True, slots=True, repr=False)
class Wish(Discreet):
    """Where a message is to go. ``of_case`` is the participant's own address; ``of_others`` the addresses of
    other participants in the vault; ``fixed`` DWP's addresses; ``named`` the one that a request names;
    ``places`` where DWP has its addresses, each also with what stands before it and a dot."""

    towards: Towards
    to: tuple[str, ...]
    of_case: str = ""
    of_others: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    named: str = ""
    places: frozenset[str] = frozenset()
    restricted: bool = False
    died: bool = False


def findings(wish: Wish) -> tuple[Finding, ...]:
    """Everything that speaks against the recipients, refusals first; empty where nothing does."""
    found = sorted(_found(wish), key=lambda one: one.weight is not Weight.REFUSE)
    return tuple(found)


def _found(wish: Wish) -> Iterator[Finding]:
    if wish.restricted:
        yield Finding(
            Weight.REFUSE,
            "Nothing about a restricted case goes by e-mail.",
            "Send it by post, and record the tracking number.",
            "JFS 5.05",
        )
    if wish.died and wish.towards is Towards.PARTICIPANT:
        yield Finding(
            Weight.REFUSE, "The participant has died: nothing more goes out to them.", "", "JFS 5.19"
        )
    if not wish.to:
        yield Finding(Weight.REFUSE, "There is no address.", "Type where it goes.", "JFS 4.04")
    if len(wish.to) > 1 and wish.towards is not Towards.OTHER:
        yield Finding(
            Weight.REFUSE, "It would go to more than one address.", "Keep one and take the others away."
        )
    for address in wish.to:
        if wish.towards is Towards.DWP:
            yield from _dwp(wish, address)
        elif wish.towards is Towards.PARTICIPANT:
            yield from _participant(wish, address)
        yield from _odd(address)


def _dwp(wish: Wish, address: str) -> Iterator[Finding]:
    allowed = {_folded(one) for one in (*wish.fixed, wish.named) if one}
    if _folded(address) not in allowed:
        yield Finding(
            Weight.REFUSE,
            f"{address} is neither one of DWP's addresses in Settings nor the one that the request names.",
            "Correct it, or have the address added in Settings.",
            "JFS 5.07",
        )
    elif _folded(address) not in {_folded(one) for one in wish.fixed}:
        yield from _elsewhere(wish, address)


def _elsewhere(wish: Wish, address: str) -> Iterator[Finding]:
    """An address that a request names and that is at none of DWP's places: anybody may have written it."""
    place, places = _folded(address).rpartition("@")[2], {_folded(one) for one in wish.places}
    if any(place == one or place.endswith(f".{one}") for one in places):
        return
    alike = get_close_matches(place, sorted(places), n=1, cutoff=LIKENESS)
    yield Finding(
        Weight.ASK,
        f"{address} is {f'almost at {alike[0]}, but not' if alike else f'not at {_one_of(places)}'}.",
        "Ring the Jobcentre on a number that you know, and ask whether the address is theirs.",
        "JFS 5.07",
    )


def _one_of(places: Collection[str]) -> str:
    return " or ".join(sorted(places)) or "one of DWP's addresses in Settings"


def _participant(wish: Wish, address: str) -> Iterator[Finding]:
    here, own = _folded(address), _folded(wish.of_case)
    if here == own:
        return
    if here in {_folded(one) for one in wish.of_others}:
        yield Finding(
            Weight.REFUSE,
            f"{address} is another participant's address.",
            "Take the address of this case.",
            "JFS 1.08",
        )
    elif not own:
        yield Finding(
            Weight.ASK,
            f"The case has no e-mail address, and this goes to {address}.",
            "Check it with the participant before it goes.",
        )
    else:
        alike = bool(get_close_matches(here, [own], cutoff=LIKENESS))
        yield Finding(
            Weight.ASK,
            f"{address} is {'almost, but not quite, ' if alike else 'not '}the address of the case.",
            f"The case has {wish.of_case}.",
            "JFS 1.08",
        )


def _odd(address: str) -> Iterator[Finding]:
    place = _folded(address).rpartition("@")[2]
    if not address.isascii():
        yield Finding(
            Weight.ASK,
            f"{address} has letters that look like others.",
            "Check it letter by letter with whom it belongs to.",
        )
    elif place not in USUAL_PLACES:
        alike = _like(place, USUAL_PLACES)
        if alike:
            yield Finding(
                Weight.ASK, f"{address}: '{place}' is almost '{alike}'.", "Check that it is no slip."
            )


def _like(place: str, known: Collection[str]) -> str:
    """The known place that this one is a slip for, or ''."""
    close = get_close_matches(place, list(known), n=1, cutoff=0.85)
    return close[0] if close else ""


def _folded(address: str) -> str:
    return address.strip().casefold()
