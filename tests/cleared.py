"""Clears every channel as a provider does, for tests which are about something else."""

from __future__ import annotations

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import channel_clearances


def with_channels(workspace: Workspace) -> Workspace:
    """The same workspace with one made-up clearance for all channels (I2)."""
    channel_clearances.clear(
        workspace,
        [one.key for one in channel_clearances.standings(workspace)],
        approved_on=workspace.today(),
        approved_by="R. Secure",
        security_ref="SEC-7",
    )
    return workspace
