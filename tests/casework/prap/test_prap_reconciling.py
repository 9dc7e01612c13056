"""A list from PRaP against what was ticked: nothing is written before it is accepted, then all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import Workbook

from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.prap import prap_reconciling
from jfs_desktop.casework.prap.prap_reconciling import Comparison
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_comparison import CONFIRM, KEY_IT, LOOK, SETTLE, TOO_EARLY, Result
from tests.casework.conftest import Office
from tests.casework.made_stages import MADE, MET, accepted, at, booked, completed, received

HEAD = "Referral Reference;Referral Status;Referral Date;Start Date;End Code\n"


@pytest.fixture
def cases(office: Office) -> list[UUID]:
    """PR-00001 started on 26 May, PR-00002 accepted only, PR-00003 started and PRaP knows nothing of it."""
    started = office.started()
    office.on(date(2021, 5, 26), "17:10")
    accepted = office.referred()
    office.record(accepted, FactKind.ACKNOWLEDGED)
    lost = office.started()
    office.on(date(2021, 6, 4))
    return [started, accepted, lost]


def compared(office: Office, path: Path, **columns: str) -> Comparison:
    found = finish(prap_reconciling.read_list(office.workspace, path))
    return finish(prap_reconciling.preview(office.workspace, found.table, dict(found.columns) | columns))


def the_list(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "prap.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_matched_different_missing_and_not_ours(office, cases, tmp_path):
    """W16: each line says what differs and how it is put right."""
    path = the_list(
        tmp_path,
        "pr-00001;Started;18/05/2021;26/05/2021;",
        "PR-00002;Started;26/05/2021;27/05/2021;",
        "PR-99999;Accepted;26/05/2021;;",
    )
    found = compared(office, path)
    results = {line.case_id: line.result for line in found.lines}
    assert results == {
        cases[0]: Result.MATCHED,
        cases[1]: Result.DIFFERENT,
        cases[2]: Result.MISSING,
        None: Result.NOT_OURS,
    }
    (different,) = found.of(Result.DIFFERENT)
    told = {one.what: (one.here, one.there) for one in different.differences}
    assert told["Start date"] == ("nothing", "27/05/2021")
    assert all(one.remedy for one in different.differences)


def test_only_what_the_list_covers_can_be_missing_from_it(office, cases, tmp_path):
    """W16: a list of some days says nothing of the others; without any date every case is looked for."""
    found = compared(office, the_list(tmp_path, "PR-00002;Accepted;26/05/2021;;"))
    assert found.of(Result.MISSING) == () and found.outside == 2
    assert found.span is not None
    assert (found.span.what, found.span.first, found.span.last) == (
        "referral_date", date(2021, 5, 26), date(2021, 5, 26),
    )  # fmt: skip
    by_start = tmp_path / "starts.csv"
    by_start.write_text("Referral Reference;Start Date\nPR-00001;26/05/2021\n", encoding="utf-8")
    found = compared(office, by_start)
    assert [line.case_id for line in found.of(Result.MISSING)] == [cases[2]] and found.outside == 1
    bare = tmp_path / "bare.csv"
    bare.write_text("Referral Reference;Referral Status\nPR-00001;Started\n", encoding="utf-8")
    found = compared(office, bare)
    assert (len(found.of(Result.MISSING)), found.span, found.outside) == (2, None, 0)


def test_a_cell_that_cannot_be_read_is_no_difference(office, cases, tmp_path):
    """W16: it is told as unreadable and kept on no case; both days stand alike, statuses in words."""
    path = tmp_path / "short.csv"
    path.write_text(
        "Ref,Status,Start,Ended,Code\n"
        "PR-00001,Started,31/02/2021,,\n"
        "PR-00002,Started,2021-05-27,,=cmd|1\n"
        "PR-00003,Ended,2021-05-26,,\n",
        encoding="utf-8",
    )
    found = compared(office, path)
    assert found.columns == {
        "reference": "Ref",
        "status": "Status",
        "start_date": "Start",
        "end_date": "Ended",
        "end_code": "Code",
    }
    (unread,) = found.of(Result.UNREADABLE)
    assert (unread.case_id, unread.row, unread.to_keep) == (cases[0], 2, False)
    assert unread.differences[0].both == (
        "Start date: here 26/05/2021, on PRaP '31/02/2021', which cannot be read: February has no 31st"
    )
    told = {line.case_id: [one.both for one in line.differences] for line in found.of(Result.DIFFERENT)}
    assert told[cases[1]] == [
        "Status or outcome: here Accepted, on PRaP Started",
        "Start date: here nothing, on PRaP 27/05/2021",
        "End code: here nothing, on PRaP '=cmd|1', which cannot be read: it does not begin with a code",
    ]
    assert told[cases[2]] == ["Status or outcome: here Started, on PRaP Ended"]
    assert prap_reconciling.keep(office.workspace, found).case_ids == set(cases[1:])


@pytest.mark.parametrize(
    ("word", "result"),
    [
        ("In progress", Result.UNREADABLE),
        ("Referral withdrawn", Result.UNREADABLE),
        ("Cancelled", Result.DIFFERENT),
        ("Cancelled - No Contact", Result.DIFFERENT),
        ("", Result.DIFFERENT),
        ("Accepted", Result.MATCHED),
    ],
)
def test_only_a_known_status_can_be_the_same(office, tmp_path, word, result):
    """W16: a word that nobody explained tells nothing of the entry, so that it is no proof of it."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    path = tmp_path / "one.csv"
    path.write_text(f"Ref,Status\nPR-00001,{word}\n", encoding="utf-8")
    (line,) = compared(office, path).lines
    assert (line.case_id, line.result) == (case_id, result)
    if result is Result.UNREADABLE:
        assert [one.both for one in line.differences] == [
            f"Status or outcome: here Accepted, on PRaP '{word}', which cannot be read: no status known here"
        ]


def test_the_reason_of_a_cancellation_is_compared_where_the_list_has_it(office, tmp_path):
    """W3, W4, W16: with or without why it was; one that nobody knows here is no proof."""
    at(MET, booked, FactKind.INITIAL_MEETING_MISSED, FactKind.DNA_KEYED)(office)
    running = accepted(office)
    path = tmp_path / "one.csv"
    found = {}
    for word in ("Did not attend interview/DNA", "DNA - Ill", "No Contact", "Holiday", ""):
        path.write_text(f"Ref,Cancellation reason\nPR-00001,{word}\nPR-00002,\n", encoding="utf-8")
        lines = {line.reference: line for line in compared(office, path).lines}
        assert (lines["PR-00002"].case_id, lines["PR-00002"].result) == (running, Result.MATCHED)
        found[word] = lines["PR-00001"].result
    assert list(found.values()) == [
        *(Result.MATCHED, Result.MATCHED, Result.DIFFERENT, Result.UNREADABLE, Result.DIFFERENT),
    ]
    path.write_text("Ref,Cancellation reason\nPR-00002,No Contact\n", encoding="utf-8")
    (line,) = (one for one in compared(office, path).lines if one.case_id == running)
    assert [(one.here, one.remedy) for one in line.differences] == [("nothing", KEY_IT)]


def test_a_cancellation_is_known_with_and_without_its_reason(office, tmp_path):
    """W2, W16: 'Cancelled' stands for each of the three reasons, and with its reason for that one alone."""
    at(MET, booked, FactKind.INITIAL_MEETING_MISSED, FactKind.DNA_KEYED)(office)
    found = {}
    for word in ("Cancelled", "Cancelled - Did Not Attend", "DNA", "Cancelled - No Contact"):
        path = tmp_path / "one.csv"
        path.write_text(f"Ref,Status\nPR-00001,{word}\n", encoding="utf-8")
        found[word] = compared(office, path).lines[0].result
    assert [result.value for result in found.values()] == ["matched", "matched", "matched", "different"]


def told(office: Office, tmp_path: Path, row: str) -> list[tuple[str, str]]:
    """What one row says of the first case, each difference with its remedy."""
    path = tmp_path / "one.csv"
    path.write_text(f"Ref,Status,End date,End code\nPR-00001,{row}\n", encoding="utf-8")
    (line,) = compared(office, path).lines
    return [(one.both, one.remedy) for one in line.differences]


def test_an_end_that_prap_set_by_itself_is_to_be_confirmed_and_then_the_same(office, tmp_path):
    """X16, W16: 45 is never ticked by hand, so that nobody is told to; a list of day 30 knows it at last."""
    case_id = office.started(MADE, MET)
    row = "Ended,25/06/2021,45 End of Allotted Time"
    office.on(date(2021, 6, 24))
    early = dict(told(office, tmp_path, row))
    assert early["End code: here nothing, on PRaP 45 End of Allotted Time"] == TOO_EARLY
    office.on(date(2021, 6, 25))
    assert told(office, tmp_path, row) == [("Automatic end: here not confirmed, on PRaP Ended", CONFIRM)]
    office.record(case_id, FactKind.AUTO_END_SEEN)
    assert told(office, tmp_path, row) == []
    assert told(office, tmp_path, "Ended automatically,,")[0][0] == (
        "End date: here 25/06/2021, on PRaP nothing"
    )


def test_a_completion_that_was_not_keyed_in_time_has_ended_on_prap(office, tmp_path):
    """X16, AMB-07, W16: what PRaP shows is its own end, whatever was recorded here and not keyed."""
    completed(office)
    office.on(date(2021, 6, 28))
    assert told(office, tmp_path, "Ended,25/06/2021,45") == [
        ("Automatic end: here not confirmed, on PRaP Ended", CONFIRM)
    ]
    assert KEY_IT in dict(told(office, tmp_path, "Ended,04/06/2021,39")).values()


def test_what_prap_has_further_than_here_is_to_be_ticked_and_nothing_taken_back(office, tmp_path):
    """W16: an end that was keyed and not ticked here leaves the start as it is; a start under an end is
    looked at."""
    office.started(MADE, MET)
    office.on(date(2021, 6, 4))
    assert told(office, tmp_path, "Ended,,")[0] == ("Status or outcome: here Started, on PRaP Ended", KEY_IT)
    assert dict(told(office, tmp_path, "Did Not Attend,,")).popitem()[1] == SETTLE


@pytest.mark.parametrize(
    ("made", "day", "word", "remedy"),
    [
        (accepted, date(2021, 6, 18), "Did Not Attend", ""),
        (accepted, date(2021, 6, 18), "Automatic DNA", ""),
        (accepted, date(2021, 6, 18), "Started", KEY_IT),
        (accepted, date(2021, 6, 18), "Accepted", LOOK),
        (accepted, date(2021, 6, 17), "Automatic DNA", LOOK),
        (received, date(2021, 5, 20), "Lapsed", ""),
        (received, date(2021, 5, 20), "Accepted", KEY_IT),
    ],
)
def test_what_prap_does_by_itself_is_known_here(  # noqa: PLR0917 - a row of cases
    office, tmp_path, made, day, word, remedy
):
    """W10, W16: the automatic DNA and the lapse stand on PRaP without a tick."""
    made(office)
    office.on(day)
    assert [one for _, one in told(office, tmp_path, f"{word},,")] == ([remedy] if remedy else [])


def test_a_case_in_two_rows_comes_out_once(office, cases, tmp_path):
    """W16: neither row alone is proof of how it stands on PRaP, and the case is kept once."""
    path = the_list(
        tmp_path,
        "PR-00001;Accepted;18/05/2021;;",
        "PR-00001;Started;18/05/2021;26/05/2021;",
    )
    found = compared(office, path)
    (line,) = [one for one in found.lines if one.case_id == cases[0]]
    assert (line.result, line.row) == (Result.DIFFERENT, 2)
    assert "The list: here one case, on PRaP also row 3 of it" in [one.both for one in line.differences]
    prap_reconciling.keep(office.workspace, found)
    kept = facts.of_case(office.workspace, cases[0])
    assert len([one for one in kept if one.kind == FactKind.ENTRY_RECONCILED]) == 1


def test_the_same_outcome_is_kept_once_a_day(office, cases, tmp_path):
    """W16: comparing the same list again adds nothing to History; another outcome or day does."""
    same, other = (f"PR-00001;{word};18/05/2021;26/05/2021;" for word in ("Started", "Ended"))
    kept = []
    for day, row in ((4, same), (4, same), (4, other), (5, other)):
        office.on(date(2021, 6, day))
        prap_reconciling.keep(office.workspace, compared(office, the_list(tmp_path, row)))
        known = facts.of_case(office.workspace, cases[0])
        kept.append(len([one for one in known if one.kind == FactKind.ENTRY_RECONCILED]))
    assert kept == [1, 1, 2, 3]


def test_titles_in_other_words_and_the_last_engaged_day_are_known(office, tmp_path):
    """W13, W16: the day that goes with every end code is compared with it."""
    case_id = completed(office)
    said = {"end_code": "39", "last_engaged_on": "2021-06-04", "end_date": "2021-06-04"}
    office.record(case_id, FactKind.END_KEYED, detail=said)
    path = tmp_path / "ends.csv"
    path.write_text(
        "Ref,Date of Referral,Last Engaged Day,End code\nPR-00001,18/05/2021,03/06/2021,39\n",
        encoding="utf-8",
    )
    found = compared(office, path)
    assert found.span is not None and found.span.first == MADE
    assert [one.both for one in found.lines[0].differences] == [
        "Last engaged day: here 04/06/2021, on PRaP 03/06/2021"
    ]


def test_nothing_is_written_before_it_is_accepted_and_then_all_at_once(office, cases, tmp_path):
    """W16: one transaction with progress; the columns are asked once and remembered."""
    path = the_list(tmp_path, "PR-00001;Started;18/05/2021;26/05/2021;", "PR-00002;Started;;27/05/2021;")
    before = office.entries()
    found = compared(office, path)
    assert office.entries() == before
    heard: list[tuple[int, int]] = []
    outcome = prap_reconciling.keep(office.workspace, found, lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert outcome.case_ids == set(cases)
    for case_id, result in zip(cases, ("matched", "different", "missing"), strict=True):
        newest = facts.of_case(office.workspace, case_id)[0]
        assert (newest.kind, newest.detail["result"]) == (FactKind.ENTRY_RECONCILED, result)
    assert "27/05/2021" in facts.of_case(office.workspace, cases[1])[0].detail["difference"]


def test_columns_with_odd_titles_are_settled_once(office, cases, tmp_path):
    """W16: mapped once, remembered with the next list; a list without its reference is asked about."""
    path = tmp_path / "odd.csv"
    path.write_text("Key,Began\nPR-00001,26/05/2021\n", encoding="utf-8")
    with pytest.raises(BadInput) as asked:
        compared(office, path)
    assert asked.value.field == "reference"
    found = compared(office, path, reference="Key", start_date="Began")
    assert len(found.of(Result.MATCHED)) == 1
    prap_reconciling.keep(office.workspace, found)
    again = finish(prap_reconciling.read_list(office.workspace, path))
    assert again.columns == {"reference": "Key", "start_date": "Began"}


def test_a_workbook_is_read_like_a_list_of_text(office, cases, tmp_path):
    """W16: days of a workbook are days, whatever their form."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Referral Reference", "Start Date"])
    sheet.append(["PR-00001", date(2021, 5, 26)])
    path = tmp_path / "prap.xlsx"
    book.save(path)
    assert len(compared(office, path).of(Result.MATCHED)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        ("Ref,Status".encode("utf-16"), "Unicode text"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel"),
        (b"<html><body>no</body></html>", "table"),
        (b"Reference,Status\n", "no rows"),
        (b"Reference,Reference\nA,B\n", "same title"),
        (b'Reference,Status\n"A,B\n', "quotation"),
    ],
)
def test_hostile_files_are_refused_in_one_sentence(office, tmp_path, content, said):
    """SECURITY: the guards of every file from outside hold here too."""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said) as refused:
        finish(prap_reconciling.read_list(office.workspace, path))
    assert "referrals" not in f"{refused.value.sentence} {refused.value.remedy}"
