"""Half-typed forms and texts, kept in the encrypted store until they are done with.

A draft is neither journaled nor sent; it is there so that a lock or a kill loses nothing. What owns
one keeps it by :func:`put` and :func:`drop` within its own change; a plain form by the verbs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.draft import Draft
from jfs_desktop.store.unit_of_work import Change, Verb

SAVE = Verb("drafts.save", "")
DISCARD = Verb("drafts.discard", "")


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What a form held, by field, and when that was kept."""

    body: Mapping[str, str] = field(repr=False)
    saved_at: datetime


def save_draft(workspace: Workspace, owner: str, body: Mapping[str, str]) -> datetime:
    """Keep what a form holds under ``owner``, in place of what was kept before."""
    with workspace.changing(SAVE) as change:
        return put(change, owner, body)


def read(workspace: Workspace, owner: str) -> FormDraft | None:
    """What is kept under ``owner``, or None."""
    with workspace.reading() as db:
        draft = db.get(Draft, owner)
        return FormDraft(dict(draft.body), draft.saved_at) if draft is not None else None


def kept_under(workspace: Workspace, owners: Collection[str]) -> dict[str, FormDraft]:
    """What is kept under each of these, in one look; those without anything are left out."""
    with workspace.reading() as db:
        found = db.scalars(select(Draft).where(Draft.owner.in_(owners)))
        return {draft.owner: FormDraft(dict(draft.body), draft.saved_at) for draft in found}


def discard(workspace: Workspace, owner: str) -> None:
    """Let go of what is kept under ``owner``, if anything is."""
    with workspace.changing(DISCARD) as change:
        drop(change, owner)


def of_meeting(case_id: UUID) -> str:
    """Under which name the half-typed answers of an initial meeting are kept."""
    return f"initial-meeting:{case_id}"


def put(change: Change, owner: str, body: Mapping[str, Any]) -> datetime:
    """Keep a draft within the change that is open; returns when."""
    draft = change.db.get(Draft, owner)
    if draft is None:
        draft = Draft(owner=owner)
        change.db.add(draft)
    draft.body, draft.saved_at = dict(body), change.at
    return change.at


def drop(change: Change, owner: str) -> None:
    """Let go of a draft, if there is one, within the change that is open."""
    draft = change.db.get(Draft, owner)
    if draft is not None:
        change.db.delete(draft)
