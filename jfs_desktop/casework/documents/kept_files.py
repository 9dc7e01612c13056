"""What the files beside the database are kept as that are no evidence brought in: the house's own papers and
messages, of which nothing is ever taken back (P9, I18)."""

from __future__ import annotations

from typing import Final

DOCUMENT: Final = "issued_document"
"""A frozen document."""
TAKEN: Final = "message_taken"
"""A message byte for byte as a mail server took it."""
GIVEN: Final = "message_given"
"""A message as another program was given it; whether that sent it is not known here."""
PERHAPS: Final = "message_perhaps"
"""A message as it was being handed over when the connection broke."""
OWN: Final = frozenset({DOCUMENT, TAKEN, GIVEN, PERHAPS})
