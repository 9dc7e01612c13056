"""The profile of a programme, read into frozen values: figures, lists, clocks, questions, codes."""
