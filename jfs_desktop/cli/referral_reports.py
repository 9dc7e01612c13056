"""`jfs report referrals`."""

from __future__ import annotations

import typer

from jfs_desktop.cli.opening import PassphraseFile, Today, VaultPath, opened
from jfs_desktop.cli.printing import Json, print_json, print_table


def referrals(
    vault: VaultPath = None,
    passphrase_file: PassphraseFile = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """Acknowledgements in time, rejections, exceptions, doubts accepted, and people handed back."""
    from dataclasses import asdict

    from jfs_desktop.casework import referral_reports as catalogue

    with opened(vault, passphrase_file, today) as workspace:
        report = catalogue.referrals(workspace)
    if as_json:
        print_json(asdict(report))
        return
    print_table(
        ("Month", "Received", "In time", "Still waiting"),
        [(one.month, one.received, one.on_time, one.waiting) for one in report.months],
    )
    for title, counts in (("Rejected", report.rejections), ("Exceptions", report.exceptions)):
        told = ", ".join(f"{name} {number}" for name, number in counts.items()) or "none"
        typer.echo(f"{title}: {told}")
    print_table(
        ("Name", "Reference", "Answered no", "Not known"),
        [(one.name, one.reference, "; ".join(one.no), "; ".join(one.not_known)) for one in report.doubtful],
    )
    print_table(
        ("Name", "Reference", "Handed back", "To whom", "After the days"),
        [
            (one.name, one.reference, one.handed_back_on, one.to_whom, "yes" if one.after_days else "no")
            for one in report.handed_back
        ],
    )
