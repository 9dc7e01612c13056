"""The pages, the entries of the File menu and the timer bar: the one place where they are named.

A page is added to ``PAGES``, an entry of the File menu to ``COMMANDS``, and
the timer bar is made by ``make_timer``. Each maker imports what it needs when
it is called, so that the first window opens before any of it is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.shell import figures
from ui.shell.entries import Command, PageEntry
from ui.shell.sharing import Sharing
from ui.shell.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from jfs_desktop.clock import Clock
    from ui.pages.page import Page
    from ui.shell.context import Context
    from ui.shell.preferences import Preferences
    from ui.shell.timer_slot import TimerSlot
    from ui.shell.window import MainWindow


def _today_page(context: Context) -> Page:
    from ui.pages.today import TodayPage

    return TodayPage(context)


def _caseload_page(context: Context) -> Page:
    from ui.pages.caseload import CaseloadPage

    page = CaseloadPage(context)
    page.newReferralRequested.connect(lambda: _new_referral(context, page.window()))
    page.importRequested.connect(lambda: _import_referrals(context, page.window()))
    return page


def _case_page(context: Context) -> Page:
    from ui.pages.case.page import CasePage
    from ui.pages.case.tabs import TABS

    return CasePage(context, TABS)


def _group_sessions_page(context: Context) -> Page:
    from ui.pages.group_sessions import GroupSessionsPage

    return GroupSessionsPage(context)


def _jobcentre_requests_page(context: Context) -> Page:
    from ui.pages.jobcentre_requests import JobcentreRequestsPage

    return JobcentreRequestsPage(context)


def _outbox_page(context: Context) -> Page:
    from ui.pages.outbox import OutboxPage

    return OutboxPage(context)


def _sync_page(context: Context) -> Page:
    from ui.pages.sync import SyncPage

    return SyncPage(context)


def _prap_page(context: Context) -> Page:
    from ui.pages.prap import PrapPage

    return PrapPage(context)


def _settings_page(context: Context) -> Page:
    from ui.pages.settings import SettingsPage

    return SettingsPage(context)


def _templates_page(context: Context) -> Page:
    from ui.pages.templates import TemplatesPage

    return TemplatesPage(context)


def make_timer(context: Context) -> TimerSlot:
    """The timer bar of the top bar."""
    from ui.shell.timer_bar import TimerBar

    return TimerBar(context)


def _stop_session(context: Context, window: MainWindow) -> None:
    from ui.shell.timer_bar import TimerBar

    for bar in window.findChildren(TimerBar):
        bar.stop()


def _pause_session(context: Context, window: MainWindow) -> None:
    from ui.shell.timer_bar import TimerBar

    for bar in window.findChildren(TimerBar):
        bar.pause_or_resume()


def _new_referral(context: Context, window: QWidget) -> None:
    from ui.dialogs.referrals.referral import ReferralDialog
    from ui.shell.frame import Frame

    frame = window.findChild(Frame)
    dialog = ReferralDialog.ask(context, window)
    if isinstance(frame, Frame):
        dialog.caseRequested.connect(frame.open_case)


def _import_referrals(context: Context, window: QWidget) -> None:
    from ui.dialogs.referrals.import_referrals import ImportDialog

    ImportDialog.ask(context, window)


def _complaints_page(context: Context) -> Page:
    from ui.pages.complaints import ComplaintsPage

    return ComplaintsPage(context)


def _fast_track(context: Context, window: QWidget) -> None:
    from ui.dialogs.circumstances.fast_track import FastTrackDialog
    from ui.shell.frame import Frame

    frame = window.findChild(Frame)
    # only a case that is in front: an incident of anybody else must not go to the case seen last
    FastTrackDialog.ask(context, frame.case_in_front() if isinstance(frame, Frame) else None, window)


def _complaints(context: Context, window: QWidget) -> None:
    from ui.shell.frame import Frame

    frame = window.findChild(Frame)
    if isinstance(frame, Frame):
        frame.show_page("complaints")


def _templates(context: Context, window: QWidget) -> None:
    from ui.shell.frame import Frame

    frame = window.findChild(Frame)
    if isinstance(frame, Frame):
        frame.show_page("templates")


def _reports(context: Context, window: QWidget) -> None:
    from ui.dialogs.office.reports import ReportsDialog
    from ui.shell.frame import Frame

    frame = window.findChild(Frame)
    if isinstance(frame, Frame):
        ReportsDialog.ask(context, window, frame.open_case)


def _restricted_referrals(context: Context, window: QWidget) -> None:
    from ui.dialogs.referrals.restricted_referrals import RestrictedDialog

    RestrictedDialog.ask(context, window)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", "Today", "today", _today_page, figures.today),
    PageEntry("caseload", "Caseload", "caseload", _caseload_page, figures.caseload),
    PageEntry("case", "Case", "", _case_page),
    PageEntry("prap", "PRaP", "prap", _prap_page, figures.prap),
    PageEntry("group_sessions", "Group sessions", "group", _group_sessions_page, figures.group_sessions),
    PageEntry("outbox", "Outbox", "outbox", _outbox_page, figures.outbox),
    PageEntry(
        "jobcentre_requests",
        "Jobcentre requests",
        "requests",
        _jobcentre_requests_page,
        figures.jobcentre_requests,
    ),
    PageEntry("complaints", "Complaints", "", _complaints_page),
    PageEntry("templates", "Templates", "", _templates_page),
    PageEntry("sync", "Sync", "sync", _sync_page, figures.sync),
    PageEntry("settings", "Settings", "settings", _settings_page),
)
"""In the order of the rail. A page without an icon is opened by other pages only."""

COMMANDS: tuple[Command, ...] = (
    Command("&New referral…", "Ctrl+N", _new_referral),
    Command("&Import referrals…", "Ctrl+I", _import_referrals),
    Command("&Pause or resume the session", "F9", _pause_session, private=False),
    Command("&Stop the session and update the JFAP", "Ctrl+.", _stop_session, private=False),
    Command("Safeguarding &Fast Track…", "Ctrl+Shift+F", _fast_track, "Safeguarding…"),
    Command("&Complaints register", "", _complaints, private=False),
    Command("&Reports…", "", _reports),
    Command("Referrals for the nominated &officer…", "", _restricted_referrals),
    Command("&Templates and standard wording", "", _templates, private=False),
)


def build(
    app: QApplication,
    folder: Path,
    *,
    clock: Clock,
    preferences: Preferences,
    theme: str = "",
    page: str = "",
    plain_size: bool = False,
) -> Shell:
    """The shell with everything that this program has."""
    return Shell(
        app,
        folder,
        clock=clock,
        preferences=preferences,
        theme=theme,
        page=page,
        plain_size=plain_size,
        pages=PAGES,
        commands=COMMANDS,
        make_timer=make_timer,
        sharing=Sharing(),
    )
