"""The Jobcentre's requests of the demo: logged, answered, and one for somebody whom nobody here knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from jfs_desktop.casework.demo.moving_clock import MovingClock
from jfs_desktop.casework.demo.people import InventedPerson
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.requests import jobcentre_answers, jobcentre_request_views, jobcentre_requests
from jfs_desktop.casework.requests.answer_routes import Sending
from jfs_desktop.casework.requests.request_form import RequestForm
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind

MAILBOX = "jfap.requests@example.org"
_GAP = "The participant did not wish to fill this in."


def ask(
    workspace: Workspace, case_id: UUID, person: InventedPerson, at: datetime, detail: Mapping[str, str]
) -> UUID:
    """A form for one of the people arrives and finds its case; returns the fact on the case."""
    with workspace.reading() as db:
        end = case_facts.load(db, case_id).last(FactKind.COMPLETED, FactKind.ENDED_EARLY)
    form = RequestForm(
        requested_on=date.fromisoformat(detail["requested_on"]),
        return_email=_desk(person.jobcentre),
        participant_name=f"{person.first_name} {person.last_name}",
        ni_number=person.ni_number,
        provision_ended_on=end.on if end else london_day(at) + timedelta(days=14),
        jobcentre=person.jobcentre,
        received_at=at,
        mailbox=MAILBOX,
    )
    request_id = jobcentre_requests.log(workspace, form).value
    request = jobcentre_request_views.one(workspace, request_id)
    if request.fact_id is None:
        raise ValueError("a request of the demo finds its case")
    return request.fact_id


def answer(workspace: Workspace, fact_id: UUID, at: datetime, late_reason: str) -> UUID:
    """The JFAP is looked through, exported and sent; returns the fact on the case."""
    request_id = jobcentre_request_views.of_fact(workspace, fact_id)
    if request_id is None:
        raise ValueError("a request of the demo has its form")
    now = jobcentre_answers.standing(workspace, request_id)
    jobcentre_answers.check(workspace, request_id, _GAP if now.lacks else "")
    day = london_day(at)
    with TemporaryDirectory() as folder:
        jobcentre_answers.export(workspace, request_id, Path(folder) / "jfap.docx", day)
    to = jobcentre_request_views.one(workspace, request_id).return_email
    at_time = workspace.now().astimezone(LONDON).time()
    try:
        jobcentre_answers.send(workspace, request_id, Sending(day, at_time, to))
    except BadInput as asked:
        if asked.field != "late_reason":
            raise
        late = Sending(day, at_time, to, late_reason=late_reason)
        jobcentre_answers.send(workspace, request_id, late)
    return jobcentre_request_views.one(workspace, request_id).answers[-1].fact_id


def leave_one_unmatched(workspace: Workspace, clock: MovingClock, today: date) -> None:
    """A form for a person of some other provider waits to be settled."""
    day = workspace.calendar.add(today, -1)
    clock.move_to(datetime.combine(day, time(16, 20), LONDON))
    form = RequestForm(
        requested_on=workspace.calendar.add(today, -3),
        return_email=_desk("Millbrook Jobcentre"),
        participant_name="Gethin Prosser-Vaughan",
        ni_number="WN 40 51 62 B",
        provision_ended_on=workspace.calendar.add(today, -8),
        jobcentre="Millbrook Jobcentre",
        received_at=clock.now(),
        mailbox=MAILBOX,
    )
    jobcentre_requests.log(workspace, form)


def _desk(jobcentre: str) -> str:
    return f"workcoach.{jobcentre.split(maxsplit=1)[0].lower()}@example.org"
