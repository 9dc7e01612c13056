"""The reports on referrals as tables: the same columns in the window, in `jfs report` and in a file (E2, E6,
E10, R3, R10). What leaves the vault carries the PRaP reference and no name of a participant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jfs_desktop.casework.referrals.referral_reports import ReferralReport
from jfs_desktop.exchange.csv_writing import table_as_csv
from jfs_desktop.rules.writing.discreet import Discreet

Cell = str | int | date


@dataclass(frozen=True, slots=True, repr=False)
class SheetLine(Discreet):
    """One line; ``name`` and ``case_id`` are of the person, where it speaks of one."""

    cells: tuple[Cell, ...]
    name: str = ""
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Sheet(Discreet):
    """One report; ``file_name`` is proposed for saving it. ``free_text`` says that something stands in it
    as somebody typed it."""

    file_name: str
    title: str
    headings: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    by_person: bool = False
    free_text: bool = False


def sheets(report: ReferralReport) -> tuple[Sheet, ...]:
    """Answers in time by month, doubts accepted, rejections and exceptions, people handed back."""
    return (_months(report), _doubtful(report), _counts(report), _handed_back(report))


def sheet_csv(sheet: Sheet) -> bytes:
    """One of them as a file for a spreadsheet, without names; days as 2021-05-28."""
    return table_as_csv(
        sheet.headings,
        [[one.isoformat() if isinstance(one, date) else one for one in line.cells] for line in sheet.lines],
    )


def _months(report: ReferralReport) -> Sheet:
    lines = [SheetLine((one.month, one.received, one.on_time, one.waiting)) for one in report.months]
    headings = ("Month", "Received", "In time", "Still waiting")
    return Sheet("answered-in-time.csv", "Answered in time", headings, tuple(lines))


def _doubtful(report: ReferralReport) -> Sheet:
    lines = [
        SheetLine(
            (one.reference, "; ".join(one.no), "; ".join(one.not_known), "Yes" if one.weighed else "No"),
            one.name,
            one.case_id,
        )
        for one in report.doubtful
    ]
    headings = ("Reference", "Answered no", "Not known", "Weighed")
    return Sheet("accepted-in-doubt.csv", "Accepted in doubt", headings, tuple(lines), by_person=True)


def _counts(report: ReferralReport) -> Sheet:
    def told(what: str, numbers: Mapping[str, int]) -> list[SheetLine]:
        return [SheetLine((what, name, number)) for name, number in numbers.items()]

    lines = [*told("Rejected", report.rejections), *told("Exception", report.exceptions)]
    headings = ("What", "Reason", "Number")
    return Sheet("rejections-and-exceptions.csv", "Rejections, exceptions", headings, tuple(lines))


def _handed_back(report: ReferralReport) -> Sheet:
    lines = [
        SheetLine(
            (
                one.reference,
                one.handed_back_on,
                one.handed_back_at,
                one.method,
                one.to_whom,
                one.note,
                "Yes" if one.after_days else "No",
            ),
            one.name,
            one.case_id,
        )
        for one in report.handed_back
    ]
    headings = ("Reference", "Handed back", "At", "How", "To whom", "Note", "PRaP's days over")
    return Sheet("handed-back.csv", "Handed back", headings, tuple(lines), by_person=True, free_text=True)
