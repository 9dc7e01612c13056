"""Whom the tests of the post write to, and by which account."""

from __future__ import annotations

from jfs_desktop.casework.outbox.mail_account import MailAccount, Route

OWN = "priya.nair@example.org"
SERVER = MailAccount(
    Route.SERVER, host="smtp.example.org", user="office", sender_address="office@provider.example",
    sender_name="Harbour Works",
)  # fmt: skip
