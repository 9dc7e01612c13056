"""What the people who deliver the service do."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody does; decides what they may see."""

    ADVISER = "adviser"
    NOMINATED_OFFICER = "nominated_officer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
