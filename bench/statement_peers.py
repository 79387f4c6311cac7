"""Reads quotations with a peer: ``python bench/statement_peers.py PEER < PARSES.jsonl``.

Peers are `textacy` (Apache-2.0), `textacy-paragraphs`, `textacy-triples` and `sayswho` (MIT). Each
line of standard input is an article: `id` and `tokens`, which are rows of [start, end, text, lemma,
UPOS, head, UD relation, sentence, block]. No spaCy model is needed: spaCy documents are built from
these parses, so that peers and dateline read the same words, sentences, lemmas and trees. Gives
one JSON object: for each id the statements in the score's format, and the words per CPU-second of
extraction alone, parsing and import apart.

It needs spaCy and the peer's package only, so that any interpreter that has them can run it.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any, NamedTuple

_LABELS = {
    "root": "ROOT",
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "aux:pass": "auxpass",
    "obj": "dobj",
    "iobj": "dative",
    "nmod:poss": "poss",
    "compound:prt": "prt",
    "acl:relcl": "relcl",
    "flat": "compound",  # “Barack Obama”
    "case": "prep",
}
"""Universal Dependencies to the labels that spaCy's English models give and the peers ask for.

Any other relation stands under its own name without its subtype.
"""
_MARKS = dict.fromkeys(("``", "''", "‘‘", "’’"), '"')
"""Quote marks of two characters: sayswho's own preparation of a text replaces them too."""
_NEGATIONS = frozenset("not n't n’t never".split())
_INSTALL = {
    "textacy": "pip install textacy",
    "sayswho": "pip install --no-deps sayswho && pip install spacy rapidfuzz regex jinja2",
}


class Token(NamedTuple):
    """A word of dateline's parse; `number` and `head` count from 0 over the article."""

    number: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int
    rel: str
    sentence: int
    block: int


class Built(NamedTuple):
    """A spaCy document, and the token that each of its words stands for; None for line breaks."""

    doc: Any
    tokens: list[Token | None]


Statements = Iterable[dict[str, Any]]
Reader = Callable[[Built], Statements]


def main() -> None:
    """Read standard input with the peer named on the command line."""
    warnings.simplefilter("ignore")
    peer = sys.argv[1]
    articles = {row["id"]: _tokens(row["tokens"]) for row in map(json.loads, sys.stdin)}
    try:
        read = _PEERS[peer]()
        build = _builder()
    except ImportError as missing:
        hint = _INSTALL[peer.split("-")[0]]
        sys.exit(f"{missing.name} is not installed for {sys.executable}: {hint}")
    documents = {
        name: [build(part) for part in _parts(tokens, whole=peer != "textacy-paragraphs")]
        for name, tokens in articles.items()
    }
    begun = time.process_time()
    found = {name: _joined(_read_all(read, parts)) for name, parts in documents.items()}
    seconds = time.process_time() - begun
    words = sum(token.upos != "PUNCT" for tokens in articles.values() for token in tokens)
    json.dump({"statements": found, "words_per_second": words / seconds}, sys.stdout)


def _tokens(rows: list[list[Any]]) -> list[Token]:
    return [Token(number, *row) for number, row in enumerate(rows)]


def _parts(tokens: list[Token], *, whole: bool) -> list[list[Token]]:
    if whole:
        return [tokens] if tokens else []
    return [list(group) for _, group in groupby(tokens, key=lambda token: token.block)]


def _read_all(read: Reader, parts: list[Built]) -> Iterator[dict[str, Any]]:
    for part in parts:
        try:
            yield from read(part)
        except ValueError:  # textacy gives up a text whose quote marks are odd in number
            continue


def _joined(statements: Statements) -> list[dict[str, Any]]:
    """Return *statements* with those of one cue made one, as the gold counts them.

    Peers give “Yes,” and “we can” of “Yes,” he said, “we can” apart, each with the same cue.
    """
    by_cue: dict[tuple[int, ...], dict[str, Any]] = {}
    for statement in statements:
        cue = tuple(start for start, _ in statement["cue_spans"])
        if cue in by_cue:
            by_cue[cue]["content_spans"] += statement["content_spans"]
        else:
            by_cue[cue] = statement
    return list(by_cue.values())


def _builder() -> Callable[[list[Token]], Built]:
    """Return what makes spaCy documents of tokens, with a line break between blocks."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    vocabulary = spacy.blank("en").vocab

    def build(tokens: list[Token]) -> Built:
        rows = _with_breaks(tokens)
        place = {token.number: i for i, token in enumerate(rows) if token is not None}
        labels, heads = _tree(tokens)
        sentences = [token.sentence if token else None for token in rows]
        doc = Doc(
            vocabulary,
            words=[_MARKS.get(token.text, token.text) if token else "\n" for token in rows],
            spaces=[_spaced(one, other) for one, other in pairwise([*rows, None])],
            pos=[token.upos if token else "SPACE" for token in rows],
            lemmas=[token.lemma if token else "\n" for token in rows],
            deps=[labels[token.number] if token else "dep" for token in rows],
            heads=[place[heads[t.number]] if t else i - 1 for i, t in enumerate(rows)],
            sent_starts=[
                token is not None and (i == 0 or token.sentence not in sentences[max(i - 2, 0) : i])
                for i, token in enumerate(rows)
            ],
        )
        return Built(doc, rows)

    return build


def _with_breaks(tokens: list[Token]) -> list[Token | None]:
    rows: list[Token | None] = []
    for _, block in groupby(tokens, key=lambda token: token.block):
        if rows:
            rows.append(None)
        rows.extend(block)
    return rows


def _spaced(token: Token | None, following: Token | None) -> bool:
    return token is not None and following is not None and token.end < following.start


def _tree(tokens: list[Token]) -> tuple[dict[int, str], dict[int, int]]:
    """Return label and head of each token by index, as spaCy's models would draw them.

    “by” heads its agent there (`agent` over `pobj`), and is headed by it in UD.
    """
    labels = {token.number: _label(token) for token in tokens}
    heads = {t.number: t.head if t.head >= 0 else t.number for t in tokens}
    relations = {token.number: token.rel for token in tokens}
    for token in tokens:
        if token.rel == "case" and relations.get(token.head) == "obl:agent":
            verb = heads[token.head]
            if labels[token.head] != "pobj":
                labels[token.number], labels[token.head] = "agent", "pobj"
                heads[token.number], heads[token.head] = verb, token.number
    return labels, heads


def _label(token: Token) -> str:
    if token.rel == "advmod" and token.lemma.lower() in _NEGATIONS:
        return "neg"
    return _LABELS.get(token.rel) or _LABELS.get(base := token.rel.split(":")[0]) or base


def _textacy() -> Reader:
    from textacy.extract.triples import direct_quotations  # noqa: PLC0415

    def read(built: Built) -> Statements:
        for quotation in direct_quotations(built.doc):
            yield _statement(built, quotation.speaker, quotation.cue, quotation.content)

    return read


def _textacy_triples() -> Reader:
    """Read what stands between quote marks, and the objects of verbs of reporting."""
    from textacy.constants import REPORTING_VERBS  # noqa: PLC0415
    from textacy.extract.triples import subject_verb_object_triples  # noqa: PLC0415

    direct = _textacy()

    def read(built: Built) -> Statements:
        for subject, verb, object_ in subject_verb_object_triples(built.doc):
            if any(word.lemma_ in REPORTING_VERBS["en"] for word in verb):
                yield _statement(built, subject, verb, object_)
        yield from direct(built)

    return read


def _sayswho() -> Reader:
    from sayswho.quote_finder import quote_finder  # noqa: PLC0415

    def read(built: Built) -> Statements:
        for quotation in quote_finder(built.doc):
            yield _statement(built, quotation.speaker, quotation.cue, quotation.content)

    return read


def _statement(
    built: Built, speaker: list[Any], cue: Iterable[Any], content: Iterable[Any]
) -> dict[str, Any]:
    return {
        "content_spans": _spans(built, content),
        "cue_spans": _spans(built, cue),
        "source_spans": _spans(built, speaker),
        "speaker": " ".join(word.text for word in speaker),
    }


def _spans(built: Built, words: Iterable[Any]) -> list[list[int]]:
    found = (built.tokens[word.i] for word in words)
    return [[token.start, token.end] for token in found if token is not None]


_PEERS: dict[str, Callable[[], Reader]] = {
    "textacy": _textacy,
    "textacy-paragraphs": _textacy,
    "textacy-triples": _textacy_triples,
    "sayswho": _sayswho,
}


if __name__ == "__main__":
    main()
