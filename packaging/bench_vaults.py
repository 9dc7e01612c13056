"""Large vaults for the benchmarks: rows put in in bulk, past the verbs and the journal.

Only measurements use them. The product and its demo make every case by a verb.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from sqlalchemy import insert

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.clock import LONDON, Clock
from jfs_desktop.records.base import Base
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.store.key_header import LANES, MEMORY_KIB, PASSES, ArgonCost
from jfs_desktop.store.vault import Vault

PASSPHRASE = "harbour lantern biscuit meadow tuesday"  # noqa: S105
CHEAP = ArgonCost(min(MEMORY_KIB), min(PASSES), min(LANES))
CASES_A_COMMIT = 2000
BUSY_DAYS, ALL_DAYS = 20, 300

FIRST = ("Ama", "Bryn", "Cerys", "Dewi", "Eilidh", "Farah", "Gwyn", "Hamza", "Isla", "Jude", "Kofi", "Lena")
LAST = ("Ash", "Brook", "Croft", "Dale", "Fell", "Glen", "Heath", "Lea", "Marsh", "Ridge", "Shaw", "Thorn")
TAILS = ("by", "ford", "ham", "ley", "man", "son", "ton", "well", "wick", "worth")
JOBCENTRES = ("Harbourside Jobcentre", "Millgate Jobcentre", "Castle Street Jobcentre", "Tollgate Jobcentre")
KEYED = {"proof": "Accepted"}
# Working days after the referral, and what happened then; each case gets as far as its days allow.
WAYS: tuple[tuple[tuple[int, str, dict[str, str]], ...], ...] = (
    ((0, "acknowledged", KEYED), (1, "contact_attempted", {}), (2, "contacted", {}),
     (5, "initial_meeting_held", {}), (5, "volunteer_confirmed", {}), (5, "pack_sent", {}),
     (5, "draft_jfap_sent", {}), (6, "pack_acknowledged", {}), (6, "jfap_acknowledged", {}),
     (6, "start_keyed", KEYED),
     (9, "session_held", {}), (9, "jfap_updated", {}), (13, "session_held", {}), (13, "jfap_updated", {}),
     (17, "finalising_begun", {}), (17, "completed", {}), (17, "end_keyed", KEYED | {"end_code": "39"}),
     (17, "final_jfap_sent", {}), (17, "survey_asked", {}), (19, "survey_answered", {})),
    ((1, "acknowledged", KEYED), (3, "contacted", {}), (6, "initial_meeting_held", {}),
     (6, "volunteer_confirmed", {}), (6, "pack_sent", {}), (6, "draft_jfap_sent", {}),
     (7, "pack_acknowledged", {}), (7, "jfap_acknowledged", {}), (7, "start_keyed", KEYED),
     (11, "meeting_missed", {}), (12, "re_contact_attempted", {}), (14, "ended_early", {"reason": "left"}),
     (15, "end_keyed", KEYED | {"end_code": "36"}), (15, "final_jfap_sent", {}), (15, "survey_asked", {}),
     (18, "survey_answered", {})),
    ((0, "acknowledged", KEYED), (1, "contact_attempted", {}), (3, "contact_attempted", {}),
     (6, "contact_attempted", {}), (9, "no_contact_keyed", KEYED)),
    ((0, "rejected", KEYED | {"reason": "duplicate"}),),
    (),
)  # fmt: skip
HOW_OFTEN = (50, 25, 15, 8, 1)
"""Of a hundred cases; the last way lapses."""


def make(folder: Path, cases: int, clock: Clock, *, seed: int = 1) -> Workspace:
    """A vault with so many cases, its caseload lines worked out for the clock's day; opened."""
    vault, _ = Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)
    workspace = first_run.begin(
        vault, clock, first_run.FirstRun("Northgate Skills", "R. Khan", prap_role=True)
    )
    made = _cases(workspace, cases, Random(seed))  # noqa: S311 made-up people, not secrets
    while batch := list(islice(made, CASES_A_COMMIT)):
        _insert(workspace, batch)
    for _ in redate(workspace, batch=CASES_A_COMMIT):
        pass
    return workspace


def _insert(workspace: Workspace, batch: list[tuple[dict[str, Any], ...]]) -> None:
    """Participants, referrals, cases, then their facts: in the order that keys need."""
    with workspace.vault.engine.execution_options(write=True).begin() as connection:
        for place, model in enumerate((Participant, Referral, Case)):
            table = Base.metadata.tables[model.__tablename__]
            connection.execute(insert(table), [rows[place] for rows in batch])
        facts = [fact for _, _, _, *of_case in batch for fact in of_case]
        connection.execute(insert(Base.metadata.tables[CaseFact.__tablename__]), facts)


def _cases(workspace: Workspace, number: int, random: Random) -> Iterator[tuple[dict[str, Any], ...]]:
    """Participant, referral and case rows, and the facts, of one case after another. One in seven is
    recent; the rest lie further back, as in a vault that has been used for a year."""
    today = workspace.today()
    for count in range(number):
        back = random.randint(1, BUSY_DAYS if count % 7 == 0 else ALL_DAYS)
        made_on = workspace.calendar.add(today, -back)
        person, referral, case = uuid_utils.uuid7(), uuid_utils.uuid7(), uuid_utils.uuid7()
        moment = _moment(made_on)
        yield (
            {
                "id": person, "first_name": random.choice(FIRST), "last_name": _surname(random),
                "date_of_birth": date(1990, 1, 1), "ni_number": _ni_number(count), "address": "1 Example Row",
                "postcode": "NE1 4ZZ", "nation": random.choice(("ENG", "SCT", "WLS")),
                "telephone": "07700 900123", "email": "person@example.org", "vulnerable": False,
                "contact_notes": "",
            },
            {
                "id": referral, "participant_id": person, "source": "prap_file",
                "prap_reference": f"BEN-{count:07d}", "referral_made_on": made_on, "received_at": moment,
                "benefit": "UC", "claim_start_date": None, "work_coach": "", "notes": "",
                "jobcentre": random.choice(JOBCENTRES),
            },
            {
                "id": case, "participant_id": person, "referral_id": referral,
                "programme": workspace.programme.key,
                "adviser_id": workspace.me.id, "opened_at": moment,
            },
            *_facts(workspace, case, made_on, random, today),
        )  # fmt: skip


def _facts(
    workspace: Workspace, case_id: UUID, made_on: date, random: Random, today: date
) -> Iterator[dict[str, Any]]:
    way = random.choices(WAYS, HOW_OFTEN)[0]
    for days, kind, detail in ((0, "referral_made", {}), (0, "referral_received", {}), *way):
        day = workspace.calendar.add(made_on, days) if days else made_on
        if day > today:
            return
        yield {
            "id": uuid_utils.uuid7(), "case_id": case_id, "kind": kind, "happened_on": day,
            "happened_at": None, "by_staff_id": workspace.me.id, "channel": "", "note": "", "about_id": None,
            "detail": detail, "late_reason": "", "recorded_at": _moment(day), "withdrawn_at": None,
            "withdrawn_reason": "",
        }  # fmt: skip


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), LONDON).astimezone(UTC) + timedelta(minutes=3)


def _surname(random: Random) -> str:
    return random.choice(LAST) + random.choice(TAILS)


def _ni_number(count: int) -> str:
    prefix = "ABCEGHJKLM"[count // 1_000_000 % 10] + "ABCEHJKLMP"[count // 10_000_000 % 10]
    return f"{prefix}{count % 1_000_000:06d}{'ABCD'[count % 4]}"
