"""The first minute of a vault: who works here, and for which provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import uuid_utils.compat as uuid_utils

from jfs_desktop.casework.desk import adopted_calendars
from jfs_desktop.casework.desk.adopted_calendars import AdoptedCalendars
from jfs_desktop.casework.desk.adopted_programmes import DEFAULT, AdoptedProgrammes, keep
from jfs_desktop.casework.desk.settings import PROVIDER_NAME
from jfs_desktop.casework.desk.workspace import WHO_WORKS_HERE, Workspace, staff_view
from jfs_desktop.clock import Clock
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.profiles import shipped_texts
from jfs_desktop.store.unit_of_work import Author, Change, Verb, changing
from jfs_desktop.store.vault import Vault

SET_UP = Verb("first_run.begin", "")
NEW_CODE = Verb("first_run.new_code", "")
CODE_KEPT = Verb("first_run.code_kept", "")
_CODE: Final = "recovery_code"
"""The setting that says whether the adviser has the code that opens the vault: where it is not there, yes."""
_UNSEEN, _KEPT = "unseen", "kept"


@dataclass(frozen=True, slots=True, repr=False)
class FirstRun(Discreet):
    """What the first window asks."""

    provider_name: str
    name: str
    role: str = Role.ADVISER
    prap_role: bool = False


def begin(
    vault: Vault,
    clock: Clock,
    answers: FirstRun,
    *,
    new_key: Callable[[], UUID] = uuid_utils.uuid7,
    code_unseen: bool = False,
) -> Workspace:
    """Enter the first member of staff and the provider, and open the workspace. ``code_unseen`` that
    nobody has confirmed yet to have the recovery code.

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
        if code_unseen:
            change.db.add(Setting(key=_CODE, value=_UNSEEN))
        keep(change.db, shipped_texts(DEFAULT), change.at)
        change.db.flush()
        adopted_calendars.keep(change.db, adopted_calendars.shipped(), change.at, person.id)
        change.db.flush()
        me, programmes = staff_view(person), AdoptedProgrammes(change.db)
        calendars = AdoptedCalendars(change.db)
    return Workspace(vault, clock, me, programmes, calendars, new_key=new_key)


def code_unseen(workspace: Workspace) -> bool:
    """Whether a recovery code was made that nobody confirmed to have, as after a crash while it was shown."""
    with workspace.reading() as db:
        row = db.get(Setting, _CODE)
        return row is not None and row.value == _UNSEEN


def new_code(workspace: Workspace, passphrase: str) -> str:
    """Make a new recovery code, which is to be shown once and confirmed; the one before opens no more.

    Raises WrongPassphrase.
    """
    unseen_before = code_unseen(workspace)
    with workspace.changing(NEW_CODE) as change:
        _note(change, _UNSEEN)  # first: a kill in between must not leave a code that nobody saw
    try:
        return workspace.vault.new_recovery_code(passphrase)
    except UserError:
        if not unseen_before:
            code_kept(workspace)
        raise


def code_kept(workspace: Workspace) -> None:
    """The adviser has the recovery code that was shown last."""
    with workspace.changing(CODE_KEPT) as change:
        _note(change, _KEPT)


def _note(change: Change, value: str) -> None:
    row = change.db.get(Setting, _CODE)
    if row is None:
        change.db.add(Setting(key=_CODE, value=value))
    else:
        row.value = value
