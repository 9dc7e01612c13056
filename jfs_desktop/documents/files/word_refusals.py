"""Why a file is not taken as a Word document, in the words a person reads, and what a stranger really is."""

from __future__ import annotations

from typing import Final

from jfs_desktop.errors import UserError

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD_97: Final = "WordDocument".encode("utf-16-le")
_LONGEST_NAME: Final = 80

_SAVE_AS_DOCX: Final = "Open it in Word, save it as 'Word Document (.docx)', then choose that file."
_SAVE_AGAIN: Final = "Save it in Word as .docx and try again."


class WordFileRefused(UserError):
    """A file from outside is not taken as a Word document: the text says why, the remedy what to do."""

    default_title = "This file cannot be taken"


def shown(name: str) -> str:
    """A file's name as a sentence can quote it: without controls or marks that turn the writing round."""
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    if len(plain) > _LONGEST_NAME:
        plain = plain[: _LONGEST_NAME - 10] + "…" + plain[-9:]
    return f"'{plain}'" if plain else "This file"


def is_ole(content: bytes) -> bool:
    """Whether it is a compound file, as old Office, embedded objects and encrypted documents are."""
    return content.startswith(_OLE)


def is_zip(content: bytes) -> bool:
    """Whether it begins as a zip file does."""
    return content.startswith(_ZIPPED)


def stranger(content: bytes) -> str:
    """What a file is that is neither a picture nor a PDF, as a sentence names it; empty where it may be one,
    and for what nobody can tell."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if is_zip(content):
        return "a Word file (.docx)" if b"word/" in content else "a packed file, as Office and ZIP make them"
    if is_ole(content):
        return "an old Word file (.doc)" if _WORD_97 in content else "a locked or old Office file"
    for begins, called in (
        (b"{\\rtf", "a Rich Text file (.rtf)"),
        (b"<html", "a web page"),
        (b"<!doctype html", "a web page"),
        (b"mz", "a program"),
        (b"\x7felf", "a program"),
    ):
        if head[:20].lower().startswith(begins):
            return called
    return ""


def refuse_stranger(content: bytes, name: str) -> None:
    """Raises WordFileRefused for what is no zip file at all, naming what it is where that can be told."""
    if is_zip(content):
        return
    file = shown(name)
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content:
        raise WordFileRefused(f"{file} is empty.", remedy="Choose another file.")
    if is_ole(content):
        raise _compound(content, file)
    if head.startswith(b"{\\rtf"):
        raise WordFileRefused(f"{file} is a Rich Text file (.rtf).", remedy=_SAVE_AS_DOCX)
    if head.startswith(b"%PDF-"):
        raise WordFileRefused(
            f"{file} is a PDF and not a Word document.", remedy="Choose the Word file that it was made from."
        )
    if head[:200].lower().startswith((b"<html", b"<!doctype html")):
        raise WordFileRefused(f"{file} is a web page and not a Word document.", remedy=_SAVE_AS_DOCX)
    raise damaged(name)


def _compound(content: bytes, file: str) -> WordFileRefused:
    if _ENCRYPTED in content:
        return locked(file)
    if _WORD_97 in content:
        return WordFileRefused(f"{file} is an old Word file (.doc).", remedy=_SAVE_AS_DOCX)
    return WordFileRefused(f"{file} is an old Office file, not a Word document.", remedy=_SAVE_AS_DOCX)


def refuse_other_zip(parts: dict[str, bytes], name: str) -> None:
    """Raises WordFileRefused for a zip file that is something else than a Word document."""
    file = shown(name)
    types = parts.get("[Content_Types].xml", b"")
    kind = parts.get("mimetype", b"")
    if b"opendocument.text" in kind:
        raise WordFileRefused(f"{file} is an OpenDocument file (.odt).", remedy=_SAVE_AS_DOCX)
    if b"opendocument" in kind:
        raise WordFileRefused(f"{file} is an OpenDocument file, but not a text.", remedy=_SAVE_AS_DOCX)
    if any(part.endswith(".iwa") for part in parts):
        raise WordFileRefused(
            f"{file} is a Pages file.", remedy="Export it from Pages as Word, then choose that file."
        )
    for mark, words in (
        (b"spreadsheetml", "an Excel workbook"),
        (b"presentationml.presentation", "a PowerPoint file"),
    ):
        if mark in types and b"wordprocessingml.document" not in types:
            raise WordFileRefused(
                f"{file} is {words} and not a Word document.", remedy="Choose a Word file (.docx)."
            )
    if not types or "word/document.xml" not in parts:
        raise not_word(name)
    if b"http://purl.oclc.org/ooxml/" in parts["word/document.xml"][:4096]:
        raise WordFileRefused(f"{file} is saved as 'Strict Open XML'.", remedy=_SAVE_AS_DOCX)


def damaged(name: str) -> WordFileRefused:
    return WordFileRefused(f"{shown(name)} is damaged or is not a Word document.", remedy=_SAVE_AGAIN)


def not_word(name: str) -> WordFileRefused:
    return WordFileRefused(f"{shown(name)} is not a Word document.", remedy=_SAVE_AGAIN)


def locked(file: str) -> WordFileRefused:
    """``file`` as ``shown`` gives it."""
    return WordFileRefused(
        f"{file} is protected with a password.",
        remedy="Take the password off in Word (File, Info, Protect Document), save it, then choose it again.",
    )


def macros(name: str) -> WordFileRefused:
    return WordFileRefused(
        f"{shown(name)} contains macros, which this program never takes in.", remedy=_SAVE_AS_DOCX
    )


def too_large(name: str, what: str) -> WordFileRefused:
    """``what`` follows 'is'."""
    return WordFileRefused(
        f"{shown(name)} is {what}, so it is not opened.",
        remedy="Ask whoever sent it for a smaller one, saved anew in Word.",
    )


def hidden_definitions(name: str) -> WordFileRefused:
    return WordFileRefused(
        f"{shown(name)} defines words of its own inside (a DTD), which no Word document does.",
        remedy=_SAVE_AGAIN,
    )


def fetches(name: str, what: str) -> WordFileRefused:
    """``what`` is the object of 'brings with it'."""
    return WordFileRefused(
        f"{shown(name)} brings with it {what}.",
        remedy="Take that out in Word or put its content into the document itself, save it, and try again.",
    )
