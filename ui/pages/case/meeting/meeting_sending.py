"""Steps of a meeting whose answers are mostly known already: what is sent by hand, and the choice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.documents.papers_out import UNDER_WAY
from jfs_desktop.casework.outbox.mail_offers import PACK, PLAN
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan_language import told
from ui.dialogs.mail.compose import ComposeDialog
from ui.pages.case.meeting.meeting_step import PlainBody
from ui.pages.case.meeting.meeting_words import offer_words
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.text import label

SENT_TO = "sent_to"


class SendingBody(PlainBody):
    """The pack or the draft JFAP: the agreed channel first (I9), and where it goes by that channel."""

    def __init__(self, context: Context, step: MeetingStep, parent: QWidget | None = None) -> None:
        super().__init__(context, step, parent)
        self._places: dict[str, str] = {}
        self.sent = self.parts[0]
        self.sent.changed.connect(self._fill)
        self._case_id: UUID | None = None
        self.mail = button("Send it by e-mail…", "plain", self._mail, name=f"{step.value}-by-mail")
        self.column.insertWidget(0, self.mail)
        self.out = label("", "warning", wrap=True)
        self.out.setObjectName(f"{step.value}-out")
        self.column.insertWidget(0, self.out)
        self.languages = label("", "soft", wrap=True)
        self.languages.setObjectName("draft-languages")
        self.languages.hide()
        if self.sent.kind is FactKind.DRAFT_JFAP_SENT:
            self.sent.write = self._send_draft
            self.column.insertWidget(0, self.languages)

    def show_meeting(self, view: MeetingView) -> None:
        super().show_meeting(view)
        case = view.case
        self._case_id = case.case_id
        out = view.out.get(self.sent.kind)
        under_way, back = (
            out is not None and out.stands in UNDER_WAY,
            out is not None and not self.sent.asking(),
        )
        self.out.setText(out.words if out is not None else "")
        self.out.setVisible(out is not None)
        self.sent.setEnabled(not under_way)
        self.mail.setText("Send it again by e-mail…" if back else "Send it by e-mail…")
        self.mail.setVisible((self.sent.asking() or back) and not under_way)
        self._places = {
            "email": case.email,
            "text": case.telephone,
            "letter": ", ".join(filter(None, (case.address, case.postcode))),
        }
        cleared = [key for key, _ in view.choices[self.sent.kind].channels]
        wanted = (view.preferred, *(key for key, place in self._places.items() if place))
        self.sent.set_channel(next((key for key in wanted if key in cleared), ""))
        self._fill()
        english = DocumentLanguage.ENGLISH
        other = told(view.version.content, case.document_language or english) if view.version else ""
        self.languages.setText(other)
        self.languages.setVisible(bool(other) and self.sent.kind is FactKind.DRAFT_JFAP_SENT)

    def clear(self) -> None:
        super().clear()
        self._places, self._case_id = {}, None
        for words in (self.languages, self.out):
            words.setText("")
        self.sent.choose_channel("")

    def _fill(self) -> None:
        """Where it goes, unless something else was typed."""
        said = self.sent.questions.answers().get(SENT_TO, "")
        place = self._places.get(self.sent.channel(), "")
        if said != place and (not said or said in self._places.values()):
            self.sent.set_answers({SENT_TO: place})

    def _mail(self) -> None:
        """Open the message with all that goes; below, what went by another way is recorded."""
        if self._case_id is not None:
            what = PLAN if self.sent.kind is FactKind.DRAFT_JFAP_SENT else PACK
            ComposeDialog.ask(self.context, self._case_id, what, self.window())

    def _send_draft(self, case_id: UUID, happened: WhatHappened, _: Any) -> Outcome[Any]:
        return meeting_verbs.send_draft(self.context.workspace, case_id, happened)


class OfferBody(PlainBody):
    """What to offer, and the dates to tell: they are kept with the answers (I10)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.OFFER, parent)
        self.told = label("", wrap=True)
        self.told.setObjectName("offer-told")
        self.column.insertWidget(0, self.told)
        self.parts[0].write = self._write

    def show_meeting(self, view: MeetingView) -> None:
        super().show_meeting(view)
        self.told.setText(offer_words(view))

    def clear(self) -> None:
        super().clear()
        self.told.setText("")

    def _write(self, case_id: UUID, happened: WhatHappened, _: Any) -> Outcome[Any]:
        return meeting_verbs.explain_offer(self.context.workspace, case_id, happened)


class ChoiceBody(PlainBody):
    """They say it here, unless the referral or the first contact said so before (E1)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.CHOICE, parent)

    def show_meeting(self, view: MeetingView) -> None:
        super().show_meeting(view)
        part = self.parts[0]
        if part.asking() and not part.questions.answers():
            part.set_answers({"source": "meeting"})
