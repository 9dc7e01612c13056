"""Log a JFSPRO1: drop the e-mail or the form, paste it, or type its seven items; or correct one that was
logged (X4)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.requests import jobcentre_request_views, jobcentre_requests, request_form
from jfs_desktop.casework.requests.jobcentre_request_views import RequestView
from jfs_desktop.casework.requests.request_form import LEFT_OUT, RequestForm
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.mail.request_text import LONGEST, PastedRequest
from jfs_desktop.rules.person.checks import ni_number
from jfs_desktop.rules.programme.roles import Role
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.file_drop import REQUESTS, FileDrop
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.ni_words import spaced
from ui.widgets.roles import set_role
from ui.widgets.text import label

if TYPE_CHECKING:  # with it comes Word
    from jfs_desktop.casework.replies.request_mail import RequestFile

READ_AFTER_MS = 150
_LOG_BODY = "Kept whether a case is found or not. The five working days count from the date of request."
_POST_SURE = (
    "It asks for post, so only your nominated officer will see it. Log it once more, or empty this field "
    "where no post is asked for."
)
_POST_HELP = "Only where the form asks for post, as for MAPPA or SCR. The request is then your officer's."


class RequestDialog(Dialog):
    """Pasted text fills the fields that nobody typed in; what was not found is told above them."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        mailbox: str = "",
        request: RequestView | None = None,
    ) -> None:
        title = "Log a Jobcentre request" if request is None else "See or correct the request"
        super().__init__(title, _LOG_BODY if request is None else "", parent, width=780)
        self._context = context
        self._request_id = request.id if request is not None else None
        self._typed: set[str] = set()
        self._filling = False
        self._came: RequestFile | None = None
        self._sure_of_post = False
        self.drop = FileDrop("Drop the e-mail or the form here, or paste its text below.", REQUESTS)
        self.drop.given.connect(self.read_file)
        self.pasted = note_box(2 if request is None else 1)
        self.pasted.setPlaceholderText("Paste the whole e-mail or form here")
        self.pasted.setAccessibleName("Paste the whole e-mail or form here")
        self.pasted.setObjectName("pasted-form")
        self.found = label("", "soft", wrap=True)
        self.found.hide()
        self.form = FormKit(columns=3)
        self._make_fields(mailbox)
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._soon.timeout.connect(self.read_pasted)
        self._assemble(request)
        if request is not None:
            self._show(request)
        self._before = self.form.values()

    @classmethod
    def ask(cls, context: Context, parent: QWidget) -> None:
        """Open the empty form; the mailbox of the last request stands in it."""
        workspace = context.workspace
        context.tasks.read(
            lambda: jobcentre_request_views.last_mailbox(workspace),
            owner=parent,
            done=lambda mailbox: cls(context, parent, mailbox).open(),
        )

    @classmethod
    def correct(cls, context: Context, request_id: UUID, parent: QWidget) -> None:
        """Open a request that was logged, to see all of it and to put right what is wrong."""
        workspace = context.workspace
        context.tasks.read(
            lambda: jobcentre_request_views.one(workspace, request_id),
            owner=parent,
            done=lambda request: cls(context, parent, request=request).open(),
            failed=context.say.problem,
        )

    def dirty(self) -> bool:
        return bool(self.form.values() != self._before or self.pasted.toPlainText().strip())

    def read_file(self, path: Path) -> None:
        """Read an e-mail or a form that was dropped or chosen; what stands in it fills the fields."""
        from jfs_desktop.casework.replies import request_mail

        today = self._context.clock.now().astimezone(LONDON).date()
        self.drop.say(f"Reading {path.name}…")
        self._context.tasks.steps(
            lambda: request_mail.read(path, today),
            owner=self,
            done=self.show_file,
            failed=self._not_read,
            write=False,
        )

    def read_pasted(self) -> None:
        """Recognise the items in the pasted text and fill them in."""
        self._soon.stop()
        text = self.pasted.toPlainText()
        if not text.strip():
            self.found.hide()
            return
        today = self._context.clock.now().astimezone(LONDON).date()
        read = request_form.paste(text, self.form.value("received_on") or today)
        self._filling = True
        for item in request_form.items().items:
            if item.key not in self._typed:
                self._fill(item.key, read.values.get(item.key, ""))
        self._filling = False
        self._tell_found(read)

    def request(self) -> RequestForm:
        """What the fields hold now."""
        values = self.form.values()
        on, at = values["received_on"], values["received_at"]
        return RequestForm(
            requested_on=self._day("requested_on"),
            return_email=values["return_email"],
            return_address=values["return_address"],
            participant_name=values["participant_name"],
            ni_number=values["ni_number"],
            provision_ended_on=self._day("provision_ended_on"),
            jobcentre=values["jobcentre"],
            received_at=datetime.combine(on, at, LONDON) if on and at else None,
            mailbox=values["mailbox"],
            left_out=values[LEFT_OUT],
        )

    def write_down(self, workspace: Workspace, given: RequestForm) -> Outcome[UUID]:
        """Log it, with the file that it came as."""
        evidence = self._came.evidence if self._came is not None else None
        return jobcentre_requests.log(workspace, given, evidence)

    def _make_fields(self, mailbox: str) -> None:
        form, now = self.form, self._context.clock.now().astimezone(LONDON)
        names = {item.key: item.name for item in request_form.items().items}
        form.add("requested_on", names["requested_on"], DateField(now.date()))
        form.add("received_on", "Arrived on", DateField(now.date(), now.date()))
        form.add("received_at", "At", TimeField(now.time().replace(second=0, microsecond=0)))
        form.add("participant_name", names["participant_name"], QLineEdit(), span=2)
        form.add("ni_number", names["ni_number"], QLineEdit())
        form.add("provision_ended_on", names["provision_ended_on"], DateField(now.date()))
        form.add("jobcentre", names["jobcentre"], QLineEdit())
        form.add("return_email", names["return_email"], QLineEdit())
        form.add("mailbox", "Arrived in the mailbox", QLineEdit(mailbox))
        form.add("return_address", names["return_address"], note_box(2), help=_POST_HELP, span=2)
        form.add(LEFT_OUT, "What the form leaves out, and what was done", QLineEdit(), span=3)
        form.set_shown(LEFT_OUT, False)
        form.add("reason", "Why it is corrected", QLineEdit(), span=3)

    def _assemble(self, request: RequestView | None) -> None:
        if request is None:
            self.content.addWidget(self.drop)
            self.content.addWidget(self.pasted)
            self.content.addWidget(self.found)
            self.pasted.textChanged.connect(self._soon.start)
        self.form.set_shown("reason", request is not None)
        self.content.addWidget(self.form)
        self.form.changed.connect(self._changed)
        self.add_cancel("Cancel" if request is None else "Close")
        words = "Log the request" if request is None else "Correct it"
        self.save = self.add_verb(words, "primary", self._save, default=True)
        self.save.setObjectName("request-save")
        (self.pasted if request is None else self.form.field("requested_on")).setFocus()

    def _show(self, request: RequestView) -> None:
        received = request.received_at.astimezone(LONDON)
        shown: dict[str, Any] = {
            "requested_on": request.requested_on,
            "received_on": received.date(),
            "received_at": received.time().replace(microsecond=0),
            "provision_ended_on": request.provision_ended_on,
            LEFT_OUT: request.left_out,
        }
        for name in (
            "participant_name",
            "ni_number",
            "jobcentre",
            "return_email",
            "return_address",
            "mailbox",
        ):
            shown[name] = getattr(request, name)
        for name, value in shown.items():
            self.form.set_value(name, value)
            field = self.form.field(name)
            if isinstance(field, QLineEdit):
                field.setCursorPosition(0)  # a long address is read from its beginning
        if request_form.sound(request.ni_number):
            self.form.set_value("ni_number", spaced(request.ni_number))
        self.form.set_shown(LEFT_OUT, bool(request.left_out))

    def _fill(self, name: str, text: str) -> None:
        field = self.form.field(name)
        if isinstance(field, DateField):
            field.set_value(datetime.fromisoformat(text).date() if text else None)
        else:
            self.form.set_value(name, spaced(text) if name == "ni_number" and text else text)
        if isinstance(field, QLineEdit):
            field.setCursorPosition(0)  # a long name is read from its beginning

    def show_file(self, came: RequestFile) -> None:
        """Fill the fields with what was read of a file."""
        self._came = came
        self.show_error("")
        self._filling = True
        if came.arrived is not None and not {"received_on", "received_at"} & self._typed:
            arrived = came.arrived.astimezone(LONDON)
            self.form.set_value("received_on", arrived.date())
            self.form.set_value("received_at", arrived.time().replace(second=0, microsecond=0))
        if came.mailbox and "mailbox" not in self._typed:
            self.form.set_value("mailbox", came.mailbox)
        self._filling = False
        where = f", from {came.found_in} in it" if came.found_in else ""
        self.drop.say(" ".join([f"{came.evidence.name} is kept with the request{where}.", *came.problems]))
        self.pasted.setPlainText(came.text)
        self.read_pasted()

    def _not_read(self, error: UserError) -> None:
        self.drop.say("Drop the e-mail or the form here, or paste its text below.")
        self.show_error(error)

    def _tell_found(self, read: PastedRequest) -> None:
        items = request_form.items().items
        names = {item.key: item.name for item in items}
        parts = [f"Found {len(read.values)} of {len(items)}."]
        if read.values and "return_address" not in {*read.values, *read.doubtful}:
            parts.append("No postal address, so the answer goes by e-mail.")
        if read.missing:
            parts.append(f"Not found: {', '.join(names[key] for key in read.missing)}.")
        parts += [f"{names[key]} was not taken: {why}." for key, why in read.doubtful.items()]
        if len(self.pasted.toPlainText()) > LONGEST:
            parts.append("The text is very long; only its beginning was read.")
        self.found.setText(" ".join(parts))
        set_role(self.found, "warning" if read.missing or read.doubtful else "soft")
        self.found.show()

    def _changed(self, name: str) -> None:
        if not self._filling and name != "reason":
            self._typed.add(name)
        if name == "ni_number":
            self.form.set_note("ni_number", *self._ni_note())
        if name == "return_address" and self._sure_of_post:
            self._sure_of_post = False
            self.form.set_note(name, "")

    def _ni_note(self) -> tuple[str, str]:
        """A number that cannot be one is told at once; it may be kept all the same."""
        typed = self.form.value("ni_number")
        problem = ni_number(typed).problem if len("".join(typed.split())) >= 9 else ""
        return (f"{problem[:1].upper()}{problem[1:]}. Kept as it stands.", "warning") if problem else ("", "")

    def _day(self, name: str) -> Any:
        field = self.form.field(name)
        value = self.form.value(name)
        return value or (field.edit.text().strip() if isinstance(field, DateField) else "")

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        if self._soon.isActive():
            self.read_pasted()
        notes = self.form.date_problems()
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        if self._asks_for_post() and not self._sure_of_post:
            self._ask_for_post()
            return
        self.set_busy(True)
        workspace, given, request_id = self._context.workspace, self.request(), self._request_id
        reason = self.form.value("reason")
        self._context.tasks.write(
            lambda: (
                self.write_down(workspace, given)
                if request_id is None
                else jobcentre_requests.amend(workspace, request_id, given, reason)
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _asks_for_post(self) -> bool:
        """Whether logging it takes it out of the sight of whoever logs it (X7)."""
        given = self.form.value("return_address").strip()
        return bool(given) and self._request_id is None and not self._may_go_on()

    def _ask_for_post(self) -> None:
        """Once: an address stands on few forms, and an ordinary request must not go out of sight."""
        self._sure_of_post = True
        self.form.set_note("return_address", _POST_SURE, "warning")
        self.bring_into_sight(self.form.field("return_address"))

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form, {"received_at": "received_on"})

    def _done(self, outcome: Outcome[UUID]) -> None:
        context = self._context
        self.accept()
        if self._request_id is not None:
            context.hub.tell(outcome)
            context.say.news("The request is corrected, with its reason.")
        elif outcome.case_ids:
            self._tell(outcome, "The request is logged and its case is marked.")
        elif self._asks_for_post():
            self._tell(outcome, "The request is logged. It waits for your nominated officer.")
        else:
            self._tell(outcome, "The request is logged. Say whose JFAP it asks for.")

    def _tell(self, outcome: Outcome[UUID], text: str) -> None:
        """With the way back where there is one: a message that is kept is not undone."""
        if outcome.label:
            tell_with_undo(self._context, outcome, text)
        else:
            self._context.hub.tell(outcome)
            self._context.say.news(text)

    def _may_go_on(self) -> bool:
        """Whether the person at this computer may handle a request that asks for post (X7)."""
        return self._context.workspace.me.role == Role.NOMINATED_OFFICER
