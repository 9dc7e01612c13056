"""What can be done with a document of a case: save a copy, print it, open it elsewhere (P9, I6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.documents import opened_elsewhere
from jfs_desktop.casework.documents.document_copy import Copy
from jfs_desktop.casework.evidence import document_copies
from jfs_desktop.casework.evidence.case_documents import Source
from jfs_desktop.casework.evidence.document_copies import OPEN_ELSEWHERE, SAVE
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as, by_office, offered
from ui.shell.context import Context
from ui.shell.file_written import show_folder
from ui.shell.telling import hand_over, with_left_out

if TYPE_CHECKING:
    from jfs_desktop.casework.evidence.case_documents import DocumentLine, Ending
    from jfs_desktop.store.unit_of_work import Verb

TOLD = "documents/told-of-copies"
OPEN_THERE = "A read-only copy is open in another program until you lock or close this one."


def fetch(
    context: Context,
    line: DocumentLine,
    form: Ending,
    purpose: Verb,
    *,
    owner: QWidget,
    done: Callable[[Copy], None],
    failed: Callable[[UserError], None] | None = None,
) -> None:
    """Get the bytes of a document; that they were asked for, and what for, stands in the history then."""
    workspace, case_id, document_id = context.workspace, line.case_id, line.id

    def got(copy: Copy) -> None:
        context.hub.tell(Outcome(None, Changed.HISTORY, frozenset({case_id})), owner)
        done(copy)

    context.tasks.write(
        lambda: document_copies.copy_of(workspace, case_id, document_id, form, purpose),
        owner=owner,
        done=got,
        failed=failed or context.say.problem,
    )


def save_copy(context: Context, line: DocumentLine, owner: QWidget) -> None:
    """Ask where a copy goes and as what, and write it there."""
    own = line.source is Source.FILE  # as it came; else the PDF first: what is sent is no draft
    endings = line.forms if own else sorted(line.forms, key=lambda form: form != "pdf")
    name = document_copies.file_name(context.workspace, line, endings[0])
    choices = offered(*endings)
    ask_where_as(
        context,
        "Save a copy",
        name,
        choices,
        owner.window(),
        go=lambda file, wish: _save(context, line, file, wish, owner),
    )


def print_copy(context: Context, line: DocumentLine, owner: QWidget) -> None:
    """Get the PDF and ask for a printer."""
    from ui.dialogs.viewing.print_document import print_made

    workspace, case_id, document_id = context.workspace, line.case_id, line.id
    make = partial(document_copies.for_printer, workspace, case_id, document_id)
    print_made(context, make, line.title, owner)


def open_copy(context: Context, line: DocumentLine, form: Ending, owner: QWidget) -> None:
    """Open a read-only copy in another program, once the person has heard what may remain of it."""
    if context.preferences.remembered(TOLD):
        _open(context, line, form, owner)
        return

    def answer(yes: bool) -> None:
        if yes:
            context.preferences.remember(TOLD, "yes")
            _open(context, line, form, owner)

    context.say.ask(
        "Open it in another program?", opened_elsewhere.may_remain(), "Open a copy", "Cancel", answer
    )


def _save(context: Context, line: DocumentLine, file: Path, wish: SaveAs, owner: QWidget) -> None:
    if wish.office is not None:
        office = wish.office

        def converted(copy: Copy, pdf: bytes) -> None:
            _write(context, Copy(pdf, f"{Path(copy.name).stem}.pdf", exact=False), file, owner)

        fetch(
            context,
            line,
            "docx",
            SAVE,
            owner=owner,
            done=lambda copy: by_office(context, office, copy.content, owner, partial(converted, copy)),
        )
        return
    form = next(one for one in line.forms if one == wish.ending)
    fetch(context, line, form, SAVE, owner=owner, done=lambda copy: _write(context, copy, file, owner))


def _write(context: Context, copy: Copy, file: Path, owner: QWidget) -> None:
    workspace = context.workspace
    context.tasks.write(
        lambda: document_copies.save(workspace, copy, file),
        owner=owner,
        done=lambda _: context.say.news(
            with_left_out(f"Saved {file.name}.", copy.left_out),
            "Show in folder",
            lambda: show_folder(file.parent),
        ),
        failed=context.say.problem,
        late=partial(_told_late, context, file.parent),
    )


def _told_late(context: Context, folder: Path, error: UserError | None) -> None:
    if error is not None:
        context.say.problem(error)
        return
    say = "The copy was saved while the window was locked."
    context.say.news(say, "Show in folder", lambda: show_folder(folder))


def _open(context: Context, line: DocumentLine, form: Ending, owner: QWidget) -> None:
    vault = context.workspace.vault.folder

    def put_out(copy: Copy) -> None:
        context.tasks.write(
            lambda: opened_elsewhere.put_out(vault, copy),
            owner=owner,
            done=lambda path: hand_over(context, path, with_left_out(OPEN_THERE, copy.left_out)),
            failed=context.say.problem,
        )

    fetch(context, line, form, OPEN_ELSEWHERE, owner=owner, done=put_out)
