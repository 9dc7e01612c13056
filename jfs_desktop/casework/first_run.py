"""The first minute of a vault: who works here, and for which provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import uuid_utils.compat as uuid_utils

from jfs_desktop.casework import adopted_calendars
from jfs_desktop.casework.adopted_calendars import AdoptedCalendars
from jfs_desktop.casework.adopted_programmes import DEFAULT, AdoptedProgrammes, keep
from jfs_desktop.casework.settings import PROVIDER_NAME
from jfs_desktop.casework.workspace import WHO_WORKS_HERE, Workspace, staff_view
from jfs_desktop.clock import Clock
from jfs_desktop.errors import BadInput
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.roles import Role
from jfs_desktop.store.profiles import shipped_texts
from jfs_desktop.store.unit_of_work import Author, Verb, changing
from jfs_desktop.store.vault import Vault

SET_UP = Verb("first_run.begin", "")


@dataclass(frozen=True, slots=True, repr=False)
class FirstRun(Discreet):
    """What the first window asks."""

    provider_name: str
    name: str
    role: str = Role.ADVISER
    prap_role: bool = False


def begin(
    vault: Vault, clock: Clock, answers: FirstRun, *, new_key: Callable[[], UUID] = uuid_utils.uuid7
) -> Workspace:
    """Enter the first member of staff and the provider, and open the workspace.

    Raises BadInput naming the field when a name is missing.
    """
    provider, name = answers.provider_name.strip(), answers.name.strip()
    if not provider:
        raise BadInput("Type the provider's name; it is printed on every document.", field="provider_name")
    if not name:
        raise BadInput("Type your own name; it stands beside everything you record.", field="name")
    person = Staff(id=new_key(), name=name, role=Role(answers.role), prap_role=answers.prap_role, active=True)
    author = Author(person.id, vault.device_id)
    with changing(vault.engine, SET_UP, author, at=clock.now(), new_key=new_key) as change:
        change.db.add(person)
        change.db.add(Setting(key=WHO_WORKS_HERE, value=str(person.id)))
        change.db.add(Setting(key=PROVIDER_NAME.key, value=provider))
        keep(change.db, shipped_texts(DEFAULT), change.at)
        change.db.flush()
        adopted_calendars.keep(change.db, adopted_calendars.shipped(), change.at, person.id)
        change.db.flush()
        me, programmes = staff_view(person), AdoptedProgrammes(change.db)
        calendars = AdoptedCalendars(change.db)
    return Workspace(vault, clock, me, programmes, calendars, new_key=new_key)
