"""`dateline.duckdb`: the release as one DuckDB file, the same bytes for the same content.

DuckDB 2.0 does not write reproducible files by itself. Measured, each with its cure:

- FSST and DICT_FSST train their symbol tables on a random sample, and so the size of their
  rivals decides by chance: both are disabled, strings become dictionaries or stay plain.
- BitPacking and Roaring write whatever memory held in the places of nulls: disabled; whole
  numbers and days become run lengths or stay plain.
- Blocks carry uninitialised bytes between their segments: the memory allocator of DuckDB's
  Linux builds (jemalloc) is told to hand out zeroed memory, which it reads from the
  environment when the library is loaded, so the file is written by a process of its own.
- Several threads write their parts in any order: one thread.

On systems where DuckDB uses another allocator the content is the same and the gaps are not.
The price is a larger file: about twice DuckDB's own choice for short strings.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from schemas import TABLES, Table
from schemas.derived.ddl import comments, create_table, literal, quoted
from schemas.errors import ReleaseError
from warehouse.views import view_comments, view_ddl

STORAGE_VERSION = "v1.2.0"
"""Written so that DuckDB 1.2 and every later one can attach the file."""

_CHANCY = "fsst,dict_fsst,bitpacking,roaring"
_ZEROED = {"DUCKDB_JE_MALLOC_CONF": "zero:true"}


def write_database(path: Path, folder: Path) -> None:
    """Write the DuckDB file *path* from the Parquet files in *folder*: keys, comments, views too.

    Raises:
        ReleaseError: it could not be written.
    """
    runner = Path(__file__).with_name("statement_runner.py")
    done = subprocess.run(  # noqa: S603 - our own program, our own statements
        [sys.executable, "-P", str(runner)],
        input=json.dumps(_statements(path, folder)),
        env={**os.environ, **_ZEROED},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise ReleaseError(f"{path.name} could not be written: {done.stderr[-300:]}")


def parquet_source(folder: Path, table: Table) -> str:
    """Return the FROM item that reads *table* from its Parquet file in *folder*."""
    return f"read_parquet({literal(str(folder / f'{table.name}.parquet'))})"


def _statements(path: Path, folder: Path) -> list[str]:
    statements = [
        f"SET GLOBAL disabled_compression_methods = {literal(_CHANCY)}",
        f"ATTACH {literal(str(path))} AS release (STORAGE_VERSION {literal(STORAGE_VERSION)})",
        "USE release",
    ]
    for table in TABLES:
        key = f"PRIMARY KEY ({quoted(table.key)})"
        statements.append(_compressed(create_table(table, constraints=key), table))
        statements.append(f"INSERT INTO {quoted(table.name)} FROM {parquet_source(folder, table)}")
        statements += comments(table)
    statements += view_ddl() + view_comments()
    return [*statements, "CHECKPOINT release", "USE memory", "DETACH release"]


def _compressed(ddl: str, table: Table) -> str:
    """Return *ddl* with zstd for whole texts: half the file, and pages no slower."""
    if table.name != "articles":
        return ddl
    plain = '"text" VARCHAR NOT NULL'
    assert plain in ddl
    return ddl.replace(plain, '"text" VARCHAR USING COMPRESSION zstd NOT NULL', 1)
