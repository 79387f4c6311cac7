"""Finds the name beside a phrase for a speaker: “one of them, Ann Lee of Corvid, said”."""

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity, Mention
from extract.statements.attribution import Source

_BODIES = frozenset({"organisation", "group", "facility"})
_ASIDE = 14
"""How many tokens after a phrase its name may begin: “the agency that runs it, the Rail Fund,”."""

_BEFORE_NAME = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
_NAMING = frozenset({"named", "called", "as", "just", "name", "only", "dubbed", "nicknamed"})
_CLOSING = frozenset({",", ".", "—", "–", ")", ";"})


def titled_by(analysis: Analysis, source: Source, head: Token) -> Mention | None:
    """Return the person whose title is the head: “Peru’s Trade Minister Ann Lee”."""
    mention = _person_inside(analysis, source)
    if mention is None:
        after = analysis.tokens[head.index + 1 : head.index + 2]
        name = analysis.mention_of(after[0]) if after else None
        beside = name is not None and name.kind == "name" and name.first == head.index + 1
        if name is None or not beside or source.span.end != head.end:
            return None
        person = analysis.entities[name.entity].kind == "person"
        return name if person and after[0].sentence == head.sentence else None
    if not (head.index == mention.first - 1 or head.upos == "PROPN"):
        return None  # “the dog of Ann Lee”
    return mention if mention.end == source.span.end or head.index < mention.first else None


def name_beside(analysis: Analysis, source: Source, phrase: ArticleEntity | None) -> Mention | None:
    """Return the name that a comma or “called” ties to the phrase of *source*, None if none does.

    *phrase* is what the phrase alone denotes.
    """
    return _name_after(analysis, source, phrase) or _name_at_end(analysis, source)


def _person_inside(analysis: Analysis, source: Source) -> Mention | None:
    """Return the last person named in the phrase, None if that is an owner: “Lee’s lawyer”."""
    inside = list(analysis.tokens_between(source.span.start, source.span.end))
    for token in reversed(inside):
        mention = analysis.mention_of(token)
        if mention is None or mention.kind != "name" or mention.end > source.span.end:
            continue
        if analysis.entities[mention.entity].kind == "person":
            owner = analysis.text[mention.end : mention.end + 2] in {"'s", "’s"}
            return None if owner else mention
    return None


def _name_after(analysis: Analysis, source: Source, phrase: ArticleEntity | None) -> Mention | None:
    """Return the name set off by commas after the phrase: “one of them, Ann Lee, said”."""
    sentence = analysis.sentences[analysis.tokens[source.head].sentence]
    after = [
        t for t in analysis.tokens[source.head + 1 : sentence.last] if t.start >= source.span.end
    ]
    comma = _opening_comma(analysis, source, after[:_ASIDE])
    if comma is None:
        return None
    mention = _first_name(analysis, comma + 1, sentence.last)
    if mention is None or not _closed(analysis, mention, sentence.last):
        return None
    entity = analysis.entities[mention.entity]
    before = analysis.tokens[comma + 1 : mention.first]
    if phrase is not None and phrase.kind in {"organisation", "facility"}:
        return mention if entity.kind in _BODIES else None
    if phrase is not None and phrase.kind == "person":
        # “its owner, Northline Media, said”
        return mention if entity.kind in _BODIES | {"person"} else None
    if phrase is not None and phrase.kind != "group":
        return None
    if entity.kind == "person":
        return mention if phrase is None else None
    bare = all(t.upos == "DET" for t in before) or analysis.tokens[source.head].text == "one"
    return mention if entity.kind in _BODIES and bare else None


def _opening_comma(analysis: Analysis, source: Source, after: list[Token]) -> int | None:
    """Return the comma after the phrase, or after the clause that hangs on it without a comma."""
    if not after:
        return None
    if after[0].text == ",":
        return after[0].index
    if after[0].text == "of":  # “one of them, Ann Lee, said”
        comma = next((t.index for t in after[:5] if t.text == ","), None)
        if comma is not None and not any(t.upos in {"VERB", "AUX"} for t in after[:5]):
            return comma
    clauses = analysis.children(analysis.tokens[source.head], "acl")
    for clause in clauses:
        last = analysis.subtree(clause)[-1].index
        comma = next((t.index for t in after if t.text == "," and t.index >= last), None)
        if comma is not None and comma <= last + 1:
            return comma
    return None


def _first_name(analysis: Analysis, first: int, last: int) -> Mention | None:
    """Return the name that ends the noun phrase at *first*: “retired judge Ann Lee”."""
    found: Mention | None = None
    for index in range(first, min(first + 8, last)):
        token = analysis.tokens[index]
        mention = analysis.mention_of(token)
        if mention is not None and mention.kind == "name" and mention.first == index:
            found = mention
        elif found is not None and index >= found.last:
            break
        elif token.upos not in _BEFORE_NAME and token.text != "-":
            return None
    return found


def _closed(analysis: Analysis, mention: Mention, last: int) -> bool:
    """Whether the aside ends after the name, or after what hangs on it: “Ann Lee of Corvid,”."""
    index = mention.last
    if index < last and analysis.tokens[index].text in {"of", "from", "at"}:
        further = range(index + 1, min(index + 8, last))
        index = next((i for i in further if analysis.tokens[i].text in _CLOSING), last)
    closing = [token.text for token in analysis.tokens[index : index + 2]]
    # “the mayor, Hamas, and the army” are three
    return bool(closing) and closing[0] in _CLOSING and closing[1:] not in (["and"], ["or"])


def _name_at_end(analysis: Analysis, source: Source) -> Mention | None:
    """Return the person whose name ends the phrase: “one of them, Ann Lee”, “a boy called Wil”."""
    mention = _person_inside(analysis, source)
    if mention is None or mention.end != source.span.end:
        return None
    before = analysis.text[source.span.start : mention.start].rstrip()
    named = before.casefold().split()[-1:]
    return mention if before.endswith(",") or (named and named[0] in _NAMING) else None
