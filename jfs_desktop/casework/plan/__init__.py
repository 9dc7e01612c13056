"""The Job Finding Action Plan as it is written: its rows, drafts and versions, and its paper."""
