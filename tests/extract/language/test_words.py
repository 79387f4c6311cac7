"""Words as the treebanks split them."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.language.words import split_words

# The expected words are parted by white space.
CASES = [
    ("They don’t know.", "They do n’t know ."),
    ("I'd've said it’s gone, I'm sure", "I 'd 've said it ’s gone , I 'm sure"),
    ("We cannot, and they dont, wanna go", "We can not , and they do nt , wan na go"),
    ("Tell ’em it’s six o’clock, ma’am", "Tell ’em it ’s six o’clock , ma’am"),
    ("the workers’ strike, Acme Inc.'s", "the workers ’ strike , Acme Inc. 's"),
    ("the council (LCC)'s vote", "the council ( LCC ) 's vote"),
    ("Peru's US-led plan", "Peru 's US - led plan"),
    ("a U.S.-led raid", "a U.S. - led raid"),
    ("Abdul al-Sudani and Jean-Luc Ba'ath", "Abdul al - Sudani and Jean - Luc Ba'ath"),
    ("anti-government, pro-Kyiv rallies", "anti-government , pro-Kyiv rallies"),
    ("Non-binding mid-1980s e-mail", "Non-binding mid-1980s e-mail"),
    ("UN-backed Hezb-e-Wahdat", "UN - backed Hezb - e - Wahdat"),
    ("O'Brien pays $3.50 or US$4.5bn", "O'Brien pays $ 3.50 or US$ 4.5 bn"),
    ("$5B, £2m and 10,000k", "$ 5 B , £ 2 m and 10,000 k"),
    ("5km at 7:30PM, 12GW", "5 km at 7:30 PM , 12 GW"),
    ("the 24th day of the 1980s, in ’72", "the 24th day of the 1980s , in ’72"),
    ("1930's style and 2003's harvest", "1930's style and 2003 's harvest"),
    ("batting .265 on 9/11, 3/4 of them", "batting .265 on 9/11 , 3 / 4 of them"),
    ("from 2-1 to 10-15", "from 2 - 1 to 10 - 15"),
    ("on 2026-11-22 call 212-555-0100", "on 2026-11-22 call 212-555-0100"),
    ("#2 and/or #Lagos @ministry", "# 2 and / or #Lagos @ministry"),
    ("at 10:30 a.m. in the U.S.", "at 10:30 a.m. in the U.S."),
    ("a.k.a. Mr. J. K. Diallo, J.K. Diallo", "a.k.a. Mr. J. K. Diallo , J.K. Diallo"),
    ("Mr. Diallo met AT&T staff…", "Mr. Diallo met AT&T staff …"),
    ("St.Louis, Nov.28 and Ph.D. work", "St. Louis , Nov. 28 and Ph.D. work"),
    ("He lay ill.", "He lay ill ."),
    ("She reads The Sun.", "She reads The Sun ."),
    ("on Sun. at noon", "on Sun. at noon"),
    ("He said no.", "He said no ."),
    ("see No. 5, p. 12, vol. 3", "see No. 5 , p. 12 , vol. 3"),
    ("E-Mail SEPT. 5: NON-BINDING, UN-BACKED", "E-Mail SEPT. 5 : NON-BINDING , UN - BACKED"),
    ("HTTP://WWW.EXAMPLE.ORG or Example.Com", "HTTP://WWW.EXAMPLE.ORG or Example.Com"),
    ("ends at 5 EST.", "ends at 5 EST ."),
    ("pens, paper etc.", "pens , paper etc ."),
    ("the dam burst.Two died", "the dam burst . Two died"),
    ("on Booking.com or node.js", "on Booking.com or node.js"),
    ("What?! No... well.. yes!!", "What ?! No ... well .. yes !!"),
    ("see https://example.org/a_(b), please", "see https://example.org/a_ ( b ) , please"),
    ("see bbc.co.uk/news. Ask a.b@c-d.org.", "see bbc.co.uk/news . Ask a.b@c-d.org ."),
    ("~60 of 1,200 (5%)", "~ 60 of 1,200 ( 5 % )"),
    ("done :) -- ''yes''", "done :) -- '' yes ''"),
    ("Naïve Zu\u0308rich voters", "Naïve Zu\u0308rich voters"),
    ("हिन्दी में", "हिन्दी में"),
    ("🇫🇷🇩🇪 👩🏽‍🚒👍🏽!", "🇫🇷 🇩🇪 👩🏽‍🚒 👍🏽 !"),
    ("so\u00adci\u00adal\u200b aid", "so\u00adci\u00adal \u200b aid"),
]


def words(text: str) -> list[str]:
    return [span.of(text) for span in split_words(text, 0, len(text))]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_splits(text: str, expected: str) -> None:
    """Clitics, hyphens, units and marks come apart; numbers, addresses, abbreviations do not."""
    assert words(text) == expected.split(" ")


def test_spans_count_in_the_whole_text() -> None:
    """A slice of the text is split as if it stood alone, in offsets of the text."""
    text = "He ran. Don't. 5km."
    assert [span.of(text) for span in split_words(text, 8, 14)] == ["Do", "n't", "."]


def assert_tiled(text: str) -> None:
    spans = split_words(text, 0, len(text))
    covered = "".join(span.of(text) for span in spans)
    assert covered == "".join(c for c in text if not c.isspace())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.start < span.end for span in spans)
    assert not any(c.isspace() for c in covered)


@settings(deadline=None)
@given(st.text(max_size=80))
@example("\u0301\u200d\U0001f1e6.\u00ad'")
def test_words_tile_any_text(text: str) -> None:
    """Words are sorted, disjoint, not empty, and leave out nothing but white space."""
    assert_tiled(text)


PIECES = [
    *"a B 7 . , ! ? … ' ’ “ ” - – / & @ # $ ( [ : ; ~ _".split(),
    *["n't", "'s", "U.S.", "Mr.", "no.", "anti-", "www.", "http://", "5km", "$", "x@y.z", ".com"],
    *[" ", "\n", "\u0301", "\u200d", "\u00ad", "👍🏽", "🇫🇷", "שלום", "ال", "日本"],
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_words_tile_what_rules_look_for(text: str) -> None:
    """Marks, clitics and addresses glued together in any order lose and invent nothing."""
    assert_tiled(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=6))
def test_a_mark_stays_with_its_letter(letters: str) -> None:
    """A decomposed accent never starts a word of its own."""
    decomposed = unicodedata.normalize("NFD", "é".join(letters))
    assert not any("\u0300" <= word[0] <= "\u036f" for word in words(decomposed))


HOSTILE = [".", "a-", "'", "a'", "www.", "a.", "1,", "@", "a@", "((", "“", "\u0301", "-", "1-", "/"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_endless_repetition_is_split_too(piece: str) -> None:
    """100,000 characters come back whole; a rule that looks ahead without bound hangs here."""
    assert_tiled(piece * (100_000 // len(piece)))
