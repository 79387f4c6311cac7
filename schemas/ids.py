"""Identifiers derived from content: no counter, no clock, no chance."""

import hashlib
import re

from schemas.spans import Span

_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}")
PREFIXES = {
    "article": "ar",
    "event": "ev",
    "statement": "st",
    "key_point": "kp",
    "statistic": "sx",
    "entity": "en",
    "failure": "fl",
    "cluster": "cl",
    "change": "cc",
    "correction": "co",
}


def digest_id(kind: str, *parts: str) -> str:
    """Return ``prefix_`` and 20 hex digits (80 bits) of the SHA-256 of *kind* and *parts*.

    At 80 bits a billion records give a chance of about 4e-7 of any collision. The parts are
    length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
    """
    hashed = hashlib.sha256()
    for part in (kind, *parts):
        data = part.encode("utf-8", "surrogatepass")
        hashed.update(f"{len(data)}:".encode())
        hashed.update(data)
    return f"{PREFIXES[kind]}_{hashed.hexdigest()[:20]}"


def record_id(kind: str, article_id: str, anchor: Span, discriminator: str = "") -> str:
    """Return the id of a record of *kind* whose anchor is the span *anchor* of the article.

    Anchors: an event's trigger; a statement's cue, or its first content span when it has no
    cue; a key point's item; a statistic's number. An improved extractor that reads the same
    anchor therefore keeps the id. *discriminator* tells apart records that share an anchor
    (“killed and wounded 40”: one trigger could give two events); leave it empty otherwise.
    """
    return digest_id(kind, article_id, f"{anchor.start}-{anchor.end}", discriminator)


def article_id(*, source_id: str | None, url: str | None, text: str) -> str:
    """Return the id of an article: the source's own id, else from the URL, else from the text.

    A source id made only of letters, digits and ``._:~-`` (at most 128) is kept as it is,
    because it then fits a URL path; any other is hashed.
    """
    if source_id:
        return source_id if _SAFE_ID.fullmatch(source_id) else digest_id("article", "id", source_id)
    if url:
        return digest_id("article", "url", url)
    return digest_id("article", "text", text)


def entity_id(kind: str, name: str) -> str:
    """Return the id of the entity of *kind* called *name*, the same in every article."""
    return digest_id("entity", kind, " ".join(name.casefold().split()))
