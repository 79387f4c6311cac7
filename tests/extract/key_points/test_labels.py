"""What the label over a list says of its items."""

import pytest

from extract.key_points.labels import sort_of, subject_words

TAKEAWAYS = [
    "Key Points", "Key points:", "What we know", "What we know so far", "At a glance",
    "The vote at a glance", "Highlights", "Budget Highlights", "In brief", "Takeaways",
    "Five takeaways from the summit", "Summary", "Main points", "Key findings", "TL;DR",
    "Why it matters", "What you need to know", "Things to know", "Quick facts", "The bottom line",
    "Here are the key points",
]  # fmt: skip
FURNITURE = [
    "Related", "Related stories", "Most read", "Read more", "Read more on this story", "See also",
    "More from Business", "More on this topic", "Recommended", "Sign up to our newsletter",
    "Follow us", "Share this article", "Topics", "Tags", "Popular now", "You may also like",
    "Latest news", "In this article", "Sources", "Further reading",
]  # fmt: skip
TIMELINES = [
    "Timeline",
    "A brief timeline",
    "Key dates",
    "Key dates in the dispute",
    "How the crisis unfolded",
]
OTHERS = ["Dockers' Union", "Affected roads", "Kariba Dam facts", "The new rules"]


@pytest.mark.parametrize("label", TAKEAWAYS)
def test_summary_labels_are_takeaways(label):
    """Labels that announce the article's own summary."""
    assert sort_of(label) == "takeaway"


@pytest.mark.parametrize("label", FURNITURE)
def test_labels_of_navigation_and_promotion(label):
    """Labels over lists that belong to the page, not to the story."""
    assert sort_of(label) == "furniture"


@pytest.mark.parametrize("label", TIMELINES)
def test_labels_of_timelines(label):
    """Lists of dated events are events, not points."""
    assert sort_of(label) == "timeline"


@pytest.mark.parametrize("label", OTHERS)
def test_other_labels_may_name_a_subject(label):
    """Any other short label is looked at for a name."""
    assert sort_of(label) == "subject"


SUBJECTS = {
    "Dockers’ Union": "Dockers’ Union",
    "Kariba Dam Facts": "Kariba Dam",
    "Who is Ama Mensah?": "Ama Mensah",
    "Profile: Ama Mensah": "Ama Mensah",
    "Boko Haram Activity Trends": "Boko Haram",
    "About the Lagos Port Authority": "the Lagos Port Authority",
}


@pytest.mark.parametrize("label", SUBJECTS)
def test_the_subject_is_named_without_the_words_round_it(label):
    """“Facts”, “who is” and the like are no part of the name."""
    assert subject_words(label) == SUBJECTS[label]
