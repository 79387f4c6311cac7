"""A program of its own: runs the SQL statements that come as a JSON list on standard input.

`database_file` starts it, because the memory settings that make a DuckDB file reproducible
must be in the environment before DuckDB is loaded. It imports nothing of dateline.
"""

import json
import sys

import duckdb


def main() -> int:
    """Run the statements in order; print the first error in one line and return 1 for it."""
    connection = duckdb.connect(":memory:", config={"threads": "1"})
    try:
        for statement in json.load(sys.stdin):
            connection.execute(statement)
    except duckdb.Error as error:
        sys.stderr.write(str(error).splitlines()[0])
        return 1
    finally:
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
