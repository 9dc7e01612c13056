"""Reusable wording: what is shipped, what is written here, and what a case fills in.

What is shipped can be reworded and put away; the program's own text stays beneath and comes back when
that is undone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.voluntary_wording import refuse_threats
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.paths import resource
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.writing import Snippet
from jfs_desktop.rules.person.folding import tokens
from jfs_desktop.rules.writing.rich_text import words
from jfs_desktop.rules.writing.typed import clean
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change, Verb

ADD = Verb("snippets.add", "add the wording")
CHANGE = Verb("snippets.change", "change the wording")
REMOVE = Verb("snippets.remove", "remove the wording")
LONGEST_TITLE, LONGEST_TEXT = 80, 4_000


@dataclass(frozen=True, slots=True)
class Wording:
    """One piece of reusable wording. ``id`` is None while it is only shipped."""

    title: str
    text: str
    sector: str = ""
    heading: str = ""
    language: str = "en"
    shipped_key: str = ""
    id: UUID | None = field(default=None)

    @property
    def shipped(self) -> bool:
        """Whether it came with the program and stands as it came."""
        return bool(self.shipped_key) and self.id is None

    @property
    def key(self) -> str:
        """What names it among all."""
        return self.shipped_key or str(self.id)


@lru_cache(maxsize=1)
def sectors() -> Mapping[str, str]:
    """Key to name of the sectors that are shipped; '' is every sector."""
    return {one["key"]: one["name"] for one in _shipped_file()["sectors"]}


def every(workspace: Workspace) -> tuple[Wording, ...]:
    """All wording, by sector and title; what was put away is left out."""
    with workspace.reading() as db:
        rows = db.scalars(select(Snippet).order_by(Snippet.written_at)).all()
    own = [_view(row) for row in rows if not row.removed]
    replaced = {row.shipped_key for row in rows if row.shipped_key}
    shipped = [one for one in _shipped() if one.shipped_key not in replaced]
    order = list(sectors())
    return tuple(
        sorted(
            [*own, *shipped],
            key=lambda one: (
                order.index(one.sector) if one.sector in order else len(order),
                one.sector.casefold(),
                one.title.casefold(),
            ),
        )
    )


def found(wordings: Iterable[Wording], typed: str, heading: str = "") -> tuple[Wording, ...]:
    """Those with every typed word in title, sector or text; those for ``heading`` come first."""
    wanted = tokens(typed)
    names = sectors()

    def held(one: Wording) -> str:
        told = (one.title, names.get(one.sector, one.sector), one.heading, words(one.text))
        return " ".join(tokens(" ".join(told)))

    hits = [one for one in wordings if all(word in held(one) for word in wanted)]
    return tuple(sorted(hits, key=lambda one: bool(heading) and one.heading != heading))


def add(workspace: Workspace, wording: Wording) -> Outcome[Wording]:
    """Keep a new piece. Raises BadInput (``field``)."""
    kept = _checked(workspace, wording)
    with workspace.changing(ADD) as change:
        row = _new_row(workspace, change, replace(kept, shipped_key=""))
        made = _view(row)
    return Outcome(made, Changed.TEMPLATES, change_id=change.change_id, label=ADD.label)


def change(workspace: Workspace, before: Wording, wording: Wording) -> Outcome[Wording]:
    """Reword a piece, a shipped one too. Raises BadInput (``field``), NotFound."""
    kept = _checked(workspace, replace(wording, shipped_key=before.shipped_key, id=before.id))
    with workspace.changing(CHANGE) as open_change:
        row = _row(open_change, before)
        if row is None:
            row = _new_row(workspace, open_change, kept)
        else:
            row.title, row.text, row.sector = kept.title, kept.text, kept.sector
            row.heading, row.language = kept.heading, kept.language
            row.written_at, row.written_by = open_change.at, workspace.me.id
        made = _view(row)
    return Outcome(made, Changed.TEMPLATES, change_id=open_change.change_id, label=CHANGE.label)


def remove(workspace: Workspace, wording: Wording) -> Outcome[Wording]:
    """Put a piece away; 'Undo' brings it back. Raises NotFound."""
    with workspace.changing(REMOVE) as open_change:
        row = _row(open_change, wording) or _new_row(workspace, open_change, wording)
        row.removed = True
    return Outcome(wording, Changed.TEMPLATES, change_id=open_change.change_id, label=REMOVE.label)


def known_of(workspace: Workspace, case_id: UUID | None) -> Mapping[str, str]:
    """What fill-ins become in a case; without one only the day is known. Raises NotFound."""
    today = long_day(workspace.today())
    if case_id is None:
        return {"today": today}
    with workspace.reading() as db:
        case = case_of(db, case_id)
        person = db.get_one(Participant, case.participant_id)
        adviser = db.get(Staff, case.adviser_id) if case.adviser_id else None
        return {
            "first name": person.first_name,
            "name": person.name,
            "adviser": adviser.name if adviser else "",
            "jobcentre": db.get_one(Referral, case.referral_id).jobcentre,
            "today": today,
        }


def _checked(workspace: Workspace, wording: Wording) -> Wording:
    kept = replace(
        wording,
        title=" ".join(clean(wording.title).split()),
        text=clean(wording.text).strip(),
        sector=" ".join(clean(wording.sector).split()),
        heading=wording.heading.strip(),
    )
    if not kept.title or len(kept.title) > LONGEST_TITLE:
        raise BadInput(f"Give it a title of up to {LONGEST_TITLE} letters.", field="title")
    if not kept.text or len(kept.text) > LONGEST_TEXT:
        raise BadInput(f"Type the wording, up to {LONGEST_TEXT} letters.", field="text")
    if kept.language not in {"en", "cy"}:
        raise BadInput("Choose English or Welsh.", field="language")
    refuse_threats(workspace.programme, kept.text, "text")
    return kept


def _new_row(workspace: Workspace, open_change: Change, wording: Wording) -> Snippet:
    row = Snippet(
        id=workspace.new_key(),
        shipped_key=wording.shipped_key,
        title=wording.title,
        sector=wording.sector,
        heading=wording.heading,
        text=wording.text,
        language=wording.language,
        removed=False,
        written_at=open_change.at,
        written_by=workspace.me.id,
    )
    open_change.db.add(row)
    return row


def _row(open_change: Change, wording: Wording) -> Snippet | None:
    """Its row; None for one that is only shipped. Raises NotFound for one that is gone."""
    if wording.id is None:
        if not wording.shipped_key:
            raise NotFound("This wording is not in the vault.")
        return open_change.db.scalar(select(Snippet).where(Snippet.shipped_key == wording.shipped_key))
    row = open_change.db.get(Snippet, wording.id)
    if row is None or row.removed:
        raise NotFound("This wording was removed meanwhile.")
    return row


def _view(row: Snippet) -> Wording:
    return Wording(row.title, row.text, row.sector, row.heading, row.language, row.shipped_key, row.id)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Wording, ...]:
    return tuple(
        Wording(one["title"], one["text"].strip(), one["sector"], one["heading"], shipped_key=one["key"])
        for one in _shipped_file()["snippets"]
    )


def _shipped_file() -> Mapping[str, list[dict[str, str]]]:
    with resource("snippets.toml").open("rb") as file:
        held: Mapping[str, list[dict[str, str]]] = tomllib.load(file)
    return held
