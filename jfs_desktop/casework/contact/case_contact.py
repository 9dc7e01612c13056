"""How a participant is reached: the details that change while a case runs (R1, G1)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.person.checks import Checked
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

CHANGE_CONTACT = Verb("cases.change_contact", "change the contact details")


@dataclass(frozen=True, slots=True, repr=False)
class ContactDetails(Discreet):
    """What the form of contact details holds. Texts may be empty; ``nation`` None is 'not known'."""

    telephone: str
    email: str
    address: str
    postcode: str
    nation: Nation | None
    vulnerable: bool
    contact_notes: str


def change_contact(workspace: Workspace, case_id: UUID, details: ContactDetails) -> Outcome[ContactDetails]:
    """Keep other contact details; the tidy values come back.

    Due dates do not move: the nation only shows the single-nation date (AMB-02).
    Raises BadInput (``field``) for a value that cannot be one, NotFound.
    """
    tidy = _checked(details)
    with workspace.changing(CHANGE_CONTACT, case_id=case_id) as change:
        person = change.db.get_one(Participant, case_of(change.db, case_id).participant_id)
        person.telephone, person.email = tidy.telephone, tidy.email
        person.address, person.postcode = tidy.address, tidy.postcode
        person.nation = tidy.nation.value if tidy.nation else None
        person.vulnerable, person.contact_notes = tidy.vulnerable, tidy.contact_notes
        change.case_ids.add(case_id)
    if change.change_id is None:  # everything was so already
        return Outcome(tidy, Changed.NOTHING, frozenset({case_id}))
    changed = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(tidy, changed, frozenset({case_id}), change.change_id, CHANGE_CONTACT.label)


def _checked(details: ContactDetails) -> ContactDetails:
    return ContactDetails(
        telephone=_sound("telephone", checks.telephone(details.telephone)),
        email=_sound("email", checks.email(details.email)),
        address=_sound("address", checks.passage(details.address)),
        postcode=_sound("postcode", checks.postcode(details.postcode)),
        nation=details.nation,
        vulnerable=details.vulnerable,
        contact_notes=_sound("contact_notes", checks.passage(details.contact_notes)),
    )


def _sound(field: str, checked: Checked[str]) -> str:
    if checked.problem:
        raise BadInput(f"This cannot be kept: {checked.problem}.", field=field)
    return checked.value or ""
