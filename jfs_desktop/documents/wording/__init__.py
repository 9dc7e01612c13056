"""The program's words in two languages, rich text and spaces on their way into Word, spelling."""
