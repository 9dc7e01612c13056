"""Where a document that leaves the vault goes, and as what: the system's own dialog, with a free name
suggested, and 'PDF by Word' or 'PDF by LibreOffice' where one of them is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.shell.context import Context
from ui.widgets.last_folder import EXPORTS, keep_folder, last_folder

if TYPE_CHECKING:  # looked for when the first document leaves
    from jfs_desktop.documents.pdf.office_pdf import Office

TOLD = "documents/told-of-office"
ENDINGS = {
    "docx": "Word document",
    "pdf": "PDF",
    "txt": "Plain text",
    "json": "JSON Resume",
    "zip": "ZIP archive",
    "jpg": "Picture",
    "png": "Picture",
    "webp": "Picture",
    "eml": "E-mail",
    "msg": "E-mail of Outlook",
}


@dataclass(frozen=True, slots=True)
class SaveAs:
    """As what a document is saved: the ``ending`` of its name, and the program that makes its PDF, None
    for this one."""

    ending: str
    office: Office | None = None

    @property
    def words(self) -> str:
        """'PDF by LibreOffice'."""
        said = ENDINGS[self.ending]
        return f"{said} by {self.office.name}" if self.office else said

    @property
    def filter(self) -> str:
        """How the system's dialog offers it."""
        return f"{self.words} (*.{self.ending})"


WORD, PDF = SaveAs("docx"), SaveAs("pdf")


def offered(*endings: str) -> tuple[SaveAs, ...]:
    """What may be chosen, in the order of the endings; where there is a Word file, also the PDF that a
    program on this computer makes of it."""
    from jfs_desktop.documents.pdf import office_pdf

    both = {"docx", "pdf"} <= set(endings)
    others = tuple(SaveAs("pdf", office) for office in office_pdf.found()) if both else ()
    return (*(SaveAs(ending) for ending in endings), *others)


def free(folder: Path, name: str) -> Path:
    """A name in ``folder`` that no file has yet, so that nobody's file is overwritten."""
    stem, ending = Path(name).stem, Path(name).suffix
    names = [name, *(f"{stem} ({number}){ending}" for number in range(2, 100))]
    return next((folder / name for name in names if not (folder / name).exists()), folder / names[0])


def ask_where_as(
    context: Context,
    title: str,
    name: str,
    choices: Sequence[SaveAs],
    parent: QWidget,
    *,
    go: Callable[[Path, SaveAs], None],
) -> QFileDialog:
    """Open the system's file dialog with ``name`` suggested, the first of the ``choices`` chosen.

    ``go`` gets the file and as what it is to be written: what its name ends in counts before the choice.
    Before the first file by another program the person is told what that program may keep.
    """
    folder = last_folder(context.preferences, EXPORTS)
    filters = {choice.filter: choice for choice in choices}
    dialog = QFileDialog(parent, title, str(folder), ";;".join(filters))
    dialog.setObjectName("where-to-save")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)

    def take(chosen: str) -> None:
        ending = filters[chosen].ending
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(free(folder, f"{Path(name).stem}.{ending}").name)

    def chosen(file: str) -> None:
        path = Path(file)
        keep_folder(context.preferences, EXPORTS, path)
        _told_first(context, as_named(path, filters[dialog.selectedNameFilter()], choices), path, go)

    dialog.filterSelected.connect(take)
    take(choices[0].filter)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def as_named(path: Path, chosen: SaveAs, choices: Sequence[SaveAs]) -> SaveAs:
    """What the name of the file says where it says something else than what was chosen."""
    ending = path.suffix.lower().removeprefix(".")
    if ending == chosen.ending:
        return chosen
    return next((choice for choice in choices if choice.ending == ending), chosen)


def by_office(
    context: Context, office: Office, content: bytes, owner: QObject, done: Callable[[bytes], None]
) -> None:
    """Have a program make the PDF of a Word file, beside all other work; a lock ends it, and nothing comes
    of it then."""
    from jfs_desktop.casework.documents import opened_elsewhere

    vault, tasks = context.workspace.vault.folder, context.tasks
    context.say.news(f"{office.name} makes the PDF…", level="info")
    tasks.behind(
        lambda: opened_elsewhere.pdf_by(vault, office, content, lambda: tasks.held),
        owner=owner,
        done=done,
        failed=context.say.problem,
    )


def _told_first(context: Context, wish: SaveAs, path: Path, go: Callable[[Path, SaveAs], None]) -> None:
    office = wish.office
    if office is None or context.preferences.text(f"{TOLD}/{office.name}", "") == "yes":
        go(path, wish)
        return
    from jfs_desktop.casework.documents.opened_elsewhere import may_remain

    def answer(yes: bool) -> None:
        if yes:
            context.preferences.put(f"{TOLD}/{office.name}", "yes")
            go(path, wish)

    title = f"Make the PDF with {office.name}?"
    context.say.ask(title, may_remain(office.name), "Make the PDF", "Cancel", answer)
