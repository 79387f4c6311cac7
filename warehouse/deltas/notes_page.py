"""The release notes as a page for people: `NOTES.md`."""

from collections.abc import Iterator

from warehouse.deltas.notes import ArticleNotes, CorrectionNotes, KindNotes, Notes, TableNotes

NOTES_PAGE = "NOTES.md"
NOTES = "notes.json"

_REASONS = {
    "article": "as articles came or went",
    "text": "as articles have another text",
    "extractor": "as the same text was read by another extractor or model",
    "schema": "by new columns alone",
    "correction": "as people corrected them",
    "links": "by their ties to other records alone",
    "rights": "by other rights",
    "metadata": "by other metadata",
}
_FATES = {"added": "New articles", "revised": "Articles with another text", "removed": "Gone"}


def notes_page(notes: Notes) -> str:
    """Return *notes* as Markdown, ending in a newline."""
    since = f" since {notes.parent}" if notes.parent else ", the first"
    lines = [f"# Release {notes.release}", "", f"{notes.title}. {notes.created}."]
    lines += ["", f"## Rows{since}", "", *_tables(notes)]
    if notes.versions or notes.columns_added or notes.columns_gone:
        lines += ["", "## Versions and schema", "", *_versions(notes)]
    causes = [table for table in notes.tables if notes.parent and table.reasons]
    if causes:
        lines += ["", "## Why rows changed", ""]
        lines += [line for table in causes for line in _causes(table)]
    if notes.corrections_counted:
        lines += ["", "## Corrections", "", *_corrections(notes)]
    if notes.articles:
        lines += ["", "## Articles", *_articles(notes)]
    if notes.kinds:
        lines += ["", "## Records by kind", "", *_kinds(notes)]
    lines += ["", _LAST, ""] if notes.parent else [""]
    return "\n".join(lines)


_LAST = (
    "Every changed row stands in the `*.delta.parquet` files: `parent + delta = release`."
    " `notes.json` holds these notes for programs."
)


def _tables(notes: Notes) -> Iterator[str]:
    yield "| table | rows | added | changed | removed |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for t in notes.tables:
        yield f"| {t.table} | {t.rows:,} | {t.added:,} | {t.changed:,} | {t.removed:,} |"


def _versions(notes: Notes) -> Iterator[str]:
    for entry in notes.versions:
        before, after = ", ".join(entry.before) or "none", ", ".join(entry.after) or "none"
        yield f"- {entry.what}: {before} → {after}"
    if notes.columns_added:
        yield f"- new columns: {', '.join(f'`{name}`' for name in notes.columns_added)}"
    if notes.columns_gone:
        yield f"- gone columns: {', '.join(f'`{name}`' for name in notes.columns_gone)}"


def _causes(table: TableNotes) -> Iterator[str]:
    told = (f"{n:,} {_REASONS.get(reason, f'by {reason}')}" for reason, n in table.reasons.items())
    yield f"- {table.table}: {'; '.join(told)}"


def _corrections(notes: Notes) -> Iterator[str]:
    counts = ", ".join(f"{n:,} {status}" for status, n in notes.corrections_counted.items())
    yield f"{counts}. All stand in `corrections`."
    if notes.corrections:
        yield ""
        yield from (_correction(correction) for correction in notes.corrections)


def _correction(told: CorrectionNotes) -> str:
    old, new = (_plain(value or "–") for value in (told.old_value, told.new_value))
    key = told.record_id.replace("`", "")
    what = f"- `{key}` {_plain(told.field)}: {old} → {new}"
    stale = f" Not applied: {_plain(told.note)}." if told.note else ""
    return f"{what}, by {_plain(told.who)}: {_plain(told.why)}.{stale}"


def _articles(notes: Notes) -> Iterator[str]:
    for fate, heading in _FATES.items():
        named = [a for a in notes.articles if a.fate == fate]
        if not named:
            continue
        count = notes.articles_counted.get(fate, len(named))
        yield ""
        yield f"{heading}: {count:,}" + (
            f", the first {len(named)}:" if count > len(named) else ":"
        )
        yield ""
        yield from (_article(article) for article in named)


def _article(article: ArticleNotes) -> str:
    details = [_plain(article.title or "")] if article.title else []
    details += [_plain(article.source)] if article.source else []
    details += [str(article.published)] if article.published else []
    return f"- `{_plain(article.article_id)}`" + (f": {', '.join(details)}" if details else "")


def _kinds(notes: Notes) -> Iterator[str]:
    tables: dict[str, list[KindNotes]] = {}
    for kind in notes.kinds:
        tables.setdefault(kind.table, []).append(kind)
    for table, kinds in tables.items():
        told = (
            f"{_plain(k.kind or 'none')} {k.rows:,}"
            + (f" ({k.rows - k.before:+,})" if notes.parent and k.rows != k.before else "")
            for k in kinds
        )
        yield f"- {table} by {kinds[0].column}: {', '.join(told)}"


def _plain(text: str) -> str:
    """Return *text* on one line, with nothing in it that Markdown or HTML would read."""
    line = " ".join(text.split())
    for mark in ("\\", "`", "*", "_", "[", "]", "<", ">", "|"):
        line = line.replace(mark, f"\\{mark}")
    return line
