"""Readings of unclear text that are settings of the profile: each, switched, is really read (AMB-02, AMB-16,
AMB-78; AMB-57 has a file of its own), and reason lists are versioned data (W15)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.office.standards import this_month
from jfs_desktop.casework.recording import completion, fact_choices
from jfs_desktop.casework.sessions import sessions, support
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.store.profiles import load_programme, programme_of, shipped_texts
from tests.casework.conftest import Office

MET = date(2021, 5, 26)


def adopt(office: Office, text: str) -> None:
    """Cases that come in from now on go by a newer profile with this difference."""
    office.workspace.adopt((*shipped_texts("jfs-2021"), f'version = "2022-01-01.1"\n{text}'))


def with_meeting(office: Office, minutes: int = 60) -> UUID:
    """Somebody who started, with a timed initial meeting of an hour and 200 minutes of support."""
    case_id = office.started()
    by_hand = ManualSession(
        SessionKind.INITIAL_MEETING,
        "video",
        office.clock.now() - timedelta(hours=7),
        minutes,
        "Laptop broken",
        no_change_reason="Nothing new",
        late_reason="Away",
    )
    sessions.add_manual(office.workspace, case_id, by_hand)
    office.on(date(2021, 6, 2), "16:00")
    office.supported(case_id, 200)
    return case_id


def open_tests(office: Office, case_id: UUID) -> set[str]:
    return {test.key for test in completion.of_case(office.workspace, case_id) if not test.met}


@pytest.mark.parametrize("counts", [True, False])
def test_amb_16_minutes_of_the_initial_meeting_count_or_not(office: Office, counts: bool) -> None:
    """260 minutes with it, 200 without: a completer's 240 hang on the reading."""
    adopt(office, f"[settings]\ninitial_meeting_minutes_count = {str(counts).lower()}\n")
    case_id = with_meeting(office)
    total = sessions.total(office.workspace, case_id)
    assert (total.minutes, total.minutes_without_initial) == (260 if counts else 200, 200)
    assert ("one_to_one_minutes" in open_tests(office, case_id)) is not counts


@pytest.mark.parametrize("is_one", [False, True])
def test_amb_16_the_initial_meeting_is_one_of_the_sessions_or_not(office: Office, is_one: bool) -> None:
    adopt(office, f"[settings]\ninitial_meeting_is_a_session = {str(is_one).lower()}\n")
    case_id = with_meeting(office)
    assert sessions.total(office.workspace, case_id).sessions == (2 if is_one else 1)
    pace = support.sheet(office.workspace, case_id).pace
    assert pace.held_on == ((MET, date(2021, 6, 2)) if is_one else (date(2021, 6, 2),))
    assert pace.in_time is is_one


@pytest.mark.parametrize(
    ("units", "met", "missed"),
    [("participants_completers_requests", 0, 1), ("each_meeting_or_request", 1, 1)],
)
def test_amb_78_css_3_counts_participants_or_meetings(
    office: Office, units: str, met: int, missed: int
) -> None:
    """Two sessions of one participant, of which one has its JFAP entry."""
    adopt(office, f'[settings]\nclerical_units = "{units}"\n')
    case_id = office.started()
    office.on(date(2021, 6, 2), "12:00")
    office.record(case_id, K.SESSION_HELD, late_reason="Away")
    office.record(case_id, K.JFAP_UPDATED)
    office.on(date(2021, 6, 3), "12:00")
    office.record(case_id, K.SESSION_HELD)
    office.on(date(2021, 6, 4), "12:00")
    list(redate(office.workspace))
    row = next(one for one in this_month(office.workspace).tallies if one.standard.id == "css3")
    assert (len(row.met), len(row.missed), row.total) == (met, missed, met + missed)


@pytest.mark.parametrize("name", ["clerical_units", "standards_base"])
def test_amb_46_78_a_reading_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(BadProfile, match=name):
        programme_of((*shipped_texts("jfs-2021"), f'[settings]\n{name} = "pounds"\n'))


@pytest.mark.parametrize(("base", "missed"), [("accepted_referrals", 1), ("meetings_held", 0)])
def test_amb_46_css_1_counts_who_was_never_met_or_not(office: Office, base: str, missed: int) -> None:
    """Of two accepted referrals of a month one was met in time and one never; CSS 2 counts both."""
    adopt(office, f'[settings]\nstandards_base = "{base}"\n')
    office.met(date(2021, 6, 1), date(2021, 6, 9))
    office.on(date(2021, 6, 1))
    office.record(office.referred(), K.ACKNOWLEDGED)
    office.on(date(2021, 6, 16), "12:00")
    list(redate(office.workspace))
    rows = {one.standard.id: one for one in this_month(office.workspace).tallies}
    assert (len(rows["css1"].met), len(rows["css1"].missed)) == (1, missed)
    assert rows["css2"].total == 2


@pytest.mark.parametrize(
    ("of", "day"), [("any_nation", date(2021, 12, 1)), ("participant", date(2021, 11, 30))]
)
def test_amb_02_a_holiday_of_another_nation_counts_out_or_not(office: Office, of: str, day: date) -> None:
    """EX05: St Andrew's Day, for somebody in England."""
    adopt(office, f'[settings]\nworking_days_of = "{of}"\n')
    office.on(date(2021, 11, 29))
    case_id = office.referred(nation="ENG")
    due = {one.id: one.due for one in clocks.of_case(office.workspace, case_id)}
    assert due["acknowledge_referral"] == day


def test_w15_reason_lists_name_their_source_version_and_first_day() -> None:
    lists = load_programme("jfs-2021").prap
    assert lists.version and lists.source and lists.in_use_from == date(2021, 7, 23)


def test_w15_only_reasons_of_the_list_in_use_are_offered_and_taken(office: Office) -> None:
    """A case goes on by the list it began with; a newer one holds for what comes after."""
    old = office.referred()
    adopt(
        office,
        '[prap]\nversion = "2022-01"\n[[rejection_reasons]]\nkey = "out_of_area"\nname = "Out of area"\n',
    )
    new = office.referred()

    def offered(case_id: UUID) -> set[str]:
        (choice,) = fact_choices.of_kinds(office.workspace, case_id, [K.REJECTED])
        return {one.key for one in choice.choices}

    assert offered(new) - offered(old) == {"out_of_area"}
    assert office.workspace.programme_of(new).prap.version == "2022-01"
    with pytest.raises(RefusedByRule) as refused:
        office.record(old, K.REJECTED, detail={"reason": "out_of_area"})
    assert refused.value.paragraph == "JFS 3.35"
    office.record(new, K.REJECTED, detail={"reason": "out_of_area"})
