"""Complaints that belong to no case (D6): a third party, or somebody not known as a participant."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.circumstances import complaints, complaints_outside
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.today import cockpit
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.answers import ANSWERS
from tests.casework.conftest import Office
from tests.documents.made_old_cvs import plain_pdf

PDF = plain_pdf(b"BT /F1 9 Tf 50 700 Td (Hello) Tj ET", trailer=b"/Note (letter of a neighbour)")
DAY = date(2021, 6, 1)
SAID = {"raised_by": "A neighbour", "words": "Post for somebody else came to me.", "taken_by": "Rosa Khan"}


@pytest.fixture
def raised(office: Office) -> UUID:
    office.on(DAY)
    return complaints_outside.record(office.workspace, K.COMPLAINT_RAISED, DAY, SAID).value.id


def step(office: Office, kind: K, about: UUID | None) -> UUID:
    today = office.workspace.today()
    return complaints_outside.record(office.workspace, kind, today, ANSWERS[kind], about=about).value.id


def test_d6_it_goes_from_raised_to_settled_in_the_one_register(office: Office, raised: UUID) -> None:
    """Raised, step, escalated, settled, beside those of cases; settled it takes no more."""
    office.record(office.referred(), K.COMPLAINT_RAISED)
    for kind in (K.COMPLAINT_STEP_TAKEN, K.COMPLAINT_ESCALATED):
        step(office, kind, raised)
    register = complaints.register(office.workspace)
    assert register.open == 2
    found = next(one for one in register.complaints if one.id == raised)
    assert (found.case_id, found.name, found.handler, found.steps, found.escalated_to) == (
        None, "", "Rosa Khan", 2, "Harbourside Jobcentre",
    )  # fmt: skip
    office.on(date(2021, 6, 3))
    step(office, K.COMPLAINT_SETTLED, raised)
    assert not complaints_outside.thread(office.workspace, raised).open
    (month,) = complaints.register(office.workspace).months
    assert (month.raised, month.settled, month.open_at_end) == (2, 1, 1)
    with pytest.raises(RefusedByRule) as refused:
        step(office, K.COMPLAINT_STEP_TAKEN, raised)
    assert refused.value.paragraph == "JFS 1.40"


def test_d6_the_providers_day_limits_hold_for_it(office: Office, raised: UUID) -> None:
    settings.put(office.workspace, settings.COMPLAINT_ANSWER_DAYS, 2)
    office.on(date(2021, 6, 4))
    (found,) = complaints.register(office.workspace).complaints
    assert (found.answer_due, found.late) == (date(2021, 6, 3), True)
    (todo,) = cockpit.cockpit(office.workspace).todos
    assert (todo.case_id, todo.about, todo.due) == (None, raised, date(2021, 6, 3))


def test_d6_today_tells_of_one_without_a_limit_until_it_is_settled(office: Office, raised: UUID) -> None:
    (todo,) = cockpit.cockpit(office.workspace).todos
    assert (todo.when, todo.due, todo.name) == (cockpit.When.LOOSE, None, cockpit.OF_NO_CASE)
    assert todo.no_delay
    step(office, K.COMPLAINT_SETTLED, raised)
    assert cockpit.cockpit(office.workspace).todos == ()


def test_d6_the_same_questions_are_asked(office: Office, raised: UUID) -> None:
    with pytest.raises(BadInput) as refused:
        complaints_outside.record(office.workspace, K.COMPLAINT_RAISED, DAY, {"raised_by": "A neighbour"})
    assert (refused.value.field, refused.value.paragraph) == ("words", "JFS 1.39")
    with pytest.raises(BadInput) as to_come:
        complaints_outside.record(office.workspace, K.COMPLAINT_RAISED, date(2021, 6, 2), SAID)
    assert to_come.value.field == "on"
    with pytest.raises(BadInput):
        complaints_outside.record(office.workspace, K.CONTACTED, DAY, ANSWERS[K.CONTACTED])
    for about in (uuid4(), None, office.record(office.referred(), K.COMPLAINT_RAISED).id):
        with pytest.raises(NotFound):
            step(office, K.COMPLAINT_SETTLED, about)


def test_d6_it_is_undone_or_taken_back_with_a_reason(office: Office, raised: UUID) -> None:
    """A step is undone; a complaint entered wrongly leaves the register and stays readable."""
    today = office.workspace.today()
    outcome = complaints_outside.record(
        office.workspace, K.COMPLAINT_STEP_TAKEN, today, {"step": "Rang"}, about=raised
    )
    assert outcome.change_id is not None
    history.undo(office.workspace, outcome.change_id)
    assert complaints_outside.thread(office.workspace, raised).answers == ()
    view = facts.withdraw(office.workspace, raised, "It was about another provider").value
    assert view.withdrawn_reason == "It was about another provider"
    assert complaints.register(office.workspace).complaints == ()
    with pytest.raises(NotFound):
        complaints_outside.thread(office.workspace, raised)


def test_d6_a_letter_is_kept_with_it(office: Office, raised: UUID) -> None:
    kept = attachments.keep(office.workspace, None, "complaint", PDF, "letter.pdf", about=raised).value
    assert (kept.case_id, kept.about, kept.retention_class) == (None, raised, "complaints")
    assert attachments.content(office.workspace, kept.id) == PDF
    assert complaints_outside.thread(office.workspace, raised).letters == (kept,)
    attachments.take_back(office.workspace, kept.id, "Of somebody else")
    assert complaints_outside.thread(office.workspace, raised).letters == ()


def test_no_other_fact_of_the_contract_is_taken_back_so(office: Office) -> None:
    with pytest.raises(NotFound):
        facts.withdraw(office.workspace, uuid4(), "Wrong")
