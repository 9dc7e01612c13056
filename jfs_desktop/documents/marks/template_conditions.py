"""What a template prints of everybody, whatever its conditions say.

The filled sample shows what one invented person gets. A part that the guidance wants has to reach the next
one too: a field counts where nothing but its own being filled decides whether it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes

from jfs_desktop.documents.marks.template_expressions import (
    Reference,
    Scope,
    parsed,
    read_expression,
    read_node,
)
from jfs_desktop.documents.marks.template_marks import Mark, marks_of
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.samples.template_fields import ALWAYS, Field

_FOR: Final = re.compile(r"for\s+([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)
_ALWAYS: Final = frozenset({*ALWAYS, "participant"})


@dataclass(slots=True)
class _Block:
    """A loop, or a condition with its branches: the mark that opens each, and what stands in it."""

    mark: Mark
    scope: Mapping[str, Reference | None] = field(default_factory=dict)
    branches: list[tuple[Mark, list[Mark | _Block]]] = field(default_factory=list)

    @property
    def loop(self) -> bool:
        return self.mark.text.startswith("for")


class Printed:
    """The marks of one part of a file, which are closed in the order in which they are opened."""

    def __init__(self, marks: Sequence[Mark], fields: Mapping[str, Field]) -> None:
        self._fields = fields
        self._inside = _tree(marks)

    def surely(self, own: Iterable[str]) -> Printing:
        """Which of the fields ``own`` are printed whenever they are filled, and what decides on others."""
        told = Printing(frozenset(own))
        told.printed |= self._of(self._inside, (), told)
        return told

    def _of(self, inside: Sequence[Mark | _Block], scopes: tuple[Scope, ...], told: Printing) -> set[str]:
        found: set[str] = set()
        for one in inside:
            if isinstance(one, Mark):
                tree = parsed(one.text)
                found |= (sure := self._printed(tree, scopes, told))
                if tree is not None:
                    told.blame(self._named(tree, scopes, told) - sure, one)
            elif one.loop:
                found |= self._of_loop(one, scopes, told)
            else:
                found |= self._of_condition(one, scopes, told)
        return found

    def _of_loop(self, block: _Block, scopes: tuple[Scope, ...], told: Printing) -> set[str]:
        said = _FOR.fullmatch(block.mark.text)
        over = read_expression(said[2], self._fields, scopes).found if said else None
        name = said[1] if said else ""
        inner = self._of(block.branches[0][1], (*scopes, {name: over.item if over else None}), told)
        if over is not None and told.is_own(over.path):
            return inner
        told.blame(inner, block.mark)
        return set()

    def _of_condition(self, block: _Block, scopes: tuple[Scope, ...], told: Printing) -> set[str]:
        ways: list[set[str]] = []
        decided = False
        for mark, inside in block.branches:
            ways.append(self._of(inside, scopes, told))
            decided = mark.text == "else" or self._holds(mark, scopes, told)
            if decided:
                break
        sure = set.intersection(*ways) if decided else set()
        told.blame(set().union(*ways) - sure, block.mark)
        return sure

    def _printed(self, node: nodes.Node | None, scopes: tuple[Scope, ...], told: Printing) -> set[str]:
        """The fields that an expression prints; one that chooses between texts prints what both name."""
        if node is None:
            return set()
        if not isinstance(node, nodes.CondExpr):
            return self._named(node, scopes, told)
        first = self._printed(node.expr1, scopes, told)
        if self._is_true(node.test, scopes, told):
            return first
        return first & self._printed(node.expr2, scopes, told)

    def _named(self, node: nodes.Node, scopes: tuple[Scope, ...], told: Printing) -> set[str]:
        return set(read_node(node, self._fields, scopes).named) & told.own

    def _holds(self, mark: Mark, scopes: tuple[Scope, ...], told: Printing) -> bool:
        """Whether a condition holds as soon as the fields of the part are filled."""
        tree = parsed(mark.text.partition(" ")[2])
        return tree is not None and self._is_true(tree, scopes, told)

    def _is_true(self, node: nodes.Node, scopes: tuple[Scope, ...], told: Printing) -> bool:
        true = False
        match node:
            case nodes.And():
                true = all(self._is_true(one, scopes, told) for one in (node.left, node.right))
            case nodes.Or():
                true = any(self._is_true(one, scopes, told) for one in (node.left, node.right))
            case nodes.Filter(name="length" | "trim", node=nodes.Node() as inner):
                true = self._is_true(inner, scopes, told)
            case nodes.Test(name="defined", node=inner):
                true = self._is_true(inner, scopes, told)
            case nodes.Compare(ops=[nodes.Operand(op="ne" | "gt", expr=nodes.Const(value="" | 0))]):
                true = self._is_true(node.expr, scopes, told)
            case nodes.Name() | nodes.Getattr():
                found = read_node(node, self._fields, scopes).found
                true = found is not None and (told.is_own(found.path) or found.path in _ALWAYS)
        return true


@dataclass(slots=True)
class Printing:
    """Of the fields ``own``: those that are ``printed`` whenever they are filled, and the mark that decides
    on each of the others."""

    own: frozenset[str]
    printed: set[str] = field(default_factory=set)
    decides: dict[str, Mark] = field(default_factory=dict)

    def is_own(self, path: str) -> bool:
        """Whether it is one of them, or a list of which they are rows."""
        return any(name == path or name.startswith(f"{path}.") for name in self.own)

    def blame(self, names: Iterable[str], mark: Mark) -> None:
        """That a mark decides on those fields, unless one inside it does."""
        for name in names:
            self.decides.setdefault(name, mark)


def _tree(marks: Sequence[Mark]) -> list[Mark | _Block]:
    whole: list[Mark | _Block] = []
    open_blocks: list[tuple[_Block, list[Mark | _Block]]] = []
    here = whole
    for mark in marks:
        word = mark.text.partition(" ")[0]
        if mark.sign == "{{":
            here.append(mark)
        elif word in ("for", "if"):
            block = _Block(mark, branches=[(mark, [])])
            here.append(block)
            open_blocks.append((block, here))
            here = block.branches[0][1]
        elif word in ("elif", "else") and open_blocks:
            open_blocks[-1][0].branches.append((mark, []))
            here = open_blocks[-1][0].branches[-1][1]
        elif word in ("endfor", "endif") and open_blocks:
            here = open_blocks.pop()[1]
    return whole


def outside(paragraphs: Sequence[Para]) -> Iterator[Para]:
    """The paragraphs that stand in no condition and hold none."""
    marks, _ = marks_of(paragraphs)
    depth = 0
    for para in paragraphs:
        words = [mark.text.partition(" ")[0] for mark in marks if mark.para is para and mark.sign == "{%"]
        if not depth and "if" not in words:
            yield para
        depth += words.count("if") - words.count("endif")
