"""Gives a message to the mail program of this computer as a draft (I16, I18; DESIGN 7)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome

if TYPE_CHECKING:
    from ui.shell.context import Context

TOLD = "outbox/told-of-drafts"
OPEN_THERE = "The draft is open in your mail program. Send it there, then say in the outbox that it went."


def open_as_draft(context: Context, message_id: UUID, owner: QObject) -> None:
    """Open a message in the system's mail program, once the person has heard what may remain of it."""
    from jfs_desktop.casework.documents import opened_elsewhere

    if context.preferences.remembered(TOLD):
        _open(context, message_id, owner)
        return

    def answer(yes: bool) -> None:
        if yes:
            context.preferences.remember(TOLD, "yes")
            _open(context, message_id, owner)

    told = opened_elsewhere.may_remain("Your mail program")
    context.say.ask("Open it as a draft?", told, "Open the draft", "Cancel", answer)


def _open(context: Context, message_id: UUID, owner: QObject, confirmed: tuple[str, ...] = ()) -> None:
    from jfs_desktop.casework.outbox import outbox_decisions
    from jfs_desktop.casework.outbox.mail_guards import AskFirst

    workspace = context.workspace

    def written(outcome: Outcome[Path]) -> None:
        context.hub.tell(outcome)
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(outcome.value))):
            context.say.news(OPEN_THERE)
        else:
            _nothing_opens_it(context, message_id, owner)

    def refused(error: UserError) -> None:
        if not isinstance(error, AskFirst):
            context.say.problem(error)
            return
        asked = tuple(one.words for one in error.found)

        def answer(yes: bool) -> None:
            if yes:
                _open(context, message_id, owner, (*confirmed, *asked))

        context.say.ask(error.title, "\n\n".join(asked), "Open the draft", "Cancel", answer)

    context.tasks.write(
        lambda: outbox_decisions.open_as_draft(workspace, message_id, confirmed),
        owner=owner,
        done=written,
        failed=refused,
    )


def _nothing_opens_it(context: Context, message_id: UUID, owner: QObject) -> None:
    """It was given to nobody: it stands as a draft here again."""
    from jfs_desktop.casework.outbox import outbox

    workspace = context.workspace
    context.tasks.write(lambda: outbox.take_back(workspace, message_id), owner=owner, done=context.hub.tell)
    context.say.problem(
        UserError(
            "No program on this computer opens messages.",
            title="The draft was not opened",
            remedy="Choose another way for messages to leave, in Settings under E-mail.",
        )
    )
