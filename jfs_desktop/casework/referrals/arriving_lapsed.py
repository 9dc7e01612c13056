"""Which referrals of a file have lapsed before they come in, so that it is said before they are taken in
(R2, R3, T5)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from jfs_desktop.casework.referrals.referral_form import CleanReferral, FieldNote
from jfs_desktop.clock import london_day
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import automatic_ends
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import long_day

_ONE_DAY = timedelta(days=1)


class Arrivals:
    """Says of each referral whether its acknowledgement day is over; each day of receipt is counted once."""

    def __init__(self, programme: Programme, calendar: WorkingDays, today: date) -> None:
        self._programme, self._calendar, self._today = programme, calendar, today
        self._counted: dict[tuple[date, date, Nation | None], date | None] = {}
        self._rule = next(rule for rule in programme.clocks if rule.ends_as is Stage.LAPSED)

    def note(self, referral: CleanReferral) -> FieldNote | None:
        """The advice for its row; None where there is still time."""
        lapsed = self.lapsed_on(referral)
        if lapsed is None:
            return None
        text = (
            f"acknowledgement was due {long_day(lapsed - _ONE_DAY)}; this referral arrives lapsed, until you "
            "record that it was answered in time"
        )
        return FieldNote("received_at", text, "warning", self._rule.paragraph)

    def lapsed_on(self, referral: CleanReferral) -> date | None:
        """The first day on which it had lapsed; None where there is still time."""
        key = (referral.referral_made_on, london_day(referral.received_at), referral.nation)
        if key not in self._counted:
            self._counted[key] = self._counting(*key)
        return self._counted[key]

    def _counting(self, made: date, received: date, nation: Nation | None) -> date | None:
        came = (
            Fact(UUID(int=1), FactKind.REFERRAL_MADE, made),
            Fact(UUID(int=2), FactKind.REFERRAL_RECEIVED, received),
        )
        known = CaseFacts(None, nation, came)
        ends = automatic_ends(known, self._programme, self._calendar, self._today)
        return next((day for stage, day in ends if stage is Stage.LAPSED), None)
