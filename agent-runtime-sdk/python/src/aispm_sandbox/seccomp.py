"""Turns the sandboxes' seccomp profile into a filter that the kernel takes, by libseccomp.

The profile is the one that Docker is given (``seccomp.json``): what stands in it is allowed, all else is refused.
See https://docs.docker.com/engine/security/seccomp and libseccomp's seccomp_rule_add(3).
"""

from __future__ import annotations

import ctypes
import json
import os
from importlib import resources
from typing import Any

_LIBRARY = "libseccomp.so.2"
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_COMPARE = {"SCMP_CMP_EQ": 4, "SCMP_CMP_MASKED_EQ": 7}
_UNKNOWN = -1


class Unavailable(Exception):
    """No filter can be made on this host; the sentence is for the operator."""


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


def profile() -> dict[str, Any]:
    """The profile as Docker reads it."""
    document: dict[str, Any] = json.loads(resources.files(__package__).joinpath("seccomp.json").read_text())
    return document


def filter_file(rules: dict[str, Any] | None = None) -> int:
    """A file in memory, open for reading from its beginning, that holds the filter for this machine's architecture."""
    library = _library()
    wanted = profile() if rules is None else rules
    context = library.seccomp_init(_ERRNO | wanted.get("defaultErrnoRet", 1))
    if not context:
        raise Unavailable("libseccomp makes no filter here.")
    try:
        for rule in wanted["syscalls"]:
            action = _ALLOW if rule["action"] == "SCMP_ACT_ALLOW" else _ERRNO | rule.get("errnoRet", 1)
            comparisons = [_comparison(argument) for argument in rule.get("args", [])]
            array = (_Comparison * len(comparisons))(*comparisons)
            for name in rule["names"]:
                number = library.seccomp_syscall_resolve_name(name.encode())
                # A call that this architecture or library doesn't know is refused by the default.
                if number != _UNKNOWN:
                    library.seccomp_rule_add_array(context, action, number, len(comparisons), array)
        file = os.memfd_create("seccomp", os.MFD_CLOEXEC)
        if library.seccomp_export_bpf(context, file) != 0:
            raise Unavailable("libseccomp writes no filter here.")
    finally:
        library.seccomp_release(context)
    os.lseek(file, 0, os.SEEK_SET)
    return file


def _comparison(argument: dict[str, Any]) -> _Comparison:
    masked = argument["op"] == "SCMP_CMP_MASKED_EQ"
    return _Comparison(
        argument["index"], _COMPARE[argument["op"]], argument["value"], argument.get("valueTwo", 0) if masked else 0
    )


def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        raise Unavailable("Sandboxes need libseccomp (package libseccomp2), which is not installed here.") from None
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_release.argtypes = [ctypes.c_void_p]
    library.seccomp_release.restype = None
    library.seccomp_syscall_resolve_name.argtypes = [ctypes.c_char_p]
    library.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.POINTER(_Comparison),
    ]
    library.seccomp_export_bpf.argtypes = [ctypes.c_void_p, ctypes.c_int]
    return library
