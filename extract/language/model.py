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
from extract.language.decoding import name_labels, name_spans, tree

__all__ = ["DATA", "Encoder", "ModelCard", "ParsedWords", "packaged_card", "packaged_encoder"]

BATCH = 16
MAX_PIECES = 480
"""Word pieces of one sequence; the encoder has 512 positions."""
_WORD_PIECES = 12
_TYPOGRAPHY = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "``": '"',
    "''": '"', "–": "-", "—": "-", "…": "...", "−": "-",
}  # fmt: skip
_INSIDE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class ParsedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The parse of one word list: tags, heads (0-based, -1 the root), relations, names."""

    upos: list[str]
    heads: list[int]
    relations: list[str]
    names: list[tuple[int, int, str]]


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
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
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
            plain = _TYPOGRAPHY.get(word) or word.translate(_INSIDE)
            ids = self._tokenizer.encode(plain, add_special_tokens=False).ids
            found = ids[:_WORD_PIECES] or [self._unknown]
            if len(self._pieces) < 200_000:
                self._pieces[word] = found
        return found

    def parse(self, sentences: list[list[str]]) -> list[ParsedWords]:
        """Return the parse of each word list, in order.

        Batches are cut by length from these lists alone. int8 activations are scaled over a
        batch, so a parse depends on its batch: pass the sentences of one article together,
        and any split of the articles gives the same parses.
        """
        order = sorted(range(len(sentences)), key=lambda i: (len(sentences[i]), i))
        parsed: dict[int, ParsedWords] = {}
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            feed = self._feed([sentences[i] for i in batch])
            outputs = [np.asarray(output) for output in self._session.run(None, feed)]
            for row, index in enumerate(batch):
                parsed[index] = self._decode(outputs, row, len(sentences[index]))
        return [parsed[i] for i in range(len(sentences))]

    def _feed(self, batch: list[list[str]]) -> dict[str, npt.NDArray[np.int64]]:
        pieces = [[self.pieces(word) for word in words] for words in batch]
        length = max(sum(map(len, ids)) for ids in pieces) + 2
        width = max(map(len, batch))
        shapes = dict.fromkeys(("ids", "case", "am"), length)
        shapes |= dict.fromkeys(("first", "last", "wm"), width)
        feed = {name: np.zeros((len(batch), n), np.int64) for name, n in shapes.items()}
        for row, words in enumerate(batch):
            at = 1
            feed["ids"][row, 0] = self._cls
            for column, (word, ids) in enumerate(zip(words, pieces[row], strict=True)):
                end = at + len(ids)
                feed["ids"][row, at:end] = ids
                feed["case"][row, at:end] = shape(word)
                feed["first"][row, column] = at
                feed["last"][row, column] = end - 1
                at = end
            feed["ids"][row, at] = self._sep
            feed["am"][row, : at + 1] = 1
            feed["wm"][row, : len(words)] = 1
        return feed

    def _decode(self, outputs: list[npt.NDArray[np.float32]], row: int, words: int) -> ParsedWords:
        upos, names, arcs, relations = (output[row, :words] for output in outputs)
        heads = tree(arcs[:, : words + 1])
        return ParsedWords(
            upos=[self.card.upos[int(i)] for i in upos],
            heads=[int(head) - 1 for head in heads],
            relations=[self.card.relations[int(i)] for i in relations],
            names=name_spans(name_labels(names, self.card.names)),
        )


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


def _verified(path: Path, sha256: str) -> bytes:
    data = read_model_file(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise damaged(path)
    return data
