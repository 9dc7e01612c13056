"""Standard wording, special letters, links, the pack's text, templates checked and published."""
