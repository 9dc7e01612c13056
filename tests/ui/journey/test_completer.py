"""A completer's whole way in the window, from the referral typed in to 39 keyed (R1, R2, C2, C3, I1, S1, P3,
W6, W16, X2, X13; T1, T6, T11, T13, T22 to T24)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.sessions import sessions
from tests.ui.journey.journey import HELD, Journey

PERSON = {
    "prap_reference": "PR-7001",
    "referral_made_on": "7 June 2021",
    "received_at": "7 June 2021 09:15",
    "jobcentre": "Harbourside Jobcentre",
    "first_name": "Gwenllian Angharad",
    "last_name": "Llywelyn-Prytherch",
    "ni_number": "JK 12 34 56 A",
}


def test_a_completer_from_the_referral_to_39_keyed(
    journey: Callable[[str, date], Journey], stands_after_a_restart: Callable[[Journey], None]
) -> None:
    way = journey("completer", date(2021, 6, 7))
    way.refer(**PERSON)
    way.now("received", {"acknowledge_referral": "coming"}, "Took the referral in")
    way.do_on_today("acknowledge_referral")
    way.key_it(proof="Accepted 07/06/2021")
    way.now("accepted", {}, "Referral accepted on PRaP")
    way.tab("contact")
    way.attempt("telephone", "no_answer")
    way.now("accepted", {}, "Contact attempt, 7 June 2021, Telephone")
    way.day(date(2021, 6, 8))
    way.tab("contact")
    way.reach(date(2021, 6, 10), time(10), has_email="yes", email="gwen@example.org")
    way.now("booked", {}, "Initial meeting booked, 8 June 2021")

    way.day(date(2021, 6, 10), time(10))
    way.hold_meeting(date(2021, 6, 14), 35)
    way.now("started", {"next_appointment": "coming"}, *HELD)
    assert way.case().start_date == date(2021, 6, 10)
    way.key_start()
    way.now("started", {"next_appointment": "coming"}, "Search for duplicates", "Start keyed on PRaP")

    way.day(date(2021, 6, 14), time(11))
    way.support(60, "CV reworked")
    way.now("started", {}, "Started a session", "CV reworked")
    way.day(date(2021, 6, 17), time(11))
    way.support(60, "Practice for interviews")
    way.now("started", {}, "Started a session", "Practice for interviews")
    way.day(date(2021, 6, 21), time(15))
    way.by_hand(90, time(11), "Applications sent")
    way.now("started", {}, "Entered a session by hand")
    total = sessions.total(way.workspace, way.case_id)
    assert (total.minutes, total.minutes_without_initial, total.sessions) == (245, 210, 3)

    way.finish(lambda: way.record("group_not_appropriate", why="declined", reason="Does not like groups."))
    told = (
        "Edited the JFAP",
        "No group session",
        "Finalising begun",
        "CV agreed",
        "Final JFAP agreed",
        "Final JFAP sent",
    )
    way.now("completer", {"key_end": "today", "ask_survey": "today"}, *told, "Provision completed")
    way.do_on_today("key_end")
    way.key_it(proof="39 keyed 21/06/2021")
    way.now("completer", {"ask_survey": "today"}, "End keyed on PRaP")
    end = endings.of_case(way.workspace, way.case_id).end
    assert end is not None and (end.code, end.keyed_on) == (39, date(2021, 6, 21))
    stands_after_a_restart(way)
