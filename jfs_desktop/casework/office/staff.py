"""Who works here (S4, W14)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import WHO_WORKS_HERE, Workspace, staff_view
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.unit_of_work import Verb

ADD = Verb("staff.add", "add the member of staff")
CHANGE = Verb("staff.change", "change the member of staff")
WORK_AS = Verb("staff.work_as", "change who works here")


def all_staff(workspace: Workspace) -> tuple[StaffView, ...]:
    """Everybody, those active first, by name."""
    with workspace.reading() as db:
        people = db.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name)).all()
        return tuple(staff_view(person) for person in people)


def add(workspace: Workspace, *, name: str, role: str, prap_role: bool) -> Outcome[StaffView]:
    """Enter a member of staff. Raises BadInput without a name."""
    with workspace.changing(ADD) as change:
        person = Staff(
            id=workspace.new_key(), name=_clean(name), role=Role(role), prap_role=prap_role, active=True
        )
        change.db.add(person)
        view = staff_view(person)
    return Outcome(view, Changed.STAFF, change_id=change.change_id, label=ADD.label)


def change(
    workspace: Workspace, staff_id: UUID, *, name: str, role: str, prap_role: bool, active: bool = True
) -> Outcome[StaffView]:
    """Change name, role, PRaP right, or whether the person still works here.

    Raises BadInput without a name, or when the person at this computer would be made inactive.
    """
    if staff_id == workspace.me.id and not active:
        raise BadInput("You cannot mark yourself as gone while you work here.", field="active")
    with workspace.changing(CHANGE) as written:
        person = written.db.get(Staff, staff_id)
        if person is None:
            raise NotFound("This member of staff is not in the vault.")
        person.name, person.role = _clean(name), Role(role)
        person.prap_role, person.active = prap_role, active
        view = staff_view(person)
    if staff_id == workspace.me.id:
        workspace.me = view
    return Outcome(view, Changed.STAFF, change_id=written.change_id, label=CHANGE.label)


def work_as(workspace: Workspace, staff_id: UUID) -> Outcome[StaffView]:
    """Say who sits at this computer from now on."""
    with workspace.changing(WORK_AS) as written:
        person = written.db.get(Staff, staff_id)
        if person is None or not person.active:
            raise NotFound("This member of staff does not work here.")
        setting = written.db.get(Setting, WHO_WORKS_HERE)
        if setting is None:
            written.db.add(Setting(key=WHO_WORKS_HERE, value=str(staff_id)))
        else:
            setting.value = str(staff_id)
        view = staff_view(person)
    workspace.me = view
    return Outcome(view, Changed.STAFF, change_id=written.change_id, label=WORK_AS.label)


def _clean(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise BadInput("Type the person's name.", field="name")
    return cleaned
