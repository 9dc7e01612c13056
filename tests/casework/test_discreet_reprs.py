"""What a traceback or a log would show of a view or a form names ids, and nobody (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import worklist
from jfs_desktop.casework.contact import case_contact
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.plan import plan_export
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.referrals import duplicates, referral_form, restricted_referrals
from jfs_desktop.casework.requests import (
    jobcentre_answers,
    jobcentre_request_views,
    request_candidates,
    request_form,
)
from jfs_desktop.casework.sessions import session_corrections, session_wrap_up
from jfs_desktop.documents.papers import plan as plan_document
from jfs_desktop.exchange import raw_rows, referral_file
from jfs_desktop.records import views
from jfs_desktop.rules.mail import request_text
from jfs_desktop.rules.plan import plan

CANARY = "Zebulon Quillfeather"
ID = UUID(int=7)
MODULES = (
    views, plan, case_contact, duplicates, fact_choices, facts, first_run, plan_export, referral_form,
    restricted_referrals, session_corrections, session_wrap_up, worklist, plan_document, raw_rows,
    referral_file, jobcentre_answers, jobcentre_request_views, request_candidates, request_form, request_text,
)  # fmt: skip
OPEN = {
    "JourneyStep", "TimeTotal", "SegmentView", "FieldNote", "FactChoice", "Worklist", "ReadProgress",
    "Finding", "Examined", "ReferralRows", "FormItem", "RequestItems",
}  # fmt: skip
"""Those that hold no word about anybody, or only such as stand in this list themselves."""


def _kinds() -> Iterator[type]:
    for module in MODULES:
        for kind in vars(module).values():
            if not isinstance(kind, type) or kind.__module__ != module.__name__:
                continue
            if "__dataclass_fields__" in vars(kind) and kind.__name__ not in OPEN:
                yield kind


def _value(hint: Any) -> Any:
    """A value of the type, with the canary wherever a text may stand."""
    if get_origin(hint) in (Union, UnionType):
        return _value(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return (_value(get_args(hint)[0]),)
    known: dict[Any, Any] = {UUID: ID, date: date(1987, 1, 2), datetime: datetime(1987, 1, 2, tzinfo=UTC)}
    if hint in known:
        return known[hint]
    return _filled(hint) if isinstance(hint, type) and is_dataclass(hint) else CANARY


def _filled(kind: type) -> Any:
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name]) for field in fields(kind) if field.init})


@pytest.mark.parametrize("kind", list(_kinds()), ids=lambda kind: kind.__name__)
def test_a_repr_names_nobody(kind: type) -> None:
    made = _filled(kind)
    assert CANARY not in repr(made)
    assert "1987" not in repr(made)


def test_a_repr_still_tells_which_one_it_is() -> None:
    assert repr(_filled(views.GapView)) == f"GapView(id={ID}, session_id={ID}, case_id={ID})"
