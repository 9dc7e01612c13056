"""One kind of document in its languages: what is in use, the place for a new file, and every version."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.documents import template_publishing, templates, workbook_templates
from jfs_desktop.casework.documents.templates import Shelf, TemplateState, TemplateView
from jfs_desktop.documents.doctor.template_doctor import LARGEST
from jfs_desktop.documents.marks.template_findings import Examination
from jfs_desktop.documents.samples.template_fields import LANGUAGES, TemplateKind, field_lines, kinds
from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.wording import day_and_time, long_day
from ui.dialogs.writing.publish_template import PublishTemplateDialog, WithdrawTemplateDialog
from ui.dialogs.writing.template_check import TemplateCheckDialog
from ui.shell.context import Context
from ui.widgets.buttons import button, chip
from ui.widgets.card import Card
from ui.widgets.flow import FlowRow
from ui.widgets.last_folder import EXPORTS, last_folder
from ui.widgets.pill import Pill
from ui.widgets.text import label
from ui.widgets.word_drop import WORD_FILES, WORKBOOKS, WordDrop

STATES = {
    TemplateState.ARRIVED: ("Arrived", "today"),
    TemplateState.PUBLISHED: ("Published", "accent"),
    TemplateState.WITHDRAWN: ("Withdrawn", "neutral"),
}

DROP_WORD = "Drop a Word file here: it is checked before anything is made from it"
DROP_WORKBOOK = "Drop DWP's workbook here: it is checked, and carried on as it is"


class ShelfCard(Card):
    """Takes a file, shows what its check found, and publishes or withdraws what is in the library."""

    def __init__(self, context: Context) -> None:
        super().__init__("Template", wrap=True)
        self._context = context
        self._shelves: tuple[Shelf, ...] = ()
        self._shelf: Shelf | None = None
        self._language = next(iter(LANGUAGES))
        self._may = False
        self.in_use = label("", "strong", wrap=True)
        self.source = label("", "soft", wrap=True)
        self.wanted = label("", "soft", wrap=True)
        self.drop = WordDrop(DROP_WORD)
        self.versions = QVBoxLayout()
        self.versions.setSpacing(10)
        self.error = label("", "error", wrap=True)
        self.error.setObjectName("template-error")
        self._assemble()
        self.drop.given.connect(self.examine_file)

    def show_kind(self, shelves: tuple[Shelf, ...], *, may: bool, language: str = "") -> None:
        """Show a kind of document in the language that was chosen last, or this one, as far as it is made in
        it; no shelves while nothing is chosen."""
        self._shelves, self._may = shelves, may
        self._language = language or self._language
        self._show(next((one for one in shelves if one.language == self._language), (*shelves, None)[0]))

    def _choose(self, language: str) -> None:
        self.show_kind(self._shelves, may=self._may, language=language)

    def _show(self, shelf: Shelf | None) -> None:
        self._shelf, may = shelf, self._may
        made_in = {one.language for one in self._shelves}
        for language, tongue in self.languages.items():
            tongue.setVisible(language in made_in)
            tongue.setChecked(shelf is not None and language == shelf.language)
        self._show_error("")
        self._clear_versions()
        for widget in (self.in_use, self.source, self.wanted, self.drop, self.export, self.fields, self.look):
            widget.setVisible(shelf is not None)
        self.heading.setText(shelf.name if shelf else "Choose a document")
        if shelf is None:
            return
        self.in_use.setText(_in_use(shelf))
        self.source.setText(_source(shelf))
        kind = kinds()[shelf.kind]
        book = kind.is_workbook
        self.wanted.setText(_wanted(kind, workbook_templates.tabs(self._context.workspace, kind)))
        self.drop.setVisible(may)
        self.drop.set_kind(*((DROP_WORKBOOK, WORKBOOKS) if book else (DROP_WORD, WORD_FILES)))
        self.export.setText(f"Export to edit in {'Excel' if book else 'Word'}…")
        self.fields.setVisible(not book)
        self.export.setEnabled(bool(shelf.version))
        self.look.setEnabled(bool(shelf.version))
        self.before.setVisible(bool(shelf.templates))
        for one in shelf.templates:
            self.versions.addWidget(self._version(one))

    def examine_file(self, path: Path) -> None:
        """Read and check a file beside the window, then show what was found."""
        shelf, workspace = self._shelf, self._context.workspace
        if shelf is None:
            return
        self._show_error("")
        self.drop.setEnabled(False)

        def job() -> tuple[Examination, bytes]:
            content = _read(path)
            seen = template_publishing.examine(workspace, shelf.kind, shelf.language, path.name, content)
            return seen, content

        self._context.tasks.read(
            job, owner=self, done=lambda found: self._checked(*found), failed=self._failed
        )

    def _assemble(self) -> None:
        self.export = button("Export to edit in Word…", "plain", self._ask_where, name="export-template")
        self.fields = button("Copy the fields", "plain", self._copy_fields, name="copy-fields")
        self.look = button("Look at it…", "plain", self._look_at_used, name="look-template")
        self.languages = {key: chip(name) for key, name in LANGUAGES.items()}
        for key, made in self.languages.items():
            made.clicked.connect(lambda _=False, language=key: self._choose(language))
            self.verbs.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.before = label("Versions", "section")
        above: tuple[QWidget, ...] = (self.in_use, self.source)
        below: tuple[QWidget, ...] = (self.drop, self.error, self.wanted, self.before)
        for widget in above:
            self.body.addWidget(widget)
        self.body.addWidget(FlowRow(self.look, self.export, self.fields))
        for widget in below:
            self.body.addWidget(widget)
        self.body.addLayout(self.versions)
        self.body.addStretch(1)
        self.show_kind((), may=False)
        self.before.hide()

    def _version(self, one: TemplateView) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        words, kind = ("In use", "good") if one.in_use else STATES[one.state]
        top.addWidget(Pill(words, kind))
        top.addWidget(label(f"Version {one.version}", "strong"))
        top.addStretch(1)
        column.addLayout(top)
        for text in _told(one):
            column.addWidget(label(text, "soft", wrap=True))
        verbs = []
        for text, act, name in self._verbs(one):
            made = button(text, "quiet", act, name=name)
            made.setAccessibleName(f"{text.rstrip('…')}: version {one.version}")
            verbs.append(made)
        column.addWidget(FlowRow(*verbs))
        return row

    def _verbs(self, one: TemplateView) -> list[tuple[str, partial[None], str]]:
        found = [
            ("Look…", partial(self._look, one), f"look-{one.version}"),
            ("Export…", partial(self._ask_where, one), f"export-{one.version}"),
        ]
        if self._may and one.state is TemplateState.ARRIVED:
            found.append(("Publish…", partial(self._publish, one), f"publish-{one.version}"))
        if self._may and one.state is not TemplateState.WITHDRAWN:
            found.append(("Withdraw…", partial(self._withdraw, one), f"withdraw-{one.version}"))
        return found

    def _clear_versions(self) -> None:
        while self.versions.count():
            item = self.versions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _checked(self, seen: Examination, content: bytes) -> None:
        self.drop.setEnabled(True)
        if not seen.taken:
            only = seen.findings[0]
            self._show_error(f"{only.text} {only.remedy}")
            return
        TemplateCheckDialog(self._context, seen, self.window(), content=content, taken=self._go_on).open()

    def _go_on(self, one: TemplateView, seen: Examination) -> None:
        if seen.sound and one.state is TemplateState.ARRIVED:
            PublishTemplateDialog(self._context, one, seen, self.window()).open()

    def _look_at_used(self) -> None:
        shelf, workspace = self._shelf, self._context.workspace
        if shelf is None:
            return

        def job() -> Examination:
            content = templates.content_in_use(workspace, shelf.kind, shelf.language)
            name = f"{shelf.name}, {shelf.version}"
            return template_publishing.examine(workspace, shelf.kind, shelf.language, name, content)

        self._context.tasks.read(job, owner=self, done=self._show_check, failed=self._failed)

    def _look(self, one: TemplateView) -> None:
        workspace = self._context.workspace
        self._context.tasks.read(
            lambda: template_publishing.examine_kept(workspace, one.id),
            owner=self,
            done=self._show_check,
            failed=self._failed,
        )

    def _show_check(self, seen: Examination) -> None:
        TemplateCheckDialog(self._context, seen, self.window()).open()

    def _publish(self, one: TemplateView) -> None:
        workspace = self._context.workspace

        def checked(seen: Examination) -> None:
            if seen.sound:
                PublishTemplateDialog(self._context, one, seen, self.window()).open()
            else:
                self._show_check(seen)
                self._show_error(
                    "It cannot be published as it stands. Mend it in Word and drop the file in again; "
                    "until one passes, the last one stays in use."
                )

        self._context.tasks.read(
            lambda: template_publishing.examine_kept(workspace, one.id),
            owner=self,
            done=checked,
            failed=self._failed,
        )

    def _withdraw(self, one: TemplateView) -> None:
        WithdrawTemplateDialog(self._context, one, self.window()).open()

    def _copy_fields(self) -> None:
        if self._shelf is not None:
            QGuiApplication.clipboard().setText("\n".join(field_lines(kinds()[self._shelf.kind])))
            self._context.say.news("The fields are copied: each as it is typed into Word, with an example.")

    def _ask_where(self, one: TemplateView | None = None) -> None:
        shelf = self._shelf
        if shelf is None:
            return
        version = one.version if one else shelf.version
        kind = kinds()[shelf.kind]
        name = f"{shelf.name} - {LANGUAGES[shelf.language]} - template {version}.{kind.form}"
        files = "Excel workbook (*.xlsx)" if kind.is_workbook else "Word document (*.docx)"
        folder = last_folder(self._context.preferences, EXPORTS)
        dialog = QFileDialog(self.window(), "Export the template", str(folder / name), files)
        dialog.setObjectName("template-where")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.form)
        dialog.fileSelected.connect(lambda file: self.export_to(Path(file), one))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: Path, one: TemplateView | None = None) -> None:
        """Write what is in use, or another version, to be edited in Word or Excel."""
        shelf, workspace = self._shelf, self._context.workspace
        if shelf is None:
            return
        self._context.tasks.write(
            lambda: templates.export(workspace, path, shelf.kind, shelf.language, one.id if one else None),
            owner=self,
            done=lambda _: self._context.say.news("The template is saved. Edit it, then drop it in here."),
            failed=self._failed,
        )

    def _failed(self, error: UserError) -> None:
        self.drop.setEnabled(True)
        self._show_error(error.sentence)

    def _show_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _read(path: Path) -> bytes:
    """A file that was given, but no more of it than a template may be."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as problem:
        raise UserError(
            f"The file '{path.name}' cannot be read.",
            title="The template was not read",
            remedy="Close it where it is open, and see that you may read it.",
        ) from problem


def _in_use(shelf: Shelf) -> str:
    if not shelf.version:
        return "No template yet: this document is not made in this language."
    if shelf.since is None:
        return "In use: the one that came with the program"
    return f"In use: version {shelf.version}, since {long_day(shelf.since)}"


def _source(shelf: Shelf) -> str:
    whose = "DWP issues its layout" if shelf.by_dwp else "The layout is your own"
    return f"{whose} ({shelf.paragraph})."


def _wanted(kind: TemplateKind, tabs: tuple[str, ...]) -> str:
    if tabs:
        return (
            f"It has the tabs {', '.join(tabs)} ({kind.paragraph}). ‘{tabs[0]}’ carries DWP's own words, "
            "unchanged (JFS 8.03)."
        )
    if not kind.parts:
        return ""
    told = "; ".join(f"{part.name} ({part.paragraph})" for part in kind.parts)
    return f"It must hold {told}."


def _told(one: TemplateView) -> list[str]:
    lines = [f"{one.name}. Arrived {day_and_time(one.arrived_at)}, {one.arrived_by}."]
    if one.published_at is not None and one.in_use_from is not None:
        dwp = f" Received from DWP {long_day(one.received_from_dwp_on)}." if one.received_from_dwp_on else ""
        logo = f" DWP logo {one.logo_version}." if one.logo_version else ""
        lines.append(
            f"Published {day_and_time(one.published_at)}, {one.published_by}; from "
            f"{long_day(one.in_use_from)}, approved by {one.approved_by}.{dwp}{logo}"
        )
    if one.withdrawn_at is not None:
        lines.append(
            f"Withdrawn {day_and_time(one.withdrawn_at)}, {one.withdrawn_by}: {one.withdrawn_reason}"
        )
    return lines
