r"""Exports a checkpoint as one of the packaged models: int8 ONNX, model card and tokenizer.

    python -m extract.language.training.export --checkpoint last.pt --name full \
        --version 2.0.0 --data-date 2026-11-22

`score.py` then fills in the scores of the card.
"""

import argparse
import datetime as dt
import hashlib
from pathlib import Path

import msgspec
import torch

from extract.language.card import (
    CARD_FILE,
    DATA,
    ENCODER_FILE,
    TOKENIZER_FILE,
    ModelCard,
    TrainingSet,
)
from extract.language.training.corpus import CUE_LABELS, ROLE_LABELS
from extract.language.training.graph import encoder_graph
from extract.language.training.train import BASE

_SETS = (
    ("all-MiniLM-L6-v2", "Apache-2.0", "initial weights"),
    ("UD English EWT", "CC-BY-SA-4.0", "tags, trees"),
    ("Universal NER English EWT", "CC-BY-SA-4.0", "names"),
    (
        "UD English GUM: academic, bio, court, interview, news, voyage",
        "CC-BY-4.0",
        "tags, trees",
    ),
    ("WikiGold", "CC-BY-4.0", "names"),
    ("CrossNER", "MIT", "names"),
    ("dateline's own annotated news sentences", "CC-BY-4.0", "names"),
    ("dateline's own annotated articles", "CC-BY-4.0", "attributions"),
    ("dateline's own marks in EWT, GUM news and CrossNER", "CC-BY-4.0", "attributions"),
)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What `train.py` and `attribute.py` save, as far as it is exported.

    `step` and `attribution_steps` count the optimiser's steps in the one and in the other.
    """

    state: dict[str, torch.Tensor]
    upos: list[str]
    names: list[str]
    relations: list[str]
    layers: int
    seed: int
    step: int | None = None
    attribution_steps: int = 0


def main() -> None:
    """Write encoder.onnx and card.json of the model, and the tokenizer of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--name", choices=("full", "fast"), required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--data-date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    known = Checkpoint.__struct_fields__
    saved = torch.load(options.checkpoint, map_location="cpu")
    checkpoint = Checkpoint(**{name: saved[name] for name in known if name in saved})
    folder: Path = options.out / options.name
    card = export(checkpoint, folder, version=options.version, data_date=options.data_date)
    size = (folder / ENCODER_FILE).stat().st_size / 1e6
    print(f"{folder}: {card.layers} layers, {size:.1f} MB; run score.py to fill in the scores")


def export(checkpoint: Checkpoint, folder: Path, *, version: str, data_date: dt.date) -> ModelCard:
    """Write the model to *folder* and the tokenizer beside it; return the card, without scores."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: tensor.float().numpy() for name, tensor in checkpoint.state.items()}
    model = encoder_graph(state, len(checkpoint.relations)).SerializeToString(deterministic=True)
    (folder / ENCODER_FILE).write_bytes(model)
    tokenizer = _write_tokenizer(folder.parent / TOKENIZER_FILE)
    card = ModelCard(
        version=version,
        layers=checkpoint.layers,
        sha256=hashlib.sha256(model).hexdigest(),
        tokenizer_sha256=hashlib.sha256(tokenizer).hexdigest(),
        upos=tuple(checkpoint.upos),
        names=tuple(checkpoint.names),
        relations=tuple(checkpoint.relations),
        cues=CUE_LABELS,
        roles=ROLE_LABELS,
        scores={},
        licence="CC-BY-SA-4.0",
        training_sets=tuple(
            TrainingSet(name=name, licence=licence, used_for=used_for)
            for name, licence, used_for in _SETS
        ),
        seed=checkpoint.seed,
        steps=None if checkpoint.step is None else checkpoint.step + checkpoint.attribution_steps,
        data_date=data_date,
    )
    (folder / CARD_FILE).write_bytes(msgspec.json.format(msgspec.json.encode(card)) + b"\n")
    return card


def _write_tokenizer(path: Path) -> bytes:
    """Write MiniLM's tokenizer without truncation and padding; a file that says it stays."""
    content = msgspec.json.decode((BASE / "tokenizer.json").read_bytes())
    content["truncation"] = content["padding"] = None
    if not path.exists() or msgspec.json.decode(path.read_bytes()) != content:
        path.write_bytes(msgspec.json.encode(content) + b"\n")
    return path.read_bytes()


if __name__ == "__main__":
    main()
