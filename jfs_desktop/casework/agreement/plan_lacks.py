"""What stands in the way of the final JFAP, each with what has to be recorded first (P5, P7, P8, T22)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan.plan_readiness import refuse_unready
from jfs_desktop.casework.recording import completion
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.facts.transitions import START_NEEDS
from jfs_desktop.rules.journey.journey import refusal, stage_of
from jfs_desktop.rules.mail.jfap_request import Lack
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_state import refused_by_queries
from jfs_desktop.rules.programme.programme import Programme

_ON_PROVISION = {Stage.STARTED, Stage.FINALISING, Stage.TIME_EXPIRED}


def of_plan(
    db: Session, workspace: Workspace, known: CaseFacts, content: PlanContent, left_out: tuple[str, ...]
) -> tuple[Lack, ...]:
    """All of it: of the case first, then of the text. ``left_out`` are the activities that are not in it.

    The keys: 'stage' where nothing helps, 'start' and 'away' with what has to be recorded, 'query',
    'session', 'objectives', 'next_steps', 'activities', 'unplanned'.
    """
    return (*_of_case(db, workspace, known), *_of_text(content, left_out))


def _of_case(db: Session, workspace: Workspace, known: CaseFacts) -> Iterator[Lack]:
    programme, today = workspace.programmes.of(known), workspace.today()
    stage = stage_of(known, programme, workspace.calendar, today)

    def against(kind: FactKind) -> Lack | None:
        told = refusal(kind, known, programme, workspace.calendar, today=today, on=today)
        if told is None:
            return None
        unmet = FactKind.INITIAL_MEETING_HELD in told.missing
        return Lack("start" if unmet else "stage", told.text, told.paragraph, told.missing)

    if (barred := against(FactKind.JFAP_FINALISED)) is not None:
        yield barred
    elif stage not in _ON_PROVISION:
        yield _not_taking_part(stage, known, programme, may_return=against(FactKind.RE_ENGAGED) is None)
    if (told := refused_by_queries(known)) is not None:
        yield Lack("query", told.text, told.paragraph)
    elif (told := completion.refusal_of_finalising(db, known)) is not None:
        yield Lack("session", told.text, told.paragraph)


def _not_taking_part(stage: Stage, known: CaseFacts, programme: Programme, *, may_return: bool) -> Lack:
    """Why somebody who met the adviser is not on provision and taking part, and what would change that."""
    if stage is Stage.MEETING_HELD:
        needed = tuple(_first(papers) for papers in START_NEEDS if not known.has(*papers))
        names = "; ".join(programme.fact_kinds[kind].name for kind in needed)
        return Lack("start", f"The start is not complete. Still to be recorded: {names}.", "JFS 3.19", needed)
    if stage is Stage.DISENGAGED and may_return:
        return Lack(
            "away",
            "The participant has disengaged. Record first that they are back in contact.",
            "JFS 4.19",
            (FactKind.RE_ENGAGED,),
        )
    return Lack(
        "stage", "Only while somebody is on provision and taking part is a JFAP made final.", "JFS 4.09"
    )


def _first(papers: frozenset[FactKind]) -> FactKind:
    """The one of them that comes first in the journey."""
    return next(kind for kind in FactKind if kind in papers)


def _of_text(content: PlanContent, left_out: tuple[str, ...]) -> Iterator[Lack]:
    try:
        refuse_unready(content)
    except RefusedByRule as refused:
        yield Lack("objectives", f"{refused.text} {refused.remedy}".strip(), refused.paragraph)
    if not content.next_steps.strip():
        yield Lack("next_steps", "The next steps are not written down yet.", "JFS 4.07")
    if not content.activities:
        yield Lack("activities", "The record of activities is empty.", "JFS 4.02")
    if left_out:
        is_not = "activity is" if len(left_out) == 1 else "activities are"
        yield Lack(
            "unplanned", f"{len(left_out)} {is_not} not in the JFAP: {'; '.join(left_out)}.", "JFS 4.02"
        )
