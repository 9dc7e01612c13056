"""What goes to DWP, and the survey, as messages: the JFAP that a Jobcentre asked for, JFS07, PRaP14 and the
satisfaction survey (X6, M10, W8, Q6, Q7, D3, AMB-26, AMB-39).

DWP's own inboxes take plain e-mail with the form attached; nothing of the person stands in the message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers, issued_documents
from jfs_desktop.casework.documents.content_digest import digest_of
from jfs_desktop.casework.ending import case_letters
from jfs_desktop.casework.outbox import exit_message, mail_guards, offered_mail, survey_asking
from jfs_desktop.casework.outbox.mail_purposes import (
    ABOUT,
    CONTENT,
    EXIT,
    FOR_JOBCENTRE,
    ISSUED_ON,
    JFS07,
    PRAP14,
    REQUESTED_ON,
    SURVEY,
)
from jfs_desktop.casework.outbox.offered_mail import (
    Kept,
    MailAbout,
    MailOffer,
    Maker,
    TypedMail,
    Words,
    drawn_up,
)
from jfs_desktop.casework.plan import plan_export
from jfs_desktop.casework.plan.plan_content import encode
from jfs_desktop.casework.plan.plan_paper import Paper
from jfs_desktop.casework.requests import jobcentre_answers
from jfs_desktop.casework.requests.jobcentre_answers import ToIssue
from jfs_desktop.documents.pdf.typeset import Pages
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.records.document import Document
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.mail.jfap_request import JfapState
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change

CHANGE_NOTICE, START_ERROR = JFS07, PRAP14
"""What can be offered here, beside the JFAP for the Jobcentre and the survey."""
DWP: Final = "Department for Work and Pensions"
_STANDS: Final[Mapping[JfapState, str]] = {
    JfapState.FINAL: "It is the final plan, agreed with the participant.",
    JfapState.NOT_FINAL: "It is not final yet and marked so. The final one follows when it is ready.",
    JfapState.EARLY_COMPLETER: "Support ended early. The plan is as it stood then, and marked so.",
}


class Issued(NamedTuple):
    """The JFAP as it was made for the request, before it is kept."""

    to_issue: ToIssue
    view: PlanView
    paper: Paper
    pages: Pages


def _jobcentre(db: Session, workspace: Workspace, case_id: UUID, about: MailAbout) -> MailOffer:
    row = db.get(JobcentreRequest, about.request_id) if about.request_id is not None else None
    if row is None or row.case_id != case_id or row.fact_id is None:
        raise NotFound("This request is on no case.", remedy="Say first whose JFAP it asks for.")
    stands = jobcentre_answers.standing(workspace, row.id)
    if not stands.checked:
        raise RefusedByRule(
            "Look the JFAP through first: it must be complete and dated.", paragraph="JFS 5.06"
        )
    asked = long_day(row.requested_on)
    words = _words(
        db,
        workspace,
        case_id,
        f"JFAP as requested on {asked}",
        f"Attached is the Job Finding Action Plan that you asked for with JFSPRO1, dated {asked}.",
        _STANDS[stands.state],
    )
    version = f"version {stands.version}" if stands.version else "as it stands"
    paper = f"Job Finding Action Plan, {version}, issued {long_day(workspace.today())}"
    details = {ABOUT: str(row.fact_id), REQUESTED_ON: row.requested_on.isoformat()}
    to = (row.return_email, row.jobcentre or DWP)
    return drawn_up(
        db,
        workspace,
        case_id,
        FOR_JOBCENTRE,
        words=words,
        papers=(paper,),
        to=to,
        details=details,
        about=about,
    )


def _issue(workspace: Workspace, made: MailOffer, _: TypedMail) -> Issued:
    request_id = made.about.request_id
    assert request_id is not None  # noqa: S101 - it was drawn up from one
    wanted = jobcentre_answers.to_issue(workspace, request_id, workspace.today())
    view, paper = plan_export.made(workspace, wanted.case_id, version=wanted.version, answers=wanted.answers)
    return Issued(wanted, view, paper, paper.pdf())


def _keep_issued(change: Change, workspace: Workspace, made: MailOffer, _: TypedMail, issued: Issued) -> Kept:
    wanted, view, paper, pages = issued
    plan_export.note(change, workspace, view, paper, pages.content, answers=wanted.answers)
    kept = plan_export.keep_copy(
        change, workspace, view, paper, answers=wanted.answers, pdf=pages.content, left_out=pages.left_out
    )
    return kept, issued_details(kept, wanted, view)


def issued_details(kept: Document, wanted: ToIssue, view: PlanView) -> dict[str, str]:
    """What the fact of the case says of a copy for the Jobcentre, and what the copy shows, as a digest."""
    return {
        "file_sha256": kept.pdf_sha256,
        "jfap_state": wanted.answers.standing.value,
        ISSUED_ON: wanted.answers.issued_on.isoformat(),
        CONTENT: shown_digest(view, wanted.version),
        **({"version": str(wanted.version)} if wanted.version else {}),
    }


def shown_digest(view: PlanView, version: int | None) -> str:
    """The digest of what a copy of the plan shows: that version, or the plan as it stands, unsettled text
    with it."""
    frozen = next((one.content for one in view.versions if one.number == version), None)
    return digest_of(encode(frozen or view.draft or view.content))


def lacks_inbox(workspace: Workspace) -> bool:
    """Whether no address is known that JFS07 may go to by e-mail (M10)."""
    with workspace.reading() as db:
        return not mail_guards.dwp_inbox(db)


def _change_notice(db: Session, workspace: Workspace, case_id: UUID, about: MailAbout) -> MailOffer:
    words = _words(
        db,
        workspace,
        case_id,
        "JFS07: change of circumstances",
        "Attached is JFS07 for a participant whose circumstances have changed.",
    )
    to, typed = mail_guards.dwp_inbox(db), about.paper
    said = {"changed_on": str(typed.changed_on or ""), "change": typed.change, "effect": typed.effect}
    details = {"to_inbox": to, CONTENT: digest_of(said)}
    return drawn_up(
        db,
        workspace,
        case_id,
        CHANGE_NOTICE,
        words=words,
        papers=("JFS07",),
        to=(to, DWP),
        details=details,
        about=about,
    )


def _start_error(db: Session, workspace: Workspace, case_id: UUID, about: MailAbout) -> MailOffer:
    words = _words(
        db,
        workspace,
        case_id,
        "PRaP14: referral to be cancelled",
        "Attached is PRaP14 for a referral whose start should not be on PRaP.",
        "Please answer when the referral can be cancelled, so that we can key it within 24 hours.",
    )
    to = workspace.programmes.of_case(db, case_id).prap.post_address
    return drawn_up(
        db, workspace, case_id, START_ERROR, words=words, papers=("PRaP14",), to=(to, "POST"), about=about
    )


def _fill(workspace: Workspace, made: MailOffer, _: TypedMail) -> case_papers.FilledPaper:
    return case_letters.fill(workspace, made.case_id, made.purpose, made.about.paper)


def _keep_form(
    change: Change, workspace: Workspace, made: MailOffer, typed: TypedMail, filled: case_papers.FilledPaper
) -> Kept:
    row = issued_documents.freeze_in(change, workspace, made.case_id, filled.document())
    row_says = {"to_inbox": typed.to_address.strip()} if made.purpose == CHANGE_NOTICE else {}
    return row, row_says


def _survey(db: Session, workspace: Workspace, case_id: UUID, about: MailAbout) -> MailOffer:
    words, details = survey_asking.words(db, workspace, case_id, case_facts.load(db, case_id))
    return drawn_up(db, workspace, case_id, SURVEY, words=words, details=details, about=about)


def _exit(db: Session, workspace: Workspace, case_id: UUID, about: MailAbout) -> MailOffer:
    words, details = exit_message.words(db, workspace, case_id)
    return drawn_up(db, workspace, case_id, EXIT, words=words, details=details, about=about)


def _keep_exit(_: Change, __: Workspace, made: MailOffer, typed: TypedMail, ___: None) -> Kept:
    offered_mail.refuse_without(made.must, typed.body)
    return None, {}


def _nothing(_: Workspace, __: MailOffer, ___: TypedMail) -> None:
    """Nothing goes with it: the message is what is sent."""


def _keep_survey(_: Change, __: Workspace, made: MailOffer, typed: TypedMail, ___: None) -> Kept:
    survey_asking.refuse_without(made.must, typed.body)
    return None, {}


def _words(db: Session, workspace: Workspace, case_id: UUID, subject: str, *lines: str) -> Words:
    """To DWP, in English, by the office that writes."""
    issuer = case_papers.issuer_in(db, workspace, case_id)
    signed = "\n".join(one for one in (issuer.adviser, issuer.provider, issuer.telephone) if one)
    return Words(f"{subject} ({issuer.service})", "\n\n".join([*lines, signed]))


MAKERS: Final[Mapping[str, Maker]] = {
    FOR_JOBCENTRE: Maker(_jobcentre, _issue, _keep_issued),
    CHANGE_NOTICE: Maker(_change_notice, _fill, _keep_form),
    START_ERROR: Maker(_start_error, _fill, _keep_form),
    SURVEY: Maker(_survey, _nothing, _keep_survey),
    EXIT: Maker(_exit, _nothing, _keep_exit),
}
