"""``dateline model``: what the language models are, and whether they are whole."""

import argparse
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from api import console
from api.commands.command import OK, SOME_FAILED, Command
from api.processor import instruction_sets
from api.version import installed

if TYPE_CHECKING:
    from extract.language.card import TrainingSet
    from extract.language.description import ModelDescription

_LABEL = 12
"""Columns of the labels on the left."""


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """What runs the packaged models on this machine."""

    onnxruntime: str
    tokenizers: str
    instruction_sets: tuple[str, ...]


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=("info", "check"),
        help="info: versions, digests, labels, scores, training sets and licences;"
        " check: compare the files with their digests",
    )
    parser.add_argument(
        "--language",
        metavar="MODEL",
        help="also tell of an installed spaCy pipeline, spacy:PIPELINE",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def _run(args: argparse.Namespace) -> int:
    from extract.language import PACKAGED  # noqa: PLC0415

    languages = list(PACKAGED)
    if args.language and args.language not in languages:
        languages.append(str(args.language))
    return _check(languages, args) if args.action == "check" else _info(languages, args)


def _info(languages: list[str], args: argparse.Namespace) -> int:
    from extract.language.description import describe  # noqa: PLC0415

    models = [describe(language) for language in languages]
    runtime = Runtime(
        onnxruntime=installed("onnxruntime"),
        tokenizers=installed("tokenizers"),
        instruction_sets=instruction_sets(),
    )
    if args.json:
        _print_json({"models": models, "runtime": runtime})
        return OK
    width = console.out().width
    lines = [line for model in models for line in (*_lines(model, width), "")]
    lines.append("this machine")
    lines += _entry("runs on", [f"onnxruntime {runtime.onnxruntime}"], width)
    found = ", ".join(runtime.instruction_sets) or "not told by this system"
    lines += _entry("processor", [found], width)
    sys.stdout.write("\n".join(lines) + "\n")
    return OK


def _check(languages: list[str], args: argparse.Namespace) -> int:
    from extract.language.description import check_files  # noqa: PLC0415

    checks = {language: check_files(language) for language in languages}
    if args.json:
        _print_json(checks)
    for language, files in checks.items():
        if not files and not args.json:
            sys.stdout.write(f"{language}: no digests are recorded for its files\n")
        for file in files:
            if not args.json:
                sys.stdout.write(f"{language}: {file.file}: {'ok' if file.ok else 'FAILED'}\n")
            if not file.ok:
                console.complain(f"{file.file}: {file.detail}")
    return OK if all(file.ok for files in checks.values() for file in files) else SOME_FAILED


def _print_json(value: object) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def _lines(model: "ModelDescription", width: int) -> list[str]:
    """Return the description of *model* in lines of at most *width* columns, where words fit."""
    scores = [
        f"{test}: {', '.join(f'{metric} {value:.1f}' for metric, value in found.items())}"
        for test, found in model.scores.items()
    ]
    entries = {
        "SHA-256": [model.sha256],
        "size": [f"{model.bytes / 1e6:.1f} MB"],
        "layers": [] if model.layers is None else [str(model.layers)],
        "licence": [f"{model.licence} (of the weights)"],
        "trained": _training(model),
        "tags": [_listed(model.tags)],
        "names": [_listed(model.names)],
        "relations": [_listed(model.relations)],
        "scores in %": scores or ["none recorded"],
        "learned from": [_source(s) for s in model.training_sets] or ["not stated"],
    }
    lines = [f"{model.name} {model.version}"]
    for label, values in entries.items():
        lines += _entry(label, values, width)
    return lines


def _listed(labels: tuple[str, ...]) -> str:
    return f"{len(labels)}: {' '.join(labels)}"


def _training(model: "ModelDescription") -> list[str]:
    parts = [
        f"on data of {model.data_date}" if model.data_date else "",
        f"seed {model.seed}" if model.seed is not None else "",
        f"{model.steps:,} steps" if model.steps is not None else "",
    ]
    told = ", ".join(part for part in parts if part)
    return [told] if told else []


def _source(found: "TrainingSet") -> str:
    use = f"{found.used_for}; " if found.used_for else ""
    return f"{found.name} ({use}{found.licence})"


def _entry(label: str, values: Sequence[str], width: int) -> list[str]:
    """Return *label* with each of *values* on a line of its own, wrapped to *width* columns."""
    lines: list[str] = []
    for value in values:
        head = f"  {'' if lines else label:{_LABEL}}  "
        lines += textwrap.wrap(
            value,
            max(width, 2 * _LABEL),
            initial_indent=head,
            subsequent_indent=" " * (len(head) + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines


COMMAND = Command(
    name="model",
    summary="show and check the language models",
    description=(
        "Shows what is known of the packaged language models, full and fast, and of a spaCy"
        " pipeline that is named; or checks that their files are as they were made. Exit code 1"
        " if one is not."
    ),
    examples=(
        "dateline model info",
        "dateline model info --language spacy:en_core_web_sm --json",
        "dateline model check",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
