"""Whether a file that somebody brings is a document of the case, told by its hash alone (P9, D5)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from jfs_desktop.casework.evidence.case_documents import DocumentLine
from jfs_desktop.errors import UserError
from ui.pages.case.documents.document_words import FORMS
from ui.shell.context import Context
from ui.widgets.last_folder import IMPORTS, last_folder

_PIECE = 1024 * 1024


class NotOfThisCase(UserError):
    """The file is none of the documents of the case."""

    default_title = "No document of this case"


def ask(
    context: Context, lines: Sequence[DocumentLine], owner: QWidget, found: Callable[[DocumentLine], None]
) -> QFileDialog:
    """Let a file be chosen and say which document it is; ``found`` gets that. Nothing of it is kept."""
    folder = last_folder(context.preferences, IMPORTS)
    dialog = QFileDialog(owner.window(), "Check a file against the documents of the case", str(folder))
    dialog.setObjectName("check-file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: _check(context, Path(name), tuple(lines), owner, found))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _check(
    context: Context,
    file: Path,
    lines: tuple[DocumentLine, ...],
    owner: QWidget,
    found: Callable[[DocumentLine], None],
) -> None:
    def tell(digest: str) -> None:
        hit = next(((line, form) for line in lines for form, known in line.digests if known == digest), None)
        if hit is None:
            context.say.problem(
                NotOfThisCase(
                    "This file is none of the documents of this case, to the byte.",
                    remedy="It was changed or saved anew since, or it belongs to another case.",
                )
            )
            return
        line, form = hit
        name = ", ".join(part for part in (line.title, line.version) if part)
        context.say.news(f"✓ The same to the byte: {name}, {FORMS[form]}.")
        found(line)

    context.tasks.read(lambda: digest_of_file(file), owner=owner, done=tell, failed=context.say.problem)


def digest_of_file(file: Path) -> str:
    """SHA-256 of a file on disk, in hexadecimal. Raises UserError where it cannot be read."""
    hashed = hashlib.sha256()
    try:
        with file.open("rb") as opened:
            while piece := opened.read(_PIECE):
                hashed.update(piece)
    except OSError as problem:
        raise UserError(
            "The file cannot be read.",
            title="The file was not checked",
            remedy="Close it where it is open, and see that you may read it.",
        ) from problem
    return hashed.hexdigest()
