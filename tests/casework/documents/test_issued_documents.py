"""Documents kept for good, and the record of to whom each went (P9, D5, I6)."""

from __future__ import annotations

import hashlib
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.evidence import case_documents, hand_issues
from jfs_desktop.casework.evidence.case_documents import Source
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, NotFound, UndoRefused
from jfs_desktop.outcome import Changed
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office

DOCX, PDF = b"PK\x03\x04 the very bytes of it", b"%PDF-1.7 the same on pages"


def kept(office: Office, **said: object) -> DocumentView:
    case_id = office.started()
    values: dict[str, object] = {"kind": "jfap", "docx": DOCX, "pdf": PDF, "state": DocumentState.FINAL}
    return issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(**(values | said))
    ).value  # type: ignore[arg-type]


def test_what_is_kept_is_given_back_to_the_byte_also_by_a_vault_opened_again(office: Office) -> None:
    """P9: the exact copy."""
    made = kept(office, version="version 4", template_version="built-in 1")
    assert made.docx_sha256 == hashlib.sha256(DOCX).hexdigest()
    assert (made.docx_size, made.pdf_size, made.forms) == (len(DOCX), len(PDF), ("docx", "pdf"))
    assert (made.title, made.retention_class) == ("Job Finding Action Plan", "jfap_versions")
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    assert issued_documents.content(office.workspace, made.id, "docx") == DOCX
    assert issued_documents.content(office.workspace, made.id, "pdf") == PDF
    assert issued_documents.of_case(office.workspace, made.case_id) == (made,)


def test_that_somebody_had_the_bytes_is_recorded(office: Office) -> None:
    made = kept(office)
    assert issued_documents.openings(office.workspace, made.id) == ()
    issued_documents.content(office.workspace, made.id, "pdf")
    assert [one.by for one in issued_documents.openings(office.workspace, made.id)] == ["Rukhsana Khan"]
    assert history.of_case(office.workspace, made.case_id)[0].text == "Looked at a document"


def test_it_is_no_evidence_and_cannot_be_taken_back_as_such(office: Office) -> None:
    made = kept(office)
    assert attachments.of_case(office.workspace, made.case_id) == ()
    with office.workspace.reading() as db:
        held = db.scalars(select(Attachment.id)).all()
    assert len(held) == 2
    with pytest.raises(NotFound):
        attachments.take_back(office.workspace, held[0], "No longer wanted")
    assert issued_documents.content(office.workspace, made.id, "docx") == DOCX


def test_keeping_is_not_undone(office: Office) -> None:
    case_id = office.started()
    outcome = issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(kind="letter", docx=DOCX, title="A letter")
    )
    assert outcome.label == ""
    assert outcome.changed & Changed.DOCUMENTS
    assert outcome.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, outcome.change_id)
    assert outcome.value.forms == ("docx",)
    with pytest.raises(NotFound):
        issued_documents.content(office.workspace, outcome.value.id, "pdf")


def test_a_sending_keeps_to_whom_when_how_and_the_words_that_went_with_it(office: Office) -> None:
    """P9: issued_to, issued_at, channel; P11: proof."""
    made, now = kept(office), office.clock.now()
    sent = issued_documents.issued(
        office.workspace,
        made.id,
        issued_documents.NewIssue(
            channel="email", to="priya@example.org", at=now, message="Your plan.", proof="Sent"
        ),
    ).value
    issue = sent.issues[0]
    assert (issue.channel_name, issue.to, issue.at) == ("E-mail", "priya@example.org", now)
    assert (issue.message, issue.proof, issue.by, sent.issued) == (
        "Your plan.",
        "Sent",
        "Rukhsana Khan",
        True,
    )
    back = issued_documents.take_back_issue(office.workspace, issue.id, "Went to nobody").value
    assert (back.issued, back.issues[0].withdrawn_reason) == (False, "Went to nobody")


def test_a_sending_that_a_fact_tells_is_taken_back_with_the_fact(office: Office) -> None:
    made = kept(office)
    said = WhatHappened(FactKind.DRAFT_JFAP_SENT, office.workspace.today(), channel="email")
    with office.workspace.changing(issued_documents.ISSUE, case_id=made.case_id) as change:
        fact = facts.write(change, office.workspace, made.case_id, said)
        new = NewIssue("email", "priya@example.org", office.clock.now(), fact_id=fact.id)
        issued_documents.issue_in(change, office.workspace, made.id, new)
        fact_id = fact.id
    issue = issued_documents.one(office.workspace, made.id).issues[0]
    with pytest.raises(NotFound):
        issued_documents.take_back_issue(office.workspace, issue.id, "Wrong")
    facts.withdraw(office.workspace, fact_id, "Wrong address")
    assert not issued_documents.one(office.workspace, made.id).issued


@pytest.mark.parametrize(
    ("said", "field"),
    [({"channel": "video"}, "channel"), ({"to": " "}, "to"), ({"at": 1}, "at")],
)
def test_a_sending_says_what_is_missing(office: Office, said: dict[str, object], field: str) -> None:
    made = kept(office)
    values: dict[str, object] = {"channel": "email", "to": "priya@example.org", "at": office.clock.now()}
    values |= {"at": office.clock.now() + timedelta(days=1)} if "at" in said else said
    with pytest.raises(BadInput) as refused:
        issued_documents.issued(office.workspace, made.id, issued_documents.NewIssue(**values))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_copy_did_not_go_before_it_was_made(office: Office) -> None:
    """P9: the exact copy of what went was there when it went; told with what to do instead."""
    made = kept(office)
    earlier = made.made_at - timedelta(minutes=25)
    with pytest.raises(BadInput, match="made only on") as refused:
        issued_documents.issued(
            office.workspace,
            made.id,
            issued_documents.NewIssue(channel="email", to="a@example.org", at=earlier),
        )
    assert (refused.value.field, refused.value.paragraph) == ("at", "JFS 4.04")
    assert "in the list that was there by then" in refused.value.remedy
    same_minute = made.made_at.replace(second=0, microsecond=0)
    gone = issued_documents.issued(
        office.workspace,
        made.id,
        issued_documents.NewIssue(channel="email", to="a@example.org", at=same_minute),
    )
    assert gone.value.issues[0].note == ""


def test_a_copy_made_of_a_version_when_its_sending_is_recorded_says_so(office: Office) -> None:
    """P9: not before that version was there, and never as the very file that went."""
    case_id = office.met()
    objective = Objective(
        office.workspace.new_key(), "Write a letter", measure="It is sent", target_on=date(2021, 6, 20)
    )
    plans.settle(office.workspace, case_id, PlanContent(objectives=(objective,)))
    plans.make_version(office.workspace, case_id, summary="First", agreed_how="by video")
    made_at = office.clock.now().astimezone(LONDON)
    office.clock.pass_by(3600)

    def sent(at: time) -> issued_documents.DocumentView:
        said = WhatHappened(
            FactKind.DRAFT_JFAP_SENT, made_at.date(), at, channel="email", detail={"sent_to": "a@b.org"}
        )
        meeting_verbs.send_draft(office.workspace, case_id, said)
        return issued_documents.of_case(office.workspace, case_id)[0]

    with pytest.raises(BadInput, match="made only on") as refused:
        sent((made_at - timedelta(minutes=1)).time())
    assert "version in the list" in refused.value.remedy
    assert "The copy was made when this was recorded" in sent(made_at.time()).issues[0].note


def test_what_a_refusal_of_an_early_sending_advises_can_be_done(office: Office) -> None:
    """P9: recorded for the copy that was there by then it is taken; a file brought in is never offered."""
    first = kept(office)
    went = office.clock.now()
    office.clock.pass_by(3600)
    later = issued_documents.freeze(
        office.workspace, first.case_id, issued_documents.NewDocument(kind="letter", docx=b"PK later")
    ).value
    said = NewIssue("email", "a@example.org", went)
    lines = {line.id: line for line in case_documents.of_case(office.workspace, first.case_id)}
    with pytest.raises(BadInput) as refused:
        hand_issues.record(office.workspace, lines[later.id], said)
    assert "bring in" not in refused.value.remedy and Source.FILE not in hand_issues.MAY_GO
    assert hand_issues.record(office.workspace, lines[first.id], said).value.issues[0].at == went


def test_nothing_is_kept_without_bytes_and_nothing_stays_of_a_change_that_fails(office: Office) -> None:
    case_id = office.started()
    with pytest.raises(BadInput):
        issued_documents.freeze(office.workspace, case_id, issued_documents.NewDocument(kind="jfap"))
    with office.workspace.reading() as db:
        assert db.scalar(select(func.count()).select_from(Attachment)) == 0
