"""Word CVs laid out by tables, as people lay them out."""

from __future__ import annotations

import io

from docx.document import Document
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.documents.blank_word import blank_word


def tables_of_dates() -> bytes:
    """Each job a row: its time at the left, its lines at the right."""
    made = blank_word()
    _large(made.add_paragraph(), "Gareth Lloyd")
    made.add_heading("Employment", 1)
    jobs = made.add_table(0, 2)
    for when, told in (
        (
            ["Jan 2018 –", "present"],
            ["Forklift driver", "Castle Logistics Ltd, Flint", "Trained two new drivers."],
        ),
        (["2014 – 2018"], ["Labourer", "Jones Builders", "Carried bricks."]),
    ):
        row = jobs.add_row()
        _fill(row.cells[0], when)
        _fill(row.cells[1], told)
    made.add_heading("Education", 1)
    when_at, what = made.add_table(1, 2).rows[0].cells
    _fill(when_at, ["2010 – 2012"])
    _fill(what, ["BTEC Construction", "Coleg Cambria", "Merit"])
    return _saved(made)


def one_row_of_dates() -> bytes:
    """All jobs in one cell, all times in another, with blank lines so that they stand side by side."""
    made = blank_word()
    _large(made.add_paragraph(), "Gareth Lloyd")
    made.add_paragraph("Employment")
    when, told = made.add_table(1, 2).rows[0].cells
    _fill(when, ["2018-2021", "", "", "2014-2018", "", ""])
    first = ["Forklift driver", "Castle Logistics Ltd", "Trained two new drivers."]
    _fill(told, [*first, "Labourer", "Jones Builders", "Carried bricks."])
    return _saved(made)


def table_of_titles() -> bytes:
    """Each section a row: its title at the left."""
    made = blank_word()
    _large(made.add_paragraph(), "Gareth Lloyd")
    table = made.add_table(0, 2)
    jobs = ["Forklift driver, Castle Logistics Ltd", "Jan 2018 – present", "Trained two new drivers."]
    jobs += ["Labourer, Jones Builders", "2014 – 2018", "Carried bricks."]
    for title, told in (("Work history", jobs), ("Skills", ["Forklift"]), ("References", ["On request"])):
        row = table.add_row()
        _fill(row.cells[0], [title])
        _fill(row.cells[1], told)
    return _saved(made)


def table_with_a_side_column() -> bytes:
    """One row of two cells: what is short at the left, name and history at the right."""
    made = blank_word()
    side, main = made.add_table(1, 2).rows[0].cells
    _fill(side, ["CONTACT", "07700 900999", "SKILLS", "Forklift", "LANGUAGES", "Welsh (fluent)"])
    _large(main.paragraphs[0], "Gareth Lloyd")
    told = ["WORK EXPERIENCE", "Forklift driver", "Castle Logistics Ltd, Flint", "Jan 2018 – present"]
    told += ["Trained two new drivers.", "Labourer", "Jones Builders", "2014 – 2018", "Carried bricks."]
    for line in told:
        main.add_paragraph(line)
    return _saved(made)


TABLES = (tables_of_dates, one_row_of_dates, table_of_titles, table_with_a_side_column)


def _large(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(22), True


def _fill(cell: _Cell, lines: list[str]) -> None:
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def _saved(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
