"""Whom pronouns and phrases for a speaker mean, as far as the article tells."""

import pytest

# text, the cue of the statement asked for, the speaker's name
MEANT = [
    # the subject of the sentence before, whoever was spoken of further off
    ("Imran Roe met reporters in May. Law Minister Zubair Lee said the state would comply. He"
     " denied that anybody had been paid.", "denied", "Zubair Lee"),
    ("Themba Moyo assured residents that the fleet was sound. When a woman asked about it, he said"
     " it was being repaired.", "said", "Themba Moyo"),
    # the speaker of the sentence before, not whom it speaks of
    ("Peter Sands says Bobby is bored. “He needs a friend,” he adds.", "adds", "Peter Sands"),
    # whom the article is about
    ("Blessing Roe runs a bank. She began in 1989. She lent seed. She wrote every name down.\n\n"
     "Economists study the scheme. A paper credits it with much. The drought was long. It lasted"
     " three years. The rivers fell.\n\nShe dismisses talk of a sale.", "dismisses",
     "Blessing Roe"),
    # the office
    ("Fire kills nine in port city, governor says\n\nNine people died when a warehouse burned down"
     " on Friday, Governor Taras Lee said.", "says", "Taras Lee"),
    ("Peru’s health minister said the outbreak was over.\n\n“We counted every case,” Ann Lee told"
     " parliament.", "said", "Ann Lee"),
    ("Mr Justice Adeyemi opened the trial on Monday. The judge said the jury should rest.",
     "said", "Adeyemi"),
    # the body
    ("The Dockers’ Union met on Friday. Ships waited. The union rejected the offer.", "rejected",
     "Dockers’ Union"),
    ("The agency, SNAI, closed the gate. It said three men had escaped.", "said", "SNAI"),
    # the name that stands beside
    ("One of them, Georg Roe of the Corran Lab, said the map was wrong.", "said", "Georg Roe"),
    ("A woman who asked to be identified only as Mariam said the well was dry.", "said",
     "Mariam"),
    ("The widow of one, Dolores Roe, said she had heard it on the radio.", "said",
     "Dolores Roe"),
    ("The player, 19-year-old setter Ann Lee, said the ball was wet.", "said", "Ann Lee"),
    ("Its chair, retired Ghanaian judge Efua Lee, said the road was open.", "said", "Efua Lee"),
    ("“It was late,” said Ann Lee of the University of Oslo, who warned that it would freeze.",
     "warned", "Ann Lee"),
    # one person under several names
    ("Sanae Moreau-Diallo won. Ms Moreau-Diallo said the vote was fair.", "said",
     "Sanae Moreau-Diallo"),
    ("Ann Lee, director of the mission and chair of the board, said it would rain.", "said",
     "Ann Lee"),
    # nobody named
    ("A spokeswoman confirmed the date. She said no jobs would go.", "said", None),
    ("The defense ministry called. Ann Lee of the Vienna Lab listened. The ministry said it was a"
     " drone.", "said", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "name"), MEANT)
def test_the_speaker_is_whom_a_reader_understands(statements_of, text, cue, name):
    """A pronoun, an office or a body is the one named for it, and nobody where none is."""
    found = [s for s in statements_of(text) if s.cue == cue]
    assert [s.speaker.name for s in found] == [name]


def test_a_title_of_several_words_after_a_name_breaks_nothing(statements_of):
    """“The chair of judges, historian Ann Lee,” once lost its title and the whole article."""
    (found,) = statements_of("The chair of judges, historian Ann Lee, said the panel had erred.")
    assert found.speaker.name == "Ann Lee"
    assert found.speaker.role == "chair of judges"
