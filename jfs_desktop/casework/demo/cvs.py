"""The CVs of the demo: one with a version and changed since, one brought in, one that is kept, one begun."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.cv import cv_help, cvs
from jfs_desktop.casework.cv.cv_files import as_word
from jfs_desktop.casework.cv.cv_reading import ReadFile, read_existing
from jfs_desktop.casework.demo.moving_clock import MovingClock
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.exchange.json_resume_reading import from_json_resume
from jfs_desktop.paths import resource
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv


def write(workspace: Workspace, clock: MovingClock, today: date) -> None:
    """Write what the file tells, by the verbs alone, in the afternoon of the day before ``today``; a person
    who is not in this demo is passed over."""
    with resource("demo", "cvs.toml").open("rb") as file:
        told = tomllib.load(file)["cvs"]
    day = workspace.calendar.add(today, -1)
    clock.move_to(datetime.combine(day, time(16, 30), LONDON))
    for one in told:
        case_id = _case_of(workspace, one["person"])
        if case_id is not None:
            _write(workspace, case_id, one)
            clock.pass_by(300)


def _write(workspace: Workspace, case_id: UUID, told: Mapping[str, Any]) -> None:
    style = CvStyle(told["style"])
    if told["state"] == "begun":
        cvs.begin(workspace, case_id)
        return
    content = from_json_resume(json.dumps(told["sheet"]).encode(), workspace.new_key).content
    sheet = StyledCv(content, style)
    if told["state"] == "declined":
        cv_help.decline(workspace, case_id, reason=told["reason"], has_one=True, file=_file(workspace, sheet))
    elif told["state"] == "brought_in":
        file = _file(workspace, sheet)
        cv_help.bring_in(workspace, case_id, file, sheet, improvements=told["improvements"])
    else:
        cvs.begin(workspace, case_id, sheet)
        cvs.make_version(workspace, case_id)
        after = replace(content, profile=f"{content.profile} {told['after']}")
        cvs.settle(workspace, case_id, StyledCv(after, style))


def _file(workspace: Workspace, sheet: StyledCv) -> ReadFile:
    """The CV that they had, as a Word document."""
    word = as_word(workspace, sheet, workspace.now())
    return read_existing(word.content, "CV.docx", workspace.new_key)


def _case_of(workspace: Workspace, name: str) -> UUID | None:
    first, _, last = name.partition(" ")
    with workspace.reading() as db:
        return db.scalars(
            select(Case.id)
            .join(Participant, Participant.id == Case.participant_id)
            .where(Participant.first_name == first, Participant.last_name == last)
            .order_by(Case.id.desc())
            .limit(1)
        ).first()
