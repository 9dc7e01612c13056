"""The words that are right here: those somebody put into the dictionary, and the names of a case.

A word of one's own may be a name. It lies in the encrypted vault, stands in no journal and no log, and is
gone for good when it is taken out.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.cv import Cv
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.writing import OwnWord
from jfs_desktop.store.unit_of_work import Verb

ADD = Verb("own_words.add", "")
REMOVE = Verb("own_words.remove", "")
LONGEST = 60
_NAMED_IN_FACTS = frozenset({"employer", "organisation", "provider", "place", "where"})
_CV_NAMES = frozenset({"name", "employer", "place", "school", "provider", "organisation"})


def every(workspace: Workspace) -> tuple[str, ...]:
    """All words, in order."""
    with workspace.reading() as db:
        return tuple(sorted(db.scalars(select(OwnWord.word)), key=str.casefold))


def add(workspace: Workspace, word: str) -> Outcome[str]:
    """Take a word as right from now on. Raises BadInput for what is no single word."""
    clean = word.strip().replace("’", "'")
    if not clean or len(clean) > LONGEST or any(letter.isspace() for letter in clean):
        raise BadInput("Type one word, without blanks.", field="word")
    with workspace.changing(ADD) as change:
        if change.db.get(OwnWord, clean) is None:
            change.db.add(OwnWord(word=clean, added_at=change.at, added_by=workspace.me.id))
    return Outcome(clean, Changed.SETTINGS)


def remove(workspace: Workspace, word: str) -> Outcome[str]:
    """Take a word out; nothing of it stays."""
    with workspace.changing(REMOVE) as change:
        row = change.db.get(OwnWord, word)
        if row is not None:
            change.db.delete(row)
    return Outcome(word, Changed.SETTINGS)


def names_of(workspace: Workspace, case_id: UUID) -> tuple[str, ...]:
    """The names that stand in a case: the person's, where they live, the Jobcentre's, advisers', and the
    employers and schools of the facts and of the CV. Raises NotFound."""
    with workspace.reading() as db:
        case = case_of(db, case_id)
        person = db.get_one(Participant, case.participant_id)
        referral = db.get_one(Referral, case.referral_id)
        found = [person.first_name, person.last_name, person.address, referral.jobcentre, referral.work_coach]
        found += db.scalars(select(Staff.name))
        for detail in db.scalars(select(CaseFact.detail).where(CaseFact.case_id == case_id)):
            found += [str(text) for key, text in detail.items() if key in _NAMED_IN_FACTS]
        cv = db.scalar(select(Cv.content).where(Cv.case_id == case_id))
        found += _names_in(cv or {})
    return tuple(name for name in found if name)


def _names_in(part: object, key: str = "") -> list[str]:
    if isinstance(part, dict):
        return [name for key, inner in part.items() for name in _names_in(inner, str(key))]
    if isinstance(part, list):
        return [name for inner in part for name in _names_in(inner, key)]
    return [part] if isinstance(part, str) and key in _CV_NAMES else []
