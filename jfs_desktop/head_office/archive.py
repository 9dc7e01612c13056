"""Where head office keeps what devices send: in its own vault, or on PostgreSQL where that grows too large.

Head office's private keys stay in its vault in either case, and so do the files of attachments: whoever
has the database alone can neither open a bundle nor sign a receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.settings import Declared, value_in
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import UserError
from jfs_desktop.exchange.refusal import damaged
from jfs_desktop.head_office import database
from jfs_desktop.records.journal import Device, JournalHead
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.store import chain, device, migrate
from jfs_desktop.store.unit_of_work import Author, Change, Verb, changing, last_entry, reading

BEGIN: Final = Verb("head_office.begin_archive", "")
WHERE: Final = Declared("head_office_database", "", "Database", "Where what devices send is kept.")
_ARCHIVE, _OF = "archive_id", "archive_of"
_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(8123072104)")
"""As with the writers' queue of a vault: two intakes at once would see each other's half."""


@dataclass(frozen=True)
class Archive:
    """The store of one head office; ``id`` is that of its own journal. ``engine`` is None for the vault."""

    workspace: Workspace
    id: UUID
    engine: Engine | None = None

    @classmethod
    def within(cls, workspace: Workspace) -> Archive:
        """The vault itself."""
        return cls(workspace, workspace.vault.device_id)

    @property
    def folder(self) -> Path:
        """The folder that holds the files of attachments."""
        return self.workspace.vault.folder

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short read transaction."""
        if self.engine is None:
            with self.workspace.reading() as db:
                yield db
            return
        with _told_plainly(), reading(self.engine) as db:
            yield db

    @contextmanager
    def changing(self, verb: Verb, *, reason: str = "") -> Iterator[Change]:
        """One write transaction, committed whole or not at all. Raises UserError; EnvelopeRefused for a text
        that the database cannot hold, which no device of ours writes."""
        if self.engine is None:
            with self.workspace.changing(verb, reason=reason) as change:
                yield change
            return
        with _told_plainly(), _changing(self.engine, self.workspace, self.id, verb, reason) as change:
            yield change
            change.db.flush()
        self._sign()

    def _sign(self) -> None:
        """Sign the end of the archive's own journal with head office's key, which is in the vault. Where the
        server went away just now, what was committed stands, and the next change signs it too."""
        engine, me = self.engine, self.workspace.vault.device_id
        if engine is None:
            return
        with self.workspace.reading() as db:
            signer = device.signer(db, me)
        with suppress(OperationalError, InterfaceError), Session(engine) as db, db.begin():
            number, digest = last_entry(db, self.id)
            if number and db.get(JournalHead, (self.id, number)) is None:
                signature = signer.sign(chain.head_message(self.id, number, digest))
                head = JournalHead(
                    device_id=self.id, number=number, digest=digest, signed_at=self.workspace.now(),
                    signature=signature,
                )  # fmt: skip
                db.add(head)

    def close(self) -> None:
        """Give the database's connections up."""
        if self.engine is not None:
            self.engine.dispose()


def refuse_unfit(url: str, password: str = "") -> None:
    """Raises UserError where the database cannot be reached, or holds what devices sent already."""
    engine = database.connect(database.read_url(url), password)
    try:
        with _told_plainly():
            if not migrate.is_behind(engine):
                _refuse_used(engine)
    finally:
        engine.dispose()


def begin(workspace: Workspace, url: str, password: str = "") -> Archive:
    """Make PostgreSQL the archive of a head office that has taken nothing in yet, its tables made by the
    migrations. Raises UserError, also where the database is another head office's."""
    place = database.read_url(url)
    engine = database.connect(place, password)
    try:
        with _told_plainly():
            if migrate.is_behind(engine):
                migrate.upgrade(engine)
            archive = Archive(workspace, _made(engine, workspace), engine)
        with workspace.changing(BEGIN) as change:
            change.db.merge(Setting(key=WHERE.key, value=place.text))
    except BaseException:
        engine.dispose()
        raise
    archive._sign()
    return archive


def opened(workspace: Workspace, url: str = "", password: str = "") -> Archive:
    """The archive that this head office has. ``url`` may name it again, but no other. Raises UserError."""
    with workspace.reading() as db:
        known = value_in(db, WHERE)
    if url and (not known or database.read_url(url).text != known):
        kept = "in another database" if known else "in its vault"
        raise UserError(
            f"This head office keeps what devices send {kept}.",
            remedy="Leave --database out; it is chosen once, with `jfs head-office init`.",
        )
    if not known:
        return Archive.within(workspace)
    engine = database.connect(database.read_url(known), password)
    try:
        with _told_plainly():
            if migrate.is_behind(engine):
                migrate.upgrade(engine)
            return Archive(workspace, _own(engine, workspace), engine)
    except BaseException:
        engine.dispose()
        raise


def _refuse_used(engine: Engine) -> None:
    with reading(engine) as db:
        if db.get(Setting, _OF) is not None:
            raise UserError(
                "This database belongs to a head office already.",
                remedy="Name an empty database; one that is in use belongs to the vault it was made with.",
            )


def _made(engine: Engine, workspace: Workspace) -> UUID:
    _refuse_used(engine)
    with workspace.reading() as db:
        public = db.get_one(Device, workspace.vault.device_id).public_key
    archive_id = workspace.new_key()
    with _changing(engine, workspace, archive_id, BEGIN) as change:
        change.db.add(Device(id=archive_id, public_key=public, private_key=b"", made_at=change.at))
        change.db.add(Setting(key=_ARCHIVE, value=str(archive_id)))
        change.db.add(Setting(key=_OF, value=str(workspace.vault.device_id)))
    return archive_id


def _own(engine: Engine, workspace: Workspace) -> UUID:
    """The archive's id. Raises UserError where the database is not this head office's."""
    with reading(engine) as db:
        owner, own = db.get(Setting, _OF), db.get(Setting, _ARCHIVE)
    if owner is None or own is None or owner.value != str(workspace.vault.device_id):
        raise UserError(
            "This database is not the one that this head office keeps what devices send in.",
            remedy="Restore it from its backup, or name the vault that it belongs to.",
        )
    return UUID(own.value)


@contextmanager
def _changing(
    engine: Engine, workspace: Workspace, archive_id: UUID, verb: Verb, reason: str = ""
) -> Iterator[Change]:
    me = workspace.me
    author = Author(me.id, archive_id)
    with changing(
        engine, verb, author, at=workspace.now(), new_key=workspace.new_key, reason=reason
    ) as change:
        change.db.execute(_ONE_AT_A_TIME)
        if change.db.get(Staff, me.id) is None:
            change.db.add(
                Staff(id=me.id, name=me.name, role=me.role, prap_role=me.prap_role, active=me.active)
            )
            change.db.flush()
        yield change


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except DataError:
        raise damaged() from None
    except (OperationalError, InterfaceError) as problem:
        raise database.unreached(problem) from problem
