"""The language models a user may choose: the two in the package, or a spaCy pipeline.

What takes long to import (onnxruntime, spaCy) is imported when a model is loaded.
"""

import functools
from collections.abc import Sequence
from typing import get_args

from extract.language.annotation import Annotation, Annotator, Words
from extract.language.card import PackagedModel, packaged_card
from extract.language.tokens import NameType, Upos
from schemas.errors import ModelError
from schemas.language_model import LanguageModel

DEFAULT = "full"
"""The language model that reads where nobody chose one."""
SPACY = "spacy:"
"""What stands before the name of a spaCy pipeline."""

PACKAGED: dict[str, PackagedModel] = {name: name for name in get_args(PackagedModel)}
"""The models of the package, the better one first."""
_UPOS: dict[str, Upos] = {tag: tag for tag in get_args(Upos)}
_NAME_TYPES: dict[str, NameType] = {name: name for name in get_args(NameType)}


def identify(language: str) -> LanguageModel:
    """Return name, version and digest of the model *language* without loading it.

    *language* is `full`, `fast`, or `spacy:` and the name or folder of a pipeline.

    Raises:
        ModelError: there is no such model; its card is missing or damaged; spaCy or the
            pipeline is not installed, or the pipeline cannot stand in.
    """
    if pipeline := pipeline_of(language):
        from extract.language.spacy.pipeline import find  # noqa: PLC0415

        return find(pipeline).identity
    name = packaged(language)
    card = packaged_card(name)
    return LanguageModel(name=name, version=card.version, sha256=card.sha256)


@functools.cache
def load(language: str) -> Annotator:
    """Return the model *language*, loaded once per process.

    Raises:
        ModelError: as `identify`, or a file of the model is missing or damaged.
    """
    if pipeline := pipeline_of(language):
        from extract.language.spacy.annotator import SpacyAnnotator  # noqa: PLC0415

        return SpacyAnnotator(pipeline)
    return _PackagedAnnotator(packaged(language))


def pipeline_of(language: str) -> str:
    """Return the pipeline that *language* names, empty if it names none."""
    return language.removeprefix(SPACY).strip() if language.startswith(SPACY) else ""


def packaged(language: str) -> PackagedModel:
    """Return *language* as the name of a packaged model.

    Raises:
        ModelError: it names none.
    """
    name = PACKAGED.get(language)
    if name is None:
        raise ModelError(
            f"there is no language model {language!r}",
            where="language",
            hint=f"Choose {', '.join(PACKAGED)}, or {SPACY}PIPELINE, such as"
            f" {SPACY}en_core_web_sm.",
        )
    return name


class _PackagedAnnotator:
    """A model of the package, with the lemmas that rules give."""

    def __init__(self, name: PackagedModel) -> None:
        from extract.language.lemmas import Lemmatiser  # noqa: PLC0415
        from extract.language.model import MAX_PIECES, packaged_encoder  # noqa: PLC0415

        self._encoder = packaged_encoder(name)
        self._lemmatiser = Lemmatiser(self._encoder.vocabulary)
        self.limit = MAX_PIECES
        self.independent = True  # activations are scaled row by row, and nothing is padded
        self.identity = identify(name)

    def size(self, word: str) -> int:
        return len(self._encoder.pieces(word))

    def annotate(self, sentences: Sequence[Words]) -> list[Annotation]:
        forms = [words.forms for words in sentences]
        return [
            Annotation(
                upos=[_UPOS[tag] for tag in parse.upos],
                lemmas=[
                    self._lemmatiser.lemma(form, tag) or form
                    for form, tag in zip(words, parse.upos, strict=True)
                ],
                heads=parse.heads,
                relations=parse.relations,
                names=[(first, last, _NAME_TYPES[kind]) for first, last, kind in parse.names],
                frames=parse.frames,
                states=parse.states,
            )
            for words, parse in zip(forms, self._encoder.parse(forms), strict=True)
        ]
