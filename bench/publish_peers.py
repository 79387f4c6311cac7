"""What the peers of `bench.publish` need: their data, their settings, and a naive server."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import duckdb
import msgspec

NAIVE = "bench.publish_peers:naive"
ROAPI = """
addr: {{http: "127.0.0.1:{port}", postgres: "127.0.0.1:0"}}
tables:
  - name: "events"
    uri: "{path}"
    option: {{format: "parquet", use_memory_table: true}}
"""
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; user root;
events {{}}
http {{
  access_log off; sendfile on; tcp_nopush on;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""
_FILTERED = ("type", "modality")


def datasette_database(release: Path, path: Path) -> Path:
    """Return an SQLite file of the events, lists as JSON, indexed by what is filtered."""
    if path.exists():
        return path
    with duckdb.connect() as connection:
        source = str(release / "events.parquet")
        described = connection.execute("DESCRIBE FROM read_parquet(?)", [source]).fetchall()
        names = [name for name, *_ in described]
        picked = ", ".join(
            f'to_json("{name}")::VARCHAR' if "[" in kind else
            f'"{name}"::VARCHAR' if kind == "DATE" else f'"{name}"'
            for name, kind, *_ in described
        )  # fmt: skip
        rows = connection.execute(f"SELECT {picked} FROM read_parquet(?)", [source])  # noqa: S608
        database = sqlite3.connect(path)
        columns = ", ".join(f'"{name}"' for name in names)
        database.execute(f"CREATE TABLE events ({columns})")
        marks = ", ".join("?" for _ in names)
        while part := rows.fetchmany(20_000):
            database.executemany(f"INSERT INTO events VALUES ({marks})", part)  # noqa: S608
        for name in _FILTERED:
            database.execute(f"CREATE INDEX events_{name} ON events ({name})")
        database.execute("ANALYZE")
        database.commit()
        database.close()
    return path


_connection: list[duckdb.DuckDBPyConnection] = []


async def naive(scope: Any, receive: Any, send: Any) -> None:
    """Answer a page of events straight from DuckDB: the server one writes in an afternoon."""
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
    if not _connection:
        _connection.append(duckdb.connect(os.environ["NAIVE_DATABASE"], read_only=True))
    asked = dict(parse_qsl(scope["query_string"].decode()))
    where = " AND ".join(f'"{name}" = ?' for name in asked if name in _FILTERED)
    cursor = (
        _connection[0]
        .cursor()
        .execute(
            f"SELECT * FROM events WHERE {where} ORDER BY article_id, start, record_id LIMIT 100",  # noqa: S608
            list(asked.values()),
        )
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    body = msgspec.json.encode({"rows": rows})
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
