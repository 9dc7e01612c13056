"""The CV as a value: its order, styles, dates, hints and steps."""
