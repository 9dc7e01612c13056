"""Encrypting to a key and opening what was encrypted: age with X25519 keys, zstd inside.

The one module that knows the libraries, which are loaded with the first use: a start needs none. Content is
compressed and encrypted as it comes and opened piece by piece, so that nothing of it ever lies in clear on a
disk.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from jfs_desktop.exchange.refusal import damaged

_LEVEL: Final = 1
"""Salts do not compress and the rest repeats itself: higher levels take twice the time for nothing."""
_MOST_WINDOW: Final = 8 * 1024**2
_PIECE: Final = 256 * 1024
_SIP: Final = 1024
"""So much is inflated at once: even a made-up stream grows to 32 MB at most before it is counted."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The two halves of an age key, as age writes them."""

    recipient: str
    identity: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was written: lengths in bytes before compressing and after encrypting, and its SHA-512."""

    plain: int
    length: int
    digest: bytes


def new_key() -> KeyPair:
    """A fresh key."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return KeyPair(str(identity.to_public()), str(identity))


def is_recipient(text: str) -> bool:
    """Whether a text is a public key that can be encrypted to."""
    import pyrage

    try:
        return str(pyrage.x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def seal_short(recipient: str, plain: bytes) -> bytes:
    """A few bytes, encrypted."""
    import pyrage

    sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def open_short(identity: str, sealed: bytes) -> bytes:
    """What :func:`seal_short` encrypted. Raises EnvelopeRefused."""
    import pyrage

    try:
        plain: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError):
        raise damaged() from None
    return plain


def seal(out: BinaryIO, recipient: str, content: Iterator[bytes]) -> Sealed:
    """Write the content, compressed and encrypted. Raises OSError, and whatever ``content`` raises."""
    import pyrage

    source, target = _Compressed(content), _Hashed(out)
    try:
        pyrage.encrypt_io(source, target, [pyrage.x25519.Recipient.from_str(recipient)])
    except (pyrage.EncryptError, OSError) as problem:
        raise source.trouble or target.trouble or problem from None
    return Sealed(source.taken, target.length, target.digest)


def open_into(file: BinaryIO, length: int, plain: int, identity: str, take: Callable[[bytes], None]) -> None:
    """Decrypt and inflate the next ``length`` bytes of a file, piece by piece, into ``take``.

    Raises EnvelopeRefused where they are for another key, are not whole, or do not come to ``plain``
    bytes, and whatever ``take`` raises.
    """
    import pyrage

    target = _Inflated(take, plain)
    try:
        pyrage.decrypt_io(_Cut(file, length), target, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError):
        raise target.trouble or damaged() from None
    target.end()


class _Compressed:
    """What age reads: the content, compressed as it is asked for."""

    def __init__(self, content: Iterator[bytes]) -> None:
        self._content = content
        import zstandard

        self._deflate = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compressobj()
        self._ready = io.BytesIO()
        self._ended = False
        self.taken = 0
        self.trouble: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; b'' at the end."""
        while not (piece := self._ready.read(size)) and not self._ended:
            try:
                self._ready = io.BytesIO(self._more())
            except BaseException as problem:
                self.trouble = problem  # age would tell of it in words of its own
                raise
        return piece

    def _more(self) -> bytes:
        packed = []
        length = 0
        while length < _PIECE:
            plain = next(self._content, None)
            if plain is None:
                self._ended = True
                packed.append(self._deflate.flush())
                break
            self.taken += len(plain)
            packed.append(self._deflate.compress(plain))
            length += len(packed[-1])
        return b"".join(packed)


class _Hashed:
    """Where age writes: the file, with its hash and length."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._hash = hashlib.sha512()
        self.length = 0
        self.trouble: BaseException | None = None

    @property
    def digest(self) -> bytes:
        return self._hash.digest()

    def write(self, piece: bytes) -> int:
        try:
            self._out.write(piece)
        except OSError as problem:
            self.trouble = problem
            raise
        self._hash.update(piece)
        self.length += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back here."""


class _Cut:
    """The next ``left`` bytes of a file."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file = file
        self._left = left

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; b'' at the end."""
        piece = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        return piece


class _Inflated:
    """Where age's plain pieces go: inflated, counted and handed on."""

    def __init__(self, take: Callable[[bytes], None], plain: int) -> None:
        self._take = take
        self._left = plain
        import zstandard

        self._broken = zstandard.ZstdError
        self._inflate = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW).decompressobj()
        self.trouble: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            for start in range(0, len(piece), _SIP):
                self._hand_on(piece[start : start + _SIP])
        except BaseException as problem:
            self.trouble = problem
            raise
        return len(piece)

    def _hand_on(self, piece: bytes) -> None:
        if self._inflate.eof:
            raise damaged()
        try:
            plain = self._inflate.decompress(piece)
        except self._broken:
            raise damaged() from None
        self._left -= len(plain)
        if self._left < 0 or self._inflate.unused_data:
            raise damaged()
        self._take(plain)

    def flush(self) -> None:
        """Nothing is held back here."""

    def end(self) -> None:
        """Raises EnvelopeRefused where less came than was declared."""
        if self._left or not self._inflate.eof:
            raise damaged()
