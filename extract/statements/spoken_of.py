"""What an article tells of the ones it speaks of: by name, how often, saying what."""

from bisect import bisect_left
from collections.abc import Iterator

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity, Mention
from extract.statements.lexicon import lexicon


def named(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Return whether the article calls *entity* by a name."""
    return any(analysis.mentions[i].kind == "name" for i in entity.mentions)


MOST = 60
"""How many mentions of one entity are asked for its office or gender."""

_WINDOW = 300
"""How many entities or mentions on each side are looked at; keeps long articles linear."""


def entities_around(analysis: Analysis, position: int) -> tuple[ArticleEntity, ...]:
    """Return the entities that come in around the code point *position*, in text order."""

    def start(entity: ArticleEntity) -> int:
        return analysis.mentions[entity.mentions[0]].start

    index = bisect_left(analysis.entities, position, key=start)
    return analysis.entities[max(index - _WINDOW, 0) : index + _WINDOW]


def mentions_before(analysis: Analysis, position: int) -> Iterator[Mention]:
    """Yield the nearest mentions that end before the code point *position*, the last first."""
    index = bisect_left(analysis.mentions, position, key=lambda mention: mention.start)
    for mention in reversed(analysis.mentions[max(index - _WINDOW, 0) : index]):
        if mention.end <= position:
            yield mention


def says(analysis: Analysis, subject: Mention) -> bool:
    """Return whether *subject* is the subject of a verb of saying."""
    verb = analysis.head(analysis.tokens[subject.head])
    entry = None if verb is None else lexicon().verbs.get(verb.lemma.casefold())
    return entry is not None and bool(entry.frames & {"quote", "that"})


def plural(token: Token) -> bool:
    """Return whether *token* is a noun in the plural."""
    word = token.text.casefold()
    return token.upos == "NOUN" and word != token.lemma.casefold() and word.endswith("s")
