"""“…, with Lee pledging to …” is a statement of its own; what merely happens says nothing."""

import pytest


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The mayor denounced the “reckless sale”, with Housing Minister Ines Duarte vowing to"
            " buy back 300 flats.",
            {"The mayor": "the “reckless sale”", "Housing Minister Ines Duarte": "to buy back 300"
             " flats"},
        ),
        (
            "Norway condemned the raid, with Foreign Minister Kari Solheim promising to recall"
            " the envoy.",
            {"Norway": "the raid", "Foreign Minister Kari Solheim": "to recall the envoy"},
        ),
        (
            "The river fell overnight, with forecasters warning that more rain was coming.",
            {"forecasters": "that more rain was coming"},
        ),
        (
            "The union said rents had risen, with family flats costing twice as much.",
            {"The union": "rents had risen, with family flats costing twice as much"},
        ),
        (
            "The governor blamed the railway for the delay, with his deputy, Ola Berg, accusing"
            " the unions of “blackmail”.",
            {"The governor": "the railway for the delay",
             "his deputy": "the unions of “blackmail”"},
        ),
    ],
)  # fmt: skip
def test_with_clause_has_its_own_speaker(statements_of, text, contents):
    """Who stands between “with” and the participle speaks, and the clause before ends there."""
    found = {r.speaker.mention: r.content for r in statements_of(text)}
    assert found == contents


def test_with_clause_keeps_the_office(statements_of):
    """The speaker of a with-clause is the named person, with the title."""
    record = statements_of(
        "Parliament passed the budget, with Finance Minister Teo Marsh pledging to cut debt."
    )[-1]
    assert (record.speaker.name, record.speaker.role) == ("Teo Marsh", "Finance Minister")
    assert (record.act, record.content) == ("promise", "to cut debt")


@pytest.mark.parametrize(
    "text",
    [
        "Ferry Sinking off Samar Raises Fears of New Safety Lapses\n\nA ferry sank on Monday.",
        "Bank Collapse in Lima Raises Concerns About Savings\n\nA bank failed on Monday.",
        "The outage raised fears of a long winter.",
        "The earthquake raised concerns about the old dam.",
    ],
)
def test_events_believe_nothing(statements_of, text):
    """A disaster may raise fears; it has none."""
    assert statements_of(text) == []


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("A spokeswoman for the Dockers' Union said the port was shut.", "spokeswoman",
         "Dockers' Union"),
        ("A spokesman for Norrland Mining denied the claims.", "spokesman", "Norrland Mining"),
        ("A Hamas official said the talks had failed.", "official", "Hamas"),
        ("A critic of Norrland Mining said the pit was full.", None, None),
    ],
)  # fmt: skip
def test_unnamed_speakers_serve_a_body(statements_of, text, role, organisation):
    """Who speaks for a body is of that body, named or not; its critics are not."""
    (record,) = statements_of(text)
    assert record.speaker.name is None
    assert (record.speaker.role, record.speaker.organisation) == (role, organisation)


# text, speaker's mention, content
CLAUSES = [
    # adverbial openings before a title and a name
    ("In dissent, Justice Arno Vik argued that the law was clear.", "Justice Arno Vik",
     "that the law was clear"),
    ("Writing for the majority, Justice Mara Oduya said the plan was void.",
     "Justice Mara Oduya", "the plan was void"),
    # the parser's slips
    ("The agency denied that any warning had been withheld.", "The agency",
     "that any warning had been withheld"),
    ("Senator Hal Brody of Ohio said the panel had “lost its nerve”.",
     "Senator Hal Brody of Ohio", "the panel had “lost its nerve”"),
    ("The coach said she was sad but would stay.", "The coach", "she was sad but would stay"),
    ("The governor said on Monday, before the vote, that the port would close.", "The governor",
     "that the port would close"),
    ("In a post on Telegram, the ruling Unity League said the clerk had been “misled”.",
     "the ruling Unity League", "the clerk had been “misled”"),
    ("According to Brandt Metals, the mill's German owner, work has stopped.", "Brandt Metals",
     "work has stopped"),
    ("The bank accused Ana Cruz, who was born in Lima, of fraud.", "The bank",
     "Ana Cruz, who was born in Lima, of fraud"),
    ("Prosecutors accused the club's chairman, Ivo Brandt, of “plain theft”.", "Prosecutors",
     "the club's chairman, Ivo Brandt, of “plain theft”"),
    ("Even Norway, their oldest ally and main customer, said it was “deeply worried”.", "Norway",
     "it was “deeply worried”"),
    ("Asked about the delay, embassy spokesman Stefan Ibel said he was sorry.",
     "embassy spokesman Stefan Ibel", "he was sorry"),
    ("The envoy urged both armies to leave “today, not next week”.", "The envoy",
     "to leave “today, not next week”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "content"), CLAUSES)
def test_content_is_the_whole_clause(statements_of, text, mention, content):
    """A title after an opening phrase speaks; the clause begins and ends where it is said to."""
    (record,) = statements_of(text)
    assert (record.speaker.mention, record.content) == (mention, content)


def test_adding_adds_something_else(statements_of):
    """“…,” said the chair, Ann Lee, adding that …: two statements with two contents."""
    first, second = statements_of(
        "“The roof leaks,” said its chairwoman, Morag Dunn, adding that ticket prices had risen."
    )
    assert first.content == "“The roof leaks,”"
    assert (second.cue, second.content) == ("adding", "that ticket prices had risen")
    assert second.speaker.name == "Morag Dunn"


def test_a_paper_that_attacks_says_why(statements_of):
    """“It” speaks when it does what a participle adds in words; snow still suggests nothing."""
    found = statements_of("On Monday it attacked Brandt, saying he had “neither wit nor patience”.")
    said = [(r.speaker.mention, r.content) for r in found if r.cue == "saying"]
    assert said == [("it", "he had “neither wit nor patience”")]
    assert statements_of("It snowed all week, suggesting that winter had come.") == []


def test_what_is_added_later_is_quoted(statements_of):
    """A quotation after “said, adding later,” belongs to the participle beside it."""
    first, second = statements_of(
        "“We cannot afford this,” Trask said, adding later, “Rome is costing us a fortune.”"
    )
    assert (first.cue, first.content) == ("said", "“We cannot afford this,”")
    assert (second.cue, second.content) == ("adding", "“Rome is costing us a fortune.”")


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "“Nobody trusts a siren,” said one resident, who asked not to be named. “We watch"
            " the river.”",
            ["“Nobody trusts a siren,” “We watch the river.”"],
        ),
        ("Oxfam, which has campaigned for Dina Karimi, sent a lawyer.", []),
        ("Investigators questioned Ana Cruz on Monday.", []),
        ("The director apologised to residents.", []),
    ],
)
def test_asking_apologising_and_questioning_alone_say_nothing(statements_of, text, contents):
    """To ask for anonymity, to question a suspect or to apologise to somebody states nothing."""
    assert [record.content for record in statements_of(text)] == contents


def test_label_before_a_colon_is_no_subject(statements_of):
    """“Union: closure threatens jobs” is not the union threatening jobs."""
    found = statements_of("Reactions:\n\n- Union: closure threatens 3,200 jobs\n- Mayor resigned")
    assert [r for r in found if r.act == "threaten"] == []


def test_what_else_happens_is_left_out(statements_of):
    """Another speaker after “while” is another statement; a day in a with-clause dates nothing."""
    first, second = statements_of(
        "Brandt Lines said it would sail on, while Oxfam urged ministers to wait."
    )
    assert first.content == "it would sail on"
    assert second.speaker.name == "Oxfam"
    (record,) = statements_of(
        "The minister promised tougher laws, with parliament due to vote in September.",
    )
    assert record.date is None


def test_mention_ends_before_which(statements_of):
    """What a relative clause tells of the body is no part of the speaker."""
    (record,) = statements_of(
        "A clerk for the Lisbon Marathon, which Dias won in May, said results were late."
    )
    assert record.speaker.mention == "A clerk for the Lisbon Marathon"
