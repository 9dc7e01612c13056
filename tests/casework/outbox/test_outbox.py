"""The outbox in the vault: a message goes once; what nobody saw the end of is asked about (I14, I16, I18)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.contact.case_contact import ContactDetails, change_contact
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.kept_files import PERHAPS
from jfs_desktop.casework.outbox import (
    mail_account,
    mail_guards,
    message_copies,
    outbox,
    outbox_decisions,
    outbox_overview,
    outbox_turns,
)
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage, NewPart
from jfs_desktop.casework.outbox.outbox_decisions import Went
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.mail.compose import compose
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office
from tests.casework.mailed import OWN

NO_NETWORK = Delivery(Ending.PUT_OFF, Step.CONNECT, "The server does not answer on port 587.")
TAKEN = Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", "250 OK id=1")
PUT_OFF = Delivery(Ending.PUT_OFF, Step.HAND_OVER, "The server did not take the message.", "450 come again")
REFUSED = Delivery(
    Ending.REFUSED, Step.HAND_OVER, "The server does not take messages to this address.", "550 no"
)
UNKNOWN = Delivery(Ending.UNKNOWN, Step.HAND_OVER, "It may have been taken.")


@pytest.fixture
def case_id(plan_to_send: UUID) -> UUID:
    return plan_to_send


def draft(office: Office, case_id: UUID, **said: object) -> NewMessage:
    """The draft JFAP, kept as it goes."""
    kept = issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(kind="jfap", pdf=b"%PDF-1.7 the plan")
    ).value
    part = NewPart(kept.id, "pdf", "Job Finding Action Plan.pdf")
    new = NewMessage("draft_jfap", case_id, OWN, "Priya Nair", "Your plan", "Dear Priya", parts=(part,))
    return replace(new, **said)  # type: ignore[arg-type]


def queued(office: Office, case_id: UUID, **said: object) -> MessageView:
    return outbox.queue(office.workspace, draft(office, case_id, **said)).value


def wait(office: Office, **time: float) -> None:
    office.clock.at += timedelta(**time)


def sent_again_once_sure(office: Office, message_id: UUID) -> None:
    """It perhaps went: the verb asks first, and is told that it is to go all the same."""
    with pytest.raises(mail_guards.AskFirst, match="may have gone already, on 2") as asked:
        outbox_decisions.send_again(office.workspace, message_id)
    sure = [one.words for one in asked.value.found]
    outbox_decisions.send_again(office.workspace, message_id, confirmed=sure)


def states(office: Office) -> list[MessageState]:
    return [one.state for one in outbox.listed(office.workspace)]


def test_it_waits_for_the_time_to_take_it_back_and_then_goes_once(office: Office, case_id: UUID) -> None:
    message = queued(office, case_id)
    assert (message.state, message.subject) == (MessageState.QUEUED, "Your plan")
    assert outbox.begin_next(office.workspace).value is None, "it can still be taken back"
    wait(office, seconds=10)
    sending = outbox.begin_next(office.workspace).value
    assert sending is not None
    assert sending.letter.subject == f"Your plan [{message.reference}]"
    assert [(part.name, part.content) for part in sending.letter.parts] == [
        ("Job Finding Action Plan.pdf", b"%PDF-1.7 the plan")
    ]
    assert outbox.begin_next(office.workspace).value is None, "one try at a time"


def test_the_fact_stands_from_the_servers_answer_on(office: Office, case_id: UUID) -> None:
    """I16, P9, I18: not before, and with its proof."""
    message = queued(office, case_id)
    wait(office, seconds=10)
    outbox.begin_next(office.workspace)
    assert not any(one.kind == FactKind.DRAFT_JFAP_SENT for one in facts.of_case(office.workspace, case_id))
    wait(office, seconds=3)
    outcome = outbox.end(office.workspace, message.id, TAKEN)
    assert outcome.value.state is MessageState.SENT
    assert outcome.value.note == ""
    assert Changed.CLOCKS in outcome.changed
    (sent,) = [
        one for one in facts.of_case(office.workspace, case_id) if one.kind == FactKind.DRAFT_JFAP_SENT
    ]
    assert (sent.channel, sent.detail["sent_to"], sent.id) == ("email", OWN, outcome.value.fact_id)
    (document,) = issued_documents.of_case(office.workspace, case_id)
    (issue,) = document.issues
    assert (issue.to, issue.proof, issue.message) == (OWN, "250 OK id=1", "Dear Priya")


def test_i18_it_went_when_the_server_took_it_though_the_vault_was_locked_until_later(
    office: Office, case_id: UUID
) -> None:
    """The try ends on a lane of its own; over a lock it is noted only hours later."""
    message = queued(office, case_id)
    wait(office, seconds=10)
    outbox.begin_next(office.workspace)
    wait(office, seconds=2)
    taken = replace(TAKEN, at=office.clock.now())
    wait(office, hours=16)
    sent = outbox.end(office.workspace, message.id, taken).value
    assert sent.ended_at == taken.at
    (fact,) = [
        one for one in facts.of_case(office.workspace, case_id) if one.kind == FactKind.DRAFT_JFAP_SENT
    ]
    assert fact.at is not None and fact.at.replace(microsecond=0) == taken.at.replace(microsecond=0)


def test_what_the_server_puts_off_is_tried_again_under_the_same_id(office: Office, case_id: UUID) -> None:
    message = queued(office, case_id)
    ids = set()
    for tries in (1, 2):
        wait(office, minutes=5)
        sending = outbox.begin_next(office.workspace).value
        assert sending is not None
        ids.add(sending.letter.message_id)
        again = outbox.end(office.workspace, message.id, PUT_OFF).value
        assert (again.state, again.tries, again.failure) == (MessageState.QUEUED, tries, PUT_OFF.words)
        assert outbox.begin_next(office.workspace).value is None, "a pause runs"
    assert ids == {message.message_id}
    for _ in range(4):
        wait(office, days=1)
        assert again.state is MessageState.QUEUED
        outbox.begin_next(office.workspace)
        again = outbox.end(office.workspace, message.id, PUT_OFF).value
    assert again.state is MessageState.FAILED, "after two days"


def test_one_asks_for_all_while_the_way_is_shut(office: Office, case_id: UUID) -> None:
    """I18: after one growing pause; none is given up for it, and none has been tried by it."""
    first = queued(office, case_id)
    others = [queued(office, case_id, purpose="letter").id for _ in range(2)]
    wait(office, minutes=1)
    pauses = []
    for tries in range(1, 8):
        sending = outbox.begin_next(office.workspace).value
        assert sending is not None and sending.id == first.id
        ended = outbox.end(office.workspace, first.id, NO_NETWORK)
        assert ended.besides == ((NO_NETWORK.words,) if tries == 1 else ()), "told once"
        shut_until = outbox_turns.next_due(office.workspace)
        assert shut_until is not None
        shown = outbox_overview.overview(office.workspace).messages
        assert {(one.not_before, one.failure, one.tries) for one in shown} == {
            (shut_until, NO_NETWORK.words, 0)
        }
        assert outbox.begin_next(office.workspace).value is None
        pauses.append(shut_until - office.clock.now())
        office.clock.at = shut_until
    assert pauses[0] == timedelta(minutes=1) and pauses[-1] == timedelta(hours=1)
    assert pauses == sorted(pauses)
    wait(office, days=3)
    for step, ending in (("put off", PUT_OFF), ("taken", TAKEN)):
        sending = outbox.begin_next(office.workspace).value
        assert sending is not None and sending.id != others[1], step
        view = outbox.end(office.workspace, sending.id, ending).value
        assert view.tries == 1, "the first that a server dealt with"
    assert states(office).count(MessageState.QUEUED) == 2, "put off by itself, and the last"
    outbox_decisions.try_now(office.workspace)
    sending = outbox.begin_next(office.workspace).value
    assert sending is not None
    outbox.end(office.workspace, sending.id, NO_NETWORK)
    again = outbox_turns.next_due(office.workspace)
    assert again == office.clock.now() + timedelta(minutes=1), "its pauses begin anew"


def test_a_server_that_takes_none_for_a_while_is_asked_for_all_by_one(office: Office, case_id: UUID) -> None:
    """I18: 421 is the server's word of itself. No message keeps the others for good by it, and the pauses
    grow until one is taken."""
    for _ in range(3):
        queued(office, case_id, purpose="letter")
    wait(office, minutes=1)
    pauses = []
    for _ in range(4):
        sending = outbox.begin_next(office.workspace).value
        assert sending is not None
        outbox.end(office.workspace, sending.id, replace(PUT_OFF, answer="421 4.7.0 too many messages"))
        assert outbox.begin_next(office.workspace).value is None
        shut_until = outbox_turns.next_due(office.workspace)
        assert shut_until is not None
        pauses.append(shut_until - office.clock.now())
        office.clock.at = shut_until
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15)]
    for _ in range(3):
        sending = outbox.begin_next(office.workspace).value
        assert sending is not None
        assert outbox.end(office.workspace, sending.id, TAKEN).value.state is MessageState.SENT


def test_a_message_caught_in_mid_send_is_the_advisers_to_decide(office: Office, case_id: UUID) -> None:
    """A kill between the try and the answer: never a second time by itself."""
    message = queued(office, case_id)
    wait(office, seconds=10)
    sending = outbox.begin_next(office.workspace).value
    assert sending is not None
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    assert outbox_turns.interrupted(office.workspace).value == 1
    assert states(office) == [MessageState.UNCERTAIN]
    with office.workspace.reading() as db:
        (kept,) = message_copies.of_case(db, case_id)[message.id]
    assert (kept.kept_as, kept.sha256) == (
        PERHAPS,
        hashlib.sha256(compose(sending.letter).as_bytes()).hexdigest(),
    ), "what may have gone, to the byte"
    wait(office, days=1)
    assert outbox.begin_next(office.workspace).value is None
    sent_again_once_sure(office, message.id)
    assert outbox.begin_next(office.workspace).value is not None
    assert outbox.end(office.workspace, message.id, UNKNOWN).value.state is MessageState.UNCERTAIN
    by_word = Went("email", office.clock.now(), "She has it, she says")
    went = outbox_decisions.went_by_hand(office.workspace, message.id, by_word).value
    assert (went.state, went.fact_id is not None) == (MessageState.BY_HAND, True)
    assert went.failure == "", "a reason would say that it came back"


def test_what_waited_in_a_backup_that_is_put_back_is_not_sent_a_second_time(
    office: Office, case_id: UUID
) -> None:
    """It went after the backup was made, and the vault that is back knows nothing of that; so with a draft,
    and with one that had failed."""
    failed = queued(office, case_id)
    wait(office, minutes=1)
    outbox.begin_next(office.workspace)
    outbox.end(office.workspace, failed.id, REFUSED)
    drafted = outbox.take_back(office.workspace, queued(office, case_id).id).value
    message = queued(office, case_id)
    vault = office.workspace.vault
    copy = vault.back_up()
    wait(office, minutes=1)
    outbox.begin_next(office.workspace)
    assert outbox.end(office.workspace, message.id, TAKEN).value.state is MessageState.SENT
    office.workspace.close()
    Vault.restore(office.folder, copy, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(
        Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock), office.clock
    )
    told = outbox_turns.interrupted(office.workspace)
    assert told.value == 3 and "backup" in told.besides[0]
    held = outbox.listed(office.workspace)
    assert {one.id for one in held} == {message.id, drafted.id, failed.id}
    assert {one.state for one in held} == {MessageState.UNCERTAIN}
    assert all("may have gone since" in one.failure for one in held)
    assert outbox.begin_next(office.workspace).value is None
    for other in (failed, message):
        outbox_decisions.not_wanted(office.workspace, other.id)
    with pytest.raises(mail_guards.AskFirst, match="may have gone already, on 2"):
        outbox_decisions.send_again(office.workspace, drafted.id)
    assert outbox_turns.interrupted(office.workspace).value == 0, "asked once"


def test_it_is_taken_back_within_its_time_and_not_after(office: Office, case_id: UUID) -> None:
    message = queued(office, case_id)
    assert outbox.take_back(office.workspace, message.id).value.state is MessageState.DRAFT
    other = queued(office, case_id)
    wait(office, seconds=10)
    outbox.begin_next(office.workspace)
    with pytest.raises(RefusedByRule):
        outbox.take_back(office.workspace, other.id)
    outbox.end(office.workspace, other.id, REFUSED)
    assert sorted(states(office)) == [MessageState.DRAFT, MessageState.FAILED]
    assert any("taken back" in one.text.lower() for one in history.of_case(office.workspace, case_id))


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"to_address": "someone@elsewhere.example"}, mail_guards.AskFirst),
        ({"to_address": f"{OWN}, x@example.org"}, RefusedByRule),
        ({"to_address": f"{OWN};x@example.org"}, RefusedByRule),
        ({"to_address": ""}, RefusedByRule),
        ({"body": " "}, BadInput),
        ({"subject": "Your plan\r\nBcc: x@example.org"}, BadInput),
        ({"to_name": "Priya\x00"}, BadInput),
    ],
)
def test_what_may_not_go_is_refused_while_the_adviser_looks_at_it(
    office: Office, case_id: UUID, said: dict[str, str], error: type[Exception]
) -> None:
    """D3: nothing is queued then."""
    with pytest.raises(error) as refused:
        outbox.queue(office.workspace, draft(office, case_id, **said))
    assert refused.type is error, "what is refused is not asked about"
    assert states(office) == []


def asked_about(office: Office, new: NewMessage) -> tuple[str, ...]:
    return tuple(one.words for one in mail_guards.look(office.workspace, new))


def test_d3_another_address_goes_once_the_adviser_is_sure_of_that_very_one(
    office: Office, case_id: UUID
) -> None:
    new = draft(office, case_id, to_address="someone@elsewhere.example")
    said = asked_about(office, new)
    with pytest.raises(mail_guards.AskFirst):
        outbox.queue(office.workspace, replace(new, to_address="other@elsewhere.example", confirmed=said))
    queued_now = outbox.queue(office.workspace, replace(new, confirmed=said)).value
    wait(office, seconds=10)
    assert queued_now.to_address == "someone@elsewhere.example"
    assert outbox.begin_next(office.workspace).value is not None, "what was confirmed is not asked again"


def test_d3_an_address_that_changed_while_the_message_waited_stops_it(office: Office, case_id: UUID) -> None:
    """Nobody is there to be asked: it fails in plain words, and goes only once the adviser says so."""
    message = queued(office, case_id)
    moved = ContactDetails("", "priya@new.example", "", "", None, vulnerable=False, contact_notes="")
    change_contact(office.workspace, case_id, moved)
    wait(office, seconds=10)
    assert outbox.begin_next(office.workspace).value is None
    (failed,) = outbox.listed(office.workspace)
    assert failed.state is MessageState.FAILED
    assert f"{OWN} is not the address of the case. The case has priya@new.example." in failed.failure
    with pytest.raises(mail_guards.AskFirst) as asked:
        outbox_decisions.send_again(office.workspace, message.id)
    said = [one.words for one in asked.value.found]
    outbox_decisions.send_again(office.workspace, message.id, confirmed=said)
    assert outbox.begin_next(office.workspace).value is not None


def test_somebody_elses_document_never_goes_with_it(office: Office, case_id: UUID) -> None:
    other = office.referred(first_name="Owen", email="owen@example.org")
    theirs = draft(office, other)
    with pytest.raises(BadInput, match="somebody else"):
        outbox.queue(office.workspace, replace(draft(office, case_id), parts=theirs.parts))
    with pytest.raises(RefusedByRule, match="another participant"):
        outbox.queue(office.workspace, draft(office, case_id, to_address="Owen@Example.org"))


def test_a_large_message_is_asked_about_above_the_size_that_is_set(office: Office, case_id: UUID) -> None:
    """I18: many a server refuses it; how much is too much stands in Settings."""
    pages = b"%PDF-1.7\n" + bytes(1024 * 1024)
    kept = issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(kind="jfap", pdf=pages)
    ).value
    new = draft(office, case_id, parts=(NewPart(kept.id, "pdf", "Plan.pdf"),))
    mail_account.put(office.workspace, replace(mail_account.get(office.workspace), ask_above_mb=1))
    with pytest.raises(mail_guards.AskFirst, match=r"1\.0 MB") as asked:
        outbox.queue(office.workspace, new)
    assert outbox.listed(office.workspace) == ()
    sure = replace(new, confirmed=tuple(one.words for one in asked.value.found))
    assert outbox.queue(office.workspace, sure).value.state is MessageState.QUEUED


@pytest.mark.parametrize("to", ["name@example..org", "name@localhost", f"{'n' * 65}@example.org"])
def test_an_address_that_nobody_can_have_is_refused_whoever_confirms_it(
    office: Office, case_id: UUID, to: str
) -> None:
    """I16, I18: 'Yes, that is right' is asked of an address, not of a slip of the keys."""
    new = draft(office, case_id, to_address=to)
    with pytest.raises(mail_guards.AskFirst) as asked:
        outbox.queue(office.workspace, new)
    sure = replace(new, confirmed=tuple(one.words for one in asked.value.found))
    with pytest.raises(BadInput) as refused:
        outbox.queue(office.workspace, sure)
    assert refused.value.field == "to"


def test_a_message_without_a_subject_is_refused(office: Office, case_id: UUID) -> None:
    """I18."""
    with pytest.raises(BadInput) as refused:
        outbox.queue(office.workspace, draft(office, case_id, subject=" "))
    assert refused.value.field == "subject"
