"""The plan leaves the vault as a Word file, and the journal knows it (P2, P9, AMB-56)."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import docx
import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import drafts, unfinished_exports
from jfs_desktop.casework.plan import plan_export, plans
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE
from jfs_desktop.errors import BadInput, NotFound, UserError
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.rules.plan.plan import Objective, PlanContent

CONTENT = PlanContent(
    objectives=(Objective(uuid4(), "Two applications a week", "Apply", "Confirmations kept"),),
    next_steps="Ring the clinic",
)


def text_of(path: Path) -> str:
    opened = docx.Document(str(path))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells]).replace(HARD_SPACE, " ")


def test_the_plan_is_written_with_what_is_still_in_the_draft(office: Any, tmp_path: Path) -> None:
    ws, case_id = office.workspace, office.met()
    plans.save_draft(ws, case_id, CONTENT)
    out = tmp_path / "plan.docx"
    assert plan_export.export(ws, case_id, out).value == out
    text = text_of(out)
    for said in ("Job Finding Support, delivered by Northgate Skills", "Priya Nair", "26 May 2021",
                 "Rukhsana Khan", "Confirmations kept", "First draft", "Ring the clinic"):  # fmt: skip
        assert said in text
    view = plans.open_plan(ws, case_id)
    assert view.draft is None
    assert view.content.next_steps == "Ring the clinic"
    assert sorted(item.name for item in tmp_path.iterdir() if item.is_file()) == ["plan.docx"]


def test_the_journal_keeps_the_hash_and_no_path(office: Any, tmp_path: Path) -> None:
    """P9."""
    ws, case_id = office.workspace, office.met()
    plans.settle(ws, case_id, CONTENT)
    plans.make_version(ws, case_id, summary="")
    out = tmp_path / "Priya-secret.docx"
    outcome = plan_export.export(ws, case_id, out)
    with ws.reading() as db:
        held = db.scalars(select(PlanExport)).one()
        entry = db.scalars(select(JournalEntry).where(JournalEntry.change_id == outcome.change_id)).one()
    assert held.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert held.size == out.stat().st_size
    assert held.version_number == 1
    assert (entry.verb, entry.table, entry.case_id) == ("plans.export", "plan_export", case_id)
    assert entry.content is not None
    assert b"secret" not in entry.content
    assert outcome.label == ""


def test_a_frozen_version_is_written_as_it_was(office: Any, tmp_path: Path) -> None:
    ws, case_id = office.workspace, office.met()
    plans.settle(ws, case_id, CONTENT)
    plans.make_version(ws, case_id, summary="", agreed_how="by video")
    plans.settle(ws, case_id, replace(CONTENT, next_steps="Something else"))
    plan_export.export(ws, case_id, tmp_path / "one.docx", version=1)
    plan_export.export(ws, case_id, tmp_path / "now.docx")
    frozen, now = text_of(tmp_path / "one.docx"), text_of(tmp_path / "now.docx")
    assert "Ring the clinic" in frozen
    assert "Priya Nair and Rukhsana Khan, 26 May 2021, by video" in frozen
    assert "Something else" in now
    assert "Draft after version 1" in now
    assert plan_export.file_name(ws, case_id, "PR-00001", 1).endswith("PR-00001 - version 1.docx")
    moved_on = plan_export.file_name(ws, case_id, "PR-00001", 1, changed_since=True)
    assert moved_on.endswith("PR-00001 - draft.docx")
    with ws.reading() as db:
        numbers = set(db.scalars(select(PlanExport.version_number)))
    assert numbers == {1, None}
    told = [one.details for one in history.of_case(ws, case_id) if one.text == "Exported the JFAP"]
    assert sorted(one[0] for one in told) == ["Document: as it stood that day", "Document: version 1"]


def test_an_empty_plan_can_be_written(office: Any, tmp_path: Path) -> None:
    ws, case_id = office.workspace, office.met()
    plan_export.export(ws, case_id, tmp_path / "plan.docx")
    assert "No objectives are written down yet." in text_of(tmp_path / "plan.docx")


def test_what_cannot_be_written_leaves_no_record(office: Any, tmp_path: Path) -> None:
    """The old file, or nothing; one plain sentence without the path."""
    ws, case_id = office.workspace, office.met()
    (tmp_path / "taken.docx").mkdir()
    before = office.entries()
    for target in (tmp_path / "none" / "plan.docx", tmp_path / "taken.docx"):
        with pytest.raises(UserError, match="could not be written") as refused:
            plan_export.export(ws, case_id, target)
        assert str(tmp_path) not in refused.value.sentence
    assert office.entries() == before
    assert [item.name for item in tmp_path.iterdir() if ".part-" in item.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be made read-only there")
def test_an_old_file_is_replaced_whole(office: Any, tmp_path: Path) -> None:
    ws, case_id = office.workspace, office.met()
    out = tmp_path / "plan.docx"
    out.write_bytes(b"older")
    plan_export.export(ws, case_id, out)
    assert out.read_bytes().startswith(b"PK")


def test_other_kinds_of_file_and_unknown_versions_are_refused(office: Any, tmp_path: Path) -> None:
    ws, case_id = office.workspace, office.met()
    with pytest.raises(BadInput, match=r"\.docx or \.pdf"):
        plan_export.export(ws, case_id, tmp_path / "plan.odt")
    with pytest.raises(NotFound, match="version 7"):
        plan_export.export(ws, case_id, tmp_path / "plan.docx", version=7)
    with pytest.raises(NotFound):
        plan_export.export(ws, uuid4(), tmp_path / "plan.docx")
    assert list(tmp_path.glob("plan.*")) == []


@pytest.mark.parametrize("name", ["a file/plan.docx", f"{'n' * 300}.docx"])
def test_a_place_that_cannot_be_is_one_sentence(office: Any, tmp_path: Path, name: str) -> None:
    ws, case_id = office.workspace, office.met()
    (tmp_path / "a file").write_text("something else")
    with pytest.raises(UserError) as told:
        plan_export.export(ws, case_id, tmp_path / name)
    assert told.value.remedy
    assert drafts.read(ws, unfinished_exports.OWNER) is None


def test_a_part_that_a_kill_left_behind_is_removed_at_the_next_opening(office: Any, tmp_path: Path) -> None:
    """No text of a plan stays outside the vault but in the exported file itself."""
    ws = office.workspace
    part = tmp_path / "plan.docx.part-1"
    part.write_bytes(b"half a plan")
    drafts.save_draft(ws, unfinished_exports.OWNER, {"part": str(part)})
    assert unfinished_exports.sweep(ws)
    assert not part.exists()
    assert not unfinished_exports.sweep(ws)
