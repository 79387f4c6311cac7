"""A spaCy pipeline that a user installed: found, checked and identified, not yet loaded."""

import functools
import hashlib
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from extract.language.spacy.dependencies import scheme
from schemas.errors import ModelError
from schemas.language_model import LanguageModel

_NEEDED = {
    "a parser": ("token.dep",),
    "a tagger": ("token.tag", "token.pos"),
    "a name finder (ner)": ("doc.ents",),
}
"""What a pipeline must bring, and the attributes of which one of its components assigns one."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One of the sets a pipeline was trained on, as its card names it."""

    name: str = ""
    license: str | None = None


class PipelineCard(msgspec.Struct, frozen=True, kw_only=True):
    """What `meta.json` of a pipeline says, so far as it is read here.

    `labels` are listed by component (some components number theirs), `performance` holds what
    its maker measured.
    """

    lang: str
    name: str
    version: str
    license: str | None = None
    sources: tuple[Source, ...] | None = None
    labels: dict[str, Any] = {}
    performance: dict[str, Any] = {}

    def labels_of(self, component: str) -> tuple[str, ...]:
        """Return the labels that *component* gives, in the card's order."""
        found = self.labels.get(component)
        return tuple(map(str, found)) if isinstance(found, list) else ()


class Pipeline(msgspec.Struct, frozen=True, kw_only=True):
    """A pipeline that can stand in for the packaged model.

    `components` are the names of those that work, in order, with the factory of each.
    """

    folder: Path
    card: PipelineCard
    identity: LanguageModel
    components: tuple[tuple[str, str], ...]

    def component(self, *attributes: str) -> str:
        """Return the name of the last component that assigns one of *attributes*."""
        return [n for n, factory in self.components if _assigns(factory) & set(attributes)][-1]


@functools.cache
def find(name: str) -> Pipeline:
    """Return the installed pipeline *name*, a package or a folder, without loading it.

    The digest covers every file of the pipeline and the version of spaCy.

    Raises:
        ModelError: spaCy or the pipeline is not installed; it is damaged; it reads another
            language than English; a component is missing; its dependencies are of a scheme
            that is neither Universal Dependencies nor spaCy's English one.
    """
    where = f"language spacy:{name}"
    if find_spec("spacy") is None:
        raise ModelError(
            "spaCy is not installed", where=where, hint="Install it: pip install 'dateline[spacy]'."
        )
    folder = _folder(name, where)
    card = _card(folder)
    if card.lang not in {"en", "xx"}:
        raise ModelError(
            f"this pipeline reads the language {card.lang!r}, dateline English",
            where=where,
            hint="Name an English pipeline, such as spacy:en_core_web_sm.",
        )
    components = _components(folder, where)
    _require(components, where)
    spacy = metadata.version("spacy")
    pipeline = Pipeline(
        folder=folder,
        card=card,
        components=components,
        identity=LanguageModel(
            name=f"spacy:{card.lang}_{card.name}",
            version=f"{card.version}-spacy{spacy}",
            sha256=_digest(folder, spacy),
        ),
    )
    parser = pipeline.component("token.dep")
    if scheme(card.labels_of(parser)) is None:
        raise ModelError(
            "the dependency labels of this pipeline are of no scheme that dateline knows",
            where=where,
            hint="It reads Universal Dependencies and the labels of spaCy's English pipelines.",
        )
    return pipeline


def _folder(name: str, where: str) -> Path:
    """Return the folder that holds the files of the pipeline."""
    from spacy import util  # noqa: PLC0415 - takes a second

    if util.is_package(name):
        package = util.get_package_path(name)
        card = _card(package)
        folder = package / f"{card.lang}_{card.name}-{card.version}"
    else:
        folder = Path(name)
    if not (folder / "meta.json").is_file() or not (folder / "config.cfg").is_file():
        raise ModelError(
            f"there is no spaCy pipeline {name!r}",
            where=where,
            hint=f"Install it: python -m spacy download {Path(name).name};"
            " or name the folder of a pipeline.",
        )
    return folder


def _card(folder: Path) -> PipelineCard:
    path = folder / "meta.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=PipelineCard)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(
            f"the card of the spaCy pipeline cannot be read: {error}",
            where=str(path),
            hint="Install the pipeline again.",
        ) from error


def _components(folder: Path, where: str) -> tuple[tuple[str, str], ...]:
    """Return name and factory of each component that is not disabled, in order."""
    from spacy import util  # noqa: PLC0415

    try:
        config = util.load_config(folder / "config.cfg")
        disabled = set(config["nlp"].get("disabled", ()))
        found = tuple(
            (str(name), str(config["components"][name].get("factory", "")))
            for name in config["nlp"]["pipeline"]
            if name not in disabled
        )
    except Exception as error:
        raise ModelError(
            f"the configuration of the spaCy pipeline cannot be read: {error}",
            where=str(folder / "config.cfg"),
            hint="Install the pipeline again.",
        ) from error
    for name, factory in found:
        try:
            _assigns(factory)
        except ValueError as error:  # spaCy's error when nobody registered the factory
            raise ModelError(
                f"the component {name!r} needs {factory!r}, which is not installed",
                where=where,
                hint="Install what the pipeline's description asks for.",
            ) from error
    return found


def _require(components: tuple[tuple[str, str], ...], where: str) -> None:
    assigned = {attribute for _, factory in components for attribute in _assigns(factory)}
    missing = [what for what, any_of in _NEEDED.items() if not assigned & set(any_of)]
    if missing:
        raise ModelError(
            f"this pipeline has not {' and not '.join(missing)}",
            where=where,
            hint="Name a whole pipeline, such as spacy:en_core_web_sm.",
        )


@functools.cache
def _assigns(factory: str) -> frozenset[str]:
    """Return the attributes that components of *factory* set.

    Raises:
        ValueError: no such factory is registered.
    """
    return frozenset(_blank().get_factory_meta(factory).assigns)


@functools.cache
def _blank() -> Any:
    """Return an empty pipeline: making one registers the factories of all that is installed."""
    import spacy  # noqa: PLC0415

    return spacy.blank("en")


def _digest(folder: Path, spacy: str) -> str:
    digest = hashlib.sha256(f"spaCy {spacy}\n".encode())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            digest.update(f"{path.relative_to(folder).as_posix()} ".encode())
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
