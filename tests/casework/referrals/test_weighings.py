"""Eligibility and suitability are advice, a doubt goes to the Work Coach (E2 to E10, AMB-40 to AMB-42)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases.cases import case_view
from jfs_desktop.casework.cases.history import undo
from jfs_desktop.casework.circumstances import moves
from jfs_desktop.casework.circumstances.moves import NewHome
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.office import contract
from jfs_desktop.casework.office.contract import ContractDates
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.referrals import referral_view, weighings
from jfs_desktop.casework.referrals.referral_view import ReferralView
from jfs_desktop.casework.referrals.weighings import Weighing
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind, Nation
from tests.casework.conftest import Office

MADE = date(2021, 6, 4)
ELIGIBLE = {
    "right_to_reside": "yes", "right_to_work": "yes", "lives_in_britain": "yes", "claim_in_time": "yes",
    "working_age": "yes", "exception": "none", "source": "referral",
}  # fmt: skip
SUITABLE = dict.fromkeys(
    ("no_other_provision", "not_employed", "would_benefit", "can_take_part", "volunteers", "motivated"), "yes"
)


def view(office: Office, case_id: UUID) -> ReferralView:
    return referral_view.of_case(office.workspace, case_id)


def weighed(office: Office, case_id: UUID, kind: FactKind, answers: dict[str, str]) -> Weighing:
    weighings.weigh(office.workspace, case_id, kind, answers)
    found = view(office, case_id)
    return found.eligibility if kind is FactKind.ELIGIBILITY_WEIGHED else found.suitability


def doubtful(panel: Weighing) -> list[tuple[str, str]]:
    return [(doubt.key, doubt.answer) for doubt in panel.doubts]


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (
            {"date_of_birth": ""},
            {"lives_in_britain": "yes", "working_age": "not_known", "claim_in_time": "not_known"},
        ),
        ({"nation": ""}, {"lives_in_britain": "not_known"}),
        ({"date_of_birth": "1990-02-03"}, {"working_age": "yes"}),
        ({"date_of_birth": "2003-06-05"}, {"working_age": "no"}),
        ({"date_of_birth": "2003-06-04"}, {"working_age": "yes"}),
        ({"date_of_birth": "2003-06-05", "nation": "WLS"}, {"working_age": "yes"}),
        ({"date_of_birth": "2005-06-05", "nation": "SCT"}, {"working_age": "no"}),
        ({"date_of_birth": "2003-06-05", "nation": ""}, {"working_age": "not_known"}),
        ({"date_of_birth": "2005-06-05", "nation": ""}, {"working_age": "no"}),
        ({"date_of_birth": "1955-06-05"}, {"working_age": "yes"}),
        ({"date_of_birth": "1955-06-04"}, {"working_age": "not_known"}),
        ({"claim_start_date": "2021-03-06"}, {"claim_in_time": "yes"}),
        ({"claim_start_date": "2021-03-05"}, {"claim_in_time": "no"}),
    ],
)
def test_what_the_referral_says_fills_itself_in(
    office: Office, said: dict[str, str], answers: dict[str, str]
) -> None:
    """E2, E3, E4, AMB-40, AMB-41: age by nation, residence and the age of the claim, as at the referral."""
    office.on(MADE)
    panel = view(office, office.referred(**said)).eligibility
    assert panel.kept is None
    assert answers.items() <= panel.answers.items()
    assert "right_to_work" not in panel.answers


def test_amb_41_a_move_later_changes_nothing_of_the_day_of_the_referral(office: Office) -> None:
    """AMB-41, M7: seventeen and in England as referred; in Wales, where they live now, they would be old
    enough. Taken back, the address is the old one again."""
    case_id = office.started(date(2021, 5, 18), date(2021, 5, 26), date_of_birth="2003-06-05")
    assert view(office, case_id).eligibility.answers["working_age"] == "no"
    moved = WhatHappened(
        FactKind.MOVED, date(2021, 5, 26), detail={"where": "inside", "moves_on": "2021-05-26"}
    )
    done = moves.record(office.workspace, case_id, moved, NewHome("2 Heol Fawr", "CF10 1AA", Nation.WALES))
    assert case_view(office.workspace, case_id).nation == "WLS"
    assert view(office, case_id).eligibility.answers["working_age"] == "no"
    assert done.change_id is not None
    undo(office.workspace, done.change_id)
    assert case_view(office.workspace, case_id).nation == "ENG"


def test_answers_are_kept_with_who_and_when_and_refuse_nobody(office: Office) -> None:
    """E2, E9: a 'no' is told with its paragraph; the referral can be accepted all the same."""
    case_id = office.referred()
    panel = weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, ELIGIBLE | {"right_to_work": "not_known"})
    assert panel.kept is not None and panel.kept.by == "Rukhsana Khan" and panel.kept.at is not None
    assert [(one.key, one.paragraph) for one in panel.doubts] == [("right_to_work", "JFS 2.02")]
    office.record(case_id, FactKind.ACKNOWLEDGED)


def test_missing_answer_is_told_at_its_question(office: Office) -> None:
    case_id = office.referred()
    with pytest.raises(BadInput) as refused:
        weighings.weigh(office.workspace, case_id, FactKind.SUITABILITY_WEIGHED, SUITABLE | {"motivated": ""})
    assert (refused.value.field, refused.value.paragraph) == ("motivated", "JFS 2.03")


@pytest.mark.parametrize(
    ("exception", "doubts"),
    [
        ({}, [("claim_in_time", "no")]),
        ({"exception": "UC_LOST_JOB", "change_declared_on": "2021-06-01"}, []),
        ({"exception": "UC_LOST_JOB", "change_declared_on": "2021-06-05"}, [("claim_in_time", "no")]),
        (
            {"exception": "UC_LOST_JOB", "change_declared_on": "2021-06-01", "benefit": "NSJSA"},
            [("claim_in_time", "no")],
        ),
        ({"exception": "DWP_26_WEEKS", "unemployed_since": "2020-12-04"}, []),
        ({"exception": "DWP_26_WEEKS", "unemployed_since": "2020-12-03"}, [("claim_in_time", "no")]),
        (
            {"exception": "DWP_26_WEEKS", "unemployed_since": "2020-12-04", "authorised_on": "2021-06-05"},
            [("claim_in_time", "no")],
        ),
    ],
)
def test_exceptions_carry_an_older_claim(
    office: Office, exception: dict[str, str], doubts: list[tuple[str, str]]
) -> None:
    """E5, E6, AMB-40: 26 weeks from unemployment are inclusive; a lost job counts once declared, and for
    Universal Credit alone."""
    exception = dict(exception)
    case_id = office.referred(claim_start_date="2021-01-04", benefit=exception.pop("benefit", "UC"))
    said = ELIGIBLE | {"claim_in_time": "no"} | exception
    if exception.get("exception") == "DWP_26_WEEKS":
        said = {"authorised_by": "P. Hale, DWP", "authorised_on": "2021-06-02"} | said
    assert told_of(office, case_id, "days old")
    assert doubtful(weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, said)) == doubts
    lost = said["exception"] == "UC_LOST_JOB" and not doubts  # E6 counts from unemployment, not the claim
    assert told_of(office, case_id, "days old") != (lost or said["exception"] == "DWP_26_WEEKS")


def test_dwp_exception_wants_who_authorised_it(office: Office) -> None:
    """E6: authoriser and day are kept with the exception."""
    said = ELIGIBLE | {"exception": "DWP_26_WEEKS", "unemployed_since": "2021-01-04"}
    with pytest.raises(BadInput) as refused:
        weighings.weigh(office.workspace, office.referred(), FactKind.ELIGIBILITY_WEIGHED, said)
    assert refused.value.field == "authorised_by"


def test_dwp_exception_puts_its_last_day_on_the_case(office: Office) -> None:
    """E6: counted from unemployment; weighed again without the exception it goes."""
    case_id = office.referred()
    said = ELIGIBLE | {
        "exception": "DWP_26_WEEKS", "unemployed_since": "2021-01-04",
        "authorised_by": "P. Hale", "authorised_on": "2021-06-02",
    }  # fmt: skip

    def last_day() -> list[date | None]:
        readings = clocks.of_case(office.workspace, case_id)
        return [one.due for one in readings if one.id == "unemployment_exception_last_day" and one.due]

    for _ in range(2):
        weighings.weigh(office.workspace, case_id, FactKind.ELIGIBILITY_WEIGHED, said)
    assert last_day() == [date(2021, 7, 5)]
    weighings.weigh(office.workspace, case_id, FactKind.ELIGIBILITY_WEIGHED, ELIGIBLE)
    assert last_day() == []


def test_work_with_low_earnings_is_weighed_unless_the_job_is_lost(office: Office) -> None:
    """E4, E5, E7, AMB-42: the benefit may be paid to people in work, the programme is not for them."""
    case_id = office.referred()
    said = ELIGIBLE | {"low_earnings": "yes"}
    panel = weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, said)
    assert [(one.key, one.paragraph) for one in panel.doubts] == [("low_earnings", "JFS 2.03")]
    assert view(office, case_id).suitability.answers["not_employed"] == "no"
    lost = {"exception": "UC_LOST_JOB", "change_declared_on": "2021-06-01"}
    assert doubtful(weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, said | lost)) == []


def test_an_age_that_may_be_past_the_pension_is_asked_about(office: Office) -> None:
    """E3: 'yes' at 66 wants the person's own day; with a later day nothing is left to weigh."""
    case_id = office.referred(date_of_birth="1955-01-04")
    panel = weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, ELIGIBLE)
    assert [(one.key, "Aged 66" in one.why) for one in panel.doubts] == [("working_age", True)]
    later = ELIGIBLE | {"state_pension_on": "2021-07-04"}
    assert doubtful(weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, later)) == []
    assert view(office, case_id).record.age == 66


def test_state_pension_age_is_a_doubt(office: Office) -> None:
    """E3: the upper bound is the person's own State Pension age at the referral."""
    said = ELIGIBLE | {"state_pension_on": "2021-06-04"}
    panel = weighed(office, office.referred(), FactKind.ELIGIBILITY_WEIGHED, said)
    assert [(one.key, "State Pension" in one.why) for one in panel.doubts] == [("working_age", True)]


def test_work_coach_may_send_somebody_from_other_provision(office: Office) -> None:
    """E7, AMB-42: six tests; other provision is settled by the Work Coach's reason, work is not."""
    said = SUITABLE | {"no_other_provision": "no", "other_provision": "JETS", "not_employed": "no"}
    case_id = office.referred()
    panel = weighed(office, case_id, FactKind.SUITABILITY_WEIGHED, said)
    assert doubtful(panel) == [("no_other_provision", "no"), ("not_employed", "no")]
    said |= {"work_coach_override": "JETS ends this week."}
    assert doubtful(weighed(office, case_id, FactKind.SUITABILITY_WEIGHED, said)) == [("not_employed", "no")]


@pytest.mark.parametrize(("left", "flagged"), [("2020-12-04", True), ("2020-12-03", False)])
def test_fresh_from_education_is_considered_consciously(office: Office, left: str, flagged: bool) -> None:
    """E8: to 26 weeks after full-time education, until somebody writes why the programme suits."""
    office.on(MADE)
    case_id = office.referred(left_education_on=left)
    panel = view(office, case_id).suitability
    assert panel.answers["left_education_on"] == left
    assert [one.key for one in panel.doubts] == (["education_considered"] if flagged else [])
    said = SUITABLE | {"left_education_on": left, "education_considered": "Has no work history yet."}
    assert told_of(office, case_id, "full-time education") is flagged
    assert weighed(office, case_id, FactKind.SUITABILITY_WEIGHED, said).doubts == ()
    assert not told_of(office, case_id, "full-time education")


def test_doubt_waits_and_is_reminded_of_until_the_work_coach_answers(office: Office) -> None:
    """E9: who was asked, when, how, what they answered, and what follows."""
    office.on(date(2021, 6, 1))
    case_id = office.referred()
    weighed(office, case_id, FactKind.ELIGIBILITY_WEIGHED, ELIGIBLE | {"claim_in_time": "no"})
    assert [doubt.key for doubt in view(office, case_id).not_raised] == ["claim_in_time"]
    office.record(case_id, FactKind.WORK_COACH_CONSULTED)
    found = view(office, case_id)
    assert found.not_raised == ()
    (waiting,) = found.waiting
    assert (waiting.contact, waiting.subject_name, waiting.decision_name) == (
        "D. Osei", "Eligibility", "Wait for the answer",
    )  # fmt: skip
    assert reminders(office, case_id) == [date(2021, 6, 3)]
    office.on(date(2021, 6, 2))
    office.record(case_id, FactKind.WORK_COACH_ANSWERED, detail={"decision": "waiting"})
    assert reminders(office, case_id) == [date(2021, 6, 4)]
    office.on(date(2021, 6, 3))
    office.record(case_id, FactKind.WORK_COACH_ANSWERED)
    found = view(office, case_id)
    assert found.waiting == () and reminders(office, case_id) == []
    assert (found.doubts[0].answer, found.doubts[0].decision_name) == ("The claim was moved; go on.", "Go on")


def test_an_answer_wants_a_question(office: Office) -> None:
    """E9: nothing is waiting, so nothing can be answered."""
    with pytest.raises(RefusedByRule, match="Nothing that was asked"):
        office.record(office.referred(), FactKind.WORK_COACH_ANSWERED)


def test_not_eligible_as_did_not_start_wants_the_consultation_or_a_reason(office: Office) -> None:
    """E9: the one place where the Work Coach's word is a gate (JFS 3.31)."""
    case_id = office.met()
    office.record(case_id, FactKind.WORK_COACH_CONSULTED, detail={"doubt": "identity"})
    with pytest.raises(RefusedByRule, match="Ask the Work Coach about eligibility"):
        office.record(case_id, FactKind.DNS_KEYED, detail={"reason": "ineligible"})
    office.record(case_id, FactKind.WORK_COACH_CONSULTED, detail={"answer": "Agreed.", "decision": "stop"})
    office.record(case_id, FactKind.DNS_KEYED, detail={"reason": "ineligible"})


def test_access_needs_are_noted_and_no_preference_rejects_anybody(office: Office) -> None:
    """E10: what is done about the needs; a rejection is a duplicate or an error, nothing else."""
    case_id = office.referred()
    detail = {
        "needs": "captions,breaks", "described": "I lip-read, and tire quickly.",
        "adjustments": "Captions switched on; a break after 20 minutes.",
    }  # fmt: skip
    office.record(case_id, FactKind.ACCESS_NEEDS_NOTED, detail=detail)
    noted = view(office, case_id).access_needs
    assert noted is not None and noted.detail == detail
    with pytest.raises(RefusedByRule, match="fixed reasons"):
        office.record(case_id, FactKind.REJECTED, detail={"reason": "prefer_others"})
    with pytest.raises(BadInput, match="preference of the provider") as asked:
        detail = {"reason": "inappropriate", "explanation": ""}
        office.record(case_id, FactKind.REJECTED, detail=detail)
    assert (asked.value.field, asked.value.paragraph) == ("explanation", "JFS 3.35")


def test_contract_frame_gives_the_service_end_and_warns_of_late_referrals(office: Office) -> None:
    """E11, AMB-54: one year of referrals, perhaps one more; service runs on 20 working days."""
    said = ContractDates(
        contract_start=date(2020, 6, 1),
        referral_end_date=date(2021, 5, 31),
        last_start_date=date(2021, 5, 20),
        source_clause="Schedule 2, 4.1",
    )
    kept = contract.put(office.workspace, said).value
    assert (kept.service_end, kept.source_clause) == (date(2021, 6, 18), "Schedule 2, 4.1")
    assert (kept.prap_closes_on, kept.advice) == (date(2021, 6, 19), ())
    case_id = office.referred()
    assert [one.key for one in view(office, case_id).eligibility.doubts][-1:] == ["referral_made_on"]
    extended = ContractDates(
        contract_start=date(2020, 6, 1),
        referral_end_date=date(2021, 5, 31),
        extension_end_date=date(2022, 5, 31),
        last_start_date=date(2021, 5, 21),
    )
    assert contract.put(office.workspace, extended).value.service_end == date(2021, 6, 21)
    longer = replace(extended, extension_end_date=date(2022, 6, 1))
    (advice,) = contract.put(office.workspace, longer).value.advice
    assert "up to 12 months" in advice and "31 May 2022 (JFS 1.24)" in advice
    assert "referral_made_on" not in [one.key for one in view(office, case_id).eligibility.doubts]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (ContractDates(date(2021, 6, 1), date(2021, 5, 1)), "referral_end_date"),
        (ContractDates(extension_end_date=date(2021, 5, 1)), "referral_end_date"),
        (ContractDates(last_start_date=date(2021, 6, 5)), "last_start_date"),
    ],
)
def test_contract_dates_follow_one_another(office: Office, said: ContractDates, field: str) -> None:
    """E11"""
    with pytest.raises(BadInput) as refused:
        contract.put(office.workspace, said)
    assert refused.value.field == field


def told_of(office: Office, case_id: UUID, words: str) -> bool:
    """Whether the head of the case tells something of the sort."""
    return any(words in one for one in case_view(office.workspace, case_id).warnings)


def reminders(office: Office, case_id: UUID) -> list[date | None]:
    readings = clocks.of_case(office.workspace, case_id)
    return [one.due for one in readings if one.id == "ask_about_doubt" and one.is_open]
