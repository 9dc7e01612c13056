"""The worked examples as whole journeys: what happened goes in through the verbs, and every clock and
stage of the case is compared with what the examples say (EX01 to EX17, EX21 to EX23)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.clocks.clocks import ClockReading, due
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.facts import Nation

EXAMPLES = json.loads(
    (Path(__file__).resolve().parents[1] / "example_files" / "worked-examples.json").read_text("utf-8")
)
OF_NO_CASE = frozenset(
    {"survey_return", "clerical_mi_return", "service_end", "unemployment_exception_last_day"}
)
"""Clocks of the contract, and one that starts on what a referral file does not say."""

Story = Callable[[Any], Iterable[UUID]]


def day(text: str) -> date:
    return date.fromisoformat(text)


def rows(example: str) -> list[dict[str, str]]:
    return [row for row in EXAMPLES if row["id"].startswith(f"{example}-")]


def stage_on(office: Any, case_id: UUID, on: str, at: str = "12:00") -> str:
    office.on(day(on), at)
    return str(cases.case_view(office.workspace, case_id).stage)


def accepted(office: Any, made: str, accepted_on: str, **said: Any) -> UUID:
    office.on(day(made))
    case_id: UUID = office.referred(**said)
    office.on(day(accepted_on))
    office.record(case_id, K.ACKNOWLEDGED)
    return case_id


def ex01(office: Any) -> Iterable[UUID]:
    """EX01: Wednesday referral, met in a week, complete on working day 9, asked for by the Jobcentre."""
    case_id = accepted(office, "2021-07-07", "2021-07-08")
    assert stage_on(office, case_id, "2021-07-08") == "accepted"
    office.on(day("2021-07-09"))
    office.record(case_id, K.CONTACTED)
    office.record(case_id, K.MEETING_BOOKED, detail={"booked_for": "2021-07-14"})
    assert stage_on(office, case_id, "2021-07-10") == "booked"
    begin(office, case_id, "2021-07-14")
    assert stage_on(office, case_id, "2021-07-20") == "started"
    office.on(day("2021-07-27"), "17:00")
    office.finalised(case_id)
    assert stage_on(office, case_id, "2021-07-27", "17:30") == "finalising"
    office.record(case_id, K.COMPLETED)
    office.record(case_id, K.END_KEYED, detail={"end_code": "39", "last_engaged_on": "2021-07-27"})
    assert stage_on(office, case_id, "2021-07-28") == "completer"
    office.on(day("2021-07-30"))
    office.record(case_id, K.SURVEY_ASKED)
    office.record(case_id, K.JFAP_REQUESTED, detail={"requested_on": "2021-07-29"})
    assert stage_on(office, case_id, "2021-08-20") == "completer"
    yield case_id


def begin(office: Any, case_id: UUID, on: str) -> None:
    """The initial meeting with everything a start needs, keyed the same day."""
    office.on(day(on), "17:00")
    known = {fact.kind for fact in cases_facts(office, case_id)}
    for kind in (
        *(() if K.CONTACTED in known else (K.CONTACTED,)),
        K.IDENTITY_CONFIRMED,
        K.INITIAL_MEETING_HELD,
        K.VOLUNTEER_CONFIRMED,
        K.JFAP_AGREED,
        K.PACK_SENT,
        K.DRAFT_JFAP_SENT,
        K.PACK_ACKNOWLEDGED,
        K.JFAP_ACKNOWLEDGED,
        K.DUPLICATES_SEARCHED,
        K.START_KEYED,
    ):
        office.record(case_id, kind, late_reason="An example played at its own pace")


def cases_facts(office: Any, case_id: UUID) -> Iterable[Any]:
    return facts.of_case(office.workspace, case_id)


def met(made: str, accepted_on: str, held: str, nation: str, *then: tuple[str, str]) -> Story:
    """A referral, the initial meeting, and then the stages that the days bring."""

    def play(office: Any) -> Iterable[UUID]:
        case_id = accepted(office, made, accepted_on, nation=nation)
        begin(office, case_id, held)
        assert stage_on(office, case_id, held, "18:00") == "started"
        for on, stage in then:
            assert stage_on(office, case_id, on) == stage, on
        yield case_id

    return play


def waits(made: str, nation: str, *then: tuple[str, str], accept: str = "") -> Story:
    """A referral that is left alone, accepted or not."""

    def play(office: Any) -> Iterable[UUID]:
        office.on(day(made))
        case_id = office.referred(nation=nation)
        if accept:
            office.on(day(accept))
            office.record(case_id, K.ACKNOWLEDGED)
        for on, stage in then:
            assert stage_on(office, case_id, on) == stage, on
        yield case_id

    return play


def several(*stories: Story) -> Story:
    def play(office: Any) -> Iterable[UUID]:
        for story in stories:
            yield from story(office)

    return play


def ex06(office: Any) -> Iterable[UUID]:
    """EX06: started on a Saturday; a Saturday meeting missed, nobody reached by the Tuesday."""
    case_id = accepted(office, "2021-09-13", "2021-09-14", nation="WLS")
    begin(office, case_id, "2021-09-18")
    office.on(day("2021-09-25"), "17:00")
    office.record(case_id, K.MEETING_MISSED)
    assert stage_on(office, case_id, "2021-09-28") == "started"
    assert stage_on(office, case_id, "2021-09-29") == "disengaged"
    yield case_id


def ex09(office: Any) -> Iterable[UUID]:
    """EX09: two claims, each young enough until its ninety-first day."""
    for claim, made in (("2021-01-04", "2021-04-04"), ("2021-12-02", "2022-03-02")):
        office.on(day(made))
        yield office.referred(nation="WLS", claim_start_date=day(claim))


def ex14(office: Any) -> Iterable[UUID]:
    """EX14: the holiday of the State Funeral lies inside both counts."""
    case_id = accepted(office, "2022-08-30", "2022-08-31")
    begin(office, case_id, "2022-09-07")
    office.on(day("2022-09-16"), "17:00")
    office.record(case_id, K.JFAP_REQUESTED, detail={"requested_on": "2022-09-14"})
    office.record(case_id, K.MEETING_MISSED)
    assert stage_on(office, case_id, "2022-09-21") == "started"
    assert stage_on(office, case_id, "2022-09-22") == "disengaged"
    yield case_id


def lost(made: str, start: str, away: str, *tried_on: str, last: str, exit_on: str) -> Story:
    """Somebody disengages, is tried twice and leaves unheard once the window is over (EX16, EX17)."""

    def play(office: Any) -> Iterable[UUID]:
        case_id = accepted(office, made, made, nation="SCT")
        begin(office, case_id, start)
        office.on(day(away), "17:00")
        office.record(case_id, K.DISENGAGED)
        for tried in tried_on:
            office.on(day(tried), "10:00")
            office.record(case_id, K.RE_CONTACT_ATTEMPTED)
        office.on(day(last), "17:00")
        with pytest.raises(RefusedByRule, match=r"JFS 4\.20"):
            office.record(case_id, K.ENDED_EARLY)
        office.on(day(exit_on), "09:00")
        office.record(case_id, K.ENDED_EARLY, late_reason="The window ran to its last day")
        office.record(case_id, K.END_KEYED, detail={"end_code": "36", "last_engaged_on": start})
        assert stage_on(office, case_id, exit_on) == "early_completer"
        yield case_id

    return play


def ex21(office: Any) -> Iterable[UUID]:
    """EX21: a duplicate found after the start; POST answers at three different moments."""
    for row in rows("EX21"):
        moment = datetime.fromisoformat(row["event_date"]).astimezone(LONDON)
        on = moment.date()
        calendar = office.workspace.calendar
        made, held = calendar.add(on, -12), calendar.add(on, -6)
        case_id = accepted(office, made.isoformat(), made.isoformat(), prap_reference=row["id"])
        begin(office, case_id, held.isoformat())
        office.on(on, "09:00")
        for kind in (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT):
            office.record(case_id, kind)
        assert stage_on(office, case_id, on.isoformat()) == "cancel_pending"
        office.on(on, "23:00")
        office.record(case_id, K.POST_CONFIRMED, at=moment.time())
        yield case_id
        office.on(calendar.add(on, 1), "08:00")
        office.record(case_id, K.CANCELLATION_KEYED, late_reason="Away over the days of rest")
        assert stage_on(office, case_id, calendar.add(on, 1).isoformat()) == "cancelled"


def ex23(office: Any) -> Iterable[UUID]:
    """EX23: left on working day 14, referred again; everything begins anew, the old case stays."""
    person = {"ni_number": "JK100001A", "date_of_birth": day("1988-03-14")}
    first = accepted(office, "2021-08-24", "2021-08-24", **person)
    begin(office, first, "2021-09-01")
    office.on(day("2021-09-08"), "17:00")
    office.supported(first, 60)
    office.on(day("2021-09-21"), "17:00")
    office.record(first, K.WITHDREW)
    office.record(first, K.ENDED_EARLY)
    office.record(first, K.END_KEYED, detail={"end_code": "36", "last_engaged_on": "2021-09-08"})
    again = accepted(office, "2021-10-18", "2021-10-18", **person)
    received = next(fact for fact in cases_facts(office, again) if fact.kind == K.REFERRAL_RECEIVED)
    assert received.detail["class"] == "re-referral"
    begin(office, again, "2021-10-25")
    assert sessions.total(office.workspace, again).minutes == 0
    assert sessions.total(office.workspace, first).minutes == 60
    assert stage_on(office, first, "2021-10-25", "18:00") == "early_completer"
    yield from (first, again)


STORIES: dict[str, Story] = {
    "EX01": ex01,
    "EX02": waits(
        "2021-07-10", "WLS", ("2021-08-09", "accepted"), ("2021-08-10", "auto_dna"), accept="2021-07-13"
    ),
    "EX03": met(
        "2021-05-28",
        "2021-06-01",
        "2021-06-04",
        "ENG",
        ("2021-07-02", "started"),
        ("2021-07-03", "time_expired"),
        ("2021-07-04", "auto_ended"),
    ),
    "EX04": met(
        "2021-04-01",
        "2021-04-06",
        "2021-04-08",
        "SCT",
        ("2021-05-07", "started"),
        ("2021-05-08", "auto_ended"),
    ),
    "EX05": several(
        waits("2021-11-29", "ENG", ("2021-12-01", "received"), ("2021-12-02", "lapsed")),
        waits("2021-11-30", "ENG", ("2021-12-02", "received"), ("2021-12-03", "lapsed")),
    ),
    "EX06": ex06,
    "EX07": met(
        "2021-12-03",
        "2021-12-03",
        "2021-12-13",
        "SCT",
        ("2022-01-11", "started"),
        ("2022-01-12", "auto_ended"),
    ),
    "EX08": several(
        waits("2021-12-23", "ENG", ("2021-12-24", "received"), ("2021-12-25", "lapsed")),
        waits("2021-12-24", "ENG", ("2021-12-29", "received"), ("2021-12-30", "lapsed")),
    ),
    "EX09": ex09,
    "EX10": waits(
        "2022-01-03", "ENG", ("2022-02-02", "accepted"), ("2022-02-03", "auto_dna"), accept="2022-01-06"
    ),
    "EX11": met(
        "2022-04-04",
        "2022-04-04",
        "2022-04-12",
        "ENG",
        ("2022-05-11", "started"),
        ("2022-05-12", "auto_ended"),
    ),
    "EX12": waits("2022-05-30", "WLS", ("2022-05-31", "received"), ("2022-06-01", "lapsed")),
    "EX13": met(
        "2021-07-28",
        "2021-07-28",
        "2021-08-06",
        "SCT",
        ("2021-09-04", "started"),
        ("2021-09-05", "auto_ended"),
    ),
    "EX14": ex14,
    "EX15": waits("2021-07-29", "ENG", ("2021-07-30", "received"), ("2021-07-31", "lapsed")),
    "EX16": lost(
        "2021-10-29",
        "2021-11-08",
        "2021-11-25",
        "2021-11-26",
        "2021-11-29",
        last="2021-12-06",
        exit_on="2021-12-07",
    ),
    "EX17": lost(
        "2021-10-22",
        "2021-11-01",
        "2021-11-24",
        "2021-11-25",
        "2021-11-26",
        last="2021-11-29",
        exit_on="2021-11-30",
    ),
    "EX21": ex21,
    "EX22": met(
        "2022-02-01",
        "2022-02-02",
        "2022-02-08",
        "WLS",
        ("2022-03-08", "started"),
        ("2022-03-09", "time_expired"),
        ("2022-03-10", "auto_ended"),
    ),
    "EX23": ex23,
}


@pytest.mark.parametrize("example", STORIES)
def test_played_through_the_verbs(office: Any, example: str) -> None:
    seen: list[ClockReading] = []
    for case_id in STORIES[example](office):
        seen += clocks.of_case(office.workspace, case_id)
    for row in rows(example):
        assert _found(row, seen, office), row["id"]


def _found(row: dict[str, str], seen: list[ClockReading], office: Any) -> bool:
    """Whether a case had that clock, counted from that event, due then."""
    if row["rule"] in OF_NO_CASE:
        workspace = office.workspace
        told = due(
            row["rule"], day(row["event_date"]), workspace.programme, workspace.calendar, Nation.ENGLAND
        )
        return told.due == day(row["expected_date"])
    if "T" in row["event_date"]:
        wanted = datetime.fromisoformat(row["expected_date"])
        return any(one.id == row["rule"] and one.due_at == wanted for one in seen)
    event, expected = day(row["event_date"]), day(row["expected_date"])
    return any(one.id == row["rule"] and event in _events(one) and one.due == expected for one in seen)


def _events(reading: ClockReading) -> set[date | None]:
    """The day it started, and the one it is counted from where that is another."""
    return {reading.started_on, reading.explanation.counting_from if reading.explanation else None}


def test_every_example_is_played() -> None:
    """Every example that is due here is played."""
    owed = [f"EX{number:02d}" for number in (*range(1, 18), 21, 22, 23)]
    assert sorted(STORIES) == owed
