"""What counts as a source of its own."""

import pytest

from warehouse.clusters.independence import agency_of, copy_of, independent

LONG = (
    "The ferry left Tromsø at dawn with forty passengers on board and met the storm an hour"
    " later off Skjervøy, where a wave broke the windows of the bridge and the engine failed."
    " Two lifeboats and a helicopter brought everyone ashore before noon, the police said. "
)
OTHER = (
    "Passengers told of screams and of water up to their knees. The shipping company has begun"
    " an inquiry of its own and will pay for the hotel. Further north the road was shut. "
)


@pytest.mark.parametrize(
    ("authors", "text", "agency"),
    [
        ((), "LONDON (Reuters) - Prices rose.", "reuters"),
        (("The Associated Press",), "Prices rose.", "ap"),
        (("Ann Lee, Associated Press",), "Prices rose.", "ap"),
        (("By AFP staff",), "Prices rose.", "afp"),
        ((), "Prices rose. © 2026 AFP", "afp"),
        ((), "An AP photographer was hurt, the agency said.", None),
        (("Ann Lee",), "Prices rose (by 3 percent).", None),
    ],
)
def test_an_agency_is_known_by_its_credit(authors, text, agency):
    """A credit at head or foot or among the authors counts, a mention does not."""
    assert agency_of(authors, text) == agency


@pytest.mark.parametrize(
    ("texts", "sources", "count"),
    [
        ([LONG, OTHER], ["Post", "Herald"], 2),
        ([LONG, OTHER], ["Post", "POST"], 1),
        ([LONG, OTHER], [None, None], 2),
        ([LONG, LONG + "One more line of our own was added."], ["Post", "Herald"], 1),
        ([LONG, OTHER, LONG + OTHER], ["Post", "Herald", "Mirror"], 1),
        (["(AP) " + LONG, "(AP) " + OTHER], ["Post", "Herald"], 1),
        (["(AP) " + LONG, "(Reuters) " + OTHER], ["Post", "Herald"], 2),
        ([], [], 0),
    ],
    ids=["two", "publisher", "unknown", "copy", "chain", "agency", "agencies", "none"],
)
def test_copies_are_no_sources(texts, sources, count):
    """One publisher, one agency or one text is one source; a text of both joins both."""
    copies = [
        copy_of(publisher=source, authors=(), text=text)
        for text, source in zip(texts, sources, strict=True)
    ]
    assert independent(copies, [text[:20] for text in texts]) == count


def test_the_same_sentence_is_the_same_source():
    """A long sentence taken over word for word makes the report of the event a copy."""
    copies = [copy_of(publisher=None, authors=(), text=text) for text in (LONG, OTHER)]
    quote = "Two lifeboats and a helicopter brought everyone ashore before noon"
    assert independent(copies, [quote, quote.upper()]) == 1
    assert independent(copies, ["It sank.", "It sank."]) == 2
