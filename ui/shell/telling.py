"""What follows a verb that succeeded: every screen hears of it, and the banner says it with its undo, or with
what a PDF does not show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jfs_desktop.casework.cases import history
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.typed import holds_unshown
from ui.shell.context import Context

if TYPE_CHECKING:
    from jfs_desktop.casework.documents.document_views import DocumentView

AS_WORD_ALONE: Final = "{} is kept as Word alone, for no PDF of it could be made: make its PDF in Word."
UNSHOWN: Final = "Hidden signs that no page can show were left out."


def tell_with_undo(context: Context, outcome: Outcome[Any], text: str, level: str = "good") -> None:
    """Tell of a change and offer 'Undo' beside ``text``. Called on the GUI thread, as ``done`` of a write."""
    context.hub.tell(outcome)
    context.say.news(text, "Undo", lambda: _take_back(context, outcome), level=level)


def with_left_out(text: str, things: Sequence[str]) -> str:
    """``text``, and behind it what a PDF does not show as Word does and what to do, where it is anything."""
    if not things:
        return text
    from jfs_desktop.documents.pdf import left_out

    return f"{text} {left_out.sentence(things)} {remedy_for(things)}"


def with_form_kept(text: str, document: DocumentView, *, of: str = "") -> str:
    """The same of a document that is kept for good, or that no PDF of it could be made. ``of`` names it
    where ``text`` speaks of something else ('JFAP')."""
    if document.pdf_sha256 or not document.docx_sha256:
        return with_left_out(text, document.left_out)
    return f"{text} {AS_WORD_ALONE.format(f'The {of}' if of else 'It')}"


def with_unshown(text: str, *typed: str) -> str:
    """``text``, and behind it that signs were left out, where anything that was ``typed`` held such."""
    return f"{text} {UNSHOWN}" if any(map(holds_unshown, typed)) else text


def remedy_for(things: Sequence[str]) -> str:
    """What to do about things that a PDF does not show, with the programs that this computer has."""
    if not things:
        return ""
    from jfs_desktop.documents.pdf import left_out, office_pdf

    return left_out.remedy([office.name for office in office_pdf.found()])


def hand_over(context: Context, path: Path, told: str) -> None:
    """Open a file in the program that the computer has for it, and say ``told``; or that there is none."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        context.say.news(told)
        return
    context.say.problem(
        UserError(
            "No program on this computer opens this kind of document.",
            title="The document was not opened",
            remedy="Save a copy instead.",
        )
    )


def _take_back(context: Context, outcome: Outcome[Any]) -> None:
    change_id = outcome.change_id
    if change_id is None:
        return
    workspace = context.workspace
    context.tasks.write(lambda: history.undo(workspace, change_id), owner=context.hub, done=context.hub.tell)
