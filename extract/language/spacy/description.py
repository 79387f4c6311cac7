"""What can be told of a spaCy pipeline: what its own card says, in dateline's terms."""

import base64
from importlib import metadata
from pathlib import Path

from extract.language.card import TrainingSet
from extract.language.description import FileCheck, ModelDescription, check_file
from extract.language.spacy.pipeline import find

_METRICS = {
    "tag_acc": "tags",
    "pos_acc": "UPOS",
    "lemma_acc": "lemmas",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "ents_f": "names F1",
}
"""The metrics of a pipeline's card that compare with those of the packaged models."""


def describe_pipeline(name: str) -> ModelDescription:
    """Return what the card of the installed pipeline *name* says, without loading it.

    The scores are its maker's, measured on its own labels and test set.

    Raises:
        ModelError: as `find`.
    """
    pipeline = find(name)
    card = pipeline.card
    parser, ner = pipeline.component("token.dep"), pipeline.component("doc.ents")
    tagger = pipeline.component("token.tag", "token.pos")
    measured = {
        metric: round(100 * value, 1)
        for key, metric in _METRICS.items()
        if isinstance(value := card.performance.get(key), float)
    }
    return ModelDescription(
        name=pipeline.identity.name,
        version=pipeline.identity.version,
        sha256=pipeline.identity.sha256,
        bytes=sum(p.stat().st_size for p in pipeline.folder.rglob("*") if p.is_file()),
        licence=card.license or "not stated",
        tags=card.labels_of(tagger),
        names=card.labels_of(ner),
        relations=card.labels_of(parser),
        scores={"its maker's test set": measured} if measured else {},
        training_sets=tuple(
            TrainingSet(name=s.name, licence=s.license or "not stated", used_for="")
            for s in card.sources or ()
        ),
    )


def check_pipeline(name: str) -> list[FileCheck]:
    """Return, for each file of the pipeline *name*, whether it is as its installer noted.

    Raises:
        ModelError: as `find`.
    """
    folder = find(name).folder
    try:
        files = metadata.distribution(name).files or []
    except (metadata.PackageNotFoundError, ValueError):
        return []
    noted = {
        Path(str(f.locate())): _hex(f.hash.value)
        for f in files
        if f.hash is not None and f.hash.mode == "sha256"
    }
    return [check_file(p, noted[p]) for p in sorted(noted) if p.is_relative_to(folder)]


def _hex(value: str) -> str:
    """Return a digest of an installer's record (base64 without padding) in hex."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()
