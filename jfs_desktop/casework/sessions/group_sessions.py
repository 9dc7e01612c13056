"""Digital group sessions: plan one, invite, keep the attendance, close it (S5, AMB-21, JFS 1.20, 5.02).

What happens to a person stands on their own case as facts about the group session, and the feedback in
their own JFAP. Nothing on a case tells who else was there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import taking_back
from jfs_desktop.casework.sessions import group_days, group_entries, group_overlaps
from jfs_desktop.casework.sessions.group_views import (
    ATTENDED,
    GroupSheet,
    GroupState,
    PlaceAnswer,
    found,
    sheet_of,
    state_of,
)
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why, told_why
from jfs_desktop.store.unit_of_work import Change, Verb

PLAN = Verb("group_sessions.plan", "plan a group session")
CHANGE = Verb("group_sessions.change", "change the group session")
CALL_OFF = Verb("group_sessions.call_off", "call the group session off")
INVITE = Verb("group_sessions.invite", "invite to the group session")
ANSWER = Verb("group_sessions.answer", "change the attendance")
CLOSE = Verb("group_sessions.close", "close the group session")
TAKE_OFF = Verb("group_sessions.take_off", "")
CORRECT = Verb("group_sessions.correct", "")

PARAGRAPH = "JFS 1.20"
T = TypeVar("T")
TOLD = Changed.GROUPS | Changed.CASES | Changed.CLOCKS | Changed.PLAN | Changed.HISTORY


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What is planned. ``starts_at`` is an aware instant, ``minutes`` how long it is to last;
    ``moved_because`` says why its time or place is another than people were told."""

    topic: str
    starts_at: datetime
    minutes: int
    platform: str
    led_by: str
    moved_because: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Discreet):
    """What became of one invitation, with the feedback or the reason in a few words. ``late_reason`` says
    of a row that is corrected why a return comes after the days for it (T18)."""

    answer: PlaceAnswer
    words: str = field(default="")
    late_reason: str = ""


def plan(workspace: Workspace, given: GroupPlan) -> Outcome[UUID]:
    """Plan a group session. Raises BadInput (``field``) for what is missing."""
    _refuse_unplanned(given)
    with workspace.changing(PLAN) as change:
        group = GroupSession(id=workspace.new_key(), made_by=workspace.me.id, called_off_reason="")
        _put(group, given)
        change.db.add(group)
        change.db.flush()
    return _told(group.id, change, frozenset())


def change_plan(workspace: Workspace, group_id: UUID, given: GroupPlan) -> Outcome[UUID]:
    """Plan it otherwise, before it is closed; another time or place stands on the case of who is to come.

    Raises BadInput, also where nothing says why it is moved, NotFound, RefusedByRule, also for a new day on
    which somebody who is to come cannot.
    """
    _refuse_unplanned(given)
    with workspace.changing(CHANGE) as change:
        group = _open_group(change, workspace, group_id)
        group_days.refuse_move(change.db, workspace, group, london_day(given.starts_at))
        was = group.starts_at, group.platform
        _put(group, given)
        told: tuple[UUID, ...] = ()
        if was != (group.starts_at, group.platform) and group_entries.to_come(change.db, group):
            if not says_why(why := given.moved_because.strip()):
                raise BadInput("Say why it is moved: people are invited.", field="moved_because")
            told = group_entries.moved(change, workspace, group, was[0], why)
    return _told(group_id, change, frozenset(told))


def call_off(workspace: Workspace, group_id: UUID, reason: str) -> Outcome[UUID]:
    """It does not take place, which stands with the reason on the case of each who was to come; the
    invitations stay as made, and count as no offer. Raises BadInput without a reason."""
    reason = told_why(reason, "Say why it does not take place.")
    with workspace.changing(CALL_OFF) as change:
        group = _open_group(change, workspace, group_id)
        group.called_off_at, group.called_off_reason = change.at, reason
        told = group_entries.called_off(change, workspace, group, reason)
    return _told(group_id, change, frozenset(told))


def invite(workspace: Workspace, group_id: UUID, case_ids: Collection[UUID]) -> Outcome[GroupSheet]:
    """Give participants a place and record on each case that they were invited.

    The size is a guide and never refuses (AMB-21). Raises RefusedByRule, naming the person, where the
    journey refuses one, also on the day of the session; then nobody is invited.
    """
    with workspace.changing(INVITE) as change:
        group = _open_group(change, workspace, group_id)
        held = set(change.db.scalars(select(GroupPlace.case_id).where(GroupPlace.group_id == group_id)))
        new = [case_id for case_id in case_ids if case_id not in held]
        group_days.refuse(change.db, workspace, london_day(group.starts_at), new)
        for case_id in new:
            fact = group_entries.invited(change, workspace, group, case_id)
            change.db.add(
                GroupPlace(
                    id=workspace.new_key(),
                    group_id=group_id,
                    case_id=case_id,
                    invitation_id=fact.id,
                    answer=PlaceAnswer.INVITED.value,
                    words="",
                )
            )
        change.db.flush()
        view = sheet_of(change.db, workspace, group)
    return _told(view, change, frozenset(case_ids))


def take_off(workspace: Workspace, group_id: UUID, case_id: UUID, reason: str) -> Outcome[GroupSheet]:
    """Take back an invitation that was a mistake, with its fact. Raises BadInput without a reason."""
    reason = told_why(reason, "Say why the invitation is taken back.")
    with workspace.changing(TAKE_OFF, reason=reason) as change:
        group = _open_group(change, workspace, group_id)
        row = _place(change, group_id, case_id)
        group_entries.withdraw(change, workspace, row.invitation_id, reason)
        change.db.delete(row)
        change.db.flush()
        view = sheet_of(change.db, workspace, group)
    return _told(view, change, frozenset({case_id}))


def answer(workspace: Workspace, group_id: UUID, case_id: UUID, given: Answer) -> Outcome[GroupSheet]:
    """Keep what the grid says of one person; it reaches their case when the session is closed."""
    with workspace.changing(ANSWER) as change:
        group = _open_group(change, workspace, group_id)
        row = _place(change, group_id, case_id)
        row.answer, row.words = given.answer.value, given.words.strip()
        change.db.flush()
        view = sheet_of(change.db, workspace, group)
    return Outcome(view, Changed.GROUPS, frozenset({case_id}), change.change_id, ANSWER.label)


def close(
    workspace: Workspace, group_id: UUID, headcount: int, late_reasons: Mapping[UUID, str] | None = None
) -> Outcome[GroupSheet]:
    """Settle the attendance: facts on every case, feedback in every JFAP, all in one change.

    ``late_reasons`` says of a case why that person comes back after the days for it (T18). Raises LateReturn
    where it does not; BadInput for somebody who is still only invited or for a reason that is missing (all
    name the case in ``field``), for fewer heads than came, and for somebody who came to another one of that
    time (S5); RefusedByRule before it has begun, and over counted 1-2-1 time of who led it or came (S2).
    """
    late = late_reasons or {}
    with workspace.changing(CLOSE) as change:
        group = _open_group(change, workspace, group_id)
        if state_of(workspace, group) is GroupState.PLANNED:
            raise RefusedByRule("It has not begun yet.", remedy="Close it once it was held, or call it off.")
        rows = change.db.scalars(select(GroupPlace).where(GroupPlace.group_id == group_id)).all()
        for row in rows:
            group_entries.refuse_unsettled(change, row)
        came = sum(row.answer in ATTENDED for row in rows)
        if headcount < came:
            raise BadInput(f"{came} of yours came; the headcount cannot be less.", field="headcount")
        group_overlaps.refuse_over_counted(change, workspace, group, rows)
        group_overlaps.refuse_in_two(change, group, rows)
        for row in rows:
            row.outcome_id = group_entries.settle(change, workspace, group, row, late.get(row.case_id, ""))
        group.headcount, group.closed_at = headcount, change.at
        change.db.flush()
        view = sheet_of(change.db, workspace, group)
    return _told(view, change, frozenset(row.case_id for row in rows))


def correct(
    workspace: Workspace, group_id: UUID, case_id: UUID, given: Answer, reason: str
) -> Outcome[GroupSheet]:
    """Correct one row of a closed session: the old fact is taken back, the right one recorded.

    Raises BadInput without a reason, LateReturn for a return whose lateness nothing explains, RefusedByRule
    for a session that is not closed, and where a completion rests on the attendance (X2); and what
    :func:`close` raises for somebody who was elsewhere at that time (S2, S5).
    """
    reason = told_why(reason, "Say why this is corrected.")
    with workspace.changing(CORRECT, reason=reason) as change:
        group = found(change.db, group_id)
        if state_of(workspace, group) is not GroupState.CLOSED:
            raise RefusedByRule("Only a closed group session is corrected with a reason.")
        row = _place(change, group_id, case_id)
        late = given.late_reason.strip()
        with taking_back.completion_kept(change, workspace, case_id):
            if row.outcome_id is not None:
                late = group_entries.withdraw(change, workspace, row.outcome_id, reason, late)
            if row.answer == PlaceAnswer.CAME_IN_DOUBT:
                group_entries.take_doubt_back(change, workspace, group_id, case_id, reason)
            row.answer, row.words = given.answer.value, given.words.strip()
            group_entries.refuse_unsettled(change, row)
            if row.answer in ATTENDED:
                group_overlaps.refuse_over_counted(change, workspace, group, [row])
                group_overlaps.refuse_in_two(change, group, [row])
            row.outcome_id = group_entries.settle(change, workspace, group, row, late)
            change.db.flush()
        view = sheet_of(change.db, workspace, group)
    return _told(view, change, frozenset({case_id}))


def _open_group(change: Change, workspace: Workspace, group_id: UUID) -> GroupSession:
    group = found(change.db, group_id)
    state = state_of(workspace, group)
    if state is GroupState.CLOSED:
        raise RefusedByRule(
            "This group session is closed.", remedy="Correct a single row, with a reason, where one is wrong."
        )
    if state is GroupState.CALLED_OFF:
        raise RefusedByRule("This group session was called off.", remedy="Plan another one.")
    return group


def _place(change: Change, group_id: UUID, case_id: UUID) -> GroupPlace:
    row = change.db.scalars(
        select(GroupPlace).where(GroupPlace.group_id == group_id, GroupPlace.case_id == case_id)
    ).first()
    if row is None:
        raise NotFound("This person has no place in that group session.")
    change.case_ids.add(case_id)
    return row


def _refuse_unplanned(given: GroupPlan) -> None:
    for name, text, words in (
        ("topic", given.topic, "Say what it is about."),
        ("platform", given.platform, "Say where you meet online."),
        ("led_by", given.led_by, "Say who leads it."),
    ):
        if not text.strip():
            raise BadInput(words, field=name, paragraph=PARAGRAPH)
    if given.minutes < 1:
        raise BadInput("Say how long it is to last.", field="minutes")


def _put(group: GroupSession, given: GroupPlan) -> None:
    group.topic, group.platform = given.topic.strip(), given.platform.strip()
    group.led_by, group.minutes, group.starts_at = given.led_by.strip(), given.minutes, given.starts_at


def _told(value: T, change: Change, case_ids: frozenset[UUID]) -> Outcome[T]:
    return Outcome(value, TOLD, case_ids, change.change_id, change.verb.label)
