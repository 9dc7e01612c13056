"""The final JFAP: what bars it, the lock, the kept document, queries, the way back (P4 to P11, T22, T23)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader
from sqlalchemy import select

from jfs_desktop.casework.agreement import plan_finalising, plan_queries, plan_sending
from jfs_desktop.casework.agreement.plan_finalising import Agreement
from jfs_desktop.casework.agreement.plan_queries import RaisedQuery
from jfs_desktop.casework.agreement.plan_sending import SentPlan
from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.documents import issued_documents, template_publishing, wording_blocks
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView
from jfs_desktop.casework.documents.template_publishing import Approval
from jfs_desktop.casework.documents.templates import TemplateView
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.evidence import document_copies
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plan_comparison, plan_export, plan_paper, plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.documents.papers import plan
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule, UndoRefused
from jfs_desktop.records.plan import PlanActivity, PlanExport
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import HeadingEntry, HeadingStatus, Objective, PlanContent
from jfs_desktop.rules.plan.plan_state import PlanStep
from jfs_desktop.store.unit_of_work import Verb
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office
from tests.documents import made_templates

AIM = Objective(
    uuid4(), "Find work in a warehouse", "Apply", "Two applications a week", target_on=date(2021, 6, 2)
)
STEPS = "Go on applying; ring the agency on Monday."
AGREED = Agreement("Video call", "Five sessions and a first CV.")


def ready(office: Office, **changed: object) -> UUID:
    """Somebody on provision whose plan may be made final."""
    case_id = office.started()
    office.supported(case_id)
    before = plans.open_plan(office.workspace, case_id).content
    content = replace(before, objectives=(AIM,), next_steps=STEPS)
    plans.settle(office.workspace, case_id, replace(content, **changed))  # type: ignore[arg-type]
    return case_id


def final(office: Office, case_id: UUID) -> DocumentView:
    return plan_finalising.finalise(office.workspace, case_id, AGREED).value


def words_of(docx: bytes) -> str:
    document = WordDocument(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells).replace(HARD_SPACE, " ")


def sent(office: Office, case_id: UUID, message: str | None = None) -> DocumentView:
    offered = plan_sending.offer(office.workspace, case_id).message.text
    said = SentPlan(
        "email", "priya@example.org", office.workspace.today(), message=message or offered, proof="Sent items"
    )
    return plan_sending.send(office.workspace, case_id, said).value


def test_p10_final_means_a_version_a_lock_and_a_document_kept_to_the_byte(office: Office) -> None:
    case_id = ready(office)
    kept = final(office, case_id)
    view = plans.open_plan(office.workspace, case_id)
    assert view.lock is not None and view.lock.step is PlanStep.FINAL
    assert (view.lock.version, view.lock.agreed_how) == (view.versions[0].number, "Video call")
    assert view.versions[0].agreed_at is not None
    assert (kept.state, kept.source_version) == (DocumentState.FINAL, view.lock.version)
    assert cases.case_view(office.workspace, case_id).stage == "finalising", "it begins with it (T22)"
    docx = issued_documents.content(office.workspace, kept.id, "docx")
    pdf = issued_documents.content(office.workspace, kept.id, "pdf")
    assert hashlib.sha256(docx).hexdigest() == kept.docx_sha256
    assert hashlib.sha256(pdf).hexdigest() == kept.pdf_sha256
    text = words_of(docx)
    assert "Final version 1" in text and "Summary of activities" in text and AGREED.summary in text
    assert STEPS in text and "Questions or changes" in text, "P11, P8"
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert AGREED.summary in " ".join(read.split())


def test_p10_it_is_still_locked_when_the_vault_is_opened_again(office: Office) -> None:
    case_id = ready(office)
    kept = final(office, case_id)
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    for write in (plans.save_draft, plans.settle):
        with pytest.raises(RefusedByRule, match="final since 26 May 2021 and locked") as refused:
            write(office.workspace, case_id, PlanContent(objectives=(AIM,)))
        assert refused.value.paragraph == "JFS 4.09"
    with pytest.raises(RefusedByRule):
        plans.make_version(office.workspace, case_id, summary="Another")
    with pytest.raises(RefusedByRule):
        final(office, case_id)
    docx = issued_documents.content(office.workspace, kept.id, "docx")
    assert hashlib.sha256(docx).hexdigest() == kept.docx_sha256


def test_p10_it_is_not_undone_and_no_earlier_edit_is(office: Office) -> None:
    case_id = ready(office)
    edit = plans.settle(
        office.workspace,
        case_id,
        replace(plans.open_plan(office.workspace, case_id).content, next_steps="Rest"),
    )
    outcome = plan_finalising.finalise(office.workspace, case_id, AGREED)
    assert outcome.label == ""
    assert outcome.change_id is not None and edit.change_id is not None
    with pytest.raises(UndoRefused, match="not undone"):
        history.undo(office.workspace, outcome.change_id)
    with pytest.raises(UndoRefused, match="final since 26 May 2021"):
        history.undo(office.workspace, edit.change_id)
    assert plans.open_plan(office.workspace, case_id).content.next_steps == "Rest"


@pytest.mark.parametrize(
    ("changed", "key", "paragraph"),
    [
        ({"next_steps": " "}, "next_steps", "JFS 4.07"),
        ({"objectives": ()}, "objectives", "JFS 4.05"),
        ({"objectives": (replace(AIM, measure=""),)}, "objectives", "JFS 4.05"),
    ],
)
def test_p7_p5_what_is_missing_bars_it(
    office: Office, changed: dict[str, object], key: str, paragraph: str
) -> None:
    case_id = ready(office, **changed)
    assert [lack.key for lack in plan_finalising.standing(office.workspace, case_id).lacks] == [key]
    with pytest.raises(RefusedByRule) as refused:
        final(office, case_id)
    assert refused.value.paragraph == paragraph
    assert plans.open_plan(office.workspace, case_id).lock is None
    assert issued_documents.of_case(office.workspace, case_id) == ()


def test_p10_p11_it_says_how_it_was_agreed_and_what_was_done(office: Office) -> None:
    case_id = ready(office)
    for agreed, field in ((replace(AGREED, how=" "), "how"), (replace(AGREED, summary=""), "summary")):
        with pytest.raises(BadInput) as refused:
            plan_finalising.finalise(office.workspace, case_id, agreed)
        assert refused.value.field == field


def test_p6_empty_headings_are_told_and_bar_nothing(office: Office) -> None:
    entries = (HeadingEntry("cv", HeadingStatus.DONE, "A first CV."),)
    case_id = ready(office, headings=entries)
    now = plan_finalising.standing(office.workspace, case_id)
    assert len(now.empty_headings) == 7 and now.lacks == ()
    assert "We worked on: " in now.summary


def test_p6_a_heading_that_a_session_worked_on_is_not_called_empty(office: Office) -> None:
    """P4, P6: the paper does not say that something was not covered which its own record of activities
    names."""
    case_id = ready(office)
    before = plan_finalising.standing(office.workspace, case_id).empty_headings
    assert "CV" in before
    office.on(date(2021, 5, 27), "16:00")
    office.supported(case_id, 60, activities=("Job seeking and applications", "CV"))
    after = plan_finalising.standing(office.workspace, case_id)
    assert set(before) - set(after.empty_headings) == {"CV", "Job seeking and applications"}
    assert "We worked on: " in after.summary and "CV" in after.summary


def test_p4_an_activity_that_is_not_in_the_plan_bars_it(office: Office) -> None:
    case_id = ready(office)
    office.record(case_id, K.GROUP_ATTENDED)
    assert plan_finalising.standing(office.workspace, case_id).unplanned == ()
    with office.workspace.changing(Verb("test.lose", "")) as change:  # as a vault of before may be
        change.db.delete(
            change.db.scalars(select(PlanActivity).where(PlanActivity.fact_id.is_not(None))).one()
        )
    now = plan_finalising.standing(office.workspace, case_id)
    assert now.unplanned == ("group session attended, 26 May",)
    assert [(lack.key, lack.paragraph) for lack in now.lacks] == [("unplanned", "JFS 4.02")]
    with pytest.raises(RefusedByRule, match="1 activity is not in the JFAP"):
        final(office, case_id)


def test_t22_a_session_that_is_not_wrapped_up_bars_it(office: Office) -> None:
    case_id = ready(office)
    sessions.start(office.workspace, case_id, channel="video", identity="confirmed", at=office.clock.now())
    keys = [lack.key for lack in plan_finalising.standing(office.workspace, case_id).lacks]
    assert keys == ["session", "unplanned"]
    with pytest.raises(RefusedByRule, match="still open"):
        final(office, case_id)


def asked(office: Office, case_id: UUID, text: str = "The date is too early.") -> UUID:
    query = RaisedQuery(text, "telephone", office.workspace.today(), identity="confirmed")
    return plan_queries.raise_query(office.workspace, case_id, query).value


def test_p8_an_open_query_bars_finalising_until_each_is_settled(office: Office) -> None:
    case_id = ready(office)
    first, second = asked(office, case_id), asked(office, case_id, "And where is my course?")
    for attempt in (lambda: final(office, case_id), lambda: office.record(case_id, K.FINALISING_BEGUN)):
        with pytest.raises(RefusedByRule, match="2 queries about the JFAP are open") as refused:
            attempt()
        assert refused.value.paragraph == "JFS 4.08"
    plan_queries.settle(office.workspace, case_id, first, "Moved by a week.", plan_changed=True)
    with pytest.raises(RefusedByRule, match="1 query about the JFAP is open"):
        final(office, case_id)
    with pytest.raises(RefusedByRule, match="settled already"):
        plan_queries.settle(office.workspace, case_id, first, "Again.", plan_changed=False)
    with pytest.raises(BadInput):
        plan_queries.settle(office.workspace, case_id, second, " ", plan_changed=False)
    plan_queries.settle(office.workspace, case_id, second, "It is under Further support.", plan_changed=False)
    view = plans.open_plan(office.workspace, case_id)
    assert [(one.answer, one.plan_changed) for one in view.queries] == [
        ("Moved by a week.", True),
        ("It is under Further support.", False),
    ]
    assert final(office, case_id).state is DocumentState.FINAL


def test_p8_history_says_what_was_queried_and_answered_without_control_characters(office: Office) -> None:
    case_id = ready(office)
    query = asked(office, case_id, "Too\x07 early.\r\nMay it be\x1b July?")
    assert history.of_case(office.workspace, case_id)[0].details == (
        "Query about the JFAP, 26 May 2021, Too early. May it be July?, Telephone",
    )
    plan_queries.settle(office.workspace, case_id, query, "Yes,\x00 on 1 July.", plan_changed=True)
    assert history.of_case(office.workspace, case_id)[0].details == (
        "Query about the JFAP settled, 26 May 2021, Yes, on 1 July. (the JFAP was changed after it)",
    )
    (kept,) = plans.open_plan(office.workspace, case_id).queries
    assert (kept.text, kept.answer) == ("Too early.\nMay it be July?", "Yes, on 1 July.")


def test_t23_a_query_takes_a_final_jfap_back_to_support_and_it_is_made_final_anew(office: Office) -> None:
    case_id = ready(office)
    first = final(office, case_id)
    sent(office, case_id)
    query = asked(office, case_id)
    assert cases.case_view(office.workspace, case_id).stage == "started"
    view = plans.open_plan(office.workspace, case_id)
    assert view.lock is None
    plans.settle(office.workspace, case_id, replace(view.content, next_steps="Another way."))
    plan_queries.settle(office.workspace, case_id, query, "Changed.", plan_changed=True)
    again = final(office, case_id)
    assert (first.source_version, again.source_version) == (1, 2)
    assert [one.id for one in issued_documents.of_case(office.workspace, case_id)] == [again.id, first.id]
    assert plans.open_plan(office.workspace, case_id).lock == replace(
        plans.open_plan(office.workspace, case_id).lock, step=PlanStep.FINAL, sent_on=None
    ), "the new one has not gone out yet"


def test_t23_more_help_takes_it_back_too_and_that_can_be_undone(office: Office) -> None:
    case_id = ready(office)
    final(office, case_id)
    office.record(case_id, K.FINALISING_PAUSED, note="Wants another mock interview")
    assert plans.open_plan(office.workspace, case_id).lock is None


def test_p14_an_early_end_keeps_it_as_it_stands_marked_and_without_css_4(office: Office) -> None:
    case_id = ready(office, next_steps="")
    office.record(case_id, K.WITHDREW)
    office.record(case_id, K.ENDED_EARLY)
    view = plans.open_plan(office.workspace, case_id)
    assert view.lock is not None and view.lock.step is PlanStep.FROZEN
    (kept,) = issued_documents.of_case(office.workspace, case_id)
    assert (kept.state, kept.retention_class) == (DocumentState.FROZEN_EARLY, "early_completer_jfap")
    assert kept.note == "As it stood when provision ended early, 26 May 2021"
    text = words_of(issued_documents.content(office.workspace, kept.id, "docx"))
    assert "Early completer." in text and "Support ended early on 26 May 2021." in text
    with pytest.raises(RefusedByRule) as refused:
        plans.settle(office.workspace, case_id, PlanContent(objectives=(AIM,)))
    assert refused.value.paragraph == "JFS 5.12"
    with pytest.raises(RefusedByRule):
        plan_sending.offer(office.workspace, case_id)
    ends.take_back(office.workspace, case_id, "Wrong case")
    assert plans.open_plan(office.workspace, case_id).lock is None


def test_x3_the_message_carries_the_reminder_of_the_call(office: Office) -> None:
    settings.put(office.workspace, settings.PROVIDER_TELEPHONE, "01632 960100")
    case_id = ready(office)
    final(office, case_id)
    offered = plan_sending.offer(office.workspace, case_id)
    assert offered.final and "DWP may ring you" in offered.message.text
    assert "01632 960100" in offered.message.text, "and how the office is reached, as on a letter"
    assert "Dear Priya," in offered.message.text and "Job Finding Support" in offered.message.subject
    with pytest.raises(BadInput) as refused:
        sent(office, case_id, "Dear Priya, here is your plan. We enjoyed working with you.")
    assert (refused.value.field, refused.value.paragraph) == ("message", "JFS 5.20")
    assert not issued_documents.of_case(office.workspace, case_id)[0].issued


def test_p9_p11_the_sending_keeps_route_words_time_and_proof_beside_the_copy(office: Office) -> None:
    case_id = ready(office)
    kept = final(office, case_id)
    after = sent(office, case_id)
    assert after.id == kept.id, "the copy that was frozen is the one that went"
    (issue,) = after.issues
    assert (issue.channel, issue.to, issue.proof) == ("email", "priya@example.org", "Sent items")
    assert "DWP may ring you" in issue.message and issue.message_version == (
        "final_jfap_message built-in 1, call_reminder built-in 1, how_to_query_closed built-in 1"
    )
    told = next(one for one in facts.of_case(office.workspace, case_id) if one.kind == K.FINAL_JFAP_SENT)
    assert (told.detail["file_sha256"], told.detail["pdf_sha256"]) == (kept.docx_sha256, kept.pdf_sha256)
    view = plans.open_plan(office.workspace, case_id)
    assert view.lock is not None and (view.lock.step, view.lock.sent_on) == (PlanStep.SENT, date(2021, 5, 26))


def test_i16_the_draft_goes_with_how_to_question_it_and_its_copy_is_kept(office: Office) -> None:
    case_id = ready(office)
    plans.make_version(office.workspace, case_id, summary="", agreed_how="by video")
    offered = plan_sending.offer(office.workspace, case_id)
    assert not offered.final and offered.version == 1
    assert offered.preferred == "", "nothing agreed carries documents, so nothing is chosen (I9)"
    office.record(case_id, K.COMMUNICATION_AGREED, detail={"preferred": "video", "fallback": "email"})
    assert plan_sending.offer(office.workspace, case_id).preferred == "email"
    after = sent(office, case_id)
    assert (after.state, after.source_version, after.issued) == (DocumentState.DRAFT, 1, True)
    text = words_of(issued_documents.content(office.workspace, after.id, "docx"))
    assert "Version 1" in text and "Final" not in text


def test_p12_the_dates_of_the_jobcentre_stand_in_window_and_document(office: Office) -> None:
    case_id = ready(office)
    office.record(case_id, K.JFAP_REQUESTED, detail={"requested_on": "2021-05-26"})
    final(office, case_id)
    view = plans.open_plan(office.workspace, case_id)
    assert [one.requested_on for one in view.jobcentre] == [date(2021, 5, 26)]
    (kept,) = issued_documents.of_case(office.workspace, case_id)
    assert "Requested 26 May 2021" in words_of(issued_documents.content(office.workspace, kept.id, "docx"))


def test_a_final_plan_is_exported_as_it_is_locked_as_word_and_as_pdf(office: Office) -> None:
    """DESIGN 6: byte for byte what is kept as proof, and not a second document of the same version."""
    case_id = ready(office)
    final(office, case_id)
    (kept,) = issued_documents.of_case(office.workspace, case_id, kind="jfap")
    for form in ("docx", "pdf"):
        out = office.folder.parent / f"out.{form}"
        plan_export.export(office.workspace, case_id, out)
        assert hashlib.sha256(out.read_bytes()).hexdigest() == getattr(kept, f"{form}_sha256")
    assert "Final version 1" in words_of((office.folder.parent / "out.docx").read_bytes())
    pages = PdfReader(office.folder.parent / "out.pdf").pages
    assert "Final version 1" in " ".join(page.extract_text() for page in pages)


def test_p1_what_is_in_the_other_language_is_told_before_it_is_final_or_goes(office: Office) -> None:
    """JFS 3.19: never mixed in silently; the first wording of the summary is in the language of the text."""
    case_id = ready(office)
    assert plan_finalising.standing(office.workspace, case_id).language == ""
    document_language.choose(office.workspace, case_id, DocumentLanguage.WELSH)
    now = plan_finalising.standing(office.workspace, case_id)
    assert "goes out in Welsh, and what was typed is in English: 1 objective, next steps" in now.language
    assert "2021: a one-to-one session" in now.summary
    plan = plans.open_plan(office.workspace, case_id).content
    done = plans.settle(office.workspace, case_id, replace(plan, written_in=DocumentLanguage.WELSH))
    now = plan_finalising.standing(office.workspace, case_id)
    assert now.language == "" and "26 Mai 2021: sesiwn un-i-un" in now.summary
    assert done.change_id is not None and done.label == "edit the JFAP"
    history.undo(office.workspace, done.change_id)
    kept = final(office, case_id)
    assert kept.language == "cy"
    assert "yn Saesneg" in words_of(issued_documents.content(office.workspace, kept.id, "docx"))
    offered = plan_sending.offer(office.workspace, case_id)
    assert "what was typed is in English: 1 objective" in offered.language


def test_the_history_tells_it_in_words(office: Office) -> None:
    case_id = ready(office)
    query = asked(office, case_id)
    plan_queries.settle(office.workspace, case_id, query, "Moved.", plan_changed=True)
    final(office, case_id)
    sent(office, case_id)
    told = [entry.text for entry in history.of_case(office.workspace, case_id)]
    assert told[:4] == [
        "Recorded that the JFAP was sent",
        "Made the JFAP final",
        "Settled a query about the JFAP",
        "Logged a query about the JFAP",
    ]


def own_template(office: Office, *changes: made_templates.Change) -> TemplateView:
    """A layout of head office, published for today."""
    me, today = office.workspace.me, office.workspace.today()
    staff.change(office.workspace, me.id, name=me.name, role="analyst", prap_role=me.prap_role)
    document = made_templates.jfap()
    for change in changes:
        change(document)
    content = made_templates.saved(document)
    seen = template_publishing.examine(office.workspace, "jfap", "en", "own.docx", content)
    one = template_publishing.arrive(office.workspace, seen, content).value
    return template_publishing.publish(office.workspace, one.id, Approval("Head office", today, today)).value


def test_p9_what_the_pdf_leaves_out_is_kept_with_it_and_so_is_its_template(office: Office) -> None:
    """A case keeps the version of the template from which its document was issued (P2)."""
    case_id = ready(office)
    first = own_template(office, made_templates.drawn_shape)
    kept = final(office, case_id)
    assert kept.left_out == ("a drawn shape",)
    assert (kept.template_version, kept.template_sha256) == ("1", first.sha256)
    out = office.folder.parent / "plan.pdf"
    assert plan_export.export(office.workspace, case_id, out).besides == ("a drawn shape",)
    assert plan_export.export(office.workspace, case_id, out.with_suffix(".docx")).besides == ()
    assert plan_export.for_printer(office.workspace, case_id).left_out == ("a drawn shape",)
    own_template(office, made_templates.says("Printed in Bangor."))
    again_out = plan_export.export(office.workspace, case_id, out)
    assert again_out.besides == ("a drawn shape",), "another template is for what is made from now on"
    again = issued_documents.one(office.workspace, kept.id)
    assert (again.left_out, again.template_version) == (("a drawn shape",), "1")
    copy = document_copies.copy_of(office.workspace, case_id, kept.id, "pdf")
    assert (copy.exact, copy.left_out) == (True, ("a drawn shape",))
    assert hashlib.sha256(copy.content).hexdigest() == kept.pdf_sha256


def test_p9_a_comparison_of_two_versions_is_exported(office: Office) -> None:
    case_id = ready(office)
    plans.make_version(office.workspace, case_id, summary="", agreed_how="by video")
    view = plans.open_plan(office.workspace, case_id)
    plans.settle(office.workspace, case_id, replace(view.content, next_steps="Rest, then go on."))
    own = own_template(office)
    for form in ("docx", "pdf"):
        out = office.folder.parent / f"compared.{form}"
        outcome = plan_comparison.export(office.workspace, case_id, out, older=1, newer=None)
        assert outcome.value.stat().st_size > 1000
    assert b"<pdfuaid:part>1</pdfuaid:part>" in out.read_bytes()
    with office.workspace.reading() as db:
        assert set(db.scalars(select(PlanExport.template_sha256))) == {own.sha256}
    text = words_of((office.folder.parent / "compared.docx").read_bytes())
    assert "Before: version 1, agreed on 26 May 2021." in text
    assert "Now: the plan as it stands on 26 May 2021." in text and "[added: Rest, then go]" in text
    assert history.of_case(office.workspace, case_id)[0].text == "Exported a comparison of two versions"
    with pytest.raises(BadInput):
        plan_comparison.export(office.workspace, case_id, out.with_suffix(".txt"), older=1, newer=None)
    with pytest.raises(NotFound):
        plan_comparison.export(office.workspace, case_id, out, older=1, newer=7)


def test_b3_p8_how_to_question_the_plan_is_what_head_office_wrote_for_its_state(office: Office) -> None:
    """The block in use reaches the plan: one while it is written, another once it is final."""
    case_id, me = ready(office), office.workspace.me
    staff.change(office.workspace, me.id, name=me.name, role="analyst", prap_role=me.prap_role)
    for key, words in (("how_to_query", "Ring us, it is a draft."), ("how_to_query_closed", "Ring us.")):
        with_words = wording_blocks.rewrite(office.workspace, key, "en", words, "Ours")
        assert with_words.value.lines == [words]
    draft = plan_paper.document_of(office.workspace, plans.open_plan(office.workspace, case_id))
    assert (draft.how_to_query, draft.closed) == (("Ring us, it is a draft.",), False)
    final(office, case_id)
    closed = plan_paper.document_of(office.workspace, plans.open_plan(office.workspace, case_id))
    assert (closed.how_to_query, closed.closed) == (("Ring us.",), True)
    assert "Ring us." in "\n".join(line.text for line in walk(plan.render(closed)).paragraphs())


def test_b3_p9_a_document_says_which_version_of_each_standard_text_it_carried(office: Office) -> None:
    """Also after head office wrote another one and the vault was opened again; and the journal tells it."""
    case_id, me = ready(office), office.workspace.me
    plans.make_version(office.workspace, case_id, summary="", agreed_how="by video")
    draft = sent(office, case_id)
    staff.change(office.workspace, me.id, name=me.name, role="analyst", prap_role=me.prap_role)
    wording_blocks.rewrite(office.workspace, "how_to_query", "en", "Ring us.", "Ours")
    wording_blocks.rewrite(office.workspace, "how_to_query_closed", "en", "Ring us\nany 2 days.", "Ours")
    kept = final(office, case_id)
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    for id_, key, version in (
        (draft.id, "how_to_query", "built-in 1"),
        (kept.id, "how_to_query_closed", "2"),
    ):
        (carried,) = issued_documents.one(office.workspace, id_).wording
        held = wording_blocks.history(office.workspace, key)
        words = next(one.text for one in held if one.version == version)
        assert (carried.key, carried.version) == (key, version)
        assert carried.sha256 == hashlib.sha256(words.encode()).hexdigest()
    told = [line for one in history.of_case(office.workspace, case_id) for line in one.details]
    assert any(line.endswith("early end: 2") and line.startswith("Standard wording, ") for line in told)


def test_b3_a_text_that_a_template_leaves_out_is_not_said_to_be_carried(office: Office) -> None:
    case_id = ready(office)
    paper = plan_paper.filled(
        office.workspace,
        plan_paper.document_of(office.workspace, plans.open_plan(office.workspace, case_id)),
    )
    assert [one.key for one in paper.wording] == ["how_to_query"]
    other = replace(paper.document, how_to_query=("Something else.",))
    assert plan_paper.filled(office.workspace, other).wording == ()
