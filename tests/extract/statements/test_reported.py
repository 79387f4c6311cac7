"""Indirect and mixed statements, by construction."""

import pytest

# text, speaker, cue, content, act
CASES = [
    # clauses
    ("The bank said profits fell.", "The bank", "said", "profits fell", "say"),
    ("The bank said that profits fell.", "The bank", "said", "that profits fell", "say"),
    ("Hassan denied that he took money.", "Hassan", "denied", "that he took money", "deny"),
    ("Officials confirmed the dam had failed.", "Officials", "confirmed", "the dam", "confirm"),
    ("Scientists warned that ice is melting.", "Scientists", "warned", "that ice", "warn"),
    (
        "The union insisted that the strike go on.",
        "The union",
        "insisted",
        "that the strike",
        "say",
    ),
    ("Prosecutors allege that he sold arms.", "Prosecutors", "allege", "that he sold", "accuse"),
    ("The agency estimates that crops will shrink.", "The agency", "estimates", "that", "estimate"),
    ("Voters think the tax is unfair.", "Voters", "think", "the tax is unfair", "believe"),
    ("Ministers hope that talks resume.", "Ministers", "hope", "that talks resume", "believe"),
    ("The clerk told the court that she saw him.", "The clerk", "told", "that she saw", "say"),
    ("The pilot asked whether the runway was clear.", "The pilot", "asked", "whether", "ask"),
    ("The court ruled that the sale was void.", "The court", "ruled", "that the sale", "order"),
    ("The club announced that it would close.", "The club", "announced", "that it", "announce"),
    ("The captain pointed out that fuel was low.", "The captain", "pointed", "that fuel", "say"),
    # cue after or inside
    ("Profits fell, the bank said.", "the bank", "said", "Profits fell", "say"),
    ("Profits fell sharply in May, said the bank.", "the bank", "said", "Profits fell", "say"),
    ("The storm, forecasters said, will pass.", "forecasters", "said", "The storm", "say"),
    # infinitives
    ("The mayor promised to plant trees.", "The mayor", "promised", "to plant trees", "promise"),
    ("Rebels vowed to fight on.", "Rebels", "vowed", "to fight on", "promise"),
    ("Drivers threatened to block the port.", "Drivers", "threatened", "to block", "threaten"),
    ("The firm refused to pay.", "The firm", "refused", "to pay", "reject"),
    ("Peru plans to sell the airline.", "Peru", "plans", "to sell the airline", "intend"),
    # object and infinitive
    ("Doctors urged parents to wait.", "Doctors", "urged", "to wait", "demand"),
    ("The army ordered villagers to leave.", "The army", "ordered", "villagers to leave", "order"),
    ("Police told residents to stay indoors.", "Police", "told", "to stay indoors", "order"),
    # noun objects
    ("Kenya condemned the raid.", "Kenya", "condemned", "the raid", "condemn"),
    ("The pope praised the rescuers.", "The pope", "praised", "the rescuers", "praise"),
    ("The senate rejected the treaty.", "The senate", "rejected", "the treaty", "reject"),
    ("Lawyers questioned the verdict.", "Lawyers", "questioned", "the verdict", "ask"),
    ("Farmers accused the bank of fraud.", "Farmers", "accused", "the bank of fraud", "accuse"),
    ("Critics blamed the flood on neglect.", "Critics", "blamed", "the flood", "accuse"),
    # prepositions
    ("Bishops called for calm.", "Bishops", "called for", "calm", "demand"),
    ("Experts warned of floods.", "Experts", "warned of", "floods", "warn"),
    (
        "The airline apologised for the delay.",
        "The airline",
        "apologised for",
        "the delay",
        "apologise",
    ),
    ("Teachers complained about low pay.", "Teachers", "complained about", "low pay", "condemn"),
    ("Spain called on Morocco to reopen the border.", "Spain", "called on", "Morocco to", "demand"),
    ("Nurses rallied, and Norway agreed to talks.", "Norway", "agreed to", "talks", "agree"),
    # called
    ("Unions called the offer an insult.", "Unions", "called", "the offer an insult", "say"),
    ("Haddad described the vote as a farce.", "Haddad", "described", "the vote as a farce", "say"),
    # according to
    (
        "According to police, the van was stolen.",
        "police",
        "According to",
        "the van was stolen",
        "say",
    ),
    ("The van was stolen, according to police.", "police", "according to", "The van was", "say"),
    # participles and relatives
    (
        "The mayor resigned, saying that she was tired.",
        "The mayor",
        "saying",
        "that she was tired",
        "say",
    ),
    (
        "The council met, with Mayor Ana Lopez promising to mend the roof.",
        "Ana Lopez",
        "promising",
        "to mend the roof",
        "promise",
    ),
    ("He met the nurse, who said that beds were short.", "who", "said", "that beds were", "say"),
    # nouns
    (
        "The firm made a promise to clean the river.",
        "The firm",
        "made a promise",
        "to clean the river",
        "promise",
    ),
    ("The court heard her claim that he lied.", "her", "claim", "that he lied", "say"),
    (
        "The ministry made claims about smuggling.",
        "The ministry",
        "made claims about",
        "smuggling",
        "say",
    ),
    # adjectives
    (
        "Traders are confident that prices will rise.",
        "Traders",
        "confident",
        "that prices",
        "believe",
    ),
    # passive
    ("The raid was condemned by Kenya.", "Kenya", "condemned", "The raid", "condemn"),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content", "act"), CASES)
def test_construction_gives_its_statement(statements_of, text, speaker, cue, content, act):
    """Each way of reporting gives one statement with its speaker, cue, content and act."""
    (record,) = statements_of(text)
    assert record.kind == "indirect"
    assert record.speaker is not None
    assert speaker in record.speaker.mention
    assert record.cue.startswith(cue)
    assert record.content.startswith(content)
    assert record.act == act


@pytest.mark.parametrize(
    ("text", "content", "quoted"),
    [
        (
            "Kenya condemned the “cowardly raid on Lamu”.",
            "the “cowardly raid on Lamu”",
            "cowardly raid on Lamu",
        ),
        ("Haddad said the vote was “a farce”.", "the vote was “a farce”", "a farce"),
        (
            "Haddad said the vote was “a farce. Nobody was counting,” and left.",
            "the vote was “a farce. Nobody was counting,”",
            "a farce. Nobody was counting,",
        ),
        (
            "Unions called it “an insult to labour”.",
            "it “an insult to labour”",
            "an insult to labour",
        ),
    ],
)
def test_partly_quoted_content_is_mixed(statements_of, text, content, quoted):
    """Content that is only partly quoted is mixed and never cuts a quotation in two."""
    record = statements_of(text)[0]
    assert record.kind == "mixed"
    assert record.content == content
    assert [span.of(text) for span in record.quoted_spans] == [quoted]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The storm, forecasters said, will pass.",
            ["The storm", "will pass"],
        ),
        ("The bank said profits fell, adding that jobs would go.", ["profits fell"]),
    ],
)
def test_content_stops_at_the_cue_and_at_the_next_cue(statements_of, text, contents):
    """The cue clause is left out of the content, and so is a further cue of the same speaker."""
    record = statements_of(text)[0]
    assert [span.of(text) for span in record.content_spans] == contents


def test_participle_speaks_for_the_speaker(statements_of):
    """“…, adding that” belongs to the one who said the first part."""
    text = "The bank said profits fell, adding that jobs would go."
    records = statements_of(text)
    assert {record.speaker.mention for record in records} == {"The bank"}
    assert len(records) == 2


def test_reported_report_is_one_statement(statements_of):
    """What another is said to have promised stays inside the statement of the one who says it."""
    (record,) = statements_of("The bank said the ministry had promised to pay.")
    assert record.speaker.mention == "The bank"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The firm did not say that it would pay.", True),
        ("The firm never promised to pay.", True),
        ("The firm said that it would not pay.", False),
        ("The firm promised not to sue.", False),
        ("“This is not the end. It is not,” the owner said.", False),
    ],
)
def test_only_a_negated_cue_is_negated(statements_of, text, negated):
    """Denying the cue is not the same as saying something negative."""
    (record,) = statements_of(text)
    assert record.negated is negated


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Haddad told reporters that the vote was over.", "reporters"),
        ("The bank assured customers that savings were safe.", "customers"),
        ("The bank said that savings were safe.", None),
    ],
)
def test_addressee_is_who_was_told(statements_of, text, addressee):
    """The object of telling is the addressee, not part of the content."""
    (record,) = statements_of(text)
    assert record.addressee == addressee


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The port said on Tuesday that ships were waiting.", "2023-06-13"),
        ("On 2 June 2023 the port said that ships were waiting.", "2023-06-02"),
        ("The port said that ships would sail on 30 June 2023.", None),
        ("The port said that ships were waiting.", None),
        ("Economists forecast three cuts in 2026.", None),
    ],
)
def test_date_is_that_of_saying(statements_of, text, date):
    """The date is when it was said, not when what was said will happen."""
    (record,) = statements_of(text, published="2023-06-14")
    assert (record.date.isoformat() if record.date else None) == date


@pytest.mark.parametrize(
    "text",
    [
        "The cliff threatens to collapse.",
        "The rain could wash away the road.",
        "Residents may demand answers.",
        "If the council says yes, building starts.",
        "The road from Lima to Cusco was closed.",
        "Snow fell on the village all night.",
        "Workers repaired the roof of the station.",
        "A lorry hit the wall and caught fire.",
        "The harbour is planned by 2045.",
        "The ferry took people who want to see whales.",
    ],
)
def test_what_nobody_said_is_no_statement(statements_of, text):
    """Things that threaten, mere possibilities, conditions and plain events say nothing."""
    assert statements_of(text) == []
