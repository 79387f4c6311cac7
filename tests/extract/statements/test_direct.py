"""Direct quotations and who said them."""

import pytest

CASES = [
    # cue after
    ("“We ran out of water,” said Lucia Moreno.", "Lucia Moreno", "said", "We ran out of water"),
    ("“We ran out of water,” Moreno said.", "Moreno", "said", "We ran out of water"),
    ("“The bridge is safe,” the engineer told reporters.", "engineer", "told", "The bridge"),
    ("“Is anyone hurt?” asked the nurse.", "nurse", "asked", "Is anyone hurt"),
    ("“Get out!” shouted Pieter de Vries.", "Pieter de Vries", "shouted", "Get out"),
    ('"Prices will fall," Okafor wrote on Monday.', "Okafor", "wrote", "Prices will fall"),
    ("‘The harvest failed,’ said farmer Joan Hale.", "Joan Hale", "said", "The harvest failed"),
    ("''The harvest failed,'' said Joan Hale.", "Joan Hale", "said", "The harvest failed"),
    (
        "“The ferry was late,” said Tomas Lind, who runs the port of Visby.",
        "Tomas Lind",
        "said",
        "The ferry was late",
    ),
    (
        "“The ferry was late,” Tomas Lind, the harbour master, told the inquiry.",
        "Tomas Lind",
        "told",
        "The ferry was late",
    ),
    ("“It hurts,” she added.", "she", "added", "It hurts"),
    # cue before
    ("Moreno said: “We ran out of water.”", "Moreno", "said", "We ran out of water"),
    ("Moreno said, “We ran out of water.”", "Moreno", "said", "We ran out of water"),
    ("The coach replied: “Nobody is perfect.”", "coach", "replied", "Nobody is perfect"),
    ("On Friday, Okafor tweeted: “Prices will fall.”", "Okafor", "tweeted", "Prices will fall"),
    ('The judge asked, "Did you see the car?"', "judge", "asked", "Did you see the car"),
    ("The minister told parliament, “The fund is empty.”", "minister", "told", "The fund is"),
    (
        "The company issued a statement: “We regret the spill.”",
        "company",
        "issued a statement",
        "We regret the spill",
    ),
    # signed
    ("“The sea gave us everything.” — Marta Silva", "Marta Silva", "—", "The sea gave us"),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), CASES)
def test_quotation_finds_its_speaker(statements_of, text, speaker, cue, content):
    """A quotation belongs to the subject of the cue beside it, wherever the cue stands."""
    (record,) = statements_of(text)
    assert record.kind == "direct"
    assert record.speaker is not None
    assert speaker in record.speaker.mention
    assert record.cue == cue
    assert content in record.content


def test_broken_quotation_is_one_statement(statements_of):
    """A quotation broken by its cue is one statement with two content spans."""
    text = "“The tunnel,” said Ines Roth, “will open in May.”"
    (record,) = statements_of(text)
    assert [span.of(text) for span in record.content_spans] == [
        "“The tunnel,”",
        "“will open in May.”",
    ]
    assert [span.of(text) for span in record.quoted_spans] == ["The tunnel,", "will open in May."]
    assert record.quote == text


def test_speech_goes_on_after_the_cue(statements_of):
    """A sentence quoted right after the cue clause goes on with the same statement."""
    text = "“The tunnel is safe,” said Ines Roth. “It will open in May.”"
    (record,) = statements_of(text)
    assert len(record.content_spans) == 2


def test_speech_over_paragraphs_is_one_statement(statements_of):
    """Paragraphs that reopen the quotation belong to the cue of the first one."""
    text = "“The tunnel is safe,” said Ines Roth. “It took years.\n\n“It will open in May.”"
    (record,) = statements_of(text)
    assert record.content.endswith("“It will open in May.”")
    assert len(record.content_spans) == 3


def test_speech_before_its_cue_over_paragraphs(statements_of):
    """When the cue comes only in the last paragraph, the open ones before it are part of it."""
    text = "“The tunnel is safe.\n\n“It will open in May,” said Ines Roth."
    (record,) = statements_of(text)
    assert record.content.startswith("“The tunnel is safe.")
    assert record.speaker.mention == "Ines Roth"


def test_two_speakers_do_not_mix(statements_of):
    """Each quotation goes to the cue of its own sentence."""
    text = "“We won,” said Ana Lopez. The hall cheered. “We lost,” said Omar Haddad."
    first, second = statements_of(text)
    assert (first.speaker.mention, first.content) == ("Ana Lopez", "“We won,”")
    assert (second.speaker.mention, second.content) == ("Omar Haddad", "“We lost,”")


def test_words_before_the_quotation_are_said_too(statements_of):
    """Unquoted words that open the sentence are part of a mixed statement."""
    text = "The plan was “a gift to smugglers,” said Ana Lopez."
    (record,) = statements_of(text)
    assert record.kind == "mixed"
    assert record.content == "The plan was “a gift to smugglers,”"


def test_pronoun_gets_the_full_name(statements_of):
    """The speaker's name is the fullest one of the article, whatever stands at the cue."""
    text = "Mayor Ingrid Solberg opened the market. “It smells of bread,” Solberg said."
    (record,) = statements_of(text)
    assert record.speaker.mention == "Solberg"
    assert record.speaker.name == "Ingrid Solberg"


@pytest.mark.parametrize(
    "text",
    [
        "He read “The Old Harbour” on the train.",
        "The so-called “green line” divides the town.",
        "The “Sea Rose” sank off Cadiz.",
        "Signs marked “danger” stood by the road.",
        "They watched “Night Train,” a film from 1959.",
    ],
)
def test_titles_and_scare_quotes_say_nothing(statements_of, text):
    """Titles, names and borrowed words between marks are no statements."""
    assert statements_of(text) == []
