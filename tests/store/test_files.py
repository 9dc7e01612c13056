"""What the file systems of other computers do, told plainly."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jfs_desktop.casework.desk.leaving_file import Leaving
from jfs_desktop.store import trouble
from jfs_desktop.store.files import flush_folder, swap_in


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only Linux has a folder that cannot be flushed")
def test_a_drive_whose_folders_cannot_be_flushed_takes_files_all_the_same() -> None:
    """As some network drives are; a file has its place there by then."""
    folder = os.open("/proc/self", os.O_RDONLY)
    try:
        with pytest.raises(OSError) as refused:
            os.fsync(folder)
    finally:
        os.close(folder)
    assert refused.value.errno == errno.EINVAL
    flush_folder(Path("/proc/self"))
    with pytest.raises(FileNotFoundError):
        flush_folder(Path("/proc/self/nothing"))


def test_a_path_that_is_too_long_for_windows_is_no_broken_disk() -> None:
    problem = FileNotFoundError(errno.ENOENT, "The filename or extension is too long")
    assert trouble.of_system(problem).title == trouble.unreadable().title
    problem.winerror = 206  # as Windows would have it
    assert trouble.of_system(problem).title == trouble.no_place().title


def test_a_file_that_another_program_shows_is_told_as_that(tmp_path: Path) -> None:
    """I18: Windows keeps the place of a file that is open in Word."""
    leaving = Leaving("The plan", "The plan was not saved", "Choose another folder.")
    problem = PermissionError(errno.EACCES, "Access is denied", "plan.part", None, "plan.docx")
    told = leaving.unwritten(problem)
    assert "take the place" in told.sentence and "Close it" in told.remedy and "plan.docx" not in told.text
    full = leaving.unwritten(OSError(errno.ENOSPC, "No space left on device"))
    assert "disk is full" in full.sentence and "Free some space" in full.remedy
    (tmp_path / "plan.part").touch()
    with pytest.raises(OSError) as refused:
        swap_in(tmp_path / "plan.part", tmp_path / "gone" / "plan.docx")
    assert "there is no such folder" in leaving.unwritten(refused.value).sentence
