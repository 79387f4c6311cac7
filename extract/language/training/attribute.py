r"""Teaches a trained encoder to read attributions, with layers of their own and all else frozen.

Trees and names stay as they are to the bit: the last layers are copied for attributions, and only
the copies and the heads of cues and roles learn. What the shared layers give is computed once, so
ten epochs take a quarter of an hour on two free cores::

    python -m extract.language.training.attribute --treebank DIR \
        --start runs/full/last.pt --out runs/attributions/full.pt

With ``--own-layers 0`` only the heads learn. ``--attributions`` takes a further corpus that you
may train on; nothing of it is shipped.
"""

import argparse
import random
import time
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.language.training import corpus
from extract.language.training.batches import IGNORED, Batch, Batcher
from extract.language.training.frames import attributions_of, own_attributions
from extract.language.training.network import Network, Sizes, start_from
from extract.language.training.standoff import standoff_attributions
from extract.language.training.train import BASE

LAYER_RATE, HEAD_RATE, WARM_UP, LEAST_RATE = 1e-4, 5e-4, 40, 0.03
STANDOFF_TIMES = 1
"""How often an epoch sees each sentence of others: nearer to news found anywhere than our own."""
_HEADS = ("attribution", "cues", "role_cue", "role_word", "role_weights")


class Cached(NamedTuple):
    """A batch and its word pieces after the shared layers [batch, pieces, hidden], in halves."""

    batch: Batch
    lower: Tensor


def main() -> None:
    """Train and write a checkpoint that `export.py` reads."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--treebank", type=Path, required=True, help="the folder of *.jsonl.gz")
    parser.add_argument("--start", type=Path, required=True, help="a checkpoint of train.py")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    parser.add_argument("--own-layers", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attributions", type=Path, action="append", default=[])
    parser.add_argument("--only", action="store_true", help="leave our own corpora out")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    saved = torch.load(options.start)
    labels = corpus.Labels(saved["upos"], saved["relations"], saved["names"])
    batcher = Batcher(BASE / "tokenizer.json", labels)
    network = branched(saved, batcher.vocabulary, labels, options.own_layers)
    examples = _examples(options)
    print(f"{len(examples)} sentences, {sum(len(e.frames or ()) for e in examples)} attributions")
    train = cached(network, batcher, examples)
    held = cached(network, batcher, own_attributions(held_back=True))
    steps = _learn(network, train, held, options)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    kept = {n: v for n, v in saved.items() if n not in {"state", "optimiser"}}
    state = {name: tensor.cpu() for name, tensor in network.state_dict().items()}
    own = {"own_layers": options.own_layers, "attribution_steps": steps}
    torch.save({**kept, **own, "state": state}, options.out)


def _examples(options: argparse.Namespace) -> list[corpus.Example]:
    found: list[corpus.Example] = []
    if not options.only:
        found += own_attributions() + standoff_attributions(options.treebank) * STANDOFF_TIMES
    for path in options.attributions:
        found += attributions_of(path)
    return found


def branched(
    saved: dict[str, object], vocabulary: int, labels: corpus.Labels, own_layers: int
) -> Network:
    """Return the network of a checkpoint, its last *own_layers* layers copied for attributions.

    Only the copies and the heads of attributions can learn.
    """
    layers = saved["layers"]
    width = saved["label_width"]
    state = saved["state"]
    assert isinstance(layers, int)
    assert isinstance(width, int)
    assert isinstance(state, dict)
    network = Network(
        Sizes(
            vocabulary=vocabulary,
            upos=len(labels.upos),
            names=len(labels.names),
            relations=len(labels.relations),
            layers=layers,
            label_width=width,
            own_layers=own_layers,
        )
    )
    start_from(network, state)
    shared = network.shared_layers
    for number, layer in enumerate(network.attribution):
        layer.load_state_dict(network.layers[shared + number].state_dict())
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name.split(".")[0] in _HEADS)
    return network


def cached(network: Network, batcher: Batcher, examples: list[corpus.Example]) -> list[Cached]:
    """Return the batches of *examples* with what the shared layers make of them."""
    found: list[Cached] = []
    network.eval()
    with torch.no_grad():
        for group in batcher.batches(examples, None, None):
            batch = batcher.pad(group)
            lower = network.lower(batch.ids, batch.case, batch.am, network.shared_layers)
            found.append(Cached(batch, lower.half()))
    return found


def _learn(
    network: Network, train: list[Cached], held: list[Cached], options: argparse.Namespace
) -> int:
    layers = list(network.attribution.parameters())
    heads = [
        p
        for name, p in network.named_parameters()
        if p.requires_grad and not name.startswith("attribution")
    ]
    groups = [
        {"params": parameters, "lr": rate, "base": rate}
        for parameters, rate in ((layers, LAYER_RATE), (heads, HEAD_RATE))
        if parameters
    ]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    total, step, begun = options.epochs * len(train), 0, time.monotonic()
    for epoch in range(options.epochs):
        network.train()
        random.Random(options.seed + epoch).shuffle(train)  # noqa: S311 - order, not secrets
        for one in train:
            step += 1
            share = min(1.0, step / WARM_UP) * max(LEAST_RATE, 1 - step / total)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * share
            loss = loss_of(network, one)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(layers + heads, 1.0)
            optimiser.step()
        spent = (time.monotonic() - begun) / 60
        print(
            f"epoch {epoch + 1} {spent:.1f} min, held back: {agreement(network, held)}", flush=True
        )
    return step


def loss_of(network: Network, one: Cached) -> Tensor:
    """Return the summed losses of cues and roles."""
    batch = one.batch
    words = network.upper(one.lower.float(), batch.am, batch.first, batch.last)
    words = network.dropout(words) if network.training else words
    loss = functional.cross_entropy(
        network.cues(words).flatten(0, 1), batch.cues.flatten(), ignore_index=IGNORED
    )
    if len(batch.frames):
        scores = network.roles(words, batch.frames)
        loss = loss + functional.cross_entropy(
            scores.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED
        )
    return loss


def agreement(network: Network, held: list[Cached]) -> str:
    """Return how many cues begin where they should, and how many whole frames are right."""
    network.eval()
    right = found = gold = exact = 0
    begins = [i for i, label in enumerate(corpus.CUE_LABELS) if label.startswith("B")]
    with torch.no_grad():
        for batch, lower in held:
            words = network.upper(lower.float(), batch.am, batch.first, batch.last)
            given = torch.isin(network.cues(words).argmax(-1), torch.tensor(begins))
            given &= batch.cues != IGNORED
            wanted = torch.isin(batch.cues, torch.tensor(begins))
            right += int((given & wanted).sum())
            found += int(given.sum())
            gold += int(wanted.sum())
            if len(batch.frames):
                best = network.roles(words, batch.frames).argmax(-1)
                same = (best == batch.roles) | (batch.roles == IGNORED)
                exact += int(same.all(-1).sum())
    return (
        f"cues P {100 * right / max(1, found):.1f} R {100 * right / max(1, gold):.1f}, "
        f"whole frames {100 * exact / max(1, gold):.1f}"
    )


if __name__ == "__main__":
    main()
