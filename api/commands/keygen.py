"""``dateline keygen``: a pair of keys to sign releases with."""

import argparse
from pathlib import Path

from api import console
from api.commands.command import OK, Command


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="file for the private key; FILE.pub is the public")
    parser.add_argument(
        "--comment", default="dateline", metavar="TEXT", help="words beside the public key"
    )


def _run(args: argparse.Namespace) -> int:
    from warehouse import generate_key  # noqa: PLC0415

    public = generate_key(args.file, comment=args.comment)
    screen = console.out()
    screen.print(f"{public.key_id}", soft_wrap=True)
    screen.print(f"private key: {args.file} (keep it to yourself)", soft_wrap=True)
    screen.print(f"public key:  {args.file}.pub (publish it)", soft_wrap=True)
    return OK


COMMAND = Command(
    name="keygen",
    summary="make a pair of keys to sign releases with",
    description=(
        "Writes a new Ed25519 key in OpenSSH's form: the private key for `dateline release --key`,"
        " the public one for `dateline verify --key` and for ssh-keygen. Nothing is ever written"
        " over. Prints the fingerprint."
    ),
    examples=("dateline keygen keys/publisher --comment 'Harbour Gazette, data desk'",),
    add_arguments=_add_arguments,
    run=_run,
)
