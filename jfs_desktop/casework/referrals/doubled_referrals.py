"""A referral of somebody whose case is open: taken in only to be rejected on PRaP, so that its two days,
the answer and what it doubles are on record (R2, R4, JFS 3.35, 3.36)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals.duplicates import Finding, KnownReferrals
from jfs_desktop.casework.referrals.referral_form import CleanReferral, ReferralForm
from jfs_desktop.casework.referrals.referrals import checked, write
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.referral import ReferralSource
from jfs_desktop.store.unit_of_work import Verb

TAKE_IN = Verb("doubled_referrals.take_in", "take the duplicate in")
PARAGRAPH = "JFS 3.35"


def may_take_in(finding: Finding) -> bool:
    """Whether what was found is another referral of somebody with an open case here, and not the very same
    referral once more."""
    return finding.verdict == "duplicate" and finding.person is not None


def take_in(workspace: Workspace, form: ReferralForm) -> Outcome[UUID]:
    """Open a case for it beside the one that is open; the value is its id. What is known of the person
    stays as it is, and the search is kept as having found a duplicate, so that the rejection is proposed.

    Raises BadInput (``field``) for a field at fault, and where no case of that person is open.
    """
    clean = checked(workspace, form)
    with workspace.changing(TAKE_IN) as change:
        finding = KnownReferrals.like(change.db, workspace, [clean]).search(clean)
        if not may_take_in(finding):
            raise BadInput(
                "This referral doubles no other of a person with an open case.",
                field="ni_number",
                remedy="Add it as any other referral.",
                paragraph=PARAGRAPH,
            )
        (case_id,) = write(
            change, workspace, [(clean, finding.person)], ReferralSource.PRAP_TYPED, doubled=True
        )
    told = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(case_id, told, frozenset({case_id}), change.change_id, TAKE_IN.label)


def take_in_rows(workspace: Workspace, rows: Sequence[tuple[int, CleanReferral]]) -> Outcome[int]:
    """The same for rows of a file, as its preview names them; the value is how many were taken in. Rows
    whose open case has ended since are left out."""
    referrals = [referral for _, referral in rows]
    with workspace.changing(TAKE_IN) as change:
        known = KnownReferrals.like(change.db, workspace, referrals, namesakes=False)
        found = [(referral, known.search(referral)) for referral in referrals]
        taken = [(referral, finding.person) for referral, finding in found if may_take_in(finding)]
        made = write(change, workspace, taken, ReferralSource.PRAP_FILE, doubled=True)
    told = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(len(made), told, frozenset(made), change.change_id, TAKE_IN.label)
