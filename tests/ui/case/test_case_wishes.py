"""How somebody wants to be reached stands where the case opens; a note of the referral is no wish."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from jfs_desktop.casework.contact import case_contact
from jfs_desktop.casework.contact.case_contact import ContactDetails
from jfs_desktop.casework.referrals import referrals
from tests.ui.case.case_desk import Desk, a_referral

SAYS = "Left school with a Level 2 in care"


def shown(page: object) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())  # type: ignore[attr-defined]


def test_only_what_was_noted_of_their_wishes_is_called_a_wish(desk: Desk) -> None:
    """C2, R1: a note of the referral may be about anything, so it stands once, under its own name."""
    form = a_referral("PR-9", "Ada", "Bell", ni_number="AB123458D", notes=SAYS)
    case_id = referrals.add(desk.workspace, form).value
    page = desk.open("contact", case_id)
    assert "Wants to be reached" not in shown(page) and SAYS not in page.head.line.text()
    assert shown(page).count(SAYS) == 1
    noted = ContactDetails("07700 900123", "", "", "", None, vulnerable=False, contact_notes="After school")
    desk.shell.hub.tell(case_contact.change_contact(desk.workspace, case_id, noted))
    desk.settle()
    assert "Wants to be reached: After school" in shown(page) and "After school" in page.head.line.text()
