"""How many months of referrals the guidance names, and how many more by an extension (E11, JFS 1.24)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from jfs_desktop.rules.programme.programme_figures import ContractFrame
from jfs_desktop.rules.writing.wording import long_day

MASTER_PARAGRAPH = "JFS 1.34"


def beyond_the_months(
    frame: ContractFrame, start: date | None, referral_end: date | None, extension_end: date | None
) -> Iterator[str]:
    """A sentence for each date that goes beyond them; the contract's own terms decide, so it is advice."""
    extended = referral_end + timedelta(days=1) if referral_end else None
    for first, last, months, what in (
        (start, referral_end, frame.referral_months, "Referrals run"),
        (extended, extension_end, frame.extension_months, "An extension runs"),
    ):
        if first is None or last is None:
            continue
        foreseen = months_later(first, months) - timedelta(days=1)
        if last > foreseen:
            yield (
                f"{what} for up to {months} months by the guidance, here to {long_day(foreseen)} "
                f"({frame.paragraph}). The contract's own terms decide ({MASTER_PARAGRAPH}): write "
                "where they say so."
            )


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
