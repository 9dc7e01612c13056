"""What does not fit about a request of the Jobcentre, in words; a name that differs is never passed over in
silence (X4)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.requests import request_candidates, request_rows
from jfs_desktop.casework.requests.request_candidates import Candidate
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.rules.mail.jfap_request import same_person
from jfs_desktop.rules.person.checks import ni_number


def on_case(row: JobcentreRequest, name: str) -> tuple[str, ...]:
    """Of a request that stands on the case of ``name``."""
    if same_person(row.participant_name, name):
        return ()
    return (f"The form has the name “{row.participant_name or 'none'}”",)


def on_no_case(db: Session, workspace: Workspace, row: JobcentreRequest) -> tuple[str, ...]:
    """Of a request that stands on no case; none once it is settled."""
    if row.settled_as:
        return ()
    found = []
    if row.ni_number and not ni_number(row.ni_number).value:
        found.append("This cannot be an NI number")
    if request_rows.earlier_alike(db, row) is not None:
        found.append("The same NI number and date of request were logged before")
    cases = request_candidates.by_ni_number(db, workspace, row)
    if not row.ni_number:
        found.append("It has no NI number")
    elif not cases:
        found.append("No case has this NI number")
    elif len(cases) > 1:
        found.append(f"{len(cases)} cases have this NI number")
    else:
        found.extend(_of_candidate(cases[0]))
    return tuple(found)


def _of_candidate(case: Candidate) -> list[str]:
    found = []
    if not case.name_agrees:
        found.append(f"The NI number is that of {case.name}")
    if case.refused:
        found.append(case.refused)
    if case.too_early:
        found.append("Check the date of request: it lies before the referral")
    if case.ends_far_off:
        found.append("The provision end date is not that of the case")
    return found
