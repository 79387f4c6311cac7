"""Times the stages on the sample articles: ``python bench/speed.py [MODEL] [--stages]``.

Prints words per CPU-second, and the share each stage has of the time from bytes to records; what
is indented is part of the stage below it. Each stage is the best of three passes after one that
warms caches: other work on the machine can only add to CPU time. Load time, memory and the cost of
a posted article are taken in processes of their own; ``--stages`` leaves them out.
"""

import argparse
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
    if sys.argv[1:2] in (["load"], ["post"]):
        job = {"load": _load, "post": _post}[sys.argv[1]]
        return job(sys.argv[2])
    from extract.language.card import PackagedModel  # noqa: PLC0415

    models = get_args(PackagedModel)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", choices=models)
    parser.add_argument("--stages", action="store_true")
    options = parser.parse_args()
    for model in [options.model] if options.model else models:
        _stages(model)
        if not options.stages:
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
    from extract.linking import link_events, link_statistics  # noqa: PLC0415
    from extract.names import published_entities, resolve  # noqa: PLC0415
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

    def link() -> None:
        for analysis, one in zip(analyses, extractions, strict=True):
            published_entities(analysis.entities, analysis.mentions)
            link_events(list(one.events), list(one.statements))
            link_statistics(list(one.statistics), list(one.statements))

    analyses = analyse_batch(articles, model)
    extractions = extract_batch(articles, model)
    reading = _best(lambda: [read_bytes(data, name=name) for data, name in sources])
    records = _best(lambda: extract_batch(articles, model))
    stages: list[tuple[str, Callable[[], object]]] = [
        ("    sentences, words", split),
        ("    network, trees", lambda: encoder.parse(forms)),
        ("    lemmas", lemmatise),
        ("  language", lambda: parse_articles(articles, model)),
        ("  names", resolve_all),
        ("  dates", lambda: [dates.tag(a.text, a.published) for a in articles]),
        ("  numbers", lambda: [numbers.scan(a.text) for a in articles]),
        ("analysis", lambda: analyse_batch(articles, model)),
        *(
            (
                extractor.name.replace("_", " "),
                lambda run=extractor.extract: list(map(run, analyses)),
            )
            for extractor in EXTRACTORS
        ),
        ("links", link),
    ]
    _print_stage("reading", words, reading, reading + records)
    for name, run in stages:
        _print_stage(name, words, _best(run), reading + records)
    _print_stage("bytes to records", words, reading + records, reading + records)


def _print_stage(name: str, words: int, seconds: float, whole: float) -> None:
    print(
        f"{name:20} {words / seconds:10,.0f} words per CPU-second {100 * seconds / whole:6.1f} %",
        flush=True,
    )


def _best(run: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of the passes after the first."""
    _seconds(run)
    return min(_seconds(run) for _ in range(PASSES))


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
