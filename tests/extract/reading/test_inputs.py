# ruff: noqa: E501 (texts as they come)
"""Inputs of every kind: fields, synonyms, encodings, and one failure for each bad item."""

import datetime as dt
import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.reading import ARTICLE_LIMIT, read, read_bytes, sniff
from schemas import Article, Failure
from schemas.errors import DatelineError
from schemas.ids import article_id

TEXT = "The ferry sailed on Monday.\n\nIt came back on Tuesday."


def only(data: bytes, name: str) -> Article:
    (article,) = read_bytes(data, name=name)
    assert isinstance(article, Article), article
    return article


def codes(data: bytes, name: str) -> list[str]:
    return [
        item.code if isinstance(item, Failure) else "ok" for item in read_bytes(data, name=name)
    ]


def test_text_of_json_is_kept_character_for_character():
    """Offsets into the given string hold: no stripping, no newline changed."""
    given = "  The ferry\r\nsailed.\t\n\n\nIt came back.  "
    line = json.dumps({"id": "f/1", "text": given}).encode()
    article = only(line, "a.jsonl")
    assert article.text == given
    assert article.source_id == "f/1"
    assert article.article_id == article_id(source_id="f/1", url=None, text=given)


SYNONYMS = [
    {
        "id": 7,
        "text": TEXT,
        "title": "Ferry sails",
        "published": "2024-03-04",
        "url": "https://a.example/7",
        "source": "Post",
        "authors": ["Ann Lee", "Bo Roe"],
        "language": "en",
    },
    {
        "article_id": "7",
        "body": TEXT,
        "headline": "Ferry sails",
        "date": "4 March 2024",
        "link": "https://a.example/7",
        "publisher": "Post",
        "author": "By Ann Lee and Bo Roe",
        "lang": "English",
    },
    {
        "@type": "NewsArticle",
        "identifier": "7",
        "articleBody": TEXT,
        "headline": "Ferry sails",
        "datePublished": "2024-03-04",
        "mainEntityOfPage": {"@id": "https://a.example/7"},
        "publisher": {"@type": "Organization", "name": "Post"},
        "author": [{"name": "Ann Lee"}, {"name": "Bo Roe"}],
        "inLanguage": "en",
    },
]


@pytest.mark.parametrize("number", range(len(SYNONYMS)))
def test_common_names_of_fields_mean_the_same(number):
    """Feeds, crawlers and JSON-LD name the same facts differently."""
    article = only(json.dumps(SYNONYMS[number]).encode(), "a.json")
    assert article.source_id == "7"
    assert article.text == TEXT
    assert article.title == "Ferry sails"
    assert article.published == dt.date(2024, 3, 4)
    assert article.url == "https://a.example/7"
    assert article.source == "Post"
    assert article.authors == ("Ann Lee", "Bo Roe")
    assert article.language == "en"


def test_language_is_null_unless_given():
    """No language is guessed."""
    assert only(TEXT.encode(), "a.txt").language is None


def test_one_bad_line_fails_alone():
    """Each bad line is one failure with its line number, and the rest is read."""
    lines = [
        '{"text": "One."}',
        "",
        '{"text": ',
        '"words"',
        '{"text": 5}',
        '{"title": "no text"}',
        '{"text": " "}',
        '{"text": "Two.", "title": ["x"]}',
        '{"text": "Three."}',
    ]
    items = read_bytes("\n".join(lines).encode(), name="a.jsonl")
    assert [(i.code, i.position) if isinstance(i, Failure) else i.text for i in items] == [
        "One.",
        ("broken-json", "line 3"),
        ("wrong-type", "line 4"),
        ("wrong-type", "line 5"),
        ("missing-text", "line 6"),
        ("empty", "line 7"),
        ("wrong-type", "line 8"),
        "Three.",
    ]
    ids = [item.failure_id for item in items if isinstance(item, Failure)]
    assert len(set(ids)) == len(ids)


def test_a_huge_line_is_skipped_and_the_next_is_read():
    """A line over the limit is one failure; what follows it is not lost."""
    data = b'{"text":"One."}\n{"text":"' + b"x" * (2 * ARTICLE_LIMIT) + b'"}\n{"text":"Two."}\n'
    assert codes(data, "a.jsonl") == ["ok", "too-large", "ok"]


BAD = {
    "empty": (b"", "a.txt", "empty"),
    "white space": (b" \n\t\n", "a.txt", "empty"),
    "only a mark": (b"\xef\xbb\xbf\n", "a.md", "empty"),
    "zip": (b"PK\x03\x04rest", "a.txt", "unknown-format"),
    "pdf": (b"%PDF-1.7", "a.html", "unknown-format"),
    "binary": (bytes(range(256)) * 8, "a.txt", "unknown-format"),
    "cut gzip": (gzip.compress(TEXT.encode() * 99)[:40], "a.txt.gz", "broken-file"),
    "no parquet": (b"PAR1 and nothing else", "a.parquet", "broken-file"),
    "text named parquet": (b"hello there", "a.parquet", "unknown-format"),
    "deep json": (b"[" * 100_000, "a.json", "broken-json"),
    "empty array": (b"[]", "a.json", "empty"),
    "script page": (b"<html><body><script>go()</script></body></html>", "a.html", "empty"),
    "deep page": (b"<html><body>" + b"<div>" * 50_000 + b"x", "a.html", "hostile-markup"),
    "many attributes": (
        b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(9000)) + b">x",
        "a.html",
        "hostile-markup",
    ),
    "giant text": (b"<html><body><p>" + b"word " * 2_200_000, "a.html", "hostile-markup"),
    "giant feed": (b"<rss version='2.0'><channel>" + b" " * 50_000_000, "a.rss", "too-large"),
    "blank lines": (b"\n\n\n", "a.jsonl", "empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_failure_and_never_raises(name):
    """Whatever the bytes are, the reader is told what is wrong instead of a traceback."""
    data, file, code = BAD[name]
    (failure,) = read_bytes(data, name=file)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.input, failure.stage) == (code, file, "read")
    assert failure.message


def test_gzip_is_undone():
    """A compressed file reads as what it holds."""
    assert only(gzip.compress(TEXT.encode()), "a.txt.gz").text == TEXT
    assert codes(gzip.compress(b'{"text":"One."}\n{"text":"Two."}\n'), "a.jsonl.gz") == ["ok"] * 2


class _Pipe(io.RawIOBase):
    """A stream that cannot seek, like standard input."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._inner = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(min(size, 1000) if size > 0 else size)

    def readline(self, size: int | None = -1) -> bytes:
        return self._inner.readline(-1 if size is None else size)

    def readable(self) -> bool:
        return True


def test_streams_that_cannot_seek_are_read_alike():
    """Standard input gives what a file gives."""
    lines = b"".join(b'{"text":"Ferry %d sailed."}\n' % n for n in range(5000))
    piped = list(read(_Pipe(lines), name="-", format="jsonl"))
    assert piped == read_bytes(lines, name="-", format="jsonl")
    assert len(piped) == 5000


def parquet(**columns: list[object]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def test_parquet_rows_are_articles():
    """Columns are fields: lists of authors, timestamps with zone, null text as a failure."""
    moment = dt.datetime(2024, 3, 4, 9, 30, tzinfo=dt.UTC)
    data = parquet(
        id=["a", "b"], text=[TEXT, None], published=[moment, None], authors=[["Ann Lee"], None]
    )
    article, failure = read_bytes(data, name="rows")
    assert isinstance(article, Article)
    assert isinstance(failure, Failure)
    assert (article.text, article.format, article.authors) == (TEXT, "parquet", ("Ann Lee",))
    assert article.published_at == moment
    assert (failure.code, failure.position) == ("missing-text", "row 2")


SPOKEN = "“It’s late,” said Zoë — the café’s owner."
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_typographic_quotes_survive_every_encoding(encoding):
    """The words come out as written, without the byte order mark."""
    assert only(SPOKEN.encode(encoding), "a.txt").text == SPOKEN


def test_a_declared_encoding_is_followed():
    """A page says what it is in; browsers believe it."""
    page = '<html><head><meta charset="windows-1251"></head><body><p>Привет, это новости дня.</p></body></html>'
    assert "Привет" in only(page.encode("cp1251"), "a.html").text


def test_what_utf8_cannot_hold_is_replaced_one_for_one():
    """NULs and lone surrogates become U+FFFD, and no offset moves."""
    article = only(rb'{"text": "a\u0000b\ud800c\ud83d\ude00d"}', "a.jsonl")
    assert article.text == "a\ufffdb\ufffdc\U0001f600d"


def test_broken_bytes_do_not_raise():
    """A few broken bytes in UTF-8 cost only themselves."""
    text = only(("Café owners met in Zürich today. " * 9).encode() + b"\xc3 end", "a.txt").text
    assert text.startswith("Café")
    assert text.endswith("end")


RIGHTS = {"CC BY 4.0": "open", "excerpt": "excerpt", "© Post. All rights reserved": "closed"}


@pytest.mark.parametrize("words", RIGHTS)
def test_rights_that_are_not_understood_are_reserved(words):
    """What a licence field says decides what a release may publish; doubt closes."""
    assert (
        only(json.dumps({"text": TEXT, "rights": words}).encode(), "a.json").rights == RIGHTS[words]
    )


SNIFFED = [
    (b"Storm hits coast\n\nIt rained.", "", "text"),
    (b"# Storm\n\nIt rained.", "", "markdown"),
    (b"---\ntitle: Storm\n---\nIt rained.", "", "markdown"),
    (b"<!DOCTYPE html><p>It rained.", "story.txt", "html"),
    (b'{"text": "It rained."}', "", "json"),
    (b'{"text": "a"}\n{"text": "b"}\n', "", "jsonl"),
    (b'[{"text": "a"}]', "x.unknown", "json"),
    (b"[AP] It rained in Lagos.", "", "text"),
    (b"{Note} It rained.", "", "text"),
    (b"It rained.", "https://a.example/story.md?x=1", "markdown"),
    (b"It rained.", "story.TXT", "text"),
]


@pytest.mark.parametrize(("data", "name", "expected"), SNIFFED)
def test_formats_are_told_by_content_and_name(data, name, expected):
    """Unmistakable content wins, then the name, then the look of the text."""
    assert sniff(data, name=name) == expected


def test_unknown_formats_say_what_to_try():
    """The error names what the file is and what helps."""
    with pytest.raises(DatelineError, match=r"zip archive.*Unpack"):
        sniff(b"PK\x03\x04", name="a.docx")


@pytest.mark.parametrize("name", ["stdin", "articles.json"])
def test_json_lines_are_known_by_their_first_line(name):
    """A broken line below is one failure among the articles, not a broken JSON file."""
    lines = b'{"id": "a", "text": "Rain fell."}\nno json\n{"id": "b", "text": "It stopped."}\n'
    read = read_bytes(lines, name=name)
    assert [(type(item), item.source_id) for item in read] == [
        (Article, "a"),
        (Failure, None),
        (Article, "b"),
    ]
    assert read[1].position == "line 2"


@pytest.mark.parametrize("source", [b'{\n "text": "Rain."\n}\n', b'{"text": "Rain."}\n'])
def test_one_object_is_json(source):
    """An object spread over lines, or alone on one, is one article."""
    (article,) = read_bytes(source, name="stdin")
    assert article.format == "json"


def test_a_failed_line_keeps_the_id_of_its_input():
    """Whoever sent the line finds it again."""
    (failure,) = read_bytes(b'{"id": "line-7", "title": "No text here"}\n', name="a.jsonl")
    assert isinstance(failure, Failure)
    assert (failure.code, failure.source_id) == ("missing-text", "line-7")


def test_a_picture_is_no_text_even_if_the_user_says_so():
    """A format given by hand does not turn bytes into words."""
    (failure,) = read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), name="x.png", format="text")
    assert isinstance(failure, Failure)
    assert failure.code == "unknown-format"
