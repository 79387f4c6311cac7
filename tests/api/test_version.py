"""What a release says of the tools it rests on."""

from importlib.metadata import version

from api.version import tool_versions


def test_tools_are_named_as_installed() -> None:
    """The versions are those of the packages that are there, sorted by no one but the manifest."""
    found = tool_versions()
    assert found["duckdb"] == version("duckdb")
    assert found["onnxruntime"] == version("onnxruntime")
