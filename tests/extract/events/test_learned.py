"""The networks behind the rules: their weights, their texts, what they add and what they leave."""

import hashlib
from importlib import resources
from pathlib import Path

import msgspec
import numpy as np
import pytest

from bench.events_articles import marked_article
from extract.analysis import analyse
from extract.events import extract_events
from extract.events.learned.judging import verdicts
from extract.events.learned.network import MODELS, network, softmax
from extract.events.revising import ruled_drafts, sentence_drafts
from extract.events.training.sentences import marked_text, marked_texts
from schemas import Span
from tests.extract.events.conftest import analysed, make_article, read

FLOOR_RIGHT = 0.87
FLOOR_MET = 0.69
DIGESTS = {
    "triggers-fast.npz": "54bd360cc8c77481ff5d6b32a2d3140b210b386fc9b48a70abdd5847e1c3d035",
    "parties-fast.npz": "9a15aa46aef0291111f8d61e0ed2d9664f4c59f2da6a94d3ac76e26ed161906d",
    "triggers-full.npz": "4a2e17d6eb16df2fe9c34035fa39f674e4382b0ae56f27cc89cf3b9314b14b08",
    "parties-full.npz": "fa1a8a33cd4d378908a78faf06d128150f643fe70cc5c90d0212e28cb46f3948",
}


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_the_weights_are_the_ones_that_were_measured(name):
    """The figures in docs/quality.md hold for these bytes."""
    content = resources.files("extract.events").joinpath("data", name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == DIGESTS[name]


@pytest.mark.parametrize("model", MODELS)
def test_unknown_marks_add_nothing(model):
    """A row without any known mark is judged by its states alone."""
    net = network("triggers", model)
    states = np.zeros((1, net.width), np.float32)
    bare = net.logits([()], states)
    assert np.array_equal(bare, net.logits([("no such mark",)], states))
    assert softmax(bare).sum() == pytest.approx(1)


def test_a_verdict_does_not_depend_on_the_other_sentences():
    """The same sentence alone and after others is judged the same, to the bit."""
    alone = analysed("Guards frogmarched the reporter out of the hall.")
    later = analysed("Rain fell.\nSnow fell.\nGuards frogmarched the reporter out of the hall.")
    first = [(v.event, v.type, v.share) for v in verdicts(alone, alone.sentences[0], {})]
    last = [(v.event, v.type, v.share) for v in verdicts(later, later.sentences[2], {})]
    assert first == last


@pytest.mark.parametrize(
    ("text", "type_", "actor", "recipient"),
    [
        ("Ministers extolled the bank for its courage.", "SUPPORT", "Ministers", "bank"),
        (
            "Militants butchered nine passengers near Kidal.",
            "ASSAULT",
            "Militants",
            "nine passengers",
        ),
        ("Sailors plucked 40 migrants from the sea.", "AID", "Sailors", "40 migrants"),
    ],
)
def test_words_that_no_list_holds_are_found(text, type_, actor, recipient):
    """The network knows what the rules have never heard of, with who and whom."""
    analysis = analysed(text)
    (sentence,) = analysis.sentences
    assert not ruled_drafts(analysis, sentence, frozenset())
    (draft,) = sentence_drafts(analysis, sentence, frozenset())
    assert draft.type == type_
    assert [p.mention for p in draft.actors] == [actor]
    assert [p.mention for p in draft.recipients] == [recipient]
    assert draft.learned


@pytest.mark.parametrize(
    "text",
    [
        "The cook struck a fine balance between salt and smoke.",
        "The orchestra fought its way through the slow movement.",
        "Bees visit the meadow from dawn to dusk.",
    ],
)
def test_near_misses_stay_silent(text):
    """Verbs of conflict and of meeting in a sentence without an event."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Typhoon Oriel killed at least nine people and forced more than 20,000 from their homes"
            " as it crossed the south of Samar on Monday.",
            ["DISASTER"],
        ),
        ("The cyclone pounded villages and chased families out of their houses.", ["DISASTER"]),
        ("The earthquake trapped forty miners and blocked the road to Tarma.", []),
        ("Rebel fire killed two soldiers near the bridge.", ["ASSAULT"]),
    ],
)  # fmt: skip
def test_nature_does_nothing_on_purpose(text, types):
    """A storm assaults, coerces and blocks nobody, whatever rules and network make of the verb."""
    assert [e.type for e in read(text)] == types


def test_another_language_model_goes_by_the_rules():
    """A model whose states were never seen in training leaves the rules alone."""
    article = make_article("Police arrested nine students in Lima on Friday.")
    analysis = analyse(article)
    analysis.model = "spacy:other"
    ruled = [e.type for e in extract_events(analysis)]
    assert ruled == ["COERCE"]


def test_whole_articles_keep_their_floor():
    """Of our held-back articles: the share of events at a mark, and of marks that are met.

    `bench/events_gold.py --only own` scores the same more strictly, one record for one mark.
    """
    found = right = gold = met = 0
    for path in sorted((Path(__file__).parent / "held_back").glob("*.txt")):
        article, marked = marked_article(path)
        events = extract_events(analyse(article))
        spans = [s for e in events for s in (Span(start=e.trigger_start, end=e.trigger_end),
                                             *e.mentions)]  # fmt: skip
        marks = [span for event in marked for span in event.spans]
        found += len(events)
        right += sum(any(e.trigger_start < b and a < e.trigger_end for a, b in marks)
                     for e in events)  # fmt: skip
        coded = [event for event in marked if event.type is not None]
        gold += len(coded)
        met += sum(any(s.start < b and a < s.end for a, b in event.spans for s in spans)
                   for event in coded)  # fmt: skip
    assert right / found >= FLOOR_RIGHT
    assert met / gold >= FLOOR_MET


def test_the_sentences_are_well_formed():
    """Every line can be read; triggers are words of it; silence is among them."""
    texts = marked_texts()
    assert len(texts) > 3000
    assert sum(not text.events for text in texts) > 300
    for text in texts:
        for event in text.events:
            for start, end in (*event.triggers, *event.actors, *event.recipients):
                assert text.text[start:end].strip() == text.text[start:end] != ""
    assert len({text.text for text in texts}) > 0.99 * len(texts)


@pytest.mark.parametrize(
    "line",
    [
        "<1T:raided the depot.\t1 ASSAULT - asserted",
        "Rebels <1T:raided> the depot.",
        "Rebels <1A:raided> the depot.\t1 ASSAULT - asserted",
        "Rebels <1T:raided> the depot.\t1 RAID - asserted",
        "Rebels <1T:raided> the depot.\t1 ASSAULT - perhaps",
    ],
)
def test_a_damaged_line_is_refused_with_its_name(line):
    """Open marks, missing triggers, unknown types: an error that names the line."""
    with pytest.raises(ValueError, match=r"x\.txt:7"):
        marked_text(line, "x.txt:7")


def test_marks_give_spans_of_the_text():
    """One span may fill roles in two events."""
    item = marked_text(
        "<1R:Nine men> were <1T:held> when <1A,2A:police> <2T:stormed> <2R:a bar>.\t"
        "1 COERCE arrest asserted\t2 COERCE seize asserted",
        "x",
    )
    assert item.text == "Nine men were held when police stormed a bar."
    first, second = item.events
    assert first.actors == second.actors == ((24, 30),)
    assert msgspec.structs.asdict(second)["modes"] == ("seize",)
