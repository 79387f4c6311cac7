"""The version of dateline, and of the tools whose work a release rests on."""

from importlib.metadata import PackageNotFoundError, version

from schemas import SCHEMA_VERSION

_TOOLS = ("duckdb", "polars", "pyarrow", "onnxruntime", "tokenizers")


def installed(package: str) -> str:
    """Return the version of *package* that is installed, ``0+unknown`` if none is."""
    try:
        return version(package)
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0+unknown"


VERSION = installed("dateline")


def tool_versions() -> dict[str, str]:
    """Return the versions that a release's manifest names, by tool."""
    return {
        "dateline": VERSION,
        "schema": SCHEMA_VERSION,
        **{tool: installed(tool) for tool in _TOOLS},
    }
