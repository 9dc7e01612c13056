"""The paper that goes with a message: its name, its size, and its pages before it goes (I14, X3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.outbox import mail_preview
from jfs_desktop.casework.outbox.mail_preview import PaperShown
from jfs_desktop.casework.outbox.offered_mail import MailOffer, TypedMail
from jfs_desktop.errors import UserError
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.file_size import size_words
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

PAGES_HEIGHT = 320


class PaperLook(QWidget):
    """The pages are made as they would go now; each look makes them anew, with what is typed by then."""

    def __init__(
        self,
        context: Context,
        offer: MailOffer,
        typed: Callable[[], TypedMail],
        failed: Callable[[UserError], object],
    ) -> None:
        super().__init__()
        self._context, self._offer, self._typed, self._failed = context, offer, typed, failed
        self.goes = label("", "soft", wrap=True)
        self.goes.setObjectName("compose-papers")
        self._name(())
        self.look = button("Look at it…", "link", self._look, name="compose-look")
        line = QHBoxLayout()
        line.addWidget(self.goes, 1)
        line.addWidget(self.look)
        self.pages = PdfView(context)
        self.pages.setMinimumHeight(PAGES_HEIGHT)
        self.pages.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.pages)
        self._weigh()

    def _weigh(self) -> None:
        """Each size stands beside its name without a look: the papers are made behind the window."""
        workspace, offer, typed = self._context.workspace, self._offer, self._typed()
        if offer.papers:
            self._context.tasks.behind(
                lambda: mail_preview.sizes(workspace, offer, typed),
                owner=self,
                done=self._name,
                failed=lambda _: None,  # what cannot be made is told by the look, and by the sending
            )

    def _name(self, sizes: Sequence[int]) -> None:
        named = (
            f"{name} ({size_words(size)})" if size is not None else name
            for name, size in zip_longest(self._offer.papers, sizes)
        )
        self.goes.setText(f"With it goes: {'; '.join(named)}.")

    def _look(self) -> None:
        workspace, offer, typed = self._context.workspace, self._offer, self._typed()
        self.look.setEnabled(False)
        self._context.tasks.write(  # a plan's draft is settled, and a look at what was kept is recorded
            lambda: mail_preview.pages(workspace, offer, typed),
            owner=self,
            done=self._show,
            failed=self._refused,
        )

    def _show(self, shown: PaperShown | None) -> None:
        self.look.setEnabled(True)
        if shown is None:
            self.look.hide()
            return
        if len(self._offer.papers) == 1:
            self._name((len(shown.content),))
        self.pages.show()
        self.pages.show_pdf(shown.content, shown.name)

    def _refused(self, error: UserError) -> None:
        self.look.setEnabled(True)
        self._failed(error)
