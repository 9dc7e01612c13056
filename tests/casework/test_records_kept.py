"""The column 'Record kept' of the requirement tables, row by row: each answer is asked in the form, kept
with who recorded it, when and how, read back, and one that must be given is asked for with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

import pytest

from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.receipts import RECEIPTS
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.programme.questions import is_asked
from tests.casework.conftest import Office, office_in
from tests.casework.record_rows import ROWS, Row, accepted


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One vault for every row: each has a case of its own."""
    with office_in(tmp_path_factory.mktemp("rows") / "vault") as made:
        yield made


NO_PAPER = ("document_kind", "document_reference")


def record(office: Office, row: Row, case_id: UUID, detail: Mapping[str, str], channel: str) -> FactView:
    now = office.clock.at.astimezone(LONDON)
    timed = row.kind in RECEIPTS or office.workspace.programme.fact_kinds[row.kind].timed_by
    at = now.time() if timed else None
    happened = WhatHappened(
        row.kind, now.date(), at, channel=channel, note="Noted so", detail=detail, late_reason="Away"
    )
    return facts.record(office.workspace, case_id, happened).value


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_a_row_asks_for_is_asked_and_kept(office: Office, row: Row) -> None:
    """R3, R4, R5, R10, E1, E2, E4, E5, E6, E7, E8, E9, E10, G1, G2, C2, C3, C4, C5, C8, C9, I1, I3, I4, I5,
    I8,
    I9, I10, I11, I14, I16, I17, I21, W4, W5, W7, W8, S5, S6, S7, S8, S9, S10, S12, S14, M1, M2, M3, M4, M7,
    M8, M9, M10, M11, X8, X12, X13, X14, X17, D6."""
    case_id = row.made(office)
    (choice,) = fact_choices.of_kinds(office.workspace, case_id, [row.kind])
    assert choice.refused == ""
    questions = {one.key: one for one in choice.asks}
    others = {choice.detail_key, choice.day_key}
    for key in row.kept:
        assert key in others or is_asked(questions[key], {**row.kept, "channel": row.channel}), key
    made = record(office, row, case_id, row.kept, row.channel)
    kept = next(one for one in facts.of_case(office.workspace, case_id) if one.id == made.id)
    assert dict(row.kept).items() <= dict(kept.detail).items()
    assert (kept.by, kept.on, kept.channel, kept.note) == (
        "Rukhsana Khan",
        office.workspace.today(),
        row.channel,
        "Noted so",
    )
    assert kept.recorded_at == office.clock.now()


@pytest.mark.parametrize(("row", "missing"), [(row, key) for row in ROWS for key in row.asked], ids=str)
def test_what_a_row_must_have_is_asked_for(office: Office, row: Row, missing: str) -> None:
    """The same rows: without the answer nothing is kept, and the question and paragraph are named."""
    case_id = row.made(office)
    before = office.entries()
    said = {key: answer for key, answer in row.kept.items() if key != missing}
    with pytest.raises((BadInput, RefusedByRule)) as refused:
        record(office, row, case_id, said, "" if missing == "channel" else row.channel)
    if isinstance(refused.value, BadInput):
        assert refused.value.field == missing
    assert refused.value.paragraph.startswith("JFS")
    assert row.paragraph in ("", refused.value.paragraph)
    assert office.entries() == before


def test_two_matched_items_need_no_document(office: Office) -> None:
    """I4, I5, AMB-15: no kind of document is compulsory; a number is asked for only where one was offered."""
    case_id = accepted(office)
    said = {"matched": "full_name,referral_facts", "method": "spoken", "evidence_type": "details"}
    kept = office.record(case_id, K.IDENTITY_CONFIRMED, detail=said)
    assert not set(NO_PAPER) & {key for key, answer in kept.detail.items() if answer}
    (choice,) = fact_choices.of_kinds(office.workspace, case_id, [K.IDENTITY_CONFIRMED])
    questions = {one.key: one for one in choice.asks}
    assert not any(is_asked(questions[key], said) for key in NO_PAPER)
    assert "document" in {one.key for one in questions["matched"].choices}
