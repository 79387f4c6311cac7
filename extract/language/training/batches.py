"""Sentences as padded tensors."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from extract.language.model import plain_form, shape
from extract.language.training.augmentation import Augmenter
from extract.language.training.corpus import CUE_LABELS, ROLE_LABELS, Example, Labels

IGNORED = -1
PIECES_OF_A_BATCH = 1600
_MASKED_PIECES = 0.05


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
    cues: Tensor
    frames: Tensor
    """[frames, 2]: the sentence and the first word of the cue of each attribution."""
    roles: Tensor
    """[frames, words]: the role of each word in it."""


class Batcher:
    """Turns examples into batches of about the same number of word pieces."""

    def __init__(self, tokenizer: Path, labels: Labels) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        vocabulary = self._tokenizer.get_vocab()
        self.vocabulary = len(vocabulary)
        self._cls, self._sep, self._unknown, self._mask = (
            vocabulary[name] for name in ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
        )
        self._labels = labels
        self._known: dict[str, list[int]] = {}

    def batches(
        self, examples: list[Example], chance: random.Random | None, augmenter: Augmenter | None
    ) -> list[list[Example]]:
        """Return groups of examples of like length, of up to 1,600 pieces with padding.

        Shuffled when *chance* is given, changed by *augmenter* if there is one.
        """
        changed = [augmenter.change(e) for e in examples] if augmenter else examples
        jitter = chance.random if chance else float
        sized = sorted(
            ((self._size(e.words) + 6 * jitter(), e) for e in changed), key=lambda pair: pair[0]
        )
        groups: list[list[Example]] = [[]]
        for size, example in sized:
            if size > 256:
                break
            if groups[-1] and size * (len(groups[-1]) + 1) > PIECES_OF_A_BATCH:
                groups.append([])
            groups[-1].append(example)
        if chance:
            chance.shuffle(groups)
        return [group for group in groups if group]

    def _size(self, words: list[str]) -> int:
        return sum(len(self._pieces(word)) for word in words) + 2

    def _pieces(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(plain_form(word), add_special_tokens=False).ids
            found = self._known[word] = ids[:12] or [self._unknown]
        return found

    def pad(self, group: list[Example], chance: random.Random | None = None) -> Batch:
        """Return *group* as tensors; some pieces are masked when *chance* is given."""
        length = max(self._size(e.words) for e in group)
        width = max(len(e.words) for e in group)
        pieces = [torch.zeros(len(group), length, dtype=torch.long) for _ in range(3)]
        spans = [torch.zeros(len(group), width, dtype=torch.long) for _ in range(3)]
        targets = [torch.full((len(group), width), IGNORED) for _ in range(5)]
        ids, case, am = pieces
        first, last, wm = spans
        for row, example in enumerate(group):
            at = 1
            ids[row, 0] = self._cls
            for column, word in enumerate(example.words):
                found = self._pieces(word)
                if chance and chance.random() < _MASKED_PIECES:
                    found = [self._mask] * len(found)
                ids[row, at : at + len(found)] = torch.tensor(found)
                case[row, at : at + len(found)] = shape(word)
                first[row, column], last[row, column] = at, at + len(found) - 1
                at += len(found)
            ids[row, at] = self._sep
            am[row, : at + 1] = 1
            wm[row, : len(example.words)] = 1
            self._fill(targets, row, example)
        return Batch(*[*pieces, *spans, *targets, *_frames(group, width)])

    def _fill(self, targets: list[Tensor], row: int, example: Example) -> None:
        upos, heads, relations, names, cues = targets
        count = len(example.words)
        if example.upos and example.head and example.rel:
            upos[row, :count] = _numbers(example.upos, self._labels.upos)
            heads[row, :count] = torch.tensor(example.head)
            relations[row, :count] = _numbers(example.rel, self._labels.relations)
        if example.ner:
            names[row, :count] = torch.tensor(self._labels.name_targets(example))
        if example.cues:
            cues[row, :count] = _numbers(example.cues, CUE_LABELS)


def _frames(group: list[Example], width: int) -> tuple[Tensor, Tensor]:
    found = [(row, frame) for row, e in enumerate(group) for frame in e.frames or ()]
    places = torch.tensor([(row, frame.cue) for row, frame in found], dtype=torch.long)
    roles = torch.full((len(found), width), IGNORED)
    for index, (_, frame) in enumerate(found):
        roles[index, : len(frame.roles)] = _numbers(frame.roles, ROLE_LABELS)
    return places.reshape(-1, 2), roles


def _numbers(found: list[str], labels: Sequence[str]) -> Tensor:
    return torch.tensor([labels.index(x) if x in labels else IGNORED for x in found])
