"""The tabs of the case page, in their order: the one place where they are named."""

from __future__ import annotations

from ui.pages.case.frame.tab import CaseTab, TabEntry
from ui.shell.context import Context


def _overview(context: Context) -> CaseTab:
    from ui.pages.case.overview.overview import OverviewTab

    return OverviewTab(context)


def _contact(context: Context) -> CaseTab:
    from ui.pages.case.contact.contact import ContactTab

    return ContactTab(context)


def _referral(context: Context) -> CaseTab:
    from ui.pages.case.referral.referral import ReferralTab

    return ReferralTab(context)


def _sessions(context: Context) -> CaseTab:
    from ui.pages.case.sessions.sessions import SessionsTab

    return SessionsTab(context)


def _meeting(context: Context) -> CaseTab:
    from ui.pages.case.meeting.meeting import MeetingTab

    return MeetingTab(context)


def _support(context: Context) -> CaseTab:
    from ui.pages.case.support.support import SupportTab

    return SupportTab(context)


def _plan(context: Context) -> CaseTab:
    from ui.pages.case.plan.plan import PlanTab

    return PlanTab(context)


def _cv(context: Context) -> CaseTab:
    from ui.pages.case.cv.cv import CvTab

    return CvTab(context)


def _documents(context: Context) -> CaseTab:
    from ui.pages.case.documents.documents import DocumentsTab

    return DocumentsTab(context)


def _circumstances(context: Context) -> CaseTab:
    from ui.pages.case.circumstances.circumstances import CircumstancesTab

    return CircumstancesTab(context)


def _ending(context: Context) -> CaseTab:
    from ui.pages.case.ending.ending import EndingTab

    return EndingTab(context)


def _history(context: Context) -> CaseTab:
    from ui.pages.case.history.history import HistoryTab

    return HistoryTab(context)


def _evidence(context: Context) -> CaseTab:
    from ui.pages.case.evidence.evidence import EvidenceTab

    return EvidenceTab(context, {entry.key: entry.title for entry in TABS})


TABS: tuple[TabEntry, ...] = (
    TabEntry("overview", "Overview", _overview),
    TabEntry("referral", "Referral", _referral),
    TabEntry("contact", "Contact", _contact),
    TabEntry("meeting", "Initial meeting", _meeting),
    TabEntry("sessions", "Sessions", _sessions),
    TabEntry("support", "Support", _support),
    TabEntry("plan", "JFAP", _plan),
    TabEntry("cv", "CV", _cv),
    TabEntry("documents", "Documents", _documents),
    TabEntry("circumstances", "Circumstances", _circumstances),
    TabEntry("ending", "Ending", _ending),
    TabEntry("history", "History", _history),
    TabEntry("evidence", "Evidence", _evidence),
)
