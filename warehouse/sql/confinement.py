"""Takes from a process what a query from a stranger must never have: files, sockets, programs.

DuckDB's own settings forbid the same things; this holds where one of them should fail. Linux
only; elsewhere, and on kernels that lack a part, that part is left out.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38  # prctl(2)
_SET_SECCOMP: Final = 22
_FILTER: Final = 2

_CREATE_RULESET: Final = 444  # landlock(7); the numbers are those of every architecture
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_READ_FILE: Final = 1 << 2
_READ: Final = _READ_FILE | (1 << 3)  # folders too
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}  # number of rights by version; then 16
_TCP: Final = 0b11  # bind, connect
_SCOPED: Final = 0b11  # abstract sockets, signals

_MACHINE: Final = (
    "/proc/self/cgroup",  # DuckDB aborts where these may not be read: how much memory,
    "/proc/stat",  # how many processors
    "/sys/devices/system/cpu/online",
    "/sys/fs/cgroup",
)
_OPEN_FILES: Final = 64

_X32: Final = 0x40000000
"""From here on x86_64 has every call a second time."""

# Numbers of system calls that neither Python nor DuckDB makes to read an open database.
_ARCHITECTURES: Final = {
    "x86_64": (
        0xC000003E,
        {"socket": 41, "connect": 42, "bind": 49, "sendto": 44, "fork": 57, "vfork": 58}
        | {"execve": 59, "execveat": 322, "ptrace": 101, "process_vm_readv": 310, "kill": 62}
        | {"unlink": 87, "rename": 82, "mkdir": 83, "unlinkat": 263, "renameat2": 316}
        | {"tkill": 200, "pidfd_send_signal": 424, "io_uring_setup": 425, "bpf": 321},
    ),
    "aarch64": (
        0xC00000B7,
        {"socket": 198, "connect": 203, "bind": 200, "sendto": 206, "execve": 221}
        | {"execveat": 281, "ptrace": 117, "process_vm_readv": 270, "kill": 129}
        | {"unlinkat": 35, "renameat2": 276, "mkdirat": 34, "tkill": 130}
        | {"pidfd_send_signal": 424, "io_uring_setup": 425, "bpf": 280},
    ),
}


def confine(*, readable: Iterable[Path], memory: int) -> tuple[str, ...]:
    """Confine this process for good and return the names of what holds it.

    It may then read what lies below the *readable* folders, write no file, open no socket,
    start no program, signal nobody, and have *memory* bytes of address space beyond what it
    has now. Import and load everything first.
    """
    held = ["memory", "files"]
    limit = _address_space() + memory  # later it cannot be read
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            if _landlock(libc, readable):
                held.append("landlock")
            if _seccomp(libc):
                held.append("seccomp")
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return tuple(held)


def allow_cpu(seconds: float) -> None:
    """End this process when it uses *seconds* of CPU from now on, even if nobody watches it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # no /proc: room for Python and its libraries
        return 2_000_000_000
    return pages * resource.getpagesize()


def _landlock(libc: ctypes.CDLL, readable: Iterable[Path]) -> bool:
    """Let the process read below *readable* and nothing else; False where the kernel cannot."""
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return False
    handled = struct.pack(
        "QQQ",
        (1 << _FILE_RIGHTS.get(version, 16)) - 1,
        _TCP if version >= 4 else 0,
        _SCOPED if version >= 6 else 0,
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = libc.syscall(_CREATE_RULESET, handled, size, 0)
    if rules < 0:
        return False
    try:
        for path in (*readable, *(Path(p) for p in _MACHINE if Path(p).exists())):
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                rule = struct.pack("=Qi", _READ if path.is_dir() else _READ_FILE, opened)
                if libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0) != 0:
                    return False
            finally:
                os.close(opened)
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _seccomp(libc: ctypes.CDLL) -> bool:
    """Refuse the system calls in `_ARCHITECTURES` with EPERM; False on other machines."""
    known = _ARCHITECTURES.get(platform.machine())
    if known is None:
        return False
    audit, calls = known
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06  # of BPF; the jumps look at the word
    allowed, refused, killed = 0x7FFF0000, 0x00050001, 0x80000000
    numbers = sorted(calls.values())
    steps = [(load, 0, 0, 4), (equal, 1, 0, audit), (answer, 0, 0, killed), (load, 0, 0, 0)]
    steps += [(at_least, len(numbers) + 1, 0, _X32)]
    steps += [(equal, len(numbers) - i, 0, number) for i, number in enumerate(numbers)]
    steps += [(answer, 0, 0, allowed), (answer, 0, 0, refused)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
