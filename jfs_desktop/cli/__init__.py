"""The `jfs` command: a thin face over casework, for scripts, IT and head office.

Exit status 0; 1 when the answer is no or a check failed; 2 for bad use or
input. An error is one plain sentence on standard error.
"""

from __future__ import annotations

import io
import re
import sys
from typing import Final, NoReturn

import typer
from typer.exceptions import TyperException

from jfs_desktop.cli import (
    calendar,
    cases,
    due,
    exports,
    head_office,
    head_office_hand_over,
    head_office_upkeep,
    imports,
    prap,
    referral_reports,
    reports,
    requests,
    sync,
    vaults,
)
from jfs_desktop.errors import UserError
from jfs_desktop.mail import child

app = typer.Typer(
    name="jfs",
    help="Job Finding Support from the command line. Every command takes --json.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("due")(due.due)
app.command("cases")(cases.cases)
app.command("case")(cases.case)
app.command("worklist")(cases.worklist)
app.command("clocks")(cases.clocks)
app.command("prap")(prap.prap)
app.command("requests")(requests.requests)
app.command("demo")(vaults.demo)
app.command("verify")(vaults.verify)
app.add_typer(vaults.app, name="vault")
app.add_typer(imports.app, name="import")
app.add_typer(exports.app, name="export")
reports.app.command("referrals")(referral_reports.referrals)
app.add_typer(reports.app, name="report")
app.add_typer(calendar.app, name="calendar")
app.add_typer(sync.app, name="sync")
head_office.app.command("verify")(head_office_upkeep.verify)
head_office.app.command("backup")(head_office_upkeep.backup)
head_office.app.command("countersigner")(head_office_hand_over.countersigner)
head_office.app.command("hand-over")(head_office_hand_over.hand_over)
app.add_typer(head_office.app, name="head-office")


_WORDINGS: Final = (
    (re.compile(r"Value error, "), ""),
    (re.compile(r"Input should be a valid integer.*"), "that is no whole number."),
    (re.compile(r"Input should be greater than or equal to (\S+)"), r"the least is \1."),
    (re.compile(r"Input should be less than or equal to (\S+)"), r"the most is \1."),
)


def main() -> None:
    """Run the command; a UserError or bad use becomes one sentence and exit status 2."""
    read = child.answered(sys.argv)
    if read is not None:
        sys.exit(read)
    _speak_utf8()
    try:
        status = app(standalone_mode=False)
    except UserError as error:
        _fail(error.sentence)
    except typer.Abort:
        _fail("Stopped.")
    except TyperException as error:
        _fail(_plainly(error.format_message()))
    sys.exit(status if isinstance(status, int) else 0)


def _speak_utf8() -> None:
    """In a file or a pipe every name keeps its letters, Welsh ones too: Windows would write its old code page
    there and end at the first letter that is not in it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _plainly(message: str) -> str:
    """What the parser says of an option, without the words that it has for programmers."""
    for wording, ours in _WORDINGS:
        message = wording.sub(ours, message)
    return message


def _fail(sentence: str) -> NoReturn:
    if sentence:  # empty where a bare `jfs` has shown its help
        sys.stderr.write(f"jfs: {sentence}\n")
    sys.exit(2)
