"""What a command is, and the exit codes they share."""

import argparse
import datetime as dt
from collections.abc import Callable
from typing import Final

from schemas.base import Struct

OK: Final = 0
SOME_FAILED: Final = 1
USAGE: Final = 2
FATAL: Final = 3
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141


class Command(Struct, frozen=True, kw_only=True):
    """One command: its words, its examples, its arguments and what it does.

    `run` returns the exit code; errors of the family rise to `api.cli.main`.
    """

    name: str
    summary: str
    description: str
    examples: tuple[str, ...]
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def port(text: str) -> int:
    """Return *text* as a port, 0 to 65535, for argparse."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not from 0 to 65535")
    return number


def day(text: str) -> dt.date:
    """Return *text*, ``2026-11-22``, as a day, for argparse."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-11-22") from None


def positive(text: str) -> int:
    """Return *text* as a whole number of at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number
