"""Writing the provider's own text of the induction pack, section by section in both languages (I15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.documents import pack_texts
from jfs_desktop.casework.documents.pack_texts import PackShelf
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.person.document_language import DocumentLanguage
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit
from ui.widgets.rich_text import RichTextArea
from ui.widgets.rich_text_bar import RichTextBar

APPROVED: Final = "approved_by"
_LINES: Final = 6
_ABOUT = (
    "Every pack holds all of these sections, and one that is written for each person. English is needed; "
    "Welsh is written in full or left empty."
)


class PackTextDialog(FormDialog):
    """English on the left, Welsh on the right. What is typed is kept as a draft until it is published."""

    def __init__(self, context: Context, shelf: PackShelf, parent: QWidget | None = None) -> None:
        super().__init__("Induction pack", _ABOUT, parent, width=920)
        self._context, self._shelf = context, shelf
        self.form = FormKit(columns=2)
        for section in shelf.sections:
            for language in DocumentLanguage:
                name, title = f"{language.value}.{section.key}", _title(section.name, language)
                self.form.add(name, title, RichTextArea(name, title, lines=_LINES))
        self.form.add(APPROVED, "Who approved this version", QLineEdit(), span=2)
        self._put(shelf.working)
        self._before = self.form.values()
        self.bar = RichTextBar()
        self.content.addWidget(self.bar)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.start = self.add_verb("Fill what is empty with our wording", "plain", self._start)
        self.start.setObjectName("pack-start")
        self.keep = self.add_verb("Keep as draft", "plain", self._keep_draft, saves=True)
        self.keep.setObjectName("pack-keep")
        self.publish = self.add_verb("Publish", "primary", self._publish)
        self.publish.setObjectName("pack-publish")
        if not shelf.may_publish:
            self.publish.setEnabled(False)
            self.publish.setToolTip("Head office publishes: an analyst or an administrator.")
        self.form.field(f"en.{shelf.sections[0].key}").setFocus()

    @classmethod
    def ask(cls, context: Context, shelf: PackShelf, parent: QWidget | None) -> PackTextDialog:
        """Open it over ``parent``."""
        dialog = cls(context, shelf, parent)
        dialog.open()
        return dialog

    def texts(self) -> Mapping[DocumentLanguage, Mapping[str, str]]:
        """What is written now."""
        return {
            language: {
                one.key: str(self.form.value(f"{language.value}.{one.key}")) for one in self._shelf.sections
            }
            for language in DocumentLanguage
        }

    def _put(self, texts: Mapping[DocumentLanguage, Mapping[str, str]], *, empty_only: bool = False) -> None:
        for language, own in texts.items():
            for key, text in own.items():
                name = f"{language.value}.{key}"
                if name in self.form.names() and not (empty_only and str(self.form.value(name)).strip()):
                    self.form.set_value(name, text)

    def _start(self) -> None:
        self._put(pack_texts.starting_texts(), empty_only=True)

    def _keep_draft(self) -> None:
        workspace, texts = self._context.workspace, self.texts()
        self.set_busy(True)
        self._context.tasks.write(
            lambda: pack_texts.save_working(workspace, texts),
            owner=self,
            done=lambda _: self._gone("Kept as a draft; what goes out is unchanged."),
            failed=self.show_error,
        )

    def _publish(self) -> None:
        workspace, texts, by = self._context.workspace, self.texts(), str(self.form.value(APPROVED))
        self.form.set_notes({})
        self.set_busy(True)
        self._context.tasks.write(
            lambda: pack_texts.publish(workspace, texts, by),
            owner=self,
            done=self._published,
            failed=self._refused,
        )

    def _published(self, outcome: Outcome[Any]) -> None:
        self._context.hub.tell(outcome)
        self._gone(f"Version {outcome.value.number} of the induction pack goes out from now on.")

    def _gone(self, told: str) -> None:
        self._context.say.news(told)
        self._before = self.form.values()
        self.accept()


def _title(section: str, language: DocumentLanguage) -> str:
    return section if language is DocumentLanguage.ENGLISH else f"{section}, in {language.called}"
