"""A spaCy pipeline in the place of the packaged model, with the same kind of parse coming out."""

from collections.abc import Sequence
from typing import Any

from extract.language.annotation import Annotation, Words
from extract.language.card import DATA, TOKENIZER_FILE, read_model_file
from extract.language.lemmas import Lemmatiser
from extract.language.spacy.dependencies import present, scheme, universal
from extract.language.spacy.names import names
from extract.language.spacy.pipeline import find
from extract.language.spacy.tags import universal_tag
from extract.language.spacy.tree import Tree
from extract.language.tokens import Upos
from schemas.errors import ModelError

_LIMIT = 500
"""Words of one sentence; spaCy's parser and name finder need memory with its length."""
_UNUSED = frozenset(
    [
        # They find sentences, which are dateline's to find, or join words.
        *"senter sentencizer merge_entities merge_noun_chunks merge_subtokens".split(),
        # They cost time for what nobody reads.
        *"textcat textcat_multilabel spancat spancat_singlelabel entity_linker".split(),
    ]
)
"""The factories whose components are left out."""


class SpacyAnnotator:
    """The components of an installed pipeline, run on dateline's own sentences and words.

    Tags and lemmas are the pipeline's where it has them; else tags come from those of the
    Penn Treebank and lemmas from dateline's rules. CLEAR dependencies become UD.
    """

    def __init__(self, name: str) -> None:
        """Load the pipeline *name*.

        Raises:
            ModelError: as `find`, or spaCy cannot load the pipeline.
        """
        import spacy  # noqa: PLC0415 - not everybody has it
        from spacy.tokens import Doc  # noqa: PLC0415

        pipeline = find(name)
        unused = [n for n, factory in pipeline.components if factory in _UNUSED]
        try:
            self._nlp = spacy.load(pipeline.folder, exclude=unused)
        except Exception as error:
            raise ModelError(
                f"spaCy cannot load this pipeline: {' '.join(str(error).split())}",
                where=f"language spacy:{name}",
                hint="Install the version of the pipeline that fits the spaCy you have:"
                " python -m spacy validate.",
            ) from error
        self._doc = Doc
        parser = pipeline.component("token.dep")
        self._scheme = scheme(pipeline.card.labels_of(parser))
        self._lemmatiser = Lemmatiser(_vocabulary())
        self.identity = pipeline.identity
        self.limit = _LIMIT
        self.independent = False  # batches are padded, and sums of floats depend on it

    def size(self, word: str) -> int:  # noqa: ARG002 - every word counts as one
        """Return 1: the limit counts words."""
        return 1

    def annotate(self, sentences: Sequence[Words]) -> list[Annotation]:
        """Return the annotation of each sentence, in order."""
        docs = [
            self._doc(
                self._nlp.vocab,
                words=words.forms,
                spaces=words.spaces,
                # No component may find a second sentence in what is one.
                sent_starts=[index == 0 for index in range(len(words.forms))],
            )
            for words in sentences
        ]
        parsed = self._nlp.pipe(docs, batch_size=32)
        return [self._read(doc, words) for doc, words in zip(parsed, sentences, strict=True)]

    def _read(self, doc: Any, words: Words) -> Annotation:
        forms = words.forms
        if len(doc) != len(forms):
            raise ModelError(
                "a component of the pipeline joins or splits words",
                where=f"language {self.identity.name}",
                hint="Name a pipeline without components that change the words.",
            )
        rels = [_relation(token.dep_) for token in doc]
        upos: list[Upos] = [
            universal_tag(form, pos=token.pos_, tag=token.tag_, rel=rel)
            for form, token, rel in zip(forms, doc, rels, strict=True)
        ]
        lemmas = [
            self._lemma(form, tag, token.lemma_)
            for form, tag, token in zip(forms, upos, doc, strict=True)
        ]
        tree = Tree(
            forms=forms,
            tags=[token.tag_ for token in doc],
            upos=upos,
            lemmas=lemmas,
            heads=[-1 if token.head.i == token.i else token.head.i for token in doc],
            rels=rels,
        )
        found = names([(e.start, e.end, e.label_) for e in doc.ents], forms, upos)
        if self._scheme == "CLEAR":
            universal(tree, [(first, last) for first, last, kind in found if kind == "PER"])
        else:
            tree.rels = [present(rel) for rel in tree.rels]
        tree.settle()
        return Annotation(
            upos=tree.upos, lemmas=lemmas, heads=tree.heads, relations=tree.rels, names=found
        )

    def _lemma(self, form: str, upos: str, given: str) -> str:
        """Return the lemma as dateline writes it: proper nouns and “I” as they stand."""
        if not given or upos in {"PROPN", "PUNCT", "SYM", "NUM", "X"}:
            return self._lemmatiser.lemma(form, upos) or form  # “s” is nothing but an ending
        return given if given == "I" else given.lower()


def _relation(label: str) -> str:
    """Return a relation in lower case, without the marks of projective parsing (`nsubj||xcomp`)."""
    return label.split("||", maxsplit=1)[0].lower() or "dep"


def _vocabulary() -> dict[str, int]:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_str(read_model_file(DATA / TOKENIZER_FILE).decode())
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    return vocabulary
