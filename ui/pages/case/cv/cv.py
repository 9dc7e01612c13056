"""The CV tab: it is written here with the participant, beside the page as it will be printed (V1 to V5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.cv.cv_views import KEPT, CvView
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.cv.cv import CvContent
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_hints import hints
from jfs_desktop.rules.cv.cv_progress import WORDS, CvState
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv, left_out
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import counted, long_day, time_of_day
from ui.dialogs.cv.cv_agree import AgreeCvDialog
from ui.dialogs.cv.cv_decline import FILES, DeclineCvDialog
from ui.dialogs.cv.cv_existing import ExistingCvDialog
from ui.dialogs.cv.cv_import import ImportCvDialog
from ui.pages.case.cv import cv_export_ask
from ui.pages.case.cv.cv_editor import CvEditor
from ui.pages.case.cv.cv_head import CvHead
from ui.pages.case.cv.cv_preview import CvPreview
from ui.pages.case.cv.cv_sides import CvSides
from ui.pages.case.cv.cv_start import CvStart
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.pages.case.sheet.draft_keeper import DraftKeeper
from ui.pages.case.sheet.plan_undo import Deeds
from ui.pages.page import Place
from ui.shell.context import Context
from ui.shell.own_undo import OwnUndo
from ui.widgets.card import SheetCard
from ui.widgets.last_folder import IMPORTS, last_folder

if TYPE_CHECKING:
    from jfs_desktop.documents.pdf.office_pdf import Office
    from ui.dialogs.questions.where_to_save import SaveAs

REST_MS = 15
"""After the last key, before hints and page are made anew: together they follow it within 150 ms."""
_PILLS = {CvState.FINAL: "good", CvState.DRAFT: "accent"}


class CvTab(CaseTab):
    """Writes a draft within a second of the last key; settles when a field is left, after a minute of
    quiet, and before anything reads the CV."""

    cares = Changed.CV | Changed.CASES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: CvView | None = None
        self._place: Place | None = None
        self.deeds = Deeds(self)
        self.editor = CvEditor(self.deeds, context.workspace.new_key)
        self.keeper = DraftKeeper(context, self.editor.sheet, self, cvs.save_draft, cvs.settle)
        self.preview = CvPreview(context)
        self.sides = CvSides(self.editor, self.preview, context.preferences)
        self.head = CvHead(self.deeds)
        self.start = CvStart()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)
        self.setAcceptDrops(True)
        self._assemble()
        self._connect()
        self.clear()

    def read_case(self, case: CaseNow) -> None:
        self.head.refuse_agreeing(case.barred.get(FactKind.CV_AGREED, ""))
        self.start.refuse_beginning(case.barred.get(FactKind.CV_BEGUN, ""))

    def load(self) -> None:
        self.keeper.settle(self._ask)

    def clear(self) -> None:
        self._view = None
        self._place = None
        self.keeper.open(None)
        self._rest.stop()
        self.editor.show_sheet(StyledCv(CvContent()))
        self.editor.show_hints(())
        self.deeds.clear()
        self.preview.clear()
        self.head.show_restored(None)
        self.head.say_saved("")
        self.head.state.setText("")
        self.head.allow(edit=False)
        self.editor.setEnabled(False)
        self.sides.show_editor()
        self._front(self.card)

    def save_drafts(self) -> None:
        self.keeper.settle()

    def restore(self, place: Place) -> None:
        if self._view is None:
            self._place = place  # the fields come with the rows
            return
        super().restore(place)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sides.set_room(self.width())
        self.head.set_room(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._view is not None and self.start.bring.isEnabled() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.bring_in(Path(files[0]))

    def bring_in(self, file: Path) -> None:
        """Read a CV that they have and show what was understood of it."""
        self._with_settled(lambda view: ImportCvDialog.ask(self.context, view, file, self.window()))

    def export_to(
        self, file: Path, form: CvForm, version: int | None = None, office: Office | None = None
    ) -> None:
        """Settle, and write the CV to a file, a PDF by the program that is named."""
        context, case_id, write = self.context, self.case_id, cv_export_ask.write
        if case_id is not None:
            self.keeper.settle(
                lambda: write(context, case_id, file, form, version=version, tab=self, office=office)
            )

    @property
    def own_undo(self) -> OwnUndo:
        return self.deeds

    def print_shown(self) -> None:
        case_id = self.case_id
        if case_id is not None and self._view is not None and self._view.settled is not None:
            self.keeper.look(lambda: cv_export_ask.print_cv(self.context, case_id, self))

    def _ask(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is not None:
            self.context.tasks.read(lambda: cvs.open_cv(workspace, case_id), owner=self, done=self._show)

    def _show(self, view: CvView) -> None:
        before = self._view
        if view.case_id != self.case_id:
            return
        self._view = view
        if view.settled is None:
            self.keeper.open(None)
            self.start.show_cv(view)
            self._front(self.start)
        elif before is None or before.settled is None:
            self._show_first(view, view.settled)
        elif view.settled != before.settled and not self.keeper.unsettled:
            self.deeds.clear()
            self.editor.show_sheet(view.settled)
            self._rest.start()
        self._show_around()
        place, self._place = self._place, None
        if place is not None:
            super().restore(place)

    def _show_first(self, view: CvView, settled: StyledCv) -> None:
        self._front(self.card)
        self.keeper.open(view.case_id, unsettled=view.draft is not None)
        self.editor.show_sheet(view.draft or settled)
        self.editor.setEnabled(True)
        self.head.allow(edit=True)
        if view.draft is not None and view.draft_saved_at is not None:
            self.head.show_restored(view.draft_saved_at, self.context.clock.now())
        self._rested()

    def _front(self, shown: QWidget) -> None:
        """Of editor and start page only the one in front has a say in the width."""
        for one in (self.card, self.start):
            policy = QSizePolicy.Policy.Preferred if one is shown else QSizePolicy.Policy.Ignored
            one.setSizePolicy(policy, policy)
        self.stack.setCurrentWidget(shown)

    def _show_around(self) -> None:
        view = self._view
        if view is None:
            return
        self.head.pill.set_state(WORDS[view.state], _PILLS.get(view.state, "neutral"))
        newest = next(iter(view.versions), None)
        told = [f"version {newest.number}"] if newest else []
        if newest is not None and newest.shown != view.settled:
            told.append("changed since")
        if view.agreed_on is not None:
            what = "their own is final since" if view.agreed_as == KEPT else "agreed on"
            told.append(f"{what} {long_day(view.agreed_on)}")
        words = ", ".join(told)
        self.head.state.setText(f"{words[:1].upper()}{words[1:]}")
        self.head.show_versions(view.versions)

    def _typed(self) -> None:
        self.keeper.note()
        self.head.say_saved("Saving…")
        self._rest.start()

    def _rested(self) -> None:
        """The keys rest: hints, what the style leaves out, and the page follow."""
        sheet = self.editor.sheet()
        self._say_hints(sheet)
        self.head.show_style(sheet.style, left_out(sheet.content, sheet.style))
        self.preview.want(sheet)

    def _saved(self, at: datetime) -> None:
        wrong = self.editor.unreadable()
        told = f"Saved {time_of_day(at)}" + (f", but for {counted(wrong, 'date')}" if wrong else "")
        self.savedChanged.emit(told)
        if self.keeper.at_rest:
            self.head.say_saved(told if wrong else f"✓ {told}", trouble=bool(wrong))

    def _not_saved(self, error: UserError) -> None:
        self.head.say_saved("Not saved yet: it is tried again.", trouble=True)
        self.savedChanged.emit("Not saved yet")
        self.context.say.problem(error)

    def _settled(self, outcome: Outcome[CvView], _sent: StyledCv) -> None:
        self.head.show_restored(None)  # what came back is kept by now: there is no draft to discard
        self._view = outcome.value
        self._show_around()
        self.context.hub.tell(outcome, self)

    def _discard(self) -> None:
        if self._view is not None and self._view.settled is not None:
            self.head.show_restored(None)
            self.editor.show_sheet(self._view.settled)
            self.deeds.clear()
            self._typed()
            self.keeper.settle()

    def _keep(self) -> None:
        self.keeper.settle()

    def _begin(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is not None:
            self.context.tasks.write(
                lambda: cvs.begin(workspace, case_id),
                owner=self,
                done=self._begun,
                failed=self.context.say.problem,
            )

    def _begun(self, outcome: Outcome[CvView]) -> None:
        self.context.hub.tell(outcome, self)
        self._show(outcome.value)
        self.editor.target.setFocus()

    def _choose_file(self) -> None:
        folder = last_folder(self.context.preferences, IMPORTS)
        dialog = QFileDialog(self.window(), "Bring in the CV they have", str(folder), FILES)
        dialog.setObjectName("cv-choose-file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.bring_in(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _with_settled(self, go: Callable[[CvView], object]) -> None:
        def then() -> None:
            if self._view is not None:
                go(self._view)

        self.keeper.look(then)

    def _agree(self, *, final: bool) -> None:
        self._with_settled(lambda view: AgreeCvDialog.ask(self.context, view, self.window(), final=final))

    def _decline(self, *, confirming: bool) -> None:
        if self._view is not None:
            DeclineCvDialog.ask(self.context, self._view, self.window(), confirming=confirming)

    def _open_existing(self) -> None:
        if self._view is not None and self._view.existing is not None:
            ExistingCvDialog.show_one(self.context, self._view.existing, self.window())

    def _export(self, form: CvForm, version: int | None) -> None:
        sheet, window = self.editor.sheet(), self.window()

        def go(file: Path, wish: SaveAs) -> None:
            self.export_to(file, form, version, wish.office)

        cv_export_ask.ask_where_to(self.context, sheet, form, window, go)

    def _assemble(self) -> None:
        self.card = SheetCard(self.head, self.sides)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.card)
        self.stack.addWidget(self.start)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.editor.edited.connect(self._typed)
        self.editor.left.connect(self.keeper.rest)
        self.keeper.saved.connect(self._saved)
        self.keeper.settled.connect(self._settled)
        self.keeper.failed.connect(self._not_saved)
        self.preview.shown.connect(lambda _: self._say_hints(self.editor.sheet()))
        self.head.styleChosen.connect(self.editor.set_style)
        self.head.exportRequested.connect(self._export)
        self.head.importRequested.connect(self._choose_file)
        self.head.versionRequested.connect(partial(self._agree, final=False))
        self.head.agreeRequested.connect(partial(self._agree, final=True))
        self.head.discardRequested.connect(self._discard)
        self.head.keepRequested.connect(self._keep)
        self.head.previewToggled.connect(self.sides.show_page)
        self.sides.turned.connect(self.head.show_page)
        self.start.importRequested.connect(self._choose_file)
        self.start.beginRequested.connect(self._begin)
        self.start.declineRequested.connect(partial(self._decline, confirming=False))
        self.start.confirmRequested.connect(partial(self._decline, confirming=True))
        self.start.openRequested.connect(self._open_existing)

    def _say_hints(self, sheet: StyledCv) -> None:
        told = hints(
            sheet.content,
            today=london_day(self.context.clock.now()),
            pages=self.preview.view.page_count or None,
            one_page=sheet.style is CvStyle.SHORT,
            unreadable=self.editor.refusing(),
        )
        self.editor.show_hints(told)
