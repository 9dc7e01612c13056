"""One reply: who wrote what, what it is taken for and why, and what the adviser makes of it (I17, I18).

Text alone is shown: nothing in a message is opened, run or fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from jfs_desktop.casework.replies import replies, returned_mail
from jfs_desktop.casework.replies.replies import ReplyOffer
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from jfs_desktop.rules.replies.reply_match import BEST
from jfs_desktop.rules.writing.wording import day_and_time
from ui.dialogs.mail.message_went import KnownToHaveGone, MessageWentDialog
from ui.dialogs.questions.reason import ReasonDialog
from ui.dialogs.replies.reply_case import ReplyCaseDialog
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import bar, button
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.line_note import LineNote
from ui.widgets.name_values import NameValues
from ui.widgets.pill import Pill
from ui.widgets.reply_kinds import ENTRIES, PAPERS, pill_of, whose
from ui.widgets.roles import set_role
from ui.widgets.text import label

BOTH = frozenset(Paper)
ENTRY_VERBS: Mapping[FactKind, str] = {
    FactKind.SURVEY_ANSWERED: "Their answer to the &survey…",
    FactKind.CHANGE_NOTICE_RECEIVED: "DWP's &notice of a change…",
    FactKind.POST_CONFIRMED: "&POST's answer…",
}
"""What a message may be that confirms no paper (M8, W8, Q7)."""
VERBS: Mapping[frozenset[Paper], tuple[str, str]] = {
    frozenset({Paper.PACK}): ("It confirms the &pack", "reply-pack"),
    frozenset({Paper.PLAN}): ("It confirms the p&lan", "reply-plan"),
    BOTH: ("&Both", "reply-both"),
}
"""What each button says, with its key, and its object name."""
NO_WORDS = (
    "No words were found in it. One that is encrypted, or in a form of its own, shows them in your mail "
    "program alone: look there."
)
NOBODYS = "Say whose reply it is before it can be recorded."
REASON, LATE = "reason", "late_reason"


class ReplyDialog(Dialog):
    """``decided()`` follows each decision. It stays open while only whose reply it is was said."""

    decided = Signal()

    def __init__(self, context: Context, offer: ReplyOffer, parent: QWidget | None = None) -> None:
        super().__init__("A reply", "", parent, width=700)
        self._context = context
        self._offer = offer
        self._whole = False
        self.kind = Pill()
        self.kind.setObjectName("reply-kind")
        self.facts = NameValues()
        self.why = label("", wrap=True)
        self.why.setObjectName("reply-why")
        self.words = note_box(7)
        self.words.setReadOnly(True)
        self.words.setAccessibleName("Their own words")
        self.words.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.more = button("Show all that it says", "link", self._turn, name="reply-whole")
        self.form = FormKit()
        self.form.add(REASON, "Why it counts as a confirmation all the same", note_box(2))
        self.form.add(LATE, "Why is it late?", QLineEdit())
        self.form.set_shown(LATE, False)
        self.went = LineNote("It &went…", self._say_it_went)
        set_role(self.went.way, "primary")
        for widget in (self.facts, self.words, self.more, self.kind, self.why, self.went, self.form):
            self.content.addWidget(widget)
        self._make_verbs()
        self.show_offer(offer)

    @classmethod
    def ask(
        cls,
        context: Context,
        reply_id: UUID,
        parent: QWidget,
        decided: Callable[[], object] | None = None,
    ) -> None:
        """Read a reply and open it over ``parent``."""
        workspace = context.workspace

        def opened(offer: ReplyOffer) -> None:
            dialog = cls(context, offer, parent)
            if decided is not None:
                dialog.decided.connect(decided)
            dialog.open()

        context.tasks.read(
            lambda: replies.offer(workspace, reply_id), owner=parent, done=opened, failed=context.say.problem
        )

    def show_offer(self, offer: ReplyOffer) -> None:
        """Show the reply anew, after something was said about it."""
        self._offer, reply = offer, offer.reply
        self.heading.setText(f"A reply: {whose(reply)}")
        self.facts.show_lines(_lines(reply))
        self._show_words()
        self.kind.set_state(*pill_of(reply))
        self.why.setText("\n".join(f"• {one}" for one in reply.why))
        self._show_verbs()

    def _show_verbs(self) -> None:
        offer, reply = self._offer, self._offer.reply
        request = reply.kind is ReplyKind.REQUEST
        no_paper = reply.answers_survey or request or reply.kind is ReplyKind.NOTICE
        waits = reply.state is ReplyState.WAITING
        asks = bool(offer.asks_reason) and not no_paper and reply.case_id is not None
        self.form.set_shown(REASON, waits and asks)
        barred = any(self._against(papers) for papers in self.confirm)
        went_first = offer.unsettled is not None and barred and waits and not no_paper
        self.went.show_words(replies.WENT_FIRST if went_first else "")
        for papers, made in self.confirm.items():
            bar(made, self._against(papers))
            set_role(made, "primary" if papers == reply.proves and not went_first else "plain")
            made.setVisible(waits and not no_paper)
        bar(self.entry, NOBODYS if reply.case_id is None else "")
        nobodys = reply.case_id is None
        set_role(self.entry, "primary" if no_paper and not (nobodys or request) else "plain")
        self.request.setVisible(waits and request)
        bounced = reply.kind is ReplyKind.BOUNCE
        for made in (self.elsewhere, self.aside):
            made.setVisible(waits)
        self.entry.setVisible(waits and not bounced)
        self.mistaken.setVisible(bounced and reply.answers is not None)
        self.again.setVisible(not waits)
        self.elsewhere.setText("Say whos&e it is…" if nobodys else "It is about somebody &else…")
        set_role(self.elsewhere, "primary" if nobodys and not request else "plain")
        paper = self.went.way if went_first else self.confirm.get(reply.proves)
        likely = self.entry if no_paper else paper
        proposed = self.request if request else self.elsewhere if nobodys else likely
        first = proposed if waits and proposed is not None and proposed.isEnabled() else self.leave
        self.propose(first)
        first.setFocus()

    def dirty(self) -> bool:
        return bool(str(self.form.value(REASON)).strip())

    def _make_verbs(self) -> None:
        self.aside = button("Set &aside…", "quiet", self._set_aside, name="reply-aside")
        self.elsewhere = button("It is about somebody &else…", "plain", self._choose_case, name="reply-case")
        self.again = button("&Take it up again", "plain", self._take_up, name="reply-again")
        self.entry = button("&Record it as…", "plain", name="reply-entry")
        self.entry.setMenu(QMenu(self.entry))
        self.entries = {kind: self._entry(kind, words) for kind, words in ENTRY_VERBS.items()}
        self.entry.menu().addAction("A Jobcentre's re&quest…").triggered.connect(self._log_request)
        self.request = button("&Log the request…", "primary", self._log_request, name="reply-request")
        self.mistaken = button("&Not of this message…", "quiet", self._not_of_this, name="reply-not-of-this")
        beside = (self.aside, self.mistaken, self.elsewhere, self.again, self.entry, self.request)
        for place, made in enumerate(beside):
            self.verbs.insertWidget(place, made)
        self.leave = self.add_cancel("Close")
        self.confirm: dict[frozenset[Paper], QPushButton] = {}
        for papers, (words, name) in VERBS.items():
            made = self.add_verb(words, "plain", partial(self._accept, papers))
            made.setObjectName(name)
            made.setAccessibleDescription(f"Records that {PAPERS[papers]} came")
            self.confirm[papers] = made

    def _entry(self, kind: FactKind, words: str) -> QAction:
        act = self.entry.menu().addAction(words)
        act.triggered.connect(lambda: self._record(kind))
        return act

    def _record(self, kind: FactKind) -> None:
        from ui.dialogs.replies.reply_entry import ReplyEntryDialog

        ReplyEntryDialog.ask_for(self._context, self._offer.reply.id, kind, self, self._gone)

    def _log_request(self) -> None:
        from ui.dialogs.replies.reply_request import ReplyRequestDialog

        ReplyRequestDialog.ask_for(self._context, self._offer.reply.id, self, self._gone)

    def _against(self, papers: frozenset[Paper]) -> str:
        if self._offer.reply.case_id is None:
            return NOBODYS
        return next((self._offer.refused[one] for one in sorted(papers) if one in self._offer.refused), "")

    def _show_words(self) -> None:
        reply = self._offer.reply
        shown = reply.text if self._whole else reply.words
        self.words.setPlainText(shown.strip() or NO_WORDS)
        self.more.setVisible(reply.text.strip() != reply.words)
        self.more.setText("Show their own words" if self._whole else "Show all that it says")

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show_words()

    def _accept(self, papers: frozenset[Paper]) -> None:
        workspace, reply_id = self._context.workspace, self._offer.reply.id
        reason, late = str(self.form.value(REASON)), str(self.form.value(LATE))
        self._run(
            lambda: replies.accept(workspace, reply_id, papers, reason=reason, late_reason=late),
            f"Recorded: receipt of {PAPERS[papers]} confirmed.",
        )

    def _take_up(self) -> None:
        workspace, reply_id = self._context.workspace, self._offer.reply.id
        self._run(lambda: replies.take_up(workspace, reply_id), "The reply waits again.")

    def _run(self, verb: Callable[[], Outcome[ReplyView]], said: str) -> None:
        self.set_busy(True)
        self._context.tasks.write(
            verb, owner=self, done=partial(self._settled, said=said), failed=self._refused
        )

    def _settled(self, outcome: Outcome[ReplyView], said: str) -> None:
        tell_with_undo(self._context, outcome, said)
        self.accept()
        self.decided.emit()

    def _refused(self, error: UserError) -> None:
        if error.field == LATE:
            self.form.set_shown(LATE, True)
        self.show_refusal(error, self.form)
        self._bar_again()

    def _bar_again(self) -> None:
        for papers, made in self.confirm.items():
            bar(made, self._against(papers))

    def _set_aside(self) -> None:
        dialog = SetReplyAsideDialog.ask(self._context, self._offer.reply, self)
        dialog.accepted.connect(self._gone)

    def _not_of_this(self) -> None:
        dialog = NotOfThisDialog.ask(self._context, self._offer.reply, self)
        dialog.accepted.connect(self._gone)

    def _say_it_went(self) -> None:
        """Whoever answers a message has had it: that it went is said on the strength of the reply."""
        message, answers = self._offer.unsettled, self._offer.reply.answers
        if message is not None and answers is not None:
            known = f"{self._offer.reply.sender} has answered it."
            went = KnownToHaveGone(answers.sent_at, known, self._read_again)
            MessageWentDialog.ask(self._context, message, self, went)

    def _gone(self) -> None:
        self.accept()
        self.decided.emit()

    def _choose_case(self) -> None:
        ReplyCaseDialog.ask(self._context, self._offer.reply, self, self._read_again)

    def _read_again(self) -> None:
        workspace, reply_id = self._context.workspace, self._offer.reply.id
        self._context.tasks.read(lambda: replies.offer(workspace, reply_id), owner=self, done=self.show_offer)
        self.decided.emit()


class SetReplyAsideDialog(ReasonDialog[ReplyView]):
    """A reply that confirms nothing: it is kept with the reason."""

    title, question = "Set a reply aside", "Why does it confirm nothing?"
    verb, name = "Set it aside", "reply-set-aside"

    def text(self) -> str:
        return "It stays in the vault as it came, with your reason, and may be taken up again."

    def carry_out(self, reason: str) -> Outcome[ReplyView]:
        return replies.set_aside(self.workspace, self.about.id, reason)

    def said(self, outcome: Outcome[ReplyView]) -> str:
        return "The reply is set aside."


class NotOfThisDialog(ReasonDialog[ReplyView]):
    """A mail server's report that was taken for that of another message (I18)."""

    title, question = "Not a report of this message", "How do you know?"
    verb, name = "It is of another message", "reply-not-of-this-go"

    def text(self) -> str:
        return "The message counts as sent again. The report stays in the vault as it came, with your reason."

    def carry_out(self, reason: str) -> Outcome[ReplyView]:
        return returned_mail.not_of_this(self.workspace, self.about.id, reason)

    def said(self, outcome: Outcome[ReplyView]) -> str:
        return "The message counts as sent again."


def _lines(reply: ReplyView) -> list[tuple[str, str]]:
    written = day_and_time(reply.written_at) if reply.written_at else "it does not say"
    answers = reply.answers
    told = [
        ("From", reply.sender),
        ("Written", written),
        ("Subject", reply.subject or "none"),
        ("Attached", ", ".join(reply.attached) or "nothing"),
    ]
    if answers is not None:
        told.append(("Answers", answers.words))
        told.append(("Match", f"{reply.score} of {BEST} points; why stands below"))
    if reply.confirmed:
        told.append(("Stands for", f"receipt of {PAPERS[reply.confirmed]}"))
    if reply.entry is not None:
        told.append(("Recorded as", ENTRIES[reply.entry]))
    if reply.settled_reason:
        told.append(("Reason", f"{reply.settled_reason} ({reply.settled_by})"))
    told.append(("Brought in", f"{day_and_time(reply.brought_in_at)} by {reply.by}"))
    return told
