"""What the processor of this machine can do that matters to the language model."""

from pathlib import Path
from types import MappingProxyType

_CPUINFO = Path("/proc/cpuinfo")
INSTRUCTIONS = MappingProxyType(
    {
        "avx2": "AVX2",
        "avx512bw": "AVX-512",
        "avx_vnni": "AVX-VNNI",
        "avx512_vnni": "AVX-512 VNNI",
        "amx_int8": "AMX int8",
        "asimd": "NEON",
        "asimddp": "NEON dot product",
        "i8mm": "NEON int8 matrices",
    }
)
"""The sets of instructions with which onnxruntime multiplies 8-bit numbers, slowest first."""


def instruction_sets(cpuinfo: Path = _CPUINFO) -> tuple[str, ...]:
    """Return the instruction sets for 8-bit numbers that the processor has, slowest first.

    onnxruntime takes the fastest. Empty where the system does not tell (only Linux does).
    """
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    flags = {
        flag
        for line in lines
        if line.lower().startswith(("flags", "features"))
        for flag in line.partition(":")[2].split()
    }
    return tuple(name for flag, name in INSTRUCTIONS.items() if flag in flags)
