"""The language of templates, cut down to what templates need: fields, lists, conditions, a few filters.

A template comes from outside. Whatever could reach into the program, call anything, reckon or go round for
ever is refused before anything of it is run, wherever in the file it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import CodeType
from typing import Any, Final

from jinja2 import DictLoader, StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS: Final = frozenset(
    {"capitalize", "default", "first", "join", "last", "length", "lower", "title", "trim", "upper"}
)
TESTS: Final = frozenset({"defined", "undefined", "none", "eq", "equalto", "ne", "even", "odd"})
DEEPEST: Final = 4
"""Loops in loops: sections, their rows, and the lines of a row are three."""
_MAY_BE: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
    nodes.Test, nodes.CondExpr, nodes.Concat, nodes.List, nodes.Tuple,
)  # fmt: skip


def compiled(
    source: str, unknown: type[Undefined], finalize: Callable[[Any], Any], *, decided: bool | None = None
) -> Template:
    """The template of a part's text, with every condition ``decided`` where that is given. Raises
    TemplateSyntaxError, also for what no template may do."""
    environment = _environment(unknown, finalize)
    code = _code(source, finalize, decided)
    return Template.from_code(environment, code, environment.make_globals(None))


def _environment(unknown: type[Undefined], finalize: Callable[[Any], Any]) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=unknown, finalize=finalize, loader=DictLoader({})
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


@lru_cache(maxsize=32)  # headers and footers are alike in many, and a check fills the same one twice
def _code(source: str, finalize: Callable[[Any], Any], decided: bool | None) -> CodeType:
    """What is run for a part's text; what becomes of an unknown field is decided only then."""
    environment = _environment(StrictUndefined, finalize)
    try:
        tree = environment.parse(source)
        _refuse(tree, 0)
        if decided is not None:
            chosen: list[nodes.If | nodes.CondExpr] = [
                *tree.find_all(nodes.If),
                *tree.find_all(nodes.CondExpr),
            ]
            for choice in chosen:
                choice.test = nodes.Const(decided, lineno=choice.lineno)
        return environment.compile(tree)
    except RecursionError:
        raise TemplateSyntaxError("A field or condition is too deep.", 1) from None


def _refuse(node: nodes.Node, loops: int) -> None:
    if not isinstance(node, _MAY_BE):
        raise TemplateSyntaxError(f"'{type(node).__name__.lower()}' is not for templates", node.lineno)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise TemplateSyntaxError(f"'{node.attr}' is not for templates", node.lineno)
    loops += isinstance(node, nodes.For)
    if loops > DEEPEST:
        raise TemplateSyntaxError(f"More than {DEEPEST} loops stand in one another", node.lineno)
    for child in node.iter_child_nodes():
        _refuse(child, loops)
