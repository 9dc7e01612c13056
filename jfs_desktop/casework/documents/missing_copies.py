"""Papers of the start that went out and of which nothing is kept here (I14, I15, P9; JFS 3.19, 3.29)."""

from __future__ import annotations

from collections.abc import Iterable

from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.documents.document_views import DocumentView
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind

NO_COPY = "no copy kept here"
PAPERS = (FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT)


def of_start(
    known: CaseFacts, kept: Iterable[DocumentView], brought: Iterable[AttachmentView]
) -> tuple[Fact, ...]:
    """The sendings of the pack and of the draft JFAP that name no copy: neither one that was made here, nor
    the file that went, brought in as proof of them."""
    shown = {issue.fact_id for document in kept for issue in document.issues}
    shown |= {one.about for one in brought if not one.taken_back}
    return tuple(fact for fact in known.of(*PAPERS) if fact.id not in shown)
