"""What the editors of the plan and the CV share: one sheet, undo by name, drafts, rows that move."""
