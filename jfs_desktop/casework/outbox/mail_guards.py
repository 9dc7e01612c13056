"""Whether a message may go to whom it is addressed (D3, X6, X7, X8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, restricted_cases, settings
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.outbox import mail_account, mail_purposes, perhaps_gone
from jfs_desktop.casework.outbox.message_views import NewMessage
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.mail.recipients import Finding, Weight, Wish, findings
from jfs_desktop.rules.writing.wording import day_and_time, long_day

EMAIL: Final = "email"
"""The channel by which messages go by themselves."""
_PARTED: Final = re.compile(r"[,;\r\n]")
"""What stands between two addresses, in one mail program or another."""
_OF_ALL: Final = frozenset({FactKind.PACK_SENT, FactKind.FINAL_JFAP_SENT})
_GO_ONCE: Final = _OF_ALL | {FactKind.DRAFT_JFAP_SENT}
"""The participant's papers: of the draft JFAP each version goes once, of the others one."""


class AskFirst(RefusedByRule):
    """The adviser has to say that it is right; ``found`` are the reasons."""

    default_title = "Is this right?"

    def __init__(self, found: tuple[Finding, ...], title: str = "") -> None:
        words = " ".join(one.words for one in found)
        super().__init__(words, title=title, paragraph=found[0].paragraph)
        self.found = found


def refuse_uncleared(db: Session, workspace: Workspace, case_id: UUID | None) -> None:
    """Raise NotCleared where the provider has not cleared e-mail for documents (I2)."""
    programme = workspace.programme if case_id is None else workspace.programmes.of_case(db, case_id)
    refused = channel_clearances.refused(programme, EMAIL, "document")
    if refused is not None:
        raise refused


def look(workspace: Workspace, new: NewMessage) -> tuple[Finding, ...]:
    """What speaks against a message as it is being written, refusals first."""
    with workspace.reading() as db:
        return found(db, workspace, new)


def check(db: Session, workspace: Workspace, new: NewMessage, besides: tuple[Finding, ...] = ()) -> None:
    """Raise RefusedByRule for a recipient that may not have it, AskFirst for what nobody has confirmed;
    ``besides`` is what speaks against it otherwise."""
    against = (*found(db, workspace, new), *besides)
    for one in against:
        if one.weight is Weight.REFUSE:
            raise RefusedByRule(one.text, remedy=one.remedy, paragraph=one.paragraph)
    asked = tuple(one for one in against if one.words not in new.confirmed)
    if asked:
        raise AskFirst(asked)


def found(db: Session, workspace: Workspace, new: NewMessage) -> tuple[Finding, ...]:
    """What speaks against a message, refusals first, within a transaction that is open."""
    towards = mail_purposes.of(new.purpose).towards
    to = tuple(one.strip() for one in _PARTED.split(new.to_address) if one.strip())
    wish = Wish(towards, to, fixed=_fixed(db, workspace, new))
    if new.case_id is None:
        return findings(wish)
    person = db.get_one(Participant, case_of(db, new.case_id).participant_id)
    theirs = select(Participant.email).where(
        Participant.id != person.id, func.lower(Participant.email).in_([one.lower() for one in to])
    )
    known = case_facts.load(db, new.case_id)
    asked = db.scalars(
        select(JobcentreRequest)
        .where(JobcentreRequest.case_id == new.case_id)
        .order_by(JobcentreRequest.requested_on.desc())
    ).all()
    return _gone_before(db, workspace, new, known) + findings(
        Wish(
            towards,
            to,
            of_case=person.email,
            of_others=frozenset(db.scalars(theirs)),
            fixed=wish.fixed,
            named=_named(asked, new.details.get(mail_purposes.ABOUT, "")),
            places=_dwp_places(workspace, known),
            restricted=restricted_cases.since(db, new.case_id) is not None,
            died=has_died(known),
        )
    )


def _gone_before(db: Session, workspace: Workspace, new: NewMessage, known: CaseFacts) -> tuple[Finding, ...]:
    """That this very paper went already and did not come back, or may have gone: it is not sent a second time
    unasked."""
    kind = mail_purposes.of(new.purpose).fact
    if new.case_id is None or kind is None:
        return ()
    aside = perhaps_gone.laid_aside(db, new.case_id, new.purpose, new.details)
    if kind not in _GO_ONCE:
        return aside
    returned = papers_out.came_back(db, new.case_id)
    of_them = [one for one in known.of(kind) if one.id not in returned]
    version = new.details.get("version", "")
    same = [one for one in of_them if kind in _OF_ALL or one.detail.get("version", "") == version]
    if not same:
        return aside
    went = same[-1]
    when = day_and_time(went.at) if went.at is not None else long_day(went.on)
    name = workspace.programmes.of(known).fact_kinds[kind].name
    text = f"Recorded already: {name}, {when}."
    return (Finding(Weight.ASK, text, "Send it a second time only where it is wanted again.", "JFS 3.19"),)


def dwp_inbox(db: Session) -> str:
    """Where JFS07 goes: the inbox in Settings, or else the first of DWP's addresses; '' without any."""
    first = next(iter(mail_account.in_force(db).dwp_addresses), "")
    return settings.value_in(db, settings.JFS07_INBOX) or first


def _fixed(db: Session, workspace: Workspace, new: NewMessage) -> frozenset[str]:
    """DWP's addresses for this purpose: a form that has one of its own goes to that alone (AMB-39)."""
    fixed = frozenset(mail_account.in_force(db).dwp_addresses)
    if new.purpose == mail_purposes.PRAP14 and new.case_id is not None:
        return frozenset({workspace.programmes.of_case(db, new.case_id).prap.post_address})
    if new.purpose == mail_purposes.JFS07:
        return fixed | {dwp_inbox(db)} - {""}
    return fixed


def _dwp_places(workspace: Workspace, known: CaseFacts) -> frozenset[str]:
    """Where DWP has its addresses, as the one that the profile gives for POST shows."""
    place = workspace.programmes.of(known).prap.post_address.rpartition("@")[2].lower()
    return frozenset({place} - {""})


def _named(asked: Sequence[JobcentreRequest], about: str) -> str:
    """The return address of the request that is answered, or of the newest one."""
    wanted = UUID(about) if about else None
    return next((one.return_email for one in asked if wanted in (None, one.fact_id)), "")
