"""An office with its vault, a head office with its own, and a folder in between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select

from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.office.first_run import FirstRun
from jfs_desktop.casework.sync import sync, sync_bundles, sync_keys
from jfs_desktop.casework.sync.sync_bundles import BundleView
from jfs_desktop.clock import Clock
from jfs_desktop.exchange import envelope
from jfs_desktop.head_office import archive, enrolment, intake
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.head_office.intake import Taken
from jfs_desktop.records.every_table import metadata
from jfs_desktop.store import migrate
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import CHEAP, PASSPHRASE, Office, SetClock, office_in
from tests.kept_vaults import kept
from tests.postgres_server import own_database


def rows_of(workspace: Workspace | Archive) -> dict[str, list[Any]]:
    """Every row of every table."""
    with workspace.reading() as db:
        return {
            table.name: sorted((tuple(row) for row in db.connection().execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def files_in(folder: Path) -> set[str]:
    """The files of a vault but those of the database itself."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("store.db")
    }


class Exchange:
    """A device and a head office that know one another, and short ways to send and take."""

    def __init__(self, office: Office, centre: Workspace, post: Path, archive: Archive | None = None) -> None:
        self.office = office
        self.centre = centre
        self.post = post
        self._archive = archive

    @property
    def archive(self) -> Archive:
        """Where head office keeps what came: its vault, as it stands now, or a database."""
        return self._archive or Archive.within(self.centre)

    @property
    def device(self) -> Workspace:
        return self.office.workspace

    def enrol(self, device: Workspace | None = None) -> None:
        """Gives out a code and types it on a device."""
        given = enrolment.give_code(self.centre, self.post, self._archive)
        sync.enrol(device or self.device, given.card, given.code)

    def export(self, device: Workspace | None = None, *, all_again: bool = False) -> BundleView:
        made = sync_bundles.export(device or self.device, self.post, all_again=all_again).value
        assert made is not None
        return made

    def take_in(self, path: Path) -> Taken:
        return intake.take_in(self.centre, path, self.post, self._archive)

    def settle(self) -> Taken:
        """One bundle out, in, and its receipt back."""
        taken = self.take_in(self.export().path)
        sync.receive(self.device, taken.receipt)
        return taken

    def everything(self) -> tuple[object, ...]:
        """All that head office holds; a refusal leaves it as it was."""
        return rows_of(self.archive), rows_of(self.centre), files_in(self.centre.vault.folder)

    def opened(self, path: Path) -> bytes:
        """The content of a bundle in clear, as head office alone can read it."""
        content = bytearray()
        with path.open("rb") as file, self.centre.reading() as db:
            sealed = envelope.read(file, path.stat().st_size)
            envelope.open_into(file, sealed, sync_keys.identity(db, self.centre), content.extend)
        return bytes(content)

    def copied(self, which: Workspace, to: Path) -> None:
        """A copy of a vault's folder as it stands."""
        which.vault.lock()
        shutil.copytree(which.vault.folder, to, ignore=shutil.ignore_patterns("ballast", "app.lock"))
        which.vault.unlock(PASSPHRASE)


@contextmanager
def another_device(folder: Path, clock: Clock) -> Iterator[Workspace]:
    """A vault with keys of its own, and somebody else who works there."""
    vault, _ = Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)
    workspace = first_run.begin(vault, clock, FirstRun("Northgate Skills", "Idris Vaughan"))
    try:
        yield workspace
    finally:
        workspace.close()


def opened_in(folder: Path, clock: SetClock) -> Workspace:
    return open_workspace(Vault.open(folder, passphrase=PASSPHRASE, clock=clock), clock)


def head_office_in(folder: Path, clock: SetClock) -> Workspace:
    """A new head office's vault in that folder; made once in a run and copied."""

    def make() -> None:
        who = FirstRun("Northgate Skills", "Morag Bell")
        enrolment.set_up(folder, PASSPHRASE, who, clock=clock, cost=CHEAP)[0].close()

    kept(folder, ("a head office", folder.name, clock.at), make)
    return opened_in(folder, clock)


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Exchange]:
    """A device and a head office that have not met."""
    post = tmp_path / "post"
    post.mkdir()
    with office_in(tmp_path / "device") as office:
        centre = head_office_in(tmp_path / "centre", office.clock)
        try:
            yield Exchange(office, centre, post)
        finally:
            centre.close()


@pytest.fixture(scope="session")
def empty_archive(postgres: Engine) -> Iterator[str]:
    """The name of a database that the migrations have made, to be copied."""
    with own_database(postgres) as url:
        engine = create_engine(url)
        migrate.upgrade(engine)
        engine.dispose()
        yield url.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def database_url(postgres: Engine, empty_archive: str) -> Iterator[str]:
    """The address of an empty archive on PostgreSQL."""
    with own_database(postgres, empty_archive) as url:
        yield url


@pytest.fixture
def on_postgres(tmp_path: Path, database_url: str) -> Iterator[Exchange]:
    """A device is enrolled with a head office that keeps what comes on PostgreSQL; nothing was sent yet."""
    post = tmp_path / "post"
    post.mkdir()
    with office_in(tmp_path / "device") as office:
        centre = head_office_in(tmp_path / "centre", office.clock)
        kept_in = archive.begin(centre, database_url)
        try:
            made = Exchange(office, centre, post, kept_in)
            made.enrol()
            yield made
        finally:
            kept_in.close()
            centre.close()


@pytest.fixture
def exchange(apart: Exchange) -> Exchange:
    """The device is enrolled and has sent nothing yet."""
    apart.enrol()
    return apart
