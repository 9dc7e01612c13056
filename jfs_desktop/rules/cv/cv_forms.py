"""The forms in which a CV leaves."""

from __future__ import annotations

from enum import StrEnum


class CvForm(StrEnum):
    """By the ending of the file's name."""

    WORD = "docx"
    PDF = "pdf"
    TEXT = "txt"
    JSON_RESUME = "json"
