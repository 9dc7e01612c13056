"""The PDF: typeset, what it does not show, a picture or a proof on pages of their own."""
