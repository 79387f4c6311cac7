"""Scores a language model on sentences kept from training and fills in its card.

    python -m extract.language.training.score --treebank ../shared/language/treebank --model full

`bench/language_gold.py` prints the same figures and more as tables.
"""

import argparse
import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import get_args

import msgspec

from extract.language import models, parse_articles
from extract.language.annotation import Annotation, Annotator, Words
from extract.language.card import CARD_FILE, DATA, PackagedModel, packaged_card
from extract.language.decoding import name_spans
from extract.language.training.agreement import Agreement, Annotated, Word
from extract.language.training.corpus import HELD_BACK_NEWS, UNCLEAR_GENRES, own_names
from extract.language.words import split_words
from schemas import Article, Block

_GROUP = 64
"""Sentences annotated together, about as many as an article has."""
_ENDED = re.compile(r"""[.!?…]["'”’)\]]*$""")
_BEGUN = re.compile(r"""["'“‘(\[$£€]*[A-Z\d]""")


class GoldSentence(msgspec.Struct, frozen=True):
    """A sentence of a treebank.

    `sp` says after which words white space follows; heads are 1-based, 0 is the root; names
    are BIO labels of the three coarse types.
    """

    id: str
    src: str
    words: list[str]
    sp: list[int]
    upos: list[str]
    head: list[int]
    rel: list[str]
    ner: list[str] | None = None

    @property
    def text(self) -> str:
        """The sentence as it was written."""
        parts = zip(self.words, self.sp, strict=True)
        return "".join(word + " " * bool(space) for word, space in parts).rstrip()

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.id.rpartition("-")[0]

    @property
    def ends_in_a_mark(self) -> bool:
        """Whether it begins and ends as edited prose does."""
        return bool(_BEGUN.match(self.text) and _ENDED.search(self.text))


def gold_sets(folder: Path) -> dict[str, list[GoldSentence]]:
    """Return the sets nobody trained on: EWT dev, GUM dev, and the news of GUM held back."""
    news = [s for s in _read(folder, "gum_open_train") if s.src == "gum_news"]
    return {
        "ewt_dev": _read(folder, "ewt_dev"),
        "gum_open_dev": _read(folder, "gum_open_dev"),
        "gum_news": news[-HELD_BACK_NEWS:],
    }


def _read(folder: Path, name: str) -> list[GoldSentence]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rb") as lines:
        sentences = [msgspec.json.decode(line, type=GoldSentence) for line in lines]
    return [s for s in sentences if s.src not in UNCLEAR_GENRES]


def on_gold_words(annotator: Annotator, sentences: list[GoldSentence]) -> Agreement:
    """Return how the trees and names agree where the words are those of the gold."""
    agreement = Agreement()
    words = [Words(forms=s.words, spaces=[x > 0 for x in s.sp]) for s in sentences]
    for sentence, annotation in zip(sentences, _annotate(annotator, words), strict=True):
        agreement.add(_gold([sentence]), _found(sentence.words, annotation), coarse=True)
    return agreement


def on_own_words(
    annotator: Annotator,
    sentences: list[GoldSentence],
    rewrite: Callable[[str], str] = str,
) -> Agreement:
    """Return how trees and names agree with words of our own in the sentences of the gold.

    *rewrite* changes the text before it is read, but no character's place: capitals, quotes.
    """
    agreement = Agreement()
    kept: list[GoldSentence] = []
    words: list[Words] = []
    for sentence in sentences:
        text = rewrite(sentence.text)
        if len(text) == len(sentence.text):  # “ß” in capitals is two
            spans = split_words(text, 0, len(text))
            spaces = [text[span.end : span.end + 1].isspace() for span in spans]
            kept.append(sentence)
            words.append(Words(forms=[span.of(text) for span in spans], spaces=spaces))
    for sentence, own, annotation in zip(kept, words, _annotate(annotator, words), strict=True):
        agreement.add(_gold([sentence]), _found(own.forms, annotation), coarse=True)
    return agreement


def on_running_text(
    language: str, sentences: list[GoldSentence], *, edited: bool = False
) -> Agreement:
    """Return how all agrees when the sentences of a document are read as one paragraph.

    With *edited*, only stretches of two and more sentences that begin in a capital and end in
    a mark: the treebanks' paragraphs, headings and signatures are not marked as such.
    """
    agreement = Agreement()
    for stretch in _stretches(sentences, edited=edited):
        text = " ".join(sentence.text for sentence in stretch)
        block = Block(kind="paragraph", start=0, end=len(text))
        article = Article(
            article_id="gold", text=text, text_sha256="", format="text", blocks=(block,)
        )
        parse = parse_articles([article], language)[0]
        at = _solid(text)
        spans = [(at[t.start], at[t.end]) for t in parse.tokens]
        found = Annotated(
            words=[
                Word(*span, t.upos, spans[t.head] if t.head >= 0 else None, t.rel)
                for span, t in zip(spans, parse.tokens, strict=True)
            ],
            sentences=[(at[s.start], at[s.end]) for s in parse.sentences],
            names=[(spans[n.first][0], spans[n.last - 1][1], n.type) for n in parse.names],
        )
        agreement.add(_gold(stretch), found, coarse=True)
    return agreement


def on_own_names(annotator: Annotator, *, coarse: bool = False) -> Agreement:
    """Return how names agree on the sentences of our own corpus that are held back."""
    agreement = Agreement()
    examples = own_names(held_back=True)
    words = [Words(forms=e.words, spaces=[True] * len(e.words)) for e in examples]
    for example, annotation in zip(examples, _annotate(annotator, words), strict=True):
        found = _found(example.words, annotation)
        ends = [0, *_ends(example.words)]
        names = [(ends[a], ends[b], kind) for a, b, kind in name_spans(example.ner or [])]
        gold = msgspec.structs.replace(found, names=names)
        agreement.add(gold, found, coarse=coarse)
    return agreement


def _annotate(annotator: Annotator, words: list[Words]) -> Iterator[Annotation]:
    for begin in range(0, len(words), _GROUP):
        yield from annotator.annotate(words[begin : begin + _GROUP])


def _stretches(sentences: list[GoldSentence], *, edited: bool) -> Iterator[list[GoldSentence]]:
    def key(sentence: GoldSentence) -> tuple[str, bool]:
        return sentence.document, not edited or sentence.ends_in_a_mark

    for (_, usable), stretch in groupby(sentences, key=key):
        found = list(stretch)
        if usable and (not edited or len(found) > 1):
            yield found


def _gold(sentences: Iterable[GoldSentence]) -> Annotated:
    words: list[Word] = []
    spans: list[tuple[int, int]] = []
    names: list[tuple[int, int, str]] = []
    begin = 0
    for sentence in sentences:
        ends = [begin, *(begin + end for end in _ends(sentence.words))]
        own = list(pairwise(ends))
        words += [
            Word(*span, upos, own[head - 1] if head else None, rel)
            for span, upos, head, rel in zip(
                own, sentence.upos, sentence.head, sentence.rel, strict=True
            )
        ]
        spans.append((begin, ends[-1]))
        names += [(ends[a], ends[b], kind) for a, b, kind in name_spans(sentence.ner or [])]
        begin = ends[-1]
    return Annotated(words=words, sentences=spans, names=names)


def _found(forms: list[str], annotation: Annotation) -> Annotated:
    ends = [0, *_ends(forms)]
    spans = list(pairwise(ends))
    rows = zip(spans, annotation.upos, annotation.heads, annotation.relations, strict=True)
    return Annotated(
        words=[Word(*s, u, spans[h] if h >= 0 else None, r) for s, u, h, r in rows],
        sentences=[(0, ends[-1])],
        names=[(ends[a], ends[b], kind) for a, b, kind in annotation.names],
    )


def _ends(words: list[str]) -> list[int]:
    """Return where each word ends, in characters of the text without white space."""
    return _running(sum(not c.isspace() for c in word) for word in words)


def _solid(text: str) -> list[int]:
    """Return for each place of *text* how many characters but white space stand before it."""
    return [0, *_running(not character.isspace() for character in text)]


def _running(sizes: Iterable[int]) -> list[int]:
    found: list[int] = []
    total = 0
    for size in sizes:
        total += size
        found.append(total)
    return found


def scores(name: PackagedModel, folder: Path) -> dict[str, dict[str, float]]:
    """Return percentages by test set and metric, as the card of the model *name* holds them."""
    annotator = models.load(name)
    found: dict[str, dict[str, float]] = {}
    for title, sentences in gold_sets(folder).items():
        gold, own = on_gold_words(annotator, sentences), on_own_words(annotator, sentences)
        running = on_running_text(name, sentences, edited=True)
        found[title] = {
            **{metric: round(gold[metric].f1, 1) for metric in ("UPOS", "UAS", "LAS", "LAS+")},
            "LAS, own words": round(own["LAS"].f1, 1),
            "LAS, running text": round(running["LAS"].f1, 1),
        }
        if any(sentence.ner for sentence in sentences):
            found[title]["names"] = round(gold["names"].f1, 1)
    types = on_own_names(annotator)
    found["own_names"] = {kind: round(count.f1, 1) for kind, count in sorted(types.names.items())}
    found["own_names"]["all"] = round(types["names"].f1, 1)
    return found


def main() -> None:
    """Score one packaged model, print its scores, write them to its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--model", choices=get_args(PackagedModel), default="full")
    options = parser.parse_args()
    found = scores(options.model, options.treebank)
    for title, metrics in found.items():
        print(
            f"{title:14}", "  ".join(f"{metric} {value:.1f}" for metric, value in metrics.items())
        )
    card = msgspec.structs.replace(packaged_card(options.model), scores=found)
    path = DATA / options.model / CARD_FILE
    path.write_bytes(msgspec.json.format(msgspec.json.encode(card)) + b"\n")


if __name__ == "__main__":
    main()
