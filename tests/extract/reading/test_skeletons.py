"""One article in the markup of many sites: each must give the same article."""

import re
from pathlib import Path

import msgspec
import pytest

from extract.reading import read_bytes
from schemas import Article

SKELETONS = sorted((Path(__file__).parent / "skeletons").glob("*.html"))


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The words of an article, which every skeleton wraps in its own markup."""

    title: str
    authors: tuple[str, str]
    paragraphs: tuple[str, ...]
    heading: str
    label: str
    items: tuple[str, str, str]


LONG = Story(
    title="Night ferries to Skerra halted after harbour collision",
    authors=("Nadia Ferro-Lund", "Tom Okello"),
    paragraphs=(
        "Night ferries to the island of Skerra will stop from Monday after two boats collided in"
        " its harbour, the transport ministry said on Thursday.",
        "Seven people were hurt when the car ferry Brunel struck the mail boat at the"
        ' <a href="/quay">north quay</a> shortly after midnight. Nobody was thrown into the water.',
        "“We cannot ask crews to steer by guesswork,” the minister, Ola Brandt, told reporters."
        " “Until the lamps are back, the boats stay tied up.”",
        "The harbour lost nine of its fourteen lamps in a storm in January. The council asked for"
        " <em>two million crowns</em> to replace them and was given a third of that, its records"
        " show.",
        "Shops on the island are stocking up. Rosa Imbert, who runs the bakery, said she had"
        " ordered flour for a month and would bake in the afternoon from now on.",
        "The union of seafarers called the halt overdue. It had asked for a second lookout on"
        " every night crossing since 2021.",
        "An inquiry is to report by June, and its hearings will be held on the island, the"
        " ministry said. Passengers with tickets for night boats may travel by day or ask for"
        " their money back.",
        "The mail boat is being repaired in Oslo.",
    ),
    heading="Who pays for the lamps",
    label="Key points",
    items=(
        "Boats between 22:00 and 05:00 stop from 18 March until further notice.",
        "Seven passengers were hurt, two of them seriously, in the collision.",
        "Nine of the harbour's fourteen lamps have been dark since January.",
    ),
)
SHORT = Story(
    title="Council drops plan to sell the old library",
    authors=("Dafydd Rhys", "María José de la Cruz"),
    paragraphs=(
        "The town council has dropped its plan to sell the old library on Mill Street.",
        "Councillors voted 14 to 3 on Wednesday night to keep it.",
        "“I am still shaking,” said <strong>Gwen Parry</strong>, 71, who led the campaign.",
        "She had gathered 4,120 signatures in a town of 9,000.",
        "The hall will need a new roof within two years, at a cost of £310,000, a survey found.",
        "Three members spoke for a sale.",
        "“Sentiment does not mend slates,” Councillor Huw Tate told the meeting.",
        "The library opened in 1904 and closed its lending desk in 2019.",
    ),
    heading="A roof to mend",
    label="At a glance",
    items=(
        "The vote was 14 to 3 with one member absent.",
        "A survey puts the price of a new roof at £310,000.",
        "The reading room stays open on Tuesdays and Fridays.",
    ),
)
DAY = "2024-03-14"
STORIES = {"long": LONG, "short": SHORT}
NO_LABEL = frozenset(("tabloid",))
"""Bullets under the title without any label are no box."""


def rendered(path: Path, story: Story) -> bytes:
    source = path.read_text(encoding="utf-8")
    words = {"title": story.title, "h": story.heading, "label": story.label}
    for number, name in enumerate(story.authors, start=1):
        words |= {f"a{number}": name, f"A{number}": name.upper()}
    words |= {f"p{number}": text for number, text in enumerate(story.paragraphs, start=1)}
    words |= {f"b{number}": text for number, text in enumerate(story.items, start=1)}
    return re.sub(r"\[\[(\w+)\]\]", lambda mark: words[mark[1]], source).encode()


def read(path: Path, story: Story) -> Article:
    (article,) = read_bytes(rendered(path, story), name=path.name)
    assert isinstance(article, Article), article
    return article


def plain(words: str) -> str:
    return re.sub(r"<[^>]+>", "", words)


CASES = [
    pytest.param(path, story, id=f"{path.stem}-{name}")
    for path in SKELETONS
    for name, story in STORIES.items()
]


@pytest.mark.parametrize(("path", "story"), CASES)
def test_the_body_is_that_of_the_story_and_nothing_else(path: Path, story: Story):
    """Paragraphs and headings come whole and in order, whatever stands around them."""
    article = read(path, story)
    found = [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind in ("paragraph", "heading", "quote")
        and article.text[block.start : block.end] not in (story.label, f"{story.label}:")
    ]
    wanted = [plain(text) for text in story.paragraphs]
    assert found == [*wanted[:4], story.heading, *wanted[4:]]


@pytest.mark.parametrize(("path", "story"), CASES)
def test_the_box_is_a_list_with_its_label(path: Path, story: Story):
    """Key points are found whether beside the story, in it or above it."""
    article = read(path, story)
    items = [block for block in article.blocks if block.kind == "list_item"]
    assert [article.text[item.start : item.end] for item in items] == list(story.items)
    if path.stem not in NO_LABEL:
        assert {item.label for item in items} == {story.label}


@pytest.mark.parametrize(("path", "story"), CASES)
def test_title_authors_and_day_are_those_of_the_story(path: Path, story: Story):
    """Metadata is the same by whichever marks a site tells it."""
    article = read(path, story)
    authors = tuple(" ".join(name.split()) for name in article.authors)
    upper = "[[A1]]" in path.read_text(encoding="utf-8")
    assert article.title == story.title
    assert [name.casefold() if upper else name for name in authors] == [
        name.casefold() if upper else name for name in story.authors
    ]
    assert str(article.published) == DAY
