"""The annotated attributions: marks become spans, and spans become examples."""

import pytest

from extract.language.training.attributions import parse, read_articles
from extract.language.training.frames import own_attributions

ARTICLE = """a1 wire
{s1:Mayor}{c1::} {t1:bridge to open in May}

{t2:“We waited,”} {s2:{s3:Aro}} {c2:said}, {c3:vowing} {t3:see {s4:all she} {b4:calls} {t4:home}}.
= 1 Lena Aro | 2 Lena Aro | 3 Lena Aro | 4 -"""


def test_marks_become_spans_of_the_unmarked_text() -> None:
    """Nested and repeated marks point at the words they enclose, and nothing is left of them."""
    article = parse(ARTICLE, file="made")
    assert "{" not in article.text
    found = {
        a.number: (
            [s.of(article.text) for s in a.source],
            [s.of(article.text) for s in a.cue],
            [s.of(article.text) for s in a.content],
        )
        for a in article.attributions
    }
    assert found == {
        1: (["Mayor"], [":"], ["bridge to open in May"]),
        2: (["Aro"], ["said"], ["“We waited,”"]),
        3: (["Aro"], ["vowing"], ["see all she calls home"]),
        4: (["all she"], ["calls"], ["home"]),
    }
    assert [a.speech for a in article.attributions] == [True, True, True, False]
    assert [a.speaker for a in article.attributions] == ["Lena Aro"] * 3 + [None]
    assert (article.id, article.register) == ("made/a1", "wire")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("a2 x\n{s1:He} {c1:left}.\n= 1 -", "no content"),
        ("a2 x\n{s1:He} {c1:said {t1:so}.\n= 1 -", "not closed"),
        ("a2 x\n{s1:He}} {c1:said} {t1:so}.\n= 1 -", "not opened"),
        ("a2 x\n{x1:He} {c1:said} {t1:so}.\n= 1 -", "unknown mark"),
        ("a2 x\n{s1:He} {c1:said} {t1:so}.\n= 2 -", r"differ in \[1, 2\]"),
        ("a2 x\n{s1:He} {c1:said} {t1:so}.\n= one -", "bad speaker"),
    ],
)
def test_bad_marks_are_refused(source: str, fault: str) -> None:
    """A slip of the annotator names the article; it never becomes a wrong example."""
    with pytest.raises(ValueError, match=f"/a2: .*{fault}"):
        parse(source)


def test_all_articles_are_well_marked() -> None:
    """Every annotated article reads, ids are unique, marks hold words, cues hold few of them."""
    articles = list(read_articles())
    assert len({a.id for a in articles}) == len(articles) > 400
    for article in articles:
        for one in article.attributions:
            for span in (*one.source, *one.cue, *one.content):
                words = span.of(article.text)
                assert words, (article.id, one.number)
                assert "\n" not in words, (article.id, one.number)
            assert sum(len(s.of(article.text).split()) for s in one.cue) <= 9, (article.id, one)
    held = sum(a.held_back for a in articles) / len(articles)
    assert 0.1 < held < 0.25


def test_examples_tell_who_and_what_for_each_cue() -> None:
    """A frame names a word that begins a cue, and has one role for every word."""
    examples = own_attributions()
    frames = [(e, f) for e in examples for f in e.frames or ()]
    assert len(frames) > 3000
    for example, frame in frames:
        assert (example.cues or [])[frame.cue].startswith("B-")
        assert len(frame.roles) == len(example.words)
    roles = {role for _, f in frames for role in f.roles}
    assert roles == {"O", "B-source", "I-source", "B-content", "I-content"}
