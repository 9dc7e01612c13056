"""The bridge to the store's threads: order, owners, errors, long work, hold and stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from jfs_desktop.errors import UserError
from tests import patience
from ui.shell.tasks import Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("jfs-")]


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


def test_jobs_run_in_order_off_this_thread_and_answer_on_it(tasks: Tasks, owner: QObject) -> None:
    here, seen, answered = threading.get_ident(), [], []

    def job(number: int) -> Callable[[], int]:
        def run() -> int:
            seen.append(threading.get_ident())
            return number

        return run

    for number in range(20):
        tasks.write(job(number), owner=owner, done=lambda got: answered.append((got, threading.get_ident())))
    assert tasks.wait_idle(patience.MS)
    assert answered == [(number, here) for number in range(20)]
    assert here not in seen
    assert len(set(seen)) == 1


def test_reader_and_writer_are_two_threads(tasks: Tasks, owner: QObject) -> None:
    names: list[str] = []
    tasks.write(lambda: names.append(threading.current_thread().name), owner=owner)
    tasks.read(lambda: names.append(threading.current_thread().name), owner=owner)
    assert tasks.wait_idle(patience.MS)
    assert sorted(names) == ["jfs-reader", "jfs-writer"]


def test_answer_for_a_dead_owner_is_dropped(tasks: Tasks) -> None:
    gone, answers = QObject(), []
    gate = threading.Event()
    tasks.write(gate.wait, owner=gone, done=answers.append)
    shiboken6.delete(gone)
    gate.set()
    assert tasks.wait_idle(patience.MS)
    assert answers == []


def test_user_error_goes_to_the_caller_or_to_everyone(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    def refuse() -> None:
        raise UserError("The disk is full.")

    taken: list[UserError] = []
    tasks.write(refuse, owner=owner, failed=taken.append)
    assert tasks.wait_idle(patience.MS)
    assert [error.text for error in taken] == ["The disk is full."]
    with qtbot.waitSignal(tasks.problem) as heard:
        tasks.write(refuse, owner=owner)
    assert heard.args is not None
    assert heard.args[0].text == "The disk is full."


def test_a_bug_reaches_the_crash_hook(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    with qtbot.captureExceptions() as caught:
        tasks.read(lambda: {}["nothing"], owner=owner)
        assert tasks.wait_idle(patience.MS)
    assert [kind for kind, _, _ in caught] == [KeyError]


def test_a_click_does_not_wait_for_long_work(tasks: Tasks, owner: QObject) -> None:
    order: list[str] = []
    started, clicked = threading.Event(), threading.Event()

    def long_work() -> Generator[int, None, str]:
        for step in range(3):
            order.append(f"step {step}")
            started.set()
            assert clicked.wait(patience.SECONDS)
            yield step
        return "whole"

    done: list[str] = []
    progress: list[int] = []
    tasks.steps(long_work, owner=owner, progress=progress.append, done=done.append)
    assert started.wait(patience.SECONDS)
    tasks.write(lambda: order.append("click"), owner=owner)
    clicked.set()
    assert tasks.wait_idle(patience.MS)
    assert order == ["step 0", "click", "step 1", "step 2"]
    assert progress == [0, 1, 2]
    assert done == ["whole"]


def test_cancelled_work_tells_how_far_it_came(tasks: Tasks, owner: QObject) -> None:
    def counted() -> Generator[int, None, int]:
        so_far = 0
        try:
            while True:
                so_far += 200
                yield so_far
        except GeneratorExit:
            return so_far

    reports: list[int] = []
    seen: list[int] = []

    def look(so_far: int) -> None:
        seen.append(so_far)
        steps.cancel()

    steps = tasks.steps(counted, owner=owner, progress=look, done=reports.append)
    assert tasks.wait_idle(patience.MS)
    assert len(reports) == 1
    assert reports[0] >= seen[0]


def test_work_cancelled_in_the_middle_of_a_step_tells_how_far_it_came(tasks: Tasks, owner: QObject) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def counted() -> Generator[int, None, int]:
        begun.set()
        assert go_on.wait(patience.SECONDS)
        try:
            yield 1
        except GeneratorExit:
            return 1
        return 2

    reports: list[int] = []
    steps = tasks.steps(counted, owner=owner, done=reports.append)
    assert begun.wait(patience.SECONDS)
    steps.cancel()
    go_on.set()
    assert tasks.wait_idle(patience.MS)
    assert reports == [1]


def test_cancelled_work_that_says_nothing_is_told_as_stopped(tasks: Tasks, owner: QObject) -> None:
    def endless() -> Generator[int, None, None]:
        while True:
            yield 1

    stopped: list[bool] = []
    steps = tasks.steps(
        endless, owner=owner, progress=lambda _: steps.cancel(), stopped=lambda: stopped.append(True)
    )
    assert tasks.wait_idle(patience.MS)
    assert stopped == [True]


def test_while_held_only_the_vault_s_own_jobs_run(tasks: Tasks, owner: QObject) -> None:
    ran: list[str] = []
    tasks.write(lambda: ran.append("draft"), owner=owner)
    tasks.hold()
    tasks.write(lambda: ran.append("late"), owner=owner)
    tasks.read(lambda: ran.append("late read"), owner=owner)
    tasks.apart(lambda: ran.append("lock"), owner=owner)
    assert tasks.wait_idle(patience.MS)
    assert ran == ["draft", "lock"]
    tasks.release()
    tasks.write(lambda: ran.append("again"), owner=owner)
    assert tasks.wait_idle(patience.MS)
    assert ran[-1] == "again"


def test_stop_runs_what_was_asked_for(qapp: object, owner: QObject) -> None:
    tasks, ran = Tasks(), []
    for number in range(5):
        tasks.write(lambda which=number: ran.append(which), owner=owner)
    tasks.stop()
    assert ran == [0, 1, 2, 3, 4]
