"""What stands in a message that came as a file: the parts that matter, read in a process of its own.

This module is what that process runs; it reads a file that a stranger wrote, so nothing of it is trusted and
nothing is fetched, run or opened.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final

from jfs_desktop.mail import internet_message
from jfs_desktop.mail.message_words import MOST_TEXT, Plain, seen

MEMORY: Final = 768 * 2**20
"""Bytes that this process may take."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a message of Outlook begins."""
IN_HTML: Final = "html"
"""Asks for the words of a message's HTML."""


def read(content: bytes) -> Plain:
    """The message as plain values. Raises ValueError where it cannot be read as one."""
    found: Plain = _reader(content).read(content)
    return found


def attached_file(content: bytes, sha256: str) -> bytes:
    """The bytes of one file within a message. Raises ValueError where none of them has that hash."""
    held: bytes
    for held in _reader(content).files(content):
        if hashlib.sha256(held).hexdigest() == sha256:
            return held
    raise ValueError("no such file")


def in_html(content: bytes) -> str:
    """The words of the form with letters and tables that a message has beside its plain text; '' for none."""
    return seen(_reader(content).html(content)[:MOST_TEXT])


def _reader(content: bytes) -> ModuleType:
    if content.startswith(OLE):
        from jfs_desktop.mail import outlook_message  # most messages want nothing of Outlook

        return outlook_message
    return internet_message


def main(words: Sequence[str]) -> int:
    """Read one file from standard input, write what stands in it to standard output, or with a hash as the
    second word the file within it that has that hash, or with ``IN_HTML`` the words of its HTML; the first
    word says how many seconds that may take in the processor. Whatever a stranger's file does to a library
    ends this process, and tells the one that began it that it is no message."""
    _limit(int(words[0]))
    content = sys.stdin.buffer.read()
    if words[1:] == [IN_HTML]:
        sys.stdout.buffer.write(in_html(content).encode())
    elif words[1:]:
        sys.stdout.buffer.write(attached_file(content, words[1]))
    else:
        sys.stdout.write(json.dumps(read(content)))
    return 0


def limits(platform: str, seconds: int) -> Mapping[str, int]:
    """The bounds that a system holds this process to, of memory and of so many ``seconds`` of work, by the
    names of the ``resource`` module.

    macOS takes no bound on memory below what it has set aside for every process, and would end the reading
    with an error: there the process watches itself. Windows has a way of its own.
    """
    if platform == "win32":
        return {}
    memory = {} if platform == "darwin" else {"RLIMIT_AS": MEMORY}
    return {**memory, "RLIMIT_CPU": seconds}


def _limit(seconds: int) -> None:
    """Take no more than a share of memory and time, where the system can see to it."""
    if sys.platform != "win32":
        import resource

        for name, most in limits(sys.platform, seconds).items():
            resource.setrlimit(getattr(resource, name), (most, most))
        if sys.platform == "darwin":
            from jfs_desktop.mail import memory_watch

            memory_watch.begin(MEMORY)
    else:
        from jfs_desktop.mail import windows_bounds

        windows_bounds.hold(MEMORY, seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
