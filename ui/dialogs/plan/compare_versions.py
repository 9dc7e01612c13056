"""Two states of a plan side by side in one text: what was added, removed, changed and moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QTextBrowser, QWidget

from jfs_desktop.casework.plan import plans
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_state import PlanStep
from jfs_desktop.rules.writing.wording import short_day
from ui.dialogs.plan.difference_sheet import DifferenceSheet
from ui.dialogs.questions.where_to_save import WORD, SaveAs, ask_where_as, by_office, offered
from ui.shell.context import Context
from ui.shell.telling import with_left_out
from ui.widgets.dialog import Dialog
from ui.widgets.text import label

if TYPE_CHECKING:
    from jfs_desktop.casework.plan.plan_comparison import FilledComparison

AS_IT_STANDS = 0
SAME = "Nothing differs between these two."


class CompareVersions(Dialog):
    """Compares any two versions, or one with the plan as it stands. Two alike show that version."""

    def __init__(
        self,
        context: Context,
        view: PlanView,
        titles: Mapping[str, str],
        parent: QWidget | None,
        *,
        older: int,
        newer: int,
    ) -> None:
        super().__init__("Compare versions of the JFAP", "", parent, width=860)
        self.setMinimumHeight(600)
        self._context, self._view = context, view
        self._contents: dict[int, PlanContent] = {
            version.number: version.content for version in view.versions
        }
        self._contents[AS_IT_STANDS] = view.content
        self._sheet = DifferenceSheet(context.theme, titles, view.name.split(" ")[0])
        self.older = self._chooser(view, older, "From")
        self.newer = self._chooser(view, newer, "To")
        self.only_changes = QCheckBox("Only &changes")
        self.only_changes.setChecked(older != newer)
        self.summary = label("", "strong", wrap=True)
        self.text = QTextBrowser()
        self.text.setObjectName("difference")
        self.text.setAccessibleName("What changed")
        self._assemble()
        context.theme.changed.connect(self._recolour)

    @classmethod
    def ask(
        cls,
        context: Context,
        view: PlanView,
        titles: Mapping[str, str],
        parent: QWidget | None,
        *,
        older: int | None = None,
        newer: int = AS_IT_STANDS,
    ) -> CompareVersions:
        """Open it on two states; without ``older`` on the newest version and the plan as it stands."""
        first = older if older is not None else view.versions[0].number
        dialog = cls(context, view, titles, parent, older=first, newer=newer)
        dialog.open()
        return dialog

    def lines(self) -> tuple[str, ...]:
        """The comparison as lines to be read aloud."""
        return (self.summary.text(), *self._sheet.lines)

    def _chooser(self, view: PlanView, chosen: int, title: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(title)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.addItem(_as_it_stands(view), AS_IT_STANDS)
        for version in view.versions:
            made.addItem(_called(view, version), version.number)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        made.currentIndexChanged.connect(lambda _: self._show())
        return made

    def _assemble(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("From", "strong"))
        row.addWidget(self.older)
        row.addWidget(label("to", "strong"))
        row.addWidget(self.newer)
        row.addStretch(1)
        row.addWidget(self.only_changes)
        self.only_changes.toggled.connect(lambda _: self._show())
        self.content.addLayout(row)
        self.content.addWidget(self.summary)
        self.content.addWidget(label("⟨+ underlined⟩ was added · ⟨− struck through⟩ was removed", "small"))
        self.content.addWidget(self.text, 1)
        self.export = self.add_verb("Export…", "plain", self._ask_where)
        self.export.setObjectName("export-comparison")
        self.add_verb("Close", "primary", self.reject, default=True)
        self._show()

    def export_to(self, file: Path, wish: SaveAs = WORD) -> None:
        """Write what is shown there, as a Word document or a PDF, in the language of the person."""
        from jfs_desktop.casework.plan import plan_comparison  # what makes a document comes with the first

        workspace, case_id = self._context.workspace, self._view.case_id
        older, newer = self._chosen()
        office = wish.office
        if office is None:
            self._put(lambda: plan_comparison.export(workspace, case_id, file, older=older, newer=newer))
            return

        def convert(filled: FilledComparison) -> None:
            def put(pdf: bytes) -> None:
                self._put(lambda: plan_comparison.write(workspace, filled, pdf, file))

            by_office(self._context, office, filled.docx, self, put)

        self._context.tasks.write(
            lambda: plan_comparison.made(workspace, case_id, older=older, newer=newer),
            owner=self,
            done=convert,
            failed=self.show_error,
        )

    def _put(self, job: Callable[[], Outcome[Path]]) -> None:
        self.set_busy(True)
        self._context.tasks.write(job, owner=self, done=self._exported, failed=self.show_error)

    def _ask_where(self) -> None:
        from jfs_desktop.casework.plan import plan_comparison

        older, newer = self._chosen()
        name = plan_comparison.file_name(self._context.workspace, self._view, older, newer)
        choices = offered("docx", "pdf")
        ask_where_as(self._context, "Save the comparison", name, choices, self, go=self.export_to)

    def _chosen(self) -> tuple[int | None, int | None]:
        """The two states, as verbs name them: None is the plan as it stands."""
        return self.older.currentData() or None, self.newer.currentData() or None

    def _exported(self, outcome: Outcome[Path]) -> None:
        self.set_busy(False)
        self._context.hub.tell(outcome)
        self._context.say.news(with_left_out(f"Exported {outcome.value.name}.", outcome.besides))

    def come_back(self) -> None:
        """After an unlock: write the comparison anew, in the colours of now."""
        self._show()

    def _recolour(self) -> None:
        if self.isVisible():  # behind a lock there is nothing to write
            self._show()

    def _show(self) -> None:
        older, newer = self.older.currentData(), self.newer.currentData()
        difference = plans.compare(self._contents[older], self._contents[newer])
        alone = older == newer
        self.export.setEnabled(not alone)
        self.only_changes.setEnabled(not alone)
        only = self.only_changes.isChecked() and not alone
        self._sheet.write(self.text.document(), difference, only_changes=only)
        if alone:
            self.summary.setText(f"{self.newer.currentText()}, as it was.")
        else:
            told = difference.summary() + "." if difference.differs else SAME
            first, second = self.older.currentText(), self.newer.currentText()
            self.summary.setText(f"{told} From: {first}. To: {second}.")
        self.text.setAccessibleDescription(" ".join(self.lines()))
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)


def _called(view: PlanView, version: PlanVersionView) -> str:
    """'Version 3, final, agreed 4 June'; one that was never agreed says so."""
    lock = view.lock
    final = lock is not None and lock.step is not PlanStep.FROZEN and lock.version == version.number
    day = short_day(london_day(version.agreed_at or version.made_at))
    told = f"agreed {day}" if version.agreed_at else f"kept {day}, not agreed"
    return f"Version {version.number}, {'final, ' if final else ''}{told}"


def _as_it_stands(view: PlanView) -> str:
    """'As it stands', and whether that is the newest version still."""
    if not view.versions:
        return "As it stands"
    newest = view.versions[0]
    moved_on = plans.compare(newest.content, view.content).differs
    return "As it stands, changed since" if moved_on else f"As it stands, as in version {newest.number}"
