"""Times the stages on the sample articles: ``python bench/speed.py``. Words per CPU-second.

Each stage is the best of three passes after one that warms caches: other work on the machine can
only add to CPU time. Load time, memory and the cost of a posted article are taken in processes of
their own.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "api" / "demo" / "corpus"
PASSES = 3
POST_WORDS = 600
POSTS = 12


def main() -> None:
    """Print one line a stage for each packaged model, or measure one thing in this process."""
    if len(sys.argv) == 3:
        job = {"load": _load, "post": _post}[sys.argv[1]]
        return job(sys.argv[2])
    from extract.language.card import PackagedModel  # noqa: PLC0415

    for model in get_args(PackagedModel):
        _stages(model)
        _alone(model)
    return None


def _stages(model: str) -> None:
    from extract import dates, numbers  # noqa: PLC0415
    from extract.analysis import analyse_batch  # noqa: PLC0415
    from extract.language import parse_articles  # noqa: PLC0415
    from extract.language.lemmas import Lemmatiser  # noqa: PLC0415
    from extract.language.model import packaged_encoder  # noqa: PLC0415
    from extract.language.parser import ORIGINS  # noqa: PLC0415
    from extract.language.sentences import split_sentences  # noqa: PLC0415
    from extract.language.words import split_words  # noqa: PLC0415
    from extract.names import resolve  # noqa: PLC0415
    from extract.pipeline import extract_batch  # noqa: PLC0415
    from extract.reading import read_bytes  # noqa: PLC0415
    from extract.registry import EXTRACTORS  # noqa: PLC0415
    from schemas import Article  # noqa: PLC0415

    sources = [(p.read_bytes(), p.name) for p in _files()]
    read = [a for data, name in sources for a in read_bytes(data, name=name)]
    articles = [a for a in read if isinstance(a, Article)]
    words = sum(a.words for a in articles)
    print(f"\n{model}: {len(articles)} articles, {words:,} words")
    encoder = packaged_encoder(model)
    parses = parse_articles(articles, model)
    tokens = [token for parse in parses for token in parse.tokens]
    forms = [
        [token.text for token in parse.tokens[s.first : s.last]]
        for parse in parses
        for s in parse.sentences
    ]
    blocks = [(a.text, b) for a in articles for b in a.blocks if b.kind in ORIGINS]

    def split() -> None:
        for text, block in blocks:
            for sentence in split_sentences(text, block.start, block.end):
                split_words(text, sentence.start, sentence.end)

    def lemmatise() -> None:
        lemmatiser = Lemmatiser(encoder.vocabulary)
        for token in tokens:
            lemmatiser.lemma(token.text, token.upos)

    def resolve_all() -> None:
        for article, parse in zip(articles, parses, strict=True):
            resolve(article, parse)

    analyses = analyse_batch(articles, model)
    _time("reading", words, lambda: [read_bytes(data, name=name) for data, name in sources])
    _time("  sentences, words", words, split)
    _time("  network, trees", words, lambda: encoder.parse(forms))
    _time("  lemmas", words, lemmatise)
    _time("parsing", words, lambda: parse_articles(articles, model))
    _time("names", words, resolve_all)
    _time("dates", words, lambda: [dates.tag(a.text, a.published) for a in articles])
    _time("numbers", words, lambda: [numbers.scan(a.text) for a in articles])
    _time("whole analysis", words, lambda: analyse_batch(articles, model))
    for extractor in EXTRACTORS:
        _time(extractor.name, words, lambda run=extractor.extract: [run(a) for a in analyses])
    _time("analysis, records", words, lambda: extract_batch(articles, model))


def _time(stage: str, words: int, run: Callable[[], object]) -> None:
    seconds = min(_seconds(run) for _ in range(1 + PASSES))
    print(f"{stage:20} {words / seconds:10,.0f} words per CPU-second  {seconds:6.3f} s", flush=True)


def _seconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _alone(model: str) -> None:
    """Print what a process that does nothing else needs, in CPU time and memory."""
    loads = [json.loads(_child("load", model)[1]) for _ in range(PASSES)]
    seconds = min(load["seconds"] for load in loads)
    after = max(load["megabytes"] for load in loads)
    print(f"import, load, parse  {seconds:10.2f} CPU-seconds, to the analysis of one sentence")
    print(f"memory               {after:10.0f} MB at most, after all sample articles")
    few, many = (min(_child("post", f"{model}:{n}")[0] for _ in range(2)) for n in (1, POSTS + 1))
    print(f"POST /v1/extract     {(many - few) / POSTS * 1000:10.0f} CPU-ms for {POST_WORDS} words")


def _child(job: str, argument: str) -> tuple[float, bytes]:
    """Return the CPU seconds of this script doing *job*, with its children, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, __file__, job, argument],
        check=True,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, done.stdout


def _load(model: str) -> None:
    begun = time.process_time()
    from extract.analysis import analyse  # noqa: PLC0415
    from schemas import Article, Block  # noqa: PLC0415

    text = "Rain fell."
    blocks = (Block(kind="paragraph", start=0, end=len(text)),)
    analyse(Article(article_id="a", text=text, text_sha256="", format="text", blocks=blocks), model)
    seconds = time.process_time() - begun
    from extract.pipeline import extract_batch  # noqa: PLC0415
    from extract.reading import read_bytes  # noqa: PLC0415

    found = [a for p in _files() for a in read_bytes(p.read_bytes(), name=p.name)]
    extract_batch([a for a in found if isinstance(a, Article)], model)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1024}))


def _post(argument: str) -> None:
    """Post articles of `POST_WORDS` words, all different, to an application of this process."""
    import tempfile  # noqa: PLC0415

    from litestar.testing import TestClient  # noqa: PLC0415

    from api.app import create_app  # noqa: PLC0415
    from api.settings import Settings  # noqa: PLC0415

    model, count = argument.split(":")
    paragraphs = [
        line
        for path in _files()
        if path.suffix == ".txt"
        for line in path.read_text(encoding="utf-8").split("\n\n")
    ]
    bodies = [_body(paragraphs[i:] + paragraphs[:i]) for i in range(0, int(count) * 4, 4)]
    settings = Settings(language=model, releases=Path(tempfile.mkdtemp(prefix="dateline-bench-")))
    with TestClient(create_app(settings)) as client:
        for body in bodies:
            answer = client.post(
                "/v1/extract", content=body.encode(), headers={"Content-Type": "text/plain"}
            )
            answer.raise_for_status()


def _body(paragraphs: list[str]) -> str:
    taken: list[str] = []
    while sum(len(p.split()) for p in taken) < POST_WORDS:
        taken.append(paragraphs[len(taken)])
    return "\n\n".join(taken)


def _files() -> list[Path]:
    return [path for path in sorted(CORPUS.iterdir()) if path.name != "README.md"]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
