"""What is asked of each system so that a window stays out of a shared screen (SECURITY 4)."""

from __future__ import annotations

import pytest

from ui.shell.capture import (
    AFFINITY_EXCLUDE,
    AFFINITY_MONITOR,
    AFFINITY_NONE,
    SHARING_NONE,
    SHARING_READ_ONLY,
    MacCapture,
    NoCapture,
    WindowsCapture,
    affinities,
    capture_of,
    sharing_type,
)


@pytest.mark.parametrize(
    ("platform", "kind"),
    [("win32", WindowsCapture), ("darwin", MacCapture), ("linux", NoCapture), ("freebsd14", NoCapture)],
)
def test_each_system_has_its_way(platform: str, kind: type[object]) -> None:
    assert type(capture_of(platform)) is kind


def test_windows_is_asked_to_leave_it_out_and_else_to_paint_it_black() -> None:
    assert affinities(True) == (AFFINITY_EXCLUDE, AFFINITY_MONITOR)
    assert affinities(False) == (AFFINITY_NONE,)


def test_macos_is_asked_for_a_window_that_nobody_may_read() -> None:
    assert (sharing_type(True), sharing_type(False)) == (SHARING_NONE, SHARING_READ_ONLY)


def test_a_system_without_the_calls_says_no() -> None:
    assert not NoCapture().keep_out(1, True)
    assert not MacCapture("/nowhere/libobjc.dylib").keep_out(1, True)
