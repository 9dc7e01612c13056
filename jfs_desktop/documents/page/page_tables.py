"""The tables of a walked document as plain values for the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from jfs_desktop.documents.page.page_measures import Plain, bare_row, edges_of, on_one_page, space
from jfs_desktop.documents.page.walked import Align, Block, Cell, Table

Stacked = Callable[[Sequence[Block], float], tuple[list[Plain], float]]
"""Blocks one below the other in a width of points, and the gap that is left after the last."""


def table_of(table: Table, stacked: Stacked) -> Plain:
    """A table with its header rows apart; ``stacked`` works out what stands in a cell of a width."""
    headers: list[Plain] = []
    cells: list[Plain] = []
    for number, given in enumerate(table.rows):
        row = bare_row(given) if number < table.headers else given  # it stands on every page
        for at, cell in row.cells:
            width = sum(table.widths[at : at + cell.across])
            down = min(cell.down, len(table.rows) - number)
            if number < table.headers:
                down = min(down, table.headers - number)
            made = _cell(replace(cell, down=down), width, row.least, stacked)
            made.update(x=at, y=number, breakable=not row.whole)
            (headers if number < table.headers else cells).append(made)
    return {
        "kind": "table",
        "widths": table.widths,
        "align": table.align.value,
        "indent": table.indent if table.align is Align.LEFT else 0.0,
        "headers": headers,
        "cells": cells,
    }


def _cell(cell: Cell, width: float, least: float, stacked: Stacked) -> Plain:
    top, right, bottom, left = cell.inset
    # Word gives the rule between two rows room of its own.
    top += cell.edges.top.width if cell.edges.top is not None else 0.0
    blocks, after = stacked(cell.blocks, max(10.0, width - left - right))
    blocks = on_one_page(blocks)
    while len(blocks) > 1 and blocks[-1]["kind"] == "gap" and blocks[-2]["kind"] == "table":
        blocks.pop()  # Word must end a cell with a paragraph
    if after:
        blocks.append(space(after))
    for block in blocks:
        # A row stands or breaks as a whole; in it nothing holds on to what follows.
        for said in (block, block.get("manner", {})):
            if "sticky" in said:
                said["sticky"] = False
    return {
        "across": cell.across,
        "down": cell.down,
        "ground": cell.ground or None,
        "edges": edges_of(cell.edges),
        "inset": (top, right, bottom, left),
        "upright": cell.upright,
        "least": max(0.0, least - top - bottom) if least > 20 and cell.down == 1 else 0.0,
        "blocks": blocks,
    }
