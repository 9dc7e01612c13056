"""T1 to T32 through the verbs: each row of the table is gone along once, and each guard of it is broken once
and refused with its paragraph (REQUIREMENTS, 'State machine')."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from jfs_desktop.casework.office import contract
from jfs_desktop.casework.office.contract import ContractDates
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office
from tests.casework.made_stages import (
    DAY,
    DIED,
    LAST,
    LEFT,
    MADE,
    MET,
    MOVED,
    POSTED,
    WORK,
    Make,
    abroad,
    accepted,
    all_tests_met,
    at,
    away,
    booked,
    completed,
    late_but_whole,
    met,
    papers,
    received,
    short,
    stage,
    started,
    tried,
)


@dataclass(frozen=True)
class Move:
    """One row of the table: a fact, or with None the days that pass until ``on``."""

    row: str
    made: Make
    kind: K | None
    change: tuple[str, str]
    detail: dict[str, str] = field(default_factory=dict)
    on: date | None = None

    def __str__(self) -> str:
        return f"{self.row}-{'-'.join(self.change)}"


ERROR = {"reason": "error", "error": "Other person", "found_on": "2021-05-19", "evidence": "log"}
SAID = {"reason": "unwilling", "evidence": "told"}
ANEW = {"booked_for": "2021-05-27", "rebooking_reason": "Was ill"}
MOVES = (
    Move("T3", received, K.REJECTED, ("received", "rejected"), {"reason": "inappropriate"}),
    Move("T4", received, K.ACKNOWLEDGED, ("received", "accepted")),
    Move("T5", received, None, ("received", "lapsed"), on=date(2021, 5, 20)),
    Move(
        "T6",
        at(LAST, accepted, K.CONTACTED),
        K.MEETING_BOOKED,
        ("accepted", "booked"),
        {"booked_for": LAST.isoformat(), "booked_at": "23:30"},
    ),
    Move("T7", at(date(2021, 6, 1), tried(19, 20, 21)), K.NO_CONTACT_KEYED, ("accepted", "no_contact")),
    Move(
        "T8",
        at(LAST, tried(19), K.WITHDREW),
        K.DNA_KEYED,
        ("accepted", "dna"),
        {"reason": "unwilling", "evidence": "told"},
    ),
    Move(
        "T8", at(MET, booked, K.INITIAL_MEETING_MISSED), K.DNA_KEYED, ("booked", "dna"), {"reason": "absent"}
    ),
    Move("T9", tried(19), K.DNS_KEYED, ("accepted", "dns"), ERROR),
    Move("T9", booked, K.DNS_KEYED, ("booked", "dns"), ERROR),
    Move("T10", booked, K.MEETING_BOOKED, ("booked", "booked"), ANEW),
    Move("T11", at(MET, booked, K.IDENTITY_CONFIRMED), K.INITIAL_MEETING_HELD, ("booked", "meeting_held")),
    Move(
        "T11", at(MET, accepted, K.IDENTITY_CONFIRMED), K.INITIAL_MEETING_HELD, ("accepted", "meeting_held")
    ),
    *(Move("T12", met, K.DNS_KEYED, ("meeting_held", "dns"), {"reason": one}) for one in ("work", "ill")),
    Move("T13", papers(K.PACK_SENT), K.PACK_SENT, ("meeting_held", "started")),
    Move("T14", at(MET, papers()), K.PACK_ACKNOWLEDGED, ("started", "started")),
    Move("T15", at(MET, papers()), K.START_KEYED, ("started", "started")),
    Move("T15", at(date(2021, 6, 16), papers()), K.START_KEYED, ("started", "started")),
    Move("T16", accepted, None, ("accepted", "auto_dna"), on=date(2021, 6, 18)),
    Move("T16", booked, None, ("booked", "auto_dna"), on=date(2021, 6, 18)),
    Move("T16", met, None, ("meeting_held", "auto_dna"), on=date(2021, 6, 18)),
    Move("T16", papers(), None, ("started", "auto_dna"), on=date(2021, 6, 18)),
    Move("T17", at(DAY, started), K.DISENGAGED, ("started", "disengaged"), {"cause": "health"}),
    Move("T17", at(DAY, started, K.MEETING_MISSED), None, ("started", "disengaged"), on=date(2021, 6, 9)),
    Move("T18", away(3), K.RE_ENGAGED, ("disengaged", "started")),
    Move(
        "T19",
        at(date(2021, 6, 11), away(3, 4)),
        K.ENDED_EARLY,
        ("disengaged", "early_completer"),
        LEFT | {"last_engaged_on": "2021-05-26"},
    ),
    Move("T20", at(DAY, started, K.WITHDREW), K.ENDED_EARLY, ("started", "early_completer"), LEFT),
    Move("T20", at(DAY, away(3), K.WITHDREW), K.ENDED_EARLY, ("disengaged", "early_completer"), LEFT),
    Move("T20", all_tests_met, K.ENDED_EARLY, ("finalising", "early_completer"), DIED),
    Move("T20", abroad, K.ENDED_EARLY, ("started", "early_completer"), MOVED),
    Move("T21", at(DAY, started), K.ENDED_EARLY, ("started", "early_completer"), WORK),
    Move("T21", at(DAY, away(3)), K.ENDED_EARLY, ("disengaged", "early_completer"), WORK),
    Move("T22", at(DAY, started), K.FINALISING_BEGUN, ("started", "finalising")),
    Move("T23", at(DAY, started, K.FINALISING_BEGUN), K.FINALISING_PAUSED, ("finalising", "started")),
    Move("T24", all_tests_met, K.COMPLETED, ("finalising", "completer")),
    Move("T25", short, None, ("started", "time_expired"), on=date(2021, 7, 1)),
    Move(
        "T25", away(8, started_as=short, since=7), None, ("disengaged", "time_expired"), on=date(2021, 7, 1)
    ),
    Move(
        "T26",
        at(date(2021, 7, 1), away(8, 9, started_as=short, since=7)),
        K.ENDED_EARLY,
        ("time_expired", "early_completer"),
        LEFT,
    ),
    Move("T27", late_but_whole, K.COMPLETED, ("time_expired", "completer")),
    Move("T28", short, None, ("time_expired", "auto_ended"), on=date(2021, 7, 2)),
    Move("T28", started, None, ("started", "auto_ended"), on=date(2021, 6, 25)),
    Move("T28", away(3), None, ("disengaged", "auto_ended"), on=date(2021, 6, 25)),
    Move("T29", at(DAY, started, K.ERROR_FOUND_AFTER_START), K.PRAP14_SENT, ("started", "cancel_pending")),
    Move("T30", at(DAY, POSTED, K.POST_CONFIRMED), K.CANCELLATION_KEYED, ("cancel_pending", "cancelled")),
)
ALONE = {"T1", "T2", "T31", "T32"}
"""A case being made, and one that goes: tests of their own."""


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_each_row_is_gone_along(quick_office: Office, move: Move) -> None:
    """T3 to T30: by its fact, or by itself on its very day."""
    office = quick_office
    case_id = move.made(office)
    if move.kind is None:
        assert move.on is not None
        office.on(move.on - timedelta(days=1), "23:00")
        assert stage(office, case_id) == move.change[0]
        office.on(move.on, "00:01")
    else:
        assert stage(office, case_id) == move.change[0]
        office.record(case_id, move.kind, detail=move.detail, late_reason="Away")
    assert stage(office, case_id) == move.change[1]


def test_every_row_of_the_table_is_here() -> None:
    """T1 to T32."""
    assert {one.row for one in MOVES} | ALONE == {f"T{number}" for number in range(1, 33)}


def test_t1_t2_t31_a_case_is_a_referral(office: Office) -> None:
    """T1, T2, T31, R9: every referral of a person is a case of its own; MAPPA and SCR go to the officer, and
    nothing opens a closed case again."""
    first = received(office)
    assert stage(office, first) == "received"
    office.record(first, K.REJECTED)
    with pytest.raises(RefusedByRule) as refused:
        office.record(first, K.REFERRAL_RECEIVED)
    assert refused.value.paragraph == "JFS 7.04"
    second = office.referred()
    assert (stage(office, first), stage(office, second)) == ("rejected", "received")
    for restricted in ("mappa", "scr"):
        with pytest.raises(BadInput) as handed:
            office.referred(MADE, **{restricted: "yes"})
        assert handed.value.field == restricted


def test_t32_any_closed_case_goes_only_after_its_date(office: Office) -> None:
    """T32: archived once the retention date is past, and from no open state."""
    closed, still = completed(office), started(office)
    contract.put(office.workspace, ContractDates(retention_end_date=date(2021, 6, 10)))
    office.on(date(2021, 6, 11))
    with pytest.raises(RefusedByRule) as refused:
        office.record(still, K.DISPOSAL_APPROVED)
    assert refused.value.paragraph == "JFS 1.33"
    office.record(closed, K.DISPOSAL_APPROVED)
    assert (stage(office, closed), stage(office, still)) == ("archived", "started")


@dataclass(frozen=True)
class Breach:
    """One guard of a row, broken: the paragraph of its refusal."""

    row: str
    made: Make
    kind: K
    paragraph: str
    detail: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.row}-{self.kind.value}-{self.paragraph[4:]}"


reached = at(date(2021, 5, 19), accepted, K.CONTACTED)
BREACHES = (
    Breach("T6", tried(19), K.MEETING_BOOKED, "JFS 3.14", {"booked_for": MET.isoformat()}),
    Breach("T3", received, K.REJECTED, "JFS 3.35", {"reason": "too far away"}),
    Breach("T3", accepted, K.REJECTED, "JFS 3.36"),
    Breach("T3", at(date(2021, 5, 20), received), K.REJECTED, "JFS 3.08"),
    Breach("T4", at(date(2021, 5, 20), received), K.ACKNOWLEDGED, "JFS 3.08"),
    Breach("T6", received, K.MEETING_BOOKED, "JFS 3.07", {"booked_for": MET.isoformat()}),
    *(
        Breach("T6", reached, K.MEETING_BOOKED, "JFS 3.14", {"booked_for": MET.isoformat(), one: ""})
        for one in ("booked_at", "method", "has_email", "it_access")
    ),
    Breach("T7", at(date(2021, 6, 1), tried(19, 20)), K.NO_CONTACT_KEYED, "JFS 3.12"),
    Breach("T7", at(LAST, tried(19, 20, 21)), K.NO_CONTACT_KEYED, "JFS 3.15"),
    Breach("T7", at(date(2021, 6, 1), booked), K.NO_CONTACT_KEYED, "JFS 3.15"),
    Breach("T7", at(date(2021, 6, 1), tried(19, 20, 21)), K.NO_CONTACT_KEYED, "JFS 3.16", {"evidence": ""}),
    Breach("T8", met, K.DNA_KEYED, "JFS 3.33"),
    Breach("T8", tried(19), K.DNA_KEYED, "JFS 3.33", {"reason": "ill", "evidence": "log"}),
    Breach("T8", booked, K.DNA_KEYED, "JFS 3.33", {"evidence": "log"}),
    Breach("T8", at(LAST, booked, K.WITHDREW), K.DNA_KEYED, "JFS 3.33", SAID | {"reason": "absent"}),
    Breach("T8", accepted, K.DNA_KEYED, "JFS 3.33", {"reason": "ineligible"}),
    Breach("T8", at(LAST, accepted, K.WITHDREW), K.DNA_KEYED, "JFS 3.16", {"reason": "ill", "evidence": ""}),
    Breach("T9", booked, K.DNS_KEYED, "JFS 3.31", {"reason": "ill"}),
    Breach("T9", met, K.DNS_KEYED, "JFS 3.32", ERROR),
    Breach("T9", booked, K.DNS_KEYED, "JFS 3.32", ERROR | {"found_on": ""}),
    Breach("T9", at(MET, booked), K.DNS_KEYED, "JFS 3.32", ERROR | {"found_on": MET.isoformat()}),
    Breach("T10", booked, K.MEETING_BOOKED, "JFS 3.17", {"booked_for": "2021-05-27"}),
    Breach("T11", at(MET, booked), K.INITIAL_MEETING_HELD, "JFS 3.21"),
    Breach(
        "T11",
        at(MET, at(date(2021, 5, 25), booked, K.IDENTITY_CONFIRMED), K.IDENTITY_DOUBTED),
        K.INITIAL_MEETING_HELD,
        "JFS 3.21",
    ),
    Breach("T12", met, K.DNS_KEYED, "JFS 3.31", {"reason": "ineligible"}),
    Breach("T13", papers(K.VOLUNTEER_CONFIRMED), K.START_KEYED, "JFS 1.14"),
    Breach("T13", papers(K.JFAP_AGREED, K.DRAFT_JFAP_SENT), K.START_KEYED, "JFS 4.03"),
    Breach("T13", papers(K.PACK_SENT), K.START_KEYED, "JFS 3.19"),
    Breach("T14", papers(K.PACK_SENT), K.PACK_ACKNOWLEDGED, "JFS 3.19"),
    Breach("T14", papers(K.DRAFT_JFAP_SENT), K.JFAP_ACKNOWLEDGED, "JFS 3.19"),
    Breach("T15", papers(K.DUPLICATES_SEARCHED), K.START_KEYED, "JFS 3.37"),
    Breach("T15", at(date(2021, 6, 18), papers()), K.START_KEYED, "JFS 3.40"),
    Breach("T17", at(DAY, started, K.FINALISING_BEGUN), K.DISENGAGED, "JFS 4.18"),
    Breach("T17", accepted, K.MEETING_MISSED, "JFS 3.19"),
    Breach("T18", at(DAY, started), K.RE_ENGAGED, "JFS 4.19"),
    Breach("T19", at(date(2021, 6, 11), away(3)), K.ENDED_EARLY, "JFS 4.20", LEFT),
    Breach("T19", at(date(2021, 6, 11), away(3, 3)), K.ENDED_EARLY, "JFS 4.20", LEFT),
    Breach("T19", at(date(2021, 6, 10), away(3, 4)), K.ENDED_EARLY, "JFS 4.20", LEFT),
    Breach("T20", at(DAY, started), K.ENDED_EARLY, "JFS 4.20", LEFT),
    Breach("T20", at(DAY, started), K.ENDED_EARLY, "JFS 4.22", MOVED),
    Breach("T20", lambda office: abroad(office, where="inside"), K.ENDED_EARLY, "JFS 4.22", MOVED),
    Breach(
        "T20",
        lambda office: abroad(office, longer_than_left="no", expected_back_on="2021-06-14"),
        K.ENDED_EARLY,
        "JFS 4.22",
        MOVED,
    ),
    Breach("T21", all_tests_met, K.ENDED_EARLY, "JFS 5.02", WORK),
    Breach("T22", at(DAY, away(3)), K.FINALISING_BEGUN, "JFS 4.08"),
    Breach("T23", at(DAY, started), K.FINALISING_PAUSED, "JFS 4.08"),
    Breach("T24", at(DAY, started), K.COMPLETED, "JFS 5.02"),
    Breach("T24", at(DAY, started, K.FINALISING_BEGUN), K.COMPLETED, "JFS 5.02"),
    Breach("T24", all_tests_met, K.END_KEYED, "JFS 5.09", {"end_code": "39"}),
    Breach("T26", at(date(2021, 7, 1), short), K.ENDED_EARLY, "JFS 4.20", LEFT),
    Breach("T26", at(date(2021, 7, 1), short), K.ENDED_EARLY, "JFS 4.18", WORK),
    Breach("T27", at(date(2021, 7, 1), short), K.COMPLETED, "JFS 5.02"),
    Breach("T27", at(date(2021, 7, 2), short), K.COMPLETED, "JFS 5.02"),
    Breach("T28", at(date(2021, 6, 24), started), K.AUTO_END_SEEN, "JFS 5.08"),
    Breach("T29", at(DAY, started), K.PRAP14_SENT, "JFS 3.37"),
    Breach("T29", at(DAY, papers()), K.ERROR_FOUND_AFTER_START, "JFS 3.37"),
    Breach("T30", POSTED, K.CANCELLATION_KEYED, "JFS 3.38"),
    Breach("T32", completed, K.DISPOSAL_APPROVED, "JFS 1.33"),
)


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_each_guard_is_broken_and_refused_with_its_paragraph(quick_office: Office, breach: Breach) -> None:
    """T3 to T32: nothing is kept, and the case stands where it stood."""
    office = quick_office
    case_id = breach.made(office)
    before = (office.entries(), stage(office, case_id))
    with pytest.raises((RefusedByRule, BadInput)) as refused:
        office.record(case_id, breach.kind, detail=breach.detail, late_reason="Away")
    assert refused.value.paragraph == breach.paragraph
    assert (office.entries(), stage(office, case_id)) == before
