"""Events in the columns of ACLED, POLECAT and GDELT, for those who come from there.

They are views over the declared tables, in the working file and in every release's
`dateline.duckdb`. Codes are given where they follow from the record; what does not is null.
"""

from schemas.base import Struct
from schemas.derived.ddl import literal, quoted
from warehouse.views import acled, gdelt, polecat


class View(Struct, frozen=True, kw_only=True):
    """One view: its columns in order, those that are null in every row, and its query."""

    name: str
    description: str
    columns: tuple[str, ...]
    null: tuple[str, ...]
    sql: str


VIEWS: tuple[View, ...] = (
    View(
        name="events_acled",
        description="Events that ACLED would code, one row a cluster, in ACLED's columns.",
        columns=acled.COLUMNS,
        null=acled.NULL,
        sql=acled.SQL,
    ),
    View(
        name="events_polecat",
        description="Records with a PLOVER type, in POLECAT's columns.",
        columns=polecat.COLUMNS,
        null=polecat.NULL,
        sql=polecat.SQL,
    ),
    View(
        name="events_gdelt",
        description="Events with a CAMEO code, one row a cluster, in the columns of GDELT.",
        columns=gdelt.COLUMNS,
        null=gdelt.NULL,
        sql=gdelt.SQL,
    ),
)


def view_ddl() -> list[str]:
    """Return the statements that make the views where the tables are."""
    return [f"CREATE VIEW {quoted(view.name)} AS {view.sql}" for view in VIEWS]


def view_comments() -> list[str]:
    """Return the ``COMMENT ON`` statements that say of views and columns what they are."""
    statements: list[str] = []
    for view in VIEWS:
        statements.append(f"COMMENT ON VIEW {quoted(view.name)} IS {literal(view.description)}")
        scheme = view.name.removeprefix("events_").upper()
        for column in view.columns:
            said = f"Column of {scheme}" + ("; always null." if column in view.null else ".")
            path = f"{quoted(view.name)}.{quoted(column)}"
            statements.append(f"COMMENT ON COLUMN {path} IS {literal(said)}")
    return statements
