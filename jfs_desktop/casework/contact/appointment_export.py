"""An appointment as a calendar file on disk, and the record that it was made (C3, P9)."""

from __future__ import annotations

import hashlib
from datetime import time
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import fact_of, next_appointment
from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.exchange import appointment_file
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.unit_of_work import Verb

EXPORT = Verb("contacts.save_calendar_file", "")
LEAVING = Leaving(
    "The calendar file",
    "The file was not saved",
    "Choose another folder.",
)


def file_name(workspace: Workspace, case_id: UUID) -> str:
    """A name for the file that says the service and the day. Raises NotFound without an appointment."""
    agreed, _ = _appointment(workspace, case_id)
    return appointment_file.file_name(workspace.programme_of(case_id).name, agreed.on)


def export_ics(workspace: Workspace, case_id: UUID, path: Path) -> Outcome[Path]:
    """Write the next appointment to ``path`` as a calendar file that names nobody.

    It is written aside and swapped in; the journal keeps its hash and never where it went. Raises
    NotFound where nothing is agreed, BadInput for a name that is not .ics, UserError when the file
    cannot be written.
    """
    if path.suffix.lower() != ".ics":
        raise BadInput("The file's name must end in .ics.", field="path")
    agreed, uid = _appointment(workspace, case_id)
    programme = workspace.programme_of(case_id)
    at = time.fromisoformat(agreed.at) if agreed.at else None
    content = appointment_file.written(
        programme.name, uid, agreed.on, at, programme.settings.meeting_minutes, stamp=workspace.now()
    )
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        local = workspace.now().astimezone(LONDON)
        happened = WhatHappened(
            FactKind.APPOINTMENT_FILE_SAVED,
            local.date(),
            local.time(),
            about=uid,
            detail={"sha256": hashlib.sha256(content).hexdigest(), "size": str(len(content))},
        )
        facts.write(change, workspace, case_id, happened)
        put_in_place()
    return Outcome(path, Changed.HISTORY, frozenset({case_id}), change.change_id)


def _appointment(workspace: Workspace, case_id: UUID) -> tuple[AppointmentView, UUID]:
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        programme = workspace.programmes.of(known)
    agreed, fact = next_appointment(known, programme), fact_of(known, programme)
    if agreed is None or fact is None:
        raise NotFound("No appointment is agreed with this person now.")
    return agreed, fact.id
