"""The sub-machines of a case, move by move: start evidence, JFAP, CV, PRaP task, PRaP14 and change notice
(REQUIREMENTS, 'Sub-machines'). Requests, complaints and identity have files of their own."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID, uuid4

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.circumstances import circumstances
from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.prap import prap, prap_keying
from jfs_desktop.casework.prap.prap_keying import Keyed
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.meetings.initial_meeting import EVIDENCE
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.rules.prap.prap_entries import EntryState
from jfs_desktop.rules.programme.roles import Role
from tests.answers import said_with
from tests.casework.conftest import Office
from tests.casework.contact.test_initial_meeting import read

MADE, MET, DAY = date(2021, 5, 18), date(2021, 5, 26), date(2021, 6, 4)
AIMS = PlanContent(objectives=(Objective(uuid4(), "Two applications a week", "Apply", "Replies kept"),))


def counts(office: Office, case_id: UUID) -> list[bool]:
    return [one.counts for one in read(office, case_id).evidence]


def test_start_evidence_from_nothing_to_complete(office: Office) -> None:
    """Start evidence: Nothing, Pack sent, JFAP sent, Pack acknowledged, JFAP acknowledged; complete is all
    four, and no reply comes before its paper (T14, I14, I16, I17; J3.19, J4.04)."""
    case_id = office.met(MADE, MET)
    assert counts(office, case_id) == [False] * 4
    for place, kind in enumerate(EVIDENCE):
        assert not read(office, case_id).evidence_complete
        for reply, paper in ((K.PACK_ACKNOWLEDGED, K.PACK_SENT), (K.JFAP_ACKNOWLEDGED, K.DRAFT_JFAP_SENT)):
            if EVIDENCE.index(paper) >= place:
                with pytest.raises(RefusedByRule) as refused:
                    office.record(case_id, reply)
                assert refused.value.paragraph == "JFS 3.19"
        office.record(case_id, kind)
        assert counts(office, case_id) == [True] * (place + 1) + [False] * (3 - place)
    assert read(office, case_id).evidence_complete


def test_start_evidence_goes_back_when_an_entry_is_taken_back(office: Office) -> None:
    """Start evidence: a reply that was another's is none (T14)."""
    case_id = office.started(MADE, MET)
    assert read(office, case_id).evidence_complete
    reply = read(office, case_id).fact(K.JFAP_ACKNOWLEDGED)
    assert reply is not None
    facts.withdraw(office.workspace, reply.id, "Another participant's reply")
    assert counts(office, case_id) == [True, True, True, False]
    assert cases.case_view(office.workspace, case_id).stage == "started"


def test_jfap_from_first_draft_to_issued(office: Office) -> None:
    """JFAP: Draft v1, then Draft vN with each interaction, then Finalised, then Issued (J3.19, J4.05, J5.02):
    nothing is issued that was not finalised, and a return to support asks for both anew (T23)."""
    case_id = office.started(MADE, MET)
    plans.settle(office.workspace, case_id, AIMS)
    assert plans.make_version(office.workspace, case_id, summary="First").value.number == 1
    office.on(DAY, "16:00")
    office.supported(case_id, 60)
    assert plans.make_version(office.workspace, case_id, summary="After the session").value.number == 2
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.FINAL_JFAP_SENT)
    assert refused.value.paragraph == "JFS 5.02"
    office.record(case_id, K.FINALISING_BEGUN)
    for missing in ("summary", "next_steps"):
        with pytest.raises(BadInput) as asked:
            office.record(case_id, K.JFAP_FINALISED, detail={missing: "no"})
        assert (asked.value.field, asked.value.paragraph) == (missing, "JFS 5.02")
    office.record(case_id, K.JFAP_FINALISED)
    assert open_tests(office, case_id) >= {"jfap_copy_given"}
    assert "jfap_final" not in open_tests(office, case_id)
    office.record(case_id, K.FINAL_JFAP_SENT)
    assert not {"jfap_final", "jfap_copy_given"} & open_tests(office, case_id)
    office.record(case_id, K.FINALISING_PAUSED)
    assert {"jfap_final", "jfap_copy_given"} <= open_tests(office, case_id)


def open_tests(office: Office, case_id: UUID) -> set[str]:
    return {one.key for one in completion.of_case(office.workspace, case_id) if not one.met}


def test_no_version_of_the_jfap_is_made_after_praps_own_end(office: Office) -> None:
    """JFAP: once PRaP has ended the case by itself nobody agrees a plan any more (T24, J5.01)."""
    case_id = office.started(MADE, MET)
    plans.settle(office.workspace, case_id, AIMS)
    office.on(date(2021, 6, 29))
    assert cases.case_view(office.workspace, case_id).stage == "auto_ended"
    with pytest.raises(RefusedByRule) as refused:
        plans.make_version(office.workspace, case_id, summary="After the end")
    assert refused.value.paragraph == "JFS 5.01"
    assert plans.open_plan(office.workspace, case_id).versions == ()


def test_a_frozen_version_of_the_jfap_is_never_written_over(office: Office) -> None:
    """JFAP: each version stands as it was agreed, whatever is edited later (P1, P9, J4.09)."""
    case_id = office.started(MADE, MET)
    plans.settle(office.workspace, case_id, AIMS)
    plans.make_version(office.workspace, case_id, summary="First")
    plans.settle(office.workspace, case_id, PlanContent(objectives=AIMS.objectives, next_steps="Ring"))
    (first,) = plans.open_plan(office.workspace, case_id).versions
    assert first.content.next_steps == "" and first.content.objectives == AIMS.objectives


@pytest.mark.parametrize("end", [K.WITHDREW, K.DISENGAGED])
def test_jfap_is_frozen_by_an_early_end(office: Office, end: K) -> None:
    """JFAP: branch Frozen, at an early end and from whatever came before it (X9, AMB-23, J5.12)."""
    case_id = office.started(MADE, MET)
    plans.settle(office.workspace, case_id, AIMS)
    office.on(DAY, "12:00")
    for kind in dict.fromkeys((end, K.WITHDREW)):
        office.record(case_id, kind)
    office.record(case_id, K.ENDED_EARLY)
    (frozen,) = plans.open_plan(office.workspace, case_id).versions
    assert frozen.summary == plans.FROZEN and frozen.content.objectives == AIMS.objectives


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"how": "made"}, ""),
        ({"how": "improved"}, ""),
        ({"how": "kept", "declined_reason": "Likes it", "kept_where": "With us", "confirmed": "yes"}, ""),
        ({"how": "kept", "kept_where": "With us", "confirmed": "yes"}, "declined_reason"),
        ({"how": "kept", "declined_reason": "Likes it", "kept_where": "With us"}, "confirmed"),
        ({"how": "none"}, "how"),
    ],
)
def test_cv_from_made_or_existing_to_final_or_declined(
    office: Office, said: dict[str, str], missing: str
) -> None:
    """CV: made or improved, then final; branch Declined needs its reason and their word (AMB-22, J4.14)."""
    case_id = office.started(MADE, MET)
    office.on(DAY, "16:00")
    if missing:
        with pytest.raises(BadInput) as asked:
            office.record(case_id, K.CV_AGREED, detail={"how": ""} | said)
        assert asked.value.field == missing
    else:
        office.record(case_id, K.CV_AGREED, detail=said)
    assert ("cv" in open_tests(office, case_id)) is bool(missing)


def state(office: Office, case_id: UUID, entry: str = "acknowledge") -> EntryState:
    listed = prap.worklist(office.workspace)
    return next(
        one.entry.state
        for one in (*listed.to_key, *listed.keyed)
        if one.case_id == case_id and one.entry.key == entry
    )


def key(office: Office, case_id: UUID, kind: K, **detail: str) -> UUID:
    said, _ = said_with(office.workspace.programme, kind, detail)
    happened = WhatHappened(kind, office.workspace.today(), detail=said, late_reason="Away")
    return prap_keying.key(office.workspace, case_id, "acknowledge", Keyed(happened)).value


def test_prap_task_from_open_to_proved(office: Office) -> None:
    """PRaP task: Open, Handed over, Keyed, Proof stored; keyed only by somebody with the role (W14, W16)."""
    ws = office.workspace
    other = staff.add(ws, name="Gareth Pugh", role=Role.ADVISER, prap_role=True).value
    case_id = office.referred()
    assert state(office, case_id) is EntryState.OPEN
    staff.change(ws, ws.me.id, name=ws.me.name, role=Role.ADVISER, prap_role=False)
    with pytest.raises(BadInput) as refused:
        key(office, case_id, K.ACKNOWLEDGED)
    assert refused.value.paragraph == "JFS 6.14"
    prap_keying.hand_over(ws, case_id, "acknowledge", other.id)
    assert state(office, case_id) is EntryState.HANDED_OVER
    ws.me = other
    prap_keying.take_over(ws, case_id, "acknowledge")
    fact_id = key(office, case_id, K.ACKNOWLEDGED, proof="")
    assert state(office, case_id) is EntryState.KEYED
    prap_keying.prove(ws, fact_id, "Accepted, PRaP 12")
    assert state(office, case_id) is EntryState.PROVED


def test_prap_task_overdue(office: Office) -> None:
    """PRaP task: Overdue, handed over or not, until it is keyed (W6, W14)."""
    office.on(MADE)
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    office.on(date(2021, 6, 2), "09:00")
    office.record(case_id, K.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Will not come"})
    assert state(office, case_id, "outcome") is EntryState.OPEN
    office.on(date(2021, 6, 3), "09:00")
    assert state(office, case_id, "outcome") is EntryState.OVERDUE
    other = staff.add(office.workspace, name="Gareth Pugh", role=Role.ADVISER, prap_role=True).value
    prap_keying.hand_over(office.workspace, case_id, "outcome", other.id)
    assert state(office, case_id, "outcome") is EntryState.OVERDUE
    office.record(case_id, K.DNA_KEYED, late_reason="PRaP was down")
    assert state(office, case_id, "outcome") is EntryState.KEYED


def test_prap14_from_the_error_to_cancelled(office: Office) -> None:
    """PRaP14: Drafted, Sent, POST confirmed, Cancelled, each only after the one before; the start is on PRaP
    (T29, T30, W8, W9; J3.37, J3.38)."""
    way = (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT, K.POST_CONFIRMED, K.CANCELLATION_KEYED)
    paragraphs = ("JFS 3.37", "JFS 3.37", "JFS 3.38", "JFS 3.38")
    unkeyed = office.met(MADE, MET)
    with pytest.raises(RefusedByRule) as refused:
        office.record(unkeyed, way[0])
    assert refused.value.paragraph == "JFS 3.37"
    case_id = office.started(MADE, MET)
    office.on(DAY, "12:00")
    for place, kind in enumerate(way):
        for later in range(place + 1, len(way)):
            with pytest.raises(RefusedByRule) as refused:
                office.record(case_id, way[later])
            assert refused.value.paragraph == paragraphs[later]
        office.record(case_id, kind)
    assert cases.case_view(office.workspace, case_id).stage == "cancelled"


def test_prap14_refused_by_post_lets_the_case_go_on(office: Office) -> None:
    """PRaP14: refused, so that nothing waits to be cancelled; the start stands, its days ran on, and POST can
    be asked again (T29, T30, W8, W9, X16; J3.37, J3.38, J5.08)."""
    ws, case_id = office.workspace, office.started(MADE, MET)

    def now_in() -> str:
        return cases.case_view(ws, case_id).stage

    office.on(DAY, "12:00")
    wrong = office.record(case_id, K.ERROR_FOUND_AFTER_START)
    sent = office.record(case_id, K.PRAP14_SENT)
    with pytest.raises(BadInput) as asked:
        office.record(case_id, K.POST_CONFIRMED, detail={"post_answer": "refused"})
    assert asked.value.field == "post_words"
    no = {"post_answer": "refused", "post_words": "The other referral is the double."}
    said = office.record(case_id, K.POST_CONFIRMED, detail=no)
    assert now_in() == "started"
    assert not {"post_reply", "cancellation", "prap14"} & {
        one.entry.key for one in prap.worklist(ws).to_key if one.case_id == case_id
    }
    ending = endings.of_case(ws, case_id)
    assert (ending.papers.error, ending.papers.refused) == (None, (DAY, no["post_words"]))
    assert ending.served and ending.auto_clock is not None and ending.auto_clock.is_open
    by_id = {one.id: one for one in facts.of_case(ws, case_id)}
    assert by_id[sent.id].note.startswith("Refused by POST")
    for one in (wrong, sent):
        with pytest.raises(RefusedByRule, match="POST refused it on"):
            facts.withdraw(ws, one.id, "Not so")
    facts.withdraw(ws, said.id, "It was about another case")
    assert now_in() == "cancel_pending"
    again = office.record(case_id, K.POST_CONFIRMED, detail=no)
    lines = [line for one in history.of_case(ws, case_id) for line in one.details]
    aside = [line for line in lines if line.endswith(("refused by POST", "counts again"))]
    assert len(aside) == 6 and not any("post refused" in line for line in lines), "no key is told"
    office.on(date(2021, 6, 28), "12:00")
    assert now_in() == "auto_ended", "PRaP ended it by itself meanwhile, since nothing was cancelled"
    office.on(DAY, "12:30")
    office.record(case_id, K.ERROR_FOUND_AFTER_START)
    with pytest.raises(RefusedByRule, match="came after it"):
        facts.withdraw(ws, again.id, "It was about another case")
    office.record(case_id, K.PRAP14_SENT)
    office.record(case_id, K.POST_CONFIRMED)
    office.record(case_id, K.CANCELLATION_KEYED)
    assert now_in() == "cancelled"


def test_prap14_goes_to_posts_own_address_or_says_why(office: Office) -> None:
    """W8, AMB-39: the fixed address stands with the sending by itself; any other needs a word in the note."""
    case_id = office.started(MADE, MET)
    office.on(DAY, "12:00")
    office.record(case_id, K.ERROR_FOUND_AFTER_START)
    elsewhere = {"sent_to": "somebody@example.org"}
    with pytest.raises(BadInput) as refused:
        office.record(case_id, K.PRAP14_SENT, detail=elsewhere)
    assert (refused.value.field, refused.value.paragraph) == ("sent_to", "JFS 3.37")
    sent = office.record(case_id, K.PRAP14_SENT)
    assert sent.detail["sent_to"] == office.workspace.programme.prap.post_address == "PRAP.SUPPORT@DWP.GOV.UK"
    facts.withdraw(office.workspace, sent.id, "It had gone to another address")
    other = office.record(case_id, K.PRAP14_SENT, detail=elsewhere, note="POST asked for it there by phone")
    assert other.detail["sent_to"] == "somebody@example.org"


def test_prap14_overdue_after_24_hours(office: Office) -> None:
    """PRaP14: Overdue after 24 hours, to the minute (W9, AMB-36)."""
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 3), "12:00")
    office.record(case_id, K.ERROR_FOUND_AFTER_START)
    office.record(case_id, K.PRAP14_SENT)
    office.record(case_id, K.POST_CONFIRMED, at=time(11, 0))
    office.on(DAY, "10:59")
    assert state(office, case_id, "cancellation") is EntryState.OPEN
    office.on(DAY, "11:01")
    assert state(office, case_id, "cancellation") is EntryState.OVERDUE


@pytest.mark.parametrize("form", ["cepd1", "uc78e"])
def test_change_notice_from_logged_to_closed(office: Office, form: str) -> None:
    """Change notice: logged, Considered, Actioned, Closed; considered before closed, and nothing after
    (M8; J4.23 to J4.25)."""
    case_id = office.started(MADE, MET)
    office.on(DAY, "10:00")
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.CHANGE_NOTICE_CONSIDERED)
    assert refused.value.paragraph == "JFS 4.23"
    office.record(case_id, K.CHANGE_NOTICE_RECEIVED, detail={"form": form})
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.CHANGE_NOTICE_CLOSED)
    assert refused.value.paragraph == "JFS 4.24"
    office.record(case_id, K.CHANGE_NOTICE_CONSIDERED, detail={"action": "Appointments moved."})
    office.record(case_id, K.CHANGE_NOTICE_CLOSED)
    (notice,) = circumstances.of_case(office.workspace, case_id).notices
    assert (notice.state, notice.mark) == ("Closed", "good")
    for kind in (K.CHANGE_NOTICE_CONSIDERED, K.CHANGE_NOTICE_CLOSED):
        with pytest.raises(RefusedByRule) as refused:
            office.record(case_id, kind)
        assert refused.value.paragraph == "JFS 4.24"
