"""What loading an extraction means: new, revised, updated, unchanged, or a clash. No I/O."""

import hashlib
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from schemas import RECORD_TABLES, Article, Extraction, Failure
from schemas.base import Struct
from schemas.errors import DatelineError, EvidenceError
from schemas.ids import digest_id
from warehouse.evidence import BrokenReference, DuplicateKey, records_of

Outcome = Literal["new", "revised", "updated", "unchanged"]


class ArticleClash(DatelineError):
    """Two publishers use the same article id."""

    code = "article-clash"


REFUSALS = (EvidenceError.code, DuplicateKey.code, BrokenReference.code, ArticleClash.code)
"""The codes of the reasons for which a load refuses an article."""


class StoredRevision(Struct, frozen=True, kw_only=True):
    """What has to be known of a stored revision to place another one beside it."""

    article_id: str
    revision: int
    source: str | None
    url: str | None
    text_sha256: str
    content_sha256: str


class Placement(Struct, frozen=True, kw_only=True):
    """Where an extraction goes: its outcome, and the extraction stamped with its revision."""

    outcome: Outcome
    extraction: Extraction
    content_sha256: str

    @property
    def stored(self) -> StoredRevision:
        """The placement as the next one will find it."""
        article = self.extraction.article
        return StoredRevision(
            article_id=article.article_id,
            revision=article.revision,
            source=article.source,
            url=article.url,
            text_sha256=article.text_sha256,
            content_sha256=self.content_sha256,
        )


def place(extraction: Extraction, stored: list[StoredRevision]) -> Placement:
    """Return where *extraction* goes among the *stored* revisions of its article (any order).

    A text never seen under the id opens the next revision. A text seen before keeps its
    revision, so that an archive loaded twice changes nothing; if anything beside the text
    differs (another extractor version, better metadata) that revision is replaced, the last
    load winning. A publisher who goes back to an older text therefore makes no new revision.

    Raises:
        ArticleClash: the id belongs to an article of another publisher.
    """
    article = extraction.article
    for revision in stored:
        _refuse_clash(article, revision)
    same_text = [r for r in stored if r.text_sha256 == article.text_sha256]
    if same_text:
        known = same_text[0]
        stamped = restamped(extraction, known.revision)
        digest = content_sha256(stamped)
        outcome: Outcome = "unchanged" if digest == known.content_sha256 else "updated"
    else:
        stamped = restamped(extraction, 1 + max((r.revision for r in stored), default=0))
        digest = content_sha256(stamped)
        outcome = "revised" if stored else "new"
    return Placement(outcome=outcome, extraction=stamped, content_sha256=digest)


def restamped(extraction: Extraction, revision: int) -> Extraction:
    """Return *extraction* with article and records carrying *revision*."""
    replace = msgspec.structs.replace
    changes: dict[str, tuple[object, ...]] = {
        table.name: tuple(
            r if r.revision == revision else replace(r, revision=revision)
            for r in records_of(extraction, table)
        )
        for table in RECORD_TABLES
    }
    return replace(extraction, article=replace(extraction.article, revision=revision), **changes)


def content_sha256(extraction: Extraction) -> str:
    """Return the SHA-256 of everything in *extraction*, in hex."""
    return hashlib.sha256(msgspec.json.encode(extraction)).hexdigest()


def load_failure(article: Article, error: DatelineError) -> Failure:
    """Return the row that keeps the refusal of *article* with *error*."""
    return Failure(
        failure_id=load_failure_id(article, error.code),
        article_id=article.article_id,
        input=_given(article),
        stage="load",
        code=error.code,
        message=f"{error.where}: {error.what}" if error.where else error.what,
        hint=error.hint or None,
    )


def load_failure_id(article: Article, code: str) -> str:
    """Return the id of the refusal of *article* for the reason *code*."""
    text = article.text_sha256
    return digest_id("failure", _given(article), article.article_id, text, "load", code)


def _given(article: Article) -> str:
    return article.url or article.source_id or article.article_id


def _refuse_clash(article: Article, stored: StoredRevision) -> None:
    theirs, ours = _publisher(stored.source, stored.url), _publisher(article.source, article.url)
    if _same_publisher(article, stored):
        return
    raise ArticleClash(
        f"the id belongs to an article of {theirs}, and now comes from {ours}",
        where=f"article {article.article_id}",
        hint="Give the articles of each publisher ids of their own, for instance their URLs",
    )


def _same_publisher(article: Article, stored: StoredRevision) -> bool:
    """Return whether both can be of one publisher: same source, else same host, else unknown."""
    if article.source and stored.source:
        return _folded(article.source) == _folded(stored.source)
    if article.url and stored.url:
        return _host(article.url) == _host(stored.url)
    return True


def _publisher(source: str | None, url: str | None) -> str:
    return " ".join(part for part in (source, f"<{url}>" if url else None) if part)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _host(url: str) -> str:
    """Return the host of *url* without the labels publishers use for the same site."""
    try:
        host = urlsplit(url).hostname or url
    except ValueError:  # "http://[::1" and its like
        return url
    for label in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(label)
    return host
