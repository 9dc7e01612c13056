"""The bounds that Windows holds the reader of messages to: it puts itself into a job of its own (I17)."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

PROCESS_TIME, ACTIVE_PROCESSES, PROCESS_MEMORY = 0x002, 0x008, 0x100
"""Which bounds are meant; the others of the structure are not looked at."""
EXTENDED_LIMITS: Final = 9
"""By which number the job is given the structure."""
TICKS: Final = 10_000_000
"""A second, in the steps of 100 nanoseconds that Windows counts in."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("meant", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("read_and_written", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits(memory: int, seconds: int) -> ExtendedLimits:
    """So many bytes, so many seconds of work, and no process beside this one."""
    made = ExtendedLimits(process_memory=memory)
    made.basic.meant = PROCESS_TIME | ACTIVE_PROCESSES | PROCESS_MEMORY
    made.basic.process_time, made.basic.active_processes = seconds * TICKS, 1
    return made


def hold(memory: int, seconds: int) -> bool:
    """Hold this process to them until it ends; whether Windows does so."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
        to_job = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
        kernel.SetInformationJobObject.argtypes = to_job
        kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        job, bounds = kernel.CreateJobObjectW(None, None), limits(memory, seconds)
        if not job or not kernel.SetInformationJobObject(
            job, EXTENDED_LIMITS, ctypes.byref(bounds), ctypes.sizeof(bounds)
        ):
            return False
        return bool(kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()))
    return False
