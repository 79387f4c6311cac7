"""What holds of every article, whatever the text."""

import hashlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading import read_bytes, read_text
from schemas import Article, Failure

LINES = st.sampled_from(
    [
        "",
        "",
        "Harvest Begins in the North",
        "By Ana Costa | 5 May 2024",
        "LIMA, Peru — The rain came late.",
        "The rain came late, and the rivers stayed low until the end of the month.",
        "Key points:",
        "- One thing",
        "  - a smaller thing",
        "3. Third",
        "• Dot",
        "– dash",
        "| a | b |",
        "|---|---|",
        "2014 | Something",
        "a | | c",
        "|",
        "> quoted",
        ">",
        "## Heading",
        "#",
        "===",
        "---",
        "```",
        "**Bold**",
        "****",
        "**Bold:** rest",
        "Photo: Ana Costa",
        "\t\u00a0",
        "—",
        "\ufeff",
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, min_size=1, max_size=14).map("\n".join),
    st.lists(LINES, min_size=1, max_size=8).map("\r\n".join),
    st.text(max_size=120),
)


def check(article: Article) -> None:
    """The blocks of *article* are in order, apart, trimmed and inside the text."""
    text = article.text
    position = 0
    for block in article.blocks:
        assert position <= block.start < block.end <= len(text)
        position = block.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        assert (block.kind in ("list_item", "table_row")) == (block.group is not None)
        assert bool(block.cells) == (block.kind == "table_row")
        if block.cells:
            edge = block.start
            for cell in block.cells:
                assert edge <= cell.start <= cell.end <= block.end
                edge = cell.end
    for section in article.sections:
        assert section.start < section.end <= len(text)
    assert article.text_sha256 == hashlib.sha256(text.encode()).hexdigest()


def read_or_failure(source: str, name: str) -> None:
    for item in read_bytes(source.encode("utf-8", "surrogatepass"), name=name):
        if isinstance(item, Article):
            check(item)
        else:
            assert isinstance(item, Failure)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_text_in_json_keeps_its_offsets(text):
    """Any string gives itself back with sound blocks, or one failure."""
    (item,) = read_bytes(json.dumps({"text": text}).encode(), name="a.jsonl")
    if isinstance(item, Article):
        assert len(item.text) == len(text)
        assert item.text == text.replace("\x00", "\ufffd")
        check(item)
    else:
        assert item.code == "empty"


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["a.md", "a.txt", "a.json", "a.jsonl"]))
def test_any_text_under_any_name_is_read_or_refused(text, name):
    """No input raises, and what is read is sound."""
    read_or_failure(text, name)


TAGS = st.sampled_from(
    "<p> </p> <b> </b> <ul> </ul> <ol> <li> </li> <table> <tr> <td> </table> <h1> </h1> <h2> <br>"
    " <blockquote> <div> </div> <pre> rain wind Sun: &amp; &lt; <script> </script> | - >".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS, max_size=25).map(" ".join))
def test_any_tags_are_read_or_refused(source):
    """Broken markup is read as a browser would, or refused."""
    read_or_failure(source, "a.html")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from(["", "a.html", "a.md", "a.json", "a.parquet", "a.gz"])
)
def test_any_bytes_are_read_or_refused(data, name):
    """No bytes raise."""
    for item in read_bytes(data, name=name):
        assert isinstance(item, Article | Failure)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text):
    """The same input gives the same article, id included."""
    source = json.dumps({"text": text}).encode()
    assert read_bytes(source, name="a") == read_bytes(source, name="a")


def test_the_id_comes_from_id_then_url_then_text():
    """A source's own id that fits a path is kept as it is."""
    text = "The rain came late."
    assert read_text(text, source_id="r-1", url="https://a.example").article_id == "r-1"
    by_url = read_text(text, url="https://a.example").article_id
    assert by_url == read_text("Other words.", url="https://a.example").article_id
    assert read_text(text).article_id == read_text(text, title="Any").article_id != by_url
