"""What an office's server puts below every message: whom it is meant for, what is not to be printed (I17).

Such a paragraph is known by its head and by its words, each of which stands in a list: whoever writes
something of their own into it writes a word that does not.
"""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = re.compile(
    r"\W*(?:(?:disclaimer|confidentiality(?: notice| note)?|notice|important)\W+)?"
    r"(?:(?:the )?(?:contents?|information)(?: contained)?(?: of| in) )?this"
    r" (?:e-?mail|message|communication)\b"
    r"(?:,? (?:and|including|together with) any (?:attachments?|attached files?|files?|documents?)"
    r"(?: (?:attached|transmitted)(?: to it| with it)?)?,?)? (?:is|are|may be|contains?|may contain)\b"
    r".{0,60}\b(?:confidential|privileged|private)\b"
    r"|\W*please (?:consider|think (?:of|about)) the environment before (?:you )?print(?:ing)? this\b",
    re.IGNORECASE | re.DOTALL,
)
_USUAL: Final = re.compile(
    r"\b(?:have |has )?received (?:this|it)\b|\b(?:are|is) not the\b|\b(?:do|must|should|may) not\b",
    re.IGNORECASE,
)
"""Of these words nothing else may be made: 'not received' takes back what stands above."""
_WORD: Final = re.compile(r"[\w'-]+")
_WORDS: Final = re.compile(
    r"a|about|access|action|addressed|addressee|addressees|advise|advised|all|and|any|anyone|are|as"
    r"|attached|attachment|attachments|authorised|be|been|before|by|carefully|communication|confidential"
    r"|confidentiality|consider|contact|contain|contained|contains|content|contents|copied|copies|copy"
    r"|copying|delete|deleted|destroy|disclaimer|disclose|disclosed|disclosure|disseminate|dissemination"
    r"|distribute|distributed|distribution|do|document|documents|e-mail|e-mails|either|email|emails"
    r"|entity|environment|error|exclusive|exclusively|file|files|following|for|from|have|if|immediately"
    r"|important|in|include|including|individual|individual's|individuals|information|inform|intended|is"
    r"|it|its|kindly|legally|mail|may|message|must|named|note|notice|notified|notify|of|on|only|or|other"
    r"|otherwise|part|person|persons|please|print|printing|private|privileged|prohibited|protected"
    r"|recipient|recipients|relied|rely|reply|retain|return|review|sender|should|solely|strictly|subject"
    r"|system|take|taken|the|then|therefore|they|think|this|those|to|together|transmission|transmitted"
    r"|unauthorised|unauthorized|unlawful|us|use|used|via|whom|will|with|without|you|your|yourself",
    re.IGNORECASE,
)


def left_out(text: str) -> str:
    """A person's words without the paragraphs that say nothing but this."""
    parts = re.split(r"(\n[^\S\n]*\n)", text)
    kept = [part for part in parts if not _is_one(part)]
    return "".join(kept).strip() if len(kept) < len(parts) else text


def _is_one(paragraph: str) -> bool:
    return _HEAD.match(paragraph) is not None and all(
        _WORDS.fullmatch(word.strip("-'")) for word in _WORD.findall(_USUAL.sub(" ", paragraph))
    )
