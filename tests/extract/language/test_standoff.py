"""Attributions marked by word numbers in sets that stand elsewhere."""

import gzip
import json
from pathlib import Path

import pytest

from extract.language.training.corpus import Example
from extract.language.training.standoff import FOLDER, standoff_attributions

TREEBANK = Path(__file__).parents[4] / "shared" / "language" / "treebank"
SENTENCES = (
    ("weblog-a-1", "The union said it would strike ."),
    ("weblog-a-2", "It rained ."),
    ("newsgroup-b-1", "Sara doubts that , and Tim hopes to win ."),
)


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    rows = [
        {"id": name, "src": "ewt", "words": text.split(), "upos": ["X"] * len(text.split())}
        for name, text in SENTENCES
    ]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    (tmp_path / "ewt_train.jsonl.gz").write_bytes(gzip.compress(data))
    numbered = {"id": None, "src": "crossner_politics", "words": ["Ann", "agreed", "to", "go"]}
    rest = {"id": None, "src": "crossner_music", "words": ["la"]}
    data = "\n".join(json.dumps(row) for row in (rest, numbered)).encode()
    (tmp_path / "crossner_train.jsonl.gz").write_bytes(gzip.compress(data))
    return tmp_path


def marked(tmp_path: Path, treebank: Path, text: str) -> list[Example]:
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "one.txt").write_text(text, encoding="utf-8")
    return standoff_attributions(treebank, tmp_path / "marks")


def test_word_numbers_become_examples(tmp_path: Path, treebank: Path) -> None:
    """Marks give cues and roles, sentences without marks say that there is nothing, trees go."""
    first, second = marked(
        tmp_path, treebank, "# weblog weblog-a-1 weblog-a-2 2\nweblog-a-1\ts=0-2 c=2-3 t=3-6\n"
    )
    assert first.cues == ["O", "O", "B-say", "O", "O", "O", "O"]
    assert [f.roles for f in first.frames or ()] == [
        ["B-source", "I-source", "O", "B-content", "I-content", "I-content", "O"]
    ]
    assert first.upos is None
    assert (second.cues, second.frames) == (["O"] * 3, [])


def test_several_attributions_in_one_sentence(tmp_path: Path, treebank: Path) -> None:
    """Each has its own cue; a belief's cue says so; a content may stand in pieces."""
    (example,) = marked(
        tmp_path,
        treebank,
        "# newsgroup newsgroup-b-1 newsgroup-b-1 1\n"
        "newsgroup-b-1\ts=0-1 b=1-2 t=2-3\n"
        "newsgroup-b-1\ts=5-6 b=6-7 t=2-3,7-9\n",
    )
    assert [i for i, cue in enumerate(example.cues or ()) if cue == "B-mean"] == [1, 6]
    assert [f.roles.count("B-content") for f in example.frames or ()] == [1, 2]


def test_sentences_without_ids_are_numbered(tmp_path: Path, treebank: Path) -> None:
    """CrossNER has no ids: its politics are counted from 0."""
    (example,) = marked(
        tmp_path,
        treebank,
        "# crossner_politics crossner_politics-0 crossner_politics-0 1\n"
        "crossner_politics-0\ts=0-1 b=1-2 t=2-4\n",
    )
    assert example.words == ["Ann", "agreed", "to", "go"]
    assert example.cues == ["O", "B-mean", "O", "O"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("weblog-a-1\tc=2-3 t=3-6\n", "before any section"),
        ("# weblog weblog-a-1 weblog-x 2\n", "no weblog-a-1 or weblog-x"),
        ("# weblog weblog-a-1 weblog-a-2 3\n", "2 sentences"),
        ("# weblog weblog-a-1 weblog-a-1 1\nweblog-a-2\tc=0-1 t=1-2\n", "weblog-a-2"),
        ("# weblog weblog-a-2 weblog-a-2 1\nweblog-a-2\tc=0-1 t=1-9\n", "beyond the sentence"),
    ],
)
def test_marks_that_do_not_fit_are_refused(
    tmp_path: Path, treebank: Path, text: str, fault: str
) -> None:
    """A set that changed under our marks is noticed; no wrong sentence is taught."""
    with pytest.raises(ValueError, match=fault):
        marked(tmp_path, treebank, text)


def test_our_marks_hold_no_text_of_others() -> None:
    """What ships of the sets of others is ids and numbers."""
    files = sorted(FOLDER.glob("*.txt"))
    assert files
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            identifier, _, marks = line.removeprefix("# ").partition("\t")
            assert len(identifier.split()) == (4 if line.startswith("# ") else 1)
            assert set(marks) <= set("scbt=-,0123456789 ")


@pytest.mark.shared
@pytest.mark.skipif(not TREEBANK.exists(), reason="the treebanks stand in ../shared")
def test_our_marks_fit_the_sets() -> None:
    """Every mark of ours lies in its sentence, and there are enough of them to matter."""
    examples = standoff_attributions(TREEBANK)
    frames = [frame for example in examples for frame in example.frames or ()]
    assert len(examples) > 4_000
    assert len(frames) > 1_500
    assert all("B-content" in frame.roles for frame in frames)
