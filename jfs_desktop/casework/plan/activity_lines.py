"""What was done writes itself into the JFAP: a dated sentence in its record of activities and under its
heading (P4, P6, JFS 4.02, 4.06).

Only the answers to the fact's own questions are told there: a note is the adviser's, and the plan is
read by the participant and, on request, by the Jobcentre.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plan_records
from jfs_desktop.clock import LONDON
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.documents.wording.record_sentences import UNDER, begun_small, in_way, sentence
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.plan import Plan, PlanActivity, PlanHeading
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import HeadingStatus
from jfs_desktop.rules.plan.plan_state import AGREED_HOW, PlanStep, step_of
from jfs_desktop.rules.programme.clock_rules import FactRule
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO, YES, AnswerKind, Question, chosen, is_asked
from jfs_desktop.rules.writing.wording import long_day, short_day
from jfs_desktop.store.unit_of_work import Change

_CHOSEN = (AnswerKind.CHOICE, AnswerKind.YES_NO)
_NO_TIME = time(12)  # of a fact whose time nobody knows: its own day in any season


def put(change: Change, programme: Programme, fact: CaseFact, new_key: Callable[[], UUID]) -> None:
    """Write the line of a fact that has one, within the change that records it. A plan that is kept as it
    stood at an early end takes none (AMB-23)."""
    rule = programme.fact_kinds[FactKind(fact.kind)]
    if fact.case_id is None or not (rule.heading or rule.heading_by):
        return
    if step_of(case_facts.load(change.db, fact.case_id)) is PlanStep.FROZEN:
        return
    plan = plan_records.plan_for_writing(change.db, fact.case_id, new_key, change.at)
    _key, title = _heading(programme, rule, fact)
    person = change.db.get(Staff, fact.by_staff_id) if fact.by_staff_id else None
    change.db.add(
        PlanActivity(
            id=new_key(),
            plan_id=plan.id,
            fact_id=fact.id,
            happened_at=fact.happened_at or datetime.combine(fact.happened_on, _NO_TIME, LONDON),
            kind=title,
            text="\n".join(_lines(rule, fact)),
            adviser=person.name if person else "",
        )
    )
    for heading, words in under_headings(programme, fact).items():
        _mark_done(change.db, plan, heading, words, new_key)
    change.db.flush()


def under_headings(programme: Programme, fact: CaseFact) -> dict[str, str]:
    """What a fact writes under the headings of the plan, by their keys: always the same for the same fact."""
    rule = programme.fact_kinds[FactKind(fact.kind)]
    if not (rule.heading or rule.heading_by):
        return {}
    key, _title = _heading(programme, rule, fact)
    under = {key: list(_lines(rule, fact))} if key else {}
    for question in rule.asks:
        answer = fact.detail.get(question.key, "")
        if question.heading and answer and is_asked(question, fact.detail):
            told = sentence(UNDER, (question.key,), {question.key: answer}) or answer
            under.setdefault(question.heading, []).append(told)
    return {
        heading: "\n".join([f"{dated(fact)}{begun_small(first)}", *others])
        for heading, (first, *others) in under.items()
    }


def dated(fact: CaseFact) -> str:
    """How its words begin under a heading."""
    return f"{short_day(fact.happened_on)}: "


def put_missing(change: Change, programme: Programme, case_id: UUID, new_key: Callable[[], UUID]) -> None:
    """Write the lines of what was recorded while the plan was kept, once its early end is taken back."""
    told = select(PlanActivity.fact_id).where(PlanActivity.fact_id.is_not(None))
    untold = (CaseFact.case_id == case_id, CaseFact.withdrawn_at.is_(None), CaseFact.id.not_in(told))
    for fact in change.db.scalars(select(CaseFact).where(*untold).order_by(CaseFact.happened_on)).all():
        put(change, programme, fact, new_key)


def take_back(db: Session, workspace: Workspace, fact: CaseFact) -> None:
    """Take the line of a withdrawn fact out of the record, and its words from under its headings where they
    stand as they were written (P6); frozen versions keep what they showed."""
    plan = plan_records.find_plan(db, fact.case_id) if fact.case_id is not None else None
    if plan is None or fact.case_id is None:
        return
    for line in db.scalars(select(PlanActivity).where(PlanActivity.fact_id == fact.id)):
        db.delete(line)
    under = under_headings(workspace.programmes.of_case(db, fact.case_id), fact)
    rows = select(PlanHeading).where(PlanHeading.plan_id == plan.id, PlanHeading.key.in_(under))
    for row in db.scalars(rows).all():
        _cut(row, under[row.key])


def _cut(row: PlanHeading, words: str) -> None:
    """Nothing is cut of what somebody has reworded. A heading of which nothing is left is open again."""
    lines, gone = row.text.split("\n"), words.split("\n")
    last = len(lines) - len(gone)
    place = next((at for at in range(last, -1, -1) if lines[at : at + len(gone)] == gone), None)
    if place is None:
        return
    row.text = "\n".join([*lines[:place], *lines[place + len(gone) :]])
    if not row.text.strip() and row.status == HeadingStatus.DONE:
        row.status = HeadingStatus.OPEN.value


def _heading(programme: Programme, rule: FactRule, fact: CaseFact) -> tuple[str, str]:
    """Key and title of the plan's heading; a kind of support without one is called by its own name."""
    key = rule.heading or str(fact.detail.get(rule.heading_by, ""))
    title = next((heading.title for heading in programme.plan_headings if heading.key == key), "")
    if title:
        return key, title
    asked = next((question for question in rule.asks if question.key == rule.heading_by), None)
    names = {choice.key: choice.name for choice in asked.choices} if asked else {}
    return "", names.get(key, rule.name)


def _lines(rule: FactRule, fact: CaseFact) -> Iterator[str]:
    """The sentence that says what was done, then what was typed about it; never nothing."""
    answered = list(_answered(rule, fact))
    chosen_keys = [answer for question, answer in answered if question.kind in _CHOSEN]
    short = [(question, answer) for question, answer in answered if question.kind is not AnswerKind.WORDS]
    told = sentence(rule.kind.value, chosen_keys, {one.key: _words(one, said) for one, said in short})
    if told:
        yield told
    else:
        named = [one for one in short if one[0].key != rule.heading_by]
        yield "; ".join(f"{one.text}: {_words(one, said)}" for one, said in named) or rule.name
    yield from (answer for question, answer in answered if question.kind is AnswerKind.WORDS)


def _answered(rule: FactRule, fact: CaseFact) -> Iterator[tuple[Question, str]]:
    for question in rule.asks:
        answer = str(fact.detail.get(question.key, "")).strip()
        # How it was sure who it is stays with the case (I3).
        if answer and question.key != IDENTITY and is_asked(question, fact.detail):
            yield question, answer


def _words(question: Question, answer: str) -> str:
    if question.kind in (AnswerKind.CHOICE, AnswerKind.CHOICES):
        names = {choice.key: choice.name for choice in question.choices}
        return ", ".join(names.get(key, key) for key in chosen(answer))
    if question.kind is AnswerKind.YES_NO:
        return {YES: "yes", NO: "no"}.get(answer, answer)
    if question.kind is AnswerKind.DAY:
        return long_day(datetime.fromisoformat(answer).date())
    if question.key == AGREED_HOW:
        return in_way(labels_in(DocumentLanguage.ENGLISH), answer) or f"({answer})"
    return answer


def _mark_done(db: Session, plan: Plan, key: str, words: str, new_key: Callable[[], UUID]) -> None:
    """The heading is worked on now: what was done is added below what stands there already."""
    row = db.scalars(
        select(PlanHeading).where(PlanHeading.plan_id == plan.id, PlanHeading.key == key)
    ).first()
    if row is None:
        db.add(
            PlanHeading(id=new_key(), plan_id=plan.id, key=key, status=HeadingStatus.DONE.value, text=words)
        )
        return
    row.status = HeadingStatus.DONE.value
    row.text = f"{row.text}\n{words}" if row.text else words
