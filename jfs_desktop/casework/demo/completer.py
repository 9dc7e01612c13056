"""The papers of a completer of the demo: the letter, the pack and the CV, each by the verb made for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from jfs_desktop.casework.contact import induction_packs
from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.ending import case_letters
from jfs_desktop.casework.evidence import case_documents, hand_issues
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.documents.papers.letters import Letter
from jfs_desktop.rules.cv.cv import MonthYear, Position, Skill
from jfs_desktop.rules.cv.cv_styles import StyledCv

_OWN = ("insert", "insert_text")
_PROOF = "Sent items of the team's mailbox"


def confirm_appointment(workspace: Workspace, case_id: UUID, email: str) -> None:
    """Make the letter that confirms what was booked, and note that it went."""
    filled = case_letters.fill(workspace, case_id, Letter.APPOINTMENT)
    with TemporaryDirectory() as folder:
        case_papers.save(workspace, case_id, filled, Path(folder) / "letter.pdf")
    _sent(workspace, case_id, filled.paper.kind, email)


def send_pack(workspace: Workspace, case_id: UUID, happened: WhatHappened, email: str) -> UUID:
    """Send the pack in force to the person's address; its version and sections follow from it."""
    own = {key: said for key, said in happened.detail.items() if key in _OWN}
    own |= {"sent_to": email} if email and happened.channel == "email" else {}
    return induction_packs.send(workspace, case_id, replace(happened, detail=own)).value


def begin_cv(workspace: Workspace, case_id: UUID, theme: Mapping[str, Any], session_id: UUID) -> None:
    """Write the CV in a session, and keep its first version."""
    told, new_key = theme["cv"], workspace.new_key
    first = cvs.first_sheet(cvs.open_cv(workspace, case_id), workspace)
    job = Position(
        new_key(),
        told["title"],
        told["employer"],
        began=_month(told["began"]),
        ended=_month(told["ended"]),
        duties=tuple(told["duties"]),
    )
    goal = str(theme["goal"])
    content = replace(
        first.content,
        target_job=f"{goal[:1].upper()}{goal[1:]}",
        profile=told["profile"],
        skills=tuple(Skill(new_key(), name) for name in told["skills"]),
        work=(job,),
    )
    cvs.begin(workspace, case_id, StyledCv(content))
    cvs.make_version(workspace, case_id, session_id=session_id)


def agree_cv(workspace: Workspace, case_id: UUID, email: str) -> None:
    """Put the last touch to it, agree it as final, and note that it went."""
    view = cvs.open_cv(workspace, case_id)
    if view.settled is None:
        raise ValueError("a completer of the demo has a CV")
    whole = replace(view.settled.content, references_on_request=True)
    cvs.settle(workspace, case_id, replace(view.settled, content=whole))
    cvs.agree(workspace, case_id, how=cvs.MADE, agreed_how="Video call")
    _sent(workspace, case_id, cvs.KIND, email)


def _sent(workspace: Workspace, case_id: UUID, kind: str, email: str) -> None:
    newest = next(one for one in case_documents.of_case(workspace, case_id) if one.kind == kind)
    hand_issues.record(workspace, newest, NewIssue("email", email, workspace.now(), proof=_PROOF))


def _month(written: str) -> MonthYear:
    year, month = written.split("-")
    return MonthYear(int(year), int(month))
