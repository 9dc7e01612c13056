"""Checks of what is typed or read: each takes a cell as it came, and gives the
tidy value, or a short plain reason why it cannot be taken.

A reason never repeats the value itself, so that it may stand in a report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeAlias, TypeVar

from jfs_desktop.rules.facts.facts import Nation

T_co = TypeVar("T_co", covariant=True)

Cell: TypeAlias = str | int | float | bool | datetime | date | time | None
"""One cell as it came: always text from a form or a CSV file, typed from a workbook."""

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class Checked(Generic[T_co]):
    """What a check found. ``value`` is empty when ``problem`` says why it was refused;
    ``warning`` goes with a value that is taken all the same."""

    value: T_co | None
    problem: str = ""
    warning: str = ""


# Characters that a reader cannot see: controls, and those that turn the direction
# of writing round, so that a name could show as another name than it is.
_TURNING = frozenset(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C)
)
_LAYOUT = frozenset("\t\n\r")
_WEB_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#][^\s<>\"]*)?", re.IGNORECASE)
# Signs without width that come along when text is copied from a web page.
_WIDTHLESS = {0x200B: None, 0x2060: None, 0xFEFF: None, 0xAD: None}


def hidden_character(text: str) -> str:
    """What kind of unseen character stands in the text, in plain words, or ''.

    Tabs and line ends are seen as white space and let through.
    """
    if text.isascii() and text.isprintable():
        return ""
    for sign in text:
        if sign in _LAYOUT:
            continue
        kind = unicodedata.category(sign)
        if sign in _TURNING:
            return "a character that reverses the direction of writing"
        if kind == "Cc":
            return "a control character"
        if kind in {"Cs", "Cn", "Co"} or sign == "\ufffd":
            return "a character that is not a letter or a sign"
    return ""


def as_text(cell: Cell) -> str:
    """The cell as text: a number without a needless '.0', a date in ISO form, nothing as ''."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if not isinstance(cell, str):
        return str(cell)
    return (cell if cell.isascii() else cell.translate(_WIDTHLESS)).strip()


def line(cell: Cell, *, longest: int = LONGEST_LINE) -> Checked[str]:
    """One line of text; white space is made single blanks. Empty is a value."""
    text = as_text(cell)
    if hidden := hidden_character(text):
        return Checked(None, f"it holds {hidden}")
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(text) > longest:
        return Checked(None, f"it is longer than {longest} characters")
    return Checked(text)


def prap_reference(cell: Cell) -> Checked[str]:
    """A PRaP reference in the one spelling that is kept and searched: capitals, no blanks (R4)."""
    checked = line(cell, longest=60)
    return Checked(reference_key(checked.value)) if checked.value else checked


def reference_key(text: str) -> str:
    """That spelling: two references are the same if this is."""
    return "".join(text.upper().split())


def passage(cell: Cell) -> Checked[str]:
    """Text of several lines, such as notes or an address; line ends are kept as '\\n'."""
    text = as_text(cell)
    if hidden := hidden_character(text):
        return Checked(None, f"it holds {hidden}")
    text = "\n".join(part.rstrip() for part in text.replace("\t", " ").splitlines()).strip()
    if len(text) > LONGEST_TEXT:
        return Checked(None, f"it is longer than {LONGEST_TEXT:,} characters")
    return Checked(unicodedata.normalize("NFC", text))


_FORMULA_SIGNS = frozenset("=+-@")


def name(cell: Cell) -> Checked[str]:
    """A person's name in any script, apostrophes and hyphens included; empty is a value."""
    checked = line(cell, longest=100)
    if checked.value and not any(sign.isalpha() for sign in checked.value):
        return Checked(None, "it holds no letter")
    if checked.value and checked.value[0] in _FORMULA_SIGNS:
        return Checked(
            None, f"a name does not begin with '{checked.value[0]}'; a spreadsheet takes it for a formula"
        )
    if checked.value and any(sign.isdigit() for sign in checked.value):
        return Checked(checked.value, warning="there is a figure in the name")
    return checked


# --- National Insurance number -------------------------------------------------
# HMRC's form: two letters, six figures, one letter. D F I Q U V stand in neither
# place of the prefix, O not in the second, and seven prefixes are never issued.
_NI_FORM = re.compile(r"([A-Z])([A-Z])([0-9]{6})([A-Z]?)")
_NI_NEVER = frozenset("DFIQUV")
_NI_UNUSED = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_NI_SEPARATORS = re.compile(r"[\s./_\-\u2010-\u2015]+")


def ni_number(cell: Cell) -> Checked[str]:
    """A National Insurance number as nine characters without blanks. Empty is a value."""
    text = _NI_SEPARATORS.sub("", as_text(cell)).upper()
    if not text:
        return Checked("")
    found = _NI_FORM.fullmatch(text)
    if found is None:
        return Checked(None, "an NI number is two letters, six figures and a letter A to D")
    first, second, _, suffix = found.groups()
    prefix = first + second
    if prefix in _NI_UNUSED or first in _NI_NEVER or second in _NI_NEVER or second == "O":
        return Checked(None, "no NI number begins with these two letters")
    if not suffix:
        return Checked(None, "the last letter of the NI number, A to D, is missing")
    if suffix not in "ABCD":
        return Checked(None, "the last letter of an NI number is A, B, C or D")
    return Checked(text)


# --- Postcode ------------------------------------------------------------------
# Royal Mail's forms of the outward code: A9 A99 AA9 AA99 A9A AA9A; inward 9AA
# without C I K M O V. Nothing says that a well-formed postcode is in use.
_POSTCODE = re.compile(
    r"(GIR|[A-PR-UWYZ](?:[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9]{1,2}|[A-HK-Y][0-9][ABEHMNPRVWXY]))"
    r"([0-9][ABD-HJLNP-UW-Z]{2})"
)


def postcode(cell: Cell) -> Checked[str]:
    """A UK postcode in capitals with one blank. Empty is a value."""
    text = "".join(as_text(cell).upper().split())
    if not text:
        return Checked("")
    found = _POSTCODE.fullmatch(text)
    if found is None:
        return Checked(None, "it does not have the form of a UK postcode, such as NE1 4AB")
    return Checked(f"{found[1]} {found[2]}")


# --- Telephone and e-mail ------------------------------------------------------
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]+", re.IGNORECASE)


def telephone(cell: Cell) -> Checked[str]:
    """A telephone number as people here write it, or '+...' when it is foreign.

    A number that cannot exist is refused; one that is merely not assigned is
    only warned about. Empty is a value.
    """
    text = as_text(cell)
    if not text:
        return Checked("")
    if len(text) > LONGEST_LINE or hidden_character(text):
        return Checked(None, "it is not a telephone number")
    if _SCIENTIFIC.fullmatch(text):
        return Checked(None, "a spreadsheet has shortened the number; format the column as text")
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return Checked(None, "it is not a telephone number")
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Checked(None, "no telephone number has this many figures")
    home = number.country_code == phonenumbers.country_code_for_region("GB")
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    warning = "" if phonenumbers.is_valid_number(number) else "this telephone number is not in use"
    return Checked(phonenumbers.format_number(number, form), warning=warning)


def email(cell: Cell) -> Checked[str]:
    """An e-mail address, its form only: nothing is looked up. Empty is a value."""
    text = as_text(cell)
    if not text:
        return Checked("")
    if len(text) > LONGEST_EMAIL or hidden_character(text):
        return Checked(None, "it is not an e-mail address")
    from email_validator import EmailNotValidError, validate_email

    try:
        return Checked(validate_email(text, check_deliverability=False, strict=True).normalized)
    except EmailNotValidError:
        return Checked(None, "it is not an e-mail address, such as name@example.org")


def web_address(cell: Cell) -> Checked[str]:
    """The address of a page on the web, its form only; 'https://' is put before one that begins with 'www.'.
    Empty is a value."""
    text = as_text(cell)
    if not text:
        return Checked("")
    text = f"https://{text}" if text.lower().startswith("www.") else text
    if len(text) > LONGEST_LINE or hidden_character(text) or not _WEB_ADDRESS.fullmatch(text):
        return Checked(None, "it is not the address of a page, such as https://www.example.org/survey")
    return Checked(text)


# --- Fixed choices -------------------------------------------------------------
_NORTHERN_IRELAND = frozenset({"nir", "ni", "northernireland"})
_YES = frozenset({"y", "yes", "true", "t", "1"})
_NO = frozenset({"", "n", "no", "false", "f", "0"})


def spelling(text: str) -> str:
    """A word of a fixed list as it is compared: letters and figures only, in lower case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def nation(cell: Cell, spellings: Mapping[str, Nation]) -> Checked[Nation]:
    """The nation somebody lives in; an empty cell gives no value and no problem.

    ``spellings`` are the profile's names, codes and aliases as :func:`spelling` gives them.
    """
    text = spelling(as_text(cell))
    if not text:
        return Checked(None)
    if text in _NORTHERN_IRELAND:
        return Checked(None, "the contract covers England, Scotland and Wales only")
    found = spellings.get(text)
    if found is None:
        return Checked(None, "write England, Scotland or Wales (ENG, SCT, WLS)")
    return Checked(found)


def yes_or_no(cell: Cell) -> Checked[bool]:
    """Yes or no in any of the usual spellings; an empty cell is no."""
    text = as_text(cell).casefold()
    if text in _YES:
        return Checked(True)
    if text in _NO:
        return Checked(False)
    return Checked(None, "write yes or no")
