"""What a packaged model says of itself: version, digests, labels, scores, training, licences."""

import datetime as dt
from pathlib import Path
from typing import Literal

import msgspec

from schemas.errors import ModelError

DATA = Path(__file__).parent / "data"
ENCODER_FILE = "encoder.onnx"
CARD_FILE = "card.json"
TOKENIZER_FILE = "tokenizer.json"

PackagedModel = Literal["full", "fast"]
"""The folders of `data`, each with an `encoder.onnx` and a `card.json`; one tokenizer for all."""

_HINT = "Reinstall dateline; the model's files belong to the package"


class TrainingSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set a model learned from, or what its weights began from.

    `used_for` says what: “tags, trees”, “names”, “initial weights”; empty if not stated.
    """

    name: str
    licence: str
    used_for: str


class ModelCard(msgspec.Struct, frozen=True, kw_only=True):
    """What `card.json` says.

    `sha256` is the digest of the model file, `tokenizer_sha256` that of the tokenizer it was
    trained with. `scores` are percentages, by test set and metric. `licence` is that of the
    weights. `steps` (of the optimiser) is null where it was not recorded; `data_date` is the
    day on which the training data was put together.
    """

    version: str
    layers: int
    sha256: str
    tokenizer_sha256: str
    upos: tuple[str, ...]
    names: tuple[str, ...]
    relations: tuple[str, ...]
    cues: tuple[str, ...]
    roles: tuple[str, ...]
    scores: dict[str, dict[str, float]]
    licence: str
    training_sets: tuple[TrainingSet, ...]
    seed: int
    steps: int | None
    data_date: dt.date


def packaged_card(name: PackagedModel = "full") -> ModelCard:
    """Return the card of the packaged model *name*, without loading the model.

    Raises:
        ModelError: the card is missing or damaged.
    """
    return read_card(DATA / name)


def read_card(folder: Path) -> ModelCard:
    """Return the card of the model in *folder*.

    Raises:
        ModelError: the card is missing or damaged.
    """
    path = folder / CARD_FILE
    try:
        return msgspec.json.decode(read_model_file(path), type=ModelCard)
    except msgspec.MsgspecError as error:
        raise ModelError("the model card is damaged", where=str(path), hint=_HINT) from error


def read_model_file(path: Path) -> bytes:
    """Return the bytes of one of a model's files.

    Raises:
        ModelError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError("the language model is missing", where=str(path), hint=_HINT) from error


def damaged(path: Path) -> ModelError:
    """Return the error for a file whose digest is not the one on the card."""
    return ModelError("the language model is damaged", where=str(path), hint=_HINT)
