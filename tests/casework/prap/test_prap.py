"""The PRaP worklist: which entries are there, how they stand, and what is done about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select

from jfs_desktop.casework.cases import caseload, cases, history
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.prap import prap, prap_keying
from jfs_desktop.casework.prap.prap import PrapLine
from jfs_desktop.casework.prap.prap_keying import Keyed
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.referrals import referral_checks, restricted_referrals
from jfs_desktop.casework.today import cockpit, putting_off
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_entries import EntryState
from tests.answers import said_with
from tests.casework.conftest import TODAY, Office

MADE = date(2021, 5, 18)
DAY_10 = date(2021, 6, 2)
"""Ten working days after MADE, by the calendar of any nation (the bank holiday of 31 May between)."""


def lines(office: Office, case_id: UUID) -> dict[str, PrapLine]:
    return {one.entry.key: one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id}


def values(office: Office, case_id: UUID, entry: str, kind: FactKind, **answers: str) -> dict[str, str]:
    opened = prap.opened(office.workspace, case_id, entry)
    proposed = dict(opened.line.entry.answers or {})
    return {one.key: one.value for one in opened.values(office.workspace.programme, kind, proposed | answers)}


def key(office: Office, case_id: UUID, entry: str, kind: FactKind, **said: object) -> UUID:
    detail, _ = said_with(office.workspace.programme, kind, said.pop("detail", {}))  # type: ignore[arg-type]
    happened = WhatHappened(kind, office.workspace.today(), detail=detail, **said)  # type: ignore[arg-type]
    return prap_keying.key(office.workspace, case_id, entry, Keyed(happened)).value


def a_picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 40), "white").save(made, "PNG")
    return made.getvalue()


def accepted(office: Office, **said: object) -> UUID:
    office.on(MADE)
    case_id = office.referred(**said)
    office.record(case_id, FactKind.ACKNOWLEDGED, detail={"proof": "Accepted, shown by PRaP"})
    return case_id


def test_a_new_referral_is_to_be_accepted_or_rejected_by_its_second_day(office):
    """R2, W1, AMB-37: the day of receipt is day 1."""
    office.on(MADE)
    case_id = office.referred()
    entry = lines(office, case_id)["acknowledge"].entry
    assert entry.state is EntryState.OPEN
    assert entry.due == date(2021, 5, 19)
    assert [way.fact for way in entry.ways] == [FactKind.ACKNOWLEDGED, FactKind.REJECTED]
    assert entry.proposed is FactKind.ACKNOWLEDGED
    key(office, case_id, "acknowledge", FactKind.ACKNOWLEDGED)
    assert "acknowledge" not in lines(office, case_id)


def test_what_prap_has_closed_without_a_start_is_keyed_no_more(office):
    """W6, W10, W12: an end waits for its start; after the automatic DNA neither is on the list."""
    case_id = office.met(MADE, date(2021, 5, 26))
    for kind in (FactKind.VOLUNTEER_CONFIRMED, FactKind.JFAP_AGREED, FactKind.PACK_SENT):
        office.record(case_id, kind)
    for kind in (FactKind.DRAFT_JFAP_SENT, FactKind.WITHDREW, FactKind.ENDED_EARLY):
        office.record(case_id, kind)
    waits = lines(office, case_id)["end"].entry
    assert waits.state is EntryState.WAITING and "Key the start first" in waits.ways[0].missing[0].text
    office.on(date(2021, 6, 17))
    assert set(lines(office, case_id)) == {"outcome", "end"}
    office.on(date(2021, 6, 18))
    assert lines(office, case_id) == {}


def test_a_duplicate_is_proposed_for_rejection_with_its_reason(office):
    """R4, T3: reject a duplicate before it is accepted, with the fixed reason and what it doubles."""
    office.on(MADE)
    case_id = office.referred()
    found = {"decision": "duplicate", "hits": "1"}
    office.record(case_id, FactKind.DUPLICATES_SEARCHED, at=time(9), detail=found)
    entry = lines(office, case_id)["acknowledge"].entry
    assert entry.proposed is FactKind.REJECTED
    assert (
        values(office, case_id, "acknowledge", FactKind.REJECTED, explanation="Same as PR-1")["sub_reason"]
        == "Duplicate referral"
    )
    with pytest.raises(RefusedByRule):
        key(office, case_id, "acknowledge", FactKind.REJECTED, detail={"reason": "dislike"})
    key(office, case_id, "acknowledge", FactKind.REJECTED, detail={"reason": "duplicate", "matched": "PR-1"})
    assert lines(office, case_id) == {}


def test_the_reference_doubled_is_filled_in_and_compared(office):
    """R4, J3.36: that of the case which the search found; its own reference or another one is refused."""
    office.on(MADE)
    other = office.referred(date_of_birth="1990-02-03", prap_reference="PR-77")
    case_id = office.referred(date_of_birth="1990-02-03", prap_reference="PR-78")
    referral_checks.record_search(office.workspace, case_id, "duplicate")
    entry = prap.opened(office.workspace, case_id, "acknowledge").line.entry
    assert (entry.proposed, entry.answers) == (
        FactKind.REJECTED, {"reason": "duplicate", "matched": "PR-77"},
    )  # fmt: skip
    for matched, said in (("pr-78", "of this referral itself"), ("PR-79", "found PR-77")):
        with pytest.raises(BadInput, match=said) as refused:
            key(office, case_id, "acknowledge", FactKind.REJECTED,
                detail={"reason": "duplicate", "matched": matched})  # fmt: skip
        assert (refused.value.field, refused.value.paragraph) == ("matched", "JFS 3.36")
    key(office, case_id, "acknowledge", FactKind.REJECTED,
        detail={"reason": "duplicate", "matched": "pr-77"})  # fmt: skip
    assert "acknowledge" in lines(office, other)


def test_a_lapsed_referral_can_only_be_handed_back(office):
    """R3, T5, R10: after the acknowledgement day nothing is keyed; the Jobcentre is asked for a new one."""
    office.on(MADE)
    case_id = office.referred()
    office.on(date(2021, 5, 20))
    assert set(lines(office, case_id)) == {"hand_back"}
    with pytest.raises(RefusedByRule, match="lapsed"):
        key(office, case_id, "acknowledge", FactKind.ACKNOWLEDGED)
    key(
        office,
        case_id,
        "hand_back",
        FactKind.HANDED_BACK,
        detail={"to_whom": "M. Farrow", "method": "telephone"},
        note="Asked for a new referral.",
        late_reason="The post was late",
    )
    assert lines(office, case_id) == {}


def test_the_outcome_waits_until_something_is_decided(office):
    """W6: the entry is there from the acknowledgement, with its ten working days and PRaP's own days."""
    case_id = accepted(office)
    entry = lines(office, case_id)["outcome"].entry
    assert (entry.state, entry.proposed) == (EntryState.WAITING, None)
    assert entry.due == DAY_10
    assert entry.last_safe_on == date(2021, 6, 16)  # CD+29
    assert entry.closes_on == date(2021, 6, 18)  # CD+31
    assert entry.rule.waits


def test_no_contact_says_in_words_what_is_missing(office):
    """W2, W3, AMB-11: three attempts, and the days for contact over; due with the other outcomes."""
    case_id = accepted(office)
    office.record(case_id, FactKind.CONTACT_ATTEMPTED)
    entry = lines(office, case_id)["outcome"].entry
    assert entry.proposed is FactKind.NO_CONTACT_KEYED
    assert entry.state is EntryState.WAITING
    way = entry.way
    assert way is not None
    assert [one.paragraph for one in way.missing] == ["JFS 3.12", "JFS 3.15"]
    for _ in range(2):
        office.record(case_id, FactKind.CONTACT_ATTEMPTED)
    office.on(date(2021, 6, 1))  # working day 9
    entry = lines(office, case_id)["outcome"].entry
    assert entry.way is not None
    assert (entry.state, entry.way.missing) == (EntryState.OPEN, ())
    assert entry.due == DAY_10
    assert values(office, case_id, "outcome", FactKind.NO_CONTACT_KEYED)["reason"] == "No Contact"
    key(office, case_id, "outcome", FactKind.NO_CONTACT_KEYED)
    assert "outcome" not in lines(office, case_id)


@pytest.mark.parametrize(("made", "entry"), [("accepted", FactKind.DNA_KEYED), ("met", FactKind.DNS_KEYED)])
def test_a_job_that_starts_before_provision_is_the_first_reason(office, made, entry):
    """W4, W5, I21: told beforehand it is a DNA, after the meeting a DNS."""
    case_id = accepted(office) if made == "accepted" else office.met()
    office.record(case_id, FactKind.JOB_STARTED)
    line = lines(office, case_id)["outcome"].entry
    assert (line.proposed, line.answers) == (entry, {"reason": "work"})


def test_attendance_decides_between_dna_and_dns(office):
    """W4, W5, AMB-12: not attended or told beforehand is DNA, attended is DNS."""
    missed = accepted(office)
    office.record(missed, FactKind.CONTACTED)
    office.record(missed, FactKind.MEETING_BOOKED, detail={"booked_for": "2021-05-20", "booked_at": "10:00"})
    office.on(date(2021, 5, 20), "10:10")
    office.record(missed, FactKind.INITIAL_MEETING_MISSED)
    entry = lines(office, missed)["outcome"].entry
    assert (entry.proposed, entry.state) == (FactKind.DNA_KEYED, EntryState.OPEN)
    fields = values(office, missed, "outcome", FactKind.DNA_KEYED)
    assert fields["reason"] == "Did not attend interview/DNA"
    assert fields["sub_reason"] == "Did not come, no reason given"

    told = accepted(office)
    office.record(told, FactKind.CHANGE_NOTICED, detail={"what": "Starts work.", "learned": "before"})
    assert lines(office, told)["outcome"].entry.proposed is FactKind.DNA_KEYED

    attended = office.met(MADE, date(2021, 5, 26))
    office.record(attended, FactKind.CHANGE_NOTICED, detail={"what": "Starts work.", "learned": "at"})
    entry = lines(office, attended)["outcome"].entry
    assert entry.proposed is FactKind.DNS_KEYED
    assert next(way for way in entry.ways if way.fact is FactKind.DNA_KEYED).missing
    fields = values(office, attended, "outcome", FactKind.DNS_KEYED)
    assert fields["meeting_date"] == "26/05/2021", "AMB-82: with a meeting its date goes with Did Not Start"
    assert "error" not in fields


def test_an_error_found_before_the_meeting_is_did_not_start(office):
    """W7, AMB-12: the one DNS without attendance; what the error was has to be said."""
    case_id = accepted(office)
    with pytest.raises(BadInput, match="error"):
        key(office, case_id, "outcome", FactKind.DNS_KEYED, detail={"reason": "error"})
    error = {"reason": "error", "error": "Twice referred", "found_on": MADE.isoformat()}
    fields = values(office, case_id, "outcome", FactKind.DNS_KEYED, **error)
    assert (fields["error"], fields["found_on"]) == ("Twice referred", "18/05/2021")
    assert "meeting_date" not in fields
    key(office, case_id, "outcome", FactKind.DNS_KEYED, detail=error | {"evidence": "referral"})
    assert "outcome" not in lines(office, case_id)


def test_a_start_is_keyed_with_its_own_date_after_the_meeting(office):
    """W6, T15: the start date is the day of the meeting, keyed afterwards; what is missing is told whole."""
    case_id = office.met(MADE, date(2021, 5, 26))
    way = lines(office, case_id)["outcome"].entry.way
    assert way is not None
    assert way.fact is FactKind.START_KEYED
    assert len(way.missing) == 4  # volunteer, first plan, pack, search for duplicates
    for kind in (
        FactKind.VOLUNTEER_CONFIRMED,
        FactKind.JFAP_AGREED,
        FactKind.PACK_SENT,
        FactKind.DUPLICATES_SEARCHED,
    ):
        office.record(case_id, kind)
    office.on(date(2021, 5, 28))
    assert lines(office, case_id)["outcome"].entry.state is EntryState.OPEN
    fields = values(office, case_id, "outcome", FactKind.START_KEYED)
    assert fields["start_date"] == "26/05/2021"
    key(office, case_id, "outcome", FactKind.START_KEYED)
    assert "outcome" not in lines(office, case_id)


def test_a_late_outcome_keeps_its_alarm_to_the_last_safe_day_and_asks_the_reason(office):
    """W10, AMB-08, AMB-81, T16: alarm from working day 10 to CD+29, then only the hand-back is left."""
    case_id = accepted(office)
    office.record(case_id, FactKind.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Will not come"})
    office.on(DAY_10)
    assert not lines(office, case_id)["outcome"].entry.alarm
    for day in (date(2021, 6, 3), date(2021, 6, 16)):
        office.on(day)
        entry = lines(office, case_id)["outcome"].entry
        assert (entry.state, entry.alarm) == (EntryState.OVERDUE, True)
    with pytest.raises(BadInput) as asked:
        key(office, case_id, "outcome", FactKind.DNA_KEYED)
    assert asked.value.field == "late_reason"
    office.on(date(2021, 6, 18))
    assert set(lines(office, case_id)) == {"hand_back"}
    with pytest.raises(RefusedByRule, match="automatic DNA"):
        key(office, case_id, "outcome", FactKind.DNA_KEYED, late_reason="Away")
    told = {"to_whom": "M. Farrow", "method": "email"}
    key(office, case_id, "hand_back", FactKind.HANDED_BACK, detail=told)
    assert lines(office, case_id) == {}


def test_a_late_outcome_is_keyed_with_its_reason(office):
    """W6, W10: late entry is allowed up to CD+29; the reason stays with it."""
    case_id = accepted(office)
    office.record(case_id, FactKind.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Will not come"})
    office.on(date(2021, 6, 16))
    made = key(office, case_id, "outcome", FactKind.DNA_KEYED, late_reason="PRaP was down")
    view = next(one for one in facts.of_case(office.workspace, case_id) if one.id == made)
    assert view.late_reason == "PRaP was down"


def test_r3_w16_an_answer_said_to_be_in_time_after_the_lapse_is_proved(office):
    """R3, T5, W1, W16: the day typed alone takes no lapse back; what PRaP shows, or its picture, does."""
    ws = office.workspace
    office.on(MADE)
    case_id, other = office.referred(), office.referred()
    office.on(date(2021, 5, 21))
    yesterday = WhatHappened(FactKind.ACKNOWLEDGED, date(2021, 5, 19))
    with pytest.raises(BadInput, match="The last day for this was Wed 19 May") as refused:
        facts.record(ws, case_id, yesterday)
    assert (refused.value.field, refused.value.paragraph) == ("proof", "JFS 3.29")
    facts.record(ws, case_id, replace(yesterday, detail={"proof": "Accepted 19/05/2021 16:02"}))
    assert cases.case_view(ws, case_id).stage == "accepted"
    checked = attachments.check(ws.programme.evidence_purpose("prap_proof"), a_picture())
    prap_keying.key(ws, other, "acknowledge", Keyed(yesterday, checked, "prap.png"))
    assert cases.case_view(ws, other).stage == "accepted"


def test_w6_w16_an_outcome_said_to_be_in_time_is_proved_once_it_would_be_late(office):
    """W6, W16, CSS 2: until working day 10 its own word is enough; after it, what PRaP shows is kept."""
    case_id = accepted(office)
    office.record(case_id, FactKind.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Will not come"})
    office.on(date(2021, 6, 3))
    said = said_with(office.workspace.programme, FactKind.DNA_KEYED, {})[0]
    keyed = WhatHappened(FactKind.DNA_KEYED, DAY_10, detail={**said, "proof": ""})
    with pytest.raises(BadInput, match="Wed 2 June") as refused:
        prap_keying.key(office.workspace, case_id, "outcome", Keyed(keyed))
    assert refused.value.field == "proof"
    shown = replace(keyed, detail={**said, "proof": "Keyed 02/06/2021"})
    prap_keying.key(office.workspace, case_id, "outcome", Keyed(shown))
    assert facts.of_case(office.workspace, case_id)[0].late_reason == ""


def test_a_completer_is_keyed_with_39_and_both_days(office):
    """W12, W13, AMB-33: code 39 with the end date, also before the thirtieth day."""
    case_id = office.started(MADE, date(2021, 5, 26))
    office.on(date(2021, 6, 3), "15:00")
    office.finalised(case_id)
    office.record(case_id, FactKind.COMPLETED)
    entry = lines(office, case_id)["end"].entry
    assert entry.state is EntryState.OPEN
    fields = values(office, case_id, "end", FactKind.END_KEYED)
    assert fields["end_code"] == "39 Completed Provision"
    assert fields["end_date"] == fields["last_engaged_on"] == "03/06/2021"
    assert entry.due == TODAY  # the next working day
    key(
        office,
        case_id,
        "end",
        FactKind.END_KEYED,
        detail={"end_code": "39", "end_date": "2021-06-03", "last_engaged_on": "2021-06-03"},
    )
    assert "end" not in lines(office, case_id)


def test_an_early_exit_has_the_code_of_its_reason_and_the_last_engaged_day(office):
    """W12, W13: the last engaged day is the last on which the person took part."""
    case_id = office.started(MADE, date(2021, 5, 26))
    office.on(date(2021, 6, 4))
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    fields = values(office, case_id, "end", FactKind.END_KEYED)
    assert fields["end_code"].startswith("36 ")
    assert fields["last_engaged_on"] == "04/06/2021"  # the day they told us, a two-way contact


def test_code_45_is_confirmed_and_never_keyed(office):
    """W11: PRaP sets it on the thirtieth day after the start."""
    case_id = office.started(MADE, date(2021, 5, 26))
    office.on(date(2021, 6, 24))
    assert "automatic_end" not in lines(office, case_id)
    office.on(date(2021, 6, 25))
    assert lines(office, case_id)["automatic_end"].entry.proposed is FactKind.AUTO_END_SEEN
    with pytest.raises(RefusedByRule):
        key(office, case_id, "end", FactKind.END_KEYED, detail={"end_code": "45"})
    key(office, case_id, "automatic_end", FactKind.AUTO_END_SEEN)
    assert lines(office, case_id) == {}


def test_only_somebody_with_the_prap_role_ticks_and_others_hand_over(office):
    """W14: the adviser hands over, the other takes over, and both see the same entry."""
    ws = office.workspace
    office.on(MADE)
    case_id = office.referred()
    adviser = staff.add(ws, name="Owen Lloyd", role="adviser", prap_role=False).value
    keyer = ws.me
    staff.work_as(ws, adviser.id)
    assert not prap.worklist(ws).may_key
    with pytest.raises(BadInput) as refused:
        key(office, case_id, "acknowledge", FactKind.ACKNOWLEDGED)
    assert refused.value.field == "by"
    with pytest.raises(BadInput):
        prap_keying.hand_over(ws, case_id, "acknowledge", adviser.id)
    prap_keying.hand_over(ws, case_id, "acknowledge", keyer.id, "Please today")
    entry = lines(office, case_id)["acknowledge"].entry
    assert entry.state is EntryState.HANDED_OVER
    assert entry.hand_over is not None
    assert (entry.hand_over.to, entry.hand_over.taken_over) == (keyer.id, False)
    with pytest.raises(RefusedByRule, match="PRaP right"):
        prap_keying.take_over(ws, case_id, "acknowledge")

    assert prap.late_and_now([entry]) == (0, 0) == finish(prap.count(ws))
    staff.work_as(ws, keyer.id)
    assert lines(office, case_id)["acknowledge"].entry.state is EntryState.OPEN, "mine to key, and counted"
    assert finish(prap.count(ws)) == (0, 1)
    prap_keying.take_over(ws, case_id, "acknowledge")
    entry = lines(office, case_id)["acknowledge"].entry
    assert entry.state is EntryState.OPEN
    assert entry.hand_over is not None
    assert entry.hand_over.taken_over
    with pytest.raises(RefusedByRule):
        prap_keying.take_over(ws, case_id, "acknowledge")
    key(office, case_id, "acknowledge", FactKind.ACKNOWLEDGED)
    assert "acknowledge" not in lines(office, case_id)


def test_without_the_role_nobody_ticks_in_another_s_name(office):
    """W14: also where the form names somebody who has the role."""
    ws, keyer = office.workspace, office.workspace.me
    office.on(MADE)
    case_id = office.referred()
    staff.work_as(ws, staff.add(ws, name="Owen Lloyd", role="adviser", prap_role=False).value.id)
    with pytest.raises(BadInput, match="hand"):
        key(office, case_id, "acknowledge", FactKind.ACKNOWLEDGED, by=keyer.id)


def test_words_or_a_picture_are_the_proof_of_an_entry(office):
    """W16: in the tick itself, in one change, or afterwards; a keyed entry without proof stays listed."""
    ws = office.workspace
    office.on(MADE)
    case_id, other = office.referred(), office.referred()
    checked = attachments.check(ws.programme.evidence_purpose("prap_proof"), a_picture())
    happened = WhatHappened(FactKind.ACKNOWLEDGED, MADE)
    outcome = prap_keying.key(ws, case_id, "acknowledge", Keyed(happened, checked, "prap.png"))
    fact = outcome.value
    with ws.reading() as db:
        tables = db.scalars(select(JournalEntry.table).where(JournalEntry.change_id == outcome.change_id))
        assert set(tables) == {"case_fact", "attachment"}
    assert [one.about for one in attachments.of_purpose(ws, "prap_proof")] == [fact]
    bare = key(office, other, "acknowledge", FactKind.ACKNOWLEDGED)

    def state(made: UUID) -> EntryState:
        return next(
            one.entry.state
            for one in prap.worklist(ws).keyed
            if one.entry.keyed is not None and one.entry.keyed.id == made
        )

    assert (state(fact), state(bare)) == (EntryState.PROVED, EntryState.KEYED)
    office.on(date(2021, 7, 20))
    assert state(bare) is EntryState.KEYED  # still asks for its proof
    with pytest.raises(BadInput):
        prap_keying.prove(ws, bare, " ")
    prap_keying.prove(ws, bare, "Accepted on 18 May, as PRaP shows")
    office.on(MADE)
    assert state(bare) is EntryState.PROVED


def test_a_wrong_tick_is_taken_back_with_a_reason(office):
    """W1: what is keyed is corrected, never undone; the entry is open again."""
    office.on(MADE)
    case_id = office.referred()
    outcome = prap_keying.key(
        office.workspace, case_id, "acknowledge", Keyed(WhatHappened(FactKind.ACKNOWLEDGED, MADE))
    )
    assert not outcome.label  # nothing to undo
    facts.withdraw(office.workspace, outcome.value, "Keyed on another referral")
    assert "acknowledge" in lines(office, case_id)


@pytest.mark.parametrize(
    ("sent", "due", "aim"),
    [
        ("2021-10-30 15:10", "2021-10-31 14:10", "2021-10-31 14:10"),
        ("2022-03-26 15:10", "2022-03-27 16:10", "2022-03-27 15:10"),
        ("2021-12-24 16:00", "2021-12-25 16:00", "2021-12-25 16:00"),
    ],
)
def test_ex21_the_cancellation_runs_24_elapsed_hours_from_posts_email(office, sent, due, aim):
    """EX21, W8, W9, T29, T30, AMB-36: over both changes of the clocks, and through Christmas Day."""
    moment, due_at, aim_at = (datetime.fromisoformat(one).replace(tzinfo=LONDON) for one in (sent, due, aim))
    day = moment.date()
    case_id = office.started(
        date(day.year, day.month, 1 if day.month != 12 else 6), date(day.year, day.month, 8)
    )
    office.on(day, "09:00")
    office.record(
        case_id, FactKind.ERROR_FOUND_AFTER_START, detail={"error": "duplicate", "explanation": "Twice."}
    )
    fields = values(office, case_id, "prap14", FactKind.PRAP14_SENT)
    assert fields["post_address"] == "PRAP.SUPPORT@DWP.GOV.UK"
    assert fields["error"] == "Duplicate referral"
    assert fields["error_explanation"] == "Twice."
    key(office, case_id, "prap14", FactKind.PRAP14_SENT, detail={"sent_to": fields["post_address"]})
    assert history.of_case(office.workspace, case_id)[0].text != "Keyed on PRaP", "a form that went to POST"
    assert lines(office, case_id)["post_reply"].entry.state is EntryState.WAITING
    with pytest.raises(RefusedByRule, match="POST has answered"):
        key(office, case_id, "cancellation", FactKind.CANCELLATION_KEYED)

    office.on(day, f"{moment:%H:%M}")
    with pytest.raises(BadInput) as asked:
        key(office, case_id, "post_reply", FactKind.POST_CONFIRMED)
    assert asked.value.field == "at"
    key(office, case_id, "post_reply", FactKind.POST_CONFIRMED, at=time(moment.hour, moment.minute))
    entry = lines(office, case_id)["cancellation"].entry
    assert entry.due_at == due_at
    assert entry.aim_at == aim_at
    assert values(office, case_id, "cancellation", FactKind.CANCELLATION_KEYED)["reason"] == (
        "Did not start/DNS"
    )
    key(office, case_id, "cancellation", FactKind.CANCELLATION_KEYED)
    assert lines(office, case_id) == {}


def test_the_clocks_of_today_lead_to_their_entries(office):
    """W1 to W12: each clock that is met by keying has its entry here."""
    office.on(MADE)
    case_id = office.referred()
    ws = office.workspace
    assert prap.entry_for_clock(ws, case_id, "acknowledge_referral") == "acknowledge"
    assert prap.entry_for_clock(ws, case_id, "contact_participant") == ""
    keyed = {rule.kind for rule in ws.programme.facts if rule.keyed_on_prap}
    listed = {clock for rule in ws.programme.prap.entries for clock in rule.clocks}
    for clock in ws.programme.clocks:
        if clock.actionable and keyed & set(clock.stops):
            assert clock.id in listed
    assert keyed <= {form.fact for form in ws.programme.prap.forms}


def test_amb_58_special_customer_records_have_the_same_day_and_no_prap_task(office):
    """AMB-58, G4: handled on paper, so that nothing of them is taken in here or keyed; the day by which the
    referral is answered is that of any other, and that it was handed over stands with who did it."""
    office.on(MADE)
    with pytest.raises(BadInput) as refused:
        office.referred(scr="yes")
    assert (refused.value.field, refused.value.paragraph) == ("scr", "JFS 3.09")
    (told,) = cockpit.cockpit(office.workspace).todos
    assert told.case_id is None and "PR-00001" in told.what and "JFS 3.07, JFS 3.09" in told.why
    assert prap.worklist(office.workspace).to_key == () and caseload.how_many(office.workspace) == 0
    ordinary = lines(office, office.referred())["acknowledge"].entry
    assert told.due == ordinary.due == date(2021, 5, 19)
    (row,) = restricted_referrals.of_vault(office.workspace)
    restricted_referrals.hand_over(office.workspace, [row.id])
    (row,) = restricted_referrals.of_vault(office.workspace)
    assert (row.told_at, row.told_by) == (office.workspace.now(), "Rukhsana Khan")
    assert [one.kind for one in cockpit.cockpit(office.workspace).todos] == [putting_off.CLOCK]


def test_w1_the_count_of_the_rail_is_that_of_the_list(office):
    """Step by step over more cases than one step holds, late ones among them."""
    late = [accepted(office, first_name=f"Late{number}") for number in range(4)]
    office.on(TODAY)
    for number in range(21):
        office.referred(first_name=f"New{number}")
    counting, steps = prap.count(office.workspace), 0
    while True:
        try:
            next(counting)
        except StopIteration as ended:
            counted = ended.value
            break
        steps += 1
    to_key = prap.worklist(office.workspace).to_key
    assert counted == prap.late_and_now(line.entry for line in to_key)
    assert counted[1] >= 21 and steps == 2 and len(late) + 21 >= counted[1]
