"""Cases brought by the verbs to where each row of the state machine begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.ending import ends
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

MADE, MET = date(2021, 5, 18), date(2021, 5, 26)
LAST = date(2021, 5, 28)
"""The eighth working day after the referral; the tenth is 2 June, and PRaP closes on 18 June."""
DAY = date(2021, 6, 4)
SHORT = (date(2021, 5, 25), date(2021, 6, 2))
"""A start of 2 June has a day, 1 July, between the last of provision and PRaP's own end."""

Make = Callable[[Office], UUID]


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def at(day: date, made: Make, *kinds: K, **said: object) -> Make:
    """That case, with these facts of ``day`` behind it; the clock stands on that day at four o'clock."""

    def build(office: Office) -> UUID:
        case_id = made(office)
        office.on(day, "16:00")
        for kind in kinds:
            office.record(case_id, kind, late_reason="Away", **said)
        return case_id

    return build


def received(office: Office) -> UUID:
    office.on(MADE)
    return office.referred()


def accepted(office: Office) -> UUID:
    case_id = received(office)
    office.record(case_id, K.ACKNOWLEDGED)
    return case_id


def tried(*days: int) -> Make:
    def build(office: Office) -> UUID:
        case_id = accepted(office)
        for day in days:
            office.on(date(2021, 5, day))
            office.record(case_id, K.CONTACT_ATTEMPTED, detail={"result": "no_answer"})
        return case_id

    return build


def booked(office: Office) -> UUID:
    case_id = accepted(office)
    office.on(date(2021, 5, 19))
    office.record(case_id, K.CONTACTED)
    office.record(case_id, K.MEETING_BOOKED, detail={"booked_for": MET.isoformat()})
    return case_id


def met(office: Office) -> UUID:
    return office.met(MADE, MET)


def papers(*without: K) -> Make:
    """Met, with every paper of a start and the search but these; nothing keyed."""
    every = (K.VOLUNTEER_CONFIRMED, K.JFAP_AGREED, K.DRAFT_JFAP_SENT, K.PACK_SENT, K.DUPLICATES_SEARCHED)

    def build(office: Office) -> UUID:
        case_id = met(office)
        for kind in every:
            if kind not in without:
                office.record(case_id, kind)
        return case_id

    return build


def started(office: Office) -> UUID:
    return office.started(MADE, MET)


def short(office: Office) -> UUID:
    return office.started(*SHORT)


def away(*days: int, started_as: Make = started, since: int = 2) -> Make:
    """Disengaged on that day of June 2021, with attempts on these."""

    def build(office: Office) -> UUID:
        case_id = started_as(office)
        office.on(date(2021, 6, since), "18:00")
        office.record(case_id, K.DISENGAGED)
        for day in days:
            office.on(date(2021, 6, day), "18:00")
            office.record(case_id, K.RE_CONTACT_ATTEMPTED)
        return case_id

    return build


def all_tests_met(office: Office) -> UUID:
    case_id = started(office)
    office.on(DAY, "16:00")
    return office.finalised(case_id)


def abroad(office: Office, **said: str) -> UUID:
    case_id = at(DAY, started)(office)
    office.record(case_id, K.MOVED, detail={"moves_on": "2021-06-07"} | said)
    return case_id


def completed(office: Office) -> UUID:
    case_id = all_tests_met(office)
    ends.complete(office.workspace, case_id)
    return case_id


def late_but_whole(office: Office) -> UUID:
    """Every test met on 1 July, the day after the last of provision."""
    case_id = at(date(2021, 7, 1), short)(office)
    office.supported(case_id)
    for kind in (K.GROUP_ATTENDED, K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT):
        office.record(case_id, kind, late_reason="Away")
    return case_id


ENDS = {"call_not_told_reason": "No answer", "no_more_support": "yes"}
LEFT, WORK, DIED, MOVED = ({"reason": one} | ENDS for one in ("left", "work", "died", "moved"))
POSTED = at(DAY, started, K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT)
