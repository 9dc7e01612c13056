"""Reusable wording into a text: read, picked, filled in from the case, put in at the caret."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import shiboken6
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from jfs_desktop.casework.cases import snippets
from jfs_desktop.casework.cases.snippets import Wording
from jfs_desktop.rules.writing.fill_ins import open_ones
from jfs_desktop.rules.writing.rich_text import parse, plain
from ui.dialogs.writing.wording import WordingDialog
from ui.shell.context import Context
from ui.widgets.rich_text import RichTextArea

Editor = QTextEdit | QPlainTextEdit
_PREFIXES = ("plan-", "heading-", "cv-")


def heading_of(name: str) -> str:
    """For which heading a field is, by its object name ('plan-next-steps', 'heading-mock_interview')."""
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    told = name.replace("-", "_")
    return next((one for one in ("duties", "profile") if one in told), told)


def ask_wording(context: Context, editor: Editor, case_id: UUID | None) -> None:
    """Let wording be picked for this text."""
    workspace = context.workspace

    def read() -> tuple[tuple[Wording, ...], Mapping[str, str]]:
        return snippets.every(workspace), snippets.known_of(workspace, case_id)

    def ask(found: tuple[tuple[Wording, ...], Mapping[str, str]]) -> None:
        WordingDialog.ask(
            *found, heading_of(editor.objectName()), lambda text: put_wording(editor, text), editor.window()
        )

    context.tasks.read(read, owner=editor, done=ask)


def put_wording(editor: Editor, text: str) -> None:
    """Put wording in at the caret and choose its first fill-in, to be typed over."""
    if not shiboken6.isValid(editor):
        return
    editor.setFocus()
    begin = editor.textCursor().selectionStart()
    if isinstance(editor, RichTextArea):
        editor.insert_lines(parse(text))
    else:
        editor.textCursor().insertText(plain(text))
    end = editor.textCursor().position()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    gap = next(iter(open_ones(cursor.selectedText().replace("\u2029", "\n"))), None)
    if gap is not None:
        cursor.setPosition(begin + gap[0])
        cursor.setPosition(begin + sum(gap), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
