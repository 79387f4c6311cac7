"""Teaches the networks with our own sentences and writes their weights.

    python -m extract.events.training.train [--language full] [--held-out]

Needs torch. A text belongs to one of eight parts by a digest of its words; with `--held-out` the
first part is left out and scored, and nothing is written.
"""

import argparse
import hashlib
import io
import sys
import zipfile
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import nn

from extract.events.learned.judging import NO_EVENT
from extract.events.training.examples import (
    Example,
    analyses,
    party_examples,
    trigger_examples,
)
from extract.events.training.sentences import marked_texts, part_of

DATA = Path(__file__).parents[1] / "data"
SEEDS = {"full": 3, "fast": 1}
"""How many networks stand side by side for each language model."""
_BATCH = 96


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How one network is taught."""

    task: str
    labels: tuple[str, ...]
    hidden: int
    epochs: int
    dropout: float
    input_dropout: float
    decay: float
    rate: float
    least: int
    exclusive: bool


class Perceptron(nn.Module):
    """One hidden layer over marks and states, and a row of outputs for each mark beside it."""

    def __init__(self, marks: int, width: int, recipe: Recipe) -> None:
        super().__init__()
        outputs = len(recipe.labels)
        self.rows = nn.EmbeddingBag(marks + 1, recipe.hidden, mode="sum", padding_idx=marks)
        self.direct = nn.EmbeddingBag(marks + 1, outputs, mode="sum", padding_idx=marks)
        self.states = nn.Linear(width, recipe.hidden)
        self.output = nn.Linear(recipe.hidden, outputs)
        self.inner = nn.Dropout(recipe.dropout)
        self.outer = nn.Dropout(recipe.input_dropout)
        nn.init.normal_(self.rows.weight, std=0.05)
        nn.init.zeros_(self.direct.weight)

    def forward(self, marks: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Return scores for each row."""
        hidden = torch.relu(self.rows(marks) + self.states(self.outer(states)))
        scores: torch.Tensor = self.output(self.inner(hidden)) + self.direct(marks)
        return scores


class Taught(msgspec.Struct, kw_only=True):
    """A network with what belongs to it: the names of its marks, and the scale of its states."""

    net: Perceptron
    marks: dict[str, int]
    mean: torch.Tensor
    scale: torch.Tensor


def inputs(examples: list[Example], marks: dict[str, int]) -> torch.Tensor:
    """Return the numbers of the marks of each row, filled up with the number of none."""
    width = max(len(e.marks) for e in examples)
    found = np.full((len(examples), width), len(marks))
    for row, example in enumerate(examples):
        known = [marks[m] for m in example.marks if m in marks]
        found[row, : len(known)] = known
    return torch.tensor(found)


def states(examples: list[Example]) -> torch.Tensor:
    """Return the states of each row."""
    return torch.tensor(np.array([e.states for e in examples]).astype(np.float32))


def targets(examples: list[Example], recipe: Recipe) -> torch.Tensor:
    """Return what is right: a number of a label, or a 1 for each label that holds."""
    if recipe.exclusive:
        return torch.tensor([recipe.labels.index(e.right) for e in examples])
    return torch.tensor([[float(label in e.right) for label in recipe.labels] for e in examples])


def teach(examples: list[Example], recipe: Recipe, seed: int = 0) -> Taught:
    """Return a network taught with *examples*."""
    torch.manual_seed(seed)
    counted = Counter(mark for e in examples for mark in e.marks)
    marks = {m: i for i, m in enumerate(sorted(m for m, n in counted.items() if n >= recipe.least))}
    rows, values, right = inputs(examples, marks), states(examples), targets(examples, recipe)
    mean, scale = values.mean(0), values.std(0) + 0.1
    values = (values - mean) / scale
    net = Perceptron(len(marks), values.shape[1], recipe)
    loss = nn.CrossEntropyLoss(label_smoothing=0.02) if recipe.exclusive else nn.BCEWithLogitsLoss()
    optimiser = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(examples) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, steps, pct_start=0.1)
    net.train()
    for _ in range(recipe.epochs):
        for batch in torch.randperm(len(examples)).split(_BATCH):
            optimiser.zero_grad()
            loss(net(rows[batch], values[batch]), right[batch]).backward()
            optimiser.step()
            schedule.step()
    net.eval()
    return Taught(net=net, marks=marks, mean=mean, scale=scale)


def judged(taught: Taught, examples: list[Example]) -> np.ndarray:
    """Return the scores of *examples*."""
    with torch.no_grad():
        values = (states(examples) - taught.mean) / taught.scale
        scores: np.ndarray = taught.net(inputs(examples, taught.marks), values).numpy()
        return scores


def weights(taught: list[Taught], recipe: Recipe) -> dict[str, np.ndarray]:
    """Return the arrays that `learned.network` reads: several networks side by side as one.

    Its scores are the mean of theirs; the scale of the states is part of the weights.
    """
    nets = [one.net for one in taught]
    with torch.no_grad():
        scaled = [(one.net.states.weight / one.scale).T for one in taught]
        hidden = [one.net.states.bias - one.mean @ s for one, s in zip(taught, scaled, strict=True)]
        direct = torch.stack([net.direct.weight[:-1] for net in nets]).mean(0)
        rows = torch.cat([*(net.rows.weight[:-1] for net in nets), direct], dim=1)
        output = torch.cat([net.output.weight.T for net in nets]) / len(nets)
        bias = torch.stack([net.output.bias for net in nets]).mean(0)
        return {
            "labels": np.frombuffer("\n".join(recipe.labels).encode(), np.uint8),
            "marks": np.frombuffer("\n".join(taught[0].marks).encode(), np.uint8),
            "rows": rows.numpy().astype(np.float16),
            "states": torch.cat(scaled, dim=1).numpy().astype(np.float16),
            "hidden": torch.cat(hidden).numpy().astype(np.float32),
            "output": output.numpy().astype(np.float32),
            "bias": bias.numpy().astype(np.float32),
        }


def packed(arrays: dict[str, np.ndarray]) -> bytes:
    """Return *arrays* as an .npz whose bytes depend on nothing else."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in sorted(arrays):
            entry = io.BytesIO()
            np.save(entry, np.ascontiguousarray(arrays[name]))
            info = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            archive.writestr(info, entry.getvalue(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def recipes(labels: tuple[str, ...]) -> tuple[Recipe, Recipe]:
    """Return how triggers and parties are taught."""
    return (
        Recipe(task="triggers", labels=labels, hidden=64, epochs=18, dropout=0.5, input_dropout=0.3,
               decay=0.02, rate=2e-3, least=3, exclusive=True),
        Recipe(task="parties", labels=("A", "R"), hidden=48, epochs=10, dropout=0.4,
               input_dropout=0.2, decay=0.02, rate=2e-3, least=4, exclusive=False),
    )  # fmt: skip


def main() -> None:
    """Teach and write, or teach without the first part and score that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="full")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--into", type=Path, default=DATA)
    options = parser.parse_args()
    torch.set_num_threads(1)
    texts = marked_texts()
    if options.held_out:
        texts = [t for t in texts if part_of(t.text)]
    read = analyses(texts, options.language)
    sets = (trigger_examples(texts, read), party_examples(texts, read))
    labels = (NO_EVENT, *sorted({e.right for e in sets[0]} - {NO_EVENT}))
    for recipe, examples in zip(recipes(labels), sets, strict=True):
        content = packed(
            weights([teach(examples, recipe, s) for s in range(SEEDS[options.language])], recipe)
        )
        file = options.into / f"{recipe.task}-{options.language}.npz"
        file.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        sys.stdout.write(f"{file.name} {len(examples)} {len(content)} {digest}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
