"""The landing page: what this is, the newest release, and the first line to copy."""

from collections.abc import Sequence
from html import escape

from api.addresses import release_url
from api.pages.layout import code, link, page, table
from warehouse import Release, Tombstone, dataset_jsonld


def landing_page(releases: list[Release], base: str, tombstones: Sequence[Tombstone] = ()) -> str:
    """Return the landing page for *releases*, newest first, of the server at *base*.

    *tombstones* tell which releases are withdrawn, or will be.
    """
    parts = [
        "<header><h1>dateline</h1>",
        '<p class="lead">News articles as a dataset that can be cited: events, statements, key'
        " points and statistics, each pinned to the exact words it was read from.</p></header>",
    ]
    if releases:
        parts += [_newest(releases[0], base), _first_lines(base)]
    else:
        parts += [
            "<h2>No release yet</h2>",
            "<p>Load articles and make one; it appears here at once.</p>",
            code("dateline load articles/\ndateline release"),
        ]
    parts.append(_ways(base))
    if len(releases) > 1:
        older = "".join(
            f"<li>{link(release_url(base, release.id), release.id)}</li>"
            for release in releases[1:]
        )
        parts.append(f"<h2>Older releases</h2>\n<ul>{older}</ul>")
    if tombstones:
        gone = "".join(
            f"<li>{escape(t.release)} ({'since' if t.is_due() else 'from'} {t.withdrawn}):"
            f" {escape(t.reason)}</li>"
            for t in tombstones
        )
        parts.append(f"<h2>Withdrawn</h2>\n<ul>{gone}</ul>")
    return page("dateline", "\n".join(parts), head=_dataset(releases[0], base) if releases else "")


def _dataset(release: Release, base: str) -> str:
    """Return the schema.org `Dataset` of *release*: what search engines for data look for."""
    found = dataset_jsonld(release.manifest, release_url=release_url(base, release.id)).decode()
    return f'<script type="application/ld+json">{found}</script>\n'


def _newest(release: Release, base: str) -> str:
    manifest = release.manifest
    rows = [
        (
            link(release_url(base, release.id, entry.name), entry.name),
            f"{entry.rows:,}",
            escape(entry.description),
            " ".join(
                link(release_url(base, release.id, "files", f"{entry.name}.{suffix}"), suffix)
                for suffix in ("parquet", "csv.zst", "ndjson.zst")
            ),
        )
        for entry in manifest.tables
    ]
    database = release_url(base, release.id, "files", "dateline.duckdb")
    return "\n".join(
        [
            f"<h2>Release {link(release_url(base, release.id), release.id)}</h2>",
            table(("table", "rows", "what a row is", "download"), rows),
            f"<p>All tables in one file: {link(database, 'dateline.duckdb')}."
            f" Licence: {escape(manifest.licence)}.</p>",
            f'<p class="soft">{escape(manifest.citation)}</p>',
        ]
    )


def _first_lines(base: str) -> str:
    url = f"{base}/v1/releases/latest"
    return "\n".join(
        [
            "<h2>First lines</h2>",
            "<p>polars reads only the columns and rows it needs:</p>",
            code(
                "import polars as pl\n\n"
                f'events = pl.scan_parquet("{url}/files/events.parquet")\n'
                "print(\n"
                '    events.select("date_start", "type", "quote")\n'
                '    .drop_nulls("date_start")\n'
                '    .sort("date_start")\n'
                "    .collect()\n"
                ")"
            ),
            "<p>A page of rows, filtered:</p>",
            code(f"curl -L '{url}/events.csv?date_start__gte=2024-01-01&sort=-date_start'"),
            "<p>The records of a text of your own:</p>",
            code(f"curl {base}/v1/extract -H 'Content-Type: text/plain' --data-binary @story.txt"),
        ]
    )


def _ways(base: str) -> str:
    links = (
        (f"{base}/docs", "Documentation of the API"),
        (f"{base}/openapi.json", "OpenAPI document"),
        (f"{base}/v1/releases", "All releases"),
        (f"{base}/ready", "State of the server"),
    )
    items = "".join(f"<li>{link(url, words)}</li>" for url, words in links)
    return f"<h2>More</h2>\n<ul>{items}</ul>"
