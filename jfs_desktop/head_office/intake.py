"""Taking in what devices send: checked whole, stored once, receipted (D11, DESIGN 3.5).

Everything that the clear header and the signature can say is checked before a byte is decrypted, and the
rest before anything is committed: a bundle is in whole, or nothing has changed.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import sync_keys
from jfs_desktop.casework.sync.sync import RECEIPT_SUFFIX
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import envelope, receipts
from jfs_desktop.exchange.bundle import Before, Carried, Manifest, Unpacking
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.envelope import MOST_SEALED, NOTHING, Envelope, Header, Kind
from jfs_desktop.exchange.receipts import Receipt
from jfs_desktop.exchange.refusal import EnvelopeRefused, damaged
from jfs_desktop.head_office import enrolment, received_files
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.head_office.enrolment import OwnKeys
from jfs_desktop.records.journal import JournalHead
from jfs_desktop.records.sync import BundleIn
from jfs_desktop.store import device, journal_lines, trouble
from jfs_desktop.store.files import part_path, write_whole
from jfs_desktop.store.journal_lines import Continuation, Held, NotOfThisChain
from jfs_desktop.store.unit_of_work import Change, Verb

TAKE_IN = Verb("head_office.take_in", "")
_PIECE: Final = 1024 * 1024
_ROWS_AT_ONCE: Final = 500


class NothingNew(EnvelopeRefused):
    """A bundle that is in already, or an older one than is in."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A bundle that is in: whose, which, and up to which entry that device's journal is here now."""

    device_id: UUID
    device: str
    number: int
    entries: int
    last_entry: int
    attachments: int
    missing: int
    taken_at: datetime
    receipt: Path


def take_in(workspace: Workspace, path: Path, receipts_folder: Path, archive: Archive | None = None) -> Taken:
    """Check a bundle, store what is new in it, and write its receipt into a folder.

    ``archive`` is where it is stored, the vault itself unless another is given.

    Raises EnvelopeRefused, nothing being changed then, and UserError where a file cannot be read or written.
    """
    if not receipts_folder.is_dir():
        raise BadInput("The folder for receipts is not there.", field="out", remedy="Choose one that is.")
    with _own_copy(workspace, path) as (file, size):
        sealed = envelope.read(file, size)
        if sealed.header.kind is not Kind.JOURNAL:
            raise EnvelopeRefused("This is a receipt, not a bundle.", remedy="It belongs to the device.")
        own = enrolment.own_keys(workspace)
        with (archive or Archive.within(workspace)).changing(TAKE_IN) as change:
            received_files.sweep(change.db, workspace.vault.folder)
            sender = _checked(change, own, sealed)
            load = _Load(change, workspace.vault.folder, own, sealed.header, sender)
            load.open(file, sealed)
            row = load.row(sealed)
            change.db.add(row)
    receipt = Receipt(row.number, row.digest, row.last_entry, row.taken_at, load.missing)
    written = _write_receipt(workspace, receipt, sender, receipts_folder)
    return Taken(
        sender.id, sender.name, row.number, load.entries, row.last_entry, load.attachments,
        len(load.missing), row.taken_at, written,
    )  # fmt: skip


@contextmanager
def _own_copy(workspace: Workspace, path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The bundle as it was when it was opened, beside the vault: nobody can change it between two looks."""
    part = part_path(workspace.vault.folder / "bundle")
    try:
        try:
            source = path.open("rb")
        except OSError as problem:
            raise BadInput(
                "The file cannot be read.", field="file", remedy="Choose another file."
            ) from problem
        with source, trouble.told_plainly(), part.open("x+b") as copy:
            size = 0
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > MOST_SEALED + _PIECE:
                    raise EnvelopeRefused(
                        "The file is too large to be a bundle.", remedy="Choose another file."
                    )
                copy.write(piece)
            copy.seek(0)
            yield copy, size
    finally:
        part.unlink(missing_ok=True)


def _checked(change: Change, own: OwnKeys, sealed: Envelope) -> Party:
    """The sender, once recipient, signer, signature and order hold. Nothing is decrypted for it but the
    introduction of a device that comes for the first time."""
    header = sealed.header
    if header.recipient != own.party.fingerprint:
        raise EnvelopeRefused(
            "This bundle is for another head office.",
            title="Not for this vault",
            remedy="Send it there; nobody else can read it.",
        )
    known = enrolment.known_device(change.db, header.sender)
    envelope.check_signature(sealed, header.signer if known is None else known.signing_key)
    sender = enrolment.admit(change, own, header) if known is None else known
    _check_order(change.db, sealed)
    return sender


def _check_order(db: Session, sealed: Envelope) -> None:
    """A number that was not here yet, building on a bundle that is."""
    header = sealed.header
    of_device = select(BundleIn).where(BundleIn.device_id == header.sender).order_by(BundleIn.number)
    taken = {row.number: row.digest for row in db.scalars(of_device)}
    last = max(taken, default=0)
    if taken.get(header.number) == sealed.digest:
        raise NothingNew(
            f"No. {header.number} of this device is in already.",
            title="Nothing new",
            remedy="It can be deleted.",
        )
    if header.number in taken:  # a device gives no number twice
        raise _from_a_backup(f"Another no. {header.number} of this device is in; of this one nothing is.")
    if header.number <= last:
        raise NothingNew(
            f"This is no. {header.number} of this device, and no. {last} is in already.",
            title="An older bundle",
            remedy="Take in the newest; it holds all that is not confirmed.",
        )
    if header.previous != NOTHING and header.previous not in taken.values():
        raise EnvelopeRefused(
            f"No. {header.number} of this device builds on a bundle that is not here.",
            title="Something is missing in between",
            remedy="Ask the device for everything again: `jfs sync export --all`.",
        )


@dataclass(frozen=True, slots=True)
class _Journal:
    """A journal of which entries come, and its signed end."""

    chain: Continuation
    head: JournalHead


class _Load:
    """What a bundle holds on its way into the database, within one change. The manifest comes first."""

    def __init__(self, change: Change, folder: Path, own: OwnKeys, header: Header, sender: Party) -> None:
        self._change = change
        self._folder = folder
        self._own = own
        self._header = header
        self._sender = sender
        self._manifest: Manifest
        self._journals: deque[_Journal] = deque()
        self._ids = frozenset({header.sender})
        self._rows: list[dict[str, Any]] = []
        self.entries = 0
        self.attachments = 0
        self.missing: tuple[UUID, ...] = ()

    def open(self, file: BinaryIO, sealed: Envelope) -> None:
        """Decrypt, check and put in. Raises EnvelopeRefused."""
        unpacking = Unpacking(self._header, self._begin, self._entry, self._attachment)
        try:
            envelope.open_into(file, sealed, self._own.identity, unpacking.take)
        except NotOfThisChain as problem:
            raise _other_journal(problem.number) from None
        unpacking.end()
        self._put_in()
        self.missing = unpacking.missing

    def _begin(self, manifest: Manifest) -> None:
        held = journal_lines.held(self._change.db, self._header.sender)
        if manifest.first > held.number + 1:
            raise EnvelopeRefused(
                f"It begins at entry {manifest.first:,}, and this journal is here up to {held.number:,}.",
                title="Something is missing in between",
                remedy="Ask the device for everything again: `jfs sync export --all`.",
            )
        if manifest.last < held.number:
            raise _other_journal(manifest.last)
        head = self._head(manifest)
        if not device.head_holds(head, self._sender.signing_key):
            raise damaged()
        begin = journal_lines.held_at(self._change.db, self._header.sender, manifest.first - 1)
        self._manifest = manifest
        for one in manifest.before:
            self._go_back(one)
        self._journals.append(_Journal(Continuation(self._header.sender, begin, held), head))
        self._ids = enrolment.same_device(self._change.db, self._header.sender)
        for journal in self._journals:
            self._change.db.merge(journal.head)

    def _go_back(self, before: Before) -> None:
        """Await the journal of the device that the sender was before a backup was put back."""
        head = enrolment.went_on(self._change, before, self._sender)
        held = journal_lines.held(self._change.db, before.device_id)
        if held.number > before.last:  # more had come from it than the backup had
            held = journal_lines.held_at(self._change.db, before.device_id, before.last)
        self._journals.append(_Journal(Continuation(before.device_id, Held(), held), head))

    def _head(self, manifest: Manifest) -> JournalHead:
        return JournalHead(
            device_id=self._header.sender,
            number=manifest.last,
            digest=manifest.head_digest,
            signed_at=manifest.head_signed_at,
            signature=manifest.head_signature,
        )

    def _entry(self, line: bytes) -> None:
        journal = self._journals[0]
        row = journal.chain.take(line)
        if row is not None:
            self._rows.append(row)
            self.entries += 1
        if journal.chain.at.number == journal.head.number:
            if journal.chain.at.digest != journal.head.digest:
                raise NotOfThisChain(journal.head.number)
            self._put_in()
            self._journals.popleft()
        elif len(self._rows) >= _ROWS_AT_ONCE:
            self._put_in()

    def _put_in(self) -> None:
        journal_lines.put_in(self._change.db, self._rows, self._ids)
        received_files.forget_erased(self._change, self._folder, self._rows, self._ids)
        self._rows = []

    def _attachment(self, item: Carried) -> None:
        header = self._header
        self.attachments += received_files.keep(
            self._change, self._folder, header.sender, header.number, item
        )

    def row(self, sealed: Envelope) -> BundleIn:
        """The record of a bundle that was opened."""
        return BundleIn(
            device_id=self._header.sender,
            number=self._header.number,
            digest=sealed.digest,
            first_entry=self._manifest.first,
            last_entry=self._manifest.last,
            attachments=self.attachments,
            size=self._header.file_bytes,
            taken_at=self._change.at,
        )


def _other_journal(number: int) -> EnvelopeRefused:
    return _from_a_backup(
        f"The journal in this bundle is not the one that is here, from entry {number:,} on."
    )


def _from_a_backup(text: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        text,
        title="Another journal",
        remedy="The device was probably restored from a backup; ask your IT support.",
    )


def write_receipts(workspace: Workspace, folder: Path, archive: Archive | None = None) -> tuple[Path, ...]:
    """Write the receipt of each device's last bundle once more, for those that were lost."""
    enrolment.own_keys(workspace)
    with (archive or Archive.within(workspace)).reading() as db:
        rows = db.scalars(select(BundleIn).order_by(BundleIn.device_id, BundleIn.number)).all()
        newest = {row.device_id: row for row in rows}
        devices = {known: enrolment.known_device(db, known) for known in newest}
    return tuple(
        _write_receipt(
            workspace, Receipt(row.number, row.digest, row.last_entry, row.taken_at), party, folder
        )
        for known, row in newest.items()
        if (party := devices[known]) is not None
    )


def _write_receipt(workspace: Workspace, receipt: Receipt, sender: Party, folder: Path) -> Path:
    with workspace.reading() as db:
        me = sync_keys.own_party(db, workspace)
        signer = device.signer(db, me.id)
    content = receipts.write(receipt, me, signer, sender)
    path = folder / f"jfs-{sender.id.hex[-8:]}-{receipt.number:06d}{RECEIPT_SUFFIX}"
    try:
        write_whole(path, content)
    except OSError as problem:
        raise UserError(
            f"No. {receipt.number} is in, but its receipt could not be written "
            f"({os.strerror(problem.errno or 0)}).",
            remedy="Write it again with `jfs head-office receipts`.",
        ) from problem
    return path
