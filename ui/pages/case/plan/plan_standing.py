"""How the JFAP stands beside its text: not final yet and why, final and sent, or kept at an early end; and
the queries about it (P8 to P11, P14)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.agreement import plan_finalising
from jfs_desktop.casework.agreement.plan_finalising import FinalStanding
from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView
from jfs_desktop.clock import london_day
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.plan.plan_state import PlanLock, PlanStep, Query
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted, long_day, short_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.pill import Pill
from ui.widgets.roles import set_role
from ui.widgets.text import label

KIND = "jfap"
_ON_PROVISION = frozenset({Stage.STARTED, Stage.FINALISING, Stage.TIME_EXPIRED})
_KEPT = {PlanStep.FROZEN: DocumentState.FROZEN_EARLY}


@dataclass(frozen=True, slots=True, repr=False)
class StandingRead(Discreet):
    """What the cards show: the stage, how far the plan is from final, and what is kept of it."""

    stage: Stage
    final: FinalStanding
    documents: tuple[DocumentView, ...]


def read_standing(workspace: Workspace, case_id: UUID) -> StandingRead:
    """Reads it on the reader thread. Raises NotFound."""
    return StandingRead(
        Stage(cases.case_view(workspace, case_id).stage),
        plan_finalising.standing(workspace, case_id),
        issued_documents.of_case(workspace, case_id, kind=KIND),
    )


class FinalCard(Card):
    """``finaliseRequested()``, ``sendRequested()``, ``reopenRequested()``."""

    finaliseRequested = Signal()
    sendRequested = Signal()
    reopenRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Final JFAP", parent)
        self.state = Pill()
        self.verbs.addWidget(self.state)
        self.told = label("", wrap=True)
        self.told.setObjectName("plan-final-told")
        self.kept = label("", "small", wrap=True)
        self.kept.setObjectName("plan-final-kept")
        self.why = label("", "small", wrap=True)
        self.finalise = button("Make final…", "plain", self.finaliseRequested.emit, name="plan-finalise")
        self.send = button("Send…", "plain", self.sendRequested.emit, name="plan-send")
        self.reopen = button("Back to support", "plain", self.reopenRequested.emit, name="plan-reopen")
        for part in (self.told, self.kept, self.why):
            self.body.addWidget(part)
        for made in (self.finalise, self.send, self.reopen):
            self.body.addWidget(made)

    def show_standing(self, view: PlanView, read: StandingRead, *, died: bool = False) -> None:
        """Show where the plan stands and what can be done next."""
        lock, first = view.lock, view.name.split(" ")[0]
        on_provision = read.stage in _ON_PROVISION and not died
        document = _kept(lock, read.documents)
        self.state.set_state(*_state(lock))
        self.told.setText(_told(view, read) if lock is not None else _missing(read.final, on_provision))
        self.kept.setText(_kept_words(document))
        self.kept.setVisible(document is not None)
        self.why.setText(_why(lock, read.stage))
        self.why.setVisible(bool(self.why.text()))
        self.finalise.setVisible(lock is None and on_provision)
        set_role(self.finalise, "primary" if read.stage is Stage.FINALISING else "plain")
        final = lock is not None and lock.step is not PlanStep.FROZEN
        self.send.setVisible(not died and (final or (lock is None and on_provision and bool(view.versions))))
        self.send.setText(f"Send to {first}…" if final else "Send the draft…")
        set_role(self.send, "primary" if lock is not None and lock.step is PlanStep.FINAL else "plain")
        self.reopen.setVisible(final and read.stage is Stage.FINALISING)
        self.setVisible(on_provision or lock is not None)


class QueriesCard(Card):
    """``raiseRequested()``, ``settleRequested(query)``."""

    raiseRequested = Signal()
    settleRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Queries about it", parent)
        self.log = button("Log a query…", "link", self.raiseRequested.emit, name="plan-query")
        self.verbs.addWidget(self.log)
        self.rows: list[QWidget] = []

    def show_queries(self, queries: tuple[Query, ...], *, may_log: bool) -> None:
        """Show every query, those still open first."""
        for row in self.rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(query, place == 0) for place, query in enumerate(queries)]
        if not queries:
            none = "None. Each question or wish for a change is kept here until it is settled (JFS 4.08)."
            self.rows = [label(none, "soft", wrap=True)]
        for row in self.rows:
            self.body.addWidget(row)
        self.log.setVisible(may_log)
        self.setVisible(may_log or bool(queries))

    def _row(self, query: Query, first: bool) -> QFrame:
        row = QFrame()
        row.setProperty("role", "row-first" if first else "row")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        column.addLayout(_line(Pill("Open", "today") if query.open else Pill("Settled", "good"), query))
        column.addWidget(label(query.text, wrap=True))
        if query.open:
            settle = button(
                "Settle…", "plain", partial(self.settleRequested.emit, query), name="settle-query"
            )
            settle.setAccessibleName(f"Settle the query of {long_day(query.raised_on)}")
            column.addWidget(settle)
        else:
            changed = "plan changed" if query.plan_changed else "plan unchanged"
            column.addWidget(label(f"{query.answer} ({changed})", "soft", wrap=True))
        row.setAccessibleName(f"Query of {long_day(query.raised_on)}: {query.text}")
        return row


def _line(state: Pill, query: Query) -> QLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(state)
    line.addWidget(label(short_day(query.raised_on), "small"))
    line.addStretch(1)
    return line


def _state(lock: PlanLock | None) -> tuple[str, str]:
    if lock is None:
        return "Not final yet", "neutral"
    if lock.step is PlanStep.FROZEN:
        return "Kept as it stood", "neutral"
    return ("Final, sent", "good") if lock.step is PlanStep.SENT else ("Final, not sent", "today")


def _missing(now: FinalStanding, on_provision: bool) -> str:
    if not on_provision:
        return ""
    if now.lacks:
        told = [f"• {lack.text} ({lack.paragraph})" for lack in now.lacks]
        return "Before it can be final:\n" + "\n".join(told)
    empty = len(now.empty_headings)
    headings = f" {counted(empty, 'heading')} empty." if empty else ""
    whole = "The JFAP is complete" if now.service_left else "Ready: nothing is missing"
    return " ".join(filter(None, (f"{whole}, every activity is in it.{headings}", now.service_left)))


def _told(view: PlanView, read: StandingRead) -> str:
    lock = view.lock
    if lock is None:
        return ""
    if lock.step is PlanStep.FROZEN:
        return f"Provision ended early on {long_day(lock.on)}. No final JFAP is needed."
    version = f"version {lock.version}" if lock.version else "as it stood"
    how = f", agreed: {lock.agreed_how.lower()}" if lock.agreed_how else ""
    words = [f"Final since {long_day(lock.on)}: {version}{how}."]
    words.append(
        f"Sent {long_day(lock.sent_on)}." if lock.sent_on else "It has not gone to the participant yet."
    )
    later = _later(view, lock)
    if later:
        is_not = "is" if later == 1 else "are"
        words.append(f"{counted(later, 'activity', 'activities')} since then {is_not} not in it.")
    return " ".join(words)


def _later(view: PlanView, lock: PlanLock) -> int:
    """Activities that came into the record after it was made final (P4)."""
    shown = next((one for one in view.versions if one.number == lock.version), None)
    if shown is None:
        return 0
    held = {row.id for row in shown.content.activities}
    return sum(row.id not in held for row in view.content.activities)


def _kept(lock: PlanLock | None, documents: tuple[DocumentView, ...]) -> DocumentView | None:
    """The paper of the lock, or the draft that went out last."""
    if lock is None:
        return next((one for one in documents if one.state is DocumentState.DRAFT), None)
    state = _KEPT.get(lock.step, DocumentState.FINAL)
    return next((one for one in documents if one.state is state), None)


def _kept_words(document: DocumentView | None) -> str:
    if document is None:
        return ""
    forms = " and ".join({"docx": "Word", "pdf": "PDF"}[form] for form in document.forms)
    lines = [f"{document.version.capitalize()} kept as {forms}, SHA-256 {document.docx_sha256[:12]}…"]
    for one in document.issues:
        if not one.withdrawn_reason:
            lines.append(f"{one.channel_name} to {one.to}, {short_day(london_day(one.at))}")
    return "\n".join(lines)


def _why(lock: PlanLock | None, stage: Stage) -> str:
    if lock is None or lock.step is PlanStep.FROZEN:
        return ""
    if stage is Stage.FINALISING:
        return (
            "If something is queried or more help is wanted, go back to support: it can be written in again."
        )
    return "It is locked for good, as provision is over."
