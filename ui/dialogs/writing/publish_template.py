"""Publish a template: from which day, who approved it, and what only a person can see (P2, B1)."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from jfs_desktop.casework.documents import template_publishing
from jfs_desktop.casework.documents.template_publishing import Approval
from jfs_desktop.casework.documents.templates import TemplateView
from jfs_desktop.documents.marks.template_findings import Examination
from jfs_desktop.documents.samples.template_fields import LANGUAGES, kinds
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import long_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit


class PublishTemplateDialog(FormDialog):
    """Asks what the record of the template needs, and no more."""

    def __init__(
        self, context: Context, template: TemplateView, seen: Examination, parent: QWidget | None
    ) -> None:
        kind = kinds()[template.kind]
        super().__init__(
            f"Publish version {template.version}",
            f"{kind.name}, {LANGUAGES[template.language]}. Documents made from that day on are made from it; "
            "those that were issued keep the template they were made from.",
            parent,
            width=560,
        )
        self._context, self._template = context, template
        self._asked = [check for check in seen.checks if check.state == "ask"]
        self.form = FormKit()
        self._add_fields(by_dwp=kind.by_dwp)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Publish", "primary", self._go, default=True)
        self.go.setObjectName("publish-template")
        self.form.field("approved_by").setFocus()

    def _add_fields(self, *, by_dwp: bool) -> None:
        today = self._context.workspace.today()
        self.form.add("in_use_from", "In use from", DateField(today))
        self.form.set_value("in_use_from", today)
        self.form.add("approved_by", "Approved by", QLineEdit())
        if by_dwp:
            self.form.add(
                "received_from_dwp_on",
                "Layout received from DWP on",
                DateField(today),
                help="DWP issues this layout (JFS 4.10).",
            )
            self.form.set_value("received_from_dwp_on", self._template.received_from_dwp_on)
        for check in self._asked:
            self.form.add(
                check.key, "", QCheckBox(f"I have looked: {check.text[:1].lower()}{check.text[1:]}")
            )
        if any(check.key == "dwp_logo" for check in self._asked):
            self.form.add(
                "logo_version",
                "Version of the DWP logo",
                QLineEdit(),
                help="As the DWP Communications Centre names it (JFS 1.38).",
            )

    def dirty(self) -> bool:
        return bool(self.form.value("approved_by").strip())

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        wrong = self.form.date_problems()
        if not self.form.value("in_use_from"):
            wrong.setdefault("in_use_from", ("Say from which day it is in use.", "error"))
        self.form.set_notes(wrong)
        if wrong:
            return
        values = self.form.values()
        approval = Approval(
            approved_by=values["approved_by"],
            in_use_from=values["in_use_from"],
            received_from_dwp_on=values.get("received_from_dwp_on"),
            confirmed=frozenset(check.key for check in self._asked if values[check.key]),
            logo_version=values.get("logo_version", ""),
        )
        workspace, template_id = self._context.workspace, self._template.id
        self.set_busy(True)
        self._context.tasks.write(
            lambda: template_publishing.publish(workspace, template_id, approval),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[TemplateView]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        told = outcome.value
        since = long_day(told.in_use_from) if told.in_use_from else ""
        self._context.say.news(f"Version {told.version} is published, in use from {since}.")


class WithdrawTemplateDialog(FormDialog):
    """Asks why nothing more is to be made from a template."""

    def __init__(self, context: Context, template: TemplateView, parent: QWidget | None) -> None:
        super().__init__(
            f"Withdraw version {template.version}",
            "Nothing more is made from it; the one published before it is in use again, or the one that came "
            "with the program. What was issued stays as it is.",
            parent,
            width=520,
        )
        self._context, self._template = context, template
        self.form = FormKit()
        self.form.add("reason", "Why?", QLineEdit())
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Withdraw", "danger", self._go, default=True)
        self.go.setObjectName("withdraw-template")
        self.form.field("reason").setFocus()

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _go(self) -> None:
        workspace, template_id, reason = self._context.workspace, self._template.id, self.form.value("reason")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: template_publishing.withdraw(workspace, template_id, reason),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[TemplateView]) -> None:
        self.accept()
        tell_with_undo(self._context, outcome, f"Version {outcome.value.version} is withdrawn.")
