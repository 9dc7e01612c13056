"""Replies that wait for the adviser, and the place where they are brought in: for the outbox, and for a case
(I17, I18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from jfs_desktop.casework.replies import replies
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import counted, day_and_time
from ui.dialogs.replies.reply import ReplyDialog
from ui.pages.reloading import Reloading
from ui.pages.reply_import import ReplyImport
from ui.shell.context import Context
from ui.shell.postman import Postman
from ui.widgets.buttons import button, chip
from ui.widgets.card import Card
from ui.widgets.message_drop import MessageDrop
from ui.widgets.pill import Pill
from ui.widgets.reply_kinds import pill_of, whose
from ui.widgets.rows import Rows
from ui.widgets.text import ElidedLabel, TwoLineLabel, label

ROWS_A_STEP = 1
"""Rows made in one turn of the window's loop, each of which takes some milliseconds."""
TOLD_EVERY_MS = 100
"""How often the progress of an import is told: each time paints the page anew, and many replies come in a
second."""
MOST = 40
"""Rows shown at first; as many more each time that somebody asks for older ones."""
LONGEST = 300
"""Letters of the person's own words, of which as many are shown as fit."""
SHARED = "Replies are hidden while you share your screen."
NOTHING = (
    "No reply waits. Save replies, and what DWP writes, from your mail program as files and bring them in."
)
WAITING, EVERY = (ReplyState.WAITING,), tuple(ReplyState)

Found = tuple[UUID | None, tuple[ReplyView, ...], int]


class ReplyShelf(Reloading):
    """Every reply that waits, or, after ``show_case``, those of one case and those that are nobody's."""

    cares = Changed.MAIL | Changed.EVIDENCE | Changed.CASES
    filled = Signal()
    """Other rows are shown."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, of_case: bool = False) -> None:
        super().__init__(context, parent)
        self._of_case = of_case
        self._case_id: UUID | None = None
        self._shown: tuple[ReplyView, ...] = ()
        self._made: list[ReplyRow] = []
        self._to_come: Iterator[ReplyRow] = iter(())
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._make_more)
        self.card = Card("Replies")
        self.drop = MessageDrop(context.preferences)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Replies brought in")
        self._gone_through = (0, 0)
        self._soon = QTimer(self, singleShot=True, interval=TOLD_EVERY_MS)
        self._soon.timeout.connect(self._show_progress)
        self.stop = button("Stop", "plain", name="replies-stop")
        self.told = label("", "soft", wrap=True)
        self.told.setObjectName("replies-told")
        self.older = button("Show older ones", "link", self._show_older, name="replies-older")
        self.most = MOST
        self.decided = chip("Decided ones too")
        self.decided.setObjectName("replies-decided")
        self.refused = RefusedFiles()
        self.importing = ReplyImport(context, self)
        self._assemble()
        self._connect()

    @property
    def rows(self) -> list[ReplyRow]:
        """Every row shown; those still to come are made now."""
        while self._turn.isActive():
            self._make_more()
        return self._made

    def show_case(self, case_id: UUID | None) -> None:
        """Turn to a case."""
        if case_id != self._case_id:
            self.clear()
            self._case_id = case_id
            self.mark_stale()

    def clear(self) -> None:
        """Let go of every row and text shown."""
        self._case_id = None
        self.most = MOST
        self._put(())
        self.older.hide()
        self.refused.show_files(())
        self.told.setText("")

    def hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        if not isinstance(initiator, Postman):  # that a message went changes nothing of what came
            super().hear(outcome, initiator)

    def may_load(self) -> bool:
        return super().may_load() and not (self._of_case and self._case_id is None)

    def load(self) -> None:
        workspace, case_id, most = self.context.workspace, self._case_id, self.most
        states = EVERY if self.decided.isChecked() else WAITING

        def read() -> Found:
            shown = replies.listed(workspace, states, case_id=case_id, most=most)
            return case_id, shown, replies.how_many(workspace, states, case_id=case_id)

        self.context.tasks.read(read, owner=self, done=self._show)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring files in, as if they had been dropped here."""
        self.importing.begin(paths)

    def _assemble(self) -> None:
        self.card.verbs.addWidget(self.decided)
        going = QHBoxLayout()
        going.setSpacing(8)
        going.addWidget(self.bar, 1)
        going.addWidget(self.stop)
        self._rows = Rows()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.card.body.addWidget(self.drop)
        self.card.body.addLayout(going)
        self.card.body.addWidget(self.refused)
        self.card.body.addLayout(self._rows)
        last = QHBoxLayout()
        last.addWidget(self.told, 1)
        last.addWidget(self.older)
        self.older.hide()
        self.card.body.addLayout(last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._show_going(False)

    def _connect(self) -> None:
        self.drop.given.connect(self.bring_in)
        self.stop.clicked.connect(self.importing.stop)
        self.importing.moved.connect(self._move)
        self.importing.ended.connect(self._ended)
        self.importing.refused.connect(self.refused.show_files)
        self.importing.failed.connect(self._failed)
        self.decided.toggled.connect(lambda _: self.mark_stale())
        self.context.hub.changed.connect(self.hear)
        self.context.sharing.changed.connect(self.mark_stale)

    def _show(self, found: Found) -> None:
        case_id, shown, total = found
        if case_id != self._case_id:
            return
        hidden = self.context.sharing.on
        self._put(() if hidden else shown)
        if self.importing.running:
            return
        more = total - len(shown)
        self.older.setVisible(more > 0 and not hidden)
        words = f"{counted(more, 'more', 'more')} not shown." if more > 0 else "" if shown else NOTHING
        self.told.setText(SHARED if hidden and shown else words)
        self.told.setVisible(bool(self.told.text()))
        if not self._turn.isActive():
            self.filled.emit()

    def _put(self, shown: Sequence[ReplyView]) -> None:
        """Show other rows: the first at once, the others whenever nothing else is to be done."""
        if tuple(shown) == self._shown:
            return
        self._shown = tuple(shown)
        had_focus = any(row.open.hasFocus() for row in self._made)
        self._made, self._to_come = [], self._make(shown, self._rows.anew())
        self._turn.start()
        self._make_more()
        if had_focus:
            self._go_on()

    def _make(self, shown: Sequence[ReplyView], column: QVBoxLayout) -> Iterator[ReplyRow]:
        for place, one in enumerate(shown):
            row = ReplyRow(one, first=place == 0, named=not self._of_case)
            row.open.clicked.connect(partial(self._open, row.reply.id))
            column.addWidget(row)
            yield row

    def _make_more(self) -> None:
        made = list(islice(self._to_come, ROWS_A_STEP))
        self._made += made
        if len(made) < ROWS_A_STEP:
            self._turn.stop()
            self.filled.emit()

    def _open(self, reply_id: UUID, _: bool = False) -> None:
        ReplyDialog.ask(self.context, reply_id, self.window(), self._go_on)

    def _show_older(self) -> None:
        self.most += MOST
        self.mark_stale()

    def _go_on(self) -> None:
        """The keyboard stands on the next reply once the last one is decided."""
        if self._made:
            self._made[0].open.setFocus()

    def _show_going(self, going: bool) -> None:
        self.drop.setVisible(not going)
        self.bar.setVisible(going)
        self.stop.setVisible(going)

    def _move(self, done: int, total: int) -> None:
        self._gone_through = done, total
        if not self._soon.isActive():
            self._soon.start()
        if not done:
            self._show_going(True)
            self._show_progress()

    def _show_progress(self) -> None:
        done, total = self._gone_through
        self.bar.setUpdatesEnabled(
            False
        )  # a bar paints itself at once, and with it all that is to be painted
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(done)
        self.bar.setUpdatesEnabled(True)
        self.told.setText(f"Bringing in: {done:,} of {total:,}")
        self.told.show()

    def _ended(self, words: str) -> None:
        self._soon.stop()
        self._show_going(False)
        self.told.setText("")
        if words:
            self.context.say.news(words)
        self.mark_stale()

    def _failed(self, error: UserError) -> None:
        self._soon.stop()
        self._show_going(False)
        self.context.say.problem(error)
        self.mark_stale()


class RefusedFiles(QFrame):
    """Every file that was not brought in, with why, until it is closed or others are brought in."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setObjectName("replies-refused")
        self.words = label("", "warning", wrap=True)
        close = button("Close", "quiet", self.hide, name="replies-refused-close")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 10, 8)
        line.addWidget(self.words, 1)
        line.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_files(self, files: Sequence[tuple[str, str]]) -> None:
        """Name them all; hidden where there is none."""
        lines = [f"{counted(len(files), 'file')} not brought in:", *(f"{name}: {why}" for name, why in files)]
        self.words.setText("\n".join(lines) if files else "")
        self.setVisible(bool(files))


class ReplyRow(QFrame):
    """One reply: whose, what it is taken for, how it begins, from whom and when."""

    def __init__(self, reply: ReplyView, *, first: bool, named: bool) -> None:
        super().__init__()
        self.reply = reply
        self.setProperty("role", "row-first" if first else "row")
        words, mark = pill_of(reply)
        told = day_and_time(reply.written_at or reply.brought_in_at)
        name = whose(reply) if named or reply.case_id is None else reply.subject or "Without a subject"
        begins = " ".join(reply.words[:LONGEST].split())
        self.setAccessibleName(f"{name}. {words}. {begins.rstrip('.')}. {reply.sender}, {told}.")
        self.open = button("Look at it…", "link", name="reply-open")
        self.open.setAccessibleName(f"Look at the reply: {name}, {words}, {told}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TwoLineLabel(name, "strong"), 1)
        pill = Pill(words, mark)
        if named:  # there is room beside the name; in a case there is none
            head.addWidget(pill)
        head.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(3)
        column.addLayout(head)
        if not named:
            column.addWidget(pill)
        self.begins = ElidedLabel(begins)
        self.begins.setVisible(bool(begins))
        column.addWidget(self.begins)
        column.addWidget(TwoLineLabel(f"{reply.sender} · {told}", "soft"))
