"""A case keeps the programme profile it started on (DESIGN 3.1)."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import cases, history, worklist
from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk import clocks, verification
from jfs_desktop.casework.desk.workspace import ADOPT, Workspace, open_workspace
from jfs_desktop.casework.recording import fact_choices
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.case import Case
from jfs_desktop.records.programme import ProgrammeProfile
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.store.profiles import load_programme, programme_of, shipped_texts
from tests.casework.conftest import Office

SHIPPED = shipped_texts("jfs-2021")
FIRST = (
    *SHIPPED,
    """
version = "2021-08-01.1"
[[clocks]]
id = "contact_participant"
count = { unit = "working_days", number = 6 }
[[clocks]]
id = "welcome_message"
name = "Send a word of welcome"
paragraph = "JFS 3.11"
requirement = "C1"
phase = "before_start"
starts = ["referral_made"]
count = { unit = "working_days", number = 1 }
stops = ["contact_attempted"]
action = "Record the attempt"
""",
)
SECOND = (
    *SHIPPED,
    """
version = "2021-09-01.1"
[[clocks]]
id = "contact_participant"
count = { unit = "working_days", number = 4 }
[[guards]]
facts = ["contacted"]
needs = ["contact_attempted"]
text = "Log an attempt first."
paragraph = "JFS 3.12"
[[facts]]
kind = "contacted"
name = "Spoke with the participant"
""",
)
MONDAY = date(2021, 6, 7)


def reading(workspace: Workspace, case_id: UUID, clock_id: str) -> ClockReading | None:
    return next((one for one in clocks.of_case(workspace, case_id) if one.id == clock_id), None)


def due(workspace: Workspace, case_id: UUID) -> date | None:
    found = reading(workspace, case_id, "contact_participant")
    return found.due if found else None


@pytest.fixture
def old(office: Office) -> UUID:
    """A case begun under the first profile, on a Monday; then the vault adopts the second."""
    office.on(MONDAY)
    office.workspace.adopt(FIRST)
    case_id = office.referred(last_name="Old")
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(MONDAY, "10:00")
    office.workspace.adopt(SECOND)
    return case_id


@pytest.fixture
def new(office: Office, old: UUID) -> UUID:
    case_id = office.referred(last_name="New")
    office.record(case_id, FactKind.ACKNOWLEDGED)
    return case_id


def test_clocks_of_an_old_case_stay_and_a_new_one_has_the_new(office: Office, old: UUID, new: UUID) -> None:
    workspace = office.workspace
    assert due(workspace, old) == date(2021, 6, 15)  # six working days
    assert due(workspace, new) == date(2021, 6, 11)  # four
    assert reading(workspace, old, "welcome_message") is not None
    assert reading(workspace, new, "welcome_message") is None


def test_guards_and_names_of_an_old_case_stay(office: Office, old: UUID, new: UUID) -> None:
    workspace = office.workspace
    with pytest.raises(RefusedByRule, match="Log an attempt first"):
        office.record(new, FactKind.CONTACTED)
    assert office.record(old, FactKind.CONTACTED).name == "Contact made"
    office.record(new, FactKind.CONTACT_ATTEMPTED)
    assert office.record(new, FactKind.CONTACTED).name == "Spoke with the participant"
    names = {
        case_id: {one.name for one in fact_choices.for_clock(workspace, case_id, "contact_participant")}
        for case_id in (old, new)
    }
    assert "Spoke with the participant" not in names[old]
    assert "Spoke with the participant" in names[new]
    told = [entry.text for entry in history.of_case(workspace, old)]
    assert told[0] == "Contact made"


def test_both_stand_in_worklist_and_caseload_and_are_verified(office: Office, old: UUID, new: UUID) -> None:
    workspace = office.workspace
    office.on(date(2021, 6, 8))
    listed = {(item.name, item.clock.id) for item in worklist.worklist(workspace)}
    assert ("Priya Old", "welcome_message") in listed
    assert ("Priya New", "contact_participant") in listed
    caseload = Caseload(workspace)
    rows = {row.case_id: row for row in caseload.rows(caseload.search())}
    assert (rows[old].next_clock, rows[old].next_clock_name) == ("welcome_message", "Send a word of welcome")
    assert (rows[new].next_clock, rows[new].next_due) == ("contact_participant", date(2021, 6, 11))
    assert cases.case_view(workspace, old).stage == cases.case_view(workspace, new).stage == "accepted"
    assert verification.verify(workspace).ok


def test_it_is_so_after_the_vault_is_opened_again(office: Office, old: UUID, new: UUID) -> None:
    again = open_workspace(office.workspace.vault, office.clock)
    assert again.programme.key == "jfs-2021/2021-09-01.1"
    assert (due(again, old), due(again, new)) == (date(2021, 6, 15), date(2021, 6, 11))
    with again.reading() as db:
        assert db.scalar(select(Case.programme).where(Case.id == old)) == "jfs-2021/2021-08-01.1"


def test_a_new_vault_adopts_the_shipped_profile(workspace: Workspace) -> None:
    assert workspace.programme.key == load_programme("jfs-2021").key
    assert list(workspace.programmes) == [workspace.programme.key]


def test_a_profile_on_another_is_merged_over_it(office: Office) -> None:
    before = office.referred(last_name="Before")
    office.on(date(2021, 6, 7))
    office.workspace.adopt(shipped_texts("ipes-2023"))
    after = office.referred(last_name="After")
    assert office.workspace.programme.key == load_programme("ipes-2023").key
    assert reading(office.workspace, before, "childcare_stop") is None
    assert reading(office.workspace, after, "childcare_stop") is not None


def test_an_older_shipped_profile_gives_way_when_the_vault_is_opened(office: Office) -> None:
    office.on(date(2021, 6, 7))
    office.workspace.adopt((*SHIPPED, 'version = "2021-07-01.1"'))
    before = office.referred()
    again = open_workspace(office.workspace.vault, office.clock)
    assert again.programme.key == load_programme("jfs-2021").key
    assert again.programme_of(before).version == "2021-07-01.1"


def test_a_text_that_cases_go_by_is_never_replaced(office: Office, old: UUID) -> None:
    other = (*FIRST, 'name = "Something else"')
    with pytest.raises(RefusedByRule, match="another text"):
        office.workspace.adopt(other)
    with pytest.raises(BadProfile):
        office.workspace.adopt(("no profile",))
    assert office.workspace.programme.key == "jfs-2021/2021-09-01.1"
    office.on(MONDAY, "11:00")
    office.workspace.adopt(FIRST)
    assert office.workspace.programme.key == "jfs-2021/2021-08-01.1"


def test_a_profile_of_an_earlier_program_is_still_read(office: Office) -> None:
    """DESIGN 3.1: kinds of entry, settings and questions that came later are told as shipped; its own rules
    stand. W9: what POST answers to a PRaP14 is asked of a case that began before it was."""
    office.workspace.adopt(FIRST)
    case_id = office.referred(last_name="Old")
    came_later = r"\n\[\[facts\]\]\nkind = \"jobcentre_clash_weighed\".*?(?=\n\[\[facts\]\])"
    lacking = re.sub(came_later, "", SHIPPED[0], flags=re.DOTALL)
    lacking = re.sub(r"\none_call_minutes = .*", "", lacking)
    lacking = re.sub(r"\nasks = \[\n  \{ key = \"post_answer\".*?\n\]", "", lacking, flags=re.DOTALL)
    assert "post_answer" not in lacking
    assert lacking.count("\n") < SHIPPED[0].count("\n") - 5
    with office.workspace.changing(ADOPT) as change:
        change.db.scalars(select(ProgrammeProfile)).all()[-1].texts = [lacking, *FIRST[1:]]
    again = open_workspace(office.workspace.vault, office.clock)
    rules = again.programme_of(case_id)
    assert rules.fact_kinds[FactKind.JOBCENTRE_CLASH_WEIGHED].name
    assert rules.settings.one_call_minutes == load_programme("jfs-2021").settings.one_call_minutes
    assert rules.clock("contact_participant").count.number == 6 and rules.has_clock("welcome_message")
    asked = [one.key for one in rules.fact_kinds[FactKind.POST_CONFIRMED].asks]
    assert asked == ["post_answer", "post_words"]
    with pytest.raises(BadProfile):
        programme_of((lacking,))
