"""Errors that are told to a person.

Every error that a person may meet is a :class:`UserError`: a short title, one
plain sentence of what happened, and what to do. Any other exception that
reaches the surface is a bug.
"""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act on.

    ``title`` fits a heading, ``text`` says what happened, ``remedy`` says what
    to do next, ``paragraph`` names the guidance behind a refusal ('JFS
    3.07'), and ``field`` the question that it is about; the last three may be
    empty.
    """

    def __init__(
        self, text: str, *, title: str = "", remedy: str = "", paragraph: str = "", field: str = ""
    ) -> None:
        self.text = text
        self.title = title or self.default_title
        self.remedy = remedy
        self.paragraph = paragraph
        self.field = field
        super().__init__(self.sentence)

    default_title = "That did not work"

    @property
    def sentence(self) -> str:
        """The whole message on one line, as the command line prints it."""
        source = f" ({self.paragraph})" if self.paragraph else ""
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{self.text}{source}{tail}"


class RefusedByRule(UserError):
    """The guidance does not allow the step now; ``paragraph`` says where. ``field`` names the question whose
    answer would let it pass, and is empty where none would."""

    default_title = "Not yet allowed"


class BadInput(UserError):
    """Something typed or read is wrong; ``field`` names the field at fault."""

    default_title = "Please check this"


class NotFound(UserError):
    """What was asked for is not in the vault."""

    default_title = "Not found"


class VaultProblem(UserError):
    """The vault cannot be opened, read or written."""

    default_title = "The vault cannot be used"


class StepNotSaved(VaultProblem):
    """A step that can be done again; ``first`` says what to do before ('Free some space on the disk'), and is
    empty where nothing is. What goes on from where it came, as an import does, says so in place of
    'do the step again'."""

    def __init__(self, text: str, *, title: str, first: str = "") -> None:
        again = "Do the step again."
        super().__init__(text, title=title, remedy=f"{first} and do the step again." if first else again)
        self.first = first

    def and_then(self, step: str) -> str:
        """What to do, where ``step`` ('import the file again') is done again; without a full stop."""
        return f"{self.first}, then {step}" if self.first else step[:1].upper() + step[1:]


class VaultDamaged(VaultProblem):
    """Part of the vault is not what was written there: it is read as far as that goes, and not written."""

    default_title = "The vault is damaged"


class WrongPassphrase(VaultProblem):
    """The passphrase or recovery code opens no key slot."""

    default_title = "Wrong passphrase"


class VaultInUse(VaultProblem):
    """Another process has the vault open."""

    default_title = "The vault is already open"


class UndoRefused(UserError):
    """A change can no longer be undone; the text says why."""

    default_title = "This cannot be undone"
