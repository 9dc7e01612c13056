"""Queries about the JFAP: log what the participant asks, and settle it with the answer (P8, JFS 4.08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from jfs_desktop.casework.agreement import plan_queries
from jfs_desktop.casework.agreement.plan_queries import RaisedQuery
from jfs_desktop.casework.recording import agreed_way, one_call
from jfs_desktop.clock import LONDON
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan_state import Query
from jfs_desktop.rules.programme.questions import CHANNEL, is_asked
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.sessions.session_identity import IDENTITY, add_identity, identity_missing, identity_of
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.text import label


class LogQueryDialog(FormDialog):
    """What they ask, by which way it came, and when."""

    def __init__(
        self,
        context: Context,
        case_id: UUID,
        channels: Sequence[tuple[str, str]],
        parent: QWidget | None,
        *,
        finalising: bool,
    ) -> None:
        super().__init__(
            "Log a query about the JFAP",
            "Nothing is made final while it is open (JFS 4.08)."
            + (" Finalising stops: the case goes back to support." if finalising else ""),
            parent,
            width=560,
        )
        self._context, self._case_id = context, case_id
        now = context.clock.now().astimezone(LONDON)
        self.form = FormKit(columns=2)
        self.form.add("query", "What they ask, or want to be different", note_box(4), span=2)
        self.channel: QComboBox = self.form.add(
            "channel", "By which way", choice([("", "Choose…"), *channels]), span=2
        )
        add_identity(self.form, shown=False)
        self.form.add("on", "On", DateField(now.date(), now.date()))
        self.form.add("at", "At", TimeField())
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Log the query", "primary", self._log, default=True)
        self.save.setObjectName("log-query")
        self.form.field("query").setFocus()
        self.form.changed.connect(lambda name: self._ask_who() if name == "channel" else None)
        self._ask_who()
        self._ask_what_is_known()

    def _ask_what_is_known(self) -> None:
        workspace, case_id, first = self._context.workspace, self._case_id, self.form.value("channel")
        self._context.tasks.read(
            lambda: (
                one_call.proposed_identity(workspace, case_id),
                agreed_way.of_case(workspace, case_id, "contact"),
            ),
            owner=self,
            done=lambda found: self._propose(first, *found),
        )

    def _propose(self, first: str, known: Mapping[str, str], way: str) -> None:
        """Who it is was said in the same call (I3); the agreed way comes first (I9)."""
        if way and self.form.value("channel") == first:
            self.form.set_value("channel", way)
        if IDENTITY in known and not self.form.value(IDENTITY):
            self.form.set_value(IDENTITY, (known[IDENTITY],))

    def _ask_who(self) -> None:
        """In a call, but not in a letter."""
        self.form.set_shown(IDENTITY, self._spoken())

    def _spoken(self) -> bool:
        rule = self._context.workspace.programme_of(self._case_id).fact_kinds[FactKind.JFAP_QUERIED]
        said = {CHANNEL: str(self.form.value("channel") or "")}
        return any(ask.key == IDENTITY and is_asked(ask, said) for ask in rule.asks)

    @classmethod
    def ask(
        cls, context: Context, case_id: UUID, parent: QWidget | None, *, finalising: bool
    ) -> LogQueryDialog:
        """Open it."""
        channels = tuple(context.workspace.programme_of(case_id).channels_for("contact").items())
        dialog = cls(context, case_id, channels, parent, finalising=finalising)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(str(self.form.value("query")).strip())

    def _log(self) -> None:
        notes = self.form.date_problems()
        if self.form.value("on") is None and "on" not in notes:
            notes["on"] = ("Type the day.", "error")
        if not self.form.value("channel"):
            notes["channel"] = ("Say by which way it came.", "error")
        notes |= identity_missing(self.form) if self._spoken() else {}
        self.form.set_notes(notes)
        if notes or not self.save.isEnabled():
            self.form.focus_first_note()
            return
        values, workspace, case_id = self.form.values(), self._context.workspace, self._case_id
        who = identity_of(self.form)[0] if self._spoken() else ""
        query = RaisedQuery(
            values["query"], values["channel"] or "", values["on"], values["at"], identity=who
        )
        self.set_busy(True)
        self._context.tasks.write(
            lambda: plan_queries.raise_query(workspace, case_id, query),
            owner=self,
            done=self._logged,
            failed=self._refused,
        )

    def _logged(self, outcome: Outcome[UUID]) -> None:
        self.accept()
        tell_with_undo(self._context, outcome, "The query is logged. It stays open until it is settled.")


class SettleQueryDialog(FormDialog):
    """The answer with which the participant is content, and whether the plan was changed for it."""

    def __init__(self, context: Context, case_id: UUID, query: Query, parent: QWidget | None) -> None:
        super().__init__(
            "Settle the query", f"Raised on {long_day(query.raised_on)} (JFS 4.08).", parent, width=560
        )
        self._context, self._case_id, self._query = context, case_id, query
        self.content.addWidget(label(query.text, "strong", wrap=True))
        self.form = FormKit()
        self.form.add("answer", "The answer", note_box(4), help="As they got it and are content with it.")
        self.changed: QCheckBox = self.form.add("plan_changed", "", QCheckBox("The JFAP was &changed for it"))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Settle it", "primary", self._settle, default=True)
        self.save.setObjectName("settle-query")
        self.form.field("answer").setFocus()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, query: Query, parent: QWidget | None) -> SettleQueryDialog:
        """Open it."""
        dialog = cls(context, case_id, query, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(str(self.form.value("answer")).strip())

    def _settle(self) -> None:
        if not self.save.isEnabled():
            return
        workspace, case_id, query_id = self._context.workspace, self._case_id, self._query.id
        answer, changed = str(self.form.value("answer")), self.changed.isChecked()
        self.form.set_notes({})
        self.set_busy(True)
        self._context.tasks.write(
            lambda: plan_queries.settle(workspace, case_id, query_id, answer, plan_changed=changed),
            owner=self,
            done=self._settled,
            failed=self._refused,
        )

    def _settled(self, outcome: Outcome[UUID]) -> None:
        self.accept()
        tell_with_undo(self._context, outcome, "The query is settled.")
