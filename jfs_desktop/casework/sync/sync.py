"""The device's side of the exchange with head office: enrolment, how it stands, and receipts (D11).

Bundles are written by ``sync_bundles``.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import sync_keys
from jfs_desktop.casework.sync.bundles_made import bundles_to, confirmed_last, must_enrol, party_of
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import enrolment_code, envelope, receipts
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.envelope import Envelope, Kind
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.sync import BundleOut, EnrolmentToken, HeadOffice
from jfs_desktop.rules.writing.wording import counted, day_and_time
from jfs_desktop.store import journal_lines, put_back
from jfs_desktop.store.unit_of_work import Change, Verb

ENROL = Verb("sync.enrol", "")
RECEIVE = Verb("sync.receive", "")

RECEIPT_SUFFIX: Final = ".jfsr"
CARD_SUFFIX: Final = ".jfscard"
MOST_RECEIPT: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SyncStanding:
    """How the exchange stands: the head office (empty: none), the last bundle made and the last that head
    office confirmed, both 0 for none, and how many journal entries it has not confirmed."""

    head_office: str = ""
    fingerprint: str = ""
    made: int = 0
    made_at: datetime | None = None
    confirmed: int = 0
    confirmed_at: datetime | None = None
    waiting: int = 0
    countersigners: tuple[str, ...] = ()
    """Of whom one signs a change of head office, beside head office itself."""
    must_enrol: bool = False
    """Whether a backup was put back, so that head office takes nothing before it is enrolled again."""


def enrol(workspace: Workspace, card: Path, typed: str, *, new_keys: bool = False) -> Outcome[SyncStanding]:
    """Take head office's keys from its card, once the code that was typed proves them.

    They stay pinned. With ``new_keys`` this vault makes keys of its own anew, which head office takes once it
    has withdrawn the old ones. Raises BadInput, EnvelopeRefused, and UserError where another is pinned.
    """
    code = enrolment_code.read_code(typed)
    party = enrolment_code.read_card(read_file(card, MOST_RECEIPT))
    if not code.fits(party):
        raise EnvelopeRefused(
            "The code does not belong to this card.",
            title="Not this head office",
            remedy="Ask head office for both again; do not use a card from anywhere else.",
        )
    with workspace.changing(ENROL) as change:
        known = change.db.scalars(select(HeadOffice)).one_or_none()
        if known is not None:
            _refuse_changed(party_of(known), party)
        sync_keys.make(change, workspace)
        if new_keys:
            sync_keys.renew(change, workspace)
        if known is None:
            pin(change, workspace, party, _oldest_change(change.at))
        elif _says_more(change.db, workspace, known, party):
            pin(change, workspace, party)
        change.db.merge(EnrolmentToken(head_office_id=party.id, token=code.token))
    return Outcome(standing(workspace), Changed.SETTINGS, change_id=change.change_id)


def _says_more(db: Session, workspace: Workspace, known: HeadOffice, party: Party) -> bool:
    """Whether a card of the head office that is pinned already has something to tell: who countersigns, or
    that this vault, put back from a backup, may send again."""
    names_more = len(known.countersigners) < len(party.countersigners)
    return names_more or must_enrol(db, known, workspace.vault.device_id)


def _oldest_change(enrolled_at: datetime) -> int:
    """The serial, which is a second, up to which no change of head office counts for who enrols then: the
    code cannot have been given before, and was given by a head office that was one again."""
    return int((enrolled_at - timedelta(days=enrolment_code.CODE_DAYS)).timestamp())


def _refuse_changed(known: Party, party: Party) -> None:
    """Raises UserError where a card would change what is pinned. Who countersigns may be pinned later than
    the keys, once."""
    if known.fingerprint == party.fingerprint and known.countersigners in ((), party.countersigners):
        return
    raise UserError(
        "This card names other people who countersign than the one that this vault is enrolled with."
        if known.fingerprint == party.fingerprint
        else "This vault is enrolled with another head office already.",
        title="Pinned",
        remedy="A card changes nothing of that: it takes a change of head office that two people signed.",
    )


def pin(change: Change, workspace: Workspace, party: Party, serial: int = 0) -> None:
    """Keep the keys of a head office, and who countersigns a change of them, in the place of any before. By
    ``serial`` is the change that led here, which is not taken again."""
    newest = serial
    for row in change.db.scalars(select(HeadOffice)):
        newest = max(newest, row.change_serial)
        if row.id != party.id:
            change.db.delete(row)
    kept = change.db.get(HeadOffice, party.id)
    if kept is None:
        kept = HeadOffice(id=party.id)
        change.db.add(kept)
    kept.name, kept.signing_key, kept.recipient = party.name, party.signing_key, party.recipient
    kept.countersigners, kept.change_serial = party.said().get("countersigners", []), newest
    kept.enrolled_at, kept.by_staff_id = change.at, workspace.me.id
    change.db.flush()


def standing(workspace: Workspace) -> SyncStanding:
    """How the exchange stands now."""
    with workspace.reading() as db:
        known = db.scalars(select(HeadOffice)).one_or_none()
        if known is None:
            return SyncStanding()
        made = db.scalars(bundles_to(known).limit(1)).first()
        confirmed = confirmed_last(db, known)
        device_id = workspace.vault.device_id
        end = journal_lines.held(db, device_id).number
        before = sum(one.number for one in put_back.before_it(db, device_id))
        return SyncStanding(
            known.name,
            party_of(known).fingerprint.hex(),
            made.number if made else 0,
            made.made_at if made else None,
            confirmed.number if confirmed else 0,
            confirmed.taken_at if confirmed else None,
            end - confirmed.last_entry if confirmed else end + before,
            tuple(one.name for one in party_of(known).countersigners),
            must_enrol(db, known, device_id),
        )


def told(now: SyncStanding) -> str:
    """The standing in a sentence or two, as a page and the command line say it."""
    if not now.head_office:
        return "This vault is not enrolled with a head office."
    waiting = counted(now.waiting, "entry", "entries")
    if now.must_enrol:
        return (
            "A backup was put back into this vault. Ask head office for its card and a new code, and enrol "
            f"again; {waiting} to send."
        )
    if now.confirmed_at is None:
        return f"Enrolled with {now.head_office}. Head office has confirmed nothing yet; {waiting} to send."
    when = day_and_time(now.confirmed_at)
    text = f"Head office has everything up to no. {now.confirmed}, {when}."
    return f"{text} {waiting} newer." if now.waiting else f"{text} Nothing is newer."


def guarded(now: SyncStanding) -> str:
    """Who can change the head office, in a sentence."""
    if not now.countersigners:
        return (
            "It cannot be changed yet: its card names nobody who countersigns. Enrol again once a card does."
        )
    return f"It changes with two signatures: its own, and that of {' or '.join(now.countersigners)}."


def receive(workspace: Workspace, path: Path) -> Outcome[SyncStanding]:
    """Read head office's receipt. Raises EnvelopeRefused for any that is not of this vault's own bundles,
    not from its head office, damaged or read before; nothing is changed then."""
    return receive_bytes(workspace, read_file(path, MOST_RECEIPT))


def receive_bytes(workspace: Workspace, content: bytes) -> Outcome[SyncStanding]:
    """The same where the file was read already."""
    file = io.BytesIO(content)
    sealed = envelope.read(file, len(content))
    if sealed.header.kind is not Kind.RECEIPT:
        raise EnvelopeRefused(
            "This is a bundle, not a receipt.", remedy="Choose the file that head office sent."
        )
    with workspace.changing(RECEIVE) as change:
        made = _checked(change.db, workspace, sealed)
        receipt = receipts.open_checked(file, sealed, sync_keys.identity(change.db, workspace))
        if receipt.last_entry != made.last_entry:
            raise _unknown(receipt.number)
        made.taken_at, made.receipt_read_at = receipt.taken_at, change.at
        for token in change.db.scalars(select(EnrolmentToken)):
            change.db.delete(token)
    told: tuple[str, ...] = ()
    if receipt.missing:
        lost = counted(len(receipt.missing), "attachment")
        told = (f"{lost} had not been whole in this vault and did not reach head office.",)
    return Outcome(standing(workspace), Changed.SETTINGS, besides=told)


def _checked(db: Session, workspace: Workspace, sealed: Envelope) -> BundleOut:
    """The bundle that a receipt answers, once sender, recipient, signature and order hold."""
    header = sealed.header
    known = db.scalars(select(HeadOffice)).one_or_none()
    if known is None or header.recipient != sync_keys.own_party(db, workspace).fingerprint:
        raise EnvelopeRefused(
            "This receipt is for another device.", title="Not for this vault", remedy="Choose another file."
        )
    if header.sender != known.id:
        raise EnvelopeRefused(
            "This receipt is not from the head office that this vault is enrolled with.",
            title="Not your head office",
            remedy="Do not use it; ask head office what it is.",
        )
    envelope.check_signature(sealed, known.signing_key)
    confirmed = confirmed_last(db, known)
    if confirmed is not None and header.number <= confirmed.number:
        raise EnvelopeRefused(
            f"Head office has confirmed everything up to no. {confirmed.number} already; this receipt is for "
            f"no. {header.number}.",
            title="Nothing new",
            remedy="Nothing needs to be done.",
        )
    made = db.get(BundleOut, header.number)
    if made is None or made.digest != header.previous or made.recipient != party_of(known).fingerprint:
        raise _unknown(header.number)
    return made


def _unknown(number: int) -> EnvelopeRefused:
    return EnvelopeRefused(
        f"This receipt answers a bundle no. {number} that this vault did not make as it stands there.",
        remedy="Export again; the next receipt settles it.",
    )


def read_file(path: Path, most: int) -> bytes:
    """A small file of the exchange. Raises BadInput where it cannot be read, EnvelopeRefused where it is
    longer than ``most`` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as problem:
        raise BadInput("The file cannot be read.", field="file", remedy="Choose another file.") from problem
    if len(content) > most:
        raise EnvelopeRefused(
            "The file is far too large for what it should be.", remedy="Choose another file."
        )
    return content
