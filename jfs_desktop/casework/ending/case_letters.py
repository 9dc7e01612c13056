"""Letters, forms and records to be made from a case: which there are, and the filled paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_agreed
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers
from jfs_desktop.casework.documents.case_papers import FilledPaper
from jfs_desktop.casework.documents.paper_sources import PaperCase, Typed, block, read
from jfs_desktop.casework.ending.case_records import signpost_sheet, survey_record
from jfs_desktop.casework.sessions import signposting
from jfs_desktop.clock import london_day
from jfs_desktop.documents.papers import forms, letters
from jfs_desktop.documents.papers.forms import IPESSO1, JFS07, PRAP14, SURVEY, Error, Referred
from jfs_desktop.documents.papers.letters import Letter, Meeting
from jfs_desktop.documents.papers.paper import Paper
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.journey.journey import start_date
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.questions import choice_name

__all__ = ["FOR_DWP", "LETTERS", "NAMES", "Typed", "fill", "offered"]

NAMES: Mapping[str, str] = {
    Letter.FIRST_CONTACT: "First contact letter",
    Letter.APPOINTMENT: "Confirmation of an appointment",
    Letter.MISSED: "Letter after a missed appointment",
    Letter.DRAFT_JFAP: "Covering letter with the draft JFAP",
    Letter.FINAL_JFAP: "Covering letter with the final JFAP",
    JFS07: "JFS07: change of circumstances",
    PRAP14: "PRaP14: error found after the start",
    SURVEY: "Survey record",
    IPESSO1: "Sheet to go with IPESSO1",
}
LETTERS = tuple(kind for kind in NAMES if kind in set(Letter))
FOR_DWP = (JFS07, PRAP14)


def offered(workspace: Workspace, case_id: UUID) -> tuple[str, ...]:
    """The kinds that a case can have: the sheet for IPESSO1 only where it signposts, a letter to the person
    only while they live (X8). Raises NotFound."""
    with workspace.reading() as db:
        signposts = signposting.is_on(db, workspace.programmes.of_case(db, case_id))
        without = LETTERS if has_died(case_facts.load(db, case_id)) else ()
    return tuple(kind for kind in NAMES if kind not in without and (kind != IPESSO1 or signposts))


def fill(workspace: Workspace, case_id: UUID, kind: str, typed: Typed | None = None) -> FilledPaper:
    """A letter, form or record of the case, in the person's language; what goes to DWP is in English.

    Raises NotFound for an unknown kind or case, RefusedByRule where the case has nothing for it to say
    (no appointment, no error found, nobody asked) or no letter goes out to them any more, BadInput
    (``change``, ``provider_telephone``, ``told_on``, ``told``, ``volunteers``), MissingTranslation.
    """
    maker = _MAKERS.get(kind)
    if maker is None:
        raise NotFound(f"There is no letter or form '{kind}'.")
    with workspace.reading() as db:
        found = read(db, workspace, case_id, DocumentLanguage.ENGLISH if kind in FOR_DWP else None)
        if kind in LETTERS and has_died(found.known):
            raise RefusedByRule(
                "The person has died. No letter goes out to them any more.", paragraph="JFS 5.11"
            )
        made = maker(db, found, typed or Typed())
    if kind in LETTERS:
        case_papers.refuse_without_contact(made.issuer)
    return case_papers.fill(workspace, made)


def _first_contact(db: Session, case: PaperCase, typed: Typed) -> Paper:
    minimums, stays = case.programme.minimums, block(db, case, "conditionality")
    made = letters.first_contact(
        case.to,
        case.issuer,
        case.now,
        hours=minimums.one_to_one_minutes // 60,
        days=minimums.provision_working_days,
        conditionality=stays.lines,
        reply_by=typed.reply_by,
    )
    return replace(made, wording=(stays.offered,))


def _appointment(db: Session, case: PaperCase, __: Typed) -> Paper:
    meeting = _coming(db, case)
    if meeting is None:
        raise RefusedByRule(
            "No appointment is agreed that could be confirmed.",
            remedy="Agree one first, then make the letter.",
            paragraph="JFS 3.14",
        )
    return letters.appointment(case.to, case.issuer, case.now, meeting)


def _missed(db: Session, case: PaperCase, typed: Typed) -> Paper:
    fact = case.known.last(FactKind.INITIAL_MEETING_MISSED, FactKind.MEETING_MISSED)
    if fact is None:
        raise RefusedByRule(
            "No missed appointment is recorded.", remedy="Record it first.", paragraph="JFS 4.17"
        )
    at = letters.meeting_at(fact.at).at if fact.at is not None else ""
    stays = block(db, case, "conditionality")
    made = letters.missed(
        case.to,
        case.issuer,
        case.now,
        Meeting(fact.on, at),
        conditionality=stays.lines,
        reply_by=typed.reply_by,
    )
    return replace(made, wording=(stays.offered,))


def _draft(db: Session, case: PaperCase, _: Typed) -> Paper:
    query = block(db, case, "how_to_query")
    made = letters.draft_plan(
        case.to,
        case.issuer,
        case.now,
        version=case.version,
        how_to_query=query.lines,
        next_meeting=_coming(db, case),
    )
    return replace(made, wording=(query.offered,))


def _final(db: Session, case: PaperCase, _: Typed) -> Paper:
    if not case.known.has(FactKind.JFAP_FINALISED):
        raise RefusedByRule("The JFAP is not final yet.", remedy="Make it final first.", paragraph="JFS 5.02")
    call, query = block(db, case, "call_reminder"), block(db, case, "how_to_query_closed")
    made = letters.final_plan(
        case.to,
        case.issuer,
        case.now,
        version=case.version,
        call_reminder=call.lines,
        how_to_query=query.lines,
    )
    return replace(made, wording=(call.offered, query.offered))


def _change_notice(_: Session, case: PaperCase, typed: Typed) -> Paper:
    told = case.known.last(FactKind.CHANGE_NOTICED, FactKind.BENEFIT_CHANGE_NOTICED)
    change = typed.change.strip() or (str(told.detail.get("what", "")) if told else "")
    if not change:
        raise BadInput("Say what has changed.", field="change", paragraph="JFS 4.27")
    since = typed.changed_on or (told.on if told else None)
    return forms.change_notice(_referred(case), case.issuer, case.now, since, change, effect=typed.effect)


def _cancellation(_: Session, case: PaperCase, typed: Typed) -> Paper:
    found = case.known.last(FactKind.ERROR_FOUND_AFTER_START)
    if found is None:
        raise RefusedByRule(
            "No error is recorded that was found after the start.",
            remedy="Record on PRaP's page what is wrong, then make the form.",
            paragraph="JFS 3.37",
        )
    asks = case.programme.fact_kinds[FactKind.ERROR_FOUND_AFTER_START].asks
    error = Error(
        choice_name(asks, "error", str(found.detail.get("error", ""))),
        found.on,
        str(found.detail.get("explanation", "")),
        typed.other_reference,
    )
    return forms.cancellation(_referred(case), case.issuer, case.now, error, case.programme.prap.post_address)


def _referred(case: PaperCase) -> Referred:
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


def _coming(db: Session, case: PaperCase) -> Meeting | None:
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


_MAKERS: Mapping[str, Callable[[Session, PaperCase, Typed], Paper]] = {
    Letter.FIRST_CONTACT: _first_contact,
    Letter.APPOINTMENT: _appointment,
    Letter.MISSED: _missed,
    Letter.DRAFT_JFAP: _draft,
    Letter.FINAL_JFAP: _final,
    JFS07: _change_notice,
    PRAP14: _cancellation,
    SURVEY: survey_record,
    IPESSO1: signpost_sheet,
}
