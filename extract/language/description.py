"""What can be told of a language model, and whether its files are whole."""

import datetime as dt
import hashlib
from pathlib import Path

from extract.language.card import (
    DATA,
    ENCODER_FILE,
    TOKENIZER_FILE,
    PackagedModel,
    TrainingSet,
    packaged_card,
)
from extract.language.models import packaged, pipeline_of
from schemas.base import Struct


class ModelDescription(Struct, frozen=True, kw_only=True):
    """A language model as `dateline model info` tells it.

    `layers`, `seed`, `steps` (of the optimiser) and `data_date` (the day the training data
    was put together) are null where nobody recorded them. `tags`, `names` and `relations` are
    the labels the model itself gives. `scores` are percentages, by test set and metric.
    `bytes` is the size of its files.
    """

    name: str
    version: str
    sha256: str
    bytes: int
    layers: int | None = None
    licence: str
    seed: int | None = None
    steps: int | None = None
    data_date: dt.date | None = None
    tags: tuple[str, ...]
    names: tuple[str, ...]
    relations: tuple[str, ...]
    scores: dict[str, dict[str, float]]
    training_sets: tuple[TrainingSet, ...]


class FileCheck(Struct, frozen=True, kw_only=True):
    """Whether one file of a model has the digest recorded for it; *detail* says why not."""

    file: str
    ok: bool
    detail: str = ""


def describe(language: str) -> ModelDescription:
    """Return what is known of the model *language* without loading it.

    Raises:
        ModelError: as `identify`.
    """
    if pipeline := pipeline_of(language):
        from extract.language.spacy.description import describe_pipeline  # noqa: PLC0415

        return describe_pipeline(pipeline)
    name = packaged(language)
    card = packaged_card(name)
    files = (DATA / name / ENCODER_FILE, DATA / TOKENIZER_FILE)
    return ModelDescription(
        name=name,
        version=card.version,
        sha256=card.sha256,
        bytes=sum(path.stat().st_size for path in files if path.is_file()),
        layers=card.layers,
        licence=card.licence,
        seed=card.seed,
        steps=card.steps,
        data_date=card.data_date,
        tags=card.upos,
        names=name_types(card.names),
        relations=card.relations,
        scores=card.scores,
        training_sets=card.training_sets,
    )


def check_files(language: str) -> list[FileCheck]:
    """Return, for each file of the model *language*, whether it is as recorded.

    The digests of a packaged model stand on its card; those of a pipeline are what its
    installer noted. Of the folder of a pipeline nobody noted any: no file is listed.

    Raises:
        ModelError: as `identify`.
    """
    if pipeline := pipeline_of(language):
        from extract.language.spacy.description import check_pipeline  # noqa: PLC0415

        return check_pipeline(pipeline)
    name: PackagedModel = packaged(language)
    card = packaged_card(name)
    return [
        check_file(DATA / name / ENCODER_FILE, card.sha256),
        check_file(DATA / TOKENIZER_FILE, card.tokenizer_sha256),
    ]


def check_file(path: Path, sha256: str) -> FileCheck:
    """Return whether the file at *path* has the digest *sha256*, in hex."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return FileCheck(file=str(path), ok=False, detail=error.strerror or str(error))
    detail = "" if found == sha256 else f"its SHA-256 is {found}, recorded is {sha256}"
    return FileCheck(file=str(path), ok=not detail, detail=detail)


def name_types(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the types of names among BIO *labels*, each once, in their order."""
    return tuple(dict.fromkeys(label[2:] for label in labels if label != "O"))
