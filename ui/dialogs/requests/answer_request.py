"""Answer the Jobcentre: look the JFAP through, then send it from here, or export it stamped and record that
it was sent (X5 to X7)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.papers_out import UNDER_WAY, PaperOut
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.outbox.mail_offers import FOR_JOBCENTRE, MailAbout
from jfs_desktop.casework.requests import jobcentre_answers, jobcentre_request_views
from jfs_desktop.casework.requests.answer_routes import Route, Sending
from jfs_desktop.casework.requests.jobcentre_answers import Standing
from jfs_desktop.casework.requests.jobcentre_request_views import RequestView
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.mail.jfap_request import JfapState
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted, day_and_time, long_day
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.questions.where_to_save import PDF, WORD, ask_where_as
from ui.dialogs.recording.record import RecordDialog
from ui.shell.context import Context
from ui.shell.telling import with_left_out
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.request_words import JFAP
from ui.widgets.text import label

_FIELDS = {"other_reason": "other_reason", "issued_on": "on"}
_SENDING = ("at", "sent_to", "service", "tracking", "note")


@dataclass(frozen=True, slots=True, repr=False)
class _Read(Discreet):
    request: RequestView
    standing: Standing
    mails: bool
    """Whether messages go from here."""
    out: PaperOut | None
    """The answer that is in the outbox, could not go or came back."""


def _read(workspace: Workspace, request_id: UUID) -> _Read:
    request = jobcentre_request_views.one(workspace, request_id)
    out = None
    if request.case_id is not None and request.fact_id is not None:
        out = papers_out.answering(workspace, request.case_id, request.fact_id)
    return _Read(
        request,
        jobcentre_answers.standing(workspace, request_id),
        mail_account.get(workspace).takes_messages,
        out,
    )


class AnswerRequestDialog(FormDialog):
    """Three steps with one button that says the next: confirm, export, record."""

    def __init__(self, context: Context, read: _Read, parent: QWidget | None) -> None:
        super().__init__("Answer the Jobcentre", "", parent, width=640)
        self._context = context
        self._request, self._standing = read.request, read.standing
        self._mails = read.mails and not read.request.post  # a restricted one goes by post alone (X7)
        self.heading.setText(f"Send the JFAP of {self._request.name}")
        self.body.setText(_asked(self._request))
        self.body.show()
        self._out = read.out
        self.out = label(read.out.words if read.out is not None else "", "warning", wrap=True)
        self.out.setObjectName("answer-out")
        self.out.setVisible(read.out is not None)
        self.content.addWidget(self.out)
        self.state = label("", "strong", wrap=True)
        self.lacks = label("", "soft", wrap=True)
        self.export = label("", "soft", wrap=True)
        for line in (self.state, self.lacks, self.export):
            self.content.addWidget(line)
        self.form = FormKit(columns=2)
        self._make_fields()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.again = self.add_verb("Export again…", "plain", self._export)
        self.again.setObjectName("export-again")
        self.mail = self.add_verb("Send it by e-mail…", "plain", self._mail)
        self.mail.setObjectName("answer-mail")
        self.go = self.add_verb("", "primary", self._go, default=True)
        self.go.setObjectName("answer-go")
        self.form.changed.connect(lambda _: self._fold())
        self._fold()
        self._before = self.form.values()
        (self.form.field("reason") if self._asks_reason() else self.go).setFocus()

    @classmethod
    def ask(cls, context: Context, request_id: UUID, parent: QWidget | None) -> None:
        """Read how the JFAP stands, and open the answer."""
        workspace = context.workspace
        context.tasks.read(
            lambda: _read(workspace, request_id),
            owner=parent or context.hub,
            done=lambda read: cls(context, read, parent).open(),
            failed=context.say.problem,
        )

    @classmethod
    def meet(cls, context: Context, case_id: UUID, clock: ClockReading, parent: QWidget | None) -> None:
        """Answer the request that a case's clock runs for; one recorded without its form has the form of
        any fact."""
        workspace, subject = context.workspace, clock.subject

        def open_it(request_id: UUID | None) -> None:
            if request_id is None:
                RecordDialog.ask(context, case_id, parent, clock=clock)
            else:
                cls.ask(context, request_id, parent)

        context.tasks.read(
            lambda: jobcentre_request_views.of_fact(workspace, subject),
            owner=parent or context.hub,
            done=open_it,
        )

    def export_to(self, file: Path) -> None:
        """Write the stamped document there."""
        workspace, request_id, on = self._context.workspace, self._request.id, self.form.value("on")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: jobcentre_answers.export(workspace, request_id, file, on),
            owner=self,
            done=self._exported,
            failed=self._refused,
        )

    def _make_fields(self) -> None:
        now = self._context.clock.now().astimezone(LONDON)
        request, form = self._request, self.form
        form.add("reason", "Why it goes without this", note_box(2), span=2)
        form.add(
            "on", "Sent on", DateField(now.date(), now.date()), help="Also the date of issue on the document."
        )
        form.add("at", "At", TimeField())
        if request.post:
            form.add("sent_to", "Posted to", note_box(3), span=2)
            form.add("service", "Postal service", QLineEdit(), help="One that is tracked.")
            form.add("tracking", "Tracking number", QLineEdit())
        else:
            form.add(
                "sent_to",
                "Sent to",
                QLineEdit(),
                span=2,
                help="By plain e-mail with the exported document, to the return address on the form.",
            )
        form.set_value("sent_to", self._asked())
        form.add("other_reason", "Why to another address than the form's", QLineEdit(), span=2)
        form.add("late_reason", "Why it is late", QLineEdit(), span=2)
        form.add("note", "Note", QLineEdit(), span=2)

    def _fold(self) -> None:
        """Show the step that is next, and what stands before it."""
        now, request = self._standing, self._request
        self.state.setText(_state_words(request, now))
        self.lacks.setText("\n".join(f"• {one.text} ({one.paragraph})" for one in now.lacks))
        self.lacks.setVisible(bool(now.lacks))
        self.export.setText(_export_words(now))
        exported = now.checked and now.exported is not None
        self.export.setVisible(exported)
        self.form.set_shown("reason", self._asks_reason())
        self.form.set_shown("on", now.checked)
        for name in _SENDING:
            if name in self.form.names():
                self.form.set_shown(name, exported)
        self.form.set_shown("other_reason", exported and self._elsewhere())
        on = self.form.value("on")
        self.form.set_shown(
            "late_reason", exported and on is not None and on > request.due and not request.answers
        )
        stale = exported and now.exported is not None and on is not None and now.exported.issued_on != on
        self.again.setVisible(exported and not stale)
        waits = self._out is not None and self._out.stands in UNDER_WAY
        self.mail.setVisible(now.checked and self._mails and not waits)
        self.go.setEnabled(not waits)
        self._step = "check" if not now.checked else "export" if not exported or stale else "send"
        words = {
            "check": "Confirm: looked through",
            "export": "Export the JFAP…" if not stale else "Export it for this day…",
            "send": "Record it posted" if request.post else "Record it sent",
        }
        self.go.setText(words[self._step])

    def _mail(self) -> None:
        """Open the message with the stamped JFAP; from there the way back leads here."""
        context, request, parent = self._context, self._request, self.parentWidget()
        if request.case_id is None:
            return
        self.discard()
        ComposeDialog.ask(
            context,
            request.case_id,
            FOR_JOBCENTRE,
            parent,
            lambda: AnswerRequestDialog.ask(context, request.id, parent),
            about=MailAbout(request.id),
        )

    def _asks_reason(self) -> bool:
        now = self._standing
        return not now.checked and now.state is JfapState.FINAL and bool(now.lacks)

    def _asked(self) -> str:
        """Where the form wants it; '' where it goes by post and the form gives no such address."""
        return self._request.return_address if self._request.post else self._request.return_email

    def _elsewhere(self) -> bool:
        given, asked = self.form.value("sent_to"), self._asked()
        return " ".join(given.split()).casefold() != " ".join(asked.split()).casefold()

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        notes = self.form.date_problems()
        if self._step != "check" and self.form.value("on") is None and "on" not in notes:
            notes["on"] = ("Type the day.", "error")
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        {"check": self._check, "export": self._export, "send": self._send}[self._step]()

    def _check(self) -> None:
        workspace, request_id, reason = self._context.workspace, self._request.id, self.form.value("reason")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: jobcentre_answers.check(workspace, request_id, reason),
            owner=self,
            done=self._changed,
            failed=self._refused,
        )

    def _export(self) -> None:
        name, choices = self._standing.file_name, (WORD, PDF)
        ask_where_as(
            self._context, "Save the JFAP", name, choices, self, go=lambda file, _: self.export_to(file)
        )

    def _send(self) -> None:
        values = self.form.values()
        sending = Sending(
            values["on"],
            values["at"],
            values["sent_to"],
            Route.POST if self._request.post else Route.EMAIL,
            values["other_reason"],
            values.get("service", ""),
            values.get("tracking", ""),
            values["late_reason"],
            values["note"],
        )
        workspace, request_id = self._context.workspace, self._request.id
        self.set_busy(True)
        self._context.tasks.write(
            lambda: jobcentre_answers.send(workspace, request_id, sending),
            owner=self,
            done=self._sent,
            failed=self._refused,
        )

    def _changed(self, outcome: Outcome[UUID]) -> None:
        self._context.hub.tell(outcome)
        self._again()

    def _exported(self, outcome: Outcome[Path]) -> None:
        self._context.hub.tell(outcome)
        if outcome.besides:
            told = with_left_out(f"Made {outcome.value.name}.", outcome.besides)
            self._context.say.news(told, level="info")
        self._again()

    def _again(self) -> None:
        workspace, request_id = self._context.workspace, self._request.id
        self._context.tasks.read(
            lambda: _read(workspace, request_id), owner=self, done=self._take, failed=self._refused
        )

    def _take(self, read: _Read) -> None:
        self._request, self._standing, self._out = read.request, read.standing, read.out
        self.set_busy(False)
        self._fold()
        self._before = self.form.values()
        sending = self._step == "send"
        ready = self.mail if self._mails and read.standing.checked else self.go
        (self.form.field("at") if sending else ready).setFocus()

    def _sent(self, outcome: Outcome[UUID]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        follows = " The final one follows." if self._standing.state is JfapState.NOT_FINAL else ""
        self._context.say.news(f"The JFAP is recorded as sent to the Jobcentre.{follows}")

    def _refused(self, error: UserError) -> None:
        self._fold()
        self.show_refusal(error, self.form, _FIELDS)


def _asked(request: RequestView) -> str:
    due = f"due {long_day(request.due)}"
    if not request.answers:
        left = request.days_left
        due += f", {counted(-left, 'working day')} late" if left < 0 else ", today" if not left else ""
    where = f" from {request.jobcentre}" if request.jobcentre else ""
    return f"Request of {long_day(request.requested_on)}{where} · {due} · JFS 5.03, 5.07"


def _state_words(request: RequestView, now: Standing) -> str:
    words = JFAP[now.state]
    if now.checked and request.checked_at is not None:
        looked = f"Looked through by {request.checked_by}, {day_and_time(request.checked_at)}"
        return f"{looked}: {words}. {now.older}".strip()
    start = words[:1].upper() + words[1:]
    missing = "This is missing:" if now.lacks else "Nothing is missing."
    return f"{start} (JFS 5.06). {now.older} {missing}" if now.older else f"{start} (JFS 5.06). {missing}"


def _export_words(now: Standing) -> str:
    made = now.exported
    if made is None:
        return ""
    version = f"version {made.version}" if made.version else "the JFAP as it stood"
    return (
        f"Exported {day_and_time(made.made_at)}: {version}, date of issue {long_day(made.issued_on)}, "
        f"SHA-256 {made.sha256[:8]}…"
    )
