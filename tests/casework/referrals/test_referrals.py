"""A typed referral is checked, searched for, and becomes a case (R1, R4, R5, R9, G3, G4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals import referral_preview, referrals
from jfs_desktop.casework.referrals.referrals import DuplicateReferral, ReferralForm
from jfs_desktop.errors import BadInput
from jfs_desktop.records.base import Base
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral, RestrictedReferral
from jfs_desktop.rules.facts.facts import FactKind
from tests.casework.referral_vault import SteppedClock, head, make_workspace
from tests.exchange.made_files import GOOD, csv_file, person

FORM = ReferralForm(**GOOD)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: SteppedClock) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "vault", clock)
    yield made
    made.close()


def record(workspace: Workspace, case_id: object, kind: FactKind, on: date) -> None:
    """Put a fact on a case as its verb would."""
    with workspace.changing(referrals.ADD) as change:
        change.db.add(
            CaseFact(
                id=workspace.new_key(),
                case_id=case_id,
                kind=kind.value,
                happened_on=on,
                happened_at=None,
                by_staff_id=workspace.me.id,
                about_id=None,
                recorded_at=change.at,
                withdrawn_at=None,
            )
        )


def every_byte(workspace: Workspace) -> bytes:
    """Every value of every table, journal contents among them."""
    with workspace.reading() as db:
        return b"\n".join(
            value if isinstance(value, bytes) else str(value).encode()
            for table in Base.metadata.sorted_tables
            for row in db.connection().execute(select(table))
            for value in row
        )


def test_r1_a_typed_referral_becomes_participant_referral_and_case(workspace: Workspace) -> None:
    outcome = referrals.add(workspace, FORM)
    assert outcome.label == "add the referral"
    assert outcome.case_ids == {outcome.value}
    with workspace.reading() as db:
        case = db.get_one(Case, outcome.value)
        person = db.get_one(Participant, case.participant_id)
        referral = db.get_one(Referral, case.referral_id)
        assert (person.first_name, person.ni_number, person.nation) == ("Siân", "JK123456A", "ENG")
        assert (person.telephone, person.email, person.postcode) == (
            "01632 960123",
            "sian@example.org",
            "NE1 4AB",
        )
        assert (referral.source, referral.benefit, referral.notes) == ("prap_typed", "UC", "Prefers mornings")
        assert case.programme.startswith("jfs-2021/")
        assert case.adviser_id == workspace.me.id
        assert db.get_one(CaseSummary, case.id).open is True


def test_amb04_made_and_received_are_two_facts(workspace: Workspace) -> None:
    form = replace(FORM, referral_made_on="13/05/2021", received_at="17/05/2021 16:40")
    case_id = referrals.add(workspace, form).value
    with workspace.reading() as db:
        query = select(CaseFact.kind, CaseFact.happened_on, CaseFact.happened_at)
        facts = {row.kind: row[1:] for row in db.execute(query.where(CaseFact.case_id == case_id))}
    received_at = datetime(2021, 5, 17, 15, 40, tzinfo=UTC)
    assert facts == {
        "referral_made": (date(2021, 5, 13), None),
        "referral_received": (date(2021, 5, 17), received_at),
        "claim_started": (date(2021, 4, 1), None),
        "duplicates_searched": (date(2021, 5, 18), None),
    }


def test_r5_the_search_at_intake_is_kept_by_itself(workspace: Workspace) -> None:
    """R5, T4: what was compared, what was found, when and by whom, with no work of the adviser."""
    case_id = referrals.add(workspace, FORM).value
    with workspace.reading() as db:
        kept = db.scalars(
            select(CaseFact).where(CaseFact.case_id == case_id, CaseFact.kind == FactKind.DUPLICATES_SEARCHED)
        ).one()
        assert kept.detail == {
            "criteria": "ni_number,name_and_birth,reference", "hits": "0", "decision": "none",
        }  # fmt: skip
        assert (kept.by_staff_id, kept.recorded_at.date()) == (workspace.me.id, date(2021, 5, 18))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"prap_reference": ""}, "prap_reference"),
        ({"last_name": " "}, "last_name"),
        ({"referral_made_on": ""}, "referral_made_on"),
        ({"referral_made_on": "31/02/2021"}, "referral_made_on"),
        ({"referral_made_on": "19/05/2021", "received_at": "19/05/2021 09:00"}, "referral_made_on"),
        ({"received_at": "2021-05-16 10:00"}, "received_at"),
        ({"received_at": "2021-05-19 10:00"}, "received_at"),
        ({"date_of_birth": "2021-05-17"}, "date_of_birth"),
        ({"ni_number": "QQ123456C"}, "ni_number"),
        ({"postcode": "nowhere"}, "postcode"),
        ({"nation": "Northern Ireland"}, "nation"),
        ({"telephone": "12"}, "telephone"),
        ({"email": "nobody"}, "email"),
        ({"benefit": "Lottery"}, "benefit"),
        ({"vulnerable": "perhaps"}, "vulnerable"),
        ({"mappa": "perhaps"}, "mappa"),
        ({"first_name": "A\u202eB"}, "first_name"),
    ],
)
def test_r1_a_wrong_field_is_named_and_nothing_is_written(
    workspace: Workspace, change: dict[str, str], field: str
) -> None:
    form = replace(FORM, **change)
    before = head(workspace)
    errors = [note for note in referrals.check(workspace, form) if note.level == "error"]
    assert errors[0].field == field
    with pytest.raises(BadInput) as caught:
        referrals.add(workspace, form)
    assert caught.value.field == field
    assert head(workspace) == before


def test_r1_what_is_not_known_may_be_left_out(workspace: Workspace) -> None:
    form = ReferralForm("PR-2", "17/05/2021", "17/05/2021 09:00", "", "Mononym")
    case_id = referrals.add(workspace, form).value
    with workspace.reading() as db:
        person = db.get_one(Participant, db.get_one(Case, case_id).participant_id)
        assert (person.ni_number, person.date_of_birth, person.nation) == (None, None, None)


@pytest.mark.parametrize("spelt", [" pr-1001 ", "PR -1001", "Pr- 10 01"])
def test_r4_the_same_reference_is_a_duplicate_however_it_is_spelt(workspace: Workspace, spelt: str) -> None:
    case_id = referrals.add(workspace, FORM).value
    before = head(workspace)
    again = replace(FORM, prap_reference=spelt, ni_number="")
    with pytest.raises(DuplicateReferral) as caught:
        referrals.add(workspace, again)
    assert (caught.value.field, caught.value.case_id) == ("prap_reference", case_id)
    assert caught.value.paragraph == "JFS 3.35"
    assert referrals.check(workspace, again)[0].level == "error"
    assert head(workspace) == before


def test_r4_the_same_ni_number_with_an_open_referral_is_a_duplicate(workspace: Workspace) -> None:
    case_id = referrals.add(workspace, FORM).value
    with pytest.raises(DuplicateReferral) as caught:
        referrals.add(workspace, replace(FORM, prap_reference="PR-2", ni_number="jk123456a"))
    assert (caught.value.field, caught.value.case_id) == ("ni_number", case_id)


def test_r5_the_same_name_and_date_of_birth_is_only_advice(workspace: Workspace) -> None:
    referrals.add(workspace, FORM)
    other = replace(FORM, prap_reference="PR-2", ni_number="", first_name="Sian", last_name="TREGARTH OWEN")
    notes = referrals.check(workspace, other)
    assert [(note.field, note.level) for note in notes if note.paragraph == "JFS 3.35"] == [
        ("last_name", "warning")
    ]
    referrals.add(workspace, other)


def test_r9_a_person_whose_case_is_closed_is_used_again_as_a_first_referral(
    workspace: Workspace, clock: SteppedClock
) -> None:
    first = referrals.add(workspace, FORM).value
    record(workspace, first, FactKind.REJECTED, date(2021, 5, 18))
    clock.at += timedelta(days=20)
    form = replace(
        FORM,
        prap_reference="PR-2",
        referral_made_on="2021-06-04",
        received_at="2021-06-04 11:00",
        telephone="07700 900456",
        email="",
    )
    second = referrals.add(workspace, form).value
    with workspace.reading() as db:
        assert db.scalar(select(func.count()).select_from(Participant)) == 1
        one, other = db.get_one(Case, first), db.get_one(Case, second)
        assert one.participant_id == other.participant_id
        person = db.get_one(Participant, one.participant_id)
        assert (person.telephone, person.email) == ("07700 900456", "sian@example.org")
        query = select(CaseFact.detail).where(
            CaseFact.case_id == second, CaseFact.kind == FactKind.REFERRAL_RECEIVED.value
        )
        assert db.scalars(query).one()["class"] == "first"


def test_r1_an_ni_number_of_somebody_else_is_not_merged(workspace: Workspace) -> None:
    first = referrals.add(workspace, FORM).value
    record(workspace, first, FactKind.REJECTED, date(2021, 5, 18))
    with pytest.raises(BadInput) as caught:
        referrals.add(workspace, replace(FORM, prap_reference="PR-2", date_of_birth="1990-01-01"))
    assert caught.value.field == "ni_number"
    assert not isinstance(caught.value, DuplicateReferral)


@pytest.mark.parametrize("field", ["mappa", "scr"])
def test_g3_g4_a_restricted_referral_is_refused_and_only_its_reference_kept(
    workspace: Workspace, field: str
) -> None:
    form = replace(FORM, **{field: "Y"}, email="not an address", referral_made_on="31/02/2021")
    for _ in range(2):
        with pytest.raises(BadInput) as caught:
            referrals.add(workspace, form)
        assert (caught.value.field, caught.value.paragraph) == (field, "JFS 3.09")
        assert "nominated officer" in caught.value.text
    with workspace.reading() as db:
        kept = db.scalars(select(RestrictedReferral)).one()
        assert (kept.prap_reference, kept.row_number, kept.field) == ("PR-1001", 0, field)
        assert kept.told_officer_at is None
        assert db.scalar(select(func.count()).select_from(Participant)) == 0
    everything = every_byte(workspace)
    for part in ("Tregarth", "Siân", "JK 12", "JK12", "Test Row", "960123", "Vellacott", "1988", "mornings"):
        assert part.encode() not in everything
    assert b"PR-1001" in everything


def test_r1_adding_a_referral_is_undone_whole(workspace: Workspace) -> None:
    outcome = referrals.add(workspace, FORM)
    assert outcome.change_id is not None
    history.undo(workspace, outcome.change_id)
    with workspace.reading() as db:
        for table in (Participant, Referral, Case, CaseFact, CaseSummary):
            assert db.scalar(select(func.count()).select_from(table)) == 0
    assert referrals.add(workspace, FORM).value != outcome.value


def test_e3_g1_advice_carries_its_paragraph_and_stops_nothing(workspace: Workspace) -> None:
    form = replace(FORM, date_of_birth="2004-01-01", claim_start_date="2020-01-01", vulnerable="yes")
    notes = referrals.check(workspace, form)
    assert {"date_of_birth", "claim_start_date"} <= {note.field for note in notes}
    assert all(note.level == "warning" for note in notes)
    assert all(note.paragraph for note in notes if note.field in {"date_of_birth", "claim_start_date"})
    case_id = referrals.add(workspace, form).value
    with workspace.reading() as db:
        assert db.get_one(Participant, db.get_one(Case, case_id).participant_id).vulnerable is True


def test_e8_leaving_education_lately_is_advice_and_kept_with_the_receipt(workspace: Workspace) -> None:
    form = replace(FORM, left_education_on="31/03/2021")
    texts = [note.text for note in referrals.check(workspace, form)]
    assert any("full-time education" in text for text in texts)
    assert not any("full-time education" in note.text for note in referrals.check(workspace, FORM))
    case_id = referrals.add(workspace, form).value
    with workspace.reading() as db:
        query = select(CaseFact.detail).where(
            CaseFact.case_id == case_id, CaseFact.kind == FactKind.REFERRAL_RECEIVED.value
        )
        assert db.scalars(query).one()["left_education_on"] == "2021-03-31"


def test_r9_somebody_who_started_before_is_a_re_referral(workspace: Workspace, clock: SteppedClock) -> None:
    first = referrals.add(workspace, FORM).value
    for kind, on in (
        (FactKind.ACKNOWLEDGED, date(2021, 5, 18)),
        (FactKind.CONTACTED, date(2021, 5, 18)),
        (FactKind.MEETING_BOOKED, date(2021, 5, 18)),
        (FactKind.IDENTITY_CONFIRMED, date(2021, 5, 19)),
        (FactKind.INITIAL_MEETING_HELD, date(2021, 5, 19)),
        (FactKind.VOLUNTEER_CONFIRMED, date(2021, 5, 19)),
        (FactKind.JFAP_AGREED, date(2021, 5, 19)),
        (FactKind.PACK_SENT, date(2021, 5, 19)),
        (FactKind.START_KEYED, date(2021, 5, 19)),
        (FactKind.ENDED_EARLY, date(2021, 5, 25)),
        (FactKind.END_KEYED, date(2021, 5, 25)),
    ):
        clock.at = clock.at.replace(day=on.day)
        record(workspace, first, kind, on)
    clock.at += timedelta(days=41)
    form = replace(FORM, prap_reference="PR-2", referral_made_on="2021-07-05", received_at="2021-07-05 11:00")
    assert any("earlier case is closed" in note.text for note in referrals.check(workspace, form))
    second = referrals.add(workspace, form).value
    with workspace.reading() as db:
        query = select(CaseFact.detail).where(
            CaseFact.case_id == second, CaseFact.kind == FactKind.REFERRAL_RECEIVED.value
        )
        assert db.scalars(query).one()["class"] == "re-referral"


def test_r3_r4_a_referral_that_lapsed_overnight_no_longer_counts_as_open(
    workspace: Workspace, clock: SteppedClock
) -> None:
    referrals.add(workspace, FORM)
    clock.at += timedelta(days=10)
    form = replace(FORM, prap_reference="PR-2", referral_made_on="2021-05-27", received_at="2021-05-27 11:00")
    assert not any(note.level == "error" for note in referrals.check(workspace, form))
    referrals.add(workspace, form)
    with workspace.reading() as db:
        assert db.scalar(select(func.count()).select_from(Participant)) == 1
        assert db.scalar(select(func.count()).select_from(Case)) == 2


def test_r4_form_and_file_agree_on_what_the_same_reference_is(workspace: Workspace, tmp_path: Path) -> None:
    referrals.add(workspace, replace(FORM, prap_reference="Pr-00 0001", ni_number=""))
    path = csv_file(tmp_path, [person(1), person(2, prap_reference="PR-000001 "), person(3)])
    found = finish(referral_preview.read_preview(workspace, path))
    assert [row.verdict for row in found.rows] == ["duplicate", "duplicate", "accepted"]
