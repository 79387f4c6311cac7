"""``dateline extract``: articles in, records out."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from api import console
from api.commands.command import OK, SOME_FAILED, Command, positive
from api.language import add_language_options, chosen_language
from api.settings import Settings
from schemas import Format

if TYPE_CHECKING:
    from api.article_records import ArticleRecords


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", nargs="+", help="files and folders of articles; - reads the standard input"
    )
    parser.add_argument(
        "--format",
        choices=("json", "ndjson", "table"),
        default="json",
        help="json: one object an article, one a line (indented for one article on a terminal);"
        " ndjson: always one a line; table: for reading (default: json)",
    )
    parser.add_argument(
        "--input-format",
        choices=get_args(Format),
        help="format of the input (default: found from its name and content)",
    )
    add_language_options(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write there instead of to stdout"
    )
    parser.add_argument(
        "--jobs",
        type=positive,
        default=1,
        metavar="N",
        help="processes to share the work; the output is the same for any N (default: 1)",
    )


def _run(args: argparse.Namespace) -> int:
    from api.article_records import article_records  # noqa: PLC0415
    from api.extraction import extract_all  # noqa: PLC0415
    from api.inputs import inputs, read_inputs  # noqa: PLC0415
    from extract.reading import NOTICES  # noqa: PLC0415

    language = chosen_language(args, Settings.from_env(os.environ))
    sources = inputs(args.input)
    code = OK
    with (
        console.output(args.output) as stream,
        # What runs over the terminal itself shows how far it is; a bar would run through it.
        console.progress(
            "Extracting",
            sum(source.size for source in sources),
            shown=not _is_terminal(args),
        ) as track,
    ):
        items = read_inputs(sources, input_format=args.input_format, on_bytes=track.bytes_read)
        for found in extract_all(items, language=language, jobs=args.jobs):
            records = article_records(found)
            track.article_done()
            for failure in records.failures:
                console.complain_of(failure)
                code = code if failure.code in NOTICES else SOME_FAILED
            if args.format == "table":
                stream.write(_table(records, terminal=_is_terminal(args)))
            else:
                stream.write(_json(records, indent=args.format == "json" and _is_terminal(args)))
    return code


def _is_terminal(args: argparse.Namespace) -> bool:
    return args.output is None and sys.stdout.isatty()


def _table(records: "ArticleRecords", *, terminal: bool) -> bytes:
    from api.pages.terminal import print_records  # noqa: PLC0415

    return print_records(records, terminal=terminal).encode()


def _json(records: "ArticleRecords", *, indent: bool) -> bytes:
    line = msgspec.json.encode(records)
    return (msgspec.json.format(line, indent=2) if indent else line) + b"\n"


COMMAND = Command(
    name="extract",
    summary="read articles and print their records",
    description=(
        "Reads articles (text, Markdown, HTML, JSON, JSON Lines, Parquet) and prints for each an"
        ' object with the keys "article", "events", "statements", "key_points", "statistics" and'
        ' "failures", and first "id" if the input carried one. Several articles give one object'
        " a line, in the order of the input."
    ),
    examples=(
        "dateline extract story.txt",
        "dateline extract story.html --format table",
        "dateline extract archive.jsonl --fast --jobs 4 -o records.jsonl",
        "curl -s https://example.org/story | dateline extract - --input-format html",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
