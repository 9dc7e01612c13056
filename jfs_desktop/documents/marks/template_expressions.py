"""What stands inside the marks of a template, held against the fields of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from jfs_desktop.documents.marks.template_findings import quoted
from jfs_desktop.documents.papers.template_sandbox import FILTERS, TESTS
from jfs_desktop.documents.samples.template_fields import Field, Holds

_LANGUAGE: Final = Environment(autoescape=True)
"""Only to take expressions apart; nothing is ever run in it."""
_PLAIN = (
    nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Const, nodes.Concat, nodes.CondExpr, nodes.Test,
    nodes.Operand, nodes.List, nodes.Tuple,
)  # fmt: skip
TYPOGRAPHIC = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_OF_LOOP: Final = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
_RANKING: Final = frozenset({"gt", "gteq", "lt", "lteq"})
_HOLDING: Final = frozenset({"in", "notin"})
_ANY = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an expression."""

    key: str
    text: str
    remedy: str
    guess: str = ""
    advice: bool = False
    """Whether the document does without mending it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that was found, and its full name ('objectives.measure')."""

    field: Field
    path: str

    @property
    def item(self) -> Reference:
        """One row or line of a list."""
        one = self.field
        if one.holds is Holds.ROWS:
            return Reference(Field(one.name, Holds.GROUP, one.inner, or_text=one.or_text), self.path)
        return Reference(Field(one.name, Holds.TEXT), self.path)


Scope = Mapping[str, Reference | None]


@dataclass(slots=True)
class Reading:
    """An expression as it was read: what it is, the problems, and every field that it names."""

    found: Reference | None = None
    problems: list[Problem] = field(default_factory=list)
    named: list[str] = field(default_factory=list)


def read_expression(text: str, fields: Mapping[str, Field], scopes: Iterable[Scope]) -> Reading:
    """Takes an expression apart; ``scopes`` are the names that the loops around it give, the inner last."""
    tree = parsed(text)
    if tree is not None:
        return read_node(tree, fields, scopes)
    return Reading(problems=[_unreadable(text, fields, scopes)])


@lru_cache(maxsize=512)
def parsed(text: str) -> nodes.Expr | None:
    """One expression taken apart; None where it is none, or more than one."""
    try:
        tree = _LANGUAGE.parse("{{ " + text.translate(TYPOGRAPHIC) + " }}").body
    except (TemplateSyntaxError, RecursionError):
        return None
    inner = tree[0].nodes if len(tree) == 1 and isinstance(tree[0], nodes.Output) else []
    return inner[0] if len(inner) == 1 else None


def read_node(node: nodes.Node, fields: Mapping[str, Field], scopes: Iterable[Scope]) -> Reading:
    """The same of an expression that was taken apart, or of a piece of it."""
    reading = Reading()
    reading.found = _Reader(fields, tuple(scopes), reading).read(node)
    return reading


def guess_of(word: str, names: Iterable[str]) -> str:
    """The name that was probably meant, or empty."""
    known = {name.lower(): name for name in names}
    plain = re.sub(r"[\s\-./]+", "_", word.strip().lower())
    if plain in known:
        return known[plain]
    close = get_close_matches(plain, known, 1, 0.6)
    if close:
        return known[close[0]]
    held = [name for name in known if len(plain) > 3 and (plain in name or name in plain)]
    return known[held[0]] if held else ""


class _Reader:
    def __init__(self, fields: Mapping[str, Field], scopes: tuple[Scope, ...], reading: Reading) -> None:
        self._fields = fields
        self._scopes = scopes
        self._reading = reading

    def read(self, node: nodes.Node) -> Reference | None:
        """What a node is; None for what is computed, or was told on already."""
        if isinstance(node, nodes.Name):
            return self._name(node.name)
        if isinstance(node, nodes.Getattr):
            if _is_of_loop(node) and node.attr not in _OF_LOOP:
                self._tell("unknown-inner", f"A loop has no ‘{node.attr}’.", "Take it out.")
            return self._inner(self.read(node.node), node.attr, node)
        if isinstance(node, nodes.Getitem):
            return self._item(node)
        if isinstance(node, nodes.Filter):
            return self._filter(node)
        if isinstance(node, _PLAIN) and not _unanswerable(node):
            for child in node.iter_child_nodes():
                self.read(child)
            return _ANY
        self._tell(
            "beyond-fields",
            "A template names fields and lists and asks whether they are filled; this does more.",
            "Take it out, or ask for the field that you need.",
        )
        return _ANY

    def _name(self, name: str) -> Reference | None:
        for scope in reversed(self._scopes):
            if name in scope:
                found = scope[name]
                if found is not None:
                    self._reading.named.append(found.path)
                return found
        known = self._fields.get(name)
        if known is not None:
            self._reading.named.append(name)
            return Reference(known, name)
        names = [*self._fields, *(one for scope in self._scopes for one in scope)]
        guess = guess_of(name, names)
        self._tell("unknown-field", f"There is no field ‘{name}’.", _meant(guess), guess)
        return _ANY

    def _inner(self, base: Reference | None, name: str, node: nodes.Node) -> Reference | None:
        if name.startswith("_"):
            self._tell(
                "beyond-fields",
                f"‘{name}’ reaches into the program, which no template may.",
                "Take it out.",
            )
            return _ANY
        if base is None:
            return _ANY
        known = base.field.inner.get(name)
        if base.field.holds is Holds.GROUP and known is not None:
            path = f"{base.path}.{name}"
            self._reading.named.append(path)
            return Reference(known, path)
        if base.field.holds is Holds.GROUP:
            guess = guess_of(name, base.field.inner)
            self._tell(
                "unknown-inner", f"A row of ‘{base.path}’ has no field ‘{name}’.", _meant(guess), guess
            )
        elif base.field.holds in (Holds.ROWS, Holds.LINES):
            self._tell(
                "list-not-looped",
                f"‘{base.path}’ is a list, so ‘{name}’ can only be asked of one of its rows.",
                f"Write {{%p for row in {base.path} %}} and {{%p endfor %}} around it, and ask the row.",
            )
        else:
            self._tell("unknown-inner", f"‘{base.path}’ is a text and has no field ‘{name}’.", "Take it out.")
        return _ANY

    def _item(self, node: nodes.Getitem) -> Reference | None:
        base = self.read(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._inner(base, node.arg.value, node)
        if base is not None and base.field.holds in (Holds.ROWS, Holds.LINES):
            self._tell_of_list(base, "may be empty, and then it has no row of that number")
        elif base is not None:
            self._tell(
                "indexed-text",
                f"‘{base.path}’ is one text, of which no piece can be asked for by its number.",
                f"Write {{{{ {base.path} }}}}.",
            )
        return _ANY

    def _filter(self, node: nodes.Filter) -> Reference | None:
        base = self.read(node.node) if node.node is not None else _ANY
        if node.name not in FILTERS:
            guess = guess_of(node.name, FILTERS)
            self._tell("unknown-filter", f"‘|{node.name}’ is not for templates.", _meant(guess), guess)
        elif base is not None and base.field.holds is not Holds.TEXT:
            return self._filtered_list(node.name, base)
        return _ANY

    def _filtered_list(self, name: str, base: Reference) -> Reference | None:
        """Of a list only lines are joined, and only its length can be asked for."""
        if name == "default":
            return base
        joined = name == "join" and base.field.holds is Holds.LINES
        if name in ("first", "last") and base.field.holds is not Holds.GROUP:
            self._tell_of_list(base, "may be empty, and then it has no such row")
        elif not joined and name != "length":
            self._tell_of_list(base, f"is a list, so ‘|{name}’ prints it as no reader knows it")
        return _ANY

    def _tell_of_list(self, base: Reference, why: str) -> None:
        around = f"{{%p for row in {base.path} %}} and {{%p endfor %}}"
        remedy = f"Write {around} around what is to stand there."
        self._tell("list-not-looped", f"‘{base.path}’ {why}.", remedy)

    def _tell(self, key: str, text: str, remedy: str, guess: str = "") -> None:
        self._reading.problems.append(Problem(key, text, remedy, guess))


def _is_of_loop(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "loop"


def _unanswerable(node: nodes.Node) -> bool:
    """Whether it asks which of two texts or lists is more, or something else that a field cannot answer."""
    if isinstance(node, nodes.Test):
        return node.name not in TESTS or (node.name in ("even", "odd") and not _is_number(node.node))
    if not isinstance(node, nodes.Compare):
        return False
    sides = (node.expr, *(one.expr for one in node.ops))
    asked = {one.op for one in node.ops}
    return (bool(asked & _RANKING) and not all(map(_is_number, sides))) or (
        bool(asked & _HOLDING) and any(map(_is_number, sides))
    )


def _is_number(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return isinstance(node.value, int | float)
    if isinstance(node, nodes.Getattr):
        return node.attr in ("index", "index0", "length") and isinstance(node.node, nodes.Name)
    return isinstance(node, nodes.Filter) and node.name == "length"


def _meant(guess: str) -> str:
    return f"Write ‘{guess}’ if that is meant." if guess else "Choose one from the list of fields."


def _unreadable(text: str, fields: Mapping[str, Field], scopes: Iterable[Scope]) -> Problem:
    if not text.strip():
        return Problem("empty-field", "A field stands here without a name.", "Type its name, or take it out.")
    guess = guess_of(text, [*fields, *(name for scope in scopes for name in scope)])
    return Problem("unknown-field", f"‘{quoted(text)}’ is no name of a field.", _meant(guess), guess)
