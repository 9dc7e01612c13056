"""A vault: one folder with the encrypted database, its key slots, its backups and its lock."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import uuid_utils.compat as uuid_utils
from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from jfs_desktop.clock import Clock
from jfs_desktop.errors import VaultInUse, VaultProblem
from jfs_desktop.records.every_table import metadata
from jfs_desktop.store import (
    attachments,
    backup,
    ballast,
    device,
    dialect,
    key_file,
    key_slots,
    migrate,
    page_look,
    place,
    put_back,
    trouble,
    verify,
)
from jfs_desktop.store.engine import (
    KEY_BYTES,
    OpenConnections,
    Side,
    engine_in_memory,
    make_engine,
    open_connection,
    wipe,
)
from jfs_desktop.store.files import sweep
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.keyed_folder import KeyedFolder
from jfs_desktop.store.migrate import CURRENT, Schema

DATABASE = "store.db"
LOCK = "app.lock"


class Vault(KeyedFolder):
    """An opened vault. One process has it at a time; after :meth:`lock` that process still does.

    Built by :meth:`create` and :meth:`open` only.
    """

    def __init__(self, folder: Path, clock: Clock, schema: Schema = CURRENT) -> None:
        super().__init__(folder, clock)
        self._schema = schema
        self._lock = FileLock(folder / LOCK, timeout=0, thread_local=False, fallback_to_soft=False)
        self._engine: Engine | None = None
        self._connections = OpenConnections()
        self._device_id: UUID

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether a folder holds a vault, whole or not. Raises VaultProblem where it may not be looked at."""
        with trouble.told_plainly():
            return any((folder / name).exists() for name in (DATABASE, key_file.NAME, key_file.COPY))

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        clock: Clock,
        cost: ArgonCost | None = None,
        new_key: Callable[[], UUID] = uuid_utils.uuid7,
        schema: Schema = CURRENT,
    ) -> tuple[Vault, str]:
        """A new vault, opened, and its recovery code, which is shown once and kept nowhere.

        Raises VaultProblem where the folder is shared, holds a vault already or cannot be written.
        """
        cls.refuse_taken(folder)
        key_slots.check_new_passphrase(passphrase)
        vault = cls._owned(folder, clock, schema)
        try:
            with trouble.told_plainly():
                code = vault._make(passphrase, cost or ArgonCost(), new_key)
        except BaseException:
            vault._let_go()
            place.clear_unfinished(folder, (DATABASE, ballast.NAME, key_file.NAME, key_file.COPY))
            vault._lock.release(force=True)
            raise
        return vault, code

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        passphrase: str | None = None,
        recovery_code: str | None = None,
        clock: Clock,
        schema: Schema = CURRENT,
        look_through: bool = True,
    ) -> Vault:
        """Opens a vault by its passphrase or its recovery code.

        An older schema is migrated after a verified backup. Without ``look_through`` damage inside the
        database is left to :meth:`look_through`. Raises WrongPassphrase, VaultInUse, or VaultProblem:
        damaged, incomplete, read-only, of a newer program.
        """
        if (passphrase is None) == (recovery_code is None):
            raise ValueError("a vault opens by a passphrase or by a recovery code")
        cls.refuse_none(folder)
        place.refuse_shared(folder)
        with trouble.opening():
            vault = cls._owned(folder, clock, schema)
            try:
                vault._unlock(passphrase, recovery_code, look_through=look_through)
            except BaseException:
                vault._let_go()
                vault._lock.release(force=True)
                raise
        return vault

    @classmethod
    def refuse_taken(cls, folder: Path) -> None:
        """Raises VaultProblem where a folder is no place for a new vault: shared, or with things in it."""
        place.refuse_shared(folder)
        if cls.exists(folder):
            raise VaultProblem(
                "There is a vault in this folder already.", remedy="Open it, or choose another folder."
            )
        place.refuse_occupied(folder)

    @classmethod
    def refuse_none(cls, folder: Path) -> None:
        """Raises VaultProblem where a folder holds no vault."""
        if not cls.exists(folder):
            raise VaultProblem(
                "There is no vault in this folder.", remedy="Choose the vault's folder, or make a new vault."
            )

    @classmethod
    def in_memory(cls, clock: Clock) -> Vault:
        """A store of nothing without folder or key: what is asked of it once is quicker asked of the next."""
        vault = cls(Path(), clock)
        vault._device_id = uuid_utils.uuid7()
        vault._engine = engine_in_memory()
        metadata.create_all(vault._engine)
        vault._enter_device()
        return vault

    @classmethod
    def restore(cls, folder: Path, copy: Path, *, passphrase: str, clock: Clock) -> Path:
        """Puts a verified backup in the place of the database, damaged or not, of a closed vault.

        What stood there is kept in the ``backup`` folder; its path is returned. Raises as :meth:`open`
        does, and where the backup is not whole or belongs to another vault.
        """
        cls.refuse_none(folder)
        vault = cls._owned(folder, clock, CURRENT)
        try:
            backup.finish_pending(folder)
            _, key = key_file.open_header(folder, passphrase=passphrase)
            try:
                kept = folder / "backup" / f"replaced-{backup.stamp(clock.now())}.db"
                backup.put_back(folder, copy, key, keep=kept)
            finally:
                wipe(key)
        finally:
            vault.close()
        return kept

    @classmethod
    def _owned(cls, folder: Path, clock: Clock, schema: Schema) -> Vault:
        """Takes the folder for this process alone and sweeps what a crash left."""
        if sys.platform != "win32":
            os.umask(0o077)
        with trouble.told_plainly():
            place.make_private(folder)
            vault = cls(folder, clock, schema)
            try:
                vault._lock.acquire()
            except Timeout:
                raise VaultInUse(
                    "The vault is open in another window or program.", remedy="Close that one first."
                ) from None
            try:
                sweep(folder)
                for name in ("att", "backup"):
                    (folder / name).mkdir(mode=0o700, exist_ok=True)
                    sweep(folder / name)
            except BaseException:
                vault._lock.release(force=True)
                raise
        return vault

    @property
    def engine(self) -> Engine:
        """The engine of the open vault. Raises VaultProblem while it is locked."""
        if self._engine is None:
            raise VaultProblem("The vault is locked.", title="Locked", remedy="Unlock it first.")
        return self._engine

    @property
    def device_id(self) -> UUID:
        """This device's id, which numbers its journal."""
        return self._device_id

    @property
    def was_put_back(self) -> bool:
        """Whether it is a backup's state, and nobody has looked yet at what was done after that backup."""
        return put_back.is_marked(self.folder)

    def put_back_was_seen(self) -> None:
        """Say that somebody has looked at it."""
        put_back.forget(self.folder)

    @property
    def is_locked(self) -> bool:
        return self._engine is None

    def lock(self) -> None:
        """Signs the journal's end, closes every connection and wipes the key; other processes stay out."""
        self._sign_and_let_go()
        dialect.let_go()

    def unlock(self, passphrase: str) -> None:
        """Opens the vault again after :meth:`lock`. Raises as :meth:`open` does."""
        if self._engine is not None:
            return
        try:
            with trouble.opening():
                self._unlock(passphrase, None, look_through=False)
        except BaseException:
            self._let_go()
            raise

    def close(self) -> None:
        """Locks and gives the folder up. May be called again."""
        self._sign_and_let_go()
        self._lock.release(force=True)

    def back_up(self, target: Path | None = None) -> Path:
        """Writes a verified copy with its attachments, by default into the vault's ``backup`` folder."""
        target = target or self.folder / "backup" / f"store-{backup.stamp(self._clock.now())}.db"
        backup.make(self.folder / DATABASE, self._held_key(), target)
        return target

    def sign_head(self) -> bool:
        """Signs the journal's present end with the device key."""
        with trouble.told_plainly(self._free_ballast):
            return device.sign_head(self.engine, self.device_id, self._clock.now())

    def look_through(self) -> None:
        """Looks at every page of the open vault. Raises VaultProblem where one is damaged."""
        page_look.behind_the_work(self.engine)

    def verify(self) -> verify.VerifyReport:
        """Checks pages, journal and attachments in full; takes seconds on a large vault."""
        return verify.verify(self.engine, self.folder)

    def _make(self, passphrase: str, cost: ArgonCost, new_key: Callable[[], UUID]) -> str:
        key = bytearray(os.urandom(KEY_BYTES))
        self._key = key
        connection = open_connection(self.folder / DATABASE, key, create=True)
        try:
            connection.execute("PRAGMA user_version = 1")
            salt = connection.execute("PRAGMA cipher_salt").fetchone()[0]
        finally:
            connection.close()
        header, code = key_slots.new_header(new_key(), key, salt, passphrase, cost=cost, at=self._clock.now())
        self._start()
        migrate.upgrade(self.engine, self._schema)
        self._device_id = new_key()
        self._enter_device()
        ballast.fill(self.folder)
        key_file.write_first(self.folder, header)
        return code

    def _enter_device(self) -> None:
        with Session(self.engine.execution_options(write=True)) as db, db.begin():
            device.make_device(db, self._device_id, self._clock.now())

    def _unlock(self, passphrase: str | None, code: str | None, *, look_through: bool) -> None:
        backup.finish_pending(self.folder)
        _, key = key_file.open_header(self.folder, passphrase=passphrase, code=code)
        self._key = key
        if not trouble.has_room(self.folder):
            self._free_ballast()
        if not (self.folder / DATABASE).exists():
            raise trouble.missing()
        page_look.at_the_door(self.folder / DATABASE, key, every_page=look_through)
        self._start()
        with trouble.told_plainly(self._free_ballast):
            if migrate.is_behind(self.engine, self._schema):
                self._migrate(key)
            put_back.go_on(self.folder, self.engine, self._clock.now())
            with Session(self.engine) as db:
                self._device_id = device.own_device(db)
        attachments.sweep(self.engine, self.folder)
        ballast.fill(self.folder)

    def _migrate(self, key: bytearray) -> None:
        """A verified backup, then the migrations; the backup is put back if the result does not check."""
        safe = self.back_up(self.folder / "backup" / f"before-schema-{self._schema.head}.db")
        migrate.upgrade(self.engine, self._schema)
        self._close_connections()
        try:
            page_look.at_the_door(self.folder / DATABASE, key, every_page=True)
        except VaultProblem:
            backup.put_back(self.folder, safe, key)
            raise
        self._start()

    def _start(self) -> None:
        self._connections = OpenConnections()
        side = Side(on_full=self._free_ballast)
        self._engine = make_engine(self.folder / DATABASE, self._held_key(), side, self._connections)

    def _close_connections(self) -> None:
        self._connections.close_all()
        if self._engine is not None:
            self._engine.dispose()

    def _sign_and_let_go(self) -> None:
        if self._engine is not None:
            with contextlib.suppress(VaultProblem):  # a full or failing disk must not keep the vault open
                self.sign_head()
        self._let_go()

    def _let_go(self) -> None:
        self._close_connections()
        self._engine = None
        if self._key is not None:
            wipe(self._key)
            self._key = None

    def _free_ballast(self) -> None:
        ballast.free(self.folder)
