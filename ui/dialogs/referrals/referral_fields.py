"""The fields of a referral that is typed in: as PRaP shows them, and what they hold."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QCheckBox, QLineEdit

from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import long_day
from ui.widgets.date_field import DateField
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.text import label

_DATES = ("referral_made_on", "date_of_birth", "claim_start_date", "left_education_on")
_TICKS = ("vulnerable", "mappa", "scr")
BORN = "14 March 1987"
START = dict.fromkeys(_TICKS, "no")
"""What an empty form says; every other field is empty."""


def make(form: FormKit, programme: Programme, now: datetime) -> None:
    """Put them into the form; ``now`` is London's, and stands as the moment of receipt."""
    _make_referral(form, programme, now)
    _make_person(form, programme, now.date())


def received(now: datetime) -> str:
    """The moment of receipt as it is typed, of London's ``now``."""
    return f"{long_day(now.date())} {now:%H:%M}"


def read(form: FormKit) -> ReferralForm:
    """What the fields hold; a date that cannot be read stays as it was typed."""
    values: dict[str, object] = {}
    for name, value in form.values().items():
        if name in _TICKS:
            values[name] = "yes" if value else "no"
        elif name in _DATES:
            values[name] = value if value is not None else _typed(form, name)
        else:
            values[name] = value if value is not None else ""
    return ReferralForm(**values)  # type: ignore[arg-type]


def texts(form: FormKit) -> dict[str, str]:
    """Every field as text, for a draft."""
    said = read(form)
    found = {}
    for name in form.names():
        value = getattr(said, name)
        found[name] = value.isoformat() if isinstance(value, date) else str(value)
    return found


def fill(form: FormKit, name: str, text: str) -> None:
    """Put what a draft holds into its field."""
    field = form.field(name)
    if isinstance(field, DateField):
        parsed = _iso(text)
        field.set_value(parsed)
        if parsed is None:
            field.edit.setText(text)
    else:
        form.set_value(name, text == "yes" if name in _TICKS else text)


def _make_referral(form: FormKit, programme: Programme, now: datetime) -> None:
    today = now.date()
    form.add_row(label("The referral", "section"))
    form.add("prap_reference", "PRaP reference", QLineEdit())
    made = DateField(today)
    form.add("referral_made_on", "Referral made on", made, help="Most deadlines count from this day.")
    form.add(
        "received_at",
        "Received at",
        QLineEdit(received(now)),
        help="The two days to accept count from here.",
    )
    form.add("jobcentre", "Jobcentre", QLineEdit())
    form.add("work_coach", "Work Coach", QLineEdit())
    form.add("benefit", "Benefit", choice([("", "Not known"), *programme.benefits.items()]))
    form.add("claim_start_date", "Claim began on", DateField(today))
    form.add(
        "left_education_on",
        "Left full-time education on",
        DateField(today),
        help="Only if within the last half year.",
    )


def _make_person(form: FormKit, programme: Programme, today: date) -> None:
    form.add_row(label("The person", "section"))
    form.add("first_name", "First name", QLineEdit())
    form.add("last_name", "Last name", QLineEdit())
    form.add("date_of_birth", "Date of birth", DateField(today, example=BORN))
    form.add("ni_number", "NI number", QLineEdit())
    form.add("telephone", "Telephone", QLineEdit())
    form.add("email", "E-mail", QLineEdit())
    form.add("address", "Address", QLineEdit(), span=1)
    form.add("postcode", "Postcode", QLineEdit())
    nations = [("", "Not known"), *((rule.code.value, rule.name) for rule in programme.nations)]
    form.add("nation", "Nation", choice(nations))
    form.add("vulnerable", "", QCheckBox("Vulnerable: the Jobcentre said so"))
    form.add("mappa", "", QCheckBox("MAPPA case"))
    form.add("scr", "", QCheckBox("Special Customer Record"))
    form.add("notes", "Notes from the referral", note_box(2), span=3)


def _typed(form: FormKit, name: str) -> str:
    field = form.field(name)
    return field.edit.text() if isinstance(field, DateField) else ""


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
