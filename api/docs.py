"""The generated pages of the documentation: ``python -m api.docs DIR``."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from api import settings
from api.cli import build_parser, command_help
from api.commands import COMMANDS
from extract.events.codebook import CODEBOOK
from extract.events.ontology import derive
from schemas.derived.dictionary import data_dictionary

_WIDTH = "88"
"""Columns that the help of commands is broken at, whatever terminal writes the pages."""


def pages() -> Mapping[str, str]:
    """Return the text of each generated page by its file name."""
    return MappingProxyType(
        {
            "data-dictionary.md": data_dictionary(),
            "cli.md": cli_page(),
            "settings.md": settings_page(),
            "codebook.md": codebook_page(),
        }
    )


def cli_page() -> str:
    """Return the page of the command line: the help of every command."""
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = _WIDTH
    try:
        helps = {command.name: command_help(command).rstrip() for command in COMMANDS}
        whole = build_parser().format_help()
    finally:
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns
    parts = ["# Command line", "", _GENERATED, "", "```text", whole.rstrip(), "```"]
    for command in COMMANDS:
        parts += ["", f"## dateline {command.name}", "", "```text", helps[command.name], "```"]
    return "\n".join(parts) + "\n"


def settings_page() -> str:
    """Return the page of the settings."""
    parts = [
        "# Settings",
        "",
        _GENERATED,
        "",
        "`dateline` reads these environment variables. `--warehouse`, `--releases` and"
        " `--language` on the command line are stronger; all but the first three concern"
        " `dateline serve` alone.",
        "",
        "| variable | default | unit | what it does |",
        "| --- | --- | --- | --- |",
    ]
    for field in settings.fields():
        default = f"`{field.default}`" if field.default else ""
        parts.append(f"| `{field.variable}` | {default} | {field.unit} | {field.help} |")
    return "\n".join(parts) + "\n"


def codebook_page() -> str:
    """Return the page of event types: what each means, and what follows from it."""
    parts = [
        "# Codebook of events",
        "",
        _GENERATED,
        "",
        "The first sixteen types are PLOVER's (manual 0.8), the others dateline's own for what"
        " news also holds. An announced or promised act of cooperation is AGREE with modality"
        " `planned`; a stated refusal is REJECT; a guilty verdict is SANCTION. PLOVER's manual"
        " prints SANCTION in two quads; dateline holds it for material conflict. The CAMEO root"
        " may differ by mode, and the ACLED types follow from the modes.",
        "",
        "| type | what it means | quad | CAMEO root |",
        "| --- | --- | --- | --- |",
    ]
    for name, meaning in CODEBOOK.items():
        derived = derive(name, ())
        quad, root = derived.quad_class or "", derived.cameo_root or ""
        parts.append(f"| `{name}` | {meaning} | {quad} | {root} |")
    return "\n".join(parts) + "\n"


def write_pages(folder: Path) -> None:
    """Write the generated pages into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


_GENERATED = "Generated from the code by `make docs`; do not edit."


if __name__ == "__main__":
    write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
