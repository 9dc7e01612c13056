"""Somebody who starts, stays away, is looked for in vain and is let go with code 36, in the window (M1, M2,
M4, X8, X11, W6, W16, AMB-34, AMB-35; T17, T26)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from jfs_desktop.casework.ending import endings
from tests.ui.journey.journey import HELD, Journey
from ui.dialogs.ending.end_early import EndEarlyDialog

PERSON = {
    "prap_reference": "PR-7002",
    "referral_made_on": "9 June 2021",
    "received_at": "9 June 2021 09:00",
    "jobcentre": "Harbourside Jobcentre",
    "first_name": "Mòrag",
    "last_name": "NicDhòmhnaill",
    "ni_number": "JK 12 34 57 A",
}


def test_missed_looked_for_on_two_days_and_let_go_with_36(
    journey: Callable[[str, date], Journey], stands_after_a_restart: Callable[[Journey], None]
) -> None:
    way = journey("disengaged", date(2021, 6, 9))
    way.refer(**PERSON)
    way.do_on_today("acknowledge_referral")
    way.key_it(proof="Accepted 09/06/2021")
    way.now("accepted", {}, "Took the referral in", "Referral accepted on PRaP")
    way.tab("contact")
    way.reach(date(2021, 6, 11), time(10), has_email="yes", email="morag@example.org")
    way.now("booked", {}, "Initial meeting booked, 9 June 2021")
    way.day(date(2021, 6, 11), time(10))
    way.hold_meeting(date(2021, 6, 16), 40)
    way.key_start()
    way.now("started", {"next_appointment": "coming"}, *HELD, "Search for duplicates", "Start keyed on PRaP")

    way.day(date(2021, 6, 16), time(11, 30))
    way.tab("circumstances")
    way.click("missed-booking")
    due = {"next_appointment": "coming", "missed_meeting_contact": "coming"}
    way.now("started", due, "Booked meeting missed")
    way.day(date(2021, 6, 17))
    way.do_on_today("missed_meeting_contact")
    way.record("re_contact_attempted", channel="telephone", result="no_answer")
    way.now("started", {"next_appointment": "coming"}, "Attempt to reach the participant again, 17 June")
    way.tab("circumstances")
    way.click("new-disengaged")
    way.record(cause="failed_appointment")
    due = {"next_appointment": "coming", "re_engagement_window_capped": "coming"}
    way.now("disengaged", due, "Participant disengaged")
    way.day(date(2021, 6, 18))
    away = way.tab("circumstances")
    assert "1 of 2" in way.words(away) and "24 June" in way.words(away)
    way.click("away-re_contact_attempted")
    way.record(channel="email", result="sent", other_way_reason="She asked for e-mail this week.")
    due = {"next_appointment": "today", "re_engagement_window_capped": "coming"}
    way.now("disengaged", due, "Attempt to reach the participant again, 18 June")

    way.day(date(2021, 6, 24))
    due = {"next_appointment": "late", "re_engagement_window_capped": "today"}
    way.now("disengaged", due)
    way.tab("ending")
    way.click("end-early")
    early = way.dialog_of(EndEarlyDialog)
    way.chip(early.reason, "left")
    assert "Without them it needs this first" in way.words(early) and "(JFS 4.20)" in way.words(early)
    way.picture(early)
    early.discard()

    way.day(date(2021, 6, 25))
    way.now("disengaged", {"next_appointment": "late", "re_engagement_window_capped": "late"})
    way.do_on_today("re_engagement_window_capped")
    assert way.case_page.current_tab == "circumstances"
    way.click("away-ended_early")
    early = way.dialog_of(EndEarlyDialog)
    way.chip(early.reason, "left")
    assert "code 36" in way.words(early)
    assert early.form.value("last_engaged_on") == date(2021, 6, 11)
    early.form.set_value("channel", "-")
    early.form.set_value("call_not_told_reason", "Not reached by telephone or e-mail")
    way.picture(early)
    way.click("end-now", early)
    way.now("early_completer", {"key_end": "today", "ask_survey": "today"}, "Ended provision early")
    way.do_on_today("key_end")
    way.key_it(proof="36 keyed 25/06/2021")
    way.now("early_completer", {"ask_survey": "today"}, "End keyed on PRaP")
    end = endings.of_case(way.workspace, way.case_id).end
    assert end is not None and (end.code, end.last_engaged_on) == (36, date(2021, 6, 11))
    stands_after_a_restart(way)
