"""The facts of a case, the stages and the table between them, doubts, what a person declared."""
