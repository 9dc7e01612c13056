"""Pictures taken in: what they lose, what is refused, and in which words (I5 to I7)."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from jfs_desktop.documents.files import picture
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput
from tests.documents import made_pictures as made

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(taken: picture.Picture) -> Image.Image:
    image = Image.open(io.BytesIO(taken.content))
    image.load()
    assert image.size == (taken.width, taken.height)
    return image


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 25 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("content", [made.jpeg(), made.png(), made.webp()], ids=["jpeg", "png", "webp"])
def test_i7_nothing_but_the_pixels_is_left(content: bytes) -> None:
    """Place, model, profile, comment and text chunks are gone from the bytes themselves."""
    assert made.CANARY in content
    taken = picture.take_in(content)
    for trace in (
        made.CANARY,
        b"Exif",
        b"eXIf",
        b"GPS",
        b"ICC_PROFILE",
        b"iCCP",
        b"tEXt",
        b"iTXt",
        b"http://",
    ):
        assert trace not in taken.content
    image = drawn(taken)
    assert not image.getexif() and set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert near(image.convert("RGB").getpixel((80, 100)), RED)
    assert near(image.convert("RGB").getpixel((240, 100)), BLUE)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_telephone_was_held(orientation: int) -> None:
    """The scene turned by each of the eight ways and marked so comes out as it was."""
    turned = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    scene = made.scene() if turned is None else made.scene().transpose(turned)
    taken = picture.take_in(made.written(scene, "JPEG", exif=made.exif(orientation), quality=92))
    image = drawn(taken)
    assert image.size == (320, 200)
    assert near(image.getpixel((80, 100)), RED) and near(image.getpixel((240, 100)), BLUE)
    assert near(image.getpixel((160, 6)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_every_kind_of_jpeg_is_read(mode: str) -> None:
    assert drawn(picture.take_in(made.jpeg(mode=mode))).mode in ("L", "RGB")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    taken = picture.take_in(
        made.written(made.scene(mode="L" if mode == "I;16" else mode).convert(mode), "PNG")
    )
    assert taken.kind is FileKind.PNG and drawn(taken).mode in ("L", "RGB")


def test_sixteen_bits_a_pixel_keep_their_shades() -> None:
    grey = Image.new("I;16", (64, 64), 128 * 256)
    image = drawn(picture.take_in(made.written(grey, "PNG")))
    shade = image.getpixel((32, 32))
    assert isinstance(shade, int) and abs(shade - 128) <= 1


def test_what_is_see_through_stands_on_white() -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert drawn(picture.take_in(made.written(image, "PNG"))).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_one_is_scaled_down_and_a_small_one_left() -> None:
    taken = picture.take_in(made.jpeg(4000, 3000))
    assert (taken.width, taken.height) == (2400, 1800)
    taken = picture.take_in(made.jpeg(3000, 4000, orientation=6))
    assert (taken.width, taken.height) == (2400, 1800)
    taken = picture.take_in(made.png(640, 480))
    assert (taken.width, taken.height, taken.kind) == (640, 480, FileKind.PNG)


def test_a_telephones_largest_picture_is_read_at_half_its_size() -> None:
    taken = picture.take_in(made.jpeg(8160, 6120))
    assert (taken.width, taken.height) == (2400, 1800)


def test_a_photograph_that_comes_as_png_becomes_a_jpeg() -> None:
    loud = Image.merge("RGB", [Image.effect_noise((1500, 1000), 80) for _ in range(3)])
    taken = picture.take_in(made.written(loud, "PNG"))
    assert taken.kind is FileKind.JPEG and len(taken.content) < picture.LARGEST_PNG


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(picture.MOST_BYTES), "larger than 25 MB"),
        (made.stated_png(30_000, 30_000), "900 million pixels"),
        (made.stated_webp(16_000, 16_000), "256 million pixels"),
        (made.stated_jpeg(60_000, 60_000), "million pixels"),
        (made.stated_png(2**31 - 1, 2**31 - 1), "million pixels"),
        (made.stated_png(4000, 3000), "damaged or cut off"),
        (made.png()[:200], "damaged or cut off"),
        (made.jpeg(900, 700)[:-2000], "damaged or cut off"),
        (made.webp()[:100], "damaged or cut off"),
        (made.webp()[:20], "damaged or cut off"),
        (made.moving("PNG"), "moves"),
        (made.moving("WEBP"), "moves"),
        (made.written(made.scene(), "GIF"), "not a JPEG, PNG or WEBP"),
        (made.written(made.scene(), "BMP"), "not a JPEG, PNG or WEBP"),
        (b"MZ" + bytes(200), "not a JPEG, PNG or WEBP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG, PNG or WEBP"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        (b"%PDF-1.7\n", "PDF"),
        (made.png(8, 8), "too small"),
    ],
    ids=[
        "empty", "too-large", "png-bomb", "webp-bomb", "jpeg-bomb", "png-largest", "png-lies", "png-cut",
        "jpeg-cut", "webp-cut", "webp-head-cut", "moving-png", "moving-webp", "gif", "bmp", "program", "svg",
        "heic", "pdf", "tiny",
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_one_plain_sentence(content: bytes, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        picture.take_in(content)
    said = refused.value
    assert words in said.text and said.text.endswith(".") and said.remedy.endswith(".")
    assert said.field == "picture" and len(said.sentence) < 200


def test_damaged_pictures_raise_nothing_else() -> None:
    """Bytes altered, cut and doubled at random: each gives a picture or the one refusal."""
    chance = random.Random(5)
    outcomes = {True: 0, False: 0}
    for whole in (made.jpeg(96, 64), made.png(96, 64), made.png(96, 64, mode="P"), made.webp(96, 64)):
        for _ in range(250):
            altered = bytearray(whole)
            for _ in range(chance.choice((1, 1, 3, 20))):
                altered[chance.randrange(len(altered))] = chance.randrange(256)
            start = chance.randrange(len(altered))
            if chance.random() < 0.2:
                del altered[start : start + chance.randrange(40)]
            try:
                picture.take_in(bytes(altered))
                outcomes[True] += 1
            except BadInput:
                outcomes[False] += 1
    assert min(outcomes.values()) > 50


def test_no_temporary_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """I7: no copy on disk. A folder for temporary files that cannot be used makes no difference."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    for content in (made.jpeg(3000, 2000), made.png(), made.webp()):
        picture.take_in(content)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_tells_nothing_in_a_traceback() -> None:
    assert "content" not in repr(picture.take_in(made.jpeg()))
