"""Scores the language models on sentences kept from training, and prints tables.

``python bench/language_gold.py [full fast spacy:PIPELINE]``: the two packaged models by default.
The treebanks are third-party text and stand in ../shared; the held-back sentences with names of
eight types are our own.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.language import models  # noqa: E402
from extract.language.card import PackagedModel  # noqa: E402
from extract.language.training import score  # noqa: E402
from extract.language.training.agreement import Agreement, Count, Metric  # noqa: E402
from schemas.errors import ModelError  # noqa: E402

TREEBANK = ROOT.parent / "shared" / "language" / "treebank"
TITLES = {"ewt_dev": "EWT dev", "gum_open_dev": "GUM dev, no news", "gum_news": "GUM news"}
METRICS: tuple[Metric, ...] = get_args(Metric)
RELATIONS = (
    "nsubj obj iobj ccomp xcomp csubj obl nmod advcl acl conj appos parataxis amod nummod compound"
).split()
# What `headline_case` leaves small.
_SMALL = frozenset("a an and as at but by for from in of on or the to vs with n't 's is".split())


def main() -> None:
    """Print the tables of every model named on the command line."""
    if not TREEBANK.exists():
        sys.exit(f"bench: no treebanks at {TREEBANK}")
    sets = score.gold_sets(TREEBANK)
    for language in sys.argv[1:] or get_args(PackagedModel):
        try:
            identity = models.identify(language)
        except ModelError as error:
            print(f"{language}: {error}")
            continue
        print(f"\n# {identity.name} {identity.version}, sha256 {identity.sha256[:12]}")
        found = {name: _print_readings(name, language, s) for name, s in sets.items()}
        _print_relations(found)
        _print_names(language)


def _print_readings(name: str, language: str, sentences: list[score.GoldSentence]) -> Agreement:
    """Print F1 of one set, from the easiest reading to the hardest, then with other letters.

    Returns how the reading of gold words agrees.
    """
    annotator = models.load(language)
    print(f"\n{TITLES[name]}, {len(sentences)} sentences")
    print(f"{'F1, %':34}" + "".join(f"{metric:>10}" for metric in METRICS))
    easiest = score.on_gold_words(annotator, sentences)
    _row("gold words", easiest)
    _row("own words in gold sentences", score.on_own_words(annotator, sentences))
    _row("own words and sentences", score.on_running_text(language, sentences))
    edited = score.on_running_text(language, sentences, edited=True)
    _row("  … where all end in a mark", edited)
    for change, rewrite in REWRITES.items():
        _row(f"own words, {change}", score.on_own_words(annotator, sentences, rewrite))
    return easiest


def _row(title: str, agreement: Agreement) -> None:
    cells = (agreement[metric] for metric in METRICS)
    print(f"{title:34}" + "".join(f"{_percent(cell):>10}" for cell in cells))


def _percent(count: Count) -> str:
    return f"{count.f1:.1f}" if count.gold else "–"


def _print_relations(found: dict[str, Agreement]) -> None:
    """Print precision, recall and F1 of the relations that rules read: head and label right."""
    print("\nRelations on gold words, head and label right: precision recall F1 (in the gold)")
    print(f"{'':12}" + "".join(f"{TITLES[name]:>28}" for name in found))
    for rel in RELATIONS:
        counts = (agreement.relations.get(rel, Count()) for agreement in found.values())
        print(f"{rel:12}" + "".join(f"{_quality(count):>28}" for count in counts))


def _print_names(language: str) -> None:
    """Print how the names of our own held-back sentences are found, by type."""
    annotator = models.load(language)
    print("\nNames in our own held-back sentences: precision recall F1 (in the gold)")
    for coarse in (False, True):
        agreement = score.on_own_names(annotator, coarse=coarse)
        title = "collapsed to three types" if coarse else "all types"
        rows: Iterable[tuple[str, Count]] = sorted(agreement.names.items())
        for kind, count in (*rows, (title, agreement["names"])):
            print(f"{kind:26}{_quality(count):>28}")


def _quality(count: Count) -> str:
    return f"{count.precision:.1f} {count.recall:.1f} {count.f1:.1f} ({count.gold})"


def headline_case(text: str) -> str:
    """Return *text* with the first letter of all but small words raised, as headlines do."""
    return re.sub(
        r"[\w'’]+", lambda m: m[0] if m[0] in _SMALL else m[0][0].upper() + m[0][1:], text
    )


def curly_quotes(text: str) -> str:
    """Return *text* with straight quotes and apostrophes set typographically."""
    doubled = re.sub(r'(^|[\s(\[])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[“])'(?!\d|em\b|s\b)", r"\1‘", doubled).replace("'", "’")


def straight_quotes(text: str) -> str:
    """Return *text* with typographic quotes and apostrophes made straight."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


REWRITES: dict[str, Callable[[str], str]] = {
    "Headline Case": headline_case,
    "ALL CAPITALS": str.upper,
    "no capitals": str.lower,
    "curly quotes": curly_quotes,
    "straight quotes": straight_quotes,
}


if __name__ == "__main__":
    main()
