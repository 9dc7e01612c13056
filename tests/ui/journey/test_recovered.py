"""Missed and booked again, started, a missed meeting recovered, completed; the Jobcentre's JFSPRO1 answered
after the end (C3, I19, M1, M2, X2, X13, MI of JFSPRO1; AMB-26, AMB-35, AMB-57; T8, T10, T18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.sessions import sessions
from tests.ui.journey.journey import HELD, Journey
from ui.dialogs.requests.answer_request import AnswerRequestDialog
from ui.dialogs.requests.jobcentre_request import RequestDialog

PERSON = {
    "prap_reference": "PR-7003",
    "referral_made_on": "7 June 2021",
    "received_at": "7 June 2021 09:00",
    "jobcentre": "Harbourside Jobcentre",
    "first_name": "Callum",
    "last_name": "Reid",
    "ni_number": "JK 12 34 58 A",
}
PLACE = {"method": "video", "has_email": "yes", "email": "callum@example.org", "it_access": "full"}


def test_missed_recovered_completed_and_asked_for_by_the_jobcentre(
    journey: Callable[[str, date], Journey],
    stands_after_a_restart: Callable[[Journey], None],
    tmp_path: Path,
) -> None:
    way = journey("recovered", date(2021, 6, 7))
    way.refer(**PERSON)
    way.do_on_today("acknowledge_referral")
    way.key_it(proof="Accepted 07/06/2021")
    way.tab("contact")
    way.reach(date(2021, 6, 9), time(10), **PLACE)
    way.now("booked", {}, "Took the referral in", "Referral accepted on PRaP", "Initial meeting booked")
    missed_and_booked_again(way)

    way.day(date(2021, 6, 11), time(10))
    way.hold_meeting(date(2021, 6, 15), 35)
    way.now("started", {"next_appointment": "coming"}, *HELD)
    assert way.case().start_date == date(2021, 6, 11)
    way.key_start()
    way.now("started", {"next_appointment": "coming"}, "Search for duplicates", "Start keyed on PRaP")
    missed_and_explained(way)

    way.day(date(2021, 6, 17), time(11))
    way.support(75, "CV reworked")
    way.now("started", {}, "Started a session", "CV reworked")
    way.day(date(2021, 6, 21), time(15))
    way.by_hand(130, time(11), "Applications sent")
    way.now("started", {}, "Entered a session by hand")
    total = sessions.total(way.workspace, way.case_id)
    assert (total.minutes, total.sessions) == (240, 2)
    way.finish(lambda: way.record("group_attended", identity="confirmed"))
    told = (
        "Edited the JFAP",
        "Group session attended",
        "Finalising begun",
        "CV agreed",
        "Final JFAP agreed",
        "Final JFAP sent",
    )
    way.now("completer", {"key_end": "today", "ask_survey": "today"}, *told, "Provision completed")
    way.do_on_today("key_end")
    way.key_it(proof="39 keyed 21/06/2021")
    way.now("completer", {"ask_survey": "today"}, "End keyed on PRaP")

    way.day(date(2021, 6, 28))
    asked_for(way)
    due = {"ask_survey": "today", "share_jfap_with_jobcentre": "coming"}
    way.now("completer", due, "Logged the Jobcentre's request")
    way.day(date(2021, 7, 2))
    way.now("completer", {"ask_survey": "late", "share_jfap_with_jobcentre": "today"})
    way.do_on_today("share_jfap_with_jobcentre")
    answered(way, tmp_path)
    told = ("Looked the JFAP through", "Exported the JFAP", "Sent the JFAP to the Jobcentre")
    way.now("completer", {"ask_survey": "late"}, *told)
    end = endings.of_case(way.workspace, way.case_id).end
    assert end is not None and end.code == 39
    stands_after_a_restart(way)


def asked_for(way: Journey) -> None:
    """A JFSPRO1 of 25 June arrives and is typed in; its NI number finds the case (X4)."""
    page = way.page("jobcentre_requests")
    page.empty.buttons[0].click()
    way.settle()
    form = way.dialog_of(RequestDialog)
    typed = {
        "requested_on": date(2021, 6, 25),
        "participant_name": "Callum Reid",
        "ni_number": "JK 12 34 58 A",
        "provision_ended_on": date(2021, 6, 21),
        "jobcentre": "Harbourside Jobcentre",
        "return_email": "workcoach@jobcentre.example",
        "mailbox": "jfap@northgate.example",
    }
    for name, value in typed.items():
        form.form.set_value(name, value)
    way.picture(form)
    way.click("request-save", form)


def answered(way: Journey, folder: Path) -> None:
    """Looked through, exported with both dates on it, recorded as sent (X5, X6)."""
    answer = way.dialog_of(AnswerRequestDialog)
    if not answer.form.field("reason").isHidden():
        answer.form.set_value("reason", "It was agreed so with the participant.")
    way.click("answer-go", answer)
    answer.export_to(folder / "jfap.docx")
    way.settle()
    way.picture(answer)
    way.click("answer-go", answer)


def missed_and_booked_again(way: Journey) -> None:
    """Nobody comes on 9 June; the meeting is booked for the 11th (T8, T10, AMB-57)."""
    way.day(date(2021, 6, 9), time(10, 20))
    way.tab("meeting")
    way.click("meeting-missed")
    way.now("booked", {}, "Initial meeting missed")
    way.tab("meeting")
    way.click("meeting-rebook")
    reason = {"booked_at": "10:00", "rebooking_reason": "Overslept; rang at eleven"}
    way.record("meeting_booked", "telephone", day=date(2021, 6, 11), **PLACE, **reason)
    way.now("booked", {}, "Initial meeting booked, 9 June 2021")


def missed_and_explained(way: Journey) -> None:
    """A missed appointment, tried on the next day and explained in the same call (M1, M2, T18)."""
    way.day(date(2021, 6, 15), time(11, 30))
    way.tab("circumstances")
    way.click("missed-booking")
    due = {"next_appointment": "coming", "missed_meeting_contact": "coming"}
    way.now("started", due, "Booked meeting missed")
    way.day(date(2021, 6, 16))
    way.do_on_today("missed_meeting_contact")
    way.record("re_contact_attempted", "telephone", result="reached", identity="confirmed")
    way.tab("circumstances")
    way.click("step-missed_meeting_explained")
    way.record(explanation="The bus did not come")
    way.now(
        "started", {"next_appointment": "coming"}, "Participant back in contact", "Missed meeting explained"
    )
    assert "Explained" in way.words(way.tab("circumstances"))
