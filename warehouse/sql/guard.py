"""Which statements may run: exactly one that reads the tables of the release, and no inside."""

import re
from collections.abc import Iterator
from typing import Any, Final

import duckdb
import msgspec

from schemas.base import Struct
from warehouse.sql.diagnosis import Names, SqlError, explained, nearest, suggestion

TABLE_FUNCTIONS: Final = frozenset(
    "range generate_series unnest repeat repeat_row json_each json_tree duckdb_columns"
    " duckdb_functions duckdb_keywords duckdb_tables duckdb_types duckdb_views"
    " icu_calendar_names pg_timezone_names pragma_version".split()
)
"""Functions a query may read from. Each gives what was put in, or names that are public.

`histogram` is not one of them: it reads whatever table its argument names.
"""

SYSTEM_VIEWS: Final = frozenset({"columns", "schemata", "tables", "views"})
"""Views of `information_schema` that a query may read."""

FORBIDDEN_FUNCTIONS: Final = frozenset(
    "sleep_ms pg_sleep write_log parse_duckdb_log_message nextval setval currval getvariable"
    " current_setting set_config getenv json_execute_serialized_sql query query_table"
    " json_deserialize_sql json_serialize_plan which_secret current_query stats"
    " __internal_json_copy_to_json __internal_json_copy_to_geojson".split()
)
"""Functions that wait, keep something for the next query, or tell of the server."""

CLOCK_NAMES: Final = frozenset(
    "current_date current_time current_timestamp localtime localtimestamp today now"
    " get_current_time get_current_timestamp transaction_timestamp current_localtime"
    " current_localtimestamp".split()
)
_VOLATILE: Final = CLOCK_NAMES | frozenset(
    "random setseed uuid uuidv4 uuidv7 gen_random_uuid current_query_id current_connection_id"
    " current_transaction_id txid_current error age ago".split()
)
"""Functions whose answer is another one each time, so that it must not be kept."""

_QUERY_NODES: Final = frozenset(
    {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
)
_SOURCES: Final = frozenset(
    "BASE_TABLE SUBQUERY JOIN TABLE_FUNCTION EXPRESSION_LIST EMPTY PIVOT SHOW_REF".split()
)
_SHOWN: Final = frozenset({'"tables"', "__show_tables_expanded", "tables"})
_NOWHERE: Final = (1 << 64) - 1
_NO_NAME = re.compile(r"[^\w -]")  # matches "x.csv" and "/etc/passwd", not "my rows"
_EXPLAIN = re.compile(r"explain\s*(?P<analyse>analyze\b|analyse\b)?", re.IGNORECASE)
_OPTIONS = re.compile(r"\s*\(([^()]*)\)")
_HINT: Final = "Send one SELECT. FROM, VALUES, WITH, DESCRIBE, SUMMARIZE and EXPLAIN are fine too."


class Verdict(Struct, frozen=True, kw_only=True):
    """What is known of a statement that may run."""

    repeatable: bool
    """Whether it gives the same rows each time, so that they may be kept."""
    parameters: tuple[str, ...]


def judge(connection: duckdb.DuckDBPyConnection, text: str, names: Names) -> Verdict:
    """Return what is known of *text*, which may run.

    *names* holds those of the tables and views of the release.

    Raises:
        SqlError: it is not exactly one statement that reads, or it names something that is
            not a table of the release or not a function that a stranger may call.
    """
    try:
        statements = connection.extract_statements(text)
    except duckdb.Error as error:
        raise explained(error, text, names) from None
    if len(statements) != 1:
        raise SqlError(
            "the query is empty" if not statements else "only one statement is allowed",
            hint=_HINT,
            offset=len(statements[0].query) if statements else 0,
        )
    kind = statements[0].type.name
    parameters = tuple(sorted(statements[0].named_parameters))
    if kind == "SELECT":
        repeatable = _check(_tree(connection, text), 0, text, names)
    elif kind == "EXPLAIN":
        repeatable = _judge_explained(connection, text, names)
    elif kind == "MULTI":
        raise SqlError(
            "PIVOT must list its values", hint="Write PIVOT … ON column IN (value, …).", offset=0
        )
    else:
        raise SqlError(f"{kind.replace('_', ' ')} is not allowed", hint=_HINT, offset=0)
    return Verdict(repeatable=repeatable, parameters=parameters)


def _judge_explained(connection: duckdb.DuckDBPyConnection, text: str, names: Names) -> bool:
    """Check the statement that an EXPLAIN holds; with ANALYZE it would run, whatever it is."""
    head = _EXPLAIN.match(text)
    if head is None:
        raise SqlError("the query cannot be understood", hint=_HINT, offset=0)
    start, analysed = head.end(), head["analyse"] is not None
    options = _OPTIONS.match(text, start)
    tree = None
    if options is not None:
        tree = _tree(connection, text[options.end() :])
        if tree is not None:
            start = options.end()
            analysed = analysed or "analy" in options[1].lower()
    tree = tree or _tree(connection, text[start:])
    return _check(tree, start, text, names) and not analysed


def _tree(connection: duckdb.DuckDBPyConnection, text: str) -> Any:
    """Return the syntax tree of a SELECT, None for any other statement."""
    try:
        (told,) = connection.execute("SELECT json_serialize_sql(?)", [text]).fetchall()[0]
        tree = msgspec.json.decode(told)
    except RecursionError:
        raise SqlError("the query is nested too deeply", hint="Flatten it.") from None
    except duckdb.Error:
        return None
    return None if tree.get("error") or len(tree["statements"]) != 1 else tree["statements"][0]


def _check(tree: Any, start: int, text: str, names: Names) -> bool:
    """Return whether the statement gives the same rows each time.

    *tree* begins at the code point *start* of *text*.

    Raises:
        SqlError: some part of it is not allowed.
    """
    if tree is None:
        raise SqlError("only a SELECT may be run or explained", hint=_HINT, offset=0)
    nodes = list(_nodes(tree))
    own = {key.lower() for node in nodes for key in _common_names(node)}
    for name in sorted(own - set(names.tables)):
        # Outside of its WITH the name would stand for what DuckDB knows by it: a view, a file.
        if name in names.reserved or _NO_NAME.search(name):
            raise SqlError(f"a query cannot call a WITH {name!r}", hint="Choose another name.")
    repeatable = True
    for node in nodes:
        offset = _offset(node, start, text)
        _check_query(node, offset)
        _check_source(node, offset, names.tables, own)
        repeatable = _check_function(node, offset) and repeatable
    return repeatable


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of the tree, those nearest the top first."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _common_names(node: dict[str, Any]) -> Iterator[str]:
    """Yield the names that a WITH gives."""
    entries = node.get("cte_map")
    if isinstance(entries, dict):
        yield from (str(entry.get("key")) for entry in entries.get("map", ()))
    if isinstance(node.get("cte_name"), str):
        yield node["cte_name"]


def _check_query(node: dict[str, Any], offset: int | None) -> None:
    kind = node.get("type")
    if isinstance(kind, str) and kind.endswith("_NODE") and kind not in _QUERY_NODES:
        raise SqlError("a query may not write", hint=_HINT, offset=offset)


def _check_source(
    node: dict[str, Any], offset: int | None, tables: tuple[str, ...], own: set[str]
) -> None:
    """Check one thing that rows are read from."""
    if "sample" not in node or "class" in node or "select_list" in node:
        return
    kind = node.get("type")
    if kind not in _SOURCES:
        raise SqlError(f"a query cannot read from {kind}", hint=_HINT, offset=offset)
    if kind == "BASE_TABLE" or (kind == "SHOW_REF" and node.get("query") is None):
        _check_table(node, offset, tables, own)
    elif kind == "TABLE_FUNCTION":
        function = node.get("function", {})
        name = str(function.get("function_name", "")).lower()
        if name not in TABLE_FUNCTIONS:
            raise SqlError(
                f"a query cannot read from {name}()",
                hint=f"Tables: {', '.join(tables)}.",
                offset=offset,
                candidates=nearest(name, tables),
            )


def _check_table(
    node: dict[str, Any], offset: int | None, tables: tuple[str, ...], own: set[str]
) -> None:
    path = [str(part).lower() for part in node.get("qualified_name", {}).get("path", ())]
    name = str(node.get("table_name", "")).lower()
    if node["type"] == "SHOW_REF" and name in _SHOWN:
        return
    if path and path[-1] != name:
        path = [*path, name]
    match path:
        case [one] if one in tables or one in own:
            return
        case ["release" | "main", one] | ["release", "main", one] if one in tables:
            return
        case ["information_schema", one] | ["system", "information_schema", one] if (
            one in SYSTEM_VIEWS
        ):
            return
        case _:
            among = tuple(sorted({*tables, *own}))
            candidates = nearest(name, among)
            raise SqlError(
                f"there is no table {name!r} in the release",
                hint=suggestion(candidates) or f"Tables: {', '.join(tables)}.",
                offset=offset,
                candidates=candidates,
            )


def _check_function(node: dict[str, Any], offset: int | None) -> bool:
    """Return whether a call, if the node is one, gives the same each time."""
    sample = node.get("sample")
    if isinstance(sample, dict) and not sample.get("repeatable"):
        return False
    if node.get("class") == "COLUMN_REF":
        names = node.get("column_names") or ("",)
        return len(names) > 1 or str(names[0]).lower() not in CLOCK_NAMES
    if "function_name" not in node:
        return True
    name = str(node["function_name"]).lower()
    if name in FORBIDDEN_FUNCTIONS:
        raise SqlError(f"{name}() is not allowed", hint="It does not read data.", offset=offset)
    return name not in _VOLATILE


def _offset(node: dict[str, Any], start: int, text: str) -> int | None:
    """Return where the node stands; DuckDB counts bytes of UTF-8."""
    found = node.get("query_location")
    if not isinstance(found, int) or found >= _NOWHERE:
        return None
    return start + len(text[start:].encode()[:found].decode(errors="ignore"))
