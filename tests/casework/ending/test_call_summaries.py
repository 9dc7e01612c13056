"""The summaries DWP shares after its experience calls (X15; JFS 5.21, 7.42, 7.43)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk.verification import verify
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import CheckedFile
from jfs_desktop.casework.ending import call_summaries
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput, NotFound, UndoRefused
from tests.casework.conftest import Office
from tests.documents.made_old_cvs import plain_pdf

PDF = plain_pdf(b"BT /F1 9 Tf 50 700 Td (Hello) Tj ET", trailer=b"/Note (answers to six questions)")
MAY, CAME, TODAY = date(2021, 5, 1), date(2021, 6, 3), date(2021, 6, 4)


def checked(office: Office) -> CheckedFile:
    purpose = office.workspace.programme.evidence_purpose(call_summaries.PURPOSE)
    assert purpose is not None
    return attachments.check(purpose, PDF)


@pytest.fixture
def kept(office: Office) -> UUID:
    office.on(TODAY)
    said = (date(2021, 5, 18), CAME, checked(office), "May calls.pdf", "Ring on the second day.")
    return call_summaries.add(office.workspace, *said).value


def test_x15_a_summary_is_kept_with_its_month_day_file_and_actions(office: Office, kept: UUID) -> None:
    """The month is that of the PCO sample; the file is encrypted, and each look at it is noted."""
    (one,) = call_summaries.all_summaries(office.workspace)
    assert (one.id, one.month, one.received_on, one.actions) == (kept, MAY, CAME, "Ring on the second day.")
    assert one.file is not None
    assert (one.file.kind, one.file.case_id, one.file.retention_class) == (
        FileKind.PDF, None, "call_summaries",
    )  # fmt: skip
    assert attachments.content(office.workspace, one.file.id) == PDF
    assert len(attachments.openings(office.workspace, one.file.id)) == 1
    folder = office.workspace.vault.folder
    assert all(b"six questions" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert verify(office.workspace).ok


def test_x15_the_latest_month_stands_first(office: Office, kept: UUID) -> None:
    april = call_summaries.add(office.workspace, date(2021, 4, 1), CAME, checked(office), "April.pdf").value
    assert [one.id for one in call_summaries.all_summaries(office.workspace)] == [kept, april]


def test_x15_the_actions_are_written_anew_and_undone(office: Office, kept: UUID) -> None:
    """7.43: what was done about it is noted when it is known; the file stays as it is."""
    outcome = call_summaries.note_actions(office.workspace, kept, "Asked the team.  ")
    (one,) = call_summaries.all_summaries(office.workspace)
    assert one.actions == "Asked the team." and one.file is not None
    assert outcome.change_id is not None
    history.undo(office.workspace, outcome.change_id)
    assert call_summaries.all_summaries(office.workspace)[0].actions == "Ring on the second day."


def test_x15_a_wrong_one_is_taken_back_with_a_reason_and_never_undone(office: Office, kept: UUID) -> None:
    (one,) = call_summaries.all_summaries(office.workspace)
    assert one.file is not None
    with pytest.raises(BadInput):
        call_summaries.take_back(office.workspace, kept, " ")
    outcome = call_summaries.take_back(office.workspace, kept, "Another provider's")
    (after,) = call_summaries.all_summaries(office.workspace)
    assert (after.file, after.taken_back_reason) == (None, "Another provider's")
    with pytest.raises(NotFound):
        attachments.content(office.workspace, one.file.id)
    assert outcome.label == "" and outcome.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, outcome.change_id)
    for verb in (call_summaries.take_back, call_summaries.note_actions):
        with pytest.raises(NotFound):
            verb(office.workspace, kept, "Again")
    with pytest.raises(NotFound):
        call_summaries.note_actions(office.workspace, uuid4(), "")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("month", {"month": date(2021, 7, 1)}),
        ("received_on", {"received_on": None}),
        ("received_on", {"received_on": date(2021, 6, 5)}),
        ("received_on", {"received_on": date(2021, 4, 30)}),
        ("file", {"content": None}),
    ],
)
def test_x15_what_cannot_be_is_refused_at_its_field(office: Office, field: str, said: dict[str, Any]) -> None:
    office.on(TODAY)
    right: dict[str, Any] = {"month": MAY, "received_on": CAME, "content": checked(office), "name": "May.pdf"}
    with pytest.raises(BadInput) as refused:
        call_summaries.add(office.workspace, **(right | said))
    assert refused.value.field == field
    assert call_summaries.all_summaries(office.workspace) == ()
