"""The Jobcentre's request answered: looked through, stamped, exported, recorded as sent (X5 to X7, X9, Q5,
AMB-25 to AMB-27, JFS 5.03, 5.06, 5.07, 5.12; the end of T22)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import docx
import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.requests import jobcentre_answers, jobcentre_requests
from jfs_desktop.casework.requests.answer_routes import Route, Sending
from jfs_desktop.casework.requests.jobcentre_request_views import RequestState
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.jfap_request import JfapState
from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, HeadingStatus, Objective, PlanContent
from jfs_desktop.rules.programme.roles import Role
from tests.casework.requests.test_jobcentre_requests import CLOCK, NI, logged, seen, undo

TO = "workcoach@jobcentre.example"
FRIDAY = date(2021, 6, 4)


def whole(workspace: Any) -> PlanContent:
    """A JFAP that lacks nothing."""
    headings = tuple(
        HeadingEntry(heading.key, HeadingStatus.DONE, "Talked through.")
        for heading in workspace.programme.plan_headings
    )
    objective = Objective(
        uuid4(), "Two applications a week", "Apply", "Confirmations kept", "participant", FRIDAY
    )
    done = Activity(uuid4(), datetime(2021, 5, 28, 9, tzinfo=UTC), "1-2-1", "CV reworked")
    return PlanContent((objective,), headings, (done,), "", "Ring the clinic on Monday")


def asked_of_completer(office: Any, since: PlanContent | None = None) -> tuple[UUID, UUID]:
    """A completer with a final JFAP that is agreed and whole, and the Jobcentre's request for it; with
    ``since`` the plan came to that between the agreement and the entry, as an older vault may have it."""
    case_id = office.started(ni_number=NI)
    office.on(date(2021, 6, 3), "17:00")
    plans.settle(office.workspace, case_id, whole(office.workspace))
    final(office, case_id, since)
    office.record(case_id, K.COMPLETED)
    return case_id, logged(office).id


def final(office: Any, case_id: UUID, since: PlanContent | None = None) -> None:
    """The five tests of a completer, with the final JFAP agreed as a version."""
    office.supported(case_id)
    for kind in (K.GROUP_ATTENDED, K.FINALISING_BEGUN, K.CV_AGREED):
        office.record(case_id, kind)
    plans.make_version(office.workspace, case_id, summary="Final", agreed_how="by video")
    if since is not None:
        plans.settle(office.workspace, case_id, since)
    office.record(case_id, K.JFAP_FINALISED)
    office.record(case_id, K.FINAL_JFAP_SENT)


def asked_in_the_middle(office: Any) -> tuple[UUID, UUID]:
    case_id = office.started(ni_number=NI)
    plans.settle(office.workspace, case_id, whole(office.workspace))
    return case_id, logged(office).id


def sent(office: Any, request_id: UUID, folder: Path, **said: Any) -> None:
    """Looks through, exports and records the sending, all on one day."""
    ws = office.workspace
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, folder / f"{uuid4()}.docx", ws.today())
    values: dict[str, Any] = {"on": ws.today(), "at": None, "sent_to": TO}
    jobcentre_answers.send(ws, request_id, Sending(**(values | said)))


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs).replace(
        HARD_SPACE, " "
    )


def test_x5_x6_a_final_jfap_is_confirmed_stamped_sent_and_the_clock_stops(
    office: Any, tmp_path: Path
) -> None:
    case_id, request_id = asked_of_completer(office)
    ws, out = office.workspace, tmp_path / "for the jobcentre.docx"
    now = jobcentre_answers.standing(ws, request_id)
    assert (now.state, now.lacks, now.version, now.checked) == (JfapState.FINAL, (), 1, False)
    assert now.file_name.startswith("Job Finding Support - Job Finding Action Plan")
    assert "Nair" not in now.file_name
    with pytest.raises(RefusedByRule) as refused:
        jobcentre_answers.export(ws, request_id, out, FRIDAY)
    assert (refused.value.paragraph, out.exists()) == ("JFS 5.06", False)
    jobcentre_answers.check(ws, request_id)
    request = seen(office, request_id)
    assert (request.checked_at, request.checked_by) == (ws.now(), "Rukhsana Khan")
    office.on(date(2021, 6, 7), "11:20")
    jobcentre_answers.export(ws, request_id, out, date(2021, 6, 7))
    assert "Requested 3 June 2021, issued 7 June 2021" in text_of(out)
    assert "Not final" not in text_of(out)
    jobcentre_answers.send(ws, request_id, Sending(date(2021, 6, 7), time(11, 20), TO))
    request = seen(office, request_id)
    assert request.state is RequestState.ANSWERED
    answer = request.answers[0]
    assert (answer.on, answer.sent_to, answer.route) == (date(2021, 6, 7), TO, "email")
    assert (answer.issued_on, answer.days_taken, answer.late) == (date(2021, 6, 7), 2, False)
    assert answer.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert (answer.state, answer.version) == (JfapState.FINAL, 1)
    reading = next(one for one in clocks.of_case(ws, case_id) if one.id == CLOCK)
    assert (reading.state.value, reading.met_on) == ("met", date(2021, 6, 7))
    assert history.of_case(ws, case_id)[0].text == "Sent the JFAP to the Jobcentre"
    assert history.of_case(ws, case_id)[0].undo_label == ""


def test_amb_39_the_copy_for_dwp_is_plain_its_address_logged_and_all_else_encrypted(
    office: Any, tmp_path: Path
) -> None:
    """AMB-39, J5.07: the copy opens without a password, as it goes by plain e-mail; it is kept with the
    address; no file of the vault holds a word of it, or the address."""
    case_id, request_id = asked_of_completer(office)
    sent(office, request_id, tmp_path)
    (out,) = tmp_path.glob("*.docx")
    words = "Ring the clinic on Monday"
    opened = docx.Document(str(out))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert any(words in text for text in (text_of(out), *cells))
    listed = issued_documents.of_case(office.workspace, case_id)
    assert TO in {issue.to for one in listed for issue in one.issues}
    kept = [path.read_bytes() for path in office.folder.rglob("*") if path.is_file()]
    for secret in (words, TO):
        assert not any(secret.encode(code) in data for data in kept for code in ("utf-8", "utf-16-le"))


def test_p12_the_plan_shows_when_it_was_asked_for_and_issued(office: Any, tmp_path: Path) -> None:
    case_id, request_id = asked_of_completer(office)
    ws = office.workspace
    dates = plans.open_plan(ws, case_id).jobcentre
    assert [(one.requested_on, one.issued_on) for one in dates] == [(date(2021, 6, 3), None)]
    sent(office, request_id, tmp_path)
    dates = plans.open_plan(ws, case_id).jobcentre
    assert [(one.requested_on, one.issued_on) for one in dates] == [(date(2021, 6, 3), FRIDAY)]


def test_x5_what_a_final_jfap_lacks_is_named_with_its_paragraph(office: Any) -> None:
    ws = office.workspace
    content = whole(ws)
    vague = replace(content.objectives[0], measure="", target_on=None)
    headings = tuple(replace(row, status=HeadingStatus.OPEN, text="") for row in content.headings[:1])
    lacking = PlanContent((vague,), (*headings, *content.headings[1:]), content.activities)
    _, request_id = asked_of_completer(office, lacking)
    found = {lack.key: lack.paragraph for lack in jobcentre_answers.standing(ws, request_id).lacks}
    assert found == {
        "measures": "JFS 4.05",
        "target_dates": "JFS 4.05",
        "next_steps": "JFS 5.02",
        "headings": "JFS 4.06",
        "agreed": "JFS 4.09",
    }
    with pytest.raises(BadInput) as refused:
        jobcentre_answers.check(ws, request_id)
    assert (refused.value.field, refused.value.paragraph) == ("reason", "JFS 4.05")
    done = jobcentre_answers.check(ws, request_id, "The participant cannot be reached any more.")
    request = seen(office, request_id)
    assert request.check_reason == "The participant cannot be reached any more."
    undo(office, done)
    assert seen(office, request_id).checked_at is None


def test_x5_a_plan_that_lost_something_after_the_check_is_looked_through_again(
    office: Any, tmp_path: Path
) -> None:
    case_id, request_id = asked_in_the_middle(office)
    ws = office.workspace
    jobcentre_answers.check(ws, request_id)
    plans.settle(ws, case_id, replace(whole(ws), next_steps=""))
    with pytest.raises(RefusedByRule, match="Look the JFAP through"):
        jobcentre_answers.export(ws, request_id, tmp_path / "x.docx", FRIDAY)


def test_x5_an_empty_jfap_is_not_sent(office: Any) -> None:
    office.started(ni_number=NI)
    request = logged(office)
    with pytest.raises(RefusedByRule, match="Nothing is written"):
        jobcentre_answers.check(office.workspace, request.id)


def test_amb_26_a_jfap_that_is_not_final_goes_marked_and_the_final_one_follows(
    office: Any, tmp_path: Path
) -> None:
    case_id, request_id = asked_in_the_middle(office)
    ws, out = office.workspace, tmp_path / "now.docx"
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, out, FRIDAY)
    assert "Not final yet" in text_of(out)
    jobcentre_answers.send(ws, request_id, Sending(FRIDAY, None, TO))
    assert seen(office, request_id).state is RequestState.FINAL_AWAITED
    assert next(one for one in clocks.of_case(ws, case_id) if one.id == CLOCK).state.value == "met"
    office.on(date(2021, 6, 16), "17:00")
    final(office, case_id)
    assert seen(office, request_id).state is RequestState.FINAL_TO_SEND
    sent(office, request_id, tmp_path)
    request = seen(office, request_id)
    assert request.state is RequestState.ANSWERED
    assert [(one.state, one.days_taken) for one in request.answers] == [
        (JfapState.NOT_FINAL, 1),
        (JfapState.FINAL, 9),
    ]
    assert next(one for one in clocks.of_case(ws, case_id) if one.id == CLOCK).state.value == "met"


def test_t22_support_taken_up_again_makes_nothing_final_any_more(office: Any) -> None:
    case_id, request_id = asked_in_the_middle(office)
    office.finalised(case_id)
    assert jobcentre_answers.standing(office.workspace, request_id).state is JfapState.FINAL
    office.record(case_id, K.FINALISING_PAUSED)
    assert jobcentre_answers.standing(office.workspace, request_id).state is JfapState.NOT_FINAL


def test_x9_of_an_early_completer_goes_what_was_kept_and_nothing_follows(office: Any, tmp_path: Path) -> None:
    """JFS 5.12: no final JFAP is needed."""
    case_id = office.started(ni_number=NI)
    ws, out = office.workspace, tmp_path / "early.docx"
    plans.settle(ws, case_id, replace(whole(ws), next_steps=""))
    office.on(date(2021, 6, 3), "12:00")
    office.record(case_id, K.WITHDREW)
    office.record(case_id, K.ENDED_EARLY)
    request_id = logged(office).id
    now = jobcentre_answers.standing(ws, request_id)
    assert now.state is JfapState.EARLY_COMPLETER
    assert [lack.key for lack in now.lacks] == ["next_steps"]
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, out, FRIDAY)
    assert "Early completer" in text_of(out)
    jobcentre_answers.send(ws, request_id, Sending(FRIDAY, None, TO))
    assert seen(office, request_id).state is RequestState.ANSWERED


def test_x6_another_address_needs_its_reason(office: Any, tmp_path: Path) -> None:
    """AMB-27, AMB-39: the address on the form is the one it goes to; any other is explained."""
    _, request_id = asked_of_completer(office)
    ws = office.workspace
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, tmp_path / "x.docx", FRIDAY)
    other = Sending(FRIDAY, None, "somebody.else@example.org")
    with pytest.raises(BadInput) as refused:
        jobcentre_answers.send(ws, request_id, other)
    assert (refused.value.field, refused.value.paragraph) == ("other_reason", "JFS 5.07")
    with pytest.raises(BadInput) as refused:
        jobcentre_answers.send(ws, request_id, replace(other, sent_to="no address"))
    assert refused.value.field == "sent_to"
    jobcentre_answers.send(ws, request_id, replace(other, other_reason="The coach moved; rang to ask."))
    answer = seen(office, request_id).answers[0]
    assert (answer.sent_to, answer.other_reason) == (
        "somebody.else@example.org", "The coach moved; rang to ask.",
    )  # fmt: skip


def test_x6_the_same_address_in_other_letters_is_the_same(office: Any, tmp_path: Path) -> None:
    _, request_id = asked_of_completer(office)
    sent(office, request_id, tmp_path, sent_to="WorkCoach@jobcentre.example")
    assert seen(office, request_id).answers[0].other_reason == ""


def test_x6_nothing_is_sent_that_was_not_exported_with_that_date_on_it(office: Any, tmp_path: Path) -> None:
    _, request_id = asked_of_completer(office)
    ws = office.workspace
    with pytest.raises(RefusedByRule, match="Export the JFAP first"):
        jobcentre_answers.send(ws, request_id, Sending(FRIDAY, None, TO))
    jobcentre_answers.check(ws, request_id)
    with pytest.raises(BadInput) as refused:
        jobcentre_answers.export(ws, request_id, tmp_path / "x.docx", date(2021, 6, 2))
    assert refused.value.field == "issued_on"
    jobcentre_answers.export(ws, request_id, tmp_path / "x.docx", FRIDAY)
    office.on(date(2021, 6, 7), "09:00")
    with pytest.raises(BadInput, match="another date of issue") as refused:
        jobcentre_answers.send(ws, request_id, Sending(date(2021, 6, 7), None, TO))
    assert refused.value.field == "on"
    with ws.reading() as db:
        held = db.scalars(select(PlanExport)).one()
    assert (held.request_id, held.issued_on) == (request_id, FRIDAY)


def test_x6_q5_a_late_answer_says_why_and_stays_late(office: Any, tmp_path: Path) -> None:
    """The fifth working day after Thursday 3 June is Thursday the 10th."""
    _, request_id = asked_of_completer(office)
    office.on(date(2021, 6, 11), "09:00")
    assert seen(office, request_id).days_left == -1
    with pytest.raises(BadInput) as refused:
        sent(office, request_id, tmp_path)
    assert refused.value.field == "late_reason"
    sent(office, request_id, tmp_path, late_reason="The mailbox was down.")
    answer = seen(office, request_id).answers[0]
    assert (answer.days_taken, answer.late) == (6, True)


def test_x6_each_request_is_answered_for_itself(office: Any, tmp_path: Path) -> None:
    case_id, first = asked_of_completer(office)
    second = logged(office, requested_on=date(2021, 6, 1)).id
    sent(office, second, tmp_path)
    assert seen(office, second).state is RequestState.ANSWERED
    assert seen(office, first).state is RequestState.OPEN
    states = sorted(one.state.value for one in clocks.of_case(office.workspace, case_id) if one.id == CLOCK)
    assert states == ["met", "running"]
    dates = plans.open_plan(office.workspace, case_id).jobcentre
    assert {(one.requested_on, one.issued_on) for one in dates} == {
        (date(2021, 6, 1), FRIDAY),
        (date(2021, 6, 3), None),
    }


def test_x6_a_sending_that_was_none_is_taken_back_with_a_reason(office: Any, tmp_path: Path) -> None:
    _, request_id = asked_of_completer(office)
    sent(office, request_id, tmp_path)
    facts.withdraw(office.workspace, seen(office, request_id).answers[0].fact_id, "It stayed in the drafts.")
    assert seen(office, request_id).state is RequestState.OPEN


def test_x6_by_e_mail_where_the_form_gives_no_postal_address(office: Any, tmp_path: Path) -> None:
    _, request_id = asked_of_completer(office)
    with pytest.raises(RefusedByRule) as refused:
        sent(office, request_id, tmp_path, route=Route.POST, service="Tracked 24", tracking="AB1")
    assert refused.value.paragraph == "JFS 5.07"


def test_x7_where_the_form_asks_for_post_an_officer_records_service_and_tracking(
    office: Any, tmp_path: Path
) -> None:
    case_id, first = asked_of_completer(office)
    ws, address = office.workspace, "PO Box 12\nHarbourside\nHB1 2CD"
    request_id = logged(office, return_address=address, requested_on=date(2021, 6, 2)).id
    with pytest.raises(RefusedByRule):
        jobcentre_answers.check(ws, request_id)
    officer = staff.add(ws, name="Nomi Officer", role=Role.NOMINATED_OFFICER, prap_role=True).value
    staff.work_as(ws, officer.id)
    jobcentre_requests.match(ws, request_id, case_id)
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, tmp_path / "post.docx", FRIDAY)
    posted = Sending(FRIDAY, time(10), address, Route.POST)
    with pytest.raises(RefusedByRule) as refused:
        jobcentre_answers.send(ws, request_id, Sending(FRIDAY, None, TO))
    assert refused.value.paragraph == "JFS 5.05"
    for missing, given in (("service", {}), ("tracking", {"service": "Tracked 24"})):
        with pytest.raises(BadInput) as asked:
            jobcentre_answers.send(ws, request_id, replace(posted, **given))
        assert asked.value.field == missing
    elsewhere = replace(posted, service="Tracked 24", tracking="AB123", sent_to="1 Other Street")
    with pytest.raises(BadInput) as asked:
        jobcentre_answers.send(ws, request_id, elsewhere)
    assert asked.value.field == "other_reason"
    jobcentre_answers.send(ws, request_id, replace(elsewhere, sent_to=address))
    answer = seen(office, request_id).answers[0]
    assert (answer.route, answer.service, answer.tracking) == ("letter", "Tracked 24", "AB123")
    assert (answer.sent_to, answer.on, answer.at) == (
        address,
        FRIDAY,
        datetime(2021, 6, 4, 9, 0, tzinfo=UTC),
    )
    assert seen(office, first).state is RequestState.OPEN
    jobcentre_answers.check(ws, first)
    jobcentre_answers.export(ws, first, tmp_path / "first.docx", FRIDAY)
    assert seen(office, first).post, "one of the case asks for post: nothing of it goes by e-mail"
    with pytest.raises(RefusedByRule, match="post"):
        jobcentre_answers.send(ws, first, Sending(FRIDAY, time(11), TO))
    by_post = replace(elsewhere, other_reason="The other form has it, and asks for post")
    jobcentre_answers.send(ws, first, replace(by_post, sent_to=address))
    assert [one.route for one in seen(office, first).answers] == ["letter"]
    staff.work_as(ws, next(one.id for one in staff.all_staff(ws) if one.name == "Rukhsana Khan"))
    with pytest.raises(RefusedByRule):
        jobcentre_answers.standing(ws, request_id)
    assert seen(office, request_id).answers == ()


def test_p9_the_copy_for_the_jobcentre_is_kept_with_to_whom_it_went(office: Any, tmp_path: Path) -> None:
    """P9, P12: exactly the bytes that were exported, found again by their hash."""
    case_id, request_id = asked_of_completer(office)
    ws, out = office.workspace, tmp_path / "jfap.docx"
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, out, ws.today())
    jobcentre_answers.send(ws, request_id, Sending(ws.today(), None, TO))
    kept = next(one for one in issued_documents.of_case(ws, case_id) if "Jobcentre" in one.note)
    assert issued_documents.content(ws, kept.id, "docx") == out.read_bytes()
    assert [(one.channel, one.to) for one in kept.issues] == [("email", TO)]
