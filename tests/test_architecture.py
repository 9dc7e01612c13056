"""The shape of the house: arrows point down, no rings, small files, plain names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE = ("errors", "clock", "outcome", "paths")

# What each part may use, beside itself. Nothing else: arrows point down.
_LOW = {"base", "rules", "records"}
_MIDDLE = _LOW | {"store"}
_CASEWORK = _MIDDLE | {"documents", "mail", "exchange"}
MAY_USE: Mapping[str, set[str]] = {
    "base": set(),
    "rules": {"base"},
    "records": {"base", "rules"},
    "store": _LOW,
    "documents": _MIDDLE,
    "mail": _MIDDLE,
    "exchange": _MIDDLE,
    "casework": _CASEWORK,
    "head_office": _CASEWORK | {"casework"},
    "cli": _CASEWORK | {"casework", "head_office"},
    "ui": _CASEWORK | {"casework", "head_office"},
}
FAMILIES: Mapping[str, Sequence[str]] = {
    "jfs_desktop.rules": (
        "writing", "facts", "programme", "person", "calendar", "clocks", "journey", "meetings",
        "caseload", "referral", "plan", "cv", "mail", "replies", "prap", "contract", "evidence",
    ),
    "jfs_desktop.documents": (
        "files", "word", "page", "walk", "pdf", "wording", "papers", "samples", "marks", "doctor",
        "workbook", "cv_terms", "cv_pdf", "cv_word", "cv_import",
    ),
    "jfs_desktop.casework": (
        "desk", "office", "documents", "plan", "recording", "circumstances", "sessions", "cv", "referrals",
        "cases", "agreement", "contact", "requests", "ending", "outbox", "replies", "prap", "evidence",
        "sync", "today", "demo",
    ),
    "ui.dialogs": (
        "questions", "viewing", "evidence", "vault", "office", "writing", "recording", "referrals",
        "circumstances", "sessions", "wrap_up", "groups", "cv", "mail", "plan", "requests",
        "replies", "ending", "prap",
    ),
    "ui.pages.case": (
        "frame", "sheet", "overview", "history", "referral", "contact", "meeting", "sessions",
        "support", "circumstances", "objectives", "plan", "cv", "documents", "evidence", "ending",
        "header", "tabs", "page",
    ),
}  # fmt: skip
"""The families of each room from the ground up: each uses itself and those named before it."""
SCREEN = {"PySide6", "shiboken6", "ui", "pyqtgraph"}
DATABASE = {"sqlalchemy", "sqlcipher3", "alembic", "psycopg", "sqlite3"}
WRITTEN_BY_A_PROGRAM = {
    "jfs_desktop.store.migrations.versions.v0001_first_schema": "packaging/write_first_migration.py",
}
"""Long as there are tables; its functions are held to the same length all the same."""
VAGUE = ("utils", "util", "helpers", "helper", "manager", "handler", "data", "info")


@cache
def sources() -> Mapping[str, Path]:
    """Module name to file, of the core and the window."""
    found = {}
    for package in ("jfs_desktop", "ui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


LOOKED_AT = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Attribute,
    ast.ExceptHandler, ast.Call,
)  # fmt: skip


@cache
def nodes_of(path: Path) -> Sequence[ast.AST]:
    """What is looked at below, in a file read and walked through once."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    return [node for node in ast.walk(tree) if isinstance(node, LOOKED_AT)]


def imported(
    nodes: Iterable[ast.AST], module: str, is_package: bool, known: Mapping[str, Path]
) -> Iterator[str]:
    """Every module that the source imports, wherever the import stands, submodules resolved."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")
            above = parents[: len(parents) - node.level + is_package] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for name in node.names:
                inner = f"{source}.{name.name}"
                yield inner if inner in known else source


@cache
def imports() -> Mapping[str, frozenset[str]]:
    known = sources()
    return {
        module: frozenset(imported(nodes_of(path), module, path.name == "__init__.py", known))
        for module, path in known.items()
    }


def part_of(module: str) -> str:
    """The room that a module of ours stands in."""
    names = module.split(".")
    if names[0] == "ui":
        return "ui"
    if len(names) == 1:
        return "base"
    room = names[1]
    if room in BASE:
        return "base"
    return "cli" if room == "__main__" else room


def rings(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """The strongly connected groups of more than one node, or of a node that uses itself."""

    def reach(start: str, edges: Mapping[str, set[str]]) -> set[str]:
        seen: set[str] = set()
        waiting = list(edges[start])
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(edges[node])
        return seen

    forward = {node: reach(node, graph) for node in graph}
    groups = {
        frozenset(other for other in forward[node] if node in forward[other])
        for node in graph
        if node in forward[node]
    }
    return [set(group) for group in groups]


def graph_of(used_by: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """Importing a.b.c also runs a and a.b, unless the importer stands inside them."""
    graph: dict[str, set[str]] = {module: set() for module in used_by}
    for module, used in used_by.items():
        for target in used:
            names = target.split(".")
            for length in range(1, len(names) + 1):
                step = ".".join(names[:length])
                inside = module == step or module.startswith(f"{step}.")
                if step in graph and (step == target or not inside):
                    graph[module].add(step)
    return graph


def test_the_search_for_rings_finds_them() -> None:
    assert rings({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    assert rings({"a": {"a"}}) == [{"a"}]
    assert rings({"a": {"b"}, "b": set()}) == []
    known = {"p": Path("p/__init__.py"), "p.q": Path("p/q.py")}
    inside = ast.parse("def f():\n    from p import name, q\n    from . import q\n    from .q import x\n")
    assert set(imported(ast.walk(inside), "p.q", False, known)) == {"p", "p.q"}
    package = {"p": frozenset({"p.q"}), "p.q": frozenset({"p"})}
    assert rings(graph_of(package)) == [{"p", "p.q"}]


def test_every_module_stands_in_a_known_room() -> None:
    assert len(sources()) > 20
    assert {part_of(module) for module in sources()} <= set(MAY_USE)


def test_arrows_point_down() -> None:
    wrong = [
        f"{module} ({part_of(module)}) uses {target}"
        for module, used in imports().items()
        for target in sorted(used)
        if target.split(".")[0] in ("jfs_desktop", "ui")
        and target not in ("jfs_desktop", "ui")
        and part_of(target) != part_of(module)
        and part_of(target) not in MAY_USE[part_of(module)]
    ]
    assert wrong == []


def family_of(module: str, room: str) -> str:
    """The family of the room that a module stands in; '' for all other modules."""
    return module.removeprefix(f"{room}.").split(".")[0] if module.startswith(f"{room}.") else ""


def upward(used_by: Mapping[str, frozenset[str]], room: str) -> list[str]:
    """What a family of the room uses of one that comes after it in the order, or that is not named there."""
    place = {family: number for number, family in enumerate(FAMILIES[room])}
    return [
        f"{module} uses {target}"
        for module, used in used_by.items()
        for target in sorted(used)
        if family_of(module, room)
        and family_of(target, room)
        and place.get(family_of(target, room), len(place)) > place.get(family_of(module, room), -1)
    ]


def test_the_search_for_arrows_up_among_the_families_finds_them() -> None:
    low, high = "jfs_desktop.casework.desk.low", "jfs_desktop.casework.plan.high"
    known = {name: Path(f"{name}.py") for name in (low, high)}
    for way in ("def f():\n    from {} import {}", "if TYPE_CHECKING:\n    from {} import {}"):
        for module, target, wrong in ((low, high, [f"{low} uses {high}"]), (high, low, [])):
            source = ast.parse(way.format(*target.rsplit(".", 1)))
            used = frozenset(imported(ast.walk(source), module, False, known))
            assert upward({module: used}, "jfs_desktop.casework") == wrong
    beside = {high: frozenset({low, "jfs_desktop.rules.plan.plan"})}
    assert upward(beside, "jfs_desktop.casework") == upward(beside, "ui.dialogs") == []
    assert upward({"jfs_desktop.casework.stray": frozenset({low})}, "jfs_desktop.casework") != []


@pytest.mark.parametrize("room", FAMILIES)
def test_arrows_point_down_among_the_families_of_a_room(room: str) -> None:
    """Inside functions, and for types alone, too."""
    assert {family_of(module, room) for module in sources()} - {""} == set(FAMILIES[room])
    assert upward(imports(), room) == []


def test_the_families_are_told_in_their_order() -> None:
    """docs/families.md has a table for each room, from the ground up as here."""
    told = re.findall(
        r"^## `([\w/]+)`\n(.*?)(?=^## |\Z)", (ROOT / "docs/families.md").read_text("utf-8"), re.M | re.S
    )
    tables = {room.replace("/", "."): tuple(re.findall(r"^\| `(\w+)`", table, re.M)) for room, table in told}
    assert tables == FAMILIES


def test_the_door_of_a_family_opens_without_its_rooms() -> None:
    """Whoever needs one module of a family loads that module: the package says what it is for, and no more.
    The demo is a program of its own."""
    doors = {f"{room}.{family}" for room, families in FAMILIES.items() for family in families}
    wrong = [
        module
        for module, path in sources().items()
        if module in doors - {"jfs_desktop.casework.demo"}
        and path.name == "__init__.py"
        and len(ast.parse(path.read_text("utf-8")).body) != 1
    ]
    assert wrong == []


def test_the_core_knows_no_screen() -> None:
    wrong = [
        f"{module} imports {target}"
        for module, used in imports().items()
        for target in used
        if module.startswith("jfs_desktop") and target.split(".")[0] in SCREEN
    ]
    assert wrong == []


def test_the_window_knows_no_database() -> None:
    wrong = [
        f"{module} imports {target}"
        for module, used in imports().items()
        for target in used
        if module.split(".")[0] == "ui" and target.split(".")[0] in DATABASE
    ]
    assert wrong == []


def test_the_window_knows_no_table() -> None:
    """Screens see frozen rows, never the records behind them."""
    wrong = [
        f"{module} imports {target}"
        for module, used in imports().items()
        for target in used
        if module.split(".")[0] == "ui"
        and target.startswith("jfs_desktop.records")
        and target != "jfs_desktop.records.views"
    ]
    assert wrong == []


def test_no_module_is_part_of_an_import_ring() -> None:
    assert rings(graph_of(imports())) == []


def test_files_and_functions_stay_small() -> None:
    long = [
        module
        for module, path in sources().items()
        if len(path.read_text("utf-8").splitlines()) > 500 and module not in WRITTEN_BY_A_PROGRAM
    ]
    long += [
        f"{module}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for module, path in sources().items()
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 40
    ]
    assert long == []


def test_files_ask_for_a_split_before_they_are_too_long(record_property: pytest.RecordProperty) -> None:
    """350 lines is the soft cap: such files are listed in the report, and stay few."""
    long = {
        module: count
        for module, path in sources().items()
        if (count := len(path.read_text("utf-8").splitlines())) > 350
    }
    record_property("files over 350 lines", str(long))
    assert len(long) <= len(sources()) // 20, long


def test_names_say_what_a_thing_is() -> None:
    wrong = [module for module in sources() if module.rpartition(".")[2] in VAGUE]
    wrong += [
        f"{module}.{node.name}"
        for module, path in sources().items()
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(VAGUE)
    ]
    assert wrong == []


def test_no_star_import_and_no_nested_event_loop() -> None:
    wrong = []
    for module, path in sources().items():
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names):
                wrong.append(f"{module}:{node.lineno} star import")
            if isinstance(node, ast.Attribute) and node.attr == "processEvents":
                wrong.append(f"{module}:{node.lineno} processEvents")
    assert wrong == []


def test_only_the_crash_hook_swallows_everything() -> None:
    """Elsewhere a handler of every exception may tidy up, if it then raises it on."""

    def broad(kind: ast.expr | None) -> bool:
        names = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return any(
            name is None or (isinstance(name, ast.Name) and name.id in ("Exception", "BaseException"))
            for name in names
        )

    wrong = [
        f"{module}:{node.lineno}"
        for module, path in sources().items()
        for node in nodes_of(path)
        if isinstance(node, ast.ExceptHandler)
        and broad(node.type)
        and "crash" not in module
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]
    assert wrong == []


def test_inside_the_window_arrows_point_down_too() -> None:
    """Widgets know no shell, page or dialog, and dialogs no page; only what reads by itself takes the
    shell's context."""
    wrong = [
        f"{module} uses {target}"
        for module, used in imports().items()
        for target in sorted(used)
        if (module.startswith("ui.widgets.") and target.startswith(("ui.shell.", "ui.pages.", "ui.dialogs.")))
        or (module.startswith("ui.dialogs.") and target.startswith("ui.pages."))
    ]
    assert wrong in ([], ["ui.widgets.picture_drop uses ui.shell.context"])


def test_the_core_does_not_print() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module, path in sources().items()
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert wrong == []


def test_days_are_spelt_by_our_own_words() -> None:
    """%A and its like follow the computer's locale; rules/writing/wording.py reads alike on every machine."""
    wrong = [
        f"{module}:{number}"
        for module, path in sources().items()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"""[:"'][^:{}"']*%[aAbBcxXp]""", line) and ("{" in line or "strftime" in line)
    ]
    assert wrong == []


def test_the_scripts_folder_is_no_package() -> None:
    """A packaging/__init__.py would shadow the library of that name."""
    assert list((ROOT / "packaging").rglob("__init__.py")) == []
