"""The referrals that only the nominated officer may take in, to be handed over."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.referrals import restricted_referrals
from jfs_desktop.casework.referrals.restricted_referrals import RestrictedRow
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import counted, day_and_time
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.record_table import Column, RecordModel, RecordTable

_WORDS = {"mappa": "MAPPA", "scr": "Special Customer Record"}
_WAYS = {"scr": "Clerical referral process", "mappa": "MAPPA process, restricted"}
"""By which way the officer takes each in: without a case here, and never as an ordinary one (JFS 3.09)."""
_COLUMNS: tuple[Column[RestrictedRow], ...] = (
    Column("reference", "PRaP reference", lambda row: row.reference or "none given", 170),
    Column("field", "Why", lambda row: _WORDS.get(row.field, row.field), 180),
    Column("way", "Goes by", lambda row: _WAYS.get(row.field, ""), 190),
    Column("row", "Row", lambda row: str(row.row) if row.row else "typed", 70),
    Column("seen", "Seen", lambda row: day_and_time(row.seen_at), 160, lambda row: row.seen_at),
    Column(
        "told", "Officer has it", lambda row: day_and_time(row.told_at) if row.told_at else "not yet", 160
    ),
    Column("by", "Handed over by", lambda row: row.told_by, 150),
)


class RestrictedDialog(Dialog):
    """Lists them, copies the list, and notes the hand-over."""

    def __init__(self, context: Context, rows: tuple[RestrictedRow, ...], parent: QWidget | None) -> None:
        waiting = [row for row in rows if row.told_at is None]
        super().__init__(
            "Referrals for the nominated officer",
            f"{_waiting_words(len(waiting))} MAPPA cases and Special Customer Records are kept out of this "
            "vault (JFS 3.09): give the references to your nominated officer.",
            parent,
            width=1160,
        )
        self._context = context
        self._waiting = waiting
        self.model = RecordModel[RestrictedRow](_COLUMNS, self)
        self.table = RecordTable("restricted-referrals", context.preferences)
        self.table.take(self.model, [column.width for column in _COLUMNS], sorting=False, fitted=True)
        self.table.setMinimumHeight(220)
        self.model.set_rows(rows)
        self.content.addWidget(self.table, 1)
        self.table.setVisible(bool(rows))  # an empty table would only ask what is missing
        self.add_cancel("Close")
        copy = self.add_verb("Copy the references", "plain", self._copy)
        tell = self.add_verb("The officer has them", "primary", self._hand_over, default=True)
        tell.setObjectName("hand-over")
        for made in (copy, tell):
            made.setEnabled(bool(waiting))

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None) -> None:
        """Read the list and show it."""
        workspace = context.workspace
        context.tasks.read(
            lambda: restricted_referrals.of_vault(workspace),
            owner=parent or context.hub,
            done=lambda rows: cls(context, rows, parent).open(),
        )

    def _copy(self) -> None:
        QApplication.clipboard().setText("\n".join(row.reference for row in self._waiting))

    def _hand_over(self) -> None:
        workspace, ids = self._context.workspace, [row.id for row in self._waiting]
        self.set_busy(True)
        self._context.tasks.write(
            lambda: restricted_referrals.hand_over(workspace, ids),
            owner=self,
            done=self._done,
            failed=self.show_error,
        )

    def _done(self, outcome: Outcome[int]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"{counted(outcome.value, 'referral')} handed to the nominated officer.")
        self.accept()


def tell_noted(context: Context, outcome: Outcome[str], parent: QWidget | None) -> None:
    """Tell that a referral waits for the officer, by its reference, with the way to the list."""
    context.hub.tell(outcome)
    text = f"Noted for the nominated officer: {outcome.value}"
    context.say.news(text, "Open the list", lambda: RestrictedDialog.ask(context, parent))


def _waiting_words(number: int) -> str:
    if not number:
        return "None is waiting."
    return f"{counted(number, 'referral')} not handed over yet."
