"""The check of a template: its parts, layout, wording, contrast, what was left in it."""
