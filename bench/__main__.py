"""Scores every part on the development gold beside the project, and times the stages.

    make bench            (python -m bench [--peers PYTHON] [PART …])

Parts are `dates`, `statistics`, `events`, `key_points`, `names`, `language`, `reading`,
`statements` and `speed`; all of them if none is named. Peers are other libraries that do the same,
and are run by the interpreter given, or else by this one; one that is not installed is left out
with a line that says so.

The gold is third-party text for evaluation only and stands in ../shared; without it this says
so and ends. Each set is split by the hash of its ids into a part for tuning, whose errors may
be looked at, and a part held back; both are printed.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"


PARTS = {
    "dates": ["dates_gold.py"],
    "statistics": [
        "statistics_gold.py",
        "statistics_gold.py --peers PEERS",
        "statistics_fields_gold.py",
    ],
    "events": ["events_gold.py", "places_gold.py", "clusters_gold.py"],
    "key_points": ["key_points_gold.py --peers"],
    "names": ["coreference_gold.py"],
    "language": ["language_gold.py"],
    "reading": ["reading_gold.py --peers", "reading_speed.py"],
    "statements": [
        "statement_scores.py --peers PEERS",
        "speakers_gold.py --gum GOLD/statements/gum_dev.jsonl",
        "statement_fields_gold.py",
    ],
    "speed": ["speed.py"],
}
"""The scripts of this folder that score each part. PEERS is the interpreter that has the peers."""


def main() -> None:
    """Run the scorers named, or all, in turn; end with exit code 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Scores the parts.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--peers", default=sys.executable, metavar="PYTHON", help="has peers installed"
    )
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(PARTS))
    if unknown:
        parser.error(f"no part is called {unknown[0]}; there are {', '.join(PARTS)}")
    if not GOLD.exists():
        sys.exit(f"bench: no development gold at {GOLD}")
    failed = False
    for part in options.parts or PARTS:
        print(f"\n== {part.replace('_', ' ')}", flush=True)
        for script in PARTS[part]:
            failed |= _run(script, options.peers)
    sys.exit(int(failed))


def _run(script: str, peers: str) -> bool:
    """Run *script* in the repository and return whether it failed."""
    name, *words = script.split()
    command = [sys.executable, f"bench/{name}"]
    command += [peers if word == "PEERS" else word.replace("GOLD", str(GOLD)) for word in words]
    return subprocess.run(command, cwd=ROOT, env=_environment(), check=False).returncode != 0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
