"""The words of the plan on the screen: owners, days left, what is missing, its state."""

from __future__ import annotations

from datetime import date

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.mail.jfap_request import JobcentreDates
from jfs_desktop.rules.plan.plan import Objective, ObjectiveStatus, PlanContent
from jfs_desktop.rules.plan.plan_state import PlanLock, PlanStep
from jfs_desktop.rules.writing.wording import counted, long_day, short_day
from ui.widgets.plan_statuses import ADVISER, PARTICIPANT

NO_MEASURE = "Say how you will both know that it is done."
NO_WORDS = "Say what was agreed, or delete the row."
NO_OBJECTIVE = "Agree at least one objective with the participant first."


def owner_words(owner: str, first_name: str) -> str:
    """Who does it, as people say it."""
    return {PARTICIPANT: first_name or "Participant", ADVISER: "Adviser"}.get(owner, owner)


def owner_of(words: str, first_name: str) -> str:
    """What was typed under 'Who', as the plan keeps it."""
    said = " ".join(words.split())
    if said.casefold() in ("", PARTICIPANT, first_name.casefold()):
        return PARTICIPANT
    return ADVISER if said.casefold() == ADVISER else said


def target_words(day: date | None, today: date) -> str:
    """'8 June', with its year when it is another one."""
    if day is None:
        return ""
    return short_day(day) if day.year == today.year else long_day(day)


def days_left_words(objective: Objective, today: date, calendar: WorkingDays) -> tuple[str, bool]:
    """What is left until the target date in working days, and whether it has passed (P15)."""
    if objective.target_on is None or objective.status in (ObjectiveStatus.DONE, ObjectiveStatus.DROPPED):
        return "", False
    left = calendar.count_between(today, objective.target_on)
    if objective.target_on == today:
        return "today", False
    if objective.target_on < today:
        return f"{counted(max(1, -left), 'working day')} over", True
    return f"{counted(left, 'working day')} left", False


def target_note(objective: Objective, today: date, last_day: date | None) -> str:
    """A gentle word on a target date that lies outside what is left of the provision (P15); '' for none."""
    day = objective.target_on
    if day is None or objective.status in (ObjectiveStatus.DONE, ObjectiveStatus.DROPPED):
        return ""
    if day < today:
        return "In the past"
    if last_day is not None and day > last_day:
        return f"After the last day, {short_day(last_day)}"
    return ""


def missing(content: PlanContent) -> dict[int, tuple[str, str]]:
    """By place of the objective: the field that is missing and what to do (P5, JFS 4.05).

    The key -1 stands for the whole table: no objective at all.
    """
    standing = [
        (place, row)
        for place, row in enumerate(content.objectives)
        if row.status is not ObjectiveStatus.DROPPED
    ]
    if not standing:
        return {-1: ("objective", NO_OBJECTIVE)}
    found: dict[int, tuple[str, str]] = {}
    for place, row in standing:
        if not row.objective.strip() and not row.action.strip():
            found[place] = ("objective", NO_WORDS)
        elif not row.measure.strip():
            found[place] = ("measure", NO_MEASURE)
    return found


def state_words(view: PlanView, content: PlanContent) -> str:
    """'version 4, draft · last agreed 1 June (version 3)', and when the Jobcentre asked for it (P12)."""
    asked = "".join(f" · {jobcentre_words(one)}" for one in view.jobcentre)
    return f"{_version_words(view, content)}{asked}"


def jobcentre_words(dates: JobcentreDates) -> str:
    """'Jobcentre asked 3 June, issued 7 June'."""
    issued = f"issued {short_day(dates.issued_on)}" if dates.issued_on else "not issued yet"
    return f"Jobcentre asked {short_day(dates.requested_on)}, {issued}"


def _version_words(view: PlanView, content: PlanContent) -> str:
    if not view.versions:
        return "version 1, draft · not agreed yet"
    if view.lock is not None:
        return _locked_words(view.lock)
    newest = view.versions[0]
    agreed = next((version for version in view.versions if version.agreed_at is not None), None)
    same = newest.content == content
    first = f"version {newest.number}" if same else f"version {newest.number + 1}, draft"
    if agreed is None:
        return f"{first} · not agreed yet"
    if same and agreed is newest:
        return f"{first} · agreed {_agreed_day(agreed)}"
    return f"{first} · last agreed {_agreed_day(agreed)} (version {agreed.number})"


def _locked_words(lock: PlanLock) -> str:
    if lock.step is PlanStep.FROZEN:
        return f"kept as it stood, {short_day(lock.on)}"
    version = f"version {lock.version}, " if lock.version else ""
    sent = f" · sent {short_day(lock.sent_on)}" if lock.sent_on else " · not sent yet"
    return f"{version}final since {short_day(lock.on)}{sent}"


def _agreed_day(version: PlanVersionView) -> str:
    return short_day(london_day(version.agreed_at or version.made_at))
