"""Records made from a case: the survey as it was asked and answered, and the sheet that goes with IPESSO1."""

from __future__ import annotations

from sqlalchemy.orm import Session

from jfs_desktop.casework.documents.paper_sources import PaperCase, Signposted, Typed
from jfs_desktop.casework.ending.ending_papers import survey_standing
from jfs_desktop.casework.sessions import signposting
from jfs_desktop.documents.papers import forms
from jfs_desktop.documents.papers.forms import EXPLAINED, Signpost, SurveyAnswer
from jfs_desktop.documents.papers.paper import Paper
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind

_SAID = ("spoken", "reason")
"""Under which keys the answer in their own words stands: what was said, or what was written."""


def survey_record(db: Session, case: PaperCase, _: Typed) -> Paper:
    """The survey of the case, answered or not yet (Q7, Q8). Its questions are those of the case's own
    programme, so that an old answer keeps its version (Q11)."""
    stands = survey_standing(db, case.known, case.programme, None)
    if stands.asked_on is None:
        raise RefusedByRule(
            "Nobody has asked for the survey yet.",
            remedy="Record on the Ending tab that it was asked for.",
            paragraph="JFS 7.44",
        )
    answered = case.known.last(FactKind.SURVEY_ANSWERED)
    detail = answered.detail if answered is not None else {}
    asked = case.programme.survey
    said = SurveyAnswer(
        asked.version,
        asked.question,
        asked.answers,
        asked.follow_up,
        stands.answered_by or stands.asked_by,
        stands.answer,
        next((detail[key] for key in _SAID if detail.get(key)), ""),
        stands.answered_on,
        detail.get("why_telephone", ""),
    )
    return forms.survey(case.to, case.issuer, case.now, said)


def signpost_sheet(db: Session, case: PaperCase, typed: Typed) -> Paper:
    """The sheet that goes with IPESSO1 (O7, O8). The form is opened only once every point was told and the
    person volunteers, so that a sheet of a form filled in or signed shows all of them."""
    if not signposting.is_on(db, case.programme):
        raise RefusedByRule(
            "This programme does not signpost to IPES.",
            remedy="Head office can turn it on in Settings.",
            paragraph="IPES 5.11",
        )
    said, stands = typed.signposted, signposting.standing(case.known, case.programme, case.calendar)
    if said.completed_on is not None or stands.signed_on is not None:
        _refuse_untold(said)
    sheet = Signpost(
        said.organisation.strip() or case.issuer.provider,
        {point: said.told_on if point in said.told else None for point in EXPLAINED},
        said.volunteers,
        said.completed_on or stands.signed_on,
        stands.signed_on,
        stands.send_by,
        said.inbox.strip(),
    )
    return forms.signpost(case.to, case.issuer, case.now, sheet)


def _refuse_untold(said: Signposted) -> None:
    if said.told_on is None:
        raise BadInput("Say on which day it was explained.", field="told_on", paragraph="IPES 5.13")
    if not said.told.issuperset(EXPLAINED):
        raise BadInput(
            "Every point is told before the form is opened.",
            field="told",
            remedy="Take those that were told, or leave the form until all of them are.",
            paragraph="IPES 5.13",
        )
    if not said.volunteers:
        raise BadInput(
            "The form is filled in only with somebody who wants to volunteer.",
            field="volunteers",
            paragraph="IPES 5.15",
        )
