"""One document of the case: what it is, its hash, to whom it went, and what can be done with it (P9, D5)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.casework.documents.document_views import IssueView
from jfs_desktop.casework.evidence.case_documents import DocumentLine, Ending, Source
from jfs_desktop.casework.evidence.hand_issues import MAY_GO
from ui.pages.case.documents.document_words import (
    DAMAGED_TEXT,
    FORMS,
    about,
    issue_words,
    pill,
    short_hash,
    wording_words,
)
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowRow
from ui.widgets.pill import Pill
from ui.widgets.roles import set_role
from ui.widgets.shortcuts import PRINT
from ui.widgets.text import TwoLineLabel, label

NOT_SENT = "Nothing says that it went out."


class DocumentDetail(Card):
    """``saveRequested()``, ``printRequested()``, ``openRequested(form)``, ``wentOutRequested()``,
    ``proofRequested()`` of what went, ``takeBackRequested(issue)`` of a sending, ``eraseRequested()`` of what
    was brought in, ``copied(what)``."""

    saveRequested = Signal()
    printRequested = Signal()
    openRequested = Signal(str)
    wentOutRequested = Signal()
    proofRequested = Signal()
    takeBackRequested = Signal(object)
    eraseRequested = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=14)
        self.setAccessibleName("Details of the document")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.title = TwoLineLabel("", "heading")
        self.state = Pill()
        self.about = label("", "soft", wrap=True)
        self.damage = label(DAMAGED_TEXT, "error", wrap=True)
        self.wording = label("", "small", wrap=True)
        self.wording.setObjectName("document-wording")
        self.note = label("", wrap=True)
        self.sent = label("", wrap=True)
        self.kept = label("", "small", wrap=True)
        self.kept.setObjectName("document-kept-until")
        self._hashes = FlowRow()
        self._issues = QVBoxLayout()
        self._parts: list[QWidget] = []
        self._make_verbs()
        self._assemble()

    def show_line(self, line: DocumentLine, *, damaged: bool, may_send: bool, kept: str) -> None:
        """Show one document. ``may_send``: whether a sending may be recorded for it; ``kept`` says until
        when nothing of the case may go (P13)."""
        self.title.setText(", ".join(part for part in (line.title, line.version) if part))
        self.state.set_state(*pill(line, damaged=damaged))
        self.about.setText(about(line))
        self.damage.setVisible(damaged)
        self.wording.setText(wording_words(line))
        self.wording.setVisible(bool(line.wording))
        self.wording.setToolTip("\n".join(f"SHA-256 {one.sha256}" for one in line.wording))
        self.note.setText(line.note)
        self.note.setVisible(bool(line.note))
        self._drop_parts()
        for place, (form, digest) in enumerate(line.digests):
            self._add_hash(place, FORMS[form], digest)
        for issue in line.issues:
            self._add_issue(issue)
        self.kept.setText(kept)
        sendable = line.source in MAY_GO
        self.sent.setText(line.out or (NOT_SENT if sendable and not line.issues else ""))
        self.sent.setVisible(bool(self.sent.text()))
        had = bool(line.forms) and not damaged
        for verb in (self.save, self.print, self.open):
            verb.setVisible(bool(line.forms))
            verb.setEnabled(had)
        self.print.setVisible(line.has_pages)
        self._offer(line.forms)
        self.erase.setVisible(line.source is Source.FILE)
        self.went_out.setVisible(sendable and may_send)
        self.proof.setVisible(line.source is Source.KEPT and line.went_out)
        set_role(self.went_out, "plain" if line.went_out else "primary")

    def clear(self) -> None:
        """Show nothing of anybody."""
        for part in (self.title, self.about, self.wording, self.note, self.sent, self.kept):
            part.setText("")
        self.wording.setToolTip("")
        self.state.set_state("", "neutral")
        self._drop_parts()

    def _make_verbs(self) -> None:
        self.went_out = button(
            "Record that it went out…", "primary", self.wentOutRequested.emit, name="document-went-out"
        )
        self.proof = button("Proof that it went…", "plain", self.proofRequested.emit, name="document-proof")
        self.proof.setToolTip("What went, to whom and how, the reply, and the entries that hold both")
        self.save = button("Save copy as…", "plain", self.saveRequested.emit, name="document-save")
        tip = PRINT.words()
        self.print = button("Print…", "plain", self.printRequested.emit, tip=tip, name="document-print")
        self.open = button(
            "Open elsewhere", "plain", name="document-open", tip="A read-only copy in another program"
        )
        self._menu = QMenu(self.open)
        self.open.setMenu(self._menu)
        self.erase = button("Take back…", "quiet", self.eraseRequested.emit, name="document-erase")
        self.erase.setToolTip("Erase a file that should not be here, with a reason")
        self._row = FlowRow(self.went_out, self.proof, self.save, self.print, self.open, self.erase)

    def _offer(self, forms: tuple[Ending, ...]) -> None:
        """The forms in which it opens elsewhere, the PDF first."""
        self._menu.clear()
        for form in sorted(forms, key=lambda one: one != "pdf"):
            action = self._menu.addAction(f"As {FORMS[form]}")
            action.triggered.connect(partial(self._open_as, form))

    def _open_as(self, form: Ending, _checked: bool = False) -> None:
        self.openRequested.emit(form)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        self._issues.setSpacing(4)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        for part in (self.about, self.damage, self.wording, self.note):
            self.body.addWidget(part)
        self.body.addWidget(self._hashes)
        self.body.addWidget(self.sent)
        self.body.addLayout(self._issues)
        self.body.addWidget(self.kept)
        self.body.addWidget(self._row)

    def _add_hash(self, place: int, form: str, digest: str) -> None:
        shown = label(f"SHA-256 of the {form}: {short_hash(digest)}", "small")
        shown.setToolTip(digest)
        shown.setAccessibleName(f"SHA-256 of the {form}: {digest}")
        copy = button("Copy", "link", partial(self._copy, digest), name=f"copy-hash-{place}")
        copy.setAccessibleName(f"Copy the SHA-256 of the {form}")
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(4)
        line.addWidget(shown)
        line.addWidget(copy)
        self._hashes.take(holder)
        self._parts.append(holder)

    def _add_issue(self, issue: IssueView) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        words = label(issue_words(issue), "soft" if issue.withdrawn_reason else "", wrap=True)
        line.addWidget(words, 1)
        if not issue.withdrawn_reason and issue.fact_id is None:
            back = button("Take back…", "link", partial(self.takeBackRequested.emit, issue))
            line.addWidget(back)
        self._issues.addWidget(holder)
        self._parts.append(holder)

    def _drop_parts(self) -> None:
        for part in self._parts:
            part.hide()
            self._hashes.let_go(part)
            part.deleteLater()
        self._parts = []

    def _copy(self, digest: str) -> None:
        QGuiApplication.clipboard().setText(digest)
        self.copied.emit("the hash")
