"""What goes into each field that PRaP asks for, ready to be copied (W1 to W13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import start_date
from jfs_desktop.rules.programme.fixed_choices import END_CODE, REASON, reasons_for
from jfs_desktop.rules.programme.prap_lists import PrapForm
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

NI_NUMBER = "ni_number"


@dataclass(frozen=True, slots=True, repr=False)
class FieldValue(Discreet):
    """One field: PRaP's words for it, and what to put there ('' while it is not known)."""

    key: str
    text: str
    value: str

    @property
    def secret(self) -> bool:
        """Whether it is shown only when asked for."""
        return self.key == NI_NUMBER


def field_values(
    form: PrapForm,
    person: Mapping[str, str],
    facts: CaseFacts,
    programme: Programme,
    answers: Mapping[str, str],
) -> tuple[FieldValue, ...]:
    """The fields of a form in PRaP's order. ``person`` gives what the referral holds by the field's key,
    ``answers`` what was chosen for the fact that is keyed."""
    known = {
        **person,
        **_from_facts(facts, programme),
        **_from_answers(form.fact, programme, answers),
        "post_address": programme.prap.post_address,
    }
    values = ((one, one.value or known.get(one.key, "")) for one in form.fields)
    return tuple(FieldValue(one.key, one.text, said) for one, said in values if said or not one.where_known)


def prap_day(day: date) -> str:
    """'04/06/2021', as days are typed into PRaP."""
    return f"{day:%d/%m/%Y}"


def _from_facts(facts: CaseFacts, programme: Programme) -> dict[str, str]:
    started, error = start_date(facts), facts.last(FactKind.ERROR_FOUND_AFTER_START)
    known = {"start_date": prap_day(started)} if started else {}
    if (held := facts.last(FactKind.INITIAL_MEETING_HELD)) is not None:
        known["meeting_date"] = prap_day(held.on)
    if error is not None:
        asked = {one.key: one for one in programme.fact_kinds[error.kind].asks}
        said = error.detail.get("error", "")
        names = {one.key: one.name for one in asked["error"].choices} if "error" in asked else {}
        known |= {"error": names.get(said, said), "error_explanation": error.detail.get("explanation", "")}
    return known


def _from_answers(kind: FactKind, programme: Programme, answers: Mapping[str, str]) -> dict[str, str]:
    known = {key: _day_or_text(said) for key, said in answers.items() if key not in {REASON, END_CODE}}
    cancels = next((one for one in programme.cancellation_reasons if one.fact is kind), None)
    if cancels is not None:
        known["reason"] = cancels.name
    names = {one.key: one.name for one in reasons_for(kind, programme)}
    known["sub_reason"] = names.get(answers.get(REASON, ""), "")
    code = answers.get(END_CODE, "")
    found = programme.end_code(int(code)) if code.isdecimal() else None
    known["end_code"] = f"{found.code} {found.name}" if found else ""
    return known


def _day_or_text(said: str) -> str:
    try:
        return prap_day(date.fromisoformat(said))
    except ValueError:
        return said
