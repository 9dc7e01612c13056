"""macOS lets a program whose window is covered doze: its timers then come minutes late, and with them the
beats of a session and the looks that lock the vault. While a vault is open the program says that it is at
work."""

from __future__ import annotations

import ctypes

LIBOBJC = "/usr/lib/libobjc.A.dylib"
FOUNDATION = "/System/Library/Frameworks/Foundation.framework/Foundation"
CORE = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
AT_WORK, KEEPS_MACHINE_AWAKE = 0x00FFFFFF, 1 << 20
"""NSActivityUserInitiated, and what of it would keep the whole machine from going to sleep."""
REASON = b"A vault is open"
UTF8 = 0x08000100


def at_work(objc: str = LIBOBJC, foundation: str = FOUNDATION, core: str = CORE) -> bool:
    """Say so until the program ends; whether the system took it. The machine may sleep all the same."""
    pointer = ctypes.c_void_p
    try:
        library, text = ctypes.CDLL(objc), ctypes.CDLL(core)
        ctypes.CDLL(foundation)  # brings the class
        library.objc_getClass.restype = library.sel_registerName.restype = pointer
        library.objc_getClass.argtypes = library.sel_registerName.argtypes = (ctypes.c_char_p,)
        text.CFStringCreateWithCString.restype = pointer
        text.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
        send = ctypes.cast(library.objc_msgSend, pointer).value
    except (OSError, AttributeError):  # no such library, or not this call in it
        return False
    kind = library.objc_getClass(b"NSProcessInfo")
    if not kind or send is None:
        return False
    ask = ctypes.CFUNCTYPE(pointer, pointer, pointer)(send)
    begin = ctypes.CFUNCTYPE(pointer, pointer, pointer, ctypes.c_uint64, pointer)(send)
    process = ask(kind, library.sel_registerName(b"processInfo"))
    words = library.sel_registerName(b"beginActivityWithOptions:reason:")
    reason = text.CFStringCreateWithCString(None, REASON, UTF8)
    activity = begin(process, words, AT_WORK & ~KEEPS_MACHINE_AWAKE, reason) if process and reason else None
    # What is not kept ends at once.
    return bool(activity and ask(activity, library.sel_registerName(b"retain")))
