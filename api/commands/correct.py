"""``dateline correct``: what people set right, with who and why."""

import argparse
import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from api import console
from api.commands.command import OK, SOME_FAILED, Command, day
from schemas.base import Struct
from schemas.errors import SettingsError

if TYPE_CHECKING:
    from warehouse.corrections import Proposal

_NEEDED = ("record", "field", "value", "who", "why")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("warehouse", type=Path, help="the warehouse that holds the records")
    parser.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="corrections as CSV with the columns record, field, value, who, why and, if wanted,"
        " when; rows that are wrong are told and the others kept",
    )
    parser.add_argument("--record", metavar="ID", help="the record_id, entity_id or article_id")
    parser.add_argument(
        "--field", metavar="PATH", help="such as type, speaker.name, actors[0].country; * for all"
    )
    parser.add_argument(
        "--value",
        metavar="TEXT",
        help="the right value; null for none, JSON for lists; of * it is withdrawn or restored",
    )
    parser.add_argument("--who", metavar="NAME", help="who answers for it; readers will see it")
    parser.add_argument("--why", metavar="TEXT", help="the reason; readers will see it")
    parser.add_argument(
        "--when", type=day, metavar="YYYY-MM-DD", help="day of the correction (default: today)"
    )


class _Given(Struct, frozen=True, kw_only=True):
    """A proposal and where it stands, as prefix of what is wrong with it."""

    proposal: "Proposal"
    line: int | None = None


def _run(args: argparse.Namespace) -> int:
    from warehouse.corrections import CorrectionError, correct  # noqa: PLC0415

    today = dt.datetime.now(dt.UTC).date()
    wrong: list[str] = []
    given = list(_from_csv(args.csv, today, wrong)) if args.csv else [_from_options(args, today)]
    taken = correct(args.warehouse, [one.proposal for one in given])
    counts = {"new": 0, "renewed": 0, "unchanged": 0, "refused": len(wrong)}
    for one, found in zip(given, taken, strict=True):
        counts[found.outcome] += 1
        if found.error is None:
            continue
        column = found.error.column if isinstance(found.error, CorrectionError) else ""
        where = f"{args.csv}, row {one.line}, column {column}: " if one.line else f"--{column}: "
        wrong.append(where + found.error.message)
    for words in wrong:
        console.complain(words)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    console.out().print(f"corrections: {told}. Warehouse: {args.warehouse}", soft_wrap=True)
    return SOME_FAILED if wrong else OK


def _from_options(args: argparse.Namespace, today: dt.date) -> _Given:
    from warehouse.corrections import Proposal  # noqa: PLC0415

    given = {name: getattr(args, name) for name in _NEEDED}
    missing = [f"--{name}" for name, value in given.items() if value is None]
    if missing:
        raise SettingsError(
            f"{', '.join(missing)} missing", hint="Give all of a correction, or a file with --csv"
        )
    return _Given(proposal=Proposal(**given, when=args.when or today))


def _from_csv(path: Path, today: dt.date, wrong: list[str]) -> Iterator[_Given]:
    """Yield the corrections of the file *path*; what cannot be read is put into *wrong*.

    Lines are counted as an editor does, from 1, the header being the first.

    Raises:
        SettingsError: a column that is needed is missing, or the file is no CSV in UTF-8.
    """
    from warehouse.corrections import Proposal  # noqa: PLC0415

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            if missing := [name for name in _NEEDED if name not in names]:
                raise SettingsError(
                    f"the column {', '.join(missing)} is missing",
                    where=f"{path}, row 1",
                    hint=f"The columns are {', '.join(_NEEDED)} and, if wanted, when",
                )
            line = reader.line_num
            for row in reader:
                line, first = reader.line_num, line + 1
                if None in row or any(row[name] is None for name in _NEEDED):
                    wrong.append(
                        f"{path}, row {first}: it has not as many cells as there are columns"
                    )
                    continue
                when = _when(row.get("when") or "", today)
                if when is None:
                    wrong.append(
                        f"{path}, row {first}, column when: {row['when']!r} is no day."
                        " Write it as 2026-11-22"
                    )
                    continue
                words = {name: row[name] for name in _NEEDED}
                yield _Given(proposal=Proposal(**words, when=when), line=first)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(
            f"this is no CSV in UTF-8: {error}", where=str(path), hint="Save it as CSV UTF-8"
        ) from None


def _when(text: str, today: dt.date) -> dt.date | None:
    """Return the day that *text* names, *today* if it is empty, None if it is no day."""
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else today
    except ValueError:
        return None


COMMAND = Command(
    name="correct",
    summary="set records right, with who and why",
    description=(
        "Keeps corrections beside the records: each is looked at at once, survives the loading of"
        " articles again, is applied when a release is made, and is published in the table"
        " `corrections` with old and new value. Giving the same correction again changes nothing."
        " Exit code 1 if any was refused."
    ),
    examples=(
        "dateline correct data/dateline.duckdb --record ev_0123456789abcdef0123 --field type"
        " --value PROTEST --who 'Data desk' --why 'A march, not an attack'",
        "dateline correct data/dateline.duckdb --record st_0123456789abcdef0123 --field '*'"
        " --value withdrawn --who 'Data desk' --why 'The paper retracted it'",
        "dateline correct data/dateline.duckdb --csv corrections.csv",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
