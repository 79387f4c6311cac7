# ruff: noqa: E501 (texts as they come)
"""Key points: the article's own lists, and sentences that matter where it has no summary."""

import re
from pathlib import Path

import pytest

from extract.analysis import analyse
from extract.key_points import extract_key_points
from extract.reading import read_bytes, read_text
from schemas import Article, KeyPoint

BODY = (
    "Dockers at the port of Tema stopped work on Monday over unpaid overtime, the Harbour Union"
    " said. About 1,200 workers joined the strike, and 14 ships waited in the roads. The port"
    " authority called for talks and promised an answer by Friday. Cocoa exporters warned that"
    " the strike could cost them a week of shipments. A court had ordered the port to pay the"
    " overtime last year. The government has not taken sides in the dispute so far. The last"
    " strike at the port ended after nine days in 2016, when the overtime rules were agreed."
)


def points(text: str) -> list[KeyPoint]:
    analysis = analyse(read_text(text, source_id="a"))
    found = extract_key_points(analysis)
    for point in found:
        assert text[point.start : point.end] == point.quote
        assert re.sub(r" \[[^\]]+\]", "", point.text) == " ".join(point.quote.split())
    assert found == sorted(found, key=lambda p: (p.start, p.end, p.record_id))
    assert len({point.record_id for point in found}) == len(found)
    return found


def brief(text: str) -> list[tuple[str, str | None, str | None, int, str]]:
    return [
        (p.kind, p.label, p.subject, p.rank, p.text) for p in points(text) if p.kind != "salient"
    ]


def test_a_summary_list_gives_its_items_exactly_and_nothing_else():
    """Each item is a takeaway with its label and rank; no sentence is added to them."""
    text = f"Strike at Tema\n\nKey points:\n\n- Work has stopped  \n- Talks by\n  Friday\n\n{BODY}"
    assert [(p.kind, p.label, p.rank, p.text, p.origin) for p in points(text)] == [
        ("takeaway", "Key points", 1, "Work has stopped", "list"),
        ("takeaway", "Key points", 2, "Talks by Friday", "list"),
    ]


def test_a_list_under_a_name_is_a_profile_of_it():
    """A label that the article uses as a name says whom the list is about."""
    text = f"{BODY}\n\nHarbour Union Facts:\n- Founded in 1958\n- Has 4,000 members\n\n{BODY}"
    assert brief(text) == [
        ("profile", "Harbour Union Facts", "Harbour Union", 1, "Founded in 1958"),
        ("profile", "Harbour Union Facts", "Harbour Union", 2, "Has 4,000 members"),
    ]


def test_a_summary_of_one_body_is_its_profile():
    """“At a glance” under a name is about that name, under anything else about the story."""
    named = f"{BODY}\n\nHarbour Union at a glance:\n- Founded in 1958\n- Has 4,000 members\n"
    assert [row[:3] for row in brief(named)] == [
        ("profile", "Harbour Union at a glance", "Harbour Union")
    ] * 2
    story = f"{BODY}\n\nThe strike at a glance:\n- It began on Monday\n- Ships wait\n"
    assert [row[:3] for row in brief(story)] == [("takeaway", "The strike at a glance", None)] * 2


def test_any_other_labelled_list_is_a_list():
    """A label that names nobody gives plain list items."""
    text = f"{BODY}\n\nNext Steps:\n1. Talks on Friday\n2. A ballot\n\n{BODY}"
    assert [row[:3] for row in brief(text)] == [("list", "Next Steps", None)] * 2


def test_a_sentence_may_introduce_a_list():
    """A list below a sentence that ends in a colon has that sentence as its label."""
    text = f"{BODY} The union, which met on Sunday night in Accra, wants three things:\n\n- Pay\n- Rest\n\nIt waits."
    assert [row[1] for row in brief(text)] == [
        "The union, which met on Sunday night in Accra, wants three things"
    ] * 2


NO_POINTS = {
    "no label": f"{BODY}\n\n- Pay\n- Rest\n\n{BODY}",
    "related": f"{BODY}\n\nRelated:\n- Strike ends in Lagos\n- Cocoa price falls\n",
    "most read": f"{BODY}\n\n## Most read\n\n- Strike ends in Lagos\n- Cocoa price falls\n",
    "timeline": f"{BODY}\n\nTimeline:\n- 2016: Strike ends\n- 2023: Court rules\n",
    "dated items": f"{BODY}\n\nThe dispute:\n- 4 May 2023: Court rules\n- June 2023: Port appeals\n",
    "links": f"{BODY}\n\nOn the web:\n- https://a.example/1\n- https://a.example/2\n",
}


@pytest.mark.parametrize("name", NO_POINTS)
def test_other_lists_are_no_key_points(name):
    """Unlabelled lists, navigation, timelines and links are none."""
    assert brief(NO_POINTS[name]) == []


def test_prose_gives_at_most_three_whole_sentences():
    """Where an article has no summary of its own, its salient sentences are ranked modestly."""
    text = (
        f"Strike at Tema\n\n{BODY}\n\n“We are tired,” said Kofi Boateng. But it goes on. Why now?"
    )
    salient = [p for p in points(text) if p.kind == "salient"]
    assert 1 <= len(salient) <= 3
    assert sorted(p.rank for p in salient) == list(range(1, len(salient) + 1))
    for point in salient:
        assert point.text[0].isupper()
        assert point.text.endswith(".")
        assert point.origin == "prose"
        assert point.label is None
        assert 0 < point.confidence < 1
        assert not point.text.startswith(("But", "“"))


def test_salient_sentences_do_not_repeat_each_other():
    """A sentence told twice is given once."""
    text = f"Strike at Tema\n\n{BODY}\n\n{BODY}"
    quotes = [p.text for p in points(text) if p.kind == "salient"]
    assert len(set(quotes)) == len(quotes)


def test_a_short_notice_is_its_own_summary():
    """Where all sentences would be chosen, none is singled out."""
    assert points("Strike at Tema\n\nDockers stopped work on Monday. They want to be paid.") == []


def test_the_same_article_gives_the_same_points():
    """Ids and order do not depend on the run."""
    text = f"Strike at Tema\n\n{BODY}"
    assert points(text) == points(text)


PATH = Path(__file__).parents[4] / "shared" / "articles" / "baghdad-drone-strike.txt"


@pytest.mark.shared
def test_the_acceptance_article_gives_its_13_items():
    """Exactly the list items, with their labels; nothing from the prose."""
    if not PATH.exists():
        pytest.skip(f"{PATH} is not there")
    (article,) = read_bytes(PATH.read_bytes(), name=PATH.name)
    assert isinstance(article, Article)
    found = extract_key_points(analyse(article))
    assert [(p.kind, p.subject) for p in found] == (
        [("profile", "Kataib Hezbollah")] * 4 + [("takeaway", None)] * 6 + [("profile", "ISIS")] * 3
    )
