"""A referral that was taken in wrongly is put right with a reason, and one that doubles an open case is
taken in only to be rejected (R1, R2, R4, JFS 3.35)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import (
    doubled_referrals,
    referral_checks,
    referral_corrections,
    referral_reports,
    referral_view,
    referrals,
)
from jfs_desktop.casework.referrals.joined_people import HeldForAnother, Joining
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.casework.referrals.referrals import DuplicateReferral
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office, office_in

MADE = date(2021, 6, 3)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One vault for all: each test has people of its own."""
    with office_in(tmp_path_factory.mktemp("corrections") / "vault") as made:
        yield made


@pytest.fixture
def office(vault: Office) -> Office:
    vault.on(date(2021, 6, 4))
    return vault


def due(office: Office, case_id: UUID, clock: str) -> date | None:
    return next(one.due for one in clocks.of_case(office.workspace, case_id) if one.id == clock)


def office_telephone(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).telephone


def put(office: Office, case_id: UUID, reason: str = "Misread on PRaP", **said: str) -> UUID | None:
    form = replace(referral_corrections.as_it_stands(office.workspace, case_id), **said)
    return referral_corrections.correct(office.workspace, case_id, form, reason).change_id


def test_r1_amb_04_each_day_moves_its_own_deadlines(office: Office) -> None:
    """R1, AMB-04: receipt moves the acknowledgement alone, the day it was made all the others; what stood
    there stays readable with the reason, and all of it is undone at once."""
    case_id = office.referred(MADE, received_at="2021-06-03 16:40", vulnerable="yes")
    before = [due(office, case_id, one) for one in ("acknowledge_referral", "contact_participant")]
    assert before == [date(2021, 6, 4), date(2021, 6, 15)]
    put(office, case_id, received_at="2021-06-04 08:10")
    assert due(office, case_id, "acknowledge_referral") == date(2021, 6, 7)
    assert due(office, case_id, "contact_participant") == date(2021, 6, 15)
    told = facts.of_case(office.workspace, case_id)
    assert {one.kind for one in told if one.withdrawn_reason == "Misread on PRaP"} == {
        K.REFERRAL_RECEIVED, K.VULNERABILITY_NOTICED,
    }  # fmt: skip
    put(office, case_id, referral_made_on="2021-06-02")
    assert due(office, case_id, "contact_participant") == date(2021, 6, 14)
    assert due(office, case_id, "acknowledge_referral") == date(2021, 6, 7)
    case_id = office.referred(MADE, received_at="2021-06-03 16:40")
    change = put(office, case_id, received_at="2021-06-04 08:10")
    assert change is not None
    history.undo(office.workspace, change)
    assert due(office, case_id, "acknowledge_referral") == date(2021, 6, 4)
    assert referral_corrections.as_it_stands(office.workspace, case_id).received_at == "3 June 2021 16:40"


def test_r1_who_it_is_and_what_the_referral_says_are_put_right(office: Office) -> None:
    case_id = office.referred(ni_number="AB123456C", claim_start_date="2021-03-01")
    put(
        office,
        case_id,
        first_name="Mòrag",
        last_name="NicDhòmhnaill",
        ni_number="AB 12 34 57 C",
        work_coach="D. Osei",
        claim_start_date="2021-05-01",
        left_education_on="2021-04-30",
    )
    view = referral_view.of_case(office.workspace, case_id)
    assert (view.name, view.record.work_coach) == ("Mòrag NicDhòmhnaill", "D. Osei")
    assert view.record.claim_start == date(2021, 5, 1)
    assert view.eligibility.answers["claim_in_time"] == "yes"
    assert view.suitability.answers["left_education_on"] == "2021-04-30"
    assert referral_corrections.as_it_stands(office.workspace, case_id).ni_number == "AB123457C"


@pytest.mark.parametrize(
    ("said", "reason", "field"),
    [
        ({}, " ", "reason"),
        ({"last_name": ""}, "Typed wrongly", "last_name"),
        ({"prap_reference": "PR-TAKEN"}, "Typed wrongly", "prap_reference"),
        ({"ni_number": "JK123456A"}, "Typed wrongly", "ni_number"),
        ({"received_at": "2021-06-05 09:00"}, "Typed wrongly", "received_at"),
        ({"referral_made_on": "2021-06-06"}, "Typed wrongly", "referral_made_on"),
    ],
)
def test_r1_a_correction_that_cannot_stand_is_refused(
    office: Office, said: dict[str, str], reason: str, field: str
) -> None:
    """R1: without a reason, of somebody else, or after what is recorded already."""
    with suppress(DuplicateReferral):  # there since the first of these
        office.referred(prap_reference="PR-TAKEN", ni_number="JK123456A")
    case_id = office.referred()
    if "received_at" in said:
        office.record(case_id, K.ACKNOWLEDGED)
        office.on(date(2021, 6, 5), "12:00")
    before = office.entries()
    with pytest.raises(BadInput) as refused:
        put(office, case_id, reason, **said)
    assert refused.value.field == field
    assert office.entries() == before


def again(reference: str, ni_number: str, **said: str) -> ReferralForm:
    """Another referral of Priya Nair, of the morning of 4 June."""
    return ReferralForm(
        prap_reference=reference,
        referral_made_on="2021-06-04",
        received_at="2021-06-04 08:50",
        first_name="Priya",
        last_name="Nair",
        ni_number=ni_number,
        **said,
    )


def test_r1_w1_w6_no_day_ends_a_case_before_what_prap_holds(office: Office) -> None:
    """R1, T5, T16: the acceptance and the start that were keyed stand; what is wrong is taken back first."""
    case_id = office.started()
    stood = referral_corrections.as_it_stands(office.workspace, case_id)
    for days in (
        {"referral_made_on": "2021-05-14", "received_at": "2021-05-14 09:00"},
        {"referral_made_on": "2021-04-24"},
    ):
        with pytest.raises(RefusedByRule, match="stands on it") as refused:
            referral_corrections.correct(office.workspace, case_id, replace(stood, **days), "Typed wrong")
        assert refused.value.paragraph == "JFS 7.04"
    earlier = replace(stood, referral_made_on="2021-05-12")
    referral_corrections.correct(office.workspace, case_id, earlier, "Typed wrong")
    assert cases.case_view(office.workspace, case_id).stage == "started"


def test_r4_a_referral_that_doubles_an_open_case_is_taken_in_to_be_rejected(office: Office) -> None:
    """R2, R4: its two days run, the rejection is proposed with what it doubles, and it counts in the reports;
    the case that is open keeps what is known of the person."""
    first = office.referred(ni_number="CE123456A", telephone="01632 960111", prap_reference="PR-FIRST")
    office.record(first, K.ACKNOWLEDGED)
    form = again("PR-SECOND", "CE 12 34 56 A", telephone="07700 900999")
    with pytest.raises(DuplicateReferral) as known:
        referrals.add(office.workspace, form)
    assert known.value.may_be_rejected and known.value.case_id == first
    second = doubled_referrals.take_in(office.workspace, form).value
    assert due(office, second, "acknowledge_referral") == date(2021, 6, 7)
    entry = prap.opened(office.workspace, second, "acknowledge").line.entry
    assert (entry.proposed, entry.answers) == (K.REJECTED, {"reason": "duplicate", "matched": "PR-FIRST"})
    assert office_telephone(office, first) == "01632 960111"
    with pytest.raises(DuplicateReferral) as same:
        referrals.add(office.workspace, replace(form, ni_number=""))
    assert not same.value.may_be_rejected, "the very same referral is here already"
    office.record(second, K.REJECTED, detail={"matched": "PR-FIRST"})
    assert referral_reports.referrals(office.workspace).rejections["Duplicate referral"] == 1
    view = referral_view.of_case(office.workspace, first)
    assert view.later is None, "a duplicate supersedes nothing"
    with pytest.raises(BadInput, match="doubles no other"):
        doubled_referrals.take_in(office.workspace, replace(form, prap_reference="PR-3", ni_number=""))
    ended = office.referred(prap_reference="PR-ENDED", ni_number="NE123456C")
    office.record(ended, K.REJECTED)
    with pytest.raises(BadInput, match="doubles no other"):
        doubled_referrals.take_in(office.workspace, again("PR-4", "NE123456C"))


def test_r2_r4_r9_a_referral_beside_a_running_case_is_no_re_referral(office: Office) -> None:
    """R2, R4, R9, JFS 3.35, 3.36: it names the open case, weighs nothing and is not urged to end it; an
    earlier case that is over is not what it doubles."""
    office.on(date(2021, 4, 26))
    office.referred(ni_number="CE123459A", prap_reference="PR-LAPSED")
    first = office.started(
        date(2021, 5, 4), date(2021, 5, 11), ni_number="CE123459A", prap_reference="PR-RUNS"
    )
    office.on(date(2021, 6, 4))
    second = doubled_referrals.take_in(office.workspace, again("PR-DOUBLE", "CE123459A")).value
    view = referral_view.of_case(office.workspace, second)
    assert view.doubled is not None and view.doubled.open
    assert (view.doubled.case_id, view.doubled.name, view.doubled.reference) == (
        first,
        "Priya Nair",
        "PR-RUNS",
    )
    assert (view.record.doubles, view.record.re_referral, view.re_referral) == (True, False, None)
    assert view.doubtful == {}
    assert [one.reference for one in view.earlier] == ["PR-LAPSED"]
    entry = prap.opened(office.workspace, second, "acknowledge").line.entry
    assert entry.answers == {"reason": "duplicate", "matched": "PR-RUNS"}
    referral_checks.record_search(office.workspace, second, "other_people")
    with pytest.raises(RefusedByRule, match="PR-RUNS of this person is still open"):
        office.record(second, K.ACKNOWLEDGED)


def test_r1_r5_the_search_for_duplicates_moves_with_the_day_of_receipt(office: Office) -> None:
    """R1, R5: the program's own search stands in nobody's way and is made anew, with what somebody said of
    the same cases; what somebody recorded is named, and all of it is undone at once."""
    office.referred(first_name="Tom", last_name="Ellery", date_of_birth="1991-05-05")
    case_id = office.referred(MADE, first_name="Tom", last_name="Ellery", date_of_birth="1991-05-05")
    referral_checks.record_search(office.workspace, case_id, "other_people")
    office.on(date(2021, 6, 7))
    change = put(office, case_id, received_at="2021-06-07 08:10")
    assert change is not None
    last = referral_checks.last_search(office.workspace, case_id)
    assert last is not None and (last.on, last.detail["decision"]) == (date(2021, 6, 7), "other_people")
    kept = [one for one in facts.of_case(office.workspace, case_id) if one.kind == K.DUPLICATES_SEARCHED]
    assert [one.withdrawn_reason for one in kept if one.id != last.id] == ["Misread on PRaP"]
    history.undo(office.workspace, change)
    last = referral_checks.last_search(office.workspace, case_id)
    assert last is not None and last.on == date(2021, 6, 4)
    office.on(date(2021, 6, 4))
    office.record(case_id, K.ACKNOWLEDGED)
    office.on(date(2021, 6, 7))
    with pytest.raises(BadInput, match=r"“.*ccept.*” is recorded on this case on 4 June 2021") as refused:
        put(office, case_id, received_at="2021-06-07 08:10")
    assert refused.value.field == "received_at" and "uplicate" not in refused.value.text


def joining_of(office: Office, case_id: UUID, **said: str) -> Joining:
    with pytest.raises(HeldForAnother) as refused:
        put(office, case_id, **said)
    assert refused.value.field == "ni_number" and refused.value.joining is not None
    return refused.value.joining


def join(office: Office, case_id: UUID, joining: Joining, ni_number: str) -> Outcome[UUID]:
    """Corrects the NI number, and joins the case to the person told of."""
    form = replace(referral_corrections.as_it_stands(office.workspace, case_id), ni_number=ni_number)
    return referral_corrections.correct(
        office.workspace, case_id, form, "Mistyped", join=joining.participant_id
    )


def test_r1_r5_r9_a_mistyped_ni_number_joins_the_case_to_its_person(office: Office) -> None:
    """R1, R5, R9: told before it is done; then one participant has both cases with their own histories, the
    later referral is a re-referral, and one undoing parts them again."""
    office.on(date(2021, 4, 20))
    who = {"first_name": "Gwenllian", "last_name": "Prytherch", "date_of_birth": "1990-02-03"}
    first = office.started(ni_number="CE200001A", telephone="01632 960111", **who)
    office.record(first, K.WITHDREW)
    office.record(first, K.ENDED_EARLY)
    office.on(date(2021, 6, 4))
    second = office.referred(
        ni_number="CE200010A", telephone="07700 900999", vulnerable="yes", **who | {"first_name": "Gwen"}
    )
    before = [len(history.of_case(office.workspace, one)) for one in (first, second)]
    joining = joining_of(office, second, ni_number="CE200001A")
    assert (joining.name, joining.differ, joining.theirs_stay) == ("Gwenllian Prytherch", {"name"}, False)
    assert [one.open for one in joining.cases] == [False]
    outcome = join(office, second, joining, "CE200001A")
    assert outcome.case_ids == {first, second} and outcome.change_id is not None
    view = referral_view.of_case(office.workspace, second)
    assert [one.case_id for one in view.earlier] == [first]
    assert view.record.re_referral and view.re_referral is not None
    later = referral_view.of_case(office.workspace, first).later
    assert later is not None and later[0] == second
    assert [office_telephone(office, one) for one in (first, second)] == ["07700 900999"] * 2
    assert cases.case_view(office.workspace, first).vulnerable
    last = referral_checks.last_search(office.workspace, second)
    assert last is not None and last.detail["decision"] == "earlier"
    told = [len(history.of_case(office.workspace, one)) for one in (first, second)]
    assert told[0] >= before[0] and told[1] > before[1]
    history.undo(office.workspace, outcome.change_id)
    assert referral_view.of_case(office.workspace, second).earlier == ()
    assert office_telephone(office, first) == "01632 960111"
    assert referral_corrections.as_it_stands(office.workspace, second).ni_number == "CE200010A"


def test_r5_r9_a_case_joined_beside_an_open_one_has_to_be_settled_first(office: Office) -> None:
    """R4, R5, R9: what the open case holds stays, and somebody says which of the two doubles the other."""
    who = {"first_name": "Mòrag", "last_name": "NicLeòid", "date_of_birth": "1990-02-04"}
    office.referred(ni_number="CE300001A", telephone="01632 960222", **who)
    second = office.referred(ni_number="CE300010A", telephone="07700 900888", **who)
    referral_checks.record_search(office.workspace, second, "other_people")
    joining = joining_of(office, second, ni_number="CE300001A")
    assert joining.theirs_stay and not joining.differ
    join(office, second, joining, "CE300001A")
    assert office_telephone(office, second) == "01632 960222"
    view = referral_view.of_case(office.workspace, second)
    assert view.hits_unsettled and not view.record.re_referral and view.re_referral is None


def test_r5_an_ni_number_of_somebody_else_is_refused_with_what_to_do(office: Office) -> None:
    office.referred(ni_number="CE400001A", first_name="Tom", last_name="Ellery", prap_reference="PR-ELLERY")
    case_id = office.referred(ni_number="CE400010A", date_of_birth="1985-01-02")
    before = office.entries()
    with pytest.raises(HeldForAnother, match="PR-ELLERY") as refused:
        put(office, case_id, ni_number="CE400001A")
    assert refused.value.joining is None and "on PRaP" in refused.value.remedy
    assert office.entries() == before
