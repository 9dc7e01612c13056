"""What the script of the initial meeting waits for, by which channels its papers go and come back, and what
proves a start (I2, I9, I10, I12, I14, I18, I20, X3, AMB-13, AMB-28, AMB-73, AMB-80, AMB-81)."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import docx
import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.contact.meeting_verbs import acknowledge
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.documents.attachments import NewEvidence
from jfs_desktop.casework.evidence import start_evidence
from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.plan import plan_export, plans
from jfs_desktop.casework.recording import agreed_way, fact_choices, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep, StepState
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.store.profiles import shipped_texts
from tests.answers import entry
from tests.casework.conftest import Office
from tests.casework.contact.test_initial_meeting import begin, case_id, hold, read, whole_script
from tests.documents.made_pictures import jpeg

__all__ = ["case_id"]

MET = date(2021, 5, 26)
GATES = {
    MeetingStep.OFFER: K.OFFER_EXPLAINED,
    MeetingStep.CHOICE: K.VOLUNTEER_CONFIRMED,
    MeetingStep.SHARING: K.SHARING_TOLD,
    MeetingStep.IN_TOUCH: K.COMMUNICATION_AGREED,
}


@pytest.mark.parametrize("step", GATES)
def test_the_script_is_not_done_without(office: Office, case_id: UUID, step: MeetingStep) -> None:
    """I9, I10, I12, E1: the way of keeping in touch, the offer, the word about sharing and the choice are
    each asked for until they are recorded, with who and when."""
    begin(office, case_id)
    whole_script(office, case_id)
    kind = GATES[step]
    told = read(office, case_id).fact(kind)
    assert told is not None and (told.by, told.on) == ("Rukhsana Khan", MET)
    facts.withdraw(office.workspace, told.id, "Was not said")
    view = read(office, case_id)
    assert view.now is step and view.step(step).state is StepState.NOW
    office.record(case_id, kind)
    assert read(office, case_id).step(step).state is StepState.DONE


def test_the_offer_is_answered_part_by_part_and_the_last_day_told(office: Office, case_id: UUID) -> None:
    """I10: 1-2-1 hours and group each with their answer, told when provision ends at the latest; the dates
    are shown with it: the tenth and the twentieth working day."""
    begin(office, case_id)
    office.record(case_id, K.IDENTITY_CONFIRMED)
    with pytest.raises(BadInput) as refused:
        office.record(case_id, K.OFFER_EXPLAINED, detail={"limit_told": "no"})
    assert (refused.value.field, refused.value.paragraph) == ("limit_told", "JFS 3.19")
    said = {"one_to_one": "accepted", "group": "declined"}
    assert said.items() <= office.record(case_id, K.OFFER_EXPLAINED, detail=said).detail.items()
    dates = read(office, case_id).dates
    assert (dates.expected_end, dates.ceiling) == (date(2021, 6, 10), date(2021, 6, 24))
    meeting_verbs.explain_offer(office.workspace, case_id, entry(K.OFFER_EXPLAINED, MET))
    told = read(office, case_id).fact(K.OFFER_EXPLAINED)
    assert (
        told is not None
        and {
            "offered_minutes": "240",
            "offered_group_sessions": "1",
            "ceiling_date_told": "2021-06-24",
            "expected_end_told": "2021-06-10",
        }.items()
        <= told.detail.items()
    )


def test_the_agreed_way_is_the_one_of_every_later_contact(office: Office, case_id: UUID) -> None:
    """I9: agreed once, it is proposed first and another way asks why (M3)."""
    begin(office, case_id)
    whole_script(office, case_id)
    assert read(office, case_id).preferred == "video"
    office.record(case_id, K.COMMUNICATION_AGREED, detail={"preferred": "text", "fallback": "email"})
    view = read(office, case_id)
    assert (view.preferred, view.agreed_way) == ("text", ""), "no session is held by text or e-mail"
    office.record(case_id, K.COMMUNICATION_AGREED, detail={"preferred": "text", "fallback": "video"})
    offered = {one.kind: one.agreed for one in fact_choices.of_kinds(office.workspace, case_id, ASKED)}
    assert offered == {
        K.CONTACTED: "text",
        K.SUPPORT_GIVEN: "video",
        K.FINAL_JFAP_SENT: "text",
        K.WORK_COACH_CONSULTED: "",
    }
    assert agreed_way.of_case(office.workspace, case_id, "session") == "video"


ASKED = (K.CONTACTED, K.SUPPORT_GIVEN, K.FINAL_JFAP_SENT, K.WORK_COACH_CONSULTED)


def test_only_a_cleared_way_can_be_booked_or_agreed(office: Office, case_id: UUID) -> None:
    """I2: how the meeting is held, and how they are reached, is chosen among the cleared channels."""
    channel_clearances.take_back(office.workspace, "chat", "Under review")
    begin(office, case_id)
    for kind, key in ((K.MEETING_BOOKED, "method"), (K.COMMUNICATION_AGREED, "preferred")):
        with pytest.raises(BadInput, match="Online chat is not cleared") as refused:
            office.record(case_id, kind, detail={key: "chat", "booked_for": "2021-05-27"})
        assert refused.value.field == key
        (choice,) = fact_choices.of_kinds(office.workspace, case_id, [kind])
        (asked,) = (one for one in choice.asks if one.key == key)
        assert "chat" not in {one.key for one in asked.offered} and asked.choices != asked.offered
    assert "chat" not in dict(read(office, case_id).ways)


PAPERS = {K.PACK_SENT: K.PACK_ACKNOWLEDGED, K.DRAFT_JFAP_SENT: K.JFAP_ACKNOWLEDGED}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("channel", ["chat", "email", "text", "portal", "letter"])
def test_papers_go_and_come_back_by_any_cleared_channel_with_proof(
    office: Office, channel: str, paper: K
) -> None:
    """I2, I14, I16 to I18, AMB-80: any suitable channel for sending and for the reply, post too; the reply is
    kept as it came, about its own entry, and can be brought out."""
    made = office.met()
    sent = office.record(made, paper, channel=channel, detail={"sent_to": "1 High Street"})
    assert sent.channel == channel and sent.detail["sent_to"] == "1 High Street"
    rule = office.workspace.programme.evidence_purpose("start_communication")
    assert rule is not None
    came = NewEvidence("start_communication", attachments.check(rule, jpeg()), "reply.jpg")
    said = WhatHappened(PAPERS[paper], MET, time(16), channel=channel)
    reply = acknowledge(office.workspace, made, said, came).value
    (kept,) = attachments.of_case(office.workspace, made, about=reply)
    assert (kept.name, kept.retention_class) == ("reply.jpg", "start_communications")
    assert attachments.content(office.workspace, kept.id).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"channel": "email", "detail": {"words": "I have got the pack."}}, "words"),
        ({"at": None, "detail": {"words": "I have got the pack."}}, "at"),
        ({"detail": {"words": "I have not received the pack."}}, "words"),
    ],
)
def test_i17_what_proves_no_receipt_is_not_noted_as_one(
    office: Office, said: dict[str, Any], field: str
) -> None:
    """AMB-80: an e-mail is kept itself; words have their time, and are read as those of a reply are."""
    made = office.met()
    office.record(made, K.PACK_SENT, channel="text", detail={"sent_to": "07700 900123"})
    noted = WhatHappened(
        K.PACK_ACKNOWLEDGED, MET, time(16), channel="text", detail={"words": "I have got the pack."}
    )
    with pytest.raises(BadInput) as refused:
        acknowledge(office.workspace, made, replace(noted, **said))
    assert refused.value.field == field
    acknowledge(office.workspace, made, noted)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("channel", ["", "face_to_face", "telephone", "whatsapp"])
def test_papers_go_by_no_other_channel(office: Office, channel: str, paper: K) -> None:
    """I2: only channels cleared for documents; by telephone nothing can be sent."""
    made = office.met()
    with pytest.raises(BadInput) as refused:
        office.record(made, paper, channel=channel)
    assert (refused.value.field, refused.value.paragraph) == ("channel", "JFS 3.18")


def test_the_evidence_of_a_start_is_handed_over_whole(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I14, I16 to I18, I20: the list of what was recorded, the JFAP as it went out, the proof of its sending
    and the reply as they came; each with its hash, who took them is recorded, and no name is on the file."""
    ws, session_id = office.workspace, begin(office, case_id)
    with pytest.raises(RefusedByRule):
        start_evidence.export(ws, case_id, tmp_path / "early.zip")
    whole_script(office, case_id)
    sent = meeting_verbs.send_draft(ws, case_id, entry(K.DRAFT_JFAP_SENT, MET, channel="email")).value
    hold(office, session_id)
    rule = ws.programme.evidence_purpose("start_communication")
    assert rule is not None
    reply = NewEvidence("start_communication", attachments.check(rule, jpeg()), "reply: mine.jpg")
    acknowledge(ws, case_id, entry(K.JFAP_ACKNOWLEDGED, MET, channel="text"), reply)
    attachments.keep(ws, case_id, "start_communication", jpeg(), "sent.jpg", about=sent)
    with pytest.raises(BadInput):
        start_evidence.export(ws, case_id, tmp_path / "evidence.pdf")
    file = start_evidence.export(ws, case_id, tmp_path / "evidence.zip").value
    with zipfile.ZipFile(file) as found:
        names = found.namelist()
        words = found.read(start_evidence.LIST).decode("utf-8-sig")
        held = {name: hashlib.sha256(found.read(name)).hexdigest() for name in names[1:-1]}
        assert all(f"{digest}  {name}" in found.read("SHA256SUMS").decode() for name, digest in held.items())
    plan = "Job Finding Action Plan, version 1"
    assert names == [
        start_evidence.LIST, f"1 - {plan}.docx", f"2 - {plan}.pdf", "3 - reply- mine.jpg", "4 - sent.jpg",
        "SHA256SUMS",
    ]  # fmt: skip
    assert all(f"{name}: " in words and digest in words for name, digest in held.items())
    assert (
        "Start date: Wednesday 26 May 2021" in words
        and "Receipt of the pack confirmed: NOT THERE YET" in words
    )
    (document,) = issued_documents.of_case(ws, case_id, kind="jfap")
    assert held[f"1 - {plan}.docx"] == document.docx_sha256
    assert "start_evidence_saved" in {one.kind for one in facts.of_case(ws, case_id)}
    assert len(attachments.openings(ws, attachments.of_case(ws, case_id)[0].id)) == 1


def test_i20_the_jfap_bears_the_day_of_the_start(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I20, I19: the day of the initial meeting stands on the JFAP, is the start date, and follows it when
    the meeting is corrected; it is nobody's to type."""
    session_id = begin(office, case_id)
    whole_script(office, case_id)
    hold(office, session_id)
    ws = office.workspace
    plan = plans.open_plan(ws, case_id)
    assert plan.initial_meeting_on == cases.case_view(ws, case_id).start_date == MET
    office.on(date(2021, 6, 1))
    written = plan_export.export(ws, case_id, tmp_path / "plan.docx").value
    opened = docx.Document(str(written))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in opened.paragraphs), *cells])
    assert "26\u00a0May 2021" in text


@pytest.mark.parametrize("reminded", [True, False])
def test_x3_the_final_message_reminds_of_the_call(office: Office, reminded: bool) -> None:
    """X3, X14, T24, AMB-28: the covering message tells that DWP may ring, or it does not count as sent; with
    it nothing more has to be told at the exit."""
    made = office.started()
    office.on(date(2021, 6, 4), "16:00")
    office.record(made, K.FINALISING_BEGUN)
    office.record(made, K.JFAP_FINALISED)
    if not reminded:
        with pytest.raises(BadInput) as refused:
            office.record(made, K.FINAL_JFAP_SENT, detail={"call_reminder": "no"})
        assert (refused.value.field, refused.value.paragraph) == ("call_reminder", "JFS 5.20")
        return
    sent = office.record(made, K.FINAL_JFAP_SENT, channel="email", detail={"sent_to": "p@example.org"})
    assert (sent.channel, sent.detail["sent_to"]) == ("email", "p@example.org")
    office.record(made, K.WITHDREW)
    office.record(made, K.ENDED_EARLY, detail={"call_not_told_reason": ""})
    assert cases.case_view(office.workspace, made).stage == "early_completer"


def test_amb_81_somebody_met_and_not_keyed_is_no_participant_any_more(office: Office) -> None:
    """AMB-81, W10, T16: no timer, no session and no start; what was done stays readable, and the minutes do
    not go over into the next referral."""
    made = office.met(date(2021, 5, 4), date(2021, 5, 11), ni_number="AB123456C")
    office.supported(made, 60)
    office.on(date(2021, 6, 4))
    assert cases.case_view(office.workspace, made).stage == "auto_dna"
    with pytest.raises(RefusedByRule) as refused:
        sessions.start(office.workspace, made, channel="video", identity="confirmed", at=office.clock.now())
    assert refused.value.paragraph == "JFS 3.40"
    for kind in (K.SESSION_HELD, K.START_KEYED):
        with pytest.raises(RefusedByRule) as refused:
            office.record(made, kind, late_reason="Away")
        assert refused.value.paragraph == "JFS 3.40"
    assert sessions.total(office.workspace, made).minutes == 60
    again = office.referred(ni_number="AB123456C")
    assert sessions.total(office.workspace, again).minutes == 0


def test_amb_73_each_case_bears_the_guidance_it_began_under(office: Office) -> None:
    """AMB-73: records are stamped with the version in force; a newer one holds for what comes after."""
    ws = office.workspace
    old = office.referred()
    ws.adopt((*shipped_texts("jfs-2021"), 'version = "2022-01-01.1"\n'))
    new = office.referred()
    assert [ws.programme_of(one).version for one in (old, new)] == ["2021-07-23.1", "2022-01-01.1"]


def test_p1_p5_a_plan_of_the_start_is_dated_and_its_objectives_can_be_measured(office: Office) -> None:
    """P1, P5, I11: version 1 bears the day of the meeting; an objective without a measure stops it."""
    made = office.met()
    ws = office.workspace
    plans.settle(ws, made, PlanContent(objectives=(Objective(uuid4(), "Find work", "Apply"),)))
    with pytest.raises(RefusedByRule) as refused:
        plans.make_version(ws, made, summary="First")
    assert refused.value.paragraph == "JFS 4.05"
    plans.settle(ws, made, PlanContent(objectives=(Objective(uuid4(), "Find work", "Apply", "Two a week"),)))
    version = plans.make_version(ws, made, summary="First", agreed_how="by video").value
    assert (version.number, version.made_at.date(), version.agreed_how) == (1, MET, "by video")
