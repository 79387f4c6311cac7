"""Sentence boundaries inside a block."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.language.sentences import split_sentences

# “|” stands where one sentence ends and the next begins.
CASES = [
    "The dam burst.| Villages flooded.",
    "Was it sabotage?| No one knew!| Or they kept silent.",
    "Dr. Achieng arrived.| She spoke to Lt. Gen. Amina Yusuf and Sens. Ito and Baker.",
    "Gov. al-Rashid and Sgt. de Vries met.| Rev. Dr. Cole was absent.",
    "Prices rose 3.5 percent.| 40 shops closed.| $5 million was lost.| #LagosVotes trended.",
    "He flew to the U.S. on Monday.",
    "He flew to the U.S. President Cole stayed.",
    "He flew to the U.S.| The talks failed.",
    "The U.S. Army and the U.K. Treasury agreed.| It's done.",
    "Judge P. D. Moyo ruled.| It ended.",
    "They took Plan B.| The rest waited for J. K. Okafor and Edwin P. Wilson.",
    "King Charles V.| He ruled in Roe v. Wade.",
    "“We are done.”| She left.",
    "“We are done,” she said.| “Go.”",
    "“We are done.| We go home,” she said.",
    "“Run!” Maria Lopez said.| Nobody did.",
    "“Run!” Maria Lopez, 45, shouted.| Nobody did.",
    "“Why?” asked the clerk.",
    "“Why?” de Souza asked.",
    "“Really?”| The clerk said nothing.",
    '"It is over!"| He sat down.',
    "‘It is over.’| He sat down.",
    "Acme Inc. said it would sell.| Acme Corp.| It bought Tata Ltd. Shares fell.",
    "It opens at 9 a.m. on Sunday.| It shuts at 5 p.m. Sunday.",
    "It shuts at 5 p.m.| Rivera left by 6 p.m. ET.| Cole came at 7pm.| Ito stayed.",
    "It shuts at 5 p.m. Nairobi time.",
    "He was born on Jan. 5, 1980.| He left in Sept.| The rest stayed.",
    "She reads The Sun.| He reads nothing.",
    "It is No. 5 of nos. 4 to 9.| He said no.| Nobody cared.",
    "See p. 12, vol. 3, Fig. 2.| Then rest.",
    "He felt ill.| Cole felt fine.| It was a near miss.| Ito laughed.",
    "Sales rose in the 1990s.| Nobody knew why.| It cost 66k.| Cole paid.",
    "Well… maybe.| Perhaps not... who knows?",
    "They fled...| Nobody followed.",
    "He (really!) meant it.| (It was late.)| They slept.",
    "The firm (Acme Inc.) Monday said so.| They sold Acme (U.S.) Holdings.",
    "It was called Viva Maria! (1965) and won.",
    "They said so.| [It was false.]| Cole agreed [...] and left.",
    "Yahoo! Japan rose.| Yahoo!| It fell.",
    "E.ON and Booking.com fell.| Mail a.b@example.org.| See www.example.org/a.B today.",
    "Go to example.org.| Then stop.",
    "iPhone sales fell.| iPad sales rose.| eBay was flat.",
    "The army withdrew.| al-Nusra denied it.| de la Cruz won.| von der Leyen spoke.",
    "The approx. 50 staff of the dept. left, etc.| They did so.",
    "They met by St. Mary's on Main St.| It rained.",
    "1. The first point stands.| 2. The second fell.| (b) The third.",
    "Figure 2. The dam in May.| It broke.",
    "The dam burst.|Two people died.|“Run!”|They ran.",
    "St.Louis and Mt.Fuji, Ph.D.Students, jane.Doe@site.org.",
    "THE DAM BURST.| DR. ACHIENG ARRIVED.| NO. 5 IS GONE.| SHE LEAVES AT 5 EST.| IT ENDED.",
    "Talks fail: ministers blame each other – again; nobody left",
    "• Rents rose.| • Wages fell| • Nothing else",
    "Wrapped\nlines stay.| Next one.",
    "水坝决堤。|两人死亡！|真的吗？",
    "هل انهار السد؟| نعم.",
    "बाँध टूट गया।| दो मरे।",
    "He wrote P.S. I love you.",
    "“… The rest is silence.”| She left.",
    "The vote, Lagos vs. Accra, ended 3-2.| So it goes.",
    "Martin Luther King Jr. Boulevard is shut.| He met King Jr.| They spoke.",
    "The paper, by Smith et al. (2010), won.",
    "Mr. Cole Jr., M.D., Ph.D., spoke.| So did Mrs. O'Neill.",
    "",
    "   \n ",
]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked: str) -> None:
    """Abbreviations, initials, numbering and attributed quotes do not end a sentence."""
    text = marked.replace("|", "")
    expected = [part.strip() for part in marked.split("|") if part.strip()]
    assert [span.of(text) for span in split_sentences(text, 0, len(text))] == expected


def test_spans_count_in_the_whole_text() -> None:
    """A slice is split by itself, in offsets of the text."""
    text = "No. 1. It rained. It stopped. End"
    assert [s.of(text) for s in split_sentences(text, 7, 29)] == ["It rained.", "It stopped."]


def assert_tiled(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


PIECES = [
    *"A b 3 . ! ? … , : — ( ) [ ] “ ” ‘ ’ \" '".split(),
    *["Mr.", "U.S.", "p.m.", "No.", "Inc.", "The", "said", "iPhone", "al-Ani", "J.", "1.", "•"],
    *[" ", " ", "\n", "\u2029", "。", "؟", "👍🏽", "e\u0301", "שלום"],
]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_sentences_tile_the_text(text: str) -> None:
    """Sentences are sorted, disjoint, trimmed, and leave out nothing but white space."""
    assert_tiled(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_a_slice_is_split_as_if_it_stood_alone(text: str) -> None:
    """What stands around a block changes nothing in it."""
    alone = [(s.start + 8, s.end + 8) for s in split_sentences(text, 0, len(text))]
    framed = f"He is A|{text}|B.C. The"
    within = split_sentences(framed, 8, 8 + len(text))
    assert [(s.start, s.end) for s in within] == alone


HOSTILE = [
    ".",
    ". ",
    "(",
    ".)",
    ". (",
    "A. ",
    "? “",
    " ",
    "a.B",
    ".\n",
    "“A!” B ",
    "• ",
    "。",
    "U.S. ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_endless_repetition_is_split_too(piece: str) -> None:
    """100,000 characters come back whole; a rule that looks ahead without bound hangs here."""
    assert_tiled(piece * (100_000 // len(piece)))
