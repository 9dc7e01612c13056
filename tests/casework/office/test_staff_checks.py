"""The register of staff checks (G5)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.contact import contacts
from jfs_desktop.casework.contact.contacts import Call
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.office import staff, staff_checks
from jfs_desktop.casework.office.staff_checks import NewCheck
from jfs_desktop.casework.prap import prap, prap_keying
from jfs_desktop.casework.prap.prap_keying import Keyed
from jfs_desktop.casework.recording import record_offers
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.today import agenda, cockpit, putting_off
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from tests.casework.conftest import Office

CHECKED = date(2021, 1, 11)


def test_a_role_that_needs_a_check_is_told_of_without_one(office: Office) -> None:
    """G5: a warning by default; a role without clients needs none."""
    staff.add(office.workspace, name="Una Analyst", role="analyst", prap_role=False)
    words = {one.person.name: (one.words, one.in_date) for one in staff_checks.standings(office.workspace)}
    assert words == {"Rukhsana Khan": ("No check", False), "Una Analyst": ("Not needed", True)}


@pytest.mark.parametrize(
    ("until", "words", "mark", "in_date"),
    [
        (None, "In date", "good", True),
        (date(2022, 1, 1), "Until 1 January 2022", "good", True),
        (date(2021, 6, 20), "Ends 20 June 2021", "today", True),
        (date(2021, 6, 3), "Ended 3 June 2021", "late", False),
    ],
)
def test_a_check_is_in_date_until_it_ends(
    office: Office, until: date | None, words: str, mark: str, in_date: bool
) -> None:
    """G5: valid_until, warned of ahead."""
    office.on(date(2021, 6, 4))
    me = office.workspace.me.id
    staff_checks.add(office.workspace, me, NewCheck("dbs", "0012 3", CHECKED, until, CHECKED))
    standing = staff_checks.mine(office.workspace)
    assert (standing.words, standing.mark, standing.in_date) == (words, mark, in_date)
    assert standing.checks[0].chapter_read_on == CHECKED


def test_the_gate_closes_every_case_where_the_provider_wants_it(office: Office) -> None:
    """G5: no caseload access without a check in date (derived); off unless it is set."""
    case_id = office.referred()
    cases.case_view(office.workspace, case_id)
    settings.put(office.workspace, settings.STAFF_CHECKS_ENFORCED, True)
    with pytest.raises(RefusedByRule) as refused:
        cases.case_view(office.workspace, case_id)
    assert refused.value.paragraph == "IPES 5.24"
    accepted = WhatHappened(FactKind.ACKNOWLEDGED, office.workspace.today())
    for road in (
        lambda: office.record(case_id, FactKind.DUPLICATES_SEARCHED),
        lambda: record_offers.offer(office.workspace, case_id),
        lambda: prap.opened(office.workspace, case_id, "acknowledge"),
        lambda: prap_keying.key(office.workspace, case_id, "acknowledge", Keyed(accepted)),
        lambda: sessions.start(office.workspace, case_id, channel="video", at=office.clock.now()),
        lambda: contacts.log_attempt(office.workspace, case_id, Call("telephone"), "no_answer"),
        lambda: contacts.tell_conditions(office.workspace, case_id),
        lambda: putting_off.put_off(office.workspace, case_id, "doubt:1", "Ask", date(2021, 6, 11)),
        lambda: ends.learn_death(office.workspace, case_id, Death(office.workspace.today(), "The sister")),
    ):
        with pytest.raises(RefusedByRule, match="opens no case"):
            road()
    assert office.record(case_id, FactKind.SAFEGUARDING_NOTICED), "G2: what protects a person is open to all"
    entered = staff_checks.add(office.workspace, office.workspace.me.id, NewCheck("pvg", "P1", CHECKED))
    cases.case_view(office.workspace, case_id)
    staff_checks.take_back(office.workspace, entered.value, "Another person's")
    with pytest.raises(RefusedByRule):
        cases.case_view(office.workspace, case_id)
    assert staff_checks.mine(office.workspace).checks[0].taken_back_reason == "Another person's"


def test_g5_no_list_names_anybody_to_whom_the_caseload_is_closed(office: Office) -> None:
    """G5: Today, its agenda, the caseload, the finder and the PRaP list; all are there with it."""
    office.on(date(2021, 6, 4))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    office.record(case_id, FactKind.MEETING_BOOKED, detail={"booked_for": "2021-06-04"})

    def named() -> tuple[bool, ...]:
        ws = office.workspace
        now, list_ = cockpit.cockpit(ws), prap.worklist(ws)
        lists = (now.todos or now.in_hand, agenda.agenda(ws), Caseload(ws).search(), list_.to_key)
        assert bool(now.closed) is bool(list_.closed) is not bool(now.todos or now.in_hand)
        return tuple(map(bool, lists))

    assert named() == (True, True, True, True)
    settings.put(office.workspace, settings.STAFF_CHECKS_ENFORCED, True)
    assert named() == (False, False, False, False)
    assert cockpit.cockpit(office.workspace).closed == (
        "Rukhsana Khan has no staff check. The provider opens no case without one."
    )
    staff_checks.add(office.workspace, office.workspace.me.id, NewCheck("dbs", "1", CHECKED))
    assert named() == (True, True, True, True)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewCheck(""), "kind"),
        (NewCheck("crb", checked_on=CHECKED), "kind"),
        (NewCheck("dbs"), "checked_on"),
        (NewCheck("dbs", checked_on=date(2030, 1, 1)), "checked_on"),
        (NewCheck("dbs", checked_on=CHECKED, valid_until=date(2020, 1, 1)), "valid_until"),
        (NewCheck("", chapter_read_on=date(2030, 1, 1)), "chapter_read_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(office: Office, new: NewCheck, field: str) -> None:
    """G5."""
    with pytest.raises(BadInput) as refused:
        staff_checks.add(office.workspace, office.workspace.me.id, new)
    assert refused.value.field == field
