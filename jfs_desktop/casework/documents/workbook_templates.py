"""Templates that are workbooks: which tabs the programme's return has, and the check of a file (MI2, MI8)."""

from __future__ import annotations

import hashlib
import io

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import templates
from jfs_desktop.documents.marks.template_findings import Examination
from jfs_desktop.documents.samples.template_fields import TemplateKind
from jfs_desktop.documents.workbook import workbook_check
from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.spreadsheet_guard import guard

_SAVE_AGAIN = "Save it in Excel as 'Excel Workbook (.xlsx)' without a password, then choose that file."


def tabs(workspace: Workspace, kind: TemplateKind) -> tuple[str, ...]:
    """The titles of the tabs in their order, as the programme's profile names them; the first holds DWP's
    instructions. Empty for a kind that is no return."""
    found = (one.parts for one in workspace.programme.returns if one.id == kind.of_return)
    return next(found, ())


def examine(
    workspace: Workspace, kind: TemplateKind, language: str, name: str, content: bytes
) -> Examination:
    """The check of a workbook that was dropped in or is kept; nothing is written."""
    try:
        for _ in guard(io.BytesIO(content)):
            pass
    except BadInput as refused:
        seen = Examination(kind.key, language, name, hashlib.sha256(content).hexdigest())
        return workbook_check.refused_file(seen, refused.text, _SAVE_AGAIN)
    before = templates.published_content(workspace, kind.key, language)
    return workbook_check.examine(content, name, kind, language, tabs(workspace, kind), before=before)
