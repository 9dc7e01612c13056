"""Everything on a case as evidence: class, day, who, hash and how it stands (C7, D5, I18, W16, MI12)."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.evidence import evidence
from jfs_desktop.casework.evidence.evidence import CaseEvidence, EvidenceLine, Opens, State
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.prap import prap_keying
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.replies import replies
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.replies.reply_kinds import Paper
from tests.casework.conftest import MET, Office
from tests.casework.mailed import OWN, SERVER
from tests.casework.replies.test_replies import BOTH, bring, reply, send
from tests.documents.made_pictures import jpeg

DAY = date(2021, 6, 4)


def found(view: CaseEvidence, title: str) -> EvidenceLine:
    (line,) = [one for one in view.lines if one.title.startswith(title)]
    return line


def keys(view: CaseEvidence) -> set[str]:
    return {one.key for one in view.missing}


def test_a_case_that_is_not_there_is_told(office: Office) -> None:
    """D5: no empty list for nobody."""
    with pytest.raises(NotFound):
        evidence.of_case(office.workspace, UUID(int=5))


def test_everything_is_there_with_its_class_day_person_and_hash(office: Office) -> None:
    """D5, I5, P9, W16: entries, pictures, documents and sessions of one case, each in its class."""
    case_id = office.started()
    ws, picture = office.workspace, jpeg()
    check = attachments.keep(
        ws, case_id, "identity_evidence", picture, "passport.jpg", notice_version="1"
    ).value
    kept = issued_documents.freeze(
        ws, case_id, issued_documents.NewDocument(kind="jfap", pdf=b"%PDF-1.7 the plan", version="1")
    ).value
    office.on(DAY, "16:00")
    office.supported(case_id, 45)
    view = evidence.of_case(ws, case_id)
    classes = {one.key: one.name for one in view.classes}
    assert {"identity", "contact", "pack", "jfap", "sessions", "prap", "referral"} <= set(classes)
    shown = found(view, "Identity check, picture")
    assert (shown.id, shown.opens, shown.asked_for) == (check.id, Opens.FILE, True)
    assert shown.sha256 == attachments.of_case(ws, case_id)[0].sha256 and shown.by == "Rukhsana Khan"
    plan = found(view, "Job Finding Action Plan, version 1")
    assert (plan.id, plan.opens, plan.class_key) == (kept.id, Opens.DOCUMENT, "jfap")
    assert plan.sha256 == hashlib.sha256(b"%PDF-1.7 the plan").hexdigest()
    session = found(view, "1-2-1 session")
    assert session.opens is Opens.SESSION and session.details[0] == "45 min"
    assert not [one for one in view.lines if one.title == "1-2-1 session held"]
    sent = found(view, "Induction pack sent")
    assert (sent.on, sent.state, sent.paragraph) == (MET[1], State.THERE, "JFS 3.19")
    order = [one.key for one in ws.programme.evidence_classes]
    places = [order.index(one.class_key) for one in view.lines]
    assert places == sorted(places)


def test_what_was_taken_back_stays_with_its_reason(office: Office) -> None:
    """D5, JFS 7.04: an entry and a picture that were wrong keep their line, and prove nothing."""
    case_id = office.started()
    ws = office.workspace
    entry = next(one for one in facts.of_case(ws, case_id) if one.kind == K.PACK_ACKNOWLEDGED)
    kept = attachments.keep(ws, case_id, "start_communication", jpeg(), "a.jpg", about=entry.id).value
    attachments.take_back(ws, kept.id, "Somebody else's reply")
    facts.withdraw(ws, entry.id, "Somebody else's reply")
    view = evidence.of_case(ws, case_id)
    line = found(view, "Receipt of the pack confirmed")
    assert line.state is State.TAKEN_BACK and "Taken back: Somebody else's reply" in line.details
    file = found(view, "Communication at the start, picture")
    assert file.state is State.TAKEN_BACK and "Erased: Somebody else's reply" in file.details
    assert "pack_acknowledged" in keys(view)


def test_a_late_pack_and_a_reason_for_lateness_are_late(office: Office) -> None:
    """I14, JFS 7.04: the day it was due stands beside it."""
    case_id = office.met()
    office.on(date(2021, 5, 27))
    office.record(case_id, K.VOLUNTEER_CONFIRMED)
    office.record(case_id, K.PACK_SENT)
    line = found(evidence.of_case(office.workspace, case_id), "Induction pack sent")
    assert line.state is State.LATE and line.details[0] == "Due by 26 May 2021"


def test_w16_a_proof_ends_its_gap(office: Office) -> None:
    """W16, JFS 3.29: each keyed entry wants its proof, by words or by a picture."""
    case_id = office.started()
    ws = office.workspace
    before = [one.text for one in evidence.of_case(ws, case_id).missing if one.key == "prap_proof"]
    assert len(before) == 2 and "'Start keyed on PRaP' of 26 May 2021" in " ".join(before)
    for kind in (K.START_KEYED, K.ACKNOWLEDGED):
        entry = next(one for one in facts.of_case(ws, case_id) if one.kind == kind)
        prap_keying.prove(ws, entry.id, "As PRaP shows")
    assert "prap_proof" not in keys(evidence.of_case(ws, case_id))


def test_messages_out_and_in_stand_with_what_they_carry(office: Office, tmp_path: Path) -> None:
    """I14, I17, I18: the server's answer, the reply as it came with its hash, what waits for a word."""
    case_id = office.met(email=OWN)
    for kind in (K.VOLUNTEER_CONFIRMED, K.JFAP_AGREED):
        office.record(case_id, kind)
    mail_account.put(office.workspace, SERVER)
    sent = send(office, case_id, "pack")
    whole = reply(sent, BOTH, office.clock.at)
    bring(office, tmp_path, whole)
    view = evidence.of_case(office.workspace, case_id)
    out = found(view, "Message out: Induction pack")
    assert out.opens is Opens.MESSAGE and "The server answered: 250 OK id=1" in out.details
    came = found(view, "Reply: Induction pack")
    assert came.opens is Opens.REPLY and came.sha256 == hashlib.sha256(whole).hexdigest()
    assert "waiting_reply" in keys(view)
    (waiting,) = replies.of_case(office.workspace, case_id)
    office.clock.at = datetime.combine(MET[1], time(18), UTC)
    replies.accept(office.workspace, waiting.id, [Paper.PACK])
    after = evidence.of_case(office.workspace, case_id)
    assert not {"waiting_reply", "pack_acknowledged"} & keys(after)
    confirmed = found(after, "Receipt of the pack confirmed")
    assert confirmed.digests == (("reply", came.sha256),), "I17: on which reply it rests"
    assert len([one for one in after.lines if one.class_key == "messages"]) == 2


def test_after_a_death_nothing_is_asked_of_the_person(office: Office) -> None:
    """X8, JFS 5.11: no survey, no reply; the proof of the end is still wanted."""
    case_id = office.started()
    office.on(DAY, "16:00")
    death = Death(DAY, "The sister rang", date(2021, 6, 2))
    early_ends.end_early(
        office.workspace,
        case_id,
        EarlyEnd("died", DAY, death=death, not_told_reason="Has died", identity="confirmed"),
    )
    view = evidence.of_case(office.workspace, case_id)
    assert any(line.startswith("Reason: ") for line in found(view, "Provision ended early").details)
    found_missing = keys(view)
    assert not {"survey", "pack_discussed", "identity"} & found_missing and "end_keyed" in found_missing


def test_safeguarding_is_told_apart(office: Office) -> None:
    """G2: its lines are marked, so that nothing of them is shared or leaves by accident."""
    case_id = office.started()
    office.record(case_id, K.SAFEGUARDING_NOTICED, detail={"incident": "other"})
    office.record(case_id, K.COMPLAINT_RAISED, detail={"raised_by": "Her brother", "words": "Too slow"})
    view = evidence.of_case(office.workspace, case_id)
    assert {one.class_key for one in view.lines if one.restricted} == {"safeguarding", "complaints"}


def test_i17_an_email_that_confirmed_receipt_has_to_be_there_itself(office: Office) -> None:
    """I17, I18: what was noted of an e-mail in earlier days is a gap until its file is kept with it."""
    ws, case_id = office.workspace, office.met()
    office.record(case_id, K.PACK_SENT)
    noted = WhatHappened(K.PACK_ACKNOWLEDGED, MET[1], time(16), channel="email", detail={"words": "Got it"})
    with pytest.raises(BadInput) as refused:
        facts.record(ws, case_id, noted)
    assert refused.value.field == "words"
    with ws.changing(facts.RECORD, case_id=case_id) as change:  # as it could be done before
        entry = facts.write(change, ws, case_id, noted).id
    (gap,) = [one for one in evidence.of_case(ws, case_id).missing if one.key == "pack_receipt"]
    assert gap.text == "The e-mail that confirmed the pack on 26 May 2021 is not kept"
    line = found(evidence.of_case(ws, case_id), "Receipt of the pack confirmed")
    assert (line.state, line.details[-1]) == (State.MISSING, "The e-mail itself is not kept")
    kept = attachments.keep(ws, case_id, "start_communication", jpeg(), "a.jpg", about=entry).value
    line = found(evidence.of_case(ws, case_id), "Receipt of the pack confirmed")
    assert line.state is State.THERE
    assert "pack_receipt" not in keys(evidence.of_case(ws, case_id))
    attachments.take_back(ws, kept.id, "Somebody else's reply")
    assert "pack_receipt" in keys(evidence.of_case(ws, case_id))
