"""The summaries of DWP's experience calls, in Settings of the real window (X15; JFS 5.21, 7.42, 7.43)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from jfs_desktop.casework.cases import history, undo_stack
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.ending import call_summaries
from jfs_desktop.rules.writing.wording import month_year
from tests.documents import made_pictures
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.office.call_summary import (
    CallSummaryDialog,
    SummaryActionsDialog,
    SummaryBackDialog,
    months_until,
)
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.pages.calls_card import CallsCard
from ui.shell.shell import Shell
from ui.widgets.picture_drop import PictureDrop

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]
CAME = date(2021, 6, 3)


class CallsDesk:
    """The card on the settings page, in sight, and the dialogs that it opens."""

    def __init__(self, shell: Shell, settle: Settle) -> None:
        self.shell, self._settle = shell, settle
        self.workspace = shell.context.workspace
        shell.window.resize(1280, 800)
        shell.frame.show_page("settings")
        self.rest()
        page: Any = shell.frame.page("settings")
        self.card: CallsCard = page.calls
        (area,) = [one for one in page.findChildren(QScrollArea) if one.isAncestorOf(self.card)]
        area.ensureWidgetVisible(self.card)

    def rest(self) -> None:
        self._settle(self.shell)

    def press(self, name: str, within: QWidget | None = None) -> None:
        (made,) = [one for one in (within or self.card).findChildren(QPushButton, name) if one.isVisible()]
        made.click()
        self.rest()

    def dialog(self, kind: type[Any]) -> Any:
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        return found

    def told(self) -> str:
        return " / ".join(one.text() for one in self.card.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> CallsDesk:
    """Friday 4 June 2021, with nothing kept yet."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.on(date(2021, 6, 4), time(9))
    return CallsDesk(open_window(make_shell, own_vault, passphrase, settle), settle)


def drop(file: Path, on: PictureDrop) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    on.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.LeftButton, none))


def keep_one(desk: CallsDesk, folder: Path) -> None:
    file = folder / "May calls.png"
    file.write_bytes(made_pictures.png(400, 300))
    desk.press("add-summary")
    dialog = desk.dialog(CallSummaryDialog)
    drop(file, dialog.picture)
    desk.rest()
    dialog.form.set_value("received_on", CAME)
    dialog.form.set_value("actions", "Gwenllian Llywelyn-Prytherch rings on the second day from now on.")
    dialog.save.click()
    desk.rest()


def test_x15_a_dropped_summary_is_kept_seen_and_stands_after_a_restart(  # noqa: PLR0917 - fixtures
    desk: CallsDesk,
    tmp_path: Path,
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    settle: Settle,
    save_picture: Save,
) -> None:
    """Month, day of receipt, file and actions; the month offered first is the one just gone."""
    assert "None yet" in desk.told()
    save_picture(desk.shell.window, "calls-empty")
    keep_one(desk, tmp_path)
    for part in ("Sample of May 2021", "Received 3 June 2021", "second day from now on"):
        assert part in desk.told()
    save_picture(desk.shell.window, "calls-kept")
    desk.press("view-summary")
    viewer = desk.dialog(PictureViewer)
    assert not viewer.picture.pixmap().isNull()
    viewer.accept()
    (one,) = call_summaries.all_summaries(desk.workspace)
    assert one.file is not None and len(attachments.openings(desk.workspace, one.file.id)) == 1
    desk.shell.window.close()
    desk.shell.close()
    again = CallsDesk(open_window(make_shell, own_vault, passphrase, settle), settle)
    assert "Sample of May 2021" in again.told()
    again.press("view-summary")
    assert not again.dialog(PictureViewer).picture.pixmap().isNull()


def test_x15_nothing_is_kept_without_a_file_and_the_form_says_so(desk: CallsDesk, save_picture: Save) -> None:
    desk.press("add-summary")
    dialog = desk.dialog(CallSummaryDialog)
    dialog.save.click()
    desk.rest()
    assert "Choose the summary" in dialog.picture.error.text()
    save_picture(dialog, "calls-add")
    dialog.form.set_value("received_on", None)
    dialog.save.click()
    desk.rest()
    assert dialog.form.note("received_on") == "Type the day on which it came."
    assert call_summaries.all_summaries(desk.workspace) == ()


def test_x15_actions_are_changed_and_a_wrong_summary_goes_with_its_reason(
    desk: CallsDesk, tmp_path: Path, save_picture: Save
) -> None:
    keep_one(desk, tmp_path)
    desk.press("summary-actions")
    actions = desk.dialog(SummaryActionsDialog)
    assert "second day" in actions.form.value("actions") and not actions.dirty()
    actions.form.set_value("actions", "Told at the team meeting.")
    actions.save.click()
    desk.rest()
    assert "Told at the team meeting." in desk.told()
    change = undo_stack.read(desk.workspace).undo
    assert change is not None
    desk.shell.context.hub.tell(history.undo(desk.workspace, change.change_id))
    desk.rest()
    assert "second day from now on" in desk.told()
    desk.press("summary-back")
    back = desk.dialog(SummaryBackDialog)
    back.save.click()
    desk.rest()
    assert back.form.note("reason") == "Say why this is taken back."
    back.form.set_value("reason", "Another provider's")
    save_picture(back, "calls-back")
    back.save.click()
    desk.rest()
    assert "taken back: Another provider's" in desk.told()
    assert not [one for one in desk.card.findChildren(QPushButton, "view-summary") if one.isVisible()]


def test_months_offered_go_back_from_this_one() -> None:
    """X15: call_month."""
    months = [month_year(one) for one in months_until(date(2021, 1, 31))]
    assert months[:3] == ["January 2021", "December 2020", "November 2020"]
    assert len(set(months)) == len(months)
