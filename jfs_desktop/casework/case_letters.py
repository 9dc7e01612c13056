"""Letters and forms to be made from a case: which there are, what each asks for, and the filled paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts, case_papers, wording_blocks
from jfs_desktop.casework.appointments import next_agreed
from jfs_desktop.casework.case_papers import FilledPaper
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import london_day
from jfs_desktop.documents import forms, letters
from jfs_desktop.documents.forms import JFS07, PRAP14, Error, Referred
from jfs_desktop.documents.letters import Letter, Meeting, Recipient
from jfs_desktop.documents.paper import Issuer, Paper
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import Plan, PlanVersion
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.document_language import DocumentLanguage
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey import start_date
from jfs_desktop.rules.programme import Programme

NAMES: Mapping[str, str] = {
    Letter.FIRST_CONTACT: "First contact letter",
    Letter.APPOINTMENT: "Confirmation of an appointment",
    Letter.MISSED: "Letter after a missed appointment",
    Letter.DRAFT_JFAP: "Covering letter with the draft JFAP",
    Letter.FINAL_JFAP: "Covering letter with the final JFAP",
    JFS07: "JFS07: change of circumstances",
    PRAP14: "PRaP14: error found after the start",
}
FOR_DWP = (JFS07, PRAP14)


@dataclass(frozen=True, slots=True, repr=False)
class Typed(Discreet):
    """What is typed for a paper: by when to reply, and for JFS07 since when what has changed, and what that
    means for the provision."""

    reply_by: date | None = None
    changed_on: date | None = None
    change: str = field(default="", repr=False)
    effect: str = field(default="", repr=False)
    other_reference: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class _Case(Discreet):
    """What every paper is made from."""

    known: CaseFacts
    programme: Programme
    person: Participant
    referral: Referral
    to: Recipient
    issuer: Issuer
    now: datetime
    version: int | None


def fill(workspace: Workspace, case_id: UUID, kind: str, typed: Typed | None = None) -> FilledPaper:
    """A letter or form of the case, in the person's language; what goes to DWP is in English.

    Raises NotFound for an unknown kind or case, RefusedByRule where the case has nothing for it to say
    (no appointment, no error found), BadInput (``change``, ``provider_telephone``), MissingTranslation.
    """
    maker = _MAKERS.get(kind)
    if maker is None:
        raise NotFound(f"There is no letter or form '{kind}'.")
    with workspace.reading() as db:
        found = _read(db, workspace, case_id, DocumentLanguage.ENGLISH if kind in FOR_DWP else None)
        made = maker(db, found, typed or Typed())
    if kind not in FOR_DWP:
        case_papers.refuse_without_contact(made.issuer)
    return case_papers.fill(workspace, made)


def _read(db: Session, workspace: Workspace, case_id: UUID, language: DocumentLanguage | None) -> _Case:
    case, known = case_of(db, case_id), case_facts.load(db, case_id)
    newest = (
        select(PlanVersion.number)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    )
    return _Case(
        known,
        workspace.programmes.of(known),
        db.get_one(Participant, case.participant_id),
        db.get_one(Referral, case.referral_id),
        case_papers.recipient_in(db, case_id, language),
        case_papers.issuer_in(db, workspace, case_id),
        workspace.now(),
        db.scalar(newest),
    )


def _first_contact(db: Session, case: _Case, typed: Typed) -> Paper:
    minimums = case.programme.minimums
    return letters.first_contact(
        case.to,
        case.issuer,
        case.now,
        hours=minimums.one_to_one_minutes // 60,
        days=minimums.provision_working_days,
        conditionality=_block(db, case, "conditionality"),
        reply_by=typed.reply_by,
    )


def _appointment(db: Session, case: _Case, __: Typed) -> Paper:
    meeting = _coming(db, case)
    if meeting is None:
        raise RefusedByRule(
            "No appointment is agreed that could be confirmed.",
            remedy="Agree one first, then make the letter.",
            paragraph="JFS 3.14",
        )
    return letters.appointment(case.to, case.issuer, case.now, meeting)


def _missed(db: Session, case: _Case, typed: Typed) -> Paper:
    fact = case.known.last(FactKind.INITIAL_MEETING_MISSED, FactKind.MEETING_MISSED)
    if fact is None:
        raise RefusedByRule(
            "No missed appointment is recorded.", remedy="Record it first.", paragraph="JFS 4.17"
        )
    at = letters.meeting_at(fact.at).at if fact.at is not None else ""
    return letters.missed(
        case.to,
        case.issuer,
        case.now,
        Meeting(fact.on, at),
        conditionality=_block(db, case, "conditionality"),
        reply_by=typed.reply_by,
    )


def _draft(db: Session, case: _Case, _: Typed) -> Paper:
    return letters.draft_plan(
        case.to,
        case.issuer,
        case.now,
        version=case.version,
        how_to_query=_block(db, case, "how_to_query"),
        next_meeting=_coming(db, case),
    )


def _final(db: Session, case: _Case, _: Typed) -> Paper:
    if not case.known.has(FactKind.JFAP_FINALISED):
        raise RefusedByRule("The JFAP is not final yet.", remedy="Make it final first.", paragraph="JFS 5.02")
    return letters.final_plan(
        case.to,
        case.issuer,
        case.now,
        version=case.version,
        call_reminder=_block(db, case, "call_reminder"),
        how_to_query=_block(db, case, "how_to_query"),
    )


def _change_notice(_: Session, case: _Case, typed: Typed) -> Paper:
    told = case.known.last(FactKind.CHANGE_NOTICED, FactKind.BENEFIT_CHANGE_NOTICED)
    change = typed.change.strip() or (str(told.detail.get("what", "")) if told else "")
    if not change:
        raise BadInput("Say what has changed.", field="change", paragraph="JFS 4.27")
    since = typed.changed_on or (told.on if told else None)
    return forms.change_notice(_referred(case), case.issuer, case.now, since, change, typed.effect)


def _cancellation(_: Session, case: _Case, typed: Typed) -> Paper:
    found = case.known.last(FactKind.ERROR_FOUND_AFTER_START)
    if found is None:
        raise RefusedByRule(
            "No error is recorded that was found after the start.",
            remedy="Record on PRaP's page what is wrong, then make the form.",
            paragraph="JFS 3.37",
        )
    asks = case.programme.fact_kinds[FactKind.ERROR_FOUND_AFTER_START].asks
    names = {choice.key: choice.name for one in asks if one.key == "error" for choice in one.choices}
    error = Error(
        names.get(str(found.detail.get("error")), ""),
        found.on,
        str(found.detail.get("explanation", "")),
        typed.other_reference,
    )
    return forms.cancellation(_referred(case), case.issuer, case.now, error, case.programme.prap.post_address)


def _referred(case: _Case) -> Referred:
    keyed = case.known.last(FactKind.START_KEYED)
    return Referred(
        case.person.name,
        case.referral.prap_reference,
        case.person.ni_number or "",
        case.person.date_of_birth,
        case.referral.jobcentre,
        case.referral.work_coach,
        case.referral.referral_made_on,
        start_date(case.known),
        keyed.on if keyed is not None else None,
    )


def _coming(db: Session, case: _Case) -> Meeting | None:
    """The appointment that is to come: the initial meeting as booked, or the next one agreed."""
    today = london_day(case.now)
    booked = case.known.last(FactKind.MEETING_BOOKED)
    if booked is not None and not case.known.has(FactKind.INITIAL_MEETING_HELD):
        on = date.fromisoformat(str(booked.detail["booked_for"]))
        asks = case.programme.fact_kinds[FactKind.MEETING_BOOKED].asks
        names = {one.key: one.name for ask in asks if ask.key == "method" for one in ask.choices}
        method = str(booked.detail.get("method", ""))
        said = Meeting(
            on,
            str(booked.detail.get("booked_at", "")),
            names.get(method, ""),
            str(booked.detail.get("platform", "")),
            method == "telephone",
        )
        return said if on >= today else None
    agreed = next_agreed(case.known, case.programme)
    if agreed is None or agreed.on < today:
        return None
    told = case.known.last(FactKind.APPOINTMENT_AGREED)
    channels = {one.key: one.name for one in case.programme.channels}
    row = db.get(CaseFact, told.id) if told is not None else None
    how = row.channel if row is not None else ""
    return Meeting(agreed.on, agreed.at, channels.get(how, ""), "", how == "telephone")


def _block(db: Session, case: _Case, key: str) -> list[str]:
    return wording_blocks.block_in(db, key, case.to.language.value).lines


_MAKERS: Mapping[str, Callable[[Session, _Case, Typed], Paper]] = {
    Letter.FIRST_CONTACT: _first_contact,
    Letter.APPOINTMENT: _appointment,
    Letter.MISSED: _missed,
    Letter.DRAFT_JFAP: _draft,
    Letter.FINAL_JFAP: _final,
    JFS07: _change_notice,
    PRAP14: _cancellation,
}
