"""Scores the canonical names of speakers over the statements that were found.

    python bench/speakers_gold.py [--gum GUM.jsonl] [--cache FOLDER] [--misses]

Gold: the annotated articles of our own (`extract/language/training/annotated/attributions`, the
last line of each names the speakers) and, from a path, the GUM news texts with names. A statement
is found when its content shares half of its words with the gold's. Misses are listed for the
tuning parts only: five sixths of our own articles, the half of GUM drawn by the hash of the id.
The models learnt names from neighbouring texts, so the held-back parts are the ones to report.
"""

import argparse
import hashlib
import json
import pickle
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from extract import names
from extract.analysis import Analysis, analyse_parsed
from extract.language import Parse, parse_articles
from extract.language.training.attributions import read_articles
from extract.names.lexicon import actors, name_words, roles
from extract.reading import read_text
from extract.statements import extract_statements
from schemas import Article, Span, Statement

SourceKind = Literal["name", "organisation", "pronoun", "phrase", "generic", "none"]
KINDS: tuple[SourceKind, ...] = ("name", "organisation", "pronoun", "phrase", "generic", "none")
_NAMED: tuple[SourceKind, ...] = ("name", "organisation", "pronoun", "phrase")
_PRONOUNS = frozenset("he she they it who which that i we him her them his their its".split())
_ARTICLES = frozenset({"the", "a", "an"})
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor president prime minister senator sen rep"
    " representative governor gov mayor chancellor secretary general colonel captain justice judge"
    " king queen prince princess chief former".split()
)
_WORD = re.compile(r"\w+(?:[’'.]\w+)*")
_FOUND = 0.5


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the gold: its content, what stands as source, and who that is."""

    content: tuple[Span, ...]
    source: str
    speaker: str | None


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text of the gold. `tuning`: whether its misses may be looked at."""

    id: str
    text: str
    tuning: bool
    said: tuple[Said, ...]


class Score(msgspec.Struct):
    """Found statements by kind of source, and how many have the right name."""

    found: Counter[str] = msgspec.field(default_factory=Counter[str])
    full: Counter[str] = msgspec.field(default_factory=Counter[str])
    last: Counter[str] = msgspec.field(default_factory=Counter[str])
    misses: list[str] = []


def own_texts() -> list[Text]:
    """Return our own annotated articles."""
    return [
        Text(
            id=article.id,
            text=article.text,
            tuning=not article.held_back,
            said=tuple(
                Said(
                    content=one.content,
                    source=" ".join(span.of(article.text) for span in one.source),
                    speaker=one.speaker,
                )
                for one in article.attributions
            ),
        )
        for article in read_articles()
    ]


def gum_texts(path: Path) -> list[Text]:
    """Return the texts of GUM that have names; those without a speaker are left out."""
    texts: list[Text] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text: str = row["text"]
        said = tuple(
            Said(
                content=tuple(Span(start=a, end=b) for a, b in one["content_spans"]),
                source=" ".join(text[a:b] for a, b in one["source_spans"]),
                speaker=one.get("speaker") or None,
            )
            for one in row["statements"]
        )
        tuning = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 0
        texts.append(Text(id=row["id"], text=text, tuning=tuning, said=said))
    return texts


def source_kind(text: str, one: Said) -> SourceKind:
    """Return how the speaker stands in the source of the gold."""
    if one.speaker is None:
        return "none"
    last = one.speaker.split()[-1]
    head = re.split(r" (?:of|in|at|from|for|by|close|published|conducted|elected) ", one.speaker)[0]
    if head.split()[-1][:1].islower():
        return "generic"  # “minister”, “economist at Dalhousie University”
    words = one.source.casefold().split()
    if len(words) == 1 and words[0] in _PRONOUNS:
        return "pronoun"
    bare = last.casefold().strip("()")
    if not any(word.strip(",.’'“”()").startswith(bare) for word in words):
        return "phrase"
    return "organisation" if _is_body(text, one.speaker) else "name"


def _is_body(text: str, name: str) -> bool:
    parts = name.split()
    told = any(
        word is not None and word.kind != "person"
        for part in parts
        for word in (name_words().get(part.casefold()), actors().get(part.casefold()))
    )
    return told or name.isupper() or re.search(rf"\b[Tt]he {re.escape(name)}\b", text) is not None


def same_full(gold: str, told: str) -> bool:
    """Return whether *told* is the gold's name or a fuller form, titles and articles aside."""
    wanted, given = _name_words(gold), _name_words(told)
    if wanted == given or _same_state(gold, told):
        return True
    if not wanted or not given:
        return False
    size = len(wanted)
    if wanted in (given[i : i + size] for i in range(len(given) - size + 1)):
        return True
    short = given[0].startswith(wanted[0]) or wanted[0].startswith(given[0])  # “Cres”: Creswell
    inside = set(wanted) <= set(given) or (size == len(given) == 2 and short)
    return given[-1] == wanted[-1] and inside


def _same_state(gold: str, told: str) -> bool:
    """Whether both mean one state: “Britain” and United Kingdom, “Hanoi” and Vietnam."""
    country, place = names.country(told), names.place(gold)
    named = names.country(gold)
    code = named.code if named is not None else place.country if place is not None else None
    return country is not None and country.code == code


def same_last(gold: str, told: str) -> bool:
    """Return whether both end in the same word, as `score.py` counts it."""
    wanted, given = _fold(gold).split(), _fold(told).split()
    return bool(given) and wanted[-1] == given[-1]


def _fold(name: str) -> str:
    plain = name.casefold().replace("’", "'").replace("u.s.", "united states")
    parts = unicodedata.normalize("NFKD", plain.replace("isation", "ization"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _name_words(name: str) -> list[str]:
    words = [w.removesuffix("'s") for w in re.findall(r"[\w'.-]+", _fold(name))]
    kept = [w for w in words if w not in _ARTICLES]
    while len(kept) > 1 and (kept[0].strip(".") in _TITLES or kept[0] in roles()):
        kept = kept[1:]
    return kept


def pairs(text: str, gold: Sequence[Said], found: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of gold and found statements whose contents share half of their words."""
    starts = [m.start() for m in _WORD.finditer(text)]

    def words(spans: Sequence[Span]) -> set[int]:
        return {s for s in starts for span in spans if span.start <= s < span.end}

    wanted = [words(one.content) for one in gold]
    given = [words(one.content_spans) for one in found]
    shares = (
        (len(g & f) / len(g | f), i, j)
        for i, g in enumerate(wanted)
        for j, f in enumerate(given)
        if g & f
    )
    ranked = sorted(shares, key=lambda row: (-row[0], row[1], row[2]))
    taken: tuple[set[int], set[int]] = (set(), set())
    for share, i, j in ranked:
        if share >= _FOUND and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield i, j


def score(texts: Sequence[Text], analyses: Sequence[Analysis]) -> Score:
    """Return how many found statements have the right speaker."""
    result = Score()
    for text, analysis in zip(texts, analyses, strict=True):
        found = extract_statements(analysis)
        for i, j in sorted(pairs(text.text, text.said, found)):
            _count(result, text, text.said[i], found[j])
    return result


def _count(result: Score, text: Text, one: Said, found: Statement) -> None:
    kind = source_kind(text.text, one)
    speaker = found.speaker
    told = None if speaker is None else speaker.name or speaker.mention
    if one.speaker is None:
        full = last = speaker is None or speaker.name is None
    else:
        full = told is not None and same_full(one.speaker, told)
        last = told is not None and same_last(one.speaker, told)
    result.found[kind] += 1
    result.full[kind] += full
    result.last[kind] += last
    if not full:
        cue = found.quote[:60].replace("\n", " ")
        mention = None if speaker is None else speaker.mention
        result.misses.append(
            f"{kind:12} {text.id} [{one.source}] = {one.speaker} → {told} (at {mention}) · {cue}"
        )


def _analyses(texts: Sequence[Text], cache: Path | None) -> list[Analysis]:
    articles = [read_text(text.text, source_id=re.sub(r"\W", "-", text.id)) for text in texts]
    for article, text in zip(articles, texts, strict=True):
        if article.text != text.text:
            raise ValueError(f"{text.id}: reading changes the text, so its spans do not hold")
    return [analyse_parsed(a, p) for a, p in zip(articles, _parses(articles, cache), strict=True)]


def _parses(articles: list[Article], cache: Path | None) -> list[Parse]:
    known: dict[str, Parse] = {}
    if cache is not None and cache.exists():
        known = pickle.loads(cache.read_bytes())  # noqa: S301 - written by us
    unread = [article for article in articles if article.text not in known]
    if unread:
        known |= {a.text: p for a, p in zip(unread, parse_articles(unread), strict=True)}
        if cache is not None:
            cache.write_bytes(pickle.dumps(known))
    return [known[article.text] for article in articles]


def report(title: str, result: Score) -> str:
    """Return the table that is printed."""
    rows = [f"{title}: kind, found, full name right %, last word right %"]
    for kind in (*KINDS, "named"):
        inside = _NAMED if kind == "named" else (kind,)
        found, full, last = (
            sum(counts[k] for k in inside) for counts in (result.found, result.full, result.last)
        )
        if found:
            rows.append(
                f"  {kind:12} {found:5} {100 * full / found:6.1f} {100 * last / found:6.1f}"
            )
    return "\n".join(rows)


def main() -> None:
    """Print the scores of both parts of each gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gum", type=Path, help="GUM news texts with names, JSON Lines")
    parser.add_argument("--cache", type=Path, help="folder of pickled parses, made if absent")
    parser.add_argument("--misses", action="store_true", help="list the misses of tuning parts")
    options = parser.parse_args()
    sets = {"own": own_texts()}
    if options.gum is not None:
        sets["gum"] = gum_texts(options.gum)
    for name, texts in sets.items():
        cache = None if options.cache is None else options.cache / f"{name}.parses"
        analyses = _analyses(texts, cache)
        for tuning in (True, False):
            part = [(t, a) for t, a in zip(texts, analyses, strict=True) if t.tuning == tuning]
            result = score([t for t, _ in part], [a for _, a in part])
            if options.misses and tuning:
                print(*sorted(result.misses), sep="\n")
            print(
                report(f"{name} {'tuning' if tuning else 'held back'} ({len(part)} texts)", result)
            )


if __name__ == "__main__":
    main()
