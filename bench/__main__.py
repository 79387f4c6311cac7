"""Scores every part on the development gold beside the project, and times the stages.

    make bench            (python -m bench)

The gold is third-party text for evaluation only and stands in ../shared; without it this says
so and ends. Each set is split by the hash of its ids into a part for tuning, whose errors may
be looked at, and a part held back; both are printed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"


def main() -> None:
    """Run every scorer in turn; end with exit code 1 if one of them failed."""
    if not GOLD.exists():
        sys.exit(f"bench: no development gold at {GOLD}")
    failed = False
    for title, commands in _plan(Path(tempfile.mkdtemp(prefix="dateline-bench-"))):
        print(f"\n== {title}", flush=True)
        for command in commands:
            done = subprocess.run(command, cwd=ROOT, env=_environment(), check=False)
            failed |= done.returncode != 0
    sys.exit(int(failed))


def _plan(folder: Path) -> list[tuple[str, list[list[str]]]]:
    python = sys.executable
    plan = [
        ("dates", [[python, "bench/dates_gold.py"]]),
        ("statistics", [[python, "bench/statistics_gold.py"]]),
        ("events", [[python, "bench/events_gold.py"]]),
        ("key points", [[python, "bench/key_points_gold.py"]]),
        ("names", [[python, "bench/coreference_gold.py"]]),
        ("language models", [[python, "bench/language_gold.py"]]),
        ("reading", [[python, "bench/reading_gold.py"], [python, "bench/reading_speed.py"]]),
        ("speed", [[python, "bench/speed.py"]]),
    ]
    scorer = str(GOLD / "statements" / "score.py")
    for name, halves in (("polnear_dev", ("tuning", "held")), ("gum_dev", (None,))):
        for half in halves:
            gold, predicted = (str(folder / f"{name}-{half}.{x}.jsonl") for x in ("gold", "pred"))
            source = str(GOLD / "statements" / f"{name}.jsonl")
            run = [python, "bench/statements_gold.py", source, predicted, "--gold-half", gold]
            run += ["--half", half] if half else []
            plan.append(
                (f"statements: {name} {half or ''}", [run, [python, scorer, gold, predicted]])
            )
    return plan


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
