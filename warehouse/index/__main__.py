"""``python -m warehouse.index build RELEASE`` or ``write RELEASE FOLDER``: makes a read index."""

import os
import sys
from pathlib import Path

from schemas.errors import DatelineError
from warehouse.index.keeping import build_index, write_index


def main(arguments: list[str]) -> int:
    """Make the index that *arguments* name; say in one line why it cannot be made."""
    os.nice(5)  # readers come first
    try:
        match arguments:
            case ["build", release]:
                build_index(Path(release))
            case ["write", release, folder]:
                write_index(Path(release), Path(folder))
            case _:
                sys.stderr.write("build RELEASE | write RELEASE FOLDER\n")
                return 2
    except DatelineError as error:
        sys.stderr.write(error.message)
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
