"""Nothing in a dialog is cut off, however long a name (FIELD-NOTES 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QPushButton

from jfs_desktop.casework.office.calendars import MovedRow
from jfs_desktop.casework.sessions.group_news import PersonToTell
from jfs_desktop.records.views import GapView, StaffView
from ui.dialogs.groups.group_tell import TellDialog
from ui.dialogs.office.district_lead import DistrictLeadDialog
from ui.dialogs.office.moved_dates import MovedDatesDialog
from ui.dialogs.office.staff_member import StaffMemberDialog
from ui.dialogs.referrals.referral import ReferralDialog
from ui.dialogs.requests.jobcentre_request import RequestDialog
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.dialogs.viewing.help import ShortcutSheet
from ui.dialogs.writing.letters import LettersDialog
from ui.shell.context import Context
from ui.shell.shell import Shell
from ui.widgets.dialog import Dialog
from ui.widgets.text import ElidedLabel

LONG = "Gwenllian Angharad Llanfairpwllgwyngyll-Prydderch"


def dialogs(shell: Shell, context: Context) -> Iterator[Dialog]:
    """Forms of one, two and three columns, lists, and questions."""
    window, programme = shell.window, context.workspace.programme
    moment, nobody = datetime(2021, 6, 4, 9, tzinfo=UTC), UUID(int=1)
    moved = MovedRow(
        nobody, LONG, "PRP-1", "a", "Hold the initial meeting", date(2021, 6, 4), date(2021, 6, 7), True, "GB"
    )
    yield ShortcutSheet(shell.inside.menus.actions(), window)
    yield ReferralDialog(context, programme, window)
    yield RequestDialog(context, window)
    yield StaffMemberDialog(StaffView(nobody, LONG, "adviser", False), lambda *_: None, window)
    yield DistrictLeadDialog(None, lambda *_: None, window)
    yield LettersDialog(lambda _: None, window)
    yield GapQuestion(context, GapView(nobody, nobody, nobody, LONG, moment, moment, "sleep"), window)
    yield MovedDatesDialog(context, (moved,) * 30, lambda _: None, window)
    yield TellDialog(context, nobody, tuple(PersonToTell(UUID(int=n), LONG, LONG) for n in range(4)), window)


def cut(dialog: Dialog) -> list[str]:
    """What has less room than it asks for."""
    labels = [
        one for one in dialog.findChildren(QLabel) if one.isVisible() and not isinstance(one, ElidedLabel)
    ]
    found = [one.text() for one in labels if one.width() < one.minimumSizeHint().width()]
    found += [
        one.text()
        for one in labels
        if one.hasHeightForWidth() and one.height() < one.heightForWidth(one.width())
    ]
    verbs = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    found += [one.text() for one in verbs if one.width() < one.sizeHint().width()]
    areas = [one for one in dialog.findChildren(QAbstractScrollArea) if one.isVisible()]
    return found + [str(one) for one in areas if one.horizontalScrollBar().maximum() > 0]


def test_dialogs_are_shown_whole(shell: Shell, settle: Callable[[Shell], None]) -> None:
    """Each with a title, within the window, its verbs in sight; Esc leaves it."""
    for dialog in dialogs(shell, shell.context):
        dialog.open()
        settle(shell)
        name = type(dialog).__name__
        assert dialog.windowTitle() and dialog.height() <= 800, name
        assert not cut(dialog), name
        shown = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isDefault()]
        assert all(one.mapTo(dialog, one.rect().bottomLeft()).y() < dialog.height() for one in shown), name
        dialog.reject()
        settle(shell)
        assert QApplication.activeModalWidget() is None, name
