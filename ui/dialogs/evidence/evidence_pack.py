"""What goes into an evidence pack, in which form, and where it goes (I18, MI12, G2, I7)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from jfs_desktop.casework.evidence import evidence_pack
from jfs_desktop.casework.evidence.evidence import CaseEvidence
from jfs_desktop.casework.evidence.evidence_pack import PackWish
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.evidence.pack_making import PackMakingDialog
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as, free
from ui.shell.context import Context
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.last_folder import EXPORTS, keep_folder, last_folder
from ui.widgets.text import label

TITLE = "Evidence pack"
TEXT = (
    "Everything on this case that proves what was done, with a page that opens in any browser: documents and"
    " messages as they are kept, logs, hashes, and what is missing. Outside the vault it is not encrypted:"
    " keep it where only those may look who must."
)
FOLDER, ARCHIVE = "folder", "zip"


class EvidencePackDialog(Dialog):
    """What is restricted wants a tick and a reason; pictures of identity a tick below their notice."""

    def __init__(self, context: Context, found: CaseEvidence, owner: QWidget) -> None:
        super().__init__(TITLE, TEXT, owner.window(), width=560)
        self._context, self._found, self._owner = context, found, owner
        programme = context.workspace.programme_of(found.case_id)
        self._notice = evidence_pack.identity_notice(context.workspace, found.case_id)
        self.form = FormKit()
        shape = ChipChoice([(ARCHIVE, "One ZIP file"), (FOLDER, "A folder")])
        shape.set_chosen((ARCHIVE,))
        self.shape = self.form.add("shape", "As", shape)
        self.identity = QCheckBox("With pictures of identity checks")
        self.identity.setObjectName("pack-identity")
        self.restricted = {
            one.key: QCheckBox(f"With what is kept apart: {one.name.lower()}")
            for one in programme.evidence_classes
            if one.restricted
        }
        self._add_ticks()
        self.reason = self.form.add("reason", "Why what is kept apart goes with it", note_box(2))
        self.form.set_shown("reason", False)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Choose where…", "primary", self._go, saves=True)
        self.go.setObjectName("pack-go")
        shape.setFocus()

    @classmethod
    def ask(cls, context: Context, found: CaseEvidence, owner: QWidget) -> EvidencePackDialog:
        """Open it over the window of ``owner``, which lives on while the pack is written."""
        dialog = cls(context, found, owner)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(str(self.form.value("reason")).strip())

    def wish(self) -> PackWish:
        """What is asked for."""
        notice = self._notice.notice_version if self._notice is not None and self.identity.isChecked() else ""
        chosen = frozenset(key for key, box in self.restricted.items() if box.isChecked())
        return PackWish(chosen, str(self.form.value("reason")).strip() if chosen else "", notice)

    def _add_ticks(self) -> None:
        gaps = len(self._found.missing)
        told = f"{counted(gaps, 'thing')} missing: the pack says so on a page of its own." if gaps else ""
        if told:
            self.form.add_row(label(f"▲ {told}", wrap=True))
        if self._notice is not None:
            self.form.add_row(self.identity)
            self.form.add_row(label(f"What they were told: {self._notice.notice}", "small", wrap=True))
        for key, box in self.restricted.items():
            box.setObjectName(f"pack-{key}")
            box.toggled.connect(self._ticked)
            self.form.add_row(box)

    def _ticked(self, _: bool) -> None:
        self.form.set_shown("reason", any(box.isChecked() for box in self.restricted.values()))

    def _go(self) -> None:
        wish = self.wish()
        if wish.restricted and not wish.reason:
            self.show_refusal(BadInput("Say why this goes into the pack.", field="reason"), self.form)
            return
        folder = FOLDER in self.shape.chosen()
        self.accept()
        _ask_where(self._context, self._found, wish, self._owner, folder=folder)


def _ask_where(
    context: Context, found: CaseEvidence, wish: PackWish, owner: QWidget, *, folder: bool
) -> None:
    """The system's dialog: a name for the ZIP, or the folder in which a new one is made."""
    name = f"{context.workspace.programme_of(found.case_id).name} - {TITLE}"
    write = partial(_write, context, found, wish, owner)
    if not folder:
        zip_file = (SaveAs("zip"),)
        ask_where_as(
            context,
            "Save the evidence pack",
            f"{name}.zip",
            zip_file,
            owner.window(),
            go=lambda file, _: write(file),
        )
        return
    dialog = QFileDialog(owner.window(), "In which folder?", str(last_folder(context.preferences, EXPORTS)))
    dialog.setObjectName("where-to-put")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)

    def chosen(place: str) -> None:
        target = free(Path(place), name)
        keep_folder(context.preferences, EXPORTS, target)
        write(target)

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _write(context: Context, found: CaseEvidence, wish: PackWish, owner: QWidget, path: Path) -> None:
    work = partial(evidence_pack.in_steps, context.workspace, found.case_id, path, wish)
    PackMakingDialog(context, work, owner.window()).open()
