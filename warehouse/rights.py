"""What leaves the house: the text of an article according to its `rights`.

`open`: everything. `excerpt`: the whole text stays home (`articles.text` is empty, headings are
cut as below), records and their quotes go out. `closed`: the text stays home and so does every
long piece of it: any text column of the article's records and failures longer than `SHORT` code
points is cut to its first `SHORT`. Entities and clusters stand for many articles and are cut so
whatever article they come from. Ids, spans, hashes, headline and metadata always go out, so that
whoever has the article can still prove each row. What is true of every release is therefore:

- `open`: `quote` is `text[start:end]`;
- `excerpt`: `quote` has `end - start` code points;
- `closed`: `quote` has `min(end - start, SHORT)` code points.
"""

from schemas import Table
from schemas.columns import Column, ColumnType, ListType, StructType, columns
from schemas.derived.ddl import duckdb_type, literal, quoted

SHORT = 160


def published_columns(table: Table) -> str:
    """Return the SELECT list that gives *table* as it may be published.

    The rows must come as `t` and, where `needs_article`, with the `rights` of their article.
    """
    return ", ".join(
        f"{_published(table, column)} AS {quoted(column.name)}" for column in columns(table)
    )


def needs_article(table: Table) -> bool:
    """Return whether publishing rows of *table* depends on their article's rights."""
    return "article_id" in table.record.__struct_fields__ and table.name != "articles"


def _published(table: Table, column: Column) -> str:
    plain = f"t.{quoted(column.name)}"
    if table.name == "articles":
        if column.name == "text":
            return f"CASE t.rights WHEN 'open' THEN {plain} ELSE '' END"
        if column.name in ("sections", "blocks"):
            return _cut_unless_open(plain, column.type)
        return plain
    fixed = {table.key, "article_id", "extractor", *(r.column for r in table.references)}
    if column.name in fixed or column.values:
        return plain
    if not needs_article(table):
        return _cut(plain, column.type, 0)
    return _cut_if_closed("rights", plain, column.type)


def _cut_if_closed(rights: str, value: str, column_type: ColumnType) -> str:
    cut = _cut(value, column_type, 0)
    if cut == value:
        return value
    return f"CASE {rights} WHEN 'closed' THEN ({cut})::{duckdb_type(column_type)} ELSE {value} END"


def _cut_unless_open(value: str, column_type: ColumnType) -> str:
    cut = _cut(value, column_type, 0)
    if cut == value:
        return value
    return f"CASE t.rights WHEN 'open' THEN {value} ELSE ({cut})::{duckdb_type(column_type)} END"


def _cut(value: str, column_type: ColumnType, depth: int) -> str:
    """Return the expression of *value* with every text in it cut; *value* itself if it has none."""
    if isinstance(column_type, ListType):
        item = f"i{depth}"
        inner = _cut(item, column_type.item, depth + 1)
        return value if inner == item else f"list_transform({value}, lambda {item}: {inner})"
    if isinstance(column_type, StructType):
        fields = {c.name: f"{value}.{quoted(c.name)}" for c in column_type.columns}
        cuts = {c.name: _cut(fields[c.name], c.type, depth) for c in column_type.columns}
        if cuts == fields:
            return value
        packed = ", ".join(f"{literal(name)}: {cut}" for name, cut in cuts.items())
        return f"CASE WHEN {value} IS NULL THEN NULL ELSE {{{packed}}} END"
    return f"left({value}, {SHORT})" if column_type.python is str else value
