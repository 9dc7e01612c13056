"""The step of the induction pack: in which language, what it holds, what is only for this person (I15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from jfs_desktop.casework.contact import document_language, induction_packs
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.wording import long_day, time_of_day
from ui.dialogs.viewing.paper import PaperDialog
from ui.pages.case.meeting.meeting_sending import SendingBody
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.roles import set_role
from ui.widgets.text import label

INSERT = "insert_text"
NO_COPY = "Of a pack that you sent yourself no copy is kept here until you add the file under 'The start'."


class PackBody(SendingBody):
    """The pack in force is assembled here; where none is, what was sent from elsewhere is told instead."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.PACK, parent)
        self._view: MeetingView | None = None
        self.language = QComboBox()
        self.language.addItem("not asked yet", "")
        for one in DocumentLanguage:
            self.language.addItem(one.called, one.value)
        self.language.setAccessibleName("Language of their documents")
        self.language.setObjectName("pack-language")
        self.language.activated.connect(self._choose)
        self.told = label("", "soft", wrap=True)
        self.late = label("", "warning", wrap=True)
        self.late.hide()
        self.preview = button("Look at the pack…", "plain", self._look, name="pack-preview")
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(label("Their documents in", "soft"))
        first.addWidget(self.language)
        first.addStretch(1)
        first.addWidget(self.preview)
        self.column.insertLayout(0, first)
        self.column.insertWidget(1, self.told)
        self.column.insertWidget(2, self.late)
        self.sent.write = self._send
        self.sent.untold = frozenset({"sections", "approved_by"})

    def show_meeting(self, view: MeetingView) -> None:
        self._view = view
        self.sent.fix(view.pack.known)
        super().show_meeting(view)
        asked = view.case.document_language
        self._show_language(asked)
        self.told.setText(_told(view))
        set_role(self.told, "warning" if view.pack.refused else "soft")
        self.preview.setEnabled(not view.pack.refused)
        self.late.setText(_late(view))
        set_role(self.late, "warning" if _is_over(view) else "soft")
        self.late.setVisible(bool(self.late.text()))

    def clear(self) -> None:
        super().clear()
        self._view = None
        self.told.setText("")
        self.late.setText("")
        self._show_language(None)

    def _show_language(self, asked: DocumentLanguage | None) -> None:
        self.language.setCurrentIndex(self.language.findData(asked.value if asked is not None else ""))

    def _choose(self) -> None:
        view, chosen = self._view, str(self.language.currentData())
        if view is None:
            return
        if not chosen or (view.case.document_language or "") == chosen:
            self._show_language(view.case.document_language)
            return
        workspace, case_id, wish = self.context.workspace, view.case.case_id, DocumentLanguage(chosen)
        self.context.tasks.write(
            lambda: document_language.choose(workspace, case_id, wish),
            owner=self,
            done=lambda outcome: tell_with_undo(self.context, outcome, f"Documents in {wish.called}."),
            failed=self.context.say.problem,
        )

    def _look(self) -> None:
        view = self._view
        if view is None:
            return
        workspace, case_id = self.context.workspace, view.case.case_id
        insert = self.sent.questions.answers().get(INSERT, "")
        PaperDialog.ask(
            self.context,
            case_id,
            "Induction pack",
            lambda: induction_packs.assemble(workspace, case_id, insert),
            self.window(),
        )

    def _send(self, case_id: UUID, happened: WhatHappened, _: Any) -> Outcome[Any]:
        workspace = self.context.workspace
        if self._view is None or self._view.pack.version is None:
            return facts.record(workspace, case_id, happened)
        return induction_packs.send(workspace, case_id, happened)


def _told(view: MeetingView) -> str:
    pack = view.pack
    if pack.refused or pack.published_at is None:
        return f"{pack.refused} {NO_COPY}" if pack.refused else ""
    day = long_day(pack.published_at.date())
    said = f"Version {pack.version} of {day}, approved by {pack.approved_by}. A copy is kept as it went out."
    if view.case.document_language is None:
        said += " Ask them in which language they want their documents."
    if view.case.document_language is DocumentLanguage.WELSH:
        said += " It goes out in Welsh: write what is for them alone in Welsh too."
    return f"{said} {pack.older}".strip()


def _is_over(view: MeetingView) -> bool:
    """Whether the day of the meeting has passed."""
    begun = view.fact(FactKind.INITIAL_MEETING_BEGUN)
    return begun is not None and begun.on < view.today


def _late(view: MeetingView) -> str:
    """What a pack that is not sent yet has lost, or soon loses (I14)."""
    begun = view.fact(FactKind.INITIAL_MEETING_BEGUN)
    if begun is None or view.fact(FactKind.PACK_SENT) is not None:
        return ""
    if _is_over(view):
        day = long_day(begun.on)
        return f"The meeting was on {day}: sent now, it no longer counts as evidence of the start (JFS 3.19)."
    at = f" at {time_of_day(begun.at)}" if begun.at is not None else ""
    return f"The meeting began{at}: send it now, it belongs to the start (JFS 3.19)."
