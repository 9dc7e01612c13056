"""The empty Word file that made ones begin with."""

from __future__ import annotations

import io
from functools import cache

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

_USED = ("Normal Table", "Table Grid")


def blank_word() -> Document:
    """That of python-docx without its hundred table styles and without the second list of all styles, which
    Word has not read since 2010: forty times what a template of ours has, and every check reads it again."""
    return docx.Document(io.BytesIO(_content()))


@cache
def _content() -> bytes:
    made = docx.Document()
    for style in list(made.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in _USED:
            style.delete()
    for key, relation in list(made.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del made.part.rels[key]
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()
