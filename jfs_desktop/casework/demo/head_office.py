"""What the invented head office keeps: how to reach it, and its induction pack in both languages."""

from __future__ import annotations

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import pack_texts
from jfs_desktop.casework.office import staff
from jfs_desktop.rules.programme.roles import Role

APPROVED_BY = "Ceri Vaughan, head of service"
# A number that Ofcom keeps free for drama, and a name that no host has.
_TELEPHONE, _EMAIL = "01632 960100", "job.finding@northgate.example"


def settle(workspace: Workspace) -> None:
    """Publish the induction pack and enter the office's own address; who works here stays who it was."""
    settings.put(workspace, settings.PROVIDER_TELEPHONE, _TELEPHONE)
    settings.put(workspace, settings.PROVIDER_EMAIL, _EMAIL)
    me = workspace.me
    head = staff.add(workspace, name="Ceri Vaughan", role=Role.ANALYST, prap_role=False).value
    staff.work_as(workspace, head.id)
    pack_texts.publish(workspace, pack_texts.starting_texts(), APPROVED_BY)
    staff.work_as(workspace, me.id)
