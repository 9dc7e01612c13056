"""The start that follows from a meeting: its date, what proves it, and the evidence as one file for DWP."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.initial_meeting import REPLY_PURPOSE, MeetingView
from jfs_desktop.casework.documents import missing_copies
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage, is_open
from jfs_desktop.rules.meetings.initial_meeting import Evidence
from jfs_desktop.rules.writing.wording import counted, full_day
from ui.dialogs.evidence.contact_evidence import ContactEvidenceDialog
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as
from ui.pages.case.meeting.meeting_words import PAPERS, done_words
from ui.shell.context import Context
from ui.shell.file_written import write_and_tell
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace

INCOMPLETE = "The start date stands; the evidence is incomplete until all four are in (JFS 3.19)."
NO_DATE = "No start date yet"
IT_IS = "It is the day the meeting is attended, whenever it is keyed (JFS Annex 3)."
CLOSED = "The case was closed without a start."
NO_COPY = f" – {missing_copies.NO_COPY}: add the file that went (JFS 3.29)"
ZIP = SaveAs("zip")
_REPLIES = (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED)


class StartCard(Card):
    """The start date, the dates told in the meeting, and the meter of the start evidence.

    ``fileRequested(kind)`` asks to keep a proof of that paper, ``saveRequested()`` for all of it as a file.
    """

    fileRequested = Signal(object)
    saveRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The start", parent)
        self.date = label("", "strong", wrap=True)
        self.dates = label("", "soft", wrap=True)
        self.meter = label("", "strong", wrap=True)
        self.papers = {kind: _PaperRow(kind) for kind in PAPERS}
        self.note = label("", "small", wrap=True)
        self.save = button(
            "Save the evidence as a file…", "plain", self.saveRequested.emit, name="start-evidence-save"
        )
        for widget in (self.date, self.dates, self.meter, *self.papers.values(), self.note, self.save):
            self.body.addWidget(widget)
        for row in self.papers.values():
            row.add.clicked.connect(partial(self._ask_file, row.kind))
        self.clear()

    def show_meeting(self, view: MeetingView) -> None:
        start, none = view.case.start_date, _nobody_starts(view)
        self.date.setText(f"Start date {full_day(start)}" if start else "No start" if none else NO_DATE)
        told = [IT_IS]
        if view.dates.expected_end is not None:
            told.append(f"Expected to end by {full_day(view.dates.expected_end)}.")
        if view.dates.last_day is not None:
            told.append(f"Last working day: {full_day(view.dates.last_day)}.")
        self.dates.setText(CLOSED if none else "\n".join(told))
        counting = sum(one.counts for one in view.evidence)
        lacking = f", {counted(len(view.uncopied), 'copy', 'copies')} missing" if view.uncopied else ""
        self.meter.setText(f"Evidence of the start: {counting} of {len(view.evidence)}{lacking}")
        for paper in view.evidence:
            self.papers[paper.kind].show_paper(paper, view)
        self.note.setText("" if view.evidence_complete else INCOMPLETE)
        self.note.setVisible(bool(self.note.text()) and view.held and not none)
        self.save.setVisible(view.held)

    def clear(self) -> None:
        for line in (self.date, self.dates, self.meter, self.note):
            line.setText("")
        for row in self.papers.values():
            row.clear()
        self.save.hide()

    def _ask_file(self, kind: FactKind, _: bool = False) -> None:
        self.fileRequested.emit(kind)


class _PaperRow(QWidget):
    """One of the four papers: whether and when, what speaks against it, and the files that prove it."""

    def __init__(self, kind: FactKind) -> None:
        super().__init__()
        self.kind = kind
        self.words = label("", wrap=True)
        self.files = label("", "small", wrap=True)
        self.add = button("Add a file…", "link", name=f"proof-{kind.value}")
        self.add.setAccessibleName(f"Add a file that proves: {PAPERS[kind]}")
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 0, 0)
        below.addWidget(self.files)
        below.addWidget(self.add)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addLayout(below)

    def show_paper(self, paper: Evidence, view: MeetingView) -> None:
        """Show how this paper stands."""
        fact = view.fact(paper.kind)
        uncopied = paper.kind in view.uncopied
        mark = "✓" if paper.counts and not uncopied else "▲" if fact is not None else "○"
        when = f", {done_words(fact, view.today)}" if fact is not None else ""
        more = ": it came back undelivered" if paper.came_back else _chased(paper, view) or _against(paper)
        more = more or (_missing(view) if fact is None else "")  # the sign alone would not say so
        self.words.setText(f"{mark} {PAPERS[paper.kind]}{when}{more}{NO_COPY if uncopied else ''}")
        kept = len(view.proofs(paper.kind))
        self.files.setText(f"{counted(kept, 'file')} kept" if kept else "")
        self.files.setVisible(paper.fact_id is not None)
        self.add.setVisible(paper.fact_id is not None)

    def clear(self) -> None:
        self.words.setText("")
        self.files.setText("")
        self.files.hide()
        self.add.hide()


def ask_proof(context: Context, view: MeetingView, kind: FactKind, owner: QWidget) -> None:
    """Keep a file that proves that a paper went out or came back: the message sent, the reply (I14, I18)."""
    paper = next((one for one in view.evidence if one.kind is kind), None)
    if paper is not None and paper.fact_id is not None:
        ContactEvidenceDialog.ask(
            context,
            paper.fact_id,
            PAPERS[kind],
            view.case.case_id,
            owner.window(),
            purpose_key=REPLY_PURPOSE,
        )


def ask_where(context: Context, case_id: UUID, owner: QWidget) -> None:
    """Ask where the evidence goes, and write it there (I18, I20)."""
    workspace = context.workspace
    name = f"{workspace.programme_of(case_id).name} - Evidence of the start.zip"
    ask_where_as(
        context,
        "Save the evidence of the start",
        name,
        (ZIP,),
        owner.window(),
        go=lambda file, _: write(context, case_id, file, owner),
    )


def write(context: Context, case_id: UUID, file: Path, owner: QWidget) -> None:
    """Write it on the writer thread; tell when it is there, or why it is not."""
    job = partial(_export, context.workspace, case_id, file)
    write_and_tell(context, owner, file, job, "The evidence")


def _export(workspace: Workspace, case_id: UUID, file: Path) -> Outcome[Path]:
    from jfs_desktop.casework.evidence.start_evidence import export  # what it reads comes with it

    return export(workspace, case_id, file)


def _chased(paper: Evidence, view: MeetingView) -> str:
    """Of a reply that is not in: until when it is asked for, each on its own (I17, AMB-13)."""
    by = view.dates.replies_by
    awaited = paper.kind in _REPLIES and paper.kind in view.chased
    if paper.fact_id is not None or by is None or not view.held or not awaited:
        return ""
    return f" – ask each day until {full_day(by)}" if view.today <= by else f" – was due by {full_day(by)}"


def _missing(view: MeetingView) -> str:
    """Of a paper that is not there: whether it is still to come."""
    if _nobody_starts(view):
        return " – not needed"
    return (
        " – not yet"
        if is_open(Stage(view.case.stage)) or view.chased.intersection(_REPLIES)
        else " – missing"
    )


def _nobody_starts(view: MeetingView) -> bool:
    """Whether the case is closed without a start."""
    return view.case.start_date is None and not is_open(Stage(view.case.stage))


def _against(paper: Evidence) -> str:
    if paper.fact_id is not None and not paper.counts:
        return " – after the day of the meeting: does not count"
    if paper.minutes_in:
        return f" – {counted(paper.minutes_in, 'minute')} into the meeting; it belongs to its start"
    return ""
