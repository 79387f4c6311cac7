"""The tables of the working file and of a release's DuckDB file.

The working file keeps every revision in the schema `store`. The schema `main` holds one view
for each declared table with what a release would carry: the newest revision of each article
with its records, the entities of those articles added up, and the failures.
"""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from schemas import TABLE_BY_NAME, TABLES, Table
from schemas.columns import columns
from schemas.derived.ddl import create_table, quoted
from warehouse.views import view_ddl

STORE = "store"
ARTICLE_ENTITIES = "article_entities"

LANGUAGE_MODEL = '"language_model" STRUCT("name" VARCHAR, "version" VARCHAR, "sha256" VARCHAR)'
"""The column of `store.articles` that says which model read the revision; null if unrecorded."""

_EXTRA = {
    # SHA-256 over article and records: tells whether loading again would change anything.
    "articles": f'"content_sha256" VARCHAR NOT NULL,\n  {LANGUAGE_MODEL}',
    # Null for failures that came alone; else they belong to that revision's extraction.
    "failures": '"revision" BIGINT',
}


def store_ddl() -> list[str]:
    """Return the statements that build an empty working file, `meta` aside."""
    statements = [f"CREATE SCHEMA {STORE}"]
    for table in TABLES:
        name = f"CREATE TABLE {quoted(table.name)}"
        if table.name == "entities":
            ddl = create_table(
                table, extra_columns='"article_id" VARCHAR NOT NULL,\n  "revision" BIGINT NOT NULL'
            )
            stored = ARTICLE_ENTITIES
        else:
            ddl = create_table(table, extra_columns=_EXTRA.get(table.name, ""))
            stored = table.name
        statements.append(ddl.replace(name, f"CREATE TABLE {STORE}.{quoted(stored)}", 1))
    statements.append(
        f"CREATE VIEW {STORE}.newest AS SELECT article_id, max(revision) AS revision"
        f" FROM {STORE}.articles GROUP BY article_id"
    )
    return statements + [_view(table) for table in TABLES] + view_ddl()


def upgrade_ddl() -> list[str]:
    """Return the statements that give a file of an older minor version all tables and views."""
    return [
        ddl.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1).replace(
            "CREATE VIEW", "CREATE OR REPLACE VIEW", 1
        )
        for ddl in store_ddl()
        if not ddl.startswith("CREATE SCHEMA")
    ]


def _view(table: Table) -> str:
    if table.name in _WHOLE:
        body = f"FROM {STORE}.{quoted(table.name)}"
    else:
        body = _ENTITIES if table.name == "entities" else _newest(table)
    return f"CREATE VIEW {quoted(table.name)} AS {body}"


def _newest(table: Table) -> str:
    names = ", ".join(f"t.{quoted(column.name)}" for column in columns(table))
    rows = f"SELECT {names} FROM {STORE}.{quoted(table.name)} AS t"
    newest = f"{STORE}.newest AS n"
    if table.name == "events":
        rows = rows.replace('t."cluster_id"', "c.cluster_id") + f" LEFT JOIN ({_CLUSTERED}) AS c"
        rows += " ON t.record_id = c.record_id"
    if table.name == "failures":
        joined = f"{rows} LEFT JOIN {newest} ON t.article_id = n.article_id"
        mine = "WHERE t.revision IS NULL OR t.revision = n.revision"
        # A failure told both alone and by an extraction is one failure.
        return f"SELECT DISTINCT ON (failure_id) * FROM ({joined} {mine}) ORDER BY ALL"
    return f"{rows} JOIN {newest} ON t.article_id = n.article_id AND t.revision = n.revision"


_WHOLE = frozenset({"event_clusters", "cluster_changes", "corrections"})
"""Tables that `warehouse.clusters` and `warehouse.corrections` write, whole."""

_CLUSTERED = f"SELECT cluster_id, unnest(members) AS record_id FROM {STORE}.event_clusters"

_ENTITIES = f"""
WITH named AS (
  SELECT e.* FROM {STORE}.{ARTICLE_ENTITIES} AS e
  JOIN {STORE}.newest AS n ON e.article_id = n.article_id AND e.revision = n.revision
),
summed AS (
  SELECT
    entity_id,
    -- The fullest name; among names of one length the first, so that load order has no say.
    arg_max(name, (length(name), name)) AS name,
    min(kind) AS kind,
    count(DISTINCT article_id) AS articles,
    sum(mentions)::BIGINT AS mentions
  FROM named GROUP BY entity_id
),
seen AS (
  SELECT entity_id, unnest(list_append(aliases, name)) AS alias FROM named
),
others AS (
  SELECT s.entity_id, list(DISTINCT alias ORDER BY alias) AS aliases
  FROM seen AS s JOIN summed AS m ON s.entity_id = m.entity_id
  WHERE alias <> m.name GROUP BY s.entity_id
),
countries AS (
  SELECT entity_id, arg_max(country, (votes, country)) AS country
  FROM (SELECT entity_id, country, count(*) AS votes FROM named
        WHERE country IS NOT NULL GROUP BY ALL) GROUP BY entity_id
),
sectors AS (
  SELECT entity_id, arg_max(sector, (votes, sector)) AS sector
  FROM (SELECT entity_id, sector, count(*) AS votes FROM named
        WHERE sector IS NOT NULL GROUP BY ALL) GROUP BY entity_id
)
SELECT entity_id, name, kind, coalesce(aliases, []) AS aliases, country, sector, articles, mentions
FROM summed LEFT JOIN others USING (entity_id)
LEFT JOIN countries USING (entity_id) LEFT JOIN sectors USING (entity_id)
"""

assert [c.name for c in columns(TABLE_BY_NAME["entities"])] == [
    "entity_id", "name", "kind", "aliases", "country", "sector", "articles", "mentions",
], "the view of entities must list the declared columns"  # fmt: skip
