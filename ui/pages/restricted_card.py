"""Settings: the restricted referrals that wait for the nominated officer (G3, G4)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.referrals import restricted_referrals
from jfs_desktop.casework.referrals.restricted_referrals import RestrictedRow
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.referrals.restricted_referrals import RestrictedDialog
from ui.pages.safeguarding_card import SelfReadingCard
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.text import label


class RestrictedCard(SelfReadingCard):
    """How many wait, and the way to hand them over."""

    cares = Changed.HISTORY | Changed.CASES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Restricted referrals", context, parent)
        ask = partial(RestrictedDialog.ask, context, self)
        self.verbs.addWidget(button("Hand over…", "plain", ask, name="restricted-referrals"))
        self.words = label("", "soft", wrap=True)
        self.body.addWidget(self.words)

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: restricted_referrals.of_vault(workspace), owner=self, done=self._show)

    def _show(self, rows: tuple[RestrictedRow, ...]) -> None:
        waiting = sum(row.told_at is None for row in rows)
        told = f"{counted(waiting, 'referral waits', 'referrals wait')} for the nominated officer"
        handed = f", {len(rows) - waiting} handed over" if len(rows) > waiting else ""
        self.words.setText(f"{told}{handed} (JFS 3.09)." if rows else "None was refused in this vault.")
