"""A changed head office: this vault sends to other keys once two people have signed for it (SECURITY 4).

What was pinned at enrolment is never changed by a card. It takes a paper that the head office that is known
signed, that somebody named on its card countersigned, and the new head office's code, given by another way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import sync_keys
from jfs_desktop.casework.sync.bundles_made import party_of
from jfs_desktop.casework.sync.sync import SyncStanding, pin, read_file, standing
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import enrolment_code, head_office_change
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.head_office_change import LARGEST_FILE, HeadOfficeChange
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.sync import EnrolmentToken, HeadOffice
from jfs_desktop.store import device
from jfs_desktop.store.files import write_whole
from jfs_desktop.store.unit_of_work import Verb

CHANGE = Verb("sync.change_head_office", "")
COUNTERSIGN = Verb("sync.countersign", "")
SUFFIX: Final = ".jfschange"
_COUNTERSIGNED: Final = "countersigned_head_office"


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """What a change of head office says, head office's signature on it being good.

    ``second`` is who countersigned, '' while nobody has. ``mine`` tells that this vault may do it.
    """

    old: str
    old_fingerprint: str
    new: str
    new_fingerprint: str
    reason: str
    signed_by: str
    second: str
    countersigners: tuple[str, ...] = ()
    """Who countersigns the next change, by the new card."""
    mine: bool = False

    @property
    def keeps_head_office(self) -> bool:
        """Whether only those who countersign change."""
        return self.old_fingerprint == self.new_fingerprint


def look(workspace: Workspace, path: Path) -> ChangeSeen:
    """What a file says. Raises EnvelopeRefused for one that this vault's head office did not sign, for one
    that is overtaken, and for one whose second signature does not hold."""
    paper = _read(path)
    with workspace.reading() as db:
        known, taken = _known(db)
        own = sync_keys.own_party(db, workspace).signing_key
    paper.check_signature(known)
    paper.check_newer(taken)
    if paper.second is not None:
        paper.check_second(known)
    return ChangeSeen(
        known.name, known.fingerprint.hex(), paper.new.name, paper.new.fingerprint.hex(), paper.reason,
        paper.signed_by, paper.second.name if paper.second else "",
        tuple(one.name for one in paper.new.countersigners),
        paper.second is None and own in {one.signing_key for one in known.countersigners},
    )  # fmt: skip


def countersign(workspace: Workspace, path: Path) -> Outcome[str]:
    """Sign a change second, with this vault's key; the file then holds both signatures.

    The value is the new head office's name. Raises EnvelopeRefused as ``look`` does, and UserError where
    this vault is not one that head office named, or it is signed twice already.
    """
    paper = _read(path)
    with workspace.changing(COUNTERSIGN) as change:
        known, taken = _known(change.db)
        paper.check_signature(known)
        paper.check_newer(taken)
        me = sync_keys.own_party(change.db, workspace)
        if me.signing_key not in {one.signing_key for one in known.countersigners}:
            raise UserError(
                "Head office's card does not name this vault as one that countersigns.",
                title="Not yours to sign",
                remedy="Ask head office who countersigns; if it is you, enrol again with its newest card.",
            )
        if paper.second is not None:
            raise UserError(
                f"{paper.second.name} has countersigned this change already.",
                remedy="Send it to the devices as it is.",
            )
        done = paper.countersigned(me.name, device.signer(change.db, me.id))
        change.db.merge(Setting(key=_COUNTERSIGNED, value=paper.new.fingerprint.hex()))
        change.db.flush()
        try:
            write_whole(path, done.to_bytes())
        except OSError as problem:
            raise BadInput(
                "The file cannot be written.", field="file", remedy="Copy it to where you may write."
            ) from problem
    return Outcome(paper.new.name, Changed.SETTINGS, change_id=change.change_id)


def take(workspace: Workspace, path: Path, typed: str) -> Outcome[SyncStanding]:
    """Pin the new head office in the place of the old one; everything is then sent anew, to it. Where only
    those who countersign change, what is confirmed stays so.

    ``typed`` is the new head office's code. Raises BadInput, EnvelopeRefused, and UserError; nothing is
    changed then.
    """
    code = enrolment_code.read_code(typed)
    paper = _read(path)
    with workspace.changing(CHANGE, reason=paper.reason) as change:
        known, taken = _known(change.db)
        paper.check_signature(known)
        paper.check_newer(taken)
        _refuse_unguarded(known)
        paper.check_second(known)
        if not code.fits(paper.new):
            raise EnvelopeRefused(
                "The code is not one of the head office that this change leads to.",
                title="Not this head office",
                remedy="Ask the new head office for a code by telephone; do not use one that came by mail.",
            )
        sync_keys.make(change, workspace)
        change.db.execute(delete(EnrolmentToken))
        pin(change, workspace, paper.new, paper.serial)
        change.db.add(EnrolmentToken(head_office_id=paper.new.id, token=code.token))
    return Outcome(standing(workspace), Changed.SETTINGS, change_id=change.change_id)


def _refuse_unguarded(known: Party) -> None:
    if not known.countersigners:
        raise UserError(
            "This vault knows nobody who could countersign a change of head office.",
            title="Not guarded yet",
            remedy="Enrol again with the card of the head office you have now, once it names somebody.",
        )


def _known(db: Session) -> tuple[Party, int]:
    """The head office that is pinned, and the serial of the last change that was taken."""
    row = db.scalars(select(HeadOffice)).one_or_none()
    if row is None:
        raise UserError(
            "This vault is not enrolled with a head office, so there is none to change.",
            title="Not enrolled",
            remedy="Enrol with the card and the code of the head office.",
        )
    return party_of(row), row.change_serial


def _read(path: Path) -> HeadOfficeChange:
    return head_office_change.read(read_file(path, LARGEST_FILE))
