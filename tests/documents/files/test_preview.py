"""Pages of a PDF as pictures: what they show, what is refused, and that threads take turns."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest
from PIL import Image

from jfs_desktop.documents.files import preview
from jfs_desktop.documents.files.preview import UnreadablePdf
from jfs_desktop.documents.page import walked
from jfs_desktop.documents.pdf.typeset import typeset
from tests.documents.made_pages import MADE_AT


@pytest.fixture(scope="module")
def three_pages() -> bytes:
    plain, red = walked.Manner(new_page=True), walked.Manner(ground="#c81e1e", new_page=True)
    blocks = tuple(
        walked.Paragraph((walked.Run(f"Page {number} for Siân"),), red if number == 2 else plain)
        for number in (1, 2, 3)
    )
    return typeset(walked.Walked(blocks, title="Three pages"), MADE_AT).content


def test_each_page_has_its_size_and_its_text(three_pages: bytes) -> None:
    sizes = preview.page_sizes(three_pages)
    assert len(sizes) == 3
    assert all(size == pytest.approx(walked.A4, abs=0.1) for size in sizes)
    assert preview.page_text(three_pages, 2).strip() == "Page 2 for Siân"


def test_a_page_is_drawn_as_wide_as_asked(three_pages: bytes) -> None:
    drawn = preview.page_image(three_pages, 2, 600)
    assert drawn.width == pytest.approx(600, abs=1)
    assert drawn.height == pytest.approx(600 * 841.9 / 595.3, abs=2)
    image = Image.frombuffer("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "RGB", drawn.stride, 1)
    assert image.getpixel((3, 3)) == (255, 255, 255)
    colours = {colour for _, colour in image.getcolors(1_000_000) or []}
    assert (200, 30, 30) in colours, "red and blue must not be changed over"


def test_many_threads_take_turns(three_pages: bytes) -> None:
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda at: preview.page_image(three_pages, at % 3 + 1, 200), range(48)))
        texts = list(threads.map(lambda at: preview.page_text(three_pages, at % 3 + 1), range(48)))
    assert all(one.pixels == drawn[at % 3].pixels for at, one in enumerate(drawn))
    assert all(f"Page {at % 3 + 1} " in text for at, text in enumerate(texts))


def locked(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("otter", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_cannot_be_shown_is_refused_in_one_plain_sentence(three_pages: bytes) -> None:
    for content, words in (
        (b"", "not a PDF"),
        (b"PK\x03\x04 no", "not a PDF"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (locked(three_pages), "protected with a password"),
    ):
        with pytest.raises(UnreadablePdf, match=words) as caught:
            preview.page_sizes(content)
        assert caught.value.text.endswith(".") and caught.value.remedy
    for number in (0, 4):
        with pytest.raises(UnreadablePdf, match=f"no page {number}"):
            preview.page_image(three_pages, number, 100)


def test_damage_anywhere_is_refused_or_drawn_never_worse(three_pages: bytes) -> None:
    drawn = 0
    for place in range(0, len(three_pages), max(1, len(three_pages) // 60)):
        damaged = bytearray(three_pages)
        damaged[place : place + 20] = b"\xff" * 20
        try:
            drawn += preview.page_image(bytes(damaged), 1, 60).width > 0
        except UnreadablePdf:
            continue
    assert drawn


def test_a_page_of_a_strange_size_does_not_fill_the_memory() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 14_000)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadablePdf, match="too large to draw"):
        preview.page_image(out.getvalue(), 1, 2_000)
