"""Sentences as padded tensors."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from extract.language.model import shape
from extract.language.training.corpus import Example, Labels, recased

IGNORED = -1
_TYPOGRAPHY = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "``": '"'}


class Batch(NamedTuple):
    """Inputs [batch, pieces] and [batch, words], then targets with -1 where there is none."""

    ids: Tensor
    case: Tensor
    am: Tensor
    first: Tensor
    last: Tensor
    wm: Tensor
    upos: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor


class Batcher:
    """Turns examples into batches of about the same number of word pieces."""

    def __init__(self, tokenizer: Path, labels: Labels) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        vocabulary = self._tokenizer.get_vocab()
        self.vocabulary = len(vocabulary)
        self._cls, self._sep, self._unknown = (vocabulary[n] for n in ("[CLS]", "[SEP]", "[UNK]"))
        self._labels = labels
        self._known: dict[str, list[int]] = {}

    def batches(self, examples: list[Example], chance: random.Random | None) -> Iterator[Batch]:
        """Yield batches of up to 1,600 pieces; shuffled and recased when *chance* is given."""
        cased = [(e, recased(e.words, chance) if chance else e.words) for e in examples]
        sized = [(self._size(words), e, words) for e, words in cased]
        jitter = chance.random if chance else float
        sized = sorted((s for s in sized if s[0] <= 256), key=lambda s: s[0] + 6 * jitter())
        groups: list[list[tuple[Example, list[str]]]] = [[]]
        longest = 0
        for size, example, words in sized:
            longest = max(longest, size)
            if groups[-1] and longest * (len(groups[-1]) + 1) > 1600:
                groups.append([])
                longest = size
            groups[-1].append((example, words))
        if chance:
            chance.shuffle(groups)
        yield from (self._pad(group) for group in groups if group)

    def _size(self, words: list[str]) -> int:
        return sum(len(self._pieces(word)) for word in words) + 2

    def _pieces(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            plain = _TYPOGRAPHY.get(word) or word.replace("’", "'").replace("‘", "'")
            ids = self._tokenizer.encode(plain, add_special_tokens=False).ids
            found = self._known[word] = ids[:12] or [self._unknown]
        return found

    def _pad(self, group: list[tuple[Example, list[str]]]) -> Batch:
        length = max(self._size(words) for _, words in group)
        width = max(len(words) for _, words in group)
        pieces = [torch.zeros(len(group), length, dtype=torch.long) for _ in range(3)]
        spans = [torch.zeros(len(group), width, dtype=torch.long) for _ in range(3)]
        targets = [torch.full((len(group), width), IGNORED) for _ in range(4)]
        ids, case, am = pieces
        first, last, wm = spans
        for row, (example, words) in enumerate(group):
            at = 1
            ids[row, 0] = self._cls
            for column, word in enumerate(words):
                found = self._pieces(word)
                ids[row, at : at + len(found)] = torch.tensor(found)
                case[row, at : at + len(found)] = shape(word)
                first[row, column], last[row, column] = at, at + len(found) - 1
                at += len(found)
            ids[row, at] = self._sep
            am[row, : at + 1] = 1
            wm[row, : len(words)] = 1
            self._fill(targets, row, example)
        return Batch(*pieces, *spans, *targets)

    def _fill(self, targets: list[Tensor], row: int, example: Example) -> None:
        upos, heads, relations, names = targets
        count = len(example.words)
        if example.upos and example.head and example.rel:
            upos[row, :count] = _numbers(example.upos, self._labels.upos)
            heads[row, :count] = torch.tensor(example.head)
            relations[row, :count] = _numbers(example.rel, self._labels.relations)
        if example.ner:
            names[row, :count] = _numbers(example.ner, self._labels.names)


def _numbers(found: list[str], labels: list[str]) -> Tensor:
    return torch.tensor([labels.index(x) if x in labels else IGNORED for x in found])
