"""From scores to attributions: cues, who and what, in ranges of words."""

import numpy as np

from extract.language.decoding import read_frames

CUES = ("O", "B-say", "I-say", "B-mean", "I-mean")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")


def scores(labels: list[str], names: tuple[str, ...]) -> np.ndarray:
    return np.array([[6.0 if label == name else 0.0 for name in names] for label in labels])


def roles(words: int, cue: int, labels: list[str]) -> np.ndarray:
    found = np.zeros((words, len(ROLES), words))
    found[cue] = scores(labels, ROLES).T
    return found


def test_a_cue_has_its_source_and_the_pieces_of_its_content() -> None:
    """“rain , she has said , will fall”: one attribution, whose content stands in two pieces."""
    cues = scores(["O", "O", "O", "B-say", "I-say", "O", "O", "O"], CUES)
    told = ["B-content", "O", "B-source", "O", "O", "O", "B-content", "I-content"]
    (frame,) = read_frames(cues, roles(8, 3, told), CUES, ROLES)
    assert (frame.cue, frame.speech) == ((3, 5), True)
    assert frame.source == ((2, 3),)
    assert frame.content == ((0, 1), (6, 8))
    assert 0.98 < frame.confidence <= 1
    assert frame.moved(10).content == ((10, 11), (16, 18))


def test_a_belief_is_no_speech_and_pieces_begin_anew() -> None:
    """Two contents side by side stay two pieces; a cue of belief is told from one of speech."""
    cues = scores(["O", "B-mean", "O", "O"], CUES)
    (frame,) = read_frames(
        cues, roles(4, 1, ["B-source", "O", "B-content", "B-content"]), CUES, ROLES
    )
    assert not frame.speech
    assert frame.content == ((2, 3), (3, 4))


def test_words_that_are_no_cue_give_nothing() -> None:
    """A beginning below the least probability is none."""
    cues = scores(["O", "O"], CUES)
    cues[1, 1] = 4.0
    assert read_frames(cues, roles(2, 1, ["O", "O"]), CUES, ROLES) == []
