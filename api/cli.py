"""The command line: ``dateline``."""

import argparse
import os
import sys
from collections.abc import Sequence

from api import console
from api.commands import COMMANDS, Command
from api.commands.command import BROKEN_PIPE, FATAL, INTERRUPTED
from api.version import VERSION
from schemas.errors import DatelineError

_DESCRIPTION = (
    "Turns news articles into a dataset that can be cited: events, statements, key points and"
    " statistics, each pinned to the exact characters it was read from."
)
_EXIT_CODES = "exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 3 stopped by an error"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that *argv* names and return its exit code.

    Expected errors become one line on stderr; nobody sees a traceback for them.
    """
    args = build_parser().parse_args(argv)
    command: Command = args.command
    try:
        code = command.run(args)
        sys.stdout.flush()
    except DatelineError as error:
        console.complain(error.message)
        return FATAL
    except KeyboardInterrupt:
        console.complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`head`) has gone. Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        console.complain(f"{where}{error.strerror or error}")
        return FATAL
    except Exception as error:
        if os.environ.get("DATELINE_DEBUG"):
            raise
        console.complain(
            f"a fault of dateline: {type(error).__name__}: {error}."
            " Please report it; DATELINE_DEBUG=1 shows where it happened"
        )
        return FATAL
    return code


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="dateline",
        description=_DESCRIPTION,
        epilog=f"examples:\n  dateline extract story.txt\n  dateline demo\n\n{_EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dateline {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        inner = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog=_epilog(command),
            formatter_class=_Formatter,
        )
        command.add_arguments(inner)
        inner.set_defaults(command=command)
    return parser


def command_help(command: Command) -> str:
    """Return the help of one command as ``dateline COMMAND --help`` prints it."""
    parser = argparse.ArgumentParser(
        prog=f"dateline {command.name}",
        description=command.description,
        epilog=_epilog(command),
        formatter_class=_Formatter,
    )
    command.add_arguments(parser)
    return parser.format_help()


def _epilog(command: Command) -> str:
    return "examples:\n" + "\n".join(f"  {example}" for example in command.examples)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Fills the description to the width, and leaves the examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("examples:"):
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)  # noqa: SLF001


if __name__ == "__main__":
    sys.exit(main())
