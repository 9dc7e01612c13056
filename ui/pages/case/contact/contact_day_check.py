"""What speaks against the day of a booking, asked beside the window and told at its fields (C3, C9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from jfs_desktop.casework.contact import busy_times
from jfs_desktop.casework.contact.busy_times import DayCheck
from ui.pages.case.contact.contact_booking import BookingFields
from ui.pages.case.frame.tab import CaseTab
from ui.shell.context import Context


class DayWatch(QObject):
    """Looks a day up as often as another is chosen; only the last answer is shown, and only while its fields
    still stand. ``standing`` gives the fields that do."""

    def __init__(
        self, context: Context, tab: CaseTab, standing: Callable[[], Iterable[BookingFields]]
    ) -> None:
        super().__init__(tab)
        self._context, self._tab, self._standing = context, tab, standing
        self._asked = 0
        context.sharing.changed.connect(self._check_again)

    def check(self, fields: BookingFields | None) -> None:
        """Ask what speaks against the day and time in these fields."""
        moment = fields.moment_chosen() if fields is not None else None
        case_id, workspace = self._tab.case_id, self._context.workspace
        self._asked += 1
        asked = self._asked
        if fields is None or case_id is None:
            return
        if moment is None:
            fields.show_check(DayCheck())
            return
        on, at = moment

        def told(check: DayCheck) -> None:
            if asked == self._asked and any(one is fields for one in self._standing()):
                fields.show_check(check, shared=self._context.sharing.on)

        self._context.tasks.read(
            lambda: busy_times.check_day(workspace, case_id, on, at), owner=self._tab, done=told
        )

    def _check_again(self) -> None:
        """What names somebody else is not left standing on a screen that is shared."""
        for fields in self._standing():
            fields.show_check(DayCheck())
            self.check(fields)
