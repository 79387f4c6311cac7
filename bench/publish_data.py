"""A made-up release of a million events, for timing the server: written once, then kept.

Nothing in it was read from an article; the words are invented, spread as words are (Zipf), and
every column is as full as real ones, so that sizes and selectivities are those of a real archive.
"""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

import datetime as dt
from pathlib import Path

import duckdb

from schemas import SCHEMA_VERSION, TABLES
from schemas.derived.ddl import create_table
from warehouse import exports
from warehouse.database_file import write_database
from warehouse.manifest import (
    MANIFEST,
    SUMS,
    Manifest,
    TableEntry,
    file_entry,
    file_sha256,
    manifest_bytes,
    sums_text,
)

RELEASE = "2026.11.22"
EVENTS_PER_ARTICLE = 20

_MACROS = """
CREATE MACRO chance(i, salt) AS (hash(i, salt) % 1000000) / 1e6;
CREATE MACRO picked(items, i, salt) AS items[1 + (hash(i, salt) % len(items))::INT];
-- Zipf by inversion: rank r of n with a weight of about 1/r.
CREATE MACRO zipf(n, i, salt) AS greatest(1, floor(pow(n, chance(i, salt)))::INT);
CREATE MACRO word(rank) AS (
  SELECT string_agg(substr('bakudelimofeganatorisu', 1 + 2 * ((rank // pow(11, d)::INT) % 11)::INT,
         2), '') FROM range(1 + (rank > 10)::INT + (rank > 120)::INT + (rank > 1330)::INT) AS r(d)
);
"""

_WORDS = 20_000
_COUNTRIES = (
    "US CN RU GB IN IQ UA FR DE IL PS SY IR NG PK AF TR EG SA YE SD ET KE ZA BR MX CO VE"
    " AR PE JP KR TW PH ID TH VN MM AU CA PL ES IT NL BE SE NO FI DK GR"
).split()
_TYPES = (
    "CONSULT ASSAULT ACCUSE COOPERATE AGREE SUPPORT PROTEST COERCE REQUEST REJECT THREATEN AID"
    " MOBILIZE RETREAT SANCTION CONCEDE JUSTICE POLICY ECONOMY VOTE DISASTER ACCIDENT DEATH OTHER"
).split()

_SETUP = f"""
CREATE TABLE words AS SELECT list(word(i) ORDER BY i) AS w FROM range(1, {_WORDS}) AS t(i);
CREATE TABLE names AS SELECT list(upper(word(i)[1]) || word(i)[2:] || ' '
  || upper(word(i * 7)[1]) || word(i * 7)[2:] ORDER BY i) AS n FROM range(200, 5200) AS t(i);
CREATE TABLE sentences AS
SELECT i, i // {EVENTS_PER_ARTICLE} AS a,
  array_to_string(list_transform(range(14 + (hash(i, 'len') % 18)::INT),
    lambda j: w[least(zipf({_WORDS}, i * 64 + j, 'word'), {_WORDS} - 1)]), ' ') || '.' AS s
FROM range($events) AS t(i), words;
CREATE TABLE placed AS
SELECT i, a, s, (sum(length(s) + 1) OVER (PARTITION BY a ORDER BY i) - length(s) - 1)::BIGINT AS pos
FROM sentences;
"""

_ARTICLES = """
INSERT INTO articles BY NAME
SELECT printf('article-%06d', a) AS article_id, 1 AS revision,
  'https://news.example/' || a AS url,
  'Wire ' || zipf(40, a, 'source') AS source, any_value(title) AS title,
  ['A. Writer'] AS authors, day AS published,
  day::TIMESTAMP AT TIME ZONE 'UTC' AS published_at, 'second' AS published_precision,
  'en' AS language, string_agg(s, ' ' ORDER BY i) AS text, sha256(a::VARCHAR) AS text_sha256,
  'html' AS format, [] AS sections, [] AS blocks, 400 AS words, 'open' AS rights
FROM (SELECT *, DATE '2016-01-01' + (a % 3900)::INT AS day,
  first(left(s, 60)) OVER (PARTITION BY a ORDER BY i) AS title FROM placed)
GROUP BY a, day;
"""

_COMMON = """
  printf('article-%06d', a) AS article_id, 1 AS revision, pos AS start, pos + length(s) AS "end",
  s AS quote, CASE WHEN chance(i, 'sec') < 0.3 THEN 'Section ' || (i % 9) END AS section,
  picked(['prose', 'prose', 'prose', 'prose', 'headline', 'list'], i, 'origin') AS origin,
  round(0.4 + 0.6 * chance(i, 'conf'), 3) AS confidence
"""

_PARTY = """{mention: n[1 + (hash(i, SALT) % 5000)::INT], "start": pos, "end": pos + 8,
  name: n[1 + (hash(i, SALT) % 5000)::INT], entity_id: 'en_' || left(sha256((hash(i, SALT) % 5000)
  ::VARCHAR), 20), kind: picked(['person', 'organisation', 'country', 'group'], i, SALT || 'k'),
  country: COUNTRIES[least(zipf(51, i, SALT || 'c'), 50)],
  sector: picked(['GOV', 'MIL', 'CVL', 'BUS', NULL], i, SALT || 's'), fate: NULL}"""

_EVENTS = """
INSERT INTO events BY NAME
SELECT 'ev_' || left(sha256('e' || i), 20) AS record_id, COMMON,
  'events@1.2.0/full@2.1.0.f11f2702' AS extractor,
  TYPES[least(zipf(25, i, 'type'), 24)] AS type,
  CASE WHEN chance(i, 'mode') < 0.5 THEN [picked(['drone', 'airstrike', 'rally', 'visit', 'meet'],
    i, 'm')] ELSE [] END AS modes,
  [picked(['military', 'election', 'economic', 'legal', 'refugee'], i, 'ctx')] AS contexts,
  picked(['asserted', 'asserted', 'asserted', 'planned', 'possible', 'denied'], i, 'mod')
    AS modality,
  chance(i, 'hist') < 0.2 AS historical, left(s, 5) AS trigger, pos AS trigger_start,
  pos + 5 AS trigger_end, [{"start": pos, "end": pos + 5}] AS mentions, [ACTOR] AS actors,
  CASE WHEN chance(i, 'rec') < 0.6 THEN [RECIPIENT] ELSE [] END AS recipients,
  CASE WHEN chance(i, 'plc') < 0.5 THEN [{mention: n[1 + (hash(i, 'p') % 300)::INT], "start": pos,
    "end": pos + 8, name: n[1 + (hash(i, 'p') % 300)::INT], country: COUNTRIES[least(zipf(51,
    hash(i, 'p') % 300, 'pc'), 50)], admin1: '0' || (i % 9), latitude: round(-60 + 0.4 *
    (hash(i, 'p') % 300), 4), longitude: round(-170 + 1.1 * (hash(i, 'p') % 300), 4),
    precision: 'city', geonames_id: 100000 + (hash(i, 'p') % 300)::BIGINT}] ELSE [] END AS places,
  CASE WHEN chance(i, 'dat') < 0.8 THEN DATE '2016-01-01' + ((a % 3900) - i % 30)::INT END
    AS date_start,
  date_start AS date_end, CASE WHEN date_start IS NOT NULL THEN 'on ' || dayname(date_start) END
    AS date_text,
  CASE WHEN date_start IS NOT NULL THEN 'day' END AS date_precision,
  CASE WHEN date_start IS NOT NULL THEN 'relative' END AS date_basis,
  CASE WHEN chance(i, 'cnt') < 0.15 THEN [{kind: 'killed', "value": (i % 40)::DOUBLE,
    low: NULL::DOUBLE, high: NULL::DOUBLE, bound: 'exact'}] ELSE [] END AS counts,
  CASE WHEN i % 5 = 0 THEN 'st_' || left(sha256('s' || i), 20) END AS reported_by,
  'cl_' || left(sha256('c' || (i // 3)), 20) AS cluster_id,
  'verbal cooperation' AS quad_class, '04' AS cameo_root, 'Protests' AS acled_event_type,
  'Peaceful protest' AS acled_sub_event_type
FROM placed, names;
"""

_STATEMENTS = """
INSERT INTO statements BY NAME
SELECT 'st_' || left(sha256('s' || i), 20) AS record_id, COMMON,
  'statements@1.2.0/full@2.1.0.f11f2702' AS extractor, 'indirect' AS kind,
  {mention: n[1 + (hash(i, 'sp') % 5000)::INT], "start": pos, "end": pos + 4,
   name: n[1 + (hash(i, 'sp') % 5000)::INT], entity_id: NULL, role: 'minister',
   organisation: NULL, country: COUNTRIES[least(zipf(51, i, 'spc'), 50)]} AS speaker,
  'said' AS cue, pos AS cue_start, pos + 4 AS cue_end, s AS content,
  [{"start": pos, "end": pos + length(s)}] AS content_spans, [] AS quoted_spans, 'say' AS act,
  false AS negated
FROM placed, names WHERE i % 5 = 0;
"""


def build(folder: Path, events: int = 1_000_000) -> Path:
    """Return the release in *folder* with about *events* events, written if it is not there yet."""
    release = folder / RELEASE
    if (release / SUMS).is_file():
        return release
    release.mkdir(parents=True, exist_ok=True)
    working = folder / "publish-working.duckdb"
    working.unlink(missing_ok=True)
    with duckdb.connect(str(working)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(_MACROS)
        for table in TABLES:
            connection.execute(create_table(table))
        for statement in _SETUP.replace("$events", str(events)).split(";"):
            connection.execute(statement)
        for statement in (_ARTICLES, _EVENTS, _STATEMENTS):
            connection.execute(_filled(statement))
        _write(connection, release)
    working.unlink()
    return release


def _filled(statement: str) -> str:
    for name, text in (
        ("COMMON", _COMMON.strip()),
        ("ACTOR", _PARTY.replace("SALT", "'a'")),
        ("RECIPIENT", _PARTY.replace("SALT", "'r'")),
        ("COUNTRIES", str(_COUNTRIES)),
        ("TYPES", str(_TYPES)),
    ):
        statement = statement.replace(name, text)
    return statement


def _write(connection: duckdb.DuckDBPyConnection, release: Path) -> None:
    """Write the files of a release from the tables of *connection*, by the freezer's own parts."""
    rows: dict[str, int] = {}
    for table in TABLES:
        rows[table.name] = exports.write_parquet(
            connection, table, release / f"{table.name}.parquet"
        )
    write_database(release / "dateline.duckdb", release)
    for table in TABLES:
        exports.write_csv(connection, table, release)
        exports.write_ndjson(connection, table, release)
    manifest = Manifest(
        release=RELEASE,
        parent=None,
        title="Invented records",
        created=dt.date(2026, 11, 22),
        schema_version=SCHEMA_VERSION,
        licence="CC0-1.0",
        citation="Invented records.",
        tables=tuple(
            TableEntry(name=t.name, description=t.description, key=t.key, rows=rows[t.name])
            for t in TABLES
        ),
        files=tuple(file_entry(path, rows) for path in sorted(release.iterdir())),
        extractor_versions={},
        tool_versions={},
    )
    (release / MANIFEST).write_bytes(manifest_bytes(manifest))
    sums = {path.name: file_sha256(path) for path in release.iterdir()}
    (release / SUMS).write_text(sums_text(sums), encoding="utf-8", newline="\n")
