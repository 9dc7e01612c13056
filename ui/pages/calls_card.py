"""Settings: the summaries DWP shares after it has rung participants, by month (X15, JFS 5.21, 7.42, 7.43)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.ending import call_summaries
from jfs_desktop.casework.ending.call_summaries import SummaryView
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import long_day, month_year
from ui.dialogs.office.call_summary import CallSummaryDialog, SummaryActionsDialog, SummaryBackDialog
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.pages.safeguarding_card import SelfReadingCard
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

NOTHING_YET = (
    "None yet. When DWP shares what people said in the calls of a month, keep its file here; the month is "
    "that of the PCO sample the people were drawn from."
)


class CallsCard(SelfReadingCard):
    """One row a summary: month, day of receipt, the file, and what is done about it."""

    cares = Changed.EVIDENCE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("DWP call summaries", context, parent)
        self.verbs.addWidget(button("Add…", "plain", self._add, name="add-summary"))

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: call_summaries.all_summaries(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        """Let go of the rows; called when the vault locks."""
        self.rows()

    def _show(self, summaries: tuple[SummaryView, ...]) -> None:
        column = self.rows()
        if not summaries:
            column.addWidget(label(NOTHING_YET, "soft", wrap=True))
        for summary in summaries:
            column.addLayout(self._row(summary))

    def _row(self, summary: SummaryView) -> QVBoxLayout:
        month = month_year(summary.month)
        lines, head = QVBoxLayout(), QHBoxLayout()
        lines.setSpacing(1)
        head.addWidget(ElidedLabel(f"Sample of {month}", "strong"), 1)
        lines.addLayout(head)
        told = [f"Received {long_day(summary.received_on)}"]
        if summary.taken_back_reason:
            told.append(f"taken back: {summary.taken_back_reason}")
        elif summary.file is None:
            told.append("its file was taken back")
        lines.addWidget(label(" · ".join(told), "soft", wrap=True))
        if summary.taken_back_reason:
            return lines
        lines.addWidget(
            label(summary.actions or "No actions yet", "" if summary.actions else "soft", wrap=True)
        )
        verbs = (
            ("View", self._view, "view-summary"),
            ("Actions…", self._note_actions, "summary-actions"),
            ("Take back…", self._take_back, "summary-back"),
        )
        for text, act, name in verbs[0 if summary.file is not None else 1 :]:
            made = button(text, "quiet", partial(act, summary), name=name)
            made.setAccessibleName(f"{text.removesuffix('…')}: summary of {month}")
            head.addWidget(made)
        return lines

    def _add(self) -> None:
        CallSummaryDialog.ask(self.context, self.window())

    def _view(self, summary: SummaryView) -> None:
        if summary.file is not None:
            PictureViewer.ask(self.context, summary.file, self.window())

    def _note_actions(self, summary: SummaryView) -> None:
        SummaryActionsDialog(self.context, summary, self.window()).open()

    def _take_back(self, summary: SummaryView) -> None:
        SummaryBackDialog(self.context, summary, self.window()).open()
