"""The invariants of extraction, whatever the text."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract.pipeline
from extract.analysis import Analysis
from extract.pipeline import extract_batch
from extract.reading import read_bytes, read_text
from extract.registry import Extractor
from extract.statements import extract_statements
from schemas import Article, Extraction, Record, Span
from schemas.columns import ListType, StructType, struct_columns

CORPUS = Path(__file__).parents[2] / "api" / "demo" / "corpus"
RECORDS = ("events", "statements", "key_points", "statistics")
FRAGMENTS = (
    "Police in Lima arrested 14 people on Monday, ",
    "“We will not pay,” said Ana Torres, head of the union. ",
    "She denied it. ",
    "Key points:\n\n- Rent rose 5 percent\n- Two ministers resigned\n\n",
    "| Year | Event |\n| --- | --- |\n| 2014 | Dam fails |\n\n",
    "\n\nThe Next Heading\n\n",
    "According to the agency, 2.5 million voters (61%) stayed home",
    " ‘ “ ” ’ … — ½ €3bn ",
    "\r\n",
    "\x00\u2028 ",
)


def corpus() -> list[Article]:
    """Return the sample articles in file order."""
    files = [p for p in sorted(CORPUS.iterdir()) if p.name != "README.md"]
    read = [a for path in files for a in read_bytes(path.read_bytes(), name=path.name)]
    assert all(isinstance(article, Article) for article in read), "every sample article is read"
    return [article for article in read if isinstance(article, Article)]


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    """Return the extractions of the sample articles, in corpus order."""
    return extract_batch(corpus())


def records(extraction: Extraction) -> list[Record]:
    return [record for name in RECORDS for record in getattr(extraction, name)]


def check(extraction: Extraction) -> None:
    """Assert what holds for every extraction."""
    text = extraction.article.text
    assert extraction.failures == ()
    for name in RECORDS:
        rows: tuple[Record, ...] = getattr(extraction, name)
        assert [(r.start, r.end, r.record_id) for r in rows] == sorted(
            (r.start, r.end, r.record_id) for r in rows
        )
    for record in records(extraction):
        assert text[record.start : record.end] == record.quote != ""
        assert record.article_id == extraction.article.article_id
        # Records are parsed back under the declared constraints: literals, bounds, types.
        assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record
    ids = [record.record_id for record in records(extraction)]
    assert len(ids) == len(set(ids))
    statements = {statement.record_id for statement in extraction.statements}
    assert {f.said_by for f in extraction.statistics} <= {None, *statements}
    assert {e.reported_by for e in extraction.events} <= {None, *statements}
    entities = [entity.entity_id for entity in extraction.entities]
    assert entities == sorted(set(entities))
    speakers = {s.speaker.entity_id for s in extraction.statements if s.speaker}
    actors = {p.entity_id for e in extraction.events for p in (*e.actors, *e.recipients)}
    assert speakers | actors <= {None, *entities}


def test_sample_articles(extractions: list[Extraction]) -> None:
    """Every sample article gives sound records, and the corpus gives plenty of each kind."""
    for extraction in extractions:
        check(extraction)
    for name in RECORDS:
        assert sum(len(getattr(e, name)) for e in extractions) > len(extractions)


def test_nested_spans_lie_in_the_text(extractions: list[Extraction]) -> None:
    """Mentions inside records (speakers, actors, places …) are the text at their spans too."""
    seen = 0
    for extraction in extractions:
        for record in records(extraction):
            for start, end, mention in _nested(msgspec.to_builtins(record)):
                assert 0 <= start <= end <= len(extraction.article.text)
                if mention is not None:
                    assert extraction.article.text[start:end] == mention
                    seen += 1
    assert seen > 200


def _nested(value: object) -> list[tuple[int, int, str | None]]:
    """Return (start, end, mention) of every structure with a span below the record itself."""
    found: list[tuple[int, int, str | None]] = []
    children = value.values() if isinstance(value, dict) else value
    for child in children if isinstance(children, (list, tuple)) or isinstance(value, dict) else ():
        if isinstance(child, dict) and "start" in child and "end" in child:
            found.append((child["start"], child["end"], child.get("mention")))
        if isinstance(child, (dict, list, tuple)):
            found += _nested(child)
    return found


@pytest.mark.parametrize("size", [1, 7])
def test_any_split_into_batches_gives_the_same_rows(
    extractions: list[Extraction], size: int
) -> None:
    """Extraction of an article does not depend on its neighbours in the batch."""
    articles = corpus()[:14]
    split = [e for i in range(0, 14, size) for e in extract_batch(articles[i : i + size])]
    assert split == extractions[:14]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=30), max_size=12))
def test_any_text(parts: list[str]) -> None:
    """Fragments of news and noise in any order give sound records and no fault."""
    check(extract_batch([read_text("News. " + "".join(parts))])[0])


def test_a_fault_in_one_extractor_loses_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """When one extractor raises, the article keeps its other records and gains a failure."""
    article = corpus()[0]
    whole = extract_batch([article])[0]

    def broken(_: object) -> list[Record]:
        raise RuntimeError("no such verb")

    registry = tuple(
        msgspec.structs.replace(e, extract=broken) if e.name == "events" else e
        for e in extract.pipeline.EXTRACTORS
    )
    assert all(isinstance(e, Extractor) for e in registry)
    monkeypatch.setattr(extract.pipeline, "EXTRACTORS", registry)
    partial = extract_batch([article])[0]
    assert partial.events == ()
    assert partial.statements == whole.statements != ()
    assert [(f.stage, f.code) for f in partial.failures] == [("extract", "internal")]
    assert partial.failures[0].message.startswith("events@")
    assert "no such verb" in partial.failures[0].message


def test_a_false_quote_never_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record whose quote is not the text at its span becomes a failure."""
    article = corpus()[0]

    def shifted(analysis: Analysis) -> list[Record]:
        (first, *rest) = extract_statements(analysis)
        return [msgspec.structs.replace(first, start=first.start + 1), *rest]

    registry = tuple(
        msgspec.structs.replace(e, extract=shifted) if e.name == "statements" else e
        for e in extract.pipeline.EXTRACTORS
    )
    whole = extract_batch([article])[0]
    monkeypatch.setattr(extract.pipeline, "EXTRACTORS", registry)
    partial = extract_batch([article])[0]
    assert partial.statements == whole.statements[1:]
    assert [(f.stage, f.code) for f in partial.failures] == [("extract", "evidence")]


def test_every_span_field_is_documented_in_code_points() -> None:
    """All start and end columns, nested ones too, say that they count code points."""

    def units(struct: type) -> list[str | None]:
        found = []
        for column in struct_columns(struct):
            inner = column.type
            while isinstance(inner, ListType):
                inner = inner.item
            if column.name in {"start", "end"} or column.name.endswith(("_start", "_end")):
                found += [] if column.name.startswith("date") else [column.unit]
            if isinstance(inner, StructType):
                found += [c.unit for c in inner.columns if c.name in {"start", "end"}]
        return found

    for kind in (Extraction.__annotations__["article"], Span):
        assert set(units(kind)) == {"code points"}
