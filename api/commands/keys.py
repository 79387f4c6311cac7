"""``dateline keys``: who may ask a server for more."""

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from api import console
from api.commands.command import OK, USAGE, Command, positive
from api.doors.keys import SCOPES, Key, Scope, add_key, read_keys, revoke_key
from api.settings import Settings


def _scopes(text: str) -> tuple[Scope, ...]:
    asked = {part.strip() for part in text.split(",") if part.strip()}
    unknown = sorted(asked - set(SCOPES))
    if unknown or not asked:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown) or 'nothing'} is no scope; scopes are {', '.join(SCOPES)}"
        )
    return tuple(scope for scope in SCOPES if scope in asked)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("add", "list", "revoke"), help="what to do")
    parser.add_argument("name", nargs="?", help="whose key it is (add), or its id (revoke)")
    parser.add_argument(
        "--scopes",
        type=_scopes,
        default=("read", "sql"),
        metavar="LIST",
        help=f"what it opens, with commas between: {', '.join(SCOPES)} (default: read,sql)",
    )
    parser.add_argument(
        "--days", type=positive, default=365, metavar="N", help="days it is good for (default: 365)"
    )
    parser.add_argument(
        "--factor",
        type=positive,
        default=10,
        metavar="N",
        help="times the limits of an address without a key (default: 10)",
    )
    parser.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="file of the keys (default: DATELINE_KEYS or data/keys.json)",
    )


def _run(args: argparse.Namespace) -> int:
    path = args.keys or Settings.from_env(os.environ).keys
    today = dt.datetime.now(dt.UTC).date()
    if args.action == "list":
        for key in read_keys(path):
            sys.stdout.write(f"{_line(key, today)}\n")
        return OK
    if not args.name:
        console.complain(f"keys {args.action} needs a name or an id")
        return USAGE
    if args.action == "revoke":
        sys.stdout.write(f"{_line(revoke_key(path, args.name, today=today), today)}\n")
        return OK
    _, text = add_key(
        path,
        name=args.name,
        scopes=args.scopes,
        today=today,
        days=args.days,
        factor=args.factor,
    )
    sys.stdout.write(f"{text}\n")
    console.complain("this is the only time the key is shown; servers know it within seconds")
    return OK


def _line(key: Key, today: dt.date) -> str:
    until = f"until {key.expires}" if key.expires else "for ever"
    state = key.why_not(today) or f"good {until}"
    return f"{key.id}  {','.join(key.scopes)}  x{key.factor}  {key.created}  {state}  {key.name}"


COMMAND = Command(
    name="keys",
    summary="add, list and revoke API keys",
    description=(
        "Keeps the keys of a server: who has one may do what its scopes say, more often than an"
        " address without a key. The file holds hashes alone; a key is shown when it is made, and"
        " never again. Servers that run read the file again within seconds."
    ),
    examples=(
        'dateline keys add "Harwell University" --scopes read,sql',
        "dateline keys list",
        "dateline keys revoke 1a2b3c4d",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
