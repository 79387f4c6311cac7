"""Articles in, extractions out, one after the other or shared among processes."""

import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from extract.pipeline import extract_batch
from schemas import Article, Extraction, Failure
from schemas.errors import ModelError
from schemas.ids import digest_id

BATCH = 16
"""Articles that are parsed together. It changes the speed, never the records."""


def extract_all(
    items: Iterable[Article | Failure], *, language: str, jobs: int = 1
) -> Iterator[Extraction | Failure]:
    """Yield the extraction of each article, in input order; failures pass through in place.

    *language* is the language model that reads.
    With *jobs* above 1 as many processes share the batches; what comes out is the same. The
    input is read only a few batches ahead.
    """
    batches = _batched(items)
    if jobs <= 1:
        for batch in batches:
            yield from extract_items(batch, language)
        return
    # spawn: a fork would copy threads of the language model's runtime in an unknown state.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[list[Extraction | Failure]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(extract_items, batch, language))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def extract_items(batch: list[Article | Failure], language: str) -> list[Extraction | Failure]:
    """Return the extraction of each article of *batch*, in order, failures in place."""
    articles = [item for item in batch if isinstance(item, Article)]
    extractions = iter(_extract_safely(articles, language))
    return [item if isinstance(item, Failure) else next(extractions) for item in batch]


def _extract_safely(articles: list[Article], language: str) -> list[Extraction]:
    """Extract a batch; when that breaks, each article alone, so that one cannot stop others."""
    try:
        return extract_batch(articles, language)
    except ModelError:  # no article is to blame
        raise
    except Exception as error:  # noqa: BLE001 - a bug becomes a failure row, not a lost batch
        if len(articles) == 1:
            return [_broken(articles[0], error)]
    return [
        extraction for article in articles for extraction in _extract_safely([article], language)
    ]


def _broken(article: Article, error: Exception) -> Extraction:
    message = f"extraction broke off: {type(error).__name__}: {error}"
    failure = Failure(
        failure_id=digest_id("failure", article.article_id, "", "extract", "fault"),
        article_id=article.article_id,
        input=article.url or article.source_id or article.article_id,
        stage="extract",
        code="fault",
        message=message,
        hint="This is a fault of dateline. Please report it with the article.",
    )
    return Extraction(article=article, failures=(failure,))


def _batched(items: Iterable[Article | Failure]) -> Iterator[list[Article | Failure]]:
    rest = iter(items)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch
