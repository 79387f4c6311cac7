"""What quote marks tell: where speech begins and ends, and what is no speech at all."""

import pytest

# text, then (content, speaker's name) of each statement, in order
DIALOGUES = [
    # broken by the cue, with words of the reporter between
    ("“I like the mill,” Ann Lee said, but “not for long.”",
     [("“I like the mill,” “not for long.”", "Ann Lee")]),
    # after a reported sentence
    ("The dam would hold, Ann Lee said. “We checked it twice.”",
     [("The dam would hold “We checked it twice.”", "Ann Lee")]),
    # marks of two styles
    ('“We lost the ship," said Ann Lee. "Nobody slept."',
     [('“We lost the ship," "Nobody slept."', "Ann Lee")]),
    # British marks with double ones inside
    ("‘They “borrowed” the boat, and ’twas gone,’ said Ann Lee.",
     [("‘They “borrowed” the boat, and ’twas gone,’", "Ann Lee")]),
    # two cues: the one after the comma counts
    ("Ann Lee fired back: “You never asked,” she wrote.",
     [("“You never asked,”", "Ann Lee")]),
    ('As Ann Lee, the No. 2 in the party, put it: "This bill will not pass."',
     [('"This bill will not pass."', "Ann Lee")]),
    # the cue opens the sentence
    ("The vote was close. Said Ann Lee: “We counted three times.”",
     [("“We counted three times.”", "Ann Lee")]),
    # a sentence that only says that somebody speaks
    ("The mayor blamed the rain. Ann Lee agreed. “It never stopped all week.”",
     [("the rain", None), ("“It never stopped all week.”", "Ann Lee")]),
    ("The delay did not surprise Ann Lee: “We had told them so in May.”",
     [("“We had told them so in May.”", "Ann Lee")]),
    # signed on the line below
    ('"Nobody in this town can afford it."\n\n— Ann Lee\n\nThe mayor is wrong there.',
     [('"Nobody in this town can afford it."', "Ann Lee")]),
    # nobody is known to say the last line
    ('"Close the door."\n\n"Why?"\n\n"I said so," said Ann Lee.\n\n"You never say why."',
     [('"I said so,"', "Ann Lee")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DIALOGUES)
def test_speech_is_whole_and_its_speaker_known(statements_of, text, wanted):
    """Every quotation goes to whoever says it, however it is broken or marked."""
    found = statements_of(text)
    assert [(s.content, s.speaker.name if s.speaker else None) for s in found] == wanted


NO_SPEECH = [
    "The so-called “smart” meters made by Corvid were recalled on Friday.",
    "The film “The Old Harbour” opens on Friday.",
    "A theatre in Oslo is performing a play called “The Night Ferry,” by Ann Lee.",
    "Fidel Roe, who starred in “The Night Ferry,” posted the clip on Friday.",
    "“Harbour to close,” by the Echo’s Ann Lee: “The harbour will close in May after 200 years.”",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_titles_and_borrowed_words_are_no_speech(statements_of, text):
    """A title or a word in scare quotes makes no direct statement."""
    assert not [s for s in statements_of(text) if s.kind == "direct"]


EXTENTS = [
    ("Ann Lee called the plan “a farce” because nobody had read it.",
     "the plan “a farce” because nobody had read it"),
    ("Ann Lee likened the rules to “a straitjacket” - a charge that hurt.",
     "the rules to “a straitjacket”"),
    ("Ann Lee said the works were “lost” or “stolen by the river.”",
     "the works were “lost” or “stolen by the river.”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), EXTENTS)
def test_a_mixed_statement_ends_where_the_reporter_goes_on(statements_of, text, content):
    """Quoted words bring what belongs to them, and not the reporter's own afterthought."""
    assert [s.content for s in statements_of(text)] == [content]


def test_a_paper_speaks_for_whoever_issues_it(statements_of):
    """“Lee issued a statement saying …” is Lee's, a letter of nobody's is the letter's."""
    (issued,) = statements_of("Ann Lee issued a statement saying the school would close.")
    assert issued.speaker.name == "Ann Lee"
    (found,) = statements_of("The family kept a letter saying the school would close.")
    assert found.speaker.mention == "a letter"


def test_a_paper_that_found_a_quotation_is_not_its_speaker(statements_of):
    """““…,” Lee said, according to the Echo” is one statement, Lee's."""
    text = "“I will vote in March,” Ann Lee said, according to the Harbour Echo."
    (only,) = statements_of(text)
    assert only.speaker.name == "Ann Lee"


def test_answers_are_the_interviewees(statements_of):
    """“A:” speaks for the person the article introduced; who asks is not told."""
    text = (
        "Ann Lee has run the harbour for ten years. We met Ann Lee on the quay.\n\n"
        "Q: Why did you stay?\n\nA: Because the roof held.\n\nQ: And now?\n\nA: Now I rent it."
    )
    answers = [s for s in statements_of(text) if s.speaker is not None]
    assert [s.speaker.name for s in answers] == ["Ann Lee", "Ann Lee"]
