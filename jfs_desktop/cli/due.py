"""`jfs due`: when something is due, and why; needs no vault."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Annotated, Any

import orjson
import typer

from jfs_desktop.cli.printing import Json, print_json
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import DueDate
from jfs_desktop.rules.clocks.clocks import due as due_of
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.store.profiles import load_calendar, load_programme

PROGRAMMES = ("jfs-2021", "ipes-2023")
BOM = "\ufeff"
_NEEDED = 'Write it as {"rule": "hold_initial_meeting", "event_date": "2021-07-07"}.'


def due(
    rule: Annotated[str, typer.Argument(help="A clock id, such as hold_initial_meeting.")] = "",
    event: Annotated[str, typer.Argument(metavar="DATE", help="The day it counts from.")] = "",
    *,
    start: Annotated[str | None, typer.Option(help="The start of provision, which cuts some rules.")] = None,
    nation: Annotated[str | None, typer.Option(help="ENG, SCT or WLS: also show that nation's date.")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Read and answer JSON lines.")] = False,
    as_json: Json = False,
) -> None:
    """When a rule's deadline falls, with each day that does not count and why."""
    office = DueOffice()
    if lines:
        _answer_lines(office)
        return
    if not rule or not event:
        raise BadInput("Name a rule and a date, such as: jfs due hold_initial_meeting 2021-07-07.")
    answer = office.answer(rule, event, start, nation)
    if as_json:
        print_json(_record(rule, event, answer))
        return
    for line in answer.explanation.lines():
        typer.echo(line)


class DueOffice:
    """The programmes and the calendar, read once."""

    def __init__(self) -> None:
        self._calendar: WorkingDays = load_calendar()
        self._programmes: list[Programme] = [load_programme(name) for name in PROGRAMMES]

    def answer(self, rule: str, event: str, start: str | None = None, nation: str | None = None) -> DueDate:
        """The due date of a rule. Raises BadInput for an unknown rule, day or nation."""
        programme = next((known for known in self._programmes if known.has_clock(rule)), None)
        if programme is None:
            raise BadInput(
                f"There is no rule '{rule}'.",
                field="rule",
                remedy="Name the id of a clock, as `jfs clocks --json` writes them: hold_initial_meeting.",
            )
        return due_of(
            rule,
            _moment(event),
            programme,
            self._calendar,
            nation=_nation(nation),
            start=_day(start) if start else None,
        )


def _answer_lines(office: DueOffice) -> None:
    failed = False
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        asked: dict[str, Any] = {"line": number}
        try:
            asked = _asked(line)
            start, nation = asked.get("start"), asked.get("nation")
            asked["due"] = _said(office.answer(asked["rule"], asked["event_date"], start, nation))
        except UserError as error:
            failed = True
            asked["error"] = error.sentence
        typer.echo(orjson.dumps(asked).decode())
    if failed:
        raise typer.Exit(2)


def _asked(line: str) -> dict[str, Any]:
    """What a line asks. Raises BadInput for one that is not a JSON table of texts, with what it needs."""
    try:
        asked = orjson.loads(line.removeprefix(BOM))
    except orjson.JSONDecodeError:
        raise BadInput("This line is not JSON.", remedy=_NEEDED) from None
    if not isinstance(asked, dict):
        raise BadInput("This line is not a JSON object.", remedy=_NEEDED)
    for name in ("rule", "event_date", "start", "nation"):
        value = asked.get(name)
        if value is None and name in {"rule", "event_date"}:
            raise BadInput(f"This line lacks '{name}'.", field=name, remedy=_NEEDED)
        if value is not None and not isinstance(value, str):
            raise BadInput(f"'{name}' must be text.", field=name, remedy=_NEEDED)
    return asked


def _record(rule: str, event: str, answer: DueDate) -> dict[str, Any]:
    return {
        "rule": rule,
        "event": event,
        "due": _said(answer),
        "paragraph": answer.paragraph,
        "single_nation_due": answer.single_nation_due,
        "explanation": list(answer.explanation.lines()),
    }


def _said(answer: DueDate) -> str:
    """The day, or the local date-time where the clock counts hours."""
    return answer.due_at.isoformat(timespec="minutes") if answer.due_at else answer.due.isoformat()


def _moment(text: str) -> date | datetime:
    """A day, or a moment, which without an offset is a time in London."""
    try:
        if "T" in text:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"'{text}' is not a day. Write it as 2021-06-04.", field="event_date") from error


def _day(text: str) -> date:
    moment = _moment(text)
    return london_day(moment) if isinstance(moment, datetime) else moment


def _nation(text: str | None) -> Nation | None:
    if not text:
        return None
    try:
        return Nation(text.upper())
    except ValueError as error:
        raise BadInput(f"'{text}' is no nation here. Use ENG, SCT or WLS.", field="nation") from error
