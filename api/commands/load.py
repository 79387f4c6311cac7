"""``dateline load``: articles and their records into the warehouse."""

import argparse
import os
from pathlib import Path
from typing import get_args

from api import console
from api.commands.command import OK, SOME_FAILED, Command, positive
from api.language import add_language_options, chosen_language
from api.settings import Settings
from schemas import Failure, Format


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", nargs="+", help="files and folders of articles; - reads the standard input"
    )
    parser.add_argument(
        "--warehouse",
        type=Path,
        metavar="FILE",
        help="the DuckDB file to load into, made if missing"
        " (default: DATELINE_WAREHOUSE or data/dateline.duckdb)",
    )
    add_language_options(parser)
    parser.add_argument(
        "--input-format",
        choices=get_args(Format),
        help="format of the input (default: found from its name and content)",
    )
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="processes to share the extraction"
    )


def _run(args: argparse.Namespace) -> int:
    from api.ingest import ingest  # noqa: PLC0415
    from extract.reading import NOTICES  # noqa: PLC0415

    settings = Settings.from_env(os.environ)
    warehouse = args.warehouse or settings.warehouse
    language = chosen_language(args, settings)
    noticed: set[str] = set()

    def tell(failure: Failure) -> None:
        console.complain_of(failure)
        if failure.code in NOTICES:
            noticed.add(failure.failure_id)

    report = ingest(
        args.input,
        warehouse=warehouse,
        language=language,
        input_format=args.input_format,
        jobs=args.jobs,
        on_failure=tell,
    )
    console.out().print(
        f"{report.articles} articles: {report.new} new, {report.revised} revised,"
        f" {report.updated} updated, {report.unchanged} unchanged, {report.refused} refused;"
        f" {report.failures} failures. Warehouse: {warehouse}"
    )
    return SOME_FAILED if report.failures > len(noticed) or report.refused else OK


COMMAND = Command(
    name="load",
    summary="extract articles and keep them in the warehouse",
    description=(
        "Extracts articles and loads them with their records into a DuckDB file. Loading is"
        " transactional and may be repeated: the same article changes nothing, changed text"
        " becomes its next revision, another language model or version of dateline replaces the"
        " records, and what cannot be read is kept as a row of `failures`."
    ),
    examples=(
        "dateline load archive/",
        "dateline load today.jsonl --warehouse data/dateline.duckdb --jobs 4",
        "dateline load archive/ --language spacy:en_core_web_trf",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
