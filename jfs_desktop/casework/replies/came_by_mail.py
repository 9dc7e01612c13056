"""Messages from DWP and answers to the survey that come as files: read, recorded as what they are, and kept
whole with the entry that they make (M8, W8, Q7, AMB-36)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import CheckedFile, NewEvidence
from jfs_desktop.casework.outbox.survey_asking import SURVEY, standing_lines
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import RECORDED, WhatHappened
from jfs_desktop.casework.replies import dwp_forms
from jfs_desktop.casework.replies.reply_files import PASSED_ON, ReplyFile, read_files
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.errors import BadInput
from jfs_desktop.mail.received import Received
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.replies import survey_reply
from jfs_desktop.rules.replies.reply_voice import own_words
from jfs_desktop.rules.writing.discreet import Discreet

KEPT_FOR: Final = {
    FactKind.CHANGE_NOTICE_RECEIVED: "change_notice",
    FactKind.POST_CONFIRMED: "post_reply",
    FactKind.SURVEY_ANSWERED: "survey_reply",
}
"""The purpose for which a message is kept, by what it is recorded as."""


LONGEST: Final = 2000
"""Letters of a message that stand in the entry; the message itself is kept whole."""


def read(path: Path) -> Generator[None, None, ReplyFile]:
    """Read one message in short steps. Raises BadInput (``file``) for what is none or could do harm."""
    with closing(read_files([path])) as files:
        for found in files:
            if isinstance(found, BadInput):
                raise found
            if found is not None:
                return found
            yield
    raise BadInput("This file was not read as a message.", field="file")


def record(workspace: Workspace, case_id: UUID, happened: WhatHappened, file: ReplyFile) -> Outcome[FactView]:
    """Put on the case what a message says, and keep the message with it. Raises as ``facts.record``."""
    programme = workspace.programme_of(case_id)
    with workspace.changing(facts.RECORD_FOR_GOOD, case_id=case_id) as change:  # what is kept is not undone
        fact = facts.write(change, workspace, case_id, happened)
        attachments.keep_in(change, workspace, case_id, evidence(KEPT_FOR[happened.kind], file), fact.id)
        view = facts.view_of(change.db, programme, fact)
    told = RECORDED | Changed.EVIDENCE
    return Outcome(view, told, frozenset({case_id}), change.change_id)


def evidence(purpose: str, file: ReplyFile) -> NewEvidence:
    """A message as it is kept: whole, as it came."""
    return NewEvidence(purpose, CheckedFile(file.content, file.kind), file.name)


@dataclass(frozen=True, slots=True, repr=False)
class Proposal(Discreet):
    """What a message seems to say, as answers to the questions of the entry: ``said`` is the message that is
    meant, ``doubts`` are what the adviser should look at, in sentences."""

    said: Received
    answers: Mapping[str, str] = field(repr=False)
    doubts: tuple[str, ...] = ()


def proposed(workspace: Workspace, case_id: UUID, kind: FactKind, file: ReplyFile) -> Proposal:
    """Read what a message says as an entry of that kind. Raises NotFound."""
    programme = workspace.programme_of(case_id)
    with workspace.reading() as db:
        person = db.get_one(Participant, case_of(db, case_id).participant_id)
        own, ni_number = person.email, person.ni_number
    if kind is FactKind.CHANGE_NOTICE_RECEIVED:
        said = _meant(file.said, lambda one: bool(dwp_forms.named_in(programme, one)))
        doubts = _doubts(file.said, said) + _of_another(said, ni_number)
        return Proposal(said, _of_notice(programme, said), tuple(doubts))
    expected = programme.prap.post_address if kind is FactKind.POST_CONFIRMED else own
    said = _meant(file.said, lambda one: _is_from(one, expected))
    doubts = _doubts(file.said, said)
    if not _is_from(said, expected):
        doubts.append(
            f"It comes from {said.from_address or 'nobody named'}, and {expected or 'no address'} is known."
        )
    if kind is FactKind.POST_CONFIRMED:
        return Proposal(said, {}, (*doubts, *_of_another(said, ni_number)))
    with workspace.reading() as db:
        asked = select(Message.body).where(Message.case_id == case_id, Message.purpose == SURVEY)
        sent = "\n".join([*db.scalars(asked), standing_lines(db, programme)])
    read_as = survey_reply.read(said.text, _answers(programme), sent)
    doubts += [read_as.doubt] if read_as.doubt else []
    answers = {"way": "email", "answer": read_as.answer, "reason": read_as.why[:LONGEST]}
    return Proposal(said, {key: value for key, value in answers.items() if value}, tuple(doubts))


def _meant(said: Received, is_it: Callable[[Received], bool]) -> Received:
    """The message, or the one that hangs on it as a file where somebody only passes that on: its day and time
    are those that count (AMB-36)."""
    within = said.forwarded if not is_it(said) else ()
    return within[0] if len(within) == 1 and is_it(within[0]) else said


def _is_from(said: Received, address: str) -> bool:
    return said.from_address.strip().casefold() == address.strip().casefold()


def _doubts(whole: Received, said: Received) -> list[str]:
    passed_on = f"{PASSED_ON} {whole.from_address or 'nobody named'}."
    found = [passed_on] if said is not whole else []
    return [*found, "A machine wrote this message."] if said.automatic or said.report else found


def _of_another(said: Received, ni_number: str | None) -> list[str]:
    """What is to be asked where it names NI numbers, and this person's is none of them (M8, X4)."""
    named = dwp_forms.ni_numbers_in(f"{said.subject} {said.text}")
    stranger = bool(named) and ni_number is not None and ni_number not in named
    return ["It names another NI number than this person's: is it about somebody else?"] if stranger else []


def _of_notice(programme: Programme, said: Received) -> dict[str, str]:
    """The form that is named in the subject, the name of a file, or the text, and what it says."""
    named = [one.key for one in dwp_forms.named_in(programme, said)]
    answers = {"mailbox": next(iter(said.to), ""), "what": own_words(said.text)[:LONGEST].strip()}
    if len(named) == 1:
        answers["form"] = named[0]
    return {key: value for key, value in answers.items() if value}


def _answers(programme: Programme) -> dict[str, tuple[str, ...]]:
    """Each answer of the survey by its key, as the form names it in either language."""
    asks = programme.fact_kinds[FactKind.SURVEY_ANSWERED].asks
    welsh = labels_in(DocumentLanguage.WELSH)
    return {
        one.key: tuple(name for name in (one.name, welsh.known(one.name)) if name)
        for ask in asks
        if ask.key == "answer"
        for one in ask.choices
    }
