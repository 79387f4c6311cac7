"""The smallest release that shows the facts: synthetic records and one article really extracted."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings
from extract.pipeline import extract_batch
from extract.reading import read_bytes, read_text
from schemas import (
    Article,
    Event,
    Extraction,
    Failure,
    KeyPoint,
    Participant,
    Span,
    Speaker,
    Statement,
    Statistic,
)
from schemas.ids import record_id
from warehouse import Warehouse, freeze

DAYS = (dt.date(2026, 3, 1), dt.date(2026, 3, 2))
ARTICLES = 12

STORY = (
    "Harbour strike ends after nine days\n\n"
    "HARWELL, 14 March 2026 —\n\n"
    "Dock workers in Harwell went back to work on Friday after the port authority agreed to"
    " raise wages by 6 percent.\n\n"
    "“We got most of what we asked for,” said Mira Solberg, head of the Dockers’ Union.\n\n"
    "Key points:\n\n"
    "- The strike lasted nine days\n"
    "- About 1,400 workers took part\n"
)


def synthetic(day: int, *, number: int | None = None, padding: str = "") -> Extraction:
    """Return an extraction with one record of each kind, spans true to the text.

    *day* of January 2026 dates its event; *number* tells articles of one day apart;
    *padding* makes the text longer.
    """
    number = day if number is None else number
    text = (
        f'Report {number}. Minister Ada Øst said “roads, "bridges"” need {number}00 crews.{padding}'
    )
    article = read_text(
        text,
        source_id=f"report-{number:02d}",
        title=f"Report {number}",
        url=f"https://news.example/{number}",
        source="Example Wire",
        published=dt.date(2026, 1, day),
    )
    return Extraction(
        article=article,
        events=(_event(article, day),),
        statements=(_statement(article),),
        key_points=(_key_point(article),),
        statistics=(_statistic(article, number),),
    )


def _shared(article: Article, kind: str, words: str) -> dict[str, object]:
    start = article.text.index(words)
    end = start + len(words)
    return {
        "record_id": record_id(kind, article.article_id, Span(start=start, end=end)),
        "article_id": article.article_id,
        "revision": 1,
        "start": start,
        "end": end,
        "quote": words,
        "section": None,
        "origin": "prose",
        "confidence": 0.8,
        "extractor": f"{kind}s@0.0.1",
    }


def _event(article: Article, number: int) -> Event:
    start = article.text.index("Ada Øst")
    return Event(
        **_shared(article, "event", "Minister Ada Øst said"),
        type="ASSAULT" if number % 3 == 0 else "CONSULT",
        modes=("drone",) if number % 3 == 0 else (),
        trigger="said",
        trigger_start=article.text.index("said"),
        trigger_end=article.text.index("said") + 4,
        actors=(
            Participant(
                mention="Ada Øst", start=start, end=start + 7, name="Ada Øst", country="NO"
            ),
        ),
        date_start=None if number % 4 == 0 else dt.date(2026, 1, number),
        date_end=None if number % 4 == 0 else dt.date(2026, 1, number),
        date_precision=None if number % 4 == 0 else "day",
    )


def _statement(article: Article) -> Statement:
    words = 'roads, "bridges"'
    start = article.text.index(words)
    span = Span(start=start, end=start + len(words))
    name = article.text.index("Ada Øst")
    return Statement(
        **_shared(article, "statement", f"Ada Øst said “{words}”"),
        kind="mixed",
        speaker=Speaker(
            mention="Ada Øst", start=name, end=name + 7, name="Ada Øst", role="Minister"
        ),
        cue="said",
        content=words,
        content_spans=(span,),
        quoted_spans=(span,),
    )


def _key_point(article: Article) -> KeyPoint:
    return KeyPoint(
        **_shared(article, "key_point", article.text.split(".")[0]),
        text=article.text.split(".")[0],
        kind="salient",
        rank=1,
        score=0.5,
    )


def _statistic(article: Article, number: int) -> Statistic:
    return Statistic(
        **_shared(article, "statistic", f"{number}00 crews"), value=number * 100.0, unit="crew"
    )


def build_releases(folder: Path) -> Path:
    """Return a folder of two releases; the second has one article more."""
    warehouse, releases = folder / "w.duckdb", folder / "releases"
    (story,) = read_bytes(STORY.encode(), name="story.txt", format="text")
    assert isinstance(story, Article)
    items: list[Extraction | Failure] = [synthetic(n) for n in range(1, ARTICLES + 1)]
    items.append(Failure(failure_id="fl_1", input="x.pdf", stage="read", code="x", message="no"))
    with Warehouse.open(warehouse) as store:
        store.load_many(items)
    freeze(warehouse, releases, day=DAYS[0], tool_versions={})
    with Warehouse.open(warehouse) as store:
        store.load_many(extract_batch([story]))
    freeze(warehouse, releases, day=DAYS[1], tool_versions={})
    return releases


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_releases(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="session")
def settings(releases: Path) -> Settings:
    return Settings(releases=releases, max_extract_bytes=200_000)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Litestar:
    return create_app(settings)


@pytest.fixture(scope="session")
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def release() -> str:
    """Return the id of the newest release."""
    return "2026.03.02"
