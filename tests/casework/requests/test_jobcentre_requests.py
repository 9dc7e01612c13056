"""The Jobcentre's requests: logged whole, found by NI number, kept until settled (X4, X5, X7, JFS 5.05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import referral_corrections
from jfs_desktop.casework.referrals.joined_people import HeldForAnother
from jfs_desktop.casework.requests import jobcentre_request_views, jobcentre_requests
from jfs_desktop.casework.requests.jobcentre_request_views import RequestState, RequestView
from jfs_desktop.casework.requests.request_form import RequestForm
from jfs_desktop.casework.requests.request_rows import SettledAs
from jfs_desktop.errors import BadInput, RefusedByRule, UndoRefused
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE

NI = "JK123456A"
CLOCK = "share_jfap_with_jobcentre"


def form(**said: Any) -> RequestForm:
    """A JFSPRO1 with all seven items, as it came on the morning of 4 June 2021."""
    values: dict[str, Any] = {
        "requested_on": date(2021, 6, 3),
        "return_email": "workcoach@jobcentre.example",
        "participant_name": "Priya Nair",
        "ni_number": "JK 12 34 56 A",
        "provision_ended_on": date(2021, 6, 24),
        "jobcentre": "Harbourside Jobcentre",
        "received_at": datetime(2021, 6, 4, 7, 30, tzinfo=UTC),
        "mailbox": "jfap@northgate.example",
    }
    return RequestForm(**(values | said))


def logged(office: Any, **said: Any) -> RequestView:
    """Logs a request on Friday 4 June and reads it back."""
    if office.workspace.today() < date(2021, 6, 4):
        office.on(date(2021, 6, 4), "10:00")
    request_id = jobcentre_requests.log(office.workspace, form(**said)).value
    return seen(office, request_id)


def seen(office: Any, request_id: UUID) -> RequestView:
    found = jobcentre_request_views.every(office.workspace)
    return next(one for one in found if one.id == request_id)


def undo(office: Any, outcome: Outcome[Any]) -> Outcome[str]:
    assert outcome.change_id is not None
    return history.undo(office.workspace, outcome.change_id)


def running(office: Any, case_id: UUID) -> list[tuple[date | None, str]]:
    return [
        (one.due, one.state.value) for one in clocks.of_case(office.workspace, case_id) if one.id == CLOCK
    ]


def test_x4_all_seven_items_are_kept_and_the_case_is_found_by_ni_number(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office)
    assert (request.requested_on, request.return_email, request.return_address) == (
        date(2021, 6, 3), "workcoach@jobcentre.example", "",
    )  # fmt: skip
    assert (request.participant_name, request.ni_number) == ("Priya Nair", NI)
    assert (request.provision_ended_on, request.jobcentre) == (date(2021, 6, 24), "Harbourside Jobcentre")
    assert (request.received_at, request.mailbox) == (
        datetime(2021, 6, 4, 7, 30, tzinfo=UTC), "jfap@northgate.example",
    )  # fmt: skip
    assert (request.state, request.case_id, request.name) == (RequestState.OPEN, case_id, "Priya Nair")
    assert request.logged_by == "Rukhsana Khan"
    assert request.doubts == ()


def test_x5_amb_27_the_case_is_marked_and_counts_from_the_date_on_the_form(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office)
    assert running(office, case_id) == [(date(2021, 6, 10), "running")]
    assert (request.due, request.days_left) == (date(2021, 6, 10), 4)
    fact = next(one for one in facts.of_case(office.workspace, case_id) if one.kind == K.JFAP_REQUESTED)
    assert (fact.on, fact.detail["requested_on"]) == (date(2021, 6, 4), "2021-06-03")
    newest = history.of_case(office.workspace, case_id)[0]
    assert newest.text == "Logged the Jobcentre's request"
    assert any("Harbourside Jobcentre" in line for line in newest.details)
    assert not any(NI in line for line in newest.details)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("requested_on", "", "requested_on"),
        ("requested_on", "the other day", "requested_on"),
        ("requested_on", date(2021, 6, 5), "requested_on"),
        ("requested_on", date(1921, 6, 3), "requested_on"),
        ("return_email", "not an address", "return_email"),
        ("return_email", "", "left_out"),
        ("participant_name", "", "left_out"),
        ("participant_name", "Priya\u202eNair", "participant_name"),
        ("ni_number", "", "left_out"),
        ("provision_ended_on", "", "left_out"),
        ("jobcentre", "", "left_out"),
        ("mailbox", " ", "mailbox"),
        ("received_at", None, "received_at"),
        ("received_at", datetime(2021, 6, 4, 12, 0, tzinfo=UTC), "received_at"),
    ],
)
def test_x4_what_is_missing_or_wrong_is_told_at_its_field(
    office: Any, field: str, value: Any, said: str
) -> None:
    office.on(date(2021, 6, 4), "10:00")
    before = office.entries()
    with pytest.raises(BadInput) as refused:
        jobcentre_requests.log(office.workspace, form(**{field: value}))
    assert refused.value.field == said
    assert office.entries() == before


def test_x4_a_form_that_leaves_something_out_is_kept_with_what_was_done(office: Any) -> None:
    office.started(ni_number=NI)
    request = logged(office, jobcentre="", provision_ended_on="", left_out="Rang; the answer is to come.")
    assert request.state is RequestState.OPEN
    assert (request.jobcentre, request.provision_ended_on) == ("", None)
    assert request.left_out == "Rang; the answer is to come."


def test_x4_an_ni_number_that_cannot_be_one_is_kept_as_it_stands(office: Any) -> None:
    request = logged(office, ni_number="12 34 ZZ")
    assert (request.state, request.ni_number) == (RequestState.UNMATCHED, "12 34 ZZ")
    assert "This cannot be an NI number" in request.doubts


def test_x4_a_name_that_differs_is_never_passed_over(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office, participant_name="Pria Nayar")
    assert (request.state, request.case_id) == (RequestState.UNMATCHED, None)
    assert request.doubts == ("The NI number is that of Priya Nair",)
    assert running(office, case_id) == [(None, "not_started")]
    with pytest.raises(BadInput, match="name on the form") as asked:
        jobcentre_requests.match(office.workspace, request.id, case_id)
    assert asked.value.field == "reason"
    jobcentre_requests.match(office.workspace, request.id, case_id, "Rang the Work Coach: misspelt.")
    now = seen(office, request.id)
    assert (now.state, now.match_reason) == (RequestState.OPEN, "Rang the Work Coach: misspelt.")
    assert now.doubts == ("The form has the name “Pria Nayar”",)


@pytest.mark.parametrize("name", ["NAIR, Priya", "priya nair", "Nair Priya", "Priyá  Nair"])
def test_x4_the_same_name_otherwise_written_is_no_doubt(office: Any, name: str) -> None:
    case_id = office.started(ni_number=NI)
    assert logged(office, participant_name=name).case_id == case_id


def test_x4_a_form_without_an_ni_number_says_so(office: Any) -> None:
    """X4: nobody is said to have been looked for by a number that was never read."""
    office.started(ni_number=NI)
    request = logged(office, ni_number="", left_out="Rang the Work Coach; the answer is to come.")
    assert request.doubts == ("It has no NI number",)


def test_x4_a_request_for_nobody_here_stays_in_sight_until_settled(office: Any) -> None:
    office.started(ni_number=NI)
    request = logged(office, ni_number="AB 98 76 54 B", participant_name="Owen Pryce")
    assert (request.state, request.doubts) == (RequestState.UNMATCHED, ("No case has this NI number",))
    assert (request.due, request.days_left) == (date(2021, 6, 10), 4)
    with pytest.raises(BadInput) as refused:
        jobcentre_requests.settle(office.workspace, request.id, SettledAs.WRONG_PROVIDER, " ")
    assert refused.value.field == "reason"
    jobcentre_requests.settle(
        office.workspace, request.id, SettledAs.WRONG_PROVIDER, "Never ours; told the Jobcentre."
    )
    now = seen(office, request.id)
    assert (now.state, now.settled_as) == (RequestState.SETTLED, SettledAs.WRONG_PROVIDER)
    assert now.settled_reason == "Never ours; told the Jobcentre."
    jobcentre_requests.take_back(office.workspace, request.id, "It was ours after all.")
    assert seen(office, request.id).state is RequestState.UNMATCHED


def test_x4_one_matched_by_hand_says_why(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office, ni_number="AB 98 76 54 B")
    found = jobcentre_request_views.to_settle(office.workspace, request.id, "nair").candidates
    assert [(one.case_id, one.ni_agrees, one.name_agrees) for one in found] == [(case_id, False, True)]
    with pytest.raises(BadInput, match="NI number on the form"):
        jobcentre_requests.match(office.workspace, request.id, case_id)
    jobcentre_requests.match(office.workspace, request.id, case_id, "Two figures swapped on the form.")
    assert seen(office, request.id).case_id == case_id


def test_x4_x6_a_request_dated_before_the_referral_asks_for_its_date(office: Any) -> None:
    """X4, X6: days are counted from it, so one that cannot be right is on no case by itself: it is
    corrected, or somebody says why it is this case."""
    case_id = office.started(ni_number=NI)
    request = logged(office, requested_on=date(2021, 1, 2))
    assert request.state is RequestState.UNMATCHED and running(office, case_id) == [(None, "not_started")]
    assert request.doubts == ("Check the date of request: it lies before the referral",)
    with pytest.raises(BadInput, match="Check the date of request") as asked:
        jobcentre_requests.match(office.workspace, request.id, case_id)
    assert asked.value.field == "reason"
    jobcentre_requests.amend(office.workspace, request.id, form(), "The month was misread.")
    assert seen(office, request.id).case_id == case_id
    assert [state for _, state in running(office, case_id)] == ["running"]


def test_x4_a_duplicate_names_the_request_that_it_repeats(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    first, second = logged(office), logged(office)
    assert second.state is RequestState.UNMATCHED
    assert second.doubts == ("The same NI number and date of request were logged before",)
    with pytest.raises(BadInput) as refused:
        jobcentre_requests.settle(office.workspace, second.id, SettledAs.DUPLICATE, "Sent twice.")
    assert refused.value.field == "duplicate_of"
    earlier = jobcentre_request_views.to_settle(office.workspace, second.id).earlier
    assert [one.id for one in earlier] == [first.id]
    jobcentre_requests.settle(office.workspace, second.id, SettledAs.DUPLICATE, "Sent twice.", first.id)
    assert seen(office, second.id).settled_as is SettledAs.DUPLICATE
    assert len(running(office, case_id)) == 1


def test_x6_several_requests_on_one_case_each_have_their_own_clock(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    logged(office)
    logged(office, requested_on=date(2021, 6, 1))
    assert sorted(running(office, case_id)) == [
        (date(2021, 6, 8), "running"),
        (date(2021, 6, 10), "running"),
    ]


def test_x4_r6_of_somebody_referred_again_the_case_that_ended_then_is_offered_first(office: Any) -> None:
    first = office.started(date(2021, 2, 1), date(2021, 2, 8), ni_number=NI)
    office.on(date(2021, 2, 22), "17:00")
    office.finalised(first)
    office.record(first, K.COMPLETED)
    office.record(first, K.END_KEYED, detail={"end_code": "39", "last_engaged_on": "2021-02-22"})
    second = office.started(date(2021, 5, 18), date(2021, 5, 26), ni_number=NI)
    request = logged(office, provision_ended_on=date(2021, 2, 22))
    assert (request.state, request.doubts) == (RequestState.UNMATCHED, ("2 cases have this NI number",))
    found = jobcentre_request_views.to_settle(office.workspace, request.id).candidates
    assert [(one.case_id, one.days_off) for one in found] == [(first, 0), (second, None)]
    jobcentre_requests.match(office.workspace, request.id, first)
    assert seen(office, request.id).case_id == first
    later = logged(office, requested_on=date(2021, 6, 2), provision_ended_on=date(2021, 6, 24))
    assert jobcentre_request_views.to_settle(office.workspace, later.id).candidates[0].case_id == second


def test_x4_r5_a_case_joined_by_its_corrected_ni_number_is_found_by_the_right_one(office: Any) -> None:
    """X4, R5, R6: a request that came before the correction finds the joined case too, and one that came
    for the mistyped number finds nobody any more."""
    who = {"first_name": "Gwenllian", "last_name": "Prytherch", "date_of_birth": "1990-02-03"}
    first = office.started(date(2021, 2, 1), date(2021, 2, 8), ni_number=NI, **who)
    office.on(date(2021, 2, 22), "17:00")
    office.finalised(first)
    office.record(first, K.COMPLETED)
    office.record(first, K.END_KEYED, detail={"end_code": "39", "last_engaged_on": "2021-02-22"})
    spelled = who | {"last_name": "Pritherch", "date_of_birth": "1990-03-02"}
    second = office.started(date(2021, 5, 18), date(2021, 5, 26), ni_number="JK123465A", **spelled)
    said = {"participant_name": "Gwenllian Prytherch", "provision_ended_on": date(2021, 6, 24)}
    early = logged(office, **said)
    mistyped = logged(office, **said, ni_number="JK 12 34 65 A", requested_on=date(2021, 6, 1))
    assert early.doubts == ("The provision end date is not that of the case",)
    assert mistyped.doubts == ("The NI number is that of Gwenllian Pritherch",)
    right = who | {"ni_number": NI}
    joined = replace(referral_corrections.as_it_stands(office.workspace, second), **right)
    with pytest.raises(HeldForAnother) as held:
        referral_corrections.correct(office.workspace, second, joined, "Mistyped")
    assert held.value.joining is not None
    person = held.value.joining.participant_id
    outcome = referral_corrections.correct(office.workspace, second, joined, "Mistyped", join=person)
    after = logged(office, **said, requested_on=date(2021, 6, 2))
    for request in (seen(office, early.id), after):
        assert request.state is RequestState.UNMATCHED
        assert request.doubts == ("2 cases have this NI number",)
        found = jobcentre_request_views.to_settle(office.workspace, request.id).candidates
        assert [one.case_id for one in found] == [second, first] and found[0].certain
        assert not found[0].ends_far_off and found[1].ends_far_off
    assert seen(office, mistyped.id).doubts == ("No case has this NI number",)
    matched = jobcentre_requests.match(office.workspace, early.id, second)
    assert seen(office, early.id).case_id == second and running(office, second)
    undo(office, matched)
    undo(office, outcome)
    assert seen(office, early.id).doubts == early.doubts


def test_x5_before_the_initial_meeting_there_is_nothing_to_send(office: Any) -> None:
    office.on(date(2021, 5, 18))
    case_id = office.referred(ni_number=NI)
    request = logged(office)
    assert request.state is RequestState.UNMATCHED
    assert any("no JFAP" in doubt for doubt in request.doubts)
    with pytest.raises(RefusedByRule):
        jobcentre_requests.match(office.workspace, request.id, case_id)
    jobcentre_requests.settle(
        office.workspace, request.id, SettledAs.NOTHING_TO_SEND, "Not started; told the Work Coach."
    )
    assert seen(office, request.id).state is RequestState.SETTLED


def test_logging_is_undone_whole_and_brought_back(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    office.on(date(2021, 6, 4), "10:00")
    done = jobcentre_requests.log(office.workspace, form())
    assert done.label == "log the Jobcentre's request"
    undone = undo(office, done)
    assert jobcentre_request_views.every(office.workspace) == ()
    assert running(office, case_id) == [(None, "not_started")]
    undo(office, undone)
    assert seen(office, done.value).case_id == case_id


def test_a_match_and_a_settlement_are_undone(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office, participant_name="P. Nair")
    done = jobcentre_requests.match(office.workspace, request.id, case_id, "Rang: the same person.")
    undo(office, done)
    assert seen(office, request.id).state is RequestState.UNMATCHED
    done = jobcentre_requests.settle(
        office.workspace, request.id, SettledAs.WRONG_PROVIDER, "Told the Jobcentre."
    )
    undo(office, done)
    assert seen(office, request.id).state is RequestState.UNMATCHED


def test_a_wrong_match_is_taken_back_with_a_reason(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office)
    with pytest.raises(BadInput):
        jobcentre_requests.take_back(office.workspace, request.id, "")
    jobcentre_requests.take_back(office.workspace, request.id, "It was for the sister.")
    assert seen(office, request.id).state is RequestState.UNMATCHED
    assert running(office, case_id) == [(None, "not_started")]
    with pytest.raises(RefusedByRule):
        jobcentre_requests.take_back(office.workspace, request.id, "Again.")
    entry = history.of_case(office.workspace, case_id)[0]
    assert (entry.text, entry.reason) == (
        "Took the Jobcentre's request off the case", "It was for the sister.",
    )  # fmt: skip


def test_an_entry_taken_back_on_the_case_puts_the_request_in_sight_again(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office)
    fact = next(one for one in facts.of_case(office.workspace, case_id) if one.kind == K.JFAP_REQUESTED)
    facts.withdraw(office.workspace, fact.id, "Wrong case.")
    assert seen(office, request.id).state is RequestState.UNMATCHED


def test_a_date_typed_wrongly_is_corrected_and_moves_the_clock(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office)
    with pytest.raises(BadInput):
        jobcentre_requests.amend(office.workspace, request.id, form(requested_on=date(2021, 6, 1)), "")
    jobcentre_requests.amend(
        office.workspace, request.id, form(requested_on=date(2021, 6, 1)), "Misread the form."
    )
    assert running(office, case_id) == [(date(2021, 6, 8), "running")]
    assert seen(office, request.id).requested_on == date(2021, 6, 1)
    jobcentre_requests.amend(office.workspace, request.id, form(ni_number="AB987654B"), "Another number.")
    assert seen(office, request.id).state is RequestState.UNMATCHED
    assert running(office, case_id) == [(None, "not_started")]


def test_x7_a_request_for_post_shows_nobody_to_those_who_may_not_see_it(office: Any) -> None:
    """MAPPA and SCR: restricted users only (JFS 3.09, 3.10)."""
    case_id = office.started(ni_number=NI)
    address = "PO Box 12\nHarbourside\nHB1 2CD"
    request = logged(office, return_address=address, return_email="")
    assert request.hidden
    assert (request.state, request.case_id) == (RequestState.UNMATCHED, None)
    shown = {request.participant_name, request.ni_number, request.return_address, request.name}
    assert shown == {""}
    assert (request.due, request.doubts) == (date(2021, 6, 10), ())
    attempts = (
        lambda: jobcentre_requests.match(office.workspace, request.id, case_id),
        lambda: jobcentre_requests.settle(office.workspace, request.id, SettledAs.WRONG_PROVIDER, "Twice"),
        lambda: jobcentre_requests.amend(office.workspace, request.id, form(), "Sent twice"),
        lambda: jobcentre_requests.take_back(office.workspace, request.id, "Sent twice"),
        lambda: jobcentre_request_views.one(office.workspace, request.id),
        lambda: jobcentre_request_views.to_settle(office.workspace, request.id),
    )
    for attempt in attempts:
        with pytest.raises(RefusedByRule) as refused:
            attempt()
        assert refused.value.paragraph == "JFS 3.09"
    officer = staff.add(office.workspace, name="Nomi Officer", role=Role.NOMINATED_OFFICER, prap_role=True)
    staff.work_as(office.workspace, officer.value.id)
    open_to_them = seen(office, request.id)
    assert (open_to_them.hidden, open_to_them.return_address) == (False, address)
    jobcentre_requests.match(office.workspace, request.id, case_id)
    assert seen(office, request.id).case_id == case_id


def test_requests_survive_a_restart(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    logged(office)
    logged(office, ni_number="AB987654B", participant_name="Owen Pryce")
    before = jobcentre_request_views.every(office.workspace)
    office.workspace.close()
    again = open_workspace(Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock), office.clock)
    office.workspace = again
    assert jobcentre_request_views.every(again) == before
    assert {one.case_id for one in before} == {case_id, None}


def test_the_repr_of_a_request_tells_nobody(office: Any) -> None:
    office.started(ni_number=NI)
    request = logged(office)
    for shown in (request, form(), jobcentre_request_views.to_settle(office.workspace, request.id)):
        for secret in ("Priya", NI, "workcoach", "Harbourside"):
            assert secret not in repr(shown)


def test_a_request_on_a_case_is_matched_and_settled_only_once(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    request = logged(office)
    with pytest.raises(RefusedByRule, match="on a case already"):
        jobcentre_requests.match(office.workspace, request.id, case_id)
    with pytest.raises(RefusedByRule, match="on a case already"):
        jobcentre_requests.settle(office.workspace, request.id, SettledAs.WRONG_PROVIDER, "Sent twice")


def test_a_request_whose_answer_went_out_is_not_undone(office: Any) -> None:
    case_id = office.started(ni_number=NI)
    office.on(date(2021, 6, 4), "10:00")
    done = jobcentre_requests.log(office.workspace, form())
    with office.workspace.reading() as db:
        row = db.scalars(select(JobcentreRequest)).one()
    office.record(case_id, K.JFAP_SENT_TO_JOBCENTRE, about=row.fact_id)
    assert seen(office, done.value).state is RequestState.ANSWERED
    with pytest.raises(UndoRefused):
        undo(office, done)
    with pytest.raises(RefusedByRule, match="was answered"):
        jobcentre_requests.take_back(office.workspace, done.value, "Twice")
    with pytest.raises(RefusedByRule, match="was answered"):
        jobcentre_requests.amend(
            office.workspace, done.value, form(requested_on=date(2021, 6, 1)), "Sent twice"
        )
    assert seen(office, done.value).requested_on == date(2021, 6, 3)
