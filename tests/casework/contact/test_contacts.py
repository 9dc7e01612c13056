"""Reaching somebody by the verbs: attempts, contact and booking in one step, rebooking, the Jobcentre's
appointments, and what may be done next (C1 to C9, G1, I2, S12, T6, T7, T10, AMB-09, AMB-10)."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.cases.worklist import worklist
from jfs_desktop.casework.contact import busy_times, contact_view, contacts
from jfs_desktop.casework.contact.contacts import Booking, Call
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.today import cockpit, putting_off
from jfs_desktop.casework.today.cockpit import When
from jfs_desktop.casework.today.putting_off import CLASH
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.stages import Stage
from tests.casework.conftest import Office
from tests.documents import made_pictures

REFERRED, LAST = date(2021, 5, 18), date(2021, 5, 28)
ANSWERS = {"method": "video", "platform": "Teams", "has_email": "yes", "it_access": "full"}
RANG = Call("telephone", "07700 900123")


@pytest.fixture
def case_id(office: Office) -> UUID:
    """Referred and accepted on Tuesday 18 May 2021: day 8 is Friday 28 May."""
    office.on(REFERRED)
    made = office.referred(telephone="07700 900123", email="priya@example.org", address="1 High Street")
    office.record(made, K.ACKNOWLEDGED)
    office.on(date(2021, 5, 19), "10:30")
    return made


def booking(on: date = date(2021, 5, 26), at: time = time(10), reason: str = "", **answers: str) -> Booking:
    return Booking(on, at, ANSWERS | answers, reason)


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def shown(office: Office, case_id: UUID) -> contact_view.ContactView:
    return contact_view.contact_view(office.workspace, case_id)


def advice(office: Office, case_id: UUID) -> str:
    return " ".join(f"{one.text} {one.paragraph}" for one in shown(office, case_id).standing.advice)


def test_c2_an_attempt_says_when_it_was_and_what_came_of_it(office: Office, case_id: UUID) -> None:
    """C2, JFS 3.13: without its time or its result it would count towards No Contact and show nothing."""
    said = {"result": "no_answer"}
    for given, field in (({"at": time(10)}, "result"), ({"detail": said}, "at")):
        attempt = facts.WhatHappened(K.CONTACT_ATTEMPTED, date(2021, 5, 19), channel="telephone", **given)
        with pytest.raises(BadInput) as refused:
            facts.record(office.workspace, case_id, attempt)
        assert (refused.value.field, refused.value.paragraph) == (field, "JFS 3.13")
    with pytest.raises(BadInput, match="what came of it"):
        contacts.log_attempt(office.workspace, case_id, RANG, "")
    assert shown(office, case_id).standing.made == 0


def test_c2_an_attempt_keeps_day_time_channel_number_result_and_who(office: Office, case_id: UUID) -> None:
    contacts.log_attempt(
        office.workspace, case_id, Call("telephone", "07700 900123", "Rang twice"), "no_answer"
    )
    (line,) = shown(office, case_id).log
    assert (line.number, line.result, line.used) == (1, "No answer", "07700 900123")
    assert (line.fact.channel, line.fact.by, line.fact.note) == ("Telephone", "Rukhsana Khan", "Rang twice")
    assert line.fact.at == office.clock.now() and line.fact.on == date(2021, 5, 19)


@pytest.mark.parametrize("channel", ["", "face_to_face", "visit", "whatsapp"])
def test_i2_s12_only_a_cleared_channel_is_taken(office: Office, case_id: UUID, channel: str) -> None:
    offered = [key for key, _ in shown(office, case_id).channels]
    assert channel not in offered and "face_to_face" not in offered
    with pytest.raises(BadInput) as refused:
        contacts.log_attempt(office.workspace, case_id, Call(channel), "no_answer")
    assert (refused.value.field, refused.value.paragraph) == ("channel", "JFS 3.18")


def test_i2_s12_a_meeting_is_booked_only_by_a_cleared_means(office: Office, case_id: UUID) -> None:
    with pytest.raises(RefusedByRule, match="Nobody has reached the person yet"):
        contacts.book(office.workspace, case_id, booking())
    contacts.reach(office.workspace, case_id, RANG)
    with pytest.raises(BadInput) as refused:
        contacts.book(office.workspace, case_id, booking(method="face_to_face"))
    assert refused.value.field == "method"
    with pytest.raises(BadInput) as refused:
        contacts.book(office.workspace, case_id, booking(method="telephone"))
    assert refused.value.field == "telephone_reason"


def test_w10_no_meeting_is_booked_for_a_day_on_which_prap_has_closed_the_case(
    office: Office, case_id: UUID
) -> None:
    """T6, W10, JFS 3.40: 16 June is the last safe day, whatever the reason."""
    contacts.reach(office.workspace, case_id, RANG)
    with pytest.raises(BadInput, match="16 June") as refused:
        contacts.book(office.workspace, case_id, booking(date(2021, 6, 17), reason="On holiday"))
    assert (refused.value.field, refused.value.paragraph) == ("booked_for", "JFS 3.40")
    assert "16 June" in busy_times.check_day(office.workspace, case_id, date(2022, 5, 26), None).notes[0].text
    contacts.book(office.workspace, case_id, booking(date(2021, 6, 16), reason="On holiday"))


def test_c2_the_agreed_channel_comes_first_and_numbers_are_those_of_the_person(
    office: Office, case_id: UUID
) -> None:
    view = shown(office, case_id)
    assert view.channels[0] == ("telephone", "Telephone")
    assert view.places["telephone"] == view.places["text"] == ("07700 900123",)
    assert view.places["email"] == ("priya@example.org",)
    assert view.places["letter"] == ("1 High Street",)
    contacts.log_attempt(office.workspace, case_id, Call("telephone", "01632 960001"), "no_answer")
    assert shown(office, case_id).places["telephone"] == ("07700 900123", "01632 960001")
    met = office.met()
    office.record(met, K.COMMUNICATION_AGREED, detail={"preferred": "text", "fallback": "email"})
    view = shown(office, met)
    assert [key for key, _ in view.channels[:3]] == ["text", "email", "telephone"]
    assert view.preferred == "Text message; if that fails, e-mail"


def test_amb_10_attempts_are_best_spread_over_days_and_ways(office: Office, case_id: UUID) -> None:
    view = shown(office, case_id)
    assert view.standing.headline == "No attempt yet, of 3"
    contacts.log_attempt(office.workspace, case_id, RANG, "no_answer")
    assert shown(office, case_id).standing.headline == "Attempt 2 of 3 is next"
    said = advice(office, case_id)
    assert "on another day too. JFS 3.12" in said and "only by telephone. Try another way too." in said
    office.on(date(2021, 5, 20))
    contacts.log_attempt(office.workspace, case_id, Call("text", "07700 900123"), "sent")
    said = advice(office, case_id)
    assert "another day" not in said and "another way" not in said


def test_amb_09_contact_is_aimed_at_earlier_so_that_the_meeting_fits(office: Office, case_id: UUID) -> None:
    said = advice(office, case_id)
    assert "The last day for contact and for the meeting is Fri 28 May." in said
    assert "Aim for Fri 21 May, so that the meeting fits in too." in said
    office.on(LAST)
    assert "is today. JFS 3.11" in advice(office, case_id)
    assert shown(office, case_id).standing.due == LAST


def test_c6_t7_no_contact_opens_when_the_days_are_over_after_three_attempts(
    office: Office, case_id: UUID
) -> None:
    assert (
        "No Contact may be keyed from Tue 1 June, with evidence and 3 attempts (3 to go). JFS 3.15"
        in advice(office, case_id)
    )
    for channel, result in (("telephone", "no_answer"), ("text", "sent"), ("email", "sent")):
        contacts.log_attempt(office.workspace, case_id, Call(channel), result)
    with pytest.raises(RefusedByRule) as early:
        office.record(case_id, K.NO_CONTACT_KEYED)
    assert early.value.paragraph == "JFS 3.15"
    office.on(date(2021, 6, 1))
    assert "No Contact may be keyed now. Keep at least one piece of evidence first." in advice(
        office, case_id
    )
    with pytest.raises(BadInput) as bare:
        office.record(case_id, K.NO_CONTACT_KEYED, detail={"evidence": ""})
    assert (bare.value.field, bare.value.paragraph) == ("evidence", "JFS 3.16")
    office.record(case_id, K.NO_CONTACT_KEYED)
    assert stage(office, case_id) == Stage.NO_CONTACT


def test_c6_too_few_attempts_are_told_with_what_is_missing(office: Office, case_id: UUID) -> None:
    contacts.log_attempt(office.workspace, case_id, RANG, "no_answer")
    office.on(date(2021, 6, 1))
    assert "The days for contact are over. No Contact needs evidence and 3 attempts (2 to go)." in advice(
        office, case_id
    )


def test_w3_who_was_reached_once_and_agreed_to_no_meeting_may_be_lost_all_the_same(
    office: Office, case_id: UUID
) -> None:
    """W3, C6, T7: what was tried before they were reached does not count; the tab and the entry both tell."""
    contacts.log_attempt(office.workspace, case_id, RANG, "no_answer")
    contacts.reach(office.workspace, case_id, RANG)
    assert "No further attempt is needed. Agree day" in advice(office, case_id)
    office.on(date(2021, 5, 20))
    contacts.log_attempt(office.workspace, case_id, RANG, "no_answer")
    assert (
        shown(office, case_id).standing.headline
        == "Reached on 19 May 2021; since then attempt 2 of 3 is next"
    )
    for channel, result in (("text", "sent"), ("email", "sent")):
        office.on(office.clock.now().date() + timedelta(days=1))
        contacts.log_attempt(office.workspace, case_id, Call(channel), result)
    office.on(date(2021, 6, 1))
    assert "No Contact may be keyed now." in advice(office, case_id)
    entry = next(one.entry for one in prap.worklist(office.workspace).to_key if one.case_id == case_id)
    assert entry.proposed is K.NO_CONTACT_KEYED
    office.record(case_id, K.NO_CONTACT_KEYED)
    assert stage(office, case_id) == Stage.NO_CONTACT


def test_c2_nobody_is_pressed_further_who_opted_out(office: Office, case_id: UUID) -> None:
    """W4, C6: it is keyed at once as Did Not Attend, and No Contact too needs no further attempt."""
    contacts.log_attempt(office.workspace, case_id, RANG, "opted_out")
    assert "does not want to be contacted" in advice(office, case_id)
    assert "Key Did Not Attend" in advice(office, case_id) and "to go" not in advice(office, case_id)
    entry = next(one.entry for one in prap.worklist(office.workspace).to_key if one.case_id == case_id)
    assert (entry.proposed, entry.answers) == (K.DNA_KEYED, {"reason": "unwilling"})
    office.on(date(2021, 5, 21), "09:00")
    (row,) = cockpit.cockpit(office.workspace).todos
    assert row.what.startswith("Key Did Not Attend") and row.when is When.TODAY
    office.on(date(2021, 6, 1), "09:00")
    office.record(case_id, K.NO_CONTACT_KEYED, detail={"evidence": "log"}, late_reason="Away")


def test_c7_evidence_stands_with_its_attempt_in_the_log(office: Office, case_id: UUID) -> None:
    attempt = contacts.log_attempt(office.workspace, case_id, Call("text"), "sent").value
    attachments.keep(
        office.workspace, case_id, "contact_evidence", made_pictures.jpeg(60, 40), "text.jpg", about=attempt
    )
    (line,) = shown(office, case_id).log
    assert [one.name for one in line.evidence] == ["text.jpg"]
    assert line.evidence[0].retention_class == "contact_attempts"


def test_c2_an_attempt_taken_back_stays_readable_and_counts_no_more(office: Office, case_id: UUID) -> None:
    first = contacts.log_attempt(office.workspace, case_id, RANG, "no_answer").value
    office.clock.pass_by(60)
    contacts.log_attempt(office.workspace, case_id, Call("text"), "sent")
    facts.withdraw(office.workspace, first, "Another participant's number")
    newest, oldest = shown(office, case_id).log
    assert (newest.number, oldest.number) == (1, 0)
    assert oldest.fact.withdrawn_reason == "Another participant's number"
    assert shown(office, case_id).standing.made == 1


def test_c8_g1_the_notice_is_read_before_the_first_call(office: Office) -> None:
    office.on(REFERRED)
    case_id = office.referred(vulnerable=True, notes="Panics on the telephone; text first.")
    office.record(case_id, K.ACKNOWLEDGED)
    office.clock.pass_by(60)
    (notice,) = shown(office, case_id).unread
    assert notice.nature == "Panics on the telephone; text first."
    assert "Read the notice" in shown(office, case_id).refused[K.CONTACT_ATTEMPTED]
    with pytest.raises(RefusedByRule) as refused:
        contacts.log_attempt(office.workspace, case_id, RANG, "no_answer")
    assert refused.value.paragraph == "JFS 3.04"
    contacts.see_notice(office.workspace, case_id)
    (notice,) = shown(office, case_id).notices
    assert notice.seen_by == "Rukhsana Khan" and notice.seen_at == office.clock.now()
    contacts.log_attempt(office.workspace, case_id, RANG, "no_answer")


def test_t6_c3_c4_c5_contact_and_booking_are_one_step(office: Office, case_id: UUID) -> None:
    before = office.entries()
    done = contacts.reach(office.workspace, case_id, RANG, booking())
    assert stage(office, case_id) == Stage.BOOKED and office.entries() == before + 2
    told = facts.of_case(office.workspace, case_id)
    booked = next(view for view in told if view.kind == K.MEETING_BOOKED)
    contact = next(view for view in told if view.kind == K.CONTACTED)
    assert contact.detail == {"identity": "confirmed", "detail_used": "07700 900123"}
    assert booked.about == contact.id
    assert booked.detail == ANSWERS | {"booked_for": "2021-05-26", "booked_at": "10:00"}
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert stage(office, case_id) == Stage.ACCEPTED and not shown(office, case_id).log


@pytest.mark.parametrize("key", ["method", "has_email", "it_access"])
def test_t6_c4_c5_without_an_answer_neither_is_kept(office: Office, case_id: UUID, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        contacts.reach(office.workspace, case_id, RANG, booking(**{key: ""}))
    assert (refused.value.field, refused.value.paragraph) == (key, "JFS 3.14")
    assert stage(office, case_id) == Stage.ACCEPTED and not shown(office, case_id).log


def test_c5_limited_access_asks_for_a_remedy(office: Office, case_id: UUID) -> None:
    with pytest.raises(BadInput) as refused:
        contacts.reach(office.workspace, case_id, RANG, booking(it_access="limited"))
    assert refused.value.field == "remedy"


def test_c5_an_address_given_in_the_call_stands_with_the_person(office: Office) -> None:
    office.on(REFERRED)
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    contacts.reach(office.workspace, case_id, RANG, booking(email="new@example.org"))
    assert cases.case_view(office.workspace, case_id).email == "new@example.org"
    with pytest.raises(BadInput) as refused:
        contacts.book(office.workspace, case_id, booking(email="nothing", reason="Asked for it"))
    assert refused.value.field == "email"


def test_c8_i3_a_contact_without_a_sure_identity_is_an_attempt_and_a_doubt(
    office: Office, case_id: UUID
) -> None:
    with pytest.raises(BadInput) as unsure:
        office.record(case_id, K.CONTACTED, detail={"identity": "doubt"})
    assert (unsure.value.field, unsure.value.paragraph) == ("identity", "JFS 3.21")
    with pytest.raises(BadInput) as silent:
        office.record(case_id, K.CONTACTED, detail={"identity": ""})
    assert silent.value.field == "identity"
    contacts.doubted(office.workspace, case_id, RANG, "Gave another date of birth")
    with office.workspace.reading() as db:
        known = case_facts.load(db, case_id)
    assert known.has(K.IDENTITY_DOUBTED) and known.has(K.CONTACT_ATTEMPTED) and not known.has(K.CONTACTED)
    assert shown(office, case_id).standing.made == 1


def test_c1_contact_after_its_day_says_why(office: Office, case_id: UUID) -> None:
    office.on(date(2021, 6, 1))
    with pytest.raises(BadInput) as late:
        contacts.reach(office.workspace, case_id, RANG)
    assert late.value.field == "late_reason"
    contacts.reach(office.workspace, case_id, Call("telephone", late_reason="Number was wrong on PRaP"))
    assert facts.of_case(office.workspace, case_id)[0].late_reason == "Number was wrong on PRaP"


def test_t10_amb_57_another_day_asks_why(office: Office, case_id: UUID) -> None:
    contacts.reach(office.workspace, case_id, RANG, booking())
    with pytest.raises(BadInput) as refused:
        contacts.book(office.workspace, case_id, booking(date(2021, 5, 27)))
    assert (refused.value.field, refused.value.paragraph) == ("rebooking_reason", "JFS 3.17")
    contacts.book(office.workspace, case_id, booking(date(2021, 5, 27), reason="Jobcentre that morning"))
    agreed = cases.case_view(office.workspace, case_id).next_appointment
    assert agreed is not None and (agreed.on, agreed.what) == (date(2021, 5, 27), "Initial meeting")
    assert stage(office, case_id) == Stage.BOOKED


def test_c3_a_day_past_the_limit_asks_why_and_forecasts_the_miss(office: Office, case_id: UUID) -> None:
    late = date(2021, 6, 1)
    check = busy_times.check_day(office.workspace, case_id, late, time(10))
    assert check.late and check.reason and check.paragraph == "JFS 3.17"
    assert check.notes[0].text == busy_times.FORECAST
    with pytest.raises(BadInput) as refused:
        contacts.reach(office.workspace, case_id, RANG, booking(late))
    assert refused.value.field == "rebooking_reason"
    contacts.reach(office.workspace, case_id, RANG, booking(late, reason="Away until then"))
    assert "the standard will be missed" in advice(office, case_id)
    assert not busy_times.check_day(office.workspace, case_id, LAST, time(10)).late


def test_c3_a_day_or_time_that_is_over_is_refused(office: Office, case_id: UUID) -> None:
    with pytest.raises(BadInput) as refused:
        contacts.reach(office.workspace, case_id, RANG, booking(date(2021, 5, 18)))
    assert refused.value.field == "booked_for"
    with pytest.raises(BadInput) as refused:
        contacts.reach(office.workspace, case_id, RANG, booking(date(2021, 5, 19), time(10)))
    assert refused.value.field == "booked_at"


def notes(office: Office, case_id: UUID, on: date, at: time | None) -> list[str]:
    return [note.text for note in busy_times.check_day(office.workspace, case_id, on, at).notes]


def test_c3_weekends_and_holidays_are_told_gently(office: Office, case_id: UUID) -> None:
    assert notes(office, case_id, date(2021, 5, 22), time(10)) == ["Sat 22 May is no working day: Saturday."]
    assert "Spring bank holiday" in notes(office, case_id, date(2021, 5, 31), None)[1]
    assert notes(office, case_id, date(2021, 5, 26), time(10)) == []
    contacts.reach(office.workspace, case_id, RANG, booking(date(2021, 5, 22)))


def test_c9_a_jobcentre_appointment_at_that_time_is_told(office: Office, case_id: UUID) -> None:
    day = date(2021, 5, 26)
    contacts.tell_jobcentre_appointment(office.workspace, case_id, day, time(10, 30), "Work search review")
    assert notes(office, case_id, day, time(10)) == [
        "The person is at the Jobcentre at 10:30 (Work search review)."
    ]
    assert notes(office, case_id, day, time(14)) == []
    (line,) = shown(office, case_id).jobcentre
    assert (line.on, line.at, line.what) == (day, "10:30", "Work search review")
    facts.withdraw(office.workspace, line.fact.id, "Wrong week")
    assert notes(office, case_id, day, time(10)) == [] and not shown(office, case_id).jobcentre


def clashes_on_today(office: Office) -> list[tuple[str, When]]:
    return [(one.what, one.when) for one in cockpit.cockpit(office.workspace).todos if one.kind == CLASH]


def test_c9_a_jobcentre_appointment_told_after_the_booking_clashes_until_that_moves(
    office: Office, case_id: UUID
) -> None:
    """C9, JFS 1.22: the clash is said at once, and stays on the case and on Today."""
    day = date(2021, 5, 26)
    contacts.reach(office.workspace, case_id, RANG, booking(day))
    told = contacts.tell_jobcentre_appointment(office.workspace, case_id, day, time(10, 30), "Review").value
    assert [one.text for one in told] == ["at the Jobcentre at 10:30, initial meeting at 10:00"]
    assert contacts.tell_jobcentre_appointment(office.workspace, case_id, day, time(15)).value == ()
    said = "Settle a clash on Wed 26 May: at the Jobcentre at 10:30, initial meeting at 10:00"
    assert clashes_on_today(office) == [(said, When.TODAY)]
    assert [line.over for line in shown(office, case_id).jobcentre] == [told, ()]
    office.on(date(2021, 5, 24))
    assert clashes_on_today(office) == [(said, When.TODAY)]
    contacts.book(office.workspace, case_id, booking(day, time(12), reason="Jobcentre that morning"))
    assert clashes_on_today(office) == [] and not any(one.over for one in shown(office, case_id).jobcentre)
    contacts.book(office.workspace, case_id, booking(day, time(15, 15), reason="Rang to move it"))
    assert "at the Jobcentre at 15:00, initial meeting at 15:15" in clashes_on_today(office)[0][0]
    office.on(day, "15:20")
    assert clashes_on_today(office) == []  # its time has come: what became of it is asked


def test_c9_a_clash_stands_only_with_a_reason(office: Office, case_id: UUID) -> None:
    """C9, JFS 1.22: the adviser says why it does not matter; another booking over it is asked about anew."""
    day = date(2021, 5, 26)
    contacts.reach(office.workspace, case_id, RANG, booking(day))
    (clash,) = contacts.tell_jobcentre_appointment(office.workspace, case_id, day, None).value
    assert clash.text == "at the Jobcentre that day, initial meeting at 10:00"
    (row,) = (one for one in cockpit.cockpit(office.workspace).todos if one.kind == CLASH)
    with pytest.raises(RefusedByRule, match="cannot be put off"):
        putting_off.put_off(office.workspace, case_id, row.key, row.what, date(2021, 5, 25))
    with pytest.raises(BadInput, match="why it does not matter") as refused:
        contacts.weigh_clash(office.workspace, case_id, clash, " ")
    assert (refused.value.field, refused.value.paragraph) == ("reason", "JFS 1.22")
    contacts.weigh_clash(office.workspace, case_id, clash, "The Jobcentre rings in the afternoon")
    assert clashes_on_today(office) == []
    weighed = facts.of_case(office.workspace, case_id)[0]
    assert (weighed.kind, weighed.note) == (K.JOBCENTRE_CLASH_WEIGHED, "The Jobcentre rings in the afternoon")
    with pytest.raises(NotFound):
        contacts.weigh_clash(office.workspace, case_id, clash, "The Jobcentre rings in the afternoon")
    contacts.book(office.workspace, case_id, booking(day, time(12), reason="Rang to move it"))
    assert len(clashes_on_today(office)) == 1
    (line,) = shown(office, case_id).jobcentre
    facts.withdraw(office.workspace, line.fact.id, "Called off by the Jobcentre")
    assert clashes_on_today(office) == []


def test_c9_appointments_of_provision_and_group_sessions_clash_too(office: Office) -> None:
    started = office.started()
    office.on(date(2021, 5, 27))
    day = date(2021, 6, 2)
    office.record(started, K.APPOINTMENT_AGREED, detail={"agreed_for": day.isoformat(), "time": "11:00"})
    office.record(started, K.GROUP_INVITED, detail={"group_on": day.isoformat(), "group_at": "11:15"})
    told = contacts.tell_jobcentre_appointment(office.workspace, started, day, time(11)).value
    assert [one.meeting for one in told] == ["appointment with you at 11:00", "group session at 11:15"]
    assert len(clashes_on_today(office)) == 2


def test_c9_conditionality_is_told_and_kept(office: Office, case_id: UUID) -> None:
    assert shown(office, case_id).conditions_told is None
    contacts.tell_conditions(office.workspace, case_id)
    assert shown(office, case_id).conditions_told == (office.clock.now(), "Rukhsana Khan")


def test_c9_the_adviser_s_other_bookings_and_sessions_are_told(office: Office, case_id: UUID) -> None:
    from jfs_desktop.casework.sessions import sessions

    other = office.referred(first_name="Tom", last_name="Ellery")
    cases.assign(office.workspace, other, office.workspace.me.id)
    office.record(other, K.ACKNOWLEDGED)
    contacts.reach(office.workspace, other, RANG, booking(date(2021, 5, 26), time(10, 30)))
    assert notes(office, case_id, date(2021, 5, 26), time(10)) == ["You have Tom Ellery at 10:30 that day."]
    assert notes(office, case_id, date(2021, 5, 26), time(11, 30)) == []
    met = office.met(met_on=date(2021, 5, 26))
    office.on(date(2021, 5, 27), "10:00")
    sessions.start(office.workspace, met, channel="video", identity="confirmed", at=office.clock.now())
    office.clock.pass_by(600)
    assert any(
        "a session with Priya Nair at 10:00" in one
        for one in notes(office, case_id, date(2021, 5, 27), time(10, 5))
    )


def test_the_booking_stands_on_the_case_and_on_today(office: Office, case_id: UUID) -> None:
    contacts.reach(office.workspace, case_id, RANG, booking())
    office.on(date(2021, 5, 25))
    contexts = {item.context for item in worklist(office.workspace) if item.case_id == case_id}
    assert contexts == {"Meeting 26 May, 10:00"}
    office.on(date(2021, 5, 26), "17:00")
    office.record(case_id, K.IDENTITY_CONFIRMED)
    office.record(case_id, K.INITIAL_MEETING_HELD)
    assert cases.case_view(office.workspace, case_id).next_appointment is None


def test_r10_somebody_handed_back_is_on_record_and_only_the_jobcentre_refers_again(
    office: Office, case_id: UUID
) -> None:
    office.on(date(2021, 6, 21))
    said = {"method": "email", "to_whom": "Harbourside Jobcentre"}
    office.record(case_id, K.HANDED_BACK, detail=said, note="Not reached in 30 days", late_reason="Away")
    told = facts.of_case(office.workspace, case_id)[0]
    assert (told.kind, told.detail, told.note) == (K.HANDED_BACK, said, "Not reached in 30 days")
    with pytest.raises(RefusedByRule) as refused:
        contacts.book(office.workspace, case_id, booking(date(2021, 6, 25), reason="Called back"))
    assert refused.value.paragraph == "JFS 3.40"
    assert "new referral" in shown(office, case_id).refused[K.MEETING_BOOKED]
