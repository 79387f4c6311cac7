"""Fits the salience model: ``python -m extract.key_points.training.train --version 1.0.0``.

A logistic regression with a ridge penalty over the words of the articles: does a highlight of
the article have the word? Every article is read twice, with title and paragraphs and as one
bare paragraph, because texts come in both ways. Other articles in the same form can be given
as paths; the shipped weights are learned from the files of this folder alone.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np

from extract.analysis import Analysis, analyse_batch
from extract.key_points.salience_model import SalienceModel
from extract.key_points.training.articles import AnnotatedArticle, read_articles
from extract.key_points.word_features import ArticleWords, Floats, article_words
from extract.reading import read_text

FOLDER = Path(__file__).parent
WEIGHTS = FOLDER.parent / "data" / "salience.json"
_RIDGE = 1000.0
"""100 to 3,000 do equally well (within 0.1 ROUGE-1)."""
_FREQUENT = 60
_STEPS = 15
_DIGITS = 5


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One article as the model sees it, and which of its words its highlights have."""

    words: ArticleWords
    said: Floats


def read_twice(articles: list[AnnotatedArticle]) -> list[tuple[AnnotatedArticle, Analysis]]:
    """Return each article analysed with title and paragraphs, and as one paragraph."""
    whole = [read_text(f"{a.title}\n\n{a.text}", source_id=a.name) for a in articles]
    bare = [read_text(" ".join(a.text.split()), source_id=a.name) for a in articles]
    return list(zip([*articles, *articles], analyse_batch([*whole, *bare]), strict=True))


def frequent_words(analyses: list[Analysis]) -> tuple[str, ...]:
    """Return the most frequent words as lemmas, the most frequent first."""
    counts = Counter(
        token.lemma.casefold()
        for analysis in analyses
        for sentence in analysis.sentences
        if sentence.origin == "prose"
        for token in analysis.sentence_tokens(sentence)
        if re.search(r"\w", token.text)
    )
    return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:_FREQUENT])


def highlight_words(articles: list[AnnotatedArticle]) -> list[frozenset[str]]:
    """Return the lemmas of the highlights of each article."""
    texts = [
        "\n\n".join(h if h.endswith((".", "!", "?")) else f"{h}." for h in article.highlights)
        for article in articles
    ]
    analyses = analyse_batch([read_text(text) for text in texts])
    return [frozenset(token.lemma.casefold() for token in a.tokens) for a in analyses]


def example(analysis: Analysis, said: frozenset[str], frequent: frozenset[str]) -> Example | None:
    """Return the words of an analysed article, with 1 for those that are *said*, 0 for others.

    None for one that gives no prose: a text that opens like a list is one when it is bare.
    """
    prose = [s for s in analysis.sentences if s.origin == "prose" and s.end > s.start]
    if not prose:
        return None
    words = article_words(analysis, prose, frequent)
    return Example(words=words, said=np.array([w in said for w in words.words], np.float64))


def fit(examples: list[Example], frequent: tuple[str, ...]) -> tuple[Floats, float]:
    """Return the weights, of the features and then of the frequent words, and the intercept.

    Newton's method on the penalised likelihood; every article weighs the same.
    """
    rows = np.vstack([_row(e.words, frequent) for e in examples])
    said = np.concatenate([e.said for e in examples])
    shares = np.concatenate([np.full(len(e.said), 1 / len(e.said)) for e in examples])
    shares /= shares.mean()
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.full(scaled.shape[1], _RIDGE)
    penalty[-1] = 1e-9
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (shares * (likely - said)) + penalty * weights
        bend = (scaled * (shares * likely * (1 - likely))[:, None]).T @ scaled
        weights -= np.linalg.solve(bend + np.diag(penalty), slope)
    raw = weights[:-1] / spread
    return raw, float(weights[-1] - (raw * mean).sum())


def _row(words: ArticleWords, frequent: tuple[str, ...]) -> Floats:
    known = np.array([[word == f for f in frequent] for word in words.words], np.float64)
    return np.hstack([words.features, known])


def train(articles: list[AnnotatedArticle], version: str) -> SalienceModel:
    """Return the model learned from *articles*, without scores."""
    read = read_twice(articles)
    frequent = frequent_words([analysis for _, analysis in read])
    said = highlight_words(articles) * 2
    made = [
        example(analysis, words, frozenset(frequent))
        for (_, analysis), words in zip(read, said, strict=True)
    ]
    examples = [e for e in made if e is not None]
    weights, intercept = fit(examples, frequent)
    names = examples[0].words.names
    return SalienceModel(
        version=version,
        licence="CC BY 4.0",
        training={
            "source": "extract/key_points/training, articles written for dateline, CC BY 4.0",
            "articles": len(articles),
            "words": sum(len(e.words.words) for e in examples) // 2,
        },
        scores={},
        intercept=round(intercept, _DIGITS),
        weights=_rounded(names, weights[: len(names)]),
        words=_rounded(frequent, weights[len(names) :]),
    )


def _rounded(names: tuple[str, ...], weights: Floats) -> dict[str, float]:
    return {n: round(float(w), _DIGITS) for n, w in zip(names, weights, strict=True)}


def main() -> None:
    """Train on all but the held-back articles and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True)
    parser.add_argument("--articles", type=Path, nargs="*", default=sorted(FOLDER.glob("*.txt")))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    articles = [a for a in read_articles(options.articles) if not a.held_back]
    model = train(articles, options.version)
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    sys.stdout.write(f"{model.training}\n")


if __name__ == "__main__":
    main()
