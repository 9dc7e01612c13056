"""What a mark of a template puts on the page: a text, and never a list, an answer or a word of the language.

A condition, an 'or' or a filter chooses among several; each of them is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jinja2 import nodes

from jfs_desktop.documents.marks.template_expressions import TYPOGRAPHIC, Problem, Scope, parsed, read_node
from jfs_desktop.documents.marks.template_findings import quoted
from jfs_desktop.documents.samples.template_fields import Field, Holds

_QUOTED: Final = re.compile(r"(['\"])([^'\"]*)\1")
_QUESTIONS: Final = (nodes.Compare, nodes.Not, nodes.Test)
_OF_LOOP: Final = frozenset({"first", "last"})
"""What a loop answers with yes or no."""


def wrongly_printed(text: str, fields: Mapping[str, Field], scopes: Sequence[Scope]) -> Iterator[Problem]:
    """What no reader would know on the page, of all that the mark ``text`` may print; each kind once."""
    tree = parsed(text)
    told: set[str] = set()
    for node in [] if tree is None else _chosen(tree):
        problem = _alone(node, text) or _of_field(node, fields, scopes)
        if problem is not None and problem.key not in told:
            told.add(problem.key)
            yield problem
    said = _in_quotation_marks(text, fields)
    if said is not None:
        yield said


def _chosen(node: nodes.Node) -> Iterator[nodes.Node]:
    """The pieces of an expression of which one, or each, is printed."""
    inner: list[nodes.Node | None] = []
    if isinstance(node, nodes.And | nodes.Or):
        inner = [node.left, node.right]
    elif isinstance(node, nodes.CondExpr):
        inner = [node.expr1, node.expr2]
    elif isinstance(node, nodes.Concat):
        inner = [*node.nodes]
    elif isinstance(node, nodes.Filter):
        yield node
        inner = [*node.args] if node.name == "default" else []
        yield from (one for one in _chosen(node.node) if _is_no_text(one)) if node.node else ()
    else:
        yield node
    for one in inner:
        if one is not None:
            yield from _chosen(one)


def _is_no_text(node: nodes.Node) -> bool:
    """Whether it stays no text behind a filter; of a list behind a filter the reader has told."""
    is_word = isinstance(node, nodes.Const) and not isinstance(node.value, str)
    return is_word or _is_answer(node) or isinstance(node, nodes.Tuple | nodes.List)


def _is_answer(node: nodes.Node) -> bool:
    of_loop = isinstance(node, nodes.Getattr) and node.attr in _OF_LOOP and _is_loop(node.node)
    return of_loop or isinstance(node, _QUESTIONS)


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _alone(node: nodes.Node, text: str) -> Problem | None:
    """What is wrong with a piece that names no field."""
    if isinstance(node, nodes.Tuple | nodes.List):
        return Problem("several-fields", "Only one field can stand in a mark.", "Write a mark for each.")
    if _is_answer(node):
        told = f"‘{quoted(text.strip())}’ prints ‘True’ or ‘False’, whatever the language."
        return Problem("answer-printed", told, "Write words between {% if … %}, {% else %} and {% endif %}.")
    is_word = isinstance(node, nodes.Const) and (node.value is None or isinstance(node.value, bool))
    if is_word or _is_loop(node):
        told = f"‘{quoted(text.strip())}’ prints a word of the template language."
        return Problem("unknown-field", told, "Choose one from the list of fields, or take it out.")
    return None


def _of_field(node: nodes.Node, fields: Mapping[str, Field], scopes: Sequence[Scope]) -> Problem | None:
    found = read_node(node, fields, scopes).found
    if found is None:
        return None
    one = found.field
    told = f"‘{found.path}’ is {{}}, so it cannot be printed as it stands."
    if one.holds in (Holds.ROWS, Holds.LINES):
        around = f"Write {{%p for row in {found.path} %}} and {{%p endfor %}} around what is to be printed."
        return Problem("list-printed", told.format("a list"), around)
    if one.holds is Holds.GROUP and not one.or_text:
        return Problem("list-printed", told.format("a row of several fields"), "Name one of its fields.")
    return None


def _in_quotation_marks(text: str, fields: Mapping[str, Field]) -> Problem | None:
    """A mark in quotation marks prints its own name."""
    found = _QUOTED.fullmatch(text.translate(TYPOGRAPHIC).strip())
    if found is None:
        return None
    name = found[2].strip()
    told = f"‘{quoted(name)}’ stands in quotation marks, so it is printed as it stands."
    if name in fields:
        return Problem("quoted-field", told, f"Write {{{{ {name} }}}} without the quotation marks.", name)
    return Problem("quoted-text", told, "Write it as plain text, without braces.", advice=True)
