"""How a PDF is built, by a reader that shares no code with ours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf


def tags(content: bytes) -> Iterator[tuple[str, Any]]:
    """Each element of its structure in reading order."""
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]

    def below(element: Any) -> Iterator[tuple[str, Any]]:
        element = element.get_object()
        if not isinstance(element, dict):
            return
        if "/S" in element:
            yield str(element["/S"]), element
        inner = element.get("/K", [])
        inner = inner.get_object() if hasattr(inner, "get_object") else inner
        for one in inner if isinstance(inner, list) else [inner]:
            if hasattr(one, "get_object"):
                yield from below(one)

    yield from below(root)
