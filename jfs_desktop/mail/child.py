"""How the process is started that reads what a stranger wrote: from source, and from a program that stands in
one file and has no Python beside it.

There the program starts itself with a word that it knows before it loads anything else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

WORD: Final = "--read-message"


SECONDS: Final = 5
"""Of work in the processor, which a message may take: a computer that is busy with something else takes none
of them."""
_SIGKILL, _SIGXCPU, _NOT_ENOUGH_QUOTA, _QUOTA_EXCEEDED = -9, -24, 1816, 0xC0000044
"""How a process ends that has worked for as long as it may, by system."""


def ran_out(status: int) -> bool:
    """Whether a process that ended so had worked for as long as it may."""
    return status in (_SIGKILL, _SIGXCPU, _NOT_ENOUGH_QUOTA, _QUOTA_EXCEEDED)


def command(*words: str, seconds: int = SECONDS, frozen: bool | None = None) -> list[str]:
    """What is called; ``seconds`` of work and ``words`` go to ``mail_file.main``. ``frozen`` says whether
    this program stands in one file, None to look."""
    words = (str(seconds), *words)
    if getattr(sys, "frozen", False) if frozen is None else frozen:
        return [sys.executable, WORD, *words]
    return [sys.executable, "-m", "jfs_desktop.mail.mail_file", *words]


def environment() -> Mapping[str, str]:
    """That of this process, in which the same packages are found."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


def answered(argv: Sequence[str]) -> int | None:
    """Read a message where this program was started for that, and give the exit status; else None. Called by
    each face of the program before it loads anything else."""
    if list(argv[1:2]) != [WORD]:
        return None
    from jfs_desktop.mail import mail_file

    return mail_file.main(argv[2:])
