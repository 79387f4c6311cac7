"""The packaged encoder: word lists in, tags, trees and names out.

A MiniLM encoder with case embedding and heads for universal tags, dependencies and names,
trained by `extract/language/training`, as an int8 ONNX file. See NOTICE for the training sets.
"""

import functools
import hashlib
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from extract.language.card import (
    DATA,
    ENCODER_FILE,
    TOKENIZER_FILE,
    ModelCard,
    PackagedModel,
    damaged,
    packaged_card,
    read_card,
    read_model_file,
)
from extract.language.decoding import name_labels, name_spans, read_frames, tree
from extract.language.frames import Frame
from extract.language.graph_outputs import with_output
from schemas.errors import ModelError

__all__ = ["DATA", "Encoder", "ModelCard", "ParsedWords", "packaged_card", "packaged_encoder"]

_BATCH_PIECES = 512
"""Word pieces of one run at most. Larger runs leave the second-level cache and are slower."""
MAX_PIECES = 480
"""Word pieces of one sequence; the encoder has 512 positions."""
_WORD_PIECES = 12
_STATES: dict[str, str] = {
    "a2275551d8530e1b1abe7522d7db640b85caafd78292434fe6c64dd38ec7601f": "Mul_351",
    "1648ab7e797e3b08a6d214417ab29657125fe6ee1163bbc8143db49a0bb27f75": "Mul_192",
}
"""By digest of the model file: the tensor that holds a row for each word after the last layer."""
_TYPOGRAPHY = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "``": '"',
    "''": '"', "–": "-", "—": "-", "…": "...", "−": "-",
}  # fmt: skip
_INSIDE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class ParsedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The parse of one word list: tags, heads (0-based, -1 the root), relations, names, frames.

    `states`: what the last layer knows of each word, float16 rows one after the other; empty
    where the graph is not known.
    """

    upos: list[str]
    heads: list[int]
    relations: list[str]
    names: list[tuple[int, int, str]]
    frames: list[Frame]
    states: bytes = b""


class Encoder:
    """An onnxruntime session on one thread; scale by processes (two threads were slower)."""

    def __init__(self, folder: Path) -> None:
        """Load the model of *folder* with the tokenizer beside it.

        Raises:
            ModelError: a file is missing or its digest is not the one on the model's card.
        """
        self.card = read_card(folder)
        data = _verified(folder / ENCODER_FILE, self.card.sha256)
        tokenizer = _verified(folder.parent / TOKENIZER_FILE, self.card.tokenizer_sha256)
        states = _STATES.get(self.card.sha256)
        data = data if states is None else with_output(data, states)
        self._session = _session(data, folder / ENCODER_FILE)
        self._tokenizer = Tokenizer.from_str(tokenizer.decode())
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        self._cls, self._sep, self._unknown = (
            self.vocabulary[name] for name in ("[CLS]", "[SEP]", "[UNK]")
        )
        self._pieces: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Return the word-piece ids of *word*, 1 to 12 of them."""
        found = self._pieces.get(word)
        if found is None:
            ids = self._tokenizer.encode(plain_form(word), add_special_tokens=False).ids
            found = ids[:_WORD_PIECES] or [self._unknown]
            if len(self._pieces) < 200_000:
                self._pieces[word] = found
        return found

    def parse(self, sentences: list[list[str]]) -> list[ParsedWords]:
        """Return the parse of each word list, in order.

        A sentence runs with others of as many pieces and words, so that nothing is padded, and
        activations are scaled row by row: its parse does not depend on the others, to the bit.
        """
        pieces = [[self.pieces(word) for word in words] for words in sentences]
        groups: dict[tuple[int, int], list[int]] = {}
        for index, words in enumerate(sentences):
            size = sum(map(len, pieces[index])) + 2
            groups.setdefault((size, len(words)), []).append(index)
        parsed: dict[int, ParsedWords] = {}
        for (size, _), members in sorted(groups.items()):
            step = max(1, _BATCH_PIECES // size)
            for begin in range(0, len(members), step):
                batch = members[begin : begin + step]
                feed = self._feed([sentences[i] for i in batch], [pieces[i] for i in batch])
                upos, names, arcs, relations, cues, roles, *rest = map(
                    np.asarray, self._session.run(None, feed)
                )
                tags, labels = upos.tolist(), relations.tolist()
                # Rows of all words of the batch, one sentence after the other.
                states = rest[0].astype(np.float16).reshape(len(batch), -1) if rest else None
                for row, index in enumerate(batch):
                    parsed[index] = ParsedWords(
                        upos=[self.card.upos[i] for i in tags[row]],
                        heads=[head - 1 for head in tree(arcs[row]).tolist()],
                        relations=[self.card.relations[i] for i in labels[row]],
                        names=name_spans(name_labels(names[row], self.card.names)),
                        frames=read_frames(cues[row], roles[row], self.card.cues, self.card.roles),
                        states=b"" if states is None else states[row].tobytes(),
                    )
        return [parsed[i] for i in range(len(sentences))]

    def _feed(
        self, batch: list[list[str]], pieces: list[list[list[int]]]
    ) -> dict[str, npt.NDArray[np.int64]]:
        columns: dict[str, list[list[int]]] = {"ids": [], "case": [], "first": [], "last": []}
        for words, parts in zip(batch, pieces, strict=True):
            ids, case, first, last = [self._cls], [0], [], []
            for word, part in zip(words, parts, strict=True):
                first.append(len(ids))
                ids += part
                case += [shape(word)] * len(part)
                last.append(len(ids) - 1)
            columns["ids"].append([*ids, self._sep])
            columns["case"].append([*case, 0])
            columns["first"].append(first)
            columns["last"].append(last)
        return {name: np.array(rows, np.int64) for name, rows in columns.items()}


def plain_form(word: str) -> str:
    """Return *word* with plain quotes and dashes, as the encoder sees it, in training too."""
    return _TYPOGRAPHY.get(word) or word.translate(_INSIDE)


@functools.lru_cache(maxsize=100_000)
def shape(word: str) -> int:
    """Return the case class of *word*, as the encoder was trained.

    1 lower, 2 Title, 3 a single upper letter, 4 UPPER, 5 miXed, 6 has a digit, 7 no letter.
    """
    if any(c.isdigit() for c in word):
        return 6
    if not any(c.isalpha() for c in word):
        return 7
    if word.islower():
        return 1
    if len(word) == 1 and word.isupper():
        return 3
    if word.isupper():
        return 4
    return 2 if word[0].isupper() and word[1:].islower() else 5


@functools.cache
def packaged_encoder(name: PackagedModel = "full") -> Encoder:
    """Return the encoder *name* that ships in the package, loaded once per process.

    Raises:
        ModelError: a file is missing or its digest is not the recorded one.
    """
    return Encoder(DATA / name)


def _session(model: bytes, path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    try:
        return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions have no common base
        raise ModelError(
            "this onnxruntime cannot run the language model",
            where=str(path),
            hint=f"onnxruntime {ort.__version__} is installed; a newer one may do",
        ) from error


def _verified(path: Path, sha256: str) -> bytes:
    data = read_model_file(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise damaged(path)
    return data
