"""Recording one certain fact, often as the answer to an earlier one, with the form of every fact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.recording import record_offers
from ui.dialogs.recording.record import RecordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from jfs_desktop.casework.recording.fact_choices import FactChoice
    from jfs_desktop.casework.recording.facts import WhatHappened
    from jfs_desktop.casework.recording.record_offers import RecordOffer
    from jfs_desktop.rules.facts.facts import FactKind
    from ui.shell.context import Context


class AnswerDialog(RecordDialog):
    """The form for one kind of fact; ``about`` is the entry that it answers, or None."""

    def __init__(
        self, context: Context, offer: RecordOffer, parent: QWidget | None, about: UUID | None
    ) -> None:
        super().__init__(context, offer, parent)
        self._about = about
        chosen = self.chosen()
        if chosen is not None:
            self.heading.setText(f"{chosen.name}: {offer.name}")
            self.body.hide()
            self.form.set_shown("kind", False)

    @classmethod
    def answer(
        cls,
        context: Context,
        case_id: UUID,
        parent: QWidget | None,
        kind: FactKind,
        about: UUID | None = None,
    ) -> None:
        """Read what goes with the kind, open the form, and record what is answered."""
        workspace = context.workspace
        context.tasks.read(
            lambda: record_offers.offer(workspace, case_id, kinds=(kind,)),
            owner=parent or context.hub,
            done=lambda offer: cls(context, offer, parent, about).open(),
        )

    def _happened(self, choice: FactChoice) -> WhatHappened:
        return replace(super()._happened(choice), about=self._about)
