"""Whether a message may go to whom it is addressed (D3, X6, X7, X8)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts, mail_account, mail_purposes
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.message_views import NewMessage
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.recipients import Finding, Weight, Wish, findings


class AskFirst(RefusedByRule):
    """The adviser has to say that it is right; ``found`` are the reasons."""

    default_title = "Is this right?"

    def __init__(self, found: tuple[Finding, ...]) -> None:
        super().__init__(
            " ".join(f"{one.text} {one.remedy}".strip() for one in found), paragraph=found[0].paragraph
        )
        self.found = found


def look(workspace: Workspace, new: NewMessage) -> tuple[Finding, ...]:
    """What speaks against a message as it is being written, refusals first."""
    with workspace.reading() as db:
        return found(db, new)


def check(db: Session, new: NewMessage) -> None:
    """Raise RefusedByRule for a recipient that may not have it, AskFirst until ``sure`` is said."""
    against = found(db, new)
    for one in against:
        if one.weight is Weight.REFUSE:
            raise RefusedByRule(one.text, remedy=one.remedy, paragraph=one.paragraph)
    if against and not new.sure:
        raise AskFirst(against)


def found(db: Session, new: NewMessage) -> tuple[Finding, ...]:
    """What speaks against a message, refusals first, within a transaction that is open."""
    towards = mail_purposes.of(new.purpose).towards
    to = tuple(one.strip() for one in new.to_address.split(",") if one.strip())
    wish = Wish(towards, to, fixed=frozenset(mail_account.in_force(db).dwp_addresses))
    if new.case_id is None:
        return findings(wish)
    person = db.get_one(Participant, case_of(db, new.case_id).participant_id)
    theirs = select(Participant.email).where(
        Participant.id != person.id, func.lower(Participant.email).in_([one.lower() for one in to])
    )
    asked = db.scalars(
        select(JobcentreRequest)
        .where(JobcentreRequest.case_id == new.case_id)
        .order_by(JobcentreRequest.requested_on.desc())
    ).all()
    return findings(
        Wish(
            towards,
            to,
            of_case=person.email,
            of_others=frozenset(db.scalars(theirs)),
            fixed=wish.fixed,
            named=next((one.return_email for one in asked), ""),
            restricted=any(one.return_address for one in asked),
            died=case_facts.load(db, new.case_id).has(FactKind.DEATH_LEARNED),
        )
    )
