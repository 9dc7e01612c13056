"""Readings that are figures or lists of the profile: each is changed in a newer profile, and what the
product does changes with it (AMB-07 to 11, 15, 17, 25, 34, 36, 74)."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.circumstances import circumstances
from jfs_desktop.casework.contact import contact_view, contacts
from jfs_desktop.casework.contact.contacts import Call
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.recording import completion, fact_choices
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.profiles import shipped_texts
from tests.casework.conftest import Office
from tests.cleared import with_channels

MADE = date(2021, 5, 18)
MET = date(2021, 5, 26)


def adopt(office: Office, text: str) -> None:
    """Cases that come in from now on go by a newer profile with this difference."""
    office.workspace.adopt((*shipped_texts("jfs-2021"), f'version = "2022-01-01.1"\n{text}'))


def reading(office: Office, case_id: UUID, clock_id: str) -> ClockReading:
    return next(one for one in clocks.of_case(office.workspace, case_id) if one.id == clock_id)


def accepted(office: Office) -> UUID:
    office.on(MADE)
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    return case_id


@pytest.mark.parametrize(("items", "enough"), [(2, False), (1, True)])
def test_amb_15_how_many_items_make_an_identity(office: Office, items: int, enough: bool) -> None:
    """I4, AMB-15: at least two matched items, or as many as the profile says."""
    adopt(office, f"[minimums]\nidentity_items = {items}\n")
    case_id = accepted(office)
    said = {"matched": "full_name", "method": "spoken", "evidence_type": "details"}
    if enough:
        assert office.record(case_id, K.IDENTITY_CONFIRMED, detail=said).detail["matched"] == "full_name"
        return
    with pytest.raises(BadInput, match="at least 2") as refused:
        office.record(case_id, K.IDENTITY_CONFIRMED, detail=said)
    assert refused.value.paragraph == "JFS 3.22"


@pytest.mark.parametrize(("wanted", "allowed"), [(3, False), (2, True)])
def test_amb_10_how_many_attempts_come_before_no_contact(office: Office, wanted: int, allowed: bool) -> None:
    """C2, C6, T7, AMB-10, AMB-11."""
    adopt(office, f"[minimums]\ncontact_attempts = {wanted}\n")
    case_id = accepted(office)
    for day, channel in ((19, "telephone"), (20, "text")):
        office.on(date(2021, 5, day))
        contacts.log_attempt(office.workspace, case_id, Call(channel), "no_answer")
    office.on(date(2021, 6, 1))
    if allowed:
        assert office.record(case_id, K.NO_CONTACT_KEYED).kind == "no_contact_keyed"
        return
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.NO_CONTACT_KEYED)
    assert refused.value.paragraph == "JFS 3.12"


@pytest.mark.parametrize(("days", "methods", "told"), [(2, 2, True), (1, 1, False)])
def test_amb_10_over_how_many_days_and_ways_attempts_are_spread(
    office: Office, days: int, methods: int, told: bool
) -> None:
    """C2, AMB-10: a prompt, and never a bar."""
    adopt(office, f"[minimums]\ncontact_attempt_days = {days}\ncontact_attempt_methods = {methods}\n")
    case_id = accepted(office)
    office.on(date(2021, 5, 19))
    contacts.log_attempt(office.workspace, case_id, Call("telephone"), "no_answer")
    said = " ".join(one.text for one in contact_view.contact_view(office.workspace, case_id).standing.advice)
    assert ("another day" in said, "another way" in said) == (told, told)
    contacts.log_attempt(office.workspace, case_id, Call("telephone"), "no_answer")


@pytest.mark.parametrize(("wanted", "enough"), [(2, False), (1, True)])
def test_amb_34_how_many_days_of_attempts_come_before_an_exit(
    office: Office, wanted: int, enough: bool
) -> None:
    """M4, T19, AMB-34."""
    adopt(office, f"[minimums]\nre_engagement_attempts = {wanted}\n")
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 2), "12:00")
    office.record(case_id, K.DISENGAGED)
    office.on(date(2021, 6, 3), "12:00")
    office.record(case_id, K.RE_CONTACT_ATTEMPTED)
    office.on(date(2021, 6, 11), "12:00")
    spell = circumstances.of_case(office.workspace, case_id).spell
    assert spell is not None and spell.may_leave(office.workspace.today()) is enough
    if enough:
        office.record(case_id, K.ENDED_EARLY)
        return
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.ENDED_EARLY)
    assert refused.value.paragraph == "JFS 4.20"


@pytest.mark.parametrize(("window", "opens"), [(5, date(2021, 6, 11)), (3, date(2021, 6, 9))])
def test_amb_34_how_long_the_window_is(office: Office, window: int, opens: date) -> None:
    """M4, AMB-34: so many working days from the first attempt, and the exit opens on the day after."""
    adopt(
        office,
        f"""[[clocks]]
id = "re_engagement_window_capped"
count = {{ unit = "working_days", number = {window} }}
""",
    )
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 2), "12:00")
    office.record(case_id, K.DISENGAGED)
    for day in (date(2021, 6, 3), date(2021, 6, 4)):
        office.on(day, "12:00")
        office.record(case_id, K.RE_CONTACT_ATTEMPTED)
    office.on(opens - timedelta(days=1), "12:00")
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.ENDED_EARLY)
    assert refused.value.paragraph == "JFS 4.20"
    office.on(opens, "12:00")
    office.record(case_id, K.ENDED_EARLY)


@pytest.mark.parametrize(("minutes", "met"), [(240, False), (180, True)])
def test_amb_17_the_minutes_of_a_completer(office: Office, minutes: int, met: bool) -> None:
    """X2, AMB-17: a completer only with the minutes delivered, as many as the profile says."""
    adopt(office, f"[minimums]\none_to_one_minutes = {minutes}\n")
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 4), "16:00")
    office.supported(case_id, 180)
    tests = {test.key: test.met for test in completion.of_case(office.workspace, case_id)}
    assert tests["one_to_one_minutes"] is met
    assert sessions.total(office.workspace, case_id).target_minutes == minutes


@pytest.mark.parametrize(("days", "target"), [(3, date(2021, 5, 21)), (1, date(2021, 5, 19))])
def test_amb_09_the_target_of_contact_moves_and_its_deadline_stays(
    office: Office, days: int, target: date
) -> None:
    """C1, AMB-09: a derived target; the eighth working day stands."""
    adopt(
        office,
        f"""[[clocks]]
id = "contact_participant"
target = {{ unit = "working_days", number = {days} }}
""",
    )
    contact = reading(office, accepted(office), "contact_participant")
    assert (contact.target_on, contact.due) == (target, date(2021, 5, 28))


@pytest.mark.parametrize(("late_after", "due"), [(1, date(2021, 6, 7)), (0, date(2021, 6, 4))])
def test_amb_25_the_final_jfap_is_late_after_the_next_working_day(
    office: Office, late_after: int, due: date
) -> None:
    """P11, X3, AMB-25: 'upon completion' is aimed at on the same day; the day after it is still in time."""
    adopt(
        office,
        f"""[[clocks]]
id = "jfap_to_participant"
count = {{ unit = "working_days", number = {late_after} }}
""",
    )
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 4), "16:00")
    office.record(case_id, K.FINALISING_BEGUN)
    office.record(case_id, K.JFAP_FINALISED)
    sending = reading(office, case_id, "jfap_to_participant")
    assert (sending.target_on, sending.due) == (date(2021, 6, 4), due)
    office.on(date(2021, 6, 8), "09:00")
    with pytest.raises(BadInput) as asked:
        office.record(case_id, K.FINAL_JFAP_SENT)
    assert asked.value.field == "late_reason"


@pytest.mark.parametrize("needed", [True, False])
def test_w14_the_prap_right_is_needed_or_not(office: Office, needed: bool) -> None:
    """W14: only somebody with the PRaP right marks an entry keyed, where the provider is read so."""
    adopt(office, f"[settings]\nprap_right_needed_to_key = {str(needed).lower()}\n")
    colleague = staff.add(office.workspace, name="Gareth Pugh", role=Role.ADVISER, prap_role=False).value
    office.on(MADE)
    case_id = office.referred()
    staff.work_as(office.workspace, colleague.id)
    (choice,) = fact_choices.of_kinds(office.workspace, case_id, (K.ACKNOWLEDGED,))
    assert choice.right_needed is needed, "whom the form offers as having keyed it"
    assert prap.worklist(office.workspace).may_key is not needed
    if not needed:
        assert office.record(case_id, K.ACKNOWLEDGED, by=colleague.id).by == "Gareth Pugh"
        return
    with pytest.raises(BadInput) as refused:
        office.record(case_id, K.ACKNOWLEDGED, by=colleague.id)
    assert refused.value.paragraph == "JFS 6.14"


PIGEON = '[[channels]]\nkey = "pigeon"\nname = "Messenger"\nuses = ["contact"]\n'


@pytest.mark.parametrize("asked", [True, False])
def test_amb_74_the_telephone_counts_with_the_reason_for_it(office: Office, asked: bool) -> None:
    """S12, AMB-74: by telephone for those who cannot work online; why is asked, as the profile says."""
    if not asked:
        adopt(office, '[[channels]]\nkey = "telephone"\nneeds_reason = false\n')
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 2), "12:00")

    def by_telephone(reason: str) -> UUID:
        given = sessions.ManualSession(
            sessions.SessionKind.ONE_TO_ONE,
            "telephone",
            office.clock.now() - timedelta(minutes=30),
            30,
            "Laptop broken",
            no_change_reason="Nothing new",
            identity="confirmed",
            channel_reason=reason,
        )
        return sessions.add_manual(office.workspace, case_id, given).value.id

    if asked:
        with pytest.raises(BadInput) as refused:
            by_telephone("")
        assert refused.value.field == "channel_reason"
    by_telephone("No broadband at home" if asked else "")
    assert sessions.total(office.workspace, case_id).minutes == 30


def test_i2_a_newer_list_opens_a_channel_for_what_comes_after(office: Office) -> None:
    """I2, S12, C4: what is not in the list of a case cannot be chosen, cleared or not."""
    old = accepted(office)
    office.on(date(2021, 6, 4), "10:00")
    adopt(office, PIGEON)
    new = office.referred()
    office.record(new, K.ACKNOWLEDGED)
    office.clock.pass_by(60)
    programme = office.workspace.programme_of(new)
    assert "pigeon" not in programme.channels_for("contact") and "pigeon" in programme.channels_for("")
    with pytest.raises(BadInput) as uncleared:
        contacts.log_attempt(office.workspace, new, Call("pigeon"), "no_answer")
    assert (uncleared.value.field, uncleared.value.paragraph) == ("channel", "JFS 3.18")
    with_channels(office.workspace)
    with pytest.raises(BadInput) as refused:
        contacts.log_attempt(office.workspace, old, Call("pigeon"), "no_answer")
    assert (refused.value.field, refused.value.paragraph) == ("channel", "JFS 3.18")
    contacts.log_attempt(office.workspace, new, Call("pigeon"), "no_answer")
    (line,) = contact_view.contact_view(office.workspace, new).log
    assert line.fact.channel == "Messenger"


@pytest.mark.parametrize("invented", ["approved_on = 2021-06-01", 'approved_by = "Head office"'])
def test_i2_no_profile_clears_a_channel(office: Office, invented: str) -> None:
    """I2: a clearance is the provider's own; a profile that brings one is refused."""
    with pytest.raises(BadProfile):
        adopt(office, f"{PIGEON}{invented}\n")


@pytest.mark.parametrize("needed", [True, False])
def test_i2_a_channel_that_needs_no_clearance_is_open(office: Office, needed: bool) -> None:
    adopt(office, f"{PIGEON}needs_clearance = {str(needed).lower()}\n")
    case_id = accepted(office)
    assert ("pigeon" in office.workspace.programme_of(case_id).channels_for("contact")) is not needed


@pytest.mark.parametrize(("hours", "due"), [(24, "2021-06-04T11:30"), (12, "2021-06-03T23:30")])
def test_amb_36_hours_elapse_by_the_profiles_number(office: Office, hours: int, due: str) -> None:
    """W9, AMB-36: elapsed hours from POST's own time."""
    adopt(
        office,
        f"""[[clocks]]
id = "cancel_after_post_confirmation"
count = {{ unit = "hours", number = {hours} }}
""",
    )
    case_id = office.started(MADE, MET)
    office.on(date(2021, 6, 3), "12:00")
    for kind in (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT):
        office.record(case_id, kind)
    office.record(case_id, K.POST_CONFIRMED, at=time(11, 30))
    at = reading(office, case_id, "cancel_after_post_confirmation").due_at
    assert at is not None and f"{at:%Y-%m-%dT%H:%M}" == due


@pytest.mark.parametrize(("days", "last"), [(29, date(2021, 6, 24)), (20, date(2021, 6, 15))])
def test_amb_07_the_last_day_is_the_earlier_of_both(office: Office, days: int, last: date) -> None:
    """W12, S11, AMB-07: the earlier of the twentieth working day and the last safe day on PRaP."""
    adopt(
        office,
        f"""[[clocks]]
id = "effective_last_day"
earlier_of = {{ count = {{ unit = "calendar_days", number = {days} }} }}
""",
    )
    assert reading(office, office.started(MADE, MET), "effective_last_day").due == last


@pytest.mark.parametrize(("number", "lapsed_on"), [(31, date(2021, 6, 18)), (30, date(2021, 6, 17))])
def test_amb_08_the_day_of_the_automatic_dna(office: Office, number: int, lapsed_on: date) -> None:
    """W10, T16, AMB-08: the stage follows the profile's day."""
    adopt(
        office,
        f"""[[clocks]]
id = "prap_auto_dna"
count = {{ unit = "calendar_days", number = {number} }}
""",
    )
    case_id = accepted(office)
    assert reading(office, case_id, "prap_auto_dna").due == lapsed_on
    office.on(lapsed_on)
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.DNA_KEYED, late_reason="Away")
    assert refused.value.paragraph == "JFS 3.40"
