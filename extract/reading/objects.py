"""Articles that come as objects with fields: JSON, JSON Lines, Parquet rows, JSON-LD."""

import datetime as dt
import re
from collections.abc import Mapping

from extract.reading.assembly import Metadata
from extract.reading.authors import split_authors
from extract.reading.problems import MissingText, WrongType
from schemas import Rights

TEXT_FIELDS = (
    "text", "body", "content", "content_text", "articleBody", "article_body", "body_text",
    "bodyText", "full_text", "fulltext", "fullText", "maintext", "main_text", "article_text",
    "plain_text", "story", "article",
)  # fmt: skip
HTML_FIELDS = ("html", "content_html", "body_html", "bodyHtml", "raw_html", "article_html")
ID_FIELDS = ("id", "article_id", "articleId", "doc_id", "docid", "uuid", "guid", "_id",
             "identifier")  # fmt: skip
TITLE_FIELDS = ("title", "headline", "heading", "name")
DATE_FIELDS = (
    "published", "published_at", "publishedAt", "date", "datePublished", "date_published",
    "publish_date", "published_date", "publication_date", "publicationDate", "publishDate",
    "pub_date", "pubDate", "webPublicationDate", "doc_date", "datetime", "timestamp",
)  # fmt: skip
URL_FIELDS = ("url", "link", "canonical_url", "web_url", "webUrl", "permalink", "source_url",
              "mainEntityOfPage", "uri")  # fmt: skip
SOURCE_FIELDS = ("source", "publisher", "source_name", "site_name", "site", "outlet",
                 "publication", "newspaper", "sitename")  # fmt: skip
AUTHOR_FIELDS = ("authors", "author", "byline", "creator", "creators", "by")
LANGUAGE_FIELDS = ("language", "lang", "inLanguage")
RIGHTS_FIELDS = ("rights", "license", "licence")

_TAG = re.compile(
    r"\s*<(?:p|div|h[1-6]|article|section|html|!doctype|body|ul|ol|table)\b", re.IGNORECASE
)
_TAGGED_FIELDS = frozenset(("content", "body", "articleBody"))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_LANGUAGE_NAMES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "arabic": "ar",
    "russian": "ru", "portuguese": "pt", "chinese": "zh", "italian": "it", "turkish": "tr",
}  # fmt: skip
_OPEN = re.compile(
    r"open|cc[- ]?(?:by|0|zero)|creative ?commons|public domain|pddl|odc|mit\b", re.IGNORECASE
)


def text_of(fields: Mapping[str, object]) -> tuple[str, bool]:
    """Return the text of an article and whether it is HTML.

    `text` and its synonyms come before `html`. Only `content`, `body` and `articleBody`, which
    feeds fill with either, are taken for HTML when they begin with a tag.

    Raises MissingText if there is neither, WrongType if the field is no string.
    """
    for name in (*TEXT_FIELDS, *HTML_FIELDS):
        value = fields.get(name)
        if value is None or (value == "" and name != "text"):
            continue
        if not isinstance(value, str):
            raise WrongType(
                f"`{name}` is {_kind(value)}, not a string", hint="Give the text as one string."
            )
        tagged = name in _TAGGED_FIELDS and _TAG.match(value) is not None
        return value, tagged or name in HTML_FIELDS
    raise MissingText(
        "the article has neither `text` nor `html`",
        hint=f"Its fields are: {_listed(fields)}.",
    )


def metadata_of(fields: Mapping[str, object]) -> Metadata:
    """Return what *fields* say of the article, under any of the common names of each field.

    Raises WrongType if `id`, `title` or `authors` holds a value that cannot be one.
    """
    return Metadata(
        source_id=_identifier(fields),
        url=_address(fields),
        source=_named(fields, SOURCE_FIELDS),
        title=_title(fields),
        authors=_authors(fields),
        published=_date(fields),
        language=language_tag(_first(fields, LANGUAGE_FIELDS)),
        rights=rights_of(_first(fields, RIGHTS_FIELDS)),
    )


def identifier_of(fields: Mapping[str, object]) -> str | None:
    """Return the id that *fields* carry, None if there is none or it cannot be one."""
    try:
        return _identifier(fields)
    except WrongType:
        return None


def language_tag(value: object) -> str | None:
    """Return *value* as a BCP 47 tag, None if it is no language."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("alternateName") or value.get("name")
    if not isinstance(value, str):
        return None
    bare = value.strip()
    if bare.lower() in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[bare.lower()]
    if not _LANGUAGE.match(bare):
        return None
    parts = bare.replace("_", "-").split("-")
    raised = [part.upper() if len(part) == 2 else part for part in parts[1:]]
    return "-".join([parts[0].lower(), *raised])


def rights_of(value: object) -> Rights:
    """Return what may be published: `open` if nothing is said, `closed` if it is not understood.

    A reservation that we cannot read is a reservation.
    """
    if value is None or value == "":
        return "open"
    if not isinstance(value, str):
        return "closed"
    bare = value.strip().lower()
    if bare == "excerpt":
        return "excerpt"
    if re.search(r"all rights reserved|closed|-nd\b|\bno\b", bare):
        return "closed"
    return "open" if _OPEN.search(bare) else "closed"


def _first(fields: Mapping[str, object], names: tuple[str, ...]) -> object:
    for name in names:
        value = fields.get(name)
        if value is not None and value not in ("", []):
            return value
    return None


def _identifier(fields: Mapping[str, object]) -> str | None:
    value = _first(fields, ID_FIELDS)
    if isinstance(value, Mapping):
        value = value.get("value") or value.get("$oid") or value.get("@id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongType(f"`id` is {_kind(value)}, neither a string nor a whole number")
    return str(value)


def _title(fields: Mapping[str, object]) -> str | None:
    value = _first(fields, TITLE_FIELDS)
    if isinstance(value, Mapping):
        value = value.get("rendered") or value.get("text") or value.get("main")
    if value is not None and not isinstance(value, str):
        raise WrongType(f"`title` is {_kind(value)}, not a string")
    return value


def _address(fields: Mapping[str, object]) -> str | None:
    for name in URL_FIELDS:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip():
            return value.strip()
    identifier = fields.get("@id")
    if isinstance(identifier, str) and identifier.startswith(("http://", "https://")):
        return identifier
    return None


def _named(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    value = _first(fields, names)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("id")
    return value if isinstance(value, str) else None


def _date(fields: Mapping[str, object]) -> str | float | dt.date | None:
    value = _first(fields, DATE_FIELDS)
    if isinstance(value, Mapping):
        value = value.get("$date") or value.get("@value")
    if isinstance(value, bool):
        return None
    return value if isinstance(value, str | int | float | dt.date) else None


def _authors(fields: Mapping[str, object]) -> tuple[str, ...]:
    value = _first(fields, AUTHOR_FIELDS)
    if value is None:
        return ()
    if isinstance(value, str):
        return split_authors(value)
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list | tuple):
        raise WrongType(f"`authors` is {_kind(value)}, neither a string nor a list")
    names: list[str] = []
    for author in value:
        name = author.get("name") if isinstance(author, Mapping) else author
        if isinstance(name, list) and name:
            name = name[0]
        if name is None:
            continue
        if not isinstance(name, str):
            raise WrongType(f"an author is {_kind(name)}, not a string")
        # Each entry is one author; a comma in it is part of the name (“Martin, Jr.”).
        bare = re.sub(r"^by\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
        if bare and not bare.startswith(("http://", "https://")):
            names.append(bare)
    return tuple(dict.fromkeys(names))


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "an object"
    return f"a {type(value).__name__}"


def _listed(fields: Mapping[str, object]) -> str:
    names = [str(name)[:40] for name in fields]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") if names else "none"
