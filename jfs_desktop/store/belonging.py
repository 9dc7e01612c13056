"""Which case a changed record belongs to, so that the case's history shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from jfs_desktop.store.recorder import Touched


class Belonging:
    """Answers for the records of one change.

    A record belongs to the case it names, or that of the record it hangs on, or a case of the same
    change that points at it (a participant, a referral), or else the case the verb named.
    """

    def __init__(self, touched: Iterable[Touched], given: UUID | None, db: Session) -> None:
        self._given = given
        self._db = db
        self._known: dict[tuple[str, Any], Any] = {}
        self._pointed_at: dict[Any, UUID] = {}
        for item in touched:
            self._known[item.table.name, item.key[0]] = item.value("case_id")
            if item.table.name == "case":
                for name in ("participant_id", "referral_id"):
                    self._pointed_at[item.value(name)] = item.key[0]

    def case_of(self, item: Touched) -> UUID | None:
        """The case of one record, None where it belongs to none."""
        found = item.key[0] if item.table.name == "case" else item.value("case_id")
        if found is None:
            found = self._of_holder(item)
        if found is None:
            found = self._pointed_at.get(item.key[0], self._given)
        return found if isinstance(found, UUID) else None

    def _of_holder(self, item: Touched) -> Any:
        for column in item.table.columns:
            for foreign in column.foreign_keys:
                holder, key = foreign.column.table, item.value(column.name)
                if key is not None and "case_id" in holder.columns:
                    return self._case_id(holder, key)
        return None

    def _case_id(self, holder: Table, key: Any) -> Any:
        place = (holder.name, key)
        if place not in self._known:
            where = next(iter(holder.primary_key.columns)) == key
            self._known[place] = self._db.connection().scalar(select(holder.columns["case_id"]).where(where))
        return self._known[place]
