"""A file of referrals is shown row by row, then taken in by whole rows (R1, R4, R5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals import cut_off_import, referral_import, referral_preview, refused_rows
from jfs_desktop.casework.referrals.referral_import import ImportReport, TurnedAwayRow
from jfs_desktop.casework.referrals.referral_preview import ImportPreview
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import RestrictedReferral
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.facts.facts import FactKind
from tests.casework.referral_vault import SteppedClock, head, make_workspace
from tests.casework.referrals.test_referrals import every_byte, record
from tests.exchange.made_files import GOOD, csv_file, person, workbook

EXAMPLES = Path(__file__).parent.parent.parent / "example_files"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "vault")
    yield made
    made.close()


def preview(workspace: Workspace, path: Path) -> ImportPreview:
    return finish(referral_preview.read_preview(workspace, path))


def imported(workspace: Workspace, path: Path) -> ImportReport:
    return finish(referral_import.run_import(workspace, preview(workspace, path)))


def count(workspace: Workspace, table: type) -> int:
    with workspace.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def mixed_rows() -> list[dict[str, object]]:
    return [
        person(1),
        person(2, referral_made_on="31/02/2021"),
        person(3, prap_reference="pr-000001"),
        person(4, ni_number=person(1)["ni_number"]),
        person(5, mappa="yes", last_name="Zyxwalter", notes="Hushhush"),
        person(6, ni_number=""),
        person(7, scr="1", email="broken"),
        person(8, benefit="nsesa", nation="Scotland"),
    ]


def test_a_year_before_the_calendar_refuses_its_row_alone(workspace: Workspace, tmp_path: Path) -> None:
    old = person(2, referral_made_on="05/01/2005", received_at="05/01/2005 10:00")
    good, refused = preview(workspace, csv_file(tmp_path, [person(1), old])).rows
    assert (good.verdict, refused.verdict) == ("accepted", "refused")
    assert "check the year" in refused.reason


def test_r1_the_preview_says_row_by_row_what_would_happen_and_writes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = head(workspace)
    found = preview(workspace, csv_file(tmp_path, mixed_rows()))
    assert [(row.row, row.verdict, row.field) for row in found.rows] == [
        (2, "accepted", ""),
        (3, "refused", "referral_made_on"),
        (4, "duplicate", "prap_reference"),
        (5, "duplicate", "ni_number"),
        (6, "refused", "mappa"),
        (7, "accepted", ""),
        (8, "refused", "scr"),
        (9, "accepted", ""),
    ]
    assert "February has no" in found.rows[1].reason
    assert "row 2" in found.rows[2].reason
    assert "nominated officer" in found.rows[4].reason
    assert (found.rows[4].name, found.rows[4].reference) == ("", "PR-000005")
    assert head(workspace) == before
    assert count(workspace, Case) == 0


def test_r1_every_fault_of_a_row_is_told(workspace: Workspace, tmp_path: Path) -> None:
    wrong = person(1, ni_number="QQ123456C", date_of_birth="31/02/1990", last_name="")
    (row,) = preview(workspace, csv_file(tmp_path, [wrong])).rows
    assert row.verdict == "refused"
    for part in ("Last name: not given", "Date of birth: February has no 31st", "NI number: "):
        assert part in row.why


def test_r1_the_report_as_the_command_line_prints_it(workspace: Workspace, tmp_path: Path) -> None:
    path = csv_file(tmp_path, mixed_rows())
    tried = referral_import.report_json(referral_import.would_do(preview(workspace, path)))
    report = referral_import.report_json(imported(workspace, path))
    assert [one["row"] for one in report["accepted"]] == [2, 7, 9]
    assert [one["row"] for one in report["duplicates"]] == [4, 5]
    assert [(one["row"], one["field"]) for one in report["refused"]] == [
        (3, "referral_made_on"),
        (6, "mappa"),
        (8, "scr"),
    ]
    assert all(one["reason"] for one in report["refused"])
    for key in ("duplicates", "refused", "extra_columns", "stopped"):
        assert tried[key] == report[key]
    assert {one["case_id"] for one in tried["accepted"]} == {None}


def test_r1_the_same_file_twice_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = csv_file(tmp_path, mixed_rows())
    first = imported(workspace, path)
    before = head(workspace)
    second = imported(workspace, path)
    assert head(workspace) == before
    assert second.accepted == ()
    assert {one.row for one in second.duplicates} == {one.row for one in (*first.accepted, *first.duplicates)}
    assert second.refused == first.refused
    assert count(workspace, RestrictedReferral) == 2


def test_r1_csv_and_workbook_bring_the_same_people(tmp_path: Path) -> None:
    held = []
    for name in ("referrals.csv", "referrals.xlsx"):
        workspace = make_workspace(tmp_path / name)
        workspace.clock.at = workspace.clock.at.replace(month=6)  # type: ignore[attr-defined]
        report = imported(workspace, EXAMPLES / name)
        assert (len(report.accepted), report.refused, report.duplicates) == (10, (), ())
        with workspace.reading() as db:
            query = select(CaseFact.kind, CaseFact.happened_on, CaseFact.happened_at)
            facts = {tuple(row) for row in db.execute(query)}
            columns = [column for column in Participant.__table__.columns if column.name != "id"]
            held.append((facts, {tuple(row) for row in db.execute(select(*columns))}))
        workspace.close()
    assert held[0] == held[1]


def test_g3_g4_restricted_rows_leave_nothing_but_row_and_reference(
    workspace: Workspace, tmp_path: Path
) -> None:
    imported(workspace, csv_file(tmp_path, mixed_rows()))
    with workspace.reading() as db:
        kept = {
            (one.row_number, one.prap_reference, one.field) for one in db.scalars(select(RestrictedReferral))
        }
    assert kept == {(6, "PR-000005", "mappa"), (8, "PR-000007", "scr")}
    everything = every_byte(workspace)
    for trace in ("Zyxwalter", "Hushhush", str(person(5)["ni_number"]), str(person(7)["ni_number"])):
        assert trace.encode() not in everything


def test_g3_a_restricted_row_is_refused_before_its_faults_are_looked_at(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [person(1, mappa="true", notes="x" * 70_000), person(2, scr=True, last_name="=1+1")]
    found = preview(workspace, workbook(tmp_path, rows[1:]))
    assert [(row.field, row.name) for row in found.rows] == [("scr", "")]
    found = preview(workspace, csv_file(tmp_path, rows[:1]))
    assert [(row.field, row.name) for row in found.rows] == [("mappa", "")]


def test_r1_a_cancelled_import_keeps_whole_rows_and_says_how_far(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, [person(number) for number in range(1, 501)])
    steps = referral_import.run_import(workspace, preview(workspace, path))
    seen = list(islice(steps, 3))
    steps.close()
    assert [(one.done, one.total) for one in seen] == [(0, 500), (200, 500), (400, 500)]
    assert seen[-1].if_stopped == "Stopped after 400 of 500; run it again for the rest."
    assert count(workspace, Case) == count(workspace, CaseSummary) == count(workspace, Participant) == 400
    assert count(workspace, CaseFact) == 1600  # made, received, claim begun, duplicates searched for
    assert cut_off_import.found(workspace) is None  # whoever stopped it knows
    with workspace.changing(referral_import.IMPORT) as change:
        mark = change.db.get(Setting, cut_off_import.KEY)
        assert mark is not None
        mark.value = mark.value | {"process": "that died"}
    imported(workspace, csv_file(tmp_path, [person(501)], "another.csv"))
    left = cut_off_import.found(workspace)
    assert left is not None and left.words.startswith("An import of referrals stopped at 400 of 500;")
    rest = imported(workspace, path)
    assert (len(rest.accepted), len(rest.duplicates), rest.stopped) == (100, 400, "")
    assert count(workspace, Case) == 501
    assert cut_off_import.found(workspace) is None


def test_r1_an_import_told_to_stop_reports_it(workspace: Workspace, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [person(number) for number in range(1, 301)])
    asked = iter([False, True])
    report = finish(referral_import.run_import(workspace, preview(workspace, path), stop=lambda: next(asked)))
    assert (report.done, report.total, len(report.accepted)) == (200, 300, 200)
    assert report.stopped == "Stopped after 200 of 300; run it again for the rest."


def test_r5_what_came_in_since_the_preview_is_found_again(workspace: Workspace, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [person(1), person(2)])
    early = preview(workspace, path)
    imported(workspace, csv_file(tmp_path, [person(2)], "other.csv"))
    report = finish(referral_import.run_import(workspace, early))
    assert [one.row for one in report.accepted] == [2]
    assert [(one.row, one.field) for one in report.duplicates] == [(3, "prap_reference")]


def test_r4_a_corrected_row_lower_down_is_taken_in_place_of_a_refused_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = preview(workspace, csv_file(tmp_path, [{**GOOD, "postcode": "?"}, GOOD]))
    assert [row.verdict for row in found.rows] == ["refused", "accepted"]


def test_r1_people_in_the_preview_do_not_show_in_its_repr(workspace: Workspace, tmp_path: Path) -> None:
    found = preview(workspace, csv_file(tmp_path, mixed_rows()))
    assert "Inventon" not in repr(found)
    assert "PR-0000" not in repr(found)
    assert "PR-0000" not in repr(referral_import.would_do(found))


def test_r3_a_row_that_arrives_lapsed_says_so_and_a_second_referral_waits_for_the_hand_back(
    tmp_path: Path,
) -> None:
    """R2, R3, T5, JFS 3.07: told before it is taken in. What was referred before that lapse doubles it until
    it is handed back; what the Jobcentre refers after the lapse is a new case."""
    clock = SteppedClock(datetime(2021, 6, 4, 9, tzinfo=UTC))
    workspace = make_workspace(tmp_path / "vault", clock)
    late = {"referral_made_on": "2021-05-18", "received_at": "2021-05-18 10:00"}
    seen = preview(workspace, csv_file(tmp_path, [person(1, **late), _today(person(2))]))
    assert [row.lapsed for row in seen.rows] == [True, False]
    assert "acknowledgement was due 19 May 2021; this referral arrives lapsed" in seen.rows[0].why
    assert "JFS 3.07" in seen.rows[0].why
    (case_id, _) = (row.case_id for row in finish(referral_import.run_import(workspace, seen)).accepted)
    assert case_id is not None
    again = person(
        1, prap_reference="PR-900001", referral_made_on="2021-05-19", received_at="2021-06-04 08:00"
    )
    (row,) = preview(workspace, csv_file(tmp_path, [again])).rows
    told = "the earlier referral PR-000001 lapsed on 20 May 2021 and is not yet handed back"
    assert (row.verdict, row.reason) == ("duplicate", told)
    (after,) = preview(workspace, csv_file(tmp_path, [_today(again)])).rows
    assert after.verdict == "accepted" and told in after.why and "closed" not in after.why
    record(workspace, case_id, FactKind.HANDED_BACK, date(2021, 6, 4))
    (row,) = preview(workspace, csv_file(tmp_path, [again])).rows
    assert row.verdict == "accepted" and "the earlier case is closed" in row.why
    # In one file the same holds of its rows, and the same file again changes nothing.
    anew = _today(person(3))
    earlier = {"prap_reference": "PR-900002", "referral_made_on": "2021-05-19"}
    rows = [person(3, **late), anew | earlier, anew | {"prap_reference": "PR-900003", "last_name": "Wed"}]
    file, people = csv_file(tmp_path, rows), count(workspace, Participant)
    seen = preview(workspace, file)
    assert [row.verdict for row in seen.rows] == ["accepted", "duplicate", "accepted"]
    assert "under another name, which this one replaces" in seen.rows[2].why and "name" not in after.why
    assert seen.rows[1].same_as_row == 2 and "PR-000003 lapsed on 20 May 2021" in seen.rows[1].why
    assert [row.row for row in finish(referral_import.run_import(workspace, seen)).accepted] == [2, 4]
    assert count(workspace, Participant) == people + 1
    assert imported(workspace, file).accepted == ()
    workspace.close()


def _today(row: dict[str, object]) -> dict[str, object]:
    return row | {"referral_made_on": "2021-06-04", "received_at": "2021-06-04 08:00"}


def test_a_refused_row_is_told_although_another_row_has_its_reference(office) -> None:
    """R1, R4: two people under one reference are two rows to see to; a row that is mended is told no more."""
    rows = [
        TurnedAwayRow(2, "PR-000007", "ni_number", "It is not complete"),
        TurnedAwayRow(3, "PR-000008", "referral_made_on", "February has no 31st"),
    ]
    refused_rows.keep(office.workspace, rows, ["PR-000007"])
    office.referred(prap_reference="PR-000007")
    office.referred(prap_reference="PR-000008", first_name="Tom")
    assert "1 row of the last file of referrals was refused: row 2" in refused_rows.told(office.workspace)
    refused_rows.dismiss(office.workspace)
    assert refused_rows.told(office.workspace) == ""
