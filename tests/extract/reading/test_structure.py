# ruff: noqa: E501 (texts as they come)
"""The structure of plain text: what a line is, and which lines belong together."""

import pytest

from extract.reading import read_text


def shape(text: str, **metadata: str) -> list[tuple[str, str]]:
    article = read_text(text, **metadata)
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


BODY = "The council met on Tuesday and agreed to mend the sea wall before winter comes."

CASES = {
    "title, byline, date, dateline": (
        f"Sea Wall to Be Mended\n\nBy Ana Costa and Tom Reid, Staff Writers\n\n5 March 2024\n\n"
        f"PORTO, Portugal (Reuters) — {BODY}\n",
        [
            ("title", "Sea Wall to Be Mended"),
            ("byline", "By Ana Costa and Tom Reid, Staff Writers"),
            ("date", "5 March 2024"),
            ("dateline", "PORTO, Portugal (Reuters)"),
            ("paragraph", BODY),
        ],
    ),
    "byline and date on one line": (
        f"Sea Wall to Be Mended\nBy Ana Costa | March 5, 2024\n\n{BODY}\n",
        [
            ("title", "Sea Wall to Be Mended"),
            ("byline", "By Ana Costa"),
            ("date", "March 5, 2024"),
            ("paragraph", BODY),
        ],
    ),
    "no title": (f"{BODY}\n\n{BODY}\n", [("paragraph", BODY), ("paragraph", BODY)]),
    "bare heading between blank lines": (
        f"{BODY}\n\nWhat Happens Next\n\n{BODY}\n",
        [("paragraph", BODY), ("heading", "What Happens Next"), ("paragraph", BODY)],
    ),
    "bare heading right above its paragraph": (
        f"{BODY}\n\nCost of the Wall\n{BODY}\n",
        [("paragraph", BODY), ("heading", "Cost of the Wall"), ("paragraph", BODY)],
    ),
    "one-line paragraphs and quotes are no headings": (
        f"{BODY}\n\nNobody objected.\n\n“We Shall See”\n\n{BODY}\n",
        [
            ("paragraph", BODY),
            ("paragraph", "Nobody objected."),
            ("paragraph", "“We Shall See”"),
            ("paragraph", BODY),
        ],
    ),
    "three bare lines are verse, not headings": (
        f"{BODY}\n\nRoses Are Red\n\nViolets Are Blue\n\nThe Sea Is Cold\n\n{BODY}\n",
        [
            ("paragraph", BODY),
            ("paragraph", "Roses Are Red"),
            ("paragraph", "Violets Are Blue"),
            ("paragraph", "The Sea Is Cold"),
            ("paragraph", BODY),
        ],
    ),
    "label, bullets, trailing spaces": (
        f"{BODY}\n\nMain findings: \n\n- The wall is cracked  \n- Repairs take a year\n\n{BODY}\n",
        [
            ("paragraph", BODY),
            ("label", "Main findings"),
            ("list_item", "The wall is cracked"),
            ("list_item", "Repairs take a year"),
            ("paragraph", BODY),
        ],
    ),
    "label over lines without bullets": (
        f"{BODY}\n\nStill unknown:\nWho pays for the work\nWhen it begins\n\n{BODY}\n",
        [
            ("paragraph", BODY),
            ("label", "Still unknown"),
            ("list_item", "Who pays for the work"),
            ("list_item", "When it begins"),
            ("paragraph", BODY),
        ],
    ),
    "a sentence that introduces a list stays a sentence": (
        "The mayor, who had waited for the report all week long, named three reasons for"
        " the delay:\n\n1. Rain\n2. Money\n",
        [
            (
                "paragraph",
                "The mayor, who had waited for the report all week long, named three reasons for"
                " the delay:",
            ),
            ("list_item", "Rain"),
            ("list_item", "Money"),
        ],
    ),
    "hard-wrapped paragraph": (
        "The council met on Tuesday in the old town hall and agreed to mend\n"
        "the sea wall before winter comes. Work on the northern stretch is\n"
        "to begin in April, the harbour master told reporters.\n\n"
        "Nobody objected to the plan, which will cost the town more than it\n"
        "Has ever spent on one wall.\n",
        [
            (
                "paragraph",
                "The council met on Tuesday in the old town hall and agreed to mend\n"
                "the sea wall before winter comes. Work on the northern stretch is\n"
                "to begin in April, the harbour master told reporters.",
            ),
            (
                "paragraph",
                "Nobody objected to the plan, which will cost the town more than it\n"
                "Has ever spent on one wall.",
            ),
        ],
    ),
    "a line each paragraph, no blank lines": (
        "The council met on Tuesday.\nIt agreed to mend the sea wall.\nWork starts in April.\n",
        [
            ("paragraph", "The council met on Tuesday."),
            ("paragraph", "It agreed to mend the sea wall."),
            ("paragraph", "Work starts in April."),
        ],
    ),
    "Markdown marks in plain text": (
        f"# Sea Wall\n\n{BODY}\n\n## Cost ##\n\n> It is dear.\n\n***\n\nEnd notes\n---------\n\n{BODY}\n",
        [
            ("title", "Sea Wall"),
            ("paragraph", BODY),
            ("heading", "Cost"),
            ("quote", "It is dear."),
            ("heading", "End notes"),
            ("paragraph", BODY),
        ],
    ),
    "captions": (
        f"{BODY}\n\nPhoto: Ana Costa / Harbour Post\n\n{BODY}\n",
        [
            ("paragraph", BODY),
            ("caption", "Photo: Ana Costa / Harbour Post"),
            ("paragraph", BODY),
        ],
    ),
    "a dash that opens speech is no list": (
        f"{BODY}\n\n— Where does the money come from?\n\n{BODY}\n",
        [
            ("paragraph", BODY),
            ("paragraph", "— Where does the money come from?"),
            ("paragraph", BODY),
        ],
    ),
    "carriage returns": (
        "Sea Wall to Be Mended\r\n\r\n- One thing\r\n- Two things\r\n",
        [
            ("title", "Sea Wall to Be Mended"),
            ("list_item", "One thing"),
            ("list_item", "Two things"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_line_is_what_a_reader_takes_it_for(name):
    """Title, head lines, headings, labels, items and quotes are told apart by their look."""
    text, expected = CASES[name]
    assert shape(text) == expected


TABLE = """Budget by Year

| Year | Spent on |
|------|:--------:|
| 2019 | New pumps |
|      | A crane |

Ports compared:
2014 | Sines opens a second quay
May 2016 | Leixões buys cranes
"""


def test_tables_give_rows_cells_and_header():
    """Rows span first to last cell, cells are trimmed, empty cells keep their column."""
    article = read_text(TABLE)
    rows = [block for block in article.blocks if block.kind == "table_row"]
    assert [[cell.of(article.text) for cell in row.cells] for row in rows] == [
        ["Year", "Spent on"],
        ["2019", "New pumps"],
        ["", "A crane"],
        ["2014", "Sines opens a second quay"],
        ["May 2016", "Leixões buys cranes"],
    ]
    assert [row.header for row in rows] == [True, False, False, False, False]
    assert [row.group for row in rows] == [0, 0, 0, 1, 1]
    assert [row.label for row in rows] == ["Budget by Year"] * 3 + ["Ports compared"] * 2
    assert article.text[rows[2].start : rows[2].end] == "A crane"


def test_items_know_depth_order_and_list():
    """Nesting, ordinals, groups and labels of lists come from indent and what stands above."""
    article = read_text(
        "## Demands\n\n- Higher pay\n  - for nurses\n    - on nights\n- Shorter shifts\n\n1. First vote\n2. Second vote\n"
    )
    items = [block for block in article.blocks if block.kind == "list_item"]
    assert [(b.level, b.ordinal, b.group, b.label) for b in items] == [
        (1, 0, 0, "Demands"),
        (2, 1, 0, "Demands"),
        (3, 2, 0, "Demands"),
        (1, 3, 0, "Demands"),
        (1, 0, 1, None),
        (1, 1, 1, None),
    ]


def test_sections_reach_to_the_next_heading_of_their_level():
    """A section holds its subsections and ends where a heading of its level or above begins."""
    text = f"# T\n\n## A\n\n{BODY}\n\n### A1\n\n{BODY}\n\n## B\n\n{BODY}"
    article = read_text(text)
    spans = {s.heading: text[s.start : s.end] for s in article.sections}
    assert list(spans) == ["A", "A1", "B"]
    assert spans["A"].startswith("A\n")
    assert spans["A"].rstrip().endswith("##")
    assert "A1" in spans["A"]
    assert "A1" in spans["A1"]
    assert "B" not in spans["A1"]
    assert spans["B"].endswith(BODY)
    assert [b.section for b in article.blocks] == [None, "A", "A", "A1", "A1", "B", "B"]


def test_a_title_given_beside_the_text_is_not_taken_from_it():
    """The input's own title wins; the first line is the title block only if it repeats it."""
    text = f"Sea Wall to Be Mended\n\n{BODY}"
    assert shape(text, title="Sea wall to be mended")[0][0] == "title"
    assert shape(text, title="Porto this week")[0][0] == "heading"
    assert read_text(text, title="Porto this week").title == "Porto this week"


NO_DATELINE = [
    "NATO — The alliance met on Monday in a hall by the sea and spoke of ships.",
    "The port — the largest of the country — was shut on Monday by the storm.",
    "US - Iran talks were broken off on Monday without a date for another round.",
]


@pytest.mark.parametrize("words", NO_DATELINE)
def test_a_dash_alone_makes_no_dateline(words):
    """Acronyms and asides before a dash are part of the sentence."""
    assert shape(f"{words}\n\n{BODY}")[0] == ("paragraph", words)


DATELINES = {
    "NAIROBI, Kenya —": "NAIROBI, Kenya",
    "BEIRUT (AP) —": "BEIRUT (AP)",
    "PARIS, Jan 3 (Reuters) -": "PARIS, Jan 3 (Reuters)",
    "LONDON, England (Reuters) --": "LONDON, England (Reuters)",
    "(CNN) --": "(CNN)",
    "Port Sudan (AFP) –": "Port Sudan (AFP)",
    "RIO DE JANEIRO —": "RIO DE JANEIRO",
    "ATHENS, Tuesday 21 July 2026 —": "ATHENS, Tuesday 21 July 2026",
    "KUALA LUMPUR, Jan 29 2026 —": "KUALA LUMPUR, Jan 29 2026",
}


@pytest.mark.parametrize("opening", DATELINES)
def test_datelines_are_parted_from_their_paragraph(opening):
    """The place and agency at the head of a story are no words of its first sentence."""
    assert shape(f"{opening} {BODY}\n\n{BODY}")[:2] == [
        ("dateline", DATELINES[opening]),
        ("paragraph", BODY),
    ]


NO_BLANKS = """Lawmakers pass pension reform after a long night
Vote of 61 to 44 ends a two-year fight
By ANA COSTA
BUCHAREST, Romania (AP) — Lawmakers passed a pension overhaul early on Friday.
The bill raises the retirement age, and it cuts early retirement for most.
What the law does
It raises the age for women by two years and ties pensions to the price of bread.
The unions said they would march on Saturday.
"""


def test_a_text_without_blank_lines_has_its_title_and_headings():
    """Where each line is a paragraph, a line that ends no sentence still stands out."""
    kinds = [kind for kind, _ in shape(NO_BLANKS)]
    assert kinds[:2] == ["title", "paragraph"]
    assert kinds[2:] == [
        "byline", "dateline", "paragraph", "paragraph", "heading", "paragraph", "paragraph",
    ]  # fmt: skip


def test_archive_headers_name_title_day_and_author():
    """“Title:”, “Date:” and “Author:” above a text are not part of what they name."""
    article = read_text(
        f"Title: Sea wall mended\nDate: 3 June 2023\nAuthor: Priya Nair\n\n{BODY}\n\n{BODY}"
    )
    assert (article.title, str(article.published)) == ("Sea wall mended", "2023-06-03")
    assert article.authors == ("Priya Nair",)


DATED_HEADS = {
    "LUSAKA, Zambia — 12 March 2024": "2024-03-12",
    "Lusaka, 12 March 2024": "2024-03-12",
    "LIVINGSTONE, Zambia, Tuesday, March 12, 2024": "2024-03-12",
    "Updated: 13 March 2024\nPublished: 12 March 2024": "2024-03-12",
    "Last updated 13 March 2024": "None",
    "Tuesday, March 12th, 2024, 14:05 GMT": "2024-03-12",
    "03/04/2024": "None",
}


@pytest.mark.parametrize("line", DATED_HEADS)
def test_the_day_of_publication_stands_in_the_head(line):
    """A date line counts if it tells the day of publication for sure."""
    article = read_text(f"Sea Wall Mended\n\n{line}\n\n{BODY}\n")
    assert str(article.published) == DATED_HEADS[line]


def test_a_dateline_with_its_year_dates_the_article():
    """Agencies put the day into the dateline."""
    article = read_text(f"Quotas cut\n\nBRUSSELS, 12 December 2023 (Reuters) - {BODY}\n")
    assert str(article.published) == "2023-12-12"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("More Troops on the Way", "heading"),
        ("Sources of Money", "heading"),
        ("Why now?", "heading"),
        ("Reporting by Ana Costa; Editing by Tom Reid", "paragraph"),
        ("Read more", "paragraph"),
        ("ENDS", "paragraph"),
        ("Tel: 555 0100", "paragraph"),
        ("But who pays?", "paragraph"),
        (
            "The wall, the harbour, the crane and the quay were all of them lost that night",
            "paragraph",
        ),
    ],
)
def test_lines_round_the_story_are_no_headings(line, kind):
    """A heading names a part of the story; credits, promotion and lost sentences do not."""
    assert shape(f"{BODY}\n\n{line}\n\n{BODY}")[1] == (kind, line)


DATED_LINES = (
    "Timeline\n\n2019 – Government awards the concession\nJune 2021 – Pumping begins\n"
    "14 November 2023: Villages file suit\n2024-03-05 — Court sits\n"
)


def test_lines_that_open_with_a_date_are_a_list_of_events():
    """Two or more dated lines in a row are items with the heading above as their label."""
    article = read_text(f"{BODY}\n\n{DATED_LINES}\n{BODY}\n")
    items = [block for block in article.blocks if block.kind == "list_item"]
    texts = [article.text[item.start : item.end] for item in items]
    assert texts[0] == "2019 – Government awards the concession"
    assert [t.split()[-1] for t in texts] == ["concession", "begins", "suit", "sits"]
    assert {item.label for item in items} == {"Timeline"}
    assert article.blocks[-1].kind == "paragraph"


@pytest.mark.parametrize(
    "line", ["2019 – a year to forget for the port.", "LIMA, June 2021 – Pumping began, they said."]
)
def test_one_dated_line_is_no_list(line):
    """A paragraph that opens with a year and a dash stays a paragraph."""
    blocks = read_text(f"{BODY}\n\n{line}\n\n{BODY}\n").blocks
    assert [block.kind for block in blocks if block.kind == "list_item"] == []
