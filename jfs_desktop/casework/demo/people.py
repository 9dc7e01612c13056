"""Made-up participants: names that hold together, telephone numbers that Ofcom keeps for fiction,
NI numbers of the right form, and a kind of work each is looking for."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from jfs_desktop.paths import resource
from jfs_desktop.rules.person.folding import folded

_NI_FIRST, _NI_SECOND, _NI_LAST = "ABCEGHJKLMNPRSTWXY", "ABCEHJKLMPRSWXY", "ABCD"
_YOUNGEST_DAYS, _OLDEST_DAYS = 19 * 365, 61 * 365
_YOUNGEST_CLAIM_DAYS, _OLDEST_CLAIM_DAYS = 10, 84


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Everything that a referral says of somebody made up, and what their story is about."""

    first_name: str
    last_name: str
    date_of_birth: date
    ni_number: str
    address: str
    postcode: str
    nation: str
    telephone: str
    email: str
    benefit: str
    claim_days: int
    jobcentre: str
    work_coach: str
    vulnerable: bool
    notes: str
    theme: str
    story: str
    timed: bool = False


class People:
    """Makes up people, no two with the same name, telephone number or NI number."""

    def __init__(self, random: Random, themes: tuple[str, ...], today: date) -> None:
        with resource("demo", "people.toml").open("rb") as file:
            self._told: Mapping[str, Any] = tomllib.load(file)
        self._random = random
        self._themes = themes
        self._today = today
        self._names: set[str] = {f"{one['first']} {one['last']}" for one in self._told["cast"]}
        self._made = 0

    @property
    def provider(self) -> str:
        """The invented provider."""
        return str(self._told["provider"])

    @property
    def adviser(self) -> str:
        """Who works at this computer."""
        return str(self._told["adviser"])

    @property
    def cast_stories(self) -> frozenset[str]:
        """The stories that belong to the people of the first pages."""
        return frozenset(one["story"] for one in self._told["cast"])

    def colleague_names(self, number: int) -> tuple[str, ...]:
        """So many other advisers of the provider."""
        names = list(self._told["colleagues"])
        while len(names) < number:
            names.append(" ".join(self._fresh_name(self._random.choice(self._told["groups"]))))
        return tuple(names[:number])

    def cast(self) -> tuple[InventedPerson, ...]:
        """The people of the first pages, always the same."""
        return tuple(self._person(one, one["first"], one["last"]) for one in self._told["cast"])

    def another(self, story: str, *, benefits: tuple[str, ...]) -> InventedPerson:
        """One more person for a story."""
        random = self._random
        group = random.choice(self._told["groups"])
        first, last = self._fresh_name(group)
        nation = random.choice(group["nations"])
        asked = {
            "nation": nation,
            "postcode": random.choice(group["postcodes"][nation]),
            "benefit": random.choice(benefits),
            "theme": random.choice(self._themes),
            "jobcentre": random.choice(self._told["jobcentres"]),
            "vulnerable": random.random() < 0.06,
            "story": story,
        }
        return self._person(asked, first, last)

    def _fresh_name(self, group: Mapping[str, Any]) -> tuple[str, str]:
        """A name not given yet; a double-barrelled one once the group's plain ones run out."""
        random = self._random
        for attempt in range(1000):
            first, last = random.choice(group["first"]), random.choice(group["last"])
            if attempt >= 20:
                last = f"{last}-{random.choice(group['last']).rpartition(' ')[2]}"
            if f"{first} {last}" not in self._names:
                break
        self._names.add(f"{first} {last}")
        return first, last

    def _person(self, asked: Mapping[str, Any], first: str, last: str) -> InventedPerson:
        random = self._random
        self._made += 1
        mailbox = folded(f"{first} {last}").replace(" ", ".")
        plain = unicodedata.normalize("NFKD", mailbox).encode("ascii", "ignore").decode()
        streets = [*self._told["streets"], *self._told["streets_in"][asked["nation"]]]
        born = self._today - timedelta(days=random.randint(_YOUNGEST_DAYS, _OLDEST_DAYS))
        return InventedPerson(
            first_name=first,
            last_name=last,
            date_of_birth=born,
            ni_number=self._ni_number(),
            address=f"{random.randint(1, 140)} {random.choice(streets)}",
            postcode=asked.get("postcode", "NE1 4ZZ"),
            nation=asked["nation"],
            telephone=self._telephone(),
            email=f"{plain}@example.org",
            benefit=asked.get("benefit", "UC"),
            claim_days=random.randint(_YOUNGEST_CLAIM_DAYS, _OLDEST_CLAIM_DAYS),
            jobcentre=asked["jobcentre"],
            work_coach=random.choice(self._told["work_coaches"]),
            vulnerable=bool(asked.get("vulnerable", False)),
            notes=str(asked.get("notes", "")),
            theme=asked["theme"],
            story=asked["story"],
            timed=bool(asked.get("timed", False)),
        )

    def _ni_number(self) -> str:
        random = self._random
        prefix = random.choice(_NI_FIRST) + random.choice(_NI_SECOND)
        if prefix in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}:
            prefix = "AB"
        return f"{prefix}{(self._made * 7919) % 1_000_000:06d}{random.choice(_NI_LAST)}"

    def _telephone(self) -> str:
        """07700 900000 to 900999, then 01632 960000 to 960999: kept for fiction by Ofcom."""
        mobile, number = divmod(self._made, 1000)
        return f"01632 960{number:03d}" if mobile % 2 else f"07700 900{number:03d}"
