"""What waits in the outbox goes by itself, once, and whatever comes between (I14, I16, I18, D3; DESIGN 7)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.contact.case_contact import ContactDetails, change_contact
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.evidence import evidence_pieces
from jfs_desktop.casework.outbox import message_copies, outbox, outbox_decisions
from jfs_desktop.casework.outbox.mail_guards import AskFirst
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.mail import secrets
from jfs_desktop.mail.delivery import Security
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import MessageState
from tests import patience
from tests.mail.certificates import Issuer
from tests.mail.loopback import SECRET, Behaviour, Loopback
from tests.ui.casemaker import case_maker, open_window
from tests.ui.post_office import (
    OFFICE,
    OWN,
    PDF,
    MemoryRing,
    PostRoom,
    account_at,
    agreed,
    heard,
    pem_of,
    plan_for,
    take_account,
)
from ui.dialogs.office.mail_account import MailAccountDialog
from ui.pages.today import TodayPage
from ui.shell.network_back import Reach
from ui.shell.shell import Shell
from ui.widgets.dialog import QuestionBox

CHILD = Path(__file__).parents[1] / "postman_child.py"
ROOT = CHILD.parents[2]
Started = Callable[..., Loopback]


@pytest.fixture
def room(
    own_vault: Path,
    passphrase: str,
    *,
    window_clock,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
) -> PostRoom:
    """The window, with one case whose draft JFAP is to be sent and no account yet."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = agreed(maker)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    return PostRoom(shell, window_clock, settle, case_id)


def message_copies_of(room: PostRoom) -> list[bytes]:
    """The bytes kept of the messages of the case, as a pack takes them out."""
    with room.workspace.reading() as db:
        held = message_copies.of_case(db, room.case_id)
    copies = [copy for several in held.values() for copy in several]
    return [message_copies.content(room.workspace, copy.id, evidence_pieces.EXPORT) for copy in copies]


def asked_on_today(room: PostRoom) -> list[str]:
    """What Today asks for, as it stands in front."""
    page = room.shell.frame.page("today")
    assert isinstance(page, TodayPage) and page.isVisible()
    return [todo.what for todo in page.items.values()]


def test_a_message_goes_after_its_time_to_be_taken_back(room: PostRoom, started: Started) -> None:
    """I16, I18: over an encrypted connection, with what was frozen; the fact stands from the answer on."""
    server = started(Behaviour(), at_once=True)
    take_account(room.workspace, account_at(server.port, security=Security.TLS))
    document = room.queue().parts[0]
    room.wait(seconds=9)
    assert (room.message().state, server.heard.messages) == (MessageState.QUEUED, [])
    room.wait(seconds=1.5)
    message = room.message()
    assert (message.state, message.server_answer) == (MessageState.SENT, "250 2.0.0 taken as 4711")
    assert server.heard.plain == b""
    ((sender, to, wire),) = server.heard.messages
    (kept,) = message_copies_of(room)
    assert kept == wire, "what is kept is what went"
    (read,) = heard(server)
    (part,) = read.iter_attachments()
    assert (sender, to) == (OFFICE, [OWN])
    assert (read["Message-ID"], message.reference in read["Subject"]) == (message.message_id, True)
    assert (part.get_filename(), part.get_payload(decode=True)) == ("Job Finding Action Plan.pdf", PDF)
    sent = [one for one in facts.of_case(room.workspace, room.case_id) if one.id == message.fact_id]
    assert [one.kind for one in sent] == [FactKind.DRAFT_JFAP_SENT]
    (issue,) = issued_documents.one(room.workspace, document.document_id).issues
    assert (issue.to, issue.proof) == (OWN, "250 2.0.0 taken as 4711")


def test_the_time_runs_by_itself(room: PostRoom, started: Started, qtbot: QtBot) -> None:
    """I18: nobody has to press anything."""
    server = started()
    take_account(room.workspace, account_at(server.port, grace_seconds=1))
    room.queue()
    assert room.message().state is MessageState.QUEUED
    room.clock.wall += timedelta(seconds=1.1)
    qtbot.waitUntil(lambda: bool(server.heard.messages))
    room.settle()
    assert room.message().state is MessageState.SENT


def test_taken_back_in_time_nothing_goes(room: PostRoom, started: Started) -> None:
    """I18: undo send."""
    server = started()
    take_account(room.workspace, account_at(server.port))
    message = room.queue()
    room.wait(seconds=5)
    room.do(lambda workspace: outbox.take_back(workspace, message.id))
    room.wait(minutes=5)
    assert (room.message().state, server.heard.messages) == (MessageState.DRAFT, [])


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"RCPT": "550 no such user"}, "does not take messages to this address"),
        ({"DOT": "554 looks like spam"}, "did not take the message"),
    ],
)
def test_what_the_server_refuses_is_told_in_plain_words(
    room: PostRoom, started: Started, says: dict[str, str], words: str
) -> None:
    """I18: it is never tried again by itself; Today asks about it from then on, until that is decided."""
    server = started(Behaviour(says=says))
    room.shell.frame.show_page("today")
    take_account(room.workspace, account_at(server.port))
    room.queue()
    room.wait(seconds=10.5)
    message = room.message()
    assert message.state is MessageState.FAILED
    assert words in message.failure
    assert message.server_answer.startswith(next(iter(says.values()))[:3])
    assert any(words in one for one in room.news)
    assert "Send it again or another way: Draft JFAP, not sent" in asked_on_today(room)
    tried = len(server.heard.encrypted)
    room.wait(days=1)
    assert len(server.heard.encrypted) == tried
    assert not any(
        one.kind == FactKind.DRAFT_JFAP_SENT for one in facts.of_case(room.workspace, room.case_id)
    )
    room.do(lambda workspace: outbox_decisions.not_wanted(workspace, message.id))
    assert not any("not sent" in one for one in asked_on_today(room))


def names_of(server: Loopback) -> list[str]:
    """What the server was given, by the subjects without their references."""
    return [one["Subject"].split(" [")[0] for one in heard(server)]


def queue_five(room: PostRoom) -> list[str]:
    names = [f"Your plan {number}" for number in range(5)]
    for name in names:
        room.queue(subject=name, purpose="letter")
    return names


def test_an_account_that_is_refused_keeps_all_messages_until_it_is_put_right(
    room: PostRoom, started: Started, ring: MemoryRing
) -> None:
    """I18: nothing is wrong with any of them. One asks for all, the adviser hears of it once, and a new
    password lets them go."""
    server = started()
    account = account_at(server.port)
    take_account(room.workspace, account)
    secrets.keep(account.server, "what it was last month")
    names = queue_five(room)
    room.wait(seconds=11)
    room.wait(seconds=30)
    assert [one.state for one in room.messages()] == [MessageState.QUEUED] * 5
    assert len([one for one in room.news if "does not know this user name" in one]) == 1
    assert room.news[-1].endswith(
        "Put it right in Settings, under E-mail. What waits goes once that is right."
    )
    before = server.heard.tries
    room.wait(minutes=14)
    assert server.heard.tries == before == 1, "nobody signs in wrongly again and again"
    room.wait(minutes=2)
    assert (server.heard.tries, len(room.news)) == (2, 1), "asked once more, and no news"
    MailAccountDialog.ask(room.shell.context, room.shell.window, lambda: None)
    room.settle()
    form = QApplication.activeModalWidget()
    assert isinstance(form, MailAccountDialog)
    form.form.set_value("secret", SECRET)
    form.go.click()
    room.settle()
    assert names_of(server) == names
    assert {one.state for one in room.messages()} == {MessageState.SENT}
    assert {one.failure for one in room.messages()} == {""}


@pytest.mark.parametrize("fault", ["certificate", "sender", "password"])
def test_what_the_account_is_refused_for_is_no_fault_of_the_messages(
    room: PostRoom, started: Started, tmp_path: Path, ring: MemoryRing, fault: str
) -> None:
    """I18: however long it takes; it goes by itself once the server lets it, as with a token that was renewed
    by another program."""
    server = started(Behaviour(says={"MAIL": "550 5.7.60 not yours"} if fault == "sender" else {}))
    take_account(room.workspace, account_at(server.port))
    trusted = (tmp_path / "authority.pem").read_bytes()
    if fault == "certificate":
        (tmp_path / "authority.pem").write_bytes(pem_of(Issuer()))
    held = dict(ring.held)
    if fault == "password":
        ring.held.clear()
    names = queue_five(room)
    room.wait(seconds=11)
    room.wait(days=3)
    assert [one.state for one in room.messages()] == [MessageState.QUEUED] * 5
    assert (server.heard.messages, len(room.news)) == ([], 1)
    (tmp_path / "authority.pem").write_bytes(trusted)
    server.hooks.behaviour.says.clear()
    ring.held.update(held)
    room.wait(minutes=16)
    assert names_of(server) == names


def test_a_message_of_which_the_account_asks_may_be_taken_back(room: PostRoom, started: Started) -> None:
    """I18: the others do not wait for one that goes no more."""
    server = started(Behaviour(says={"AUTH": "535 5.7.8 token expired"}))
    take_account(room.workspace, account_at(server.port))
    names = queue_five(room)
    room.wait(seconds=11)
    (asks,) = [one for one in room.messages() if one.failure]
    assert asks.subject == names[0]
    server.hooks.behaviour.says.clear()
    room.do(lambda workspace: outbox.take_back(workspace, asks.id))
    room.wait(seconds=1)
    assert names_of(server) == names[1:]


def test_amb_28_what_waits_as_a_death_is_learned_of_does_not_go(room: PostRoom, started: Started) -> None:
    """JFS 5.19: within the time to take it back, and without anybody looking at the outbox."""
    server = started(Behaviour())
    take_account(room.workspace, account_at(server.port))
    room.queue()
    died = WhatHappened(
        FactKind.DEATH_LEARNED,
        room.workspace.today(),
        room.clock.wall.astimezone(LONDON).time(),
        detail={"told_by": "A sister"},
    )
    room.do(lambda workspace: facts.record(workspace, room.case_id, died))
    room.wait(seconds=10.5)
    message = room.message()
    assert (message.state, server.heard.messages) == (MessageState.FAILED, [])
    assert "The participant has died" in message.failure


def test_d3_what_waits_for_an_address_that_changed_is_held_back_and_said_to_be(
    room: PostRoom, started: Started
) -> None:
    """I18: no document is broken, and no address stands in the news, which others may see."""
    server = started(Behaviour())
    take_account(room.workspace, account_at(server.port))
    room.queue()
    moved = ContactDetails("", "priya@new.example", "", "", None, vulnerable=False, contact_notes="")
    room.do(lambda workspace: change_contact(workspace, room.case_id, moved))
    room.wait(seconds=10.5)
    assert (room.message().state, server.heard.messages) == (MessageState.FAILED, [])
    assert "priya@new.example" in room.message().failure
    assert room.news[-1] == "A message was held back: it did not go."


@pytest.mark.parametrize("drops", ["MID", "DOT"])
def test_a_connection_that_breaks_in_the_message_leaves_it_perhaps_sent(
    room: PostRoom, started: Started, drops: str
) -> None:
    """I18, DESIGN 7: nobody knows, so nothing is tried again before the adviser says so."""
    server = started(Behaviour(drops=drops))
    take_account(room.workspace, account_at(server.port))
    message = room.queue()
    room.wait(seconds=10.5)
    assert room.message().state is MessageState.UNCERTAIN
    given = len(server.heard.encrypted)
    room.wait(days=3)
    assert len(server.heard.encrypted) == given
    server.hooks.behaviour.drops, server.hooks.in_message = "", False
    server.heard.messages.clear()
    with pytest.raises(AskFirst, match="may have gone already") as asked:
        outbox_decisions.send_again(room.workspace, message.id)
    sure = [one.words for one in asked.value.found]
    room.do(lambda workspace: outbox_decisions.send_again(workspace, message.id, confirmed=sure))
    room.wait(seconds=1)
    (read,) = heard(server)
    assert (room.message().state, read["Message-ID"]) == (MessageState.SENT, message.message_id)


def test_a_window_that_locks_in_mid_send_notes_the_answer_after_the_unlock(
    room: PostRoom, started: Started, passphrase: str, qtbot: QtBot
) -> None:
    """I18: neither lost nor sent again."""
    hands = threading.Event()
    server = started(Behaviour(waits=hands))
    take_account(room.workspace, account_at(server.port, grace_seconds=0))
    new = plan_for(room.workspace, room.case_id)
    room.shell.tasks.write(
        lambda: outbox.queue(room.workspace, new), owner=room.shell, done=room.shell.hub.tell
    )
    qtbot.waitUntil(lambda: bool(server.heard.messages))
    assert room.postman.is_out
    room.shell.lock()
    hands.set()
    room.settle()
    assert room.shell.tasks.held
    room.unlock(passphrase)
    message = room.message()
    assert (message.state, message.tries, room.postman.is_out) == (MessageState.SENT, 1, False)
    room.wait(days=1)
    assert len(server.heard.messages) == 1


def test_a_lock_between_the_beginning_and_the_carrying_lets_it_wait_again(
    room: PostRoom, started: Started, passphrase: str
) -> None:
    """I18: it was never handed over, so it goes after the unlock."""
    server = started()
    take_account(room.workspace, account_at(server.port))
    room.queue()
    room.clock.wall += timedelta(seconds=11)
    outbox.begin_next(room.workspace)  # the answer that the lock kept from the window
    room.shell.lock()
    room.settle()
    room.unlock(passphrase)
    assert (room.message().state, room.message().tries) == (MessageState.SENT, 1)
    assert len(server.heard.messages) == 1


def test_killed_in_mid_send_it_is_asked_about_at_the_next_start(
    own_vault: Path,
    passphrase: str,
    window_clock,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
    *,
    started: Started,
    qtbot: QtBot,
) -> None:
    """I18, DESIGN 7: a real process, killed while the server has the message in its hands."""
    hands = threading.Event()
    server = started(Behaviour(waits=hands))
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = agreed(maker)
        take_account(maker.workspace, account_at(server.port, grace_seconds=0))
        outbox.queue(maker.workspace, plan_for(maker.workspace, case_id))
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(own_vault), passphrase, window_clock.wall.isoformat()],
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
    )
    qtbot.waitUntil(lambda: bool(server.heard.messages) or process.poll() is not None)
    process.kill()
    process.wait(patience.SECONDS)
    hands.set()
    assert len(server.heard.messages) == 1, "the window ended by itself"
    window_clock.wall += timedelta(minutes=7)
    shell = make_shell(own_vault)
    room = PostRoom(shell, window_clock, settle, case_id)
    shell.start()
    shell.door.open_with(passphrase)
    room.settle()
    assert room.message().state is MessageState.UNCERTAIN
    assert any("may have gone" in one for one in room.news)
    assert "Say whether it went: Draft JFAP, perhaps sent" in asked_on_today(room)
    room.wait(days=3)
    assert len(server.heard.messages) == 1


def test_while_the_server_takes_nobody_one_message_asks_for_all(
    room: PostRoom,
    started: Started,
    own_vault: Path,
    passphrase: str,
    make_shell: Callable[..., Shell],
    *,
    settle: Callable[[Shell], None],
) -> None:
    """I18: with growing pauses, told once, and gone by themselves; also after a restart the window hears that
    there is a network again."""
    server = started(Behaviour(says={"AUTH": "454 4.7.0 come again later"}))
    take_account(room.workspace, account_at(server.port))
    names = queue_five(room)
    room.wait(seconds=11)
    assert (server.heard.tries, {one.failure != "" for one in room.messages()}) == (1, {True, False})
    for minutes, tries in ((1, 2), (1, 2), (1, 3), (4, 3), (1, 4)):
        room.wait(minutes=minutes, seconds=0.1)
        assert server.heard.tries == tries
    assert {one.state for one in room.messages()} == {MessageState.QUEUED}
    assert [one for one in room.news if "tried again" in one] == [
        "The server does not sign anybody in just now. It is tried again by itself."
    ]
    room.wait(days=3)
    room.do(outbox_decisions.try_now)
    assert server.heard.tries == 6, "none is given up, for none was looked at"
    assert room.shell.window.close(), "nothing is about to go"
    room.shell.close()
    again = PostRoom(make_shell(own_vault), room.clock, settle, room.case_id)
    again.shell.start()
    again.shell.door.open_with(passphrase)
    again.settle()
    again.wait(hours=2)
    assert (server.heard.tries, again.news) == (7, [])
    server.hooks.behaviour.says.clear()
    network = again.postman.network
    assert network is not None
    network.heard(Reach.Disconnected)
    network.heard(Reach.Online)
    again.settle()
    assert names_of(server) == names


def test_while_connections_break_in_the_message_not_every_one_becomes_uncertain(
    room: PostRoom, started: Started
) -> None:
    """I18: each would have to be decided about. The next one is tried after a pause, longer each time."""
    server = started(Behaviour(drops="DOT"))
    take_account(room.workspace, account_at(server.port))
    names = queue_five(room)
    room.wait(seconds=11)
    room.wait(seconds=40)
    assert len(server.heard.messages) == 1
    assert sum(one.state is MessageState.UNCERTAIN for one in room.messages()) == 1
    assert any("connection to the server breaks off" in one.failure for one in room.messages())
    room.wait(seconds=30)
    room.wait(seconds=90)
    assert len(server.heard.messages) == 2, "the second pause is longer"
    server.hooks.behaviour.drops = ""
    room.wait(seconds=40)
    assert names_of(server) == names
    assert [one.state for one in reversed(room.messages())] == [
        *(MessageState.UNCERTAIN,) * 2,
        *(MessageState.SENT,) * 3,
    ]


def test_it_goes_at_once_when_the_network_is_back(
    room: PostRoom, started: Started, settle: Callable[[Shell], None]
) -> None:
    """I18: no pause is waited out for what the system has told; a second word of the same changes nothing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]
    take_account(room.workspace, account_at(nobody))
    room.queue()
    assert room.postman.network is None, "nothing of the network is loaded before it is needed"
    room.wait(seconds=11)
    network = room.postman.network
    assert network is not None and room.message().failure
    server = started()
    take_account(room.workspace, account_at(server.port))
    network.heard(Reach.Disconnected)
    settle(room.shell)
    assert room.message().state is MessageState.QUEUED
    network.heard(Reach.Online)
    network.heard(Reach.Online)
    settle(room.shell)
    assert (room.message().state, len(server.heard.messages)) == (MessageState.SENT, 1)


@pytest.mark.parametrize("wait", [True, False])
def test_closing_before_a_message_has_gone_is_asked_about_once(
    room: PostRoom, started: Started, settle: Callable[[Shell], None], wait: bool
) -> None:
    """I16: whoever pressed 'Send' believes it gone; the window waits for it, or is closed all the same."""
    server = started()
    take_account(room.workspace, account_at(server.port))
    room.queue()
    settle(room.shell)
    assert not room.shell.window.close()
    (box,) = room.shell.window.findChildren(QuestionBox)
    assert any("goes in 10 seconds" in one.text() for one in box.findChildren(QLabel))
    if wait:
        box.accept()
        room.wait(seconds=11)
        assert len(server.heard.messages) == 1
    else:
        box.reject()
        settle(room.shell)
        assert room.shell.window.isVisible()
        assert room.shell.window.close()
    assert not room.shell.window.isVisible()


def test_nothing_else_waits_for_a_server_that_looks_through_a_message(
    room: PostRoom, started: Started, qtbot: QtBot
) -> None:
    """I18: that may take minutes, and a connection is tested meanwhile."""
    hands = threading.Event()
    server = started(Behaviour(waits=hands))
    take_account(room.workspace, account_at(server.port))
    room.queue()
    room.clock.wall += timedelta(seconds=11)
    room.postman.look()
    qtbot.waitUntil(lambda: bool(server.heard.messages), timeout=20_000)
    tested: list[bool] = []
    room.shell.tasks.afar(lambda: True, owner=room.shell, done=tested.append)
    qtbot.waitUntil(lambda: bool(tested), timeout=5_000)
    hands.set()
    room.settle()
    assert room.message().state is MessageState.SENT


@pytest.mark.parametrize("says", [{"RCPT": "550 no such user"}, {"AUTH": "454 not now"}])
def test_a_window_that_waited_for_a_message_stays_where_it_did_not_go(
    room: PostRoom, started: Started, says: dict[str, str]
) -> None:
    """I18: what is to be decided is seen, and nothing closes under somebody's hands an hour later."""
    server = started(Behaviour(says=says))
    take_account(room.workspace, account_at(server.port))
    room.queue()
    room.settle()
    assert not room.shell.window.close()
    room.shell.window.findChild(QuestionBox).accept()
    room.wait(seconds=11)
    assert room.shell.window.isVisible() and room.news
    server.hooks.behaviour.says.clear()
    room.do(outbox_decisions.try_now)
    room.queue(subject="Another", purpose="letter")
    room.wait(minutes=2)
    assert server.heard.messages and room.shell.window.isVisible()
    room.queue(subject="A third", purpose="letter")
    assert not room.shell.window.close(), "it is asked anew of another message"
    assert room.shell.window.close()


def test_many_go_one_after_the_other(room: PostRoom, started: Started) -> None:
    """I18: each once, in the order of queueing."""
    server = started()
    take_account(room.workspace, account_at(server.port))
    for number in range(12):
        room.queue(subject=f"Your plan {number}", purpose="letter")
    room.wait(seconds=11)
    assert {one.state for one in room.messages()} == {MessageState.SENT}
    assert [one["Subject"].split(" [")[0] for one in heard(server)] == [
        f"Your plan {number}" for number in range(12)
    ]
