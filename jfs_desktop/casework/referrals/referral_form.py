"""One referral as it was typed or read, and what the checks make of it (R1).

Nothing here looks into the vault: whether somebody is known already is asked
in :mod:`jfs_desktop.casework.referrals.duplicates`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from jfs_desktop.clock import london_day
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.person import checks, typed_dates
from jfs_desktop.rules.person.checks import Cell, Checked
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.referral.eligibility import notes_for
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day, time_of_day, whole_name

RESTRICTED_FIELDS = ("mappa", "scr")
RESTRICTED_PARAGRAPH = "JFS 3.09"
NOT_GIVEN = "not given"
_TITLES = {
    "prap_reference": "PRaP reference",
    "ni_number": "NI number",
    "email": "E-mail",
    "mappa": "MAPPA",
    "scr": "Special Customer Record",
}

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, repr=False)
class ReferralForm(Discreet):
    """A referral as it came: texts from the form, cells from a file, named as the file's columns."""

    prap_reference: Cell = ""
    referral_made_on: Cell = ""
    received_at: Cell = ""
    first_name: Cell = ""
    last_name: Cell = ""
    date_of_birth: Cell = ""
    ni_number: Cell = ""
    address: Cell = ""
    postcode: Cell = ""
    nation: Cell = ""
    telephone: Cell = ""
    email: Cell = ""
    benefit: Cell = ""
    claim_start_date: Cell = ""
    work_coach: Cell = ""
    jobcentre: Cell = ""
    vulnerable: Cell = ""
    mappa: Cell = ""
    scr: Cell = ""
    notes: Cell = ""
    left_education_on: Cell = ""
    """Asked in the form only; a file has no such column (E8)."""


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What is said beside one field. A 'warning' is advice and stops nothing (E9)."""

    field: str
    text: str
    level: Level
    paragraph: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class CleanReferral(Discreet):
    """A referral whose every value has passed. ``benefit`` is a code of the profile."""

    prap_reference: str
    referral_made_on: date
    received_at: datetime
    first_name: str
    last_name: str
    date_of_birth: date | None
    ni_number: str
    address: str
    postcode: str
    nation: Nation | None
    telephone: str
    email: str
    benefit: str
    claim_start_date: date | None
    work_coach: str
    jobcentre: str
    vulnerable: bool
    notes: str
    left_education_on: date | None

    @property
    def name(self) -> str:
        """First and last name."""
        return whole_name(self.first_name, self.last_name)


@dataclass(frozen=True, slots=True)
class Examined:
    """The outcome of the checks. ``clean`` is None when a note is an error, or when
    ``restricted_by`` names the field that sends the referral to the nominated officer."""

    clean: CleanReferral | None = field(repr=False)
    notes: tuple[FieldNote, ...]
    restricted_by: str = ""


def field_title(name: str) -> str:
    """A field or column in plain words: 'PRaP reference', 'Date of birth'."""
    words = name.replace("_", " ")
    return _TITLES.get(name) or f"{words[:1].upper()}{words[1:]}"


def restricted_field(form: ReferralForm) -> str:
    """'mappa' or 'scr' where it says yes, else '' (G3, G4)."""
    return next((name for name in RESTRICTED_FIELDS if checks.yes_or_no(getattr(form, name)).value), "")


@dataclass(frozen=True, slots=True, repr=False)
class Restricted(Discreet):
    """All that is kept of a restricted referral: its row (0 for a typed one), PRaP reference, the field that
    says so, and on which day it was received, where that can be read."""

    row: int
    reference: str
    field: str
    received_on: date | None


def restricted_of(form: ReferralForm, row: int, today: date) -> Restricted | None:
    """What is kept of a referral that is restricted; None for any other (G3, G4)."""
    name = restricted_field(form)
    if not name:
        return None
    received = typed_dates.instant(form.received_at, newest=today).value
    on = london_day(received) if received is not None else None
    return Restricted(
        row, restricted_reference(form.prap_reference), name, on if on and on <= today else None
    )


def restriction_unclear(form: ReferralForm) -> bool:
    """Whether it cannot be told if the referral is restricted; nobody may guess that it is not (G3, G4)."""
    return any(checks.yes_or_no(getattr(form, name)).problem for name in RESTRICTED_FIELDS)


def restricted_reference(cell: Cell) -> str:
    """The PRaP reference of a restricted referral, or '' where the cell holds none that can be kept."""
    return checks.prap_reference(cell).value or ""


class FormChecks:
    """The checks of one profile on one day, made once for many forms. Nothing is counted from a day before
    ``first_day``, where the calendar begins."""

    def __init__(
        self,
        programme: Programme,
        today: date,
        last_referral_day: date | None = None,
        *,
        first_day: date = date.min,
    ) -> None:
        self._programme = programme
        self._first_day = first_day
        self._last_referral_day = last_referral_day
        self._today = today
        self._nations = _nation_spellings(programme)
        self._benefits = _benefit_spellings(programme)

    def examine(self, form: ReferralForm) -> Examined:
        """Check each field, then how they go together. Errors come in the order of the fields."""
        if restricted := restricted_field(form):
            return Examined(None, (restricted_note(restricted),), restricted)
        values, notes = self._values(form)
        notes += self._together(values)
        if any(note.level == "error" for note in notes):
            return Examined(None, tuple(notes))
        clean = CleanReferral(**values)
        return Examined(clean, (*notes, *self._eligibility(clean)))

    def as_typed(self, form: ReferralForm) -> dict[str, str]:
        """Each field as the form takes it: a value that passes in its plain spelling (a day in ISO form, a
        moment of London, the code of a nation or benefit), any other as it came, cut where it is endless."""
        found = {}
        for name, check in self._each().items():
            cell = getattr(form, name)
            checked = check(cell)
            text = checks.as_text(cell) if checked.value is None else _spelt(checked.value)
            found[name] = text[: checks.LONGEST_TEXT]
        return found

    def _values(self, form: ReferralForm) -> tuple[dict[str, Any], list[FieldNote]]:
        values: dict[str, Any] = {}
        notes: list[FieldNote] = []
        for name, check in self._each().items():
            checked = check(getattr(form, name))
            if checked.problem:
                notes.append(FieldNote(name, checked.problem, "error"))
            elif name in _NEEDED and not checked.value:
                notes.append(FieldNote(name, NOT_GIVEN, "error", "JFS 3.06"))
            elif checked.warning:
                notes.append(FieldNote(name, checked.warning, "warning"))
            values[name] = checked.value
        for name in RESTRICTED_FIELDS:
            if problem := checks.yes_or_no(getattr(form, name)).problem:
                notes.append(FieldNote(name, problem, "error", RESTRICTED_PARAGRAPH))
        return values, notes

    def _each(self) -> Mapping[str, Callable[[Cell], Checked[Any]]]:
        def day(cell: Cell) -> Checked[date]:
            return typed_dates.day(cell, newest=self._today)

        return {
            "prap_reference": checks.prap_reference,
            "referral_made_on": day,
            "received_at": lambda cell: typed_dates.instant(cell, newest=self._today),
            "first_name": checks.name,
            "last_name": checks.name,
            "date_of_birth": day,
            "ni_number": checks.ni_number,
            "address": checks.passage,
            "postcode": checks.postcode,
            "nation": lambda cell: checks.nation(cell, self._nations),
            "telephone": checks.telephone,
            "email": checks.email,
            "benefit": self._benefit,
            "claim_start_date": day,
            "work_coach": checks.line,
            "jobcentre": checks.line,
            "vulnerable": checks.yes_or_no,
            "notes": checks.passage,
            "left_education_on": day,
        }

    def _benefit(self, cell: Cell) -> Checked[str]:
        """A benefit by code, name or alias; empty is a value (E4)."""
        text = checks.as_text(cell)
        if not text:
            return Checked("")
        code = self._benefits.get(checks.spelling(text))
        if code is None:
            names = ", ".join(kind.name for kind in self._programme.benefit_kinds)
            return Checked(None, f"write one of: {names}")
        return Checked(code)

    def _together(self, values: Mapping[str, Any]) -> list[FieldNote]:
        """Days that cannot follow one another as they stand (AMB-04: made and received are two facts)."""
        made_on, received_at = values["referral_made_on"], values["received_at"]
        born_on, claimed_on = values["date_of_birth"], values["claim_start_date"]
        received_on = london_day(received_at) if received_at is not None else None
        notes = []
        for name, on in (("referral_made_on", made_on), ("received_at", received_on)):
            if on is not None and on < self._first_day:
                text = f"check the year: days are counted from {long_day(self._first_day)} on"
                notes.append(FieldNote(name, text, "error"))
        if made_on is not None and made_on > self._today:
            notes.append(FieldNote("referral_made_on", "this day is still to come", "error"))
        if received_on is not None and received_on > self._today:
            notes.append(FieldNote("received_at", "this time is still to come", "error"))
        elif made_on is not None and received_on is not None and received_on < made_on:
            notes.append(
                FieldNote("received_at", "the referral was received before it was made", "error", "JFS 3.07")
            )
        if made_on is None:
            return notes
        if born_on is not None and born_on >= made_on:
            notes.append(FieldNote("date_of_birth", "this day is not before the referral", "error"))
        if claimed_on is not None and claimed_on > made_on:
            notes.append(FieldNote("claim_start_date", "the claim began after the referral", "warning"))
        return notes

    def _eligibility(self, clean: CleanReferral) -> tuple[FieldNote, ...]:
        """Advice on eligibility: the Jobcentre decides (E2, E3, E4, E8, E9, E11)."""
        found = notes_for(
            self._programme,
            referral_made_on=clean.referral_made_on,
            date_of_birth=clean.date_of_birth,
            nation=clean.nation,
            benefit=clean.benefit,
            claim_start_date=clean.claim_start_date,
            left_education_on=clean.left_education_on,
            referral_end=self._last_referral_day,
        )
        return tuple(
            FieldNote(note.field, note.text.rstrip("."), "warning", note.paragraph) for note in found
        )


_NEEDED = frozenset({"prap_reference", "referral_made_on", "received_at", "last_name"})


def restricted_note(name: str) -> FieldNote:
    """Why a MAPPA or Special Customer Record referral is not taken into this vault (G3, G4)."""
    return FieldNote(
        name, "not taken in here; hand it to your nominated officer", "error", RESTRICTED_PARAGRAPH
    )


def _spelt(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{long_day(london_day(value))} {time_of_day(value)}"
    return value.value if isinstance(value, Nation) else checks.as_text(value)


def _nation_spellings(programme: Programme) -> dict[str, Nation]:
    return {
        checks.spelling(word): rule.code
        for rule in programme.nations
        for word in (rule.code.value, rule.name, *rule.aliases)
    }


def _benefit_spellings(programme: Programme) -> dict[str, str]:
    return {
        checks.spelling(word): kind.code
        for kind in programme.benefit_kinds
        for word in (kind.code, kind.name, *kind.aliases)
    }
