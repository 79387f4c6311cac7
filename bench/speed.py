"""Times the stages on the sample articles: ``python bench/speed.py``. Words per CPU-second."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract import dates, numbers  # noqa: E402
from extract.analysis import analyse_batch  # noqa: E402
from extract.language import parse_articles  # noqa: E402
from extract.names import resolve  # noqa: E402
from extract.pipeline import extract_batch  # noqa: E402
from extract.reading import read_bytes  # noqa: E402
from extract.registry import EXTRACTORS  # noqa: E402
from schemas import Article  # noqa: E402

CORPUS = ROOT / "api" / "demo" / "corpus"


def main() -> None:
    """Print one line a stage; the first pass warms caches and is not counted."""
    files = [p for p in sorted(CORPUS.iterdir()) if p.name != "README.md"]
    sources = [(p.read_bytes(), p.name) for p in files]
    read = [a for data, name in sources for a in read_bytes(data, name=name)]
    articles = [a for a in read if isinstance(a, Article)]
    words = sum(a.words for a in articles)
    extract_batch(articles)
    print(f"{len(articles)} articles, {words:,} words")
    _time("reading", words, lambda: [list(read_bytes(d, name=n)) for d, n in sources])
    _time("parsing", words, lambda: parse_articles(articles))
    parses = parse_articles(articles)
    _time("names", words, lambda: [resolve(a, p) for a, p in zip(articles, parses, strict=True)])
    _time("dates", words, lambda: [dates.tag(a.text, a.published) for a in articles])
    _time("numbers", words, lambda: [numbers.scan(a.text) for a in articles])
    analyses = analyse_batch(articles)
    for extractor in EXTRACTORS:
        _time(extractor.name, words, lambda run=extractor.extract: [run(a) for a in analyses])
    _time("all of extraction", words, lambda: extract_batch(articles))


def _time(stage: str, words: int, run: Callable[[], object]) -> None:
    begun = time.process_time()
    run()
    seconds = time.process_time() - begun
    print(f"{stage:18} {words / seconds:12,.0f} words per CPU-second  {seconds:6.3f} s")


if __name__ == "__main__":
    main()
