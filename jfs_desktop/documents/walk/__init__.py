"""The walk over a Word document: styles, runs, numbers, tables, pictures."""
