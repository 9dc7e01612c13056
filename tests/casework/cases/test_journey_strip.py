"""The words of the journey strip in every stage: nothing lies ahead of a case that has ended."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework.cases.journey_strip import journey_strip
from jfs_desktop.casework.cases.worklist import context_of
from jfs_desktop.records.views import JourneyStep
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import Fact, FactKind
from jfs_desktop.rules.journey.journey import Stage, is_open, stage_of
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started

MET = (*accepted(), fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"))
POSTED = (
    *started(),
    fact(FactKind.ERROR_FOUND_AFTER_START, "2021-07-20"),
    fact(FactKind.PRAP14_SENT, "2021-07-20"),
)
SHORT_OF_TIME = (
    *referred("2021-10-25"),
    fact(FactKind.ACKNOWLEDGED, "2021-10-26"),
    fact(FactKind.CONTACTED, "2021-10-27"),
    fact(FactKind.INITIAL_MEETING_HELD, "2021-11-01"),
    fact(FactKind.VOLUNTEER_CONFIRMED, "2021-11-01"),
    fact(FactKind.PACK_SENT, "2021-11-01"),
    fact(FactKind.JFAP_AGREED, "2021-11-01"),
    fact(FactKind.START_KEYED, "2021-11-02"),
)
DONE = (fact(FactKind.FINALISING_BEGUN, "2021-07-26"), fact(FactKind.COMPLETED, "2021-07-27"))

STAGES: dict[Stage, tuple[str, tuple[Fact, ...]]] = {
    Stage.RECEIVED: ("2021-07-08", referred()),
    Stage.REJECTED: ("2021-07-09", (*referred(), fact(FactKind.REJECTED, "2021-07-08"))),
    Stage.LAPSED: ("2021-07-09", referred()),
    Stage.ACCEPTED: ("2021-07-09", accepted()),
    Stage.BOOKED: ("2021-07-10", (*accepted(), fact(FactKind.MEETING_BOOKED, "2021-07-09"))),
    Stage.NO_CONTACT: ("2021-07-21", (*accepted(), fact(FactKind.NO_CONTACT_KEYED, "2021-07-20"))),
    Stage.DNA: ("2021-07-21", (*accepted(), fact(FactKind.DNA_KEYED, "2021-07-20"))),
    Stage.DNS: ("2021-07-20", (*MET, fact(FactKind.DNS_KEYED, "2021-07-16"))),
    Stage.AUTO_DNA: ("2021-08-07", accepted()),
    Stage.MEETING_HELD: ("2021-07-14", MET),
    Stage.STARTED: ("2021-07-20", started()),
    Stage.DISENGAGED: ("2021-07-21", (*started(), fact(FactKind.MEETING_MISSED, "2021-07-16"))),
    Stage.FINALISING: ("2021-07-28", (*started(), fact(FactKind.FINALISING_BEGUN, "2021-07-26"))),
    Stage.COMPLETER: ("2021-07-28", (*started(), *DONE)),
    Stage.EARLY_COMPLETER: ("2021-07-28", (*started(), fact(FactKind.ENDED_EARLY, "2021-07-28"))),
    Stage.TIME_EXPIRED: ("2021-11-30", SHORT_OF_TIME),
    Stage.AUTO_ENDED: ("2021-08-13", started()),
    Stage.CANCEL_PENDING: ("2021-07-22", POSTED),
    Stage.CANCELLED: ("2021-07-23", (*POSTED, fact(FactKind.CANCELLATION_KEYED, "2021-07-22"))),
    Stage.ARCHIVED: ("2022-07-23", (*started(), *DONE, fact(FactKind.DISPOSAL_APPROVED, "2022-07-01"))),
}


def strip(stage: Stage) -> dict[str, JourneyStep]:
    """The cells of a case in this stage, by key."""
    day, facts = STAGES[stage]
    today, known = date.fromisoformat(day), case(*facts)
    assert stage_of(known, PROGRAMME, CALENDAR, today) is stage
    readings = clocks_for(known, PROGRAMME, CALENDAR, today)
    steps = journey_strip(known, readings, stage, programme=PROGRAMME, calendar=CALENDAR, today=today)
    return {step.key: step for step in steps}


def test_every_stage_is_looked_at() -> None:
    assert set(STAGES) == set(Stage)


@pytest.mark.parametrize("stage", STAGES)
def test_each_cell_says_something_true_of_the_stage(stage: Stage) -> None:
    cells = strip(stage)
    assert len(cells) == 8
    assert all(cell.text for cell in cells.values())
    states = [cell.state for cell in cells.values()]
    assert states.count("now") <= 1
    if not is_open(stage):
        unkeyed = stage in {Stage.COMPLETER, Stage.EARLY_COMPLETER}  # PRaP's own end is still to come (X16)
        assert (cells["end"].state == "ahead") == unkeyed
        assert not {"now", "ahead"} & {cell.state for key, cell in cells.items() if key != "end"}
        words = {cell.text for cell in cells.values()} - {"by PRaP itself"}
        assert "after the meeting" not in words
        assert not any(one.startswith("by ") for one in words)
    for cell in cells.values():
        assert (cell.state == "late") == cell.text.startswith("was due")


@pytest.mark.parametrize(
    "stage", [Stage.REJECTED, Stage.LAPSED, Stage.NO_CONTACT, Stage.DNA, Stage.DNS, Stage.AUTO_DNA]
)
def test_an_ended_case_without_a_start_was_never_on_provision(stage: Stage) -> None:
    assert strip(stage)["provision"].text == "not begun"


@pytest.mark.parametrize(
    ("stage", "key", "text"),
    [
        (Stage.RECEIVED, "acknowledged", "by 8 July"),
        (Stage.REJECTED, "acknowledged", "rejected 8 July"),
        (Stage.LAPSED, "acknowledged", "was due 8 July"),
        (Stage.ACCEPTED, "provision", "after the meeting"),
        (Stage.AUTO_DNA, "prap_outcome", "by PRaP itself"),
        (Stage.STARTED, "provision", "Day 4 of 20 · aim 10"),
        (Stage.TIME_EXPIRED, "final", "was due 29 Nov"),
        (Stage.AUTO_ENDED, "provision", "Day 20 of 20"),
        (Stage.AUTO_ENDED, "end", "13 Aug"),
        (Stage.CANCELLED, "provision", "Day 4 of 20"),
        (Stage.CANCEL_PENDING, "provision", "Day 4 of 20"),
        (Stage.TIME_EXPIRED, "provision", "Day 20 of 20"),
        (Stage.COMPLETER, "final", "completed 27 July"),
        (Stage.EARLY_COMPLETER, "final", "ended early 28 July"),
    ],
)
def test_words(stage: Stage, key: str, text: str) -> None:
    assert strip(stage)[key].text == text


@pytest.mark.parametrize("stage", STAGES)
def test_today_counts_the_days_as_the_strip_does(stage: Stage) -> None:
    """M5, JFS 1.23: one count, never past the last day; once provision is over Today says how, and no day."""
    day, facts = STAGES[stage]
    said = context_of(case(*facts), PROGRAMME, CALENDAR, date.fromisoformat(day))
    cell = strip(stage)["provision"]
    if said.startswith("Day "):
        assert cell.state in ("now", "ahead") and cell.text.startswith(said)
    else:
        assert cell.state == "done" or not cell.text.startswith("Day ")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.STARTED, "Day 4 of 20"),
        (Stage.TIME_EXPIRED, "Time expired"),
        (Stage.AUTO_ENDED, "Ended by PRaP 13 Aug"),
        (Stage.CANCEL_PENDING, "Cancellation pending 20 July"),
        (Stage.COMPLETER, "Finished 27 July"),
    ],
)
def test_where_a_person_stands_on_today(stage: Stage, words: str) -> None:
    day, facts = STAGES[stage]
    assert context_of(case(*facts), PROGRAMME, CALENDAR, date.fromisoformat(day)) == words


def test_a_step_whose_clock_another_fact_met_is_done() -> None:
    """C2: who came to the initial meeting was reached; nothing of it lies ahead."""
    held = fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14")
    known = case(*referred(), fact(FactKind.ACKNOWLEDGED, "2021-07-08"), held)
    day = date(2021, 7, 14)
    readings = clocks_for(known, PROGRAMME, CALENDAR, day)
    stage = stage_of(known, PROGRAMME, CALENDAR, day)
    steps = journey_strip(known, readings, stage, programme=PROGRAMME, calendar=CALENDAR, today=day)
    contacted = next(one for one in steps if one.key == "contacted")
    assert (contacted.text, contacted.state) == ("14 July", "done")


def test_nobody_left_who_died() -> None:
    """X8, JFS 5.11."""
    died = fact(FactKind.ENDED_EARLY, "2021-07-28", reason="died")
    assert context_of(case(*started(), died), PROGRAMME, CALENDAR, date(2021, 7, 28)) == "Ended 28 July"
