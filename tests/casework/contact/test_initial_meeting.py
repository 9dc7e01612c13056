"""The initial meeting as a guided record: its steps, guards, evidence and dates (I1 to I21, E1, M11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.contact import busy_times, initial_meeting, meeting_verbs
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.contact.meeting_verbs import NextAppointment
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.documents.attachments import NewEvidence
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.evidence import case_documents, hand_issues
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions, wrap_up_start
from jfs_desktop.casework.sessions.sessions import SessionKind, WrapUp
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import Stage, stage_of
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep, StepState
from jfs_desktop.rules.plan.plan import Objective
from tests.answers import entry
from tests.casework.conftest import Office
from tests.documents.made_pictures import jpeg

MET = date(2021, 5, 26)


@pytest.fixture
def case_id(office: Office) -> UUID:
    """Accepted, contacted and booked; the clock stands at ten o'clock on the day of the meeting."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    office.on(MET, "10:00")
    return case_id


def begin(office: Office, case_id: UUID, channel: str = "video") -> UUID:
    started = sessions.start(
        office.workspace, case_id, kind=SessionKind.INITIAL_MEETING, channel=channel, at=office.clock.now()
    )
    return started.value.id


def read(office: Office, case_id: UUID) -> MeetingView:
    return initial_meeting.read(office.workspace, case_id)


def states(office: Office, case_id: UUID) -> dict[str, str]:
    return {one.step.value: one.state.value for one in read(office, case_id).steps}


def stage(office: Office, case_id: UUID) -> Stage:
    workspace = office.workspace
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    return stage_of(known, workspace.programme, workspace.calendar, workspace.today())


def aim(office: Office) -> Objective:
    return Objective(office.workspace.new_key(), "A CV that fits", "Rework it", "It is sent out", "adviser")


def whole_script(office: Office, case_id: UUID) -> None:
    """Everything between the beginning and the end."""
    workspace = office.workspace
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    for kind in (
        FactKind.PACK_SENT,
        FactKind.PACK_DISCUSSED,
        FactKind.OFFER_EXPLAINED,
        FactKind.VOLUNTEER_CONFIRMED,
    ):
        office.record(case_id, kind)
    meeting_verbs.agree_needs(
        workspace, case_id, entry(FactKind.NEEDS_AGREED, workspace.today()), [aim(office)]
    )
    meeting_verbs.agree_plan(
        workspace, case_id, WhatHappened(FactKind.JFAP_AGREED, workspace.today()), "Video call"
    )
    for kind in (FactKind.SHARING_TOLD, FactKind.COMMUNICATION_AGREED):
        office.record(case_id, kind)
    meeting_verbs.agree_next(workspace, case_id, NextAppointment(date(2021, 6, 2), time(11), "video"))


def hold(office: Office, session_id: UUID) -> None:
    office.clock.pass_by(60)
    start = wrap_up_start.begin(office.workspace, session_id)
    assert start.given != WrapUp() and not start.typed
    sessions.stop(office.workspace, session_id, at=office.clock.now(), wrap_up=start.given)


def test_the_timer_begins_the_meeting_and_the_script_goes_in_its_order(office: Office, case_id: UUID) -> None:
    """I1, T11, AMB-14: identity first, and what is to be done now is always one step."""
    assert read(office, case_id).now is MeetingStep.BEGIN
    begin(office, case_id)
    view = read(office, case_id)
    begun = view.fact(FactKind.INITIAL_MEETING_BEGUN)
    assert begun is not None and begun.channel == "video" and begun.on == MET
    assert view.now is MeetingStep.IDENTITY
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    assert read(office, case_id).now is MeetingStep.PACK
    office.record(case_id, FactKind.PACK_SENT)
    assert read(office, case_id).now is MeetingStep.PACK, "sent, but not talked through"
    assert [one.value for one in MeetingStep] == [
        "begin", "identity", "pack", "offer", "choice", "needs", "plan", "sharing", "in_touch", "next",
        "draft", "replies", "end",
    ]  # fmt: skip


def test_p3_the_end_of_a_meeting_that_agreed_nothing_yet_tells_what_was_written(
    office: Office, case_id: UUID
) -> None:
    """P3, I1: also where its wrap-up was opened before, and left with nothing in it."""
    session_id = begin(office, case_id)
    sessions.save_wrap_up_draft(office.workspace, session_id, WrapUp())
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    meeting_verbs.agree_needs(
        office.workspace, case_id, entry(FactKind.NEEDS_AGREED, office.workspace.today()), [aim(office)]
    )
    given = wrap_up_start.begin(office.workspace, session_id).given
    assert given.plan_changed and given.plan_summary == "Changed in this plan: Objectives"


def test_the_script_waits_until_it_is_known_who_it_is(office: Office, case_id: UUID) -> None:
    """I3: nothing of the script is recorded before identity is satisfied."""
    begin(office, case_id)
    for kind in (FactKind.PACK_DISCUSSED, FactKind.OFFER_EXPLAINED, FactKind.JFAP_AGREED):
        with pytest.raises(RefusedByRule, match="Confirm who the person is first") as refused:
            office.record(case_id, kind)
        assert refused.value.paragraph == "JFS 3.21"
    assert "JFS 3.21" in read(office, case_id).choices[FactKind.OFFER_EXPLAINED].refused


def test_two_items_or_one_document_with_kind_and_number(office: Office, case_id: UUID) -> None:
    """I4, I5, AMB-15."""
    said = {"method": "spoken", "evidence_type": "details"}
    with pytest.raises(BadInput, match="at least 2") as refused:
        office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=said | {"matched": "full_name"})
    assert refused.value.field == "matched"
    document = said | {"matched": "document", "evidence_type": "document_seen"}
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=document)
    assert refused.value.field == "document_kind"
    known = document | {"document_kind": "passport"}
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=known)
    assert refused.value.field == "document_reference"
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=known | {"document_reference": "533401372"})
    two = said | {"matched": "full_name,provider_records", "mismatch": "yes"}
    with pytest.raises(BadInput, match="only one of them") as refused:
        office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=two | {"not_matched": "full_name"})
    assert refused.value.field == "not_matched"
    kept = office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=two | {"not_matched": "referral_facts"})
    assert kept.detail["not_matched"] == "referral_facts", "what was asked in vain stands too"


def test_nobody_matches_what_is_not_held(office: Office, case_id: UUID) -> None:
    """I4: the number 'where held', and no address that the records do not have, on every road."""
    said = {"method": "spoken", "evidence_type": "details", "matched": "full_name,referral_facts"}
    for wrong in ({"matched": "address,ni_number"}, {"not_matched": "address"}):
        with pytest.raises(BadInput, match="do not hold") as refused:
            office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=said | wrong)
        assert (refused.value.field,) == tuple(wrong)
    with pytest.raises(BadInput, match="Add the picture") as unkept:
        office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=said | {"evidence_type": "picture"})
    assert unkept.value.field == "evidence_type", "I5: it is kept with the entry, or it is no evidence"
    held = office.referred(ni_number="AB123456C", address="1 High Street", postcode="LS1 4AB")
    for made, closed in ((case_id, {"ni_number", "address"}), (held, set())):
        asks = {one.key: one for one in read(office, made).choices[FactKind.IDENTITY_CONFIRMED].asks}
        for key in ("matched", "not_matched"):
            offered = {one.key for one in asks[key].offered}
            assert {one.key for one in asks[key].choices} - offered == closed


def test_an_identity_confirmed_on_an_earlier_day_is_not_that_of_the_meeting(
    office: Office, case_id: UUID
) -> None:
    """I3: each contact has its own."""
    office.on(MET - timedelta(days=2), "09:00")
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.on(MET, "10:00")
    begin(office, case_id)
    assert read(office, case_id).now is MeetingStep.IDENTITY


def test_a_picture_is_kept_with_the_confirmation_or_neither(office: Office, case_id: UUID) -> None:
    """I6, I7: encrypted evidence about the identity entry; the notice comes first; who looked is listed."""
    workspace = office.workspace
    begin(office, case_id)
    said = {"matched": "document,full_name", "method": "sent", "evidence_type": "picture"}
    said |= {"document_kind": "driving_licence", "document_reference": "NAIR 901010"}
    happened = WhatHappened(FactKind.IDENTITY_CONFIRMED, MET, time(10), detail=said)
    with pytest.raises(BadInput) as refused:
        meeting_verbs.confirm_identity(workspace, case_id, happened)
    assert refused.value.field == "evidence_type"
    rule = workspace.programme.evidence_purpose("identity_evidence")
    assert rule is not None
    checked = attachments.check(rule, jpeg())
    with pytest.raises(RefusedByRule, match="what a picture is for"):
        meeting_verbs.confirm_identity(
            workspace, case_id, happened, NewEvidence("identity_evidence", checked, "card.jpg")
        )
    assert read(office, case_id).now is MeetingStep.IDENTITY, "neither entry nor picture"
    evidence = NewEvidence("identity_evidence", checked, "card.jpg", "1", office.clock.now())
    fact_id = meeting_verbs.confirm_identity(workspace, case_id, happened, evidence).value
    (check,) = read(office, case_id).identity
    ((kept, looked),) = check.pictures
    assert (check.fact.id, kept.about, looked) == (fact_id, fact_id, ())
    attachments.content(workspace, kept.id)
    ((_, looked),) = read(office, case_id).identity[0].pictures
    assert [one.by for one in looked] == ["Rukhsana Khan"]


def test_a_doubt_stops_the_script_until_a_new_confirmation(office: Office, case_id: UUID) -> None:
    """I8: nothing is sent and nobody starts; the Work Coach is asked; the answer is logged."""
    begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, at=time(10, 0))
    office.clock.pass_by(60)
    doubt = office.record(case_id, FactKind.IDENTITY_DOUBTED, at=time(10, 1))
    found = states(office, case_id)
    assert (found["identity"], found["pack"], found["end"]) == ("now", "held_up", "held_up")
    for kind in (FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT, FactKind.INITIAL_MEETING_HELD):
        with pytest.raises(RefusedByRule):
            office.record(case_id, kind)
    asked = {"doubt": "identity", "facts": "Another date of birth.", "contact": "J. Ahmed"}
    office.record(
        case_id,
        FactKind.WORK_COACH_CONSULTED,
        detail=asked | {"decision": "waiting"},
        channel="telephone",
        about=doubt.id,
    )
    office.record(
        case_id,
        FactKind.WORK_COACH_CONSULTED,
        detail=asked | {"decision": "go_on", "answer": "A slip of the pen."},
        channel="telephone",
        about=doubt.id,
    )
    ws = office.workspace
    for document, goes in (("appointment_letter", False), ("cv", False), ("jfs07", True)):
        issued_documents.freeze(
            ws, case_id, issued_documents.NewDocument(kind=document, docx=document.encode())
        )
        line = case_documents.of_case(ws, case_id)[0]
        new = NewIssue("email", "a@example.org", office.clock.now())
        if goes:
            hand_issues.record(ws, line, new)
            continue
        with pytest.raises(RefusedByRule) as refused:
            hand_issues.record(ws, line, new)
        assert refused.value.paragraph == "JFS 3.26"
    view = read(office, case_id)
    assert view.doubt is not None and len(view.consultations) == 2 and not view.coach_unasked
    office.clock.pass_by(60)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, at=time(10, 2))
    view = read(office, case_id)
    assert view.doubt is None
    (past,) = view.doubts
    assert past.settled is not None and past.settled.at == datetime(2021, 5, 26, 9, 2, tzinfo=UTC)
    assert [one.detail.get("answer", "") for one in past.asked] == ["", "A slip of the pen."]
    office.record(case_id, FactKind.PACK_SENT)


def test_a_doubt_is_settled_by_the_coach_or_says_how(office: Office, case_id: UUID) -> None:
    """I8: another confirmation alone settles nothing, nor an answer that is still awaited."""
    begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_DOUBTED)
    asked = {"doubt": "identity", "facts": "Two names.", "contact": "J. Ahmed"}
    for consulted in (
        None,
        asked | {"doubt": "eligibility", "decision": "go_on"},
        asked | {"decision": "waiting"},
    ):
        if consulted is not None:
            office.record(case_id, FactKind.WORK_COACH_CONSULTED, detail=consulted)
        with pytest.raises(BadInput, match="Work Coach") as refused:
            office.record(case_id, FactKind.IDENTITY_CONFIRMED)
        assert (refused.value.field, refused.value.paragraph) == ("doubt_cleared_up", "JFS 3.26")
        assert read(office, case_id).coach_unasked
    how = {"in_doubt": "yes", "doubt_cleared_up": "Her sister had answered; she came to the telephone."}
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail=how)
    view = read(office, case_id)
    assert view.doubt is None and view.now is MeetingStep.PACK
    settled = view.doubts[0].settled
    assert settled is not None and settled.detail["doubt_cleared_up"].startswith("Her sister")


def test_from_begin_to_start(office: Office, case_id: UUID) -> None:
    """T11, T13, I19: held when the timer stops, started when every paper is there; the start date is
    the day of the meeting and of nothing else."""
    session_id = begin(office, case_id)
    whole_script(office, case_id)
    view = read(office, case_id)
    assert view.now is MeetingStep.DRAFT
    assert view.version is not None and view.version.number == 1 and view.version.agreed_how == "Video call"
    hold(office, session_id)
    view = read(office, case_id)
    assert view.held and view.case.start_date == MET
    meeting = view.fact(FactKind.INITIAL_MEETING_HELD)
    assert meeting is not None and (meeting.channel, meeting.by) == ("video", "Rukhsana Khan")
    assert meeting.detail["ended_at"] == "10:01", "I1: from the timer, not asked"
    assert stage(office, case_id) is Stage.STARTED
    agreed = [one for one in facts.of_case(office.workspace, case_id) if one.kind == "appointment_agreed"]
    assert len(agreed) == 1, "the wrap-up was given the appointment and did not record it twice"
    assert (view.dates.expected_end, view.dates.last_day) == (date(2021, 6, 10), date(2021, 6, 24))


def test_the_meter_of_the_start_evidence(office: Office, case_id: UUID) -> None:
    """AMB-13, T14, I16, I17: four papers; the start stands while replies are still to come."""
    workspace = office.workspace
    session_id = begin(office, case_id)
    whole_script(office, case_id)
    meeting_verbs.send_draft(
        workspace,
        case_id,
        WhatHappened(FactKind.DRAFT_JFAP_SENT, MET, time(10), channel="email", detail={"sent_to": "a@b.org"}),
    )
    hold(office, session_id)
    sent = read(office, case_id).fact(FactKind.DRAFT_JFAP_SENT)
    assert sent is not None
    (kept,) = issued_documents.of_case(workspace, case_id, kind="jfap")
    assert [one.fact_id for one in kept.issues] == [sent.id]
    assert (sent.detail["version"], sent.detail["pdf_sha256"]) == ("1", kept.pdf_sha256), "I16: which bytes"
    view = read(office, case_id)
    assert [one.counts for one in view.evidence] == [True, True, False, False]
    assert not view.evidence_complete and view.now is MeetingStep.REPLIES
    office.on(MET, "17:00")
    for kind in (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED):
        said = WhatHappened(kind, MET, time(16), channel="telephone", detail={"words": ""})
        with pytest.raises(BadInput) as refused:
            meeting_verbs.acknowledge(workspace, case_id, said)
        assert refused.value.field == "words"
        said = {"words": "'Yes, it came.'"}
        words = WhatHappened(kind, MET, time(16), channel="telephone", detail=said)
        with pytest.raises(BadInput) as refused:
            meeting_verbs.acknowledge(workspace, case_id, words)
        assert (refused.value.field, refused.value.paragraph) == ("identity", "JFS 3.21")  # I3: a call
        sure = replace(words, detail=said | {"identity": "confirmed"})
        meeting_verbs.acknowledge(workspace, case_id, sure)  # AMB-80: a noted call
    view = read(office, case_id)
    assert view.evidence_complete and view.now is None
    assert {one.state for one in view.steps} == {StepState.DONE}
    office.on(MET + timedelta(days=7))
    for kind in (FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT):  # once more, and a later version
        office.record(case_id, kind)
    later = read(office, case_id)
    for paper in later.evidence:  # what stands there is what counts, and what its proofs are kept with
        shown = later.fact(paper.kind)
        assert shown is not None
        assert (shown.id, shown.on, paper.counts) == (paper.fact_id, MET, True)


def test_a_pack_sent_after_the_day_of_the_meeting_does_not_count(office: Office, case_id: UUID) -> None:
    """I14: the start goes on, but the paper is no evidence of it."""
    begin(office, case_id)
    office.on(MET + timedelta(days=1))
    office.record(case_id, FactKind.PACK_SENT)
    pack = read(office, case_id).evidence[0]
    assert (pack.kind, pack.counts, pack.fact_id is not None) == (FactKind.PACK_SENT, False, True)


@pytest.mark.parametrize(("sent_at", "into"), [(time(9, 50), 0), (time(10), 0), (time(10, 12), 12)])
def test_a_pack_that_goes_out_in_the_meeting_is_told(
    office: Office, case_id: UUID, sent_at: time, into: int
) -> None:
    """I14: at or before the start of the meeting; later on its day it counts, and is warned about."""
    begin(office, case_id)
    office.clock.pass_by(20 * 60)
    office.record(case_id, FactKind.PACK_SENT, at=sent_at)
    pack = read(office, case_id).evidence[0]
    assert (pack.counts, pack.minutes_in) == (True, into)


def test_the_next_appointment_is_soon_or_says_why(office: Office, case_id: UUID) -> None:
    """I13: within five working days of the meeting; Monday 31 May was a bank holiday."""
    workspace = office.workspace
    begin(office, case_id)
    assert read(office, case_id).dates.next_by == date(2021, 6, 3)
    with pytest.raises(BadInput) as refused:
        meeting_verbs.agree_next(workspace, case_id, NextAppointment(date(2021, 6, 4), time(10)))
    assert (refused.value.field, refused.value.paragraph) == ("reason", "JFS 3.19")
    with pytest.raises(BadInput) as refused:
        meeting_verbs.agree_next(workspace, case_id, NextAppointment(MET, time(9)))
    assert refused.value.field == "on"
    late = NextAppointment(date(2021, 6, 4), time(10), "video", "Away until Thursday")
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-04"})
    assert (refused.value.field, refused.value.paragraph) == ("note", "JFS 3.19")
    with pytest.raises(BadInput) as refused:
        meeting_verbs.agree_next(workspace, case_id, replace(late, channel="letter"))
    assert (refused.value.field, refused.value.paragraph) == ("channel", "JFS 1.19")
    outcome = meeting_verbs.agree_next(workspace, case_id, late)
    fact = read(office, case_id).fact(FactKind.APPOINTMENT_AGREED)
    assert fact is not None and fact.detail["later_reason"] == "Away until Thursday"
    assert outcome.label and outcome.change_id is not None
    history.undo(workspace, outcome.change_id)
    assert read(office, case_id).fact(FactKind.APPOINTMENT_AGREED) is None


def test_a_late_appointment_of_the_wrap_up_says_why_too(office: Office, case_id: UUID) -> None:
    """I13: no way round it at the end of the meeting; a session held since leaves any day."""
    workspace, session_id = office.workspace, begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.clock.pass_by(60)
    assert meeting_verbs.next_by(workspace, sessions.one(workspace, session_id)) == date(2021, 6, 3)
    late = WrapUp(no_change_reason="No time", next_appointment=datetime(2021, 6, 4, 9, tzinfo=UTC))
    with pytest.raises(BadInput) as refused:
        sessions.stop(workspace, session_id, at=office.clock.now(), wrap_up=late)
    assert (refused.value.field, refused.value.paragraph) == ("later_reason", "JFS 3.19")
    explained = replace(late, later_reason="Away until Thursday")
    sessions.stop(workspace, session_id, at=office.clock.now(), wrap_up=explained)
    agreed = read(office, case_id).fact(FactKind.APPOINTMENT_AGREED)
    assert agreed is not None and agreed.detail["later_reason"] == "Away until Thursday"
    office.on(date(2021, 5, 28), "12:00")
    office.supported(case_id, 30)
    office.record(case_id, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-18"})


def test_clashes_are_told(office: Office, case_id: UUID) -> None:
    """I13, C9: the adviser's other appointments and the Jobcentre's."""
    begin(office, case_id)
    day = date(2021, 6, 2)
    other = office.met(first_name="Tom", last_name="Reid")
    office.record(other, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": day.isoformat(), "time": "11:00"})
    office.record(
        case_id,
        FactKind.JOBCENTRE_APPOINTMENT_TOLD,
        detail={"appointment_on": day.isoformat()},
    )
    found = busy_times.notes_on(office.workspace, case_id, day, time(11, 30))
    at_jobcentre = "The person has a Jobcentre appointment that day."
    assert [one.text for one in found] == [at_jobcentre, "You have Tom Reid at 11:00 that day."]
    assert [one.text for one in busy_times.notes_on(office.workspace, case_id, day, time(15))] == [
        at_jobcentre
    ]


def test_needs_go_into_the_plan_and_are_undone_with_it(office: Office, case_id: UUID) -> None:
    """I11, P5."""
    begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    workspace = office.workspace
    with pytest.raises(RefusedByRule, match="no objective yet"):
        meeting_verbs.agree_plan(workspace, case_id, WhatHappened(FactKind.JFAP_AGREED, MET), "Video call")
    outcome = meeting_verbs.agree_needs(workspace, case_id, entry(FactKind.NEEDS_AGREED, MET), [aim(office)])
    assert read(office, case_id).objectives == 1
    assert outcome.change_id is not None
    history.undo(workspace, outcome.change_id)
    assert read(office, case_id).objectives == 0
    assert read(office, case_id).fact(FactKind.NEEDS_AGREED) is None


def test_a_version_agreed_on_the_plans_own_tab_is_not_frozen_twice(office: Office, case_id: UUID) -> None:
    """I11, P1."""
    begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    workspace = office.workspace
    meeting_verbs.agree_needs(workspace, case_id, entry(FactKind.NEEDS_AGREED, MET), [aim(office)])
    plans.make_version(workspace, case_id, summary="First", agreed_how="by video")
    meeting_verbs.agree_plan(workspace, case_id, WhatHappened(FactKind.JFAP_AGREED, MET), "Video call")
    assert len(plans.open_plan(workspace, case_id).versions) == 1


def test_a_dropped_call_goes_on_in_another_session(office: Office, case_id: UUID) -> None:
    """I1: stopped in the middle and begun again, nothing is asked twice; the minutes of both stand."""
    first = begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.record(case_id, FactKind.PACK_SENT)
    office.clock.pass_by(120)
    sessions.stop(office.workspace, first, at=office.clock.now())
    view = read(office, case_id)
    assert view.now is MeetingStep.PACK and view.session is not None, "its wrap-up is owed"
    second = begin(office, case_id, "telephone")
    assert read(office, case_id).now is MeetingStep.PACK
    office.record(case_id, FactKind.JFAP_AGREED)
    whole = WrapUp(plan_changed=True, plan_summary="First aims", channel_reason="The line broke")
    office.clock.pass_by(60)
    sessions.stop(office.workspace, second, at=office.clock.now(), wrap_up=whole)
    sessions.wrap_up(office.workspace, first, whole)
    assert read(office, case_id).held


def test_why_somebody_will_not_start(office: Office, case_id: UUID) -> None:
    """M11, AMB-12, AMB-82, I21, T12: attended decides between Did Not Start and Did Not Attend; with a
    meeting its date and DNS stand together, without one DNA alone."""
    workspace = office.workspace
    meeting_verbs.not_starting(workspace, case_id, "Starts work on Monday", before=True, key="work")
    noted = facts.of_case(workspace, case_id)[0]
    assert (noted.kind, noted.detail["learned"]) == ("change_noticed", "before")
    entry = next(one.entry for one in prap.worklist(workspace).to_key if one.case_id == case_id)
    assert (entry.proposed, entry.answers) == (FactKind.DNA_KEYED, {"reason": "work"})
    with pytest.raises(RefusedByRule, match="attended"):
        office.record(case_id, FactKind.DNS_KEYED)
    session_id = begin(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.clock.pass_by(60)
    sessions.stop(
        workspace, session_id, at=office.clock.now(), wrap_up=WrapUp(no_change_reason="Does not start")
    )
    with pytest.raises(RefusedByRule, match="attended"):
        office.record(case_id, FactKind.DNA_KEYED)
    office.record(case_id, FactKind.DNS_KEYED)
    assert stage(office, case_id) is Stage.DNS
    assert read(office, case_id).case.start_date is None
    told = {"initial_meeting_held", "dns_keyed", "dna_keyed"}
    assert {one.kind: one.on for one in facts.of_case(workspace, case_id) if one.kind in told} == {
        "initial_meeting_held": MET, "dns_keyed": MET,
    }  # fmt: skip
    never_came = office.referred()
    office.record(never_came, FactKind.ACKNOWLEDGED)
    office.record(never_came, FactKind.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Rang"})
    office.record(never_came, FactKind.DNA_KEYED, detail={"reason": "ill", "evidence": "told"}, note="Rang")
    assert told & {one.kind for one in facts.of_case(workspace, never_came)} == {"dna_keyed"}


def test_nobody_starts_who_did_not_choose_to(office: Office, case_id: UUID) -> None:
    """E1, T13."""
    session_id = begin(office, case_id)
    whole_script(office, case_id)
    chosen = read(office, case_id).fact(FactKind.VOLUNTEER_CONFIRMED)
    assert chosen is not None
    facts.withdraw(office.workspace, chosen.id, "Was not said")
    hold(office, session_id)
    assert stage(office, case_id) is Stage.MEETING_HELD
    office.record(case_id, FactKind.VOLUNTEER_CONFIRMED)
    assert stage(office, case_id) is Stage.STARTED


def noted(office: Office, case_id: UUID, kind: FactKind) -> UUID:
    recorded = facts.of_case(office.workspace, case_id)
    return next(one.id for one in recorded if one.kind == kind and not one.withdrawn_reason)


def test_i17_after_an_end_no_step_is_now_but_the_replies_of_a_completer(office: Office) -> None:
    """I17, JFS 5.01: the pack was never talked through; after the end nobody is led there."""
    case_id = office.started()
    for kind in (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED):
        facts.withdraw(office.workspace, noted(office, case_id, kind), "It was of somebody else")
    assert read(office, case_id).now is MeetingStep.PACK
    office.finalised(case_id)
    office.record(case_id, FactKind.COMPLETED)
    view = read(office, case_id)
    assert view.now is MeetingStep.REPLIES and FactKind.PACK_ACKNOWLEDGED in view.chased
    facts.withdraw(office.workspace, noted(office, case_id, FactKind.COMPLETED), "Not yet")
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    view = read(office, case_id)
    assert view.now is None and FactKind.PACK_ACKNOWLEDGED not in view.chased
