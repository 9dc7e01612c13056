"""What is wrong with a server's certificate, in words for a person (DESIGN 7).

Windows, macOS and OpenSSL each have figures of their own for it, and truststore hands on those of the system.
"""

from __future__ import annotations

from typing import Final

_RUN_OUT: Final = (
    "The server's certificate has run out. Check this computer's date; if that is right, tell whoever runs "
    "the server."
)
_NOT_YET: Final = "The server's certificate counts from a later day only. Check this computer's date."
_OTHER_NAME: Final = "The server's certificate is made out to another name. Check the server's name."
_WITHDRAWN: Final = "The server's certificate was withdrawn by its authority. Tell whoever runs the server."
_NOT_KNOWN: Final = (
    "The server's certificate comes from an authority that this computer does not know. Ask your IT about it."
)
_OTHERWISE: Final = "The server's certificate does not pass the check of this computer. Show this to your IT."
_OPENSSL: Final = {
    9: _NOT_YET,
    10: _RUN_OUT,
    23: _WITHDRAWN,
    62: _OTHER_NAME,
    64: _OTHER_NAME,
    **dict.fromkeys((2, 7, 18, 19, 20, 21, 27, 33), _NOT_KNOWN),
}
"""X509_V_ERR_*. 7, a signature that does not fit, shows an authority that only bears a known one's name."""
_WINDOWS: Final = {
    0x800B0101: _RUN_OUT,
    0x800B0109: _NOT_KNOWN,
    0x800B010A: _NOT_KNOWN,
    0x800B010C: _WITHDRAWN,
    0x800B010F: _OTHER_NAME,
    0x80092010: _WITHDRAWN,
}
"""CERT_E_*, CRYPT_E_REVOKED."""
_MACOS: Final = {
    -67602: _OTHER_NAME,
    -67818: _RUN_OUT,
    -67819: _NOT_YET,
    -67820: _WITHDRAWN,
    -67843: _NOT_KNOWN,
}
"""errSec*."""
_ALL: Final = {**_OPENSSL, **_WINDOWS, **_MACOS}


def words(code: int) -> str:
    """What a code of a refused certificate means and what to do; Windows' may come as a negative figure."""
    return _ALL.get(code) or _ALL.get(code & 0xFFFFFFFF) or _OTHERWISE
