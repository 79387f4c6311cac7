"""Who acts in an event and whom it befalls."""

from extract.analysis import Analysis
from extract.events import slips
from extract.events.clause import conjuncts, headline_clause, preposition
from extract.events.lexicon import kinds, verb_entries, verb_lemma, word_class
from extract.language import Token
from extract.names import ArticleEntity, gazetteer
from schemas import Participant
from schemas.event import EntityKind, Fate

_INNER = frozenset({"compound", "amod", "nummod", "flat", "fixed", "goeswith", "nmod:poss"})
_DONE = frozenset({"killed", "wounded", "injured", "arrested", "detained", "abducted"})
_PRONOUNS = frozenset({"PRON", "DET"})
_ACTING_PRONOUNS = frozenset({"he", "she", "they"})
_SPEAKABLE = frozenset({"those", "others", "many", "dozens", "hundreds", "thousands", "scores"})
_OWNERS = frozenset(
    {"carry", "house", "hold", "transport", "belong", "use", "own", "operate", "run"}
)
_SECTORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("COP", ("police",)),
    ("MIL", ("troops",)),
    ("REB", ("militia",)),
    ("LEG", ("legislature",)),
    ("JUD", ("judiciary",)),
    ("JRN", ("press",)),
    ("GOV", ("government",)),
    ("CVL", ("protester",)),
    ("BUS", ("company",)),
)


def participants(
    analysis: Analysis, tokens: list[Token], fate: Fate | None = None, *, acting: bool = False
) -> list[Participant]:
    """Return the participants that *tokens* and their coordinates name, in text order.

    With *acting*, things that cannot act are left out; behind a weapon or vehicle stands the
    one it belongs to ("Israeli missiles", "a strike by France").
    """
    found: dict[tuple[int, int], Participant] = {}
    for first in tokens:
        for token in conjuncts(analysis, first):
            made = _acting(analysis, token) if acting else _participant(analysis, token, fate)
            if made is not None:
                found.setdefault((made.start, made.end), made)
    return [found[key] for key in sorted(found)]


def can_act(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* names someone who can act: a name, person, body or force."""
    if analysis.mention_of(token) is not None:
        entity = analysis.entity_of(token)
        return entity is None or entity.kind not in ("event", "work", "facility", "other")
    lemma = token.lemma.lower().rsplit("-", 1)[-1]
    if token.upos == "NUM" or (token.upos == "PROPN" and not token.text.islower()):
        return True  # a name in small letters is none: "Rebel shelling killed three"
    if token.upos in _PRONOUNS:
        return lemma in ("he", "she", "they", "we", "i", "who", "those", "others", "many")
    return any(
        lemma in word_class(name)
        for name in ("animate", "person", "troops", "police", "militia", "protester", "worker",
                     "leader", "diplomat", "company", "group", "legislature", "judiciary")
    )  # fmt: skip


def _acting(analysis: Analysis, token: Token) -> Participant | None:
    if can_act(analysis, token):
        made = _participant(analysis, token, None)
        if made is None and token.text.lower() in _ACTING_PRONOUNS:
            # "They demand a price": someone does, though the article's words leave open who.
            made = Participant(mention=token.text, start=token.start, end=token.end)
        return made
    owner = _owner_of_means(analysis, token)
    return None if owner is None else _participant(analysis, owner, None)


def _owner_of_means(analysis: Analysis, token: Token) -> Token | None:
    """Return who stands behind a means: possessor, country word before it, or "fired by X"."""
    for child in analysis.children(token, "nmod:poss", "compound", "amod"):
        if child.rel == "nmod:poss" and can_act(analysis, child):
            return child
        if names_country(child):
            return child
    for child in analysis.children(token, "acl"):
        for agent in analysis.children(child, "obl"):
            if preposition(analysis, agent) == "by" and can_act(analysis, agent):
                return agent
    return None


def names_country(token: Token) -> bool:
    """Return whether *token* is the name or the adjective of a country: "US", "Chadian"."""
    return _country_of_word(token) is not None


def _country_of_word(token: Token) -> str | None:
    if not token.text[:1].isupper():
        return None
    code = gazetteer.demonym(token.text)
    if code is not None:
        return code
    found = gazetteer.country(token.text)
    return None if found is None else found.code


def owners(analysis: Analysis, token: Token) -> list[Token]:
    """Return the people or bodies a thing carries, houses or belongs to, else nothing.

    "two trucks carrying rebels" gives the rebels; "senior leaders of the Front" the Front.
    """
    found: list[Token] = []
    lemma = token.lemma.lower()
    if lemma in word_class("territory") or lemma in word_class("quantity"):
        return found
    for child in analysis.children(token, "acl"):
        if child.lemma in _OWNERS:
            found += [*analysis.children(child, "obj"), *analysis.children(child, "obl")]
    for child in slips.phrases_behind(analysis, token):
        if preposition(analysis, child) == "of" and analysis.mention_of(child) is not None:
            found.append(child)
    nested = [inner for owner in found for inner in owners(analysis, owner)]
    return [t for t in found + nested if can_act(analysis, t)]


def _bearer(analysis: Analysis, token: Token) -> Token:
    """Return the name right after a role, if there is one: "its founder *Ana Ruiz*"."""
    if token.upos == "PROPN" and token.lemma.lower() in word_class("official"):
        following = analysis.tokens[token.index + 1 : token.index + 2]
        mention = analysis.mention_of(following[0]) if following else None
        if mention is not None and mention.first == token.index + 1 and mention.kind == "name":
            person = analysis.entities[mention.entity].kind == "person"
            return analysis.tokens[mention.head] if person else token
    if token.upos != "NOUN":
        return token
    for child in analysis.children(token, "appos", "flat"):
        between = analysis.text[token.end : child.start]
        if child.upos == "PROPN" and child.index > token.index and not between.strip():
            return child
    return token


def _participant(analysis: Analysis, token: Token, fate: Fate | None) -> Participant | None:
    token = _bearer(analysis, token)
    mention = analysis.mention_of(token)
    if mention is not None and (mention.kind == "name" or mention.head == token.index):
        named = analysis.entities[mention.entity]
        if _is_named(analysis, named):
            return Participant(
                mention=analysis.text[mention.start : mention.end],
                start=mention.start,
                end=mention.end,
                name=named.name,
                entity_id=named.entity_id,
                kind=named.kind,
                country=named.country,
                sector=named.sector,
                fate=fate,
            )
    if token.upos in _PRONOUNS and token.lemma.lower() not in _SPEAKABLE:
        return None
    nominal = token.upos in ("NOUN", "PROPN", "NUM", "ADJ", "X", "PRON", "SYM")
    if not nominal and slips.headline_noun(analysis, token) is None:
        return None
    start, end = phrase(analysis, token)
    entity = analysis.entity_of(token)
    if names_country(token):
        found = gazetteer.country(token.text)
        name = found.name if found is not None else None
        code = _country_of_word(token)
        return Participant(
            mention=analysis.text[start:end], start=start, end=end, name=name, kind="country",
            country=code, fate=fate,
        )  # fmt: skip
    return Participant(
        mention=analysis.text[start:end],
        start=start,
        end=end,
        kind=_kind(analysis, token) or (entity.kind if entity else None),
        country=_country(analysis, token) if can_act(analysis, token) else None,
        sector=(entity.sector if entity else None) or _sector(token),
        fate=fate,
    )


def _is_named(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Return whether the article gives *entity* a name; "two men" are nobody in `entities`."""
    return any(analysis.mentions[i].kind == "name" for i in entity.mentions)


def phrase(analysis: Analysis, token: Token) -> tuple[int, int]:
    """Return the span of the noun phrase of *token* without article and clauses."""
    modifier = slips.headline_noun(analysis, token)
    stack = [token] if modifier is None else [token, modifier]
    members = {t.index for t in stack}
    while stack:
        node = stack.pop()
        for child in analysis.children(node):
            if slips.squeezed(analysis, child) is not None or (
                child.rel == "compound" and _is_headline_verb(analysis, child)
            ):
                continue  # "Avengers bomb *Forcados terminal*", read as one long compound
            inner = child.rel in _INNER or child.rel.startswith("flat")
            inner = inner or (child.rel == "nmod" and _is_of(analysis, child))
            # "Peru and Chile's foreign ministers"
            shared = (node.rel.split(":")[-1], child.rel)
            inner = inner or shared == ("poss", "conj")
            inner = inner or (shared == ("conj", "cc") and node is not token)
            # "Kyiv 's", "Iran - backed": the small words between the members come along.
            if inner or (
                child.rel in ("case", "punct", "advmod", "obl:unmarked", "det")
                and node is not token
            ):
                if child.rel == "nmod" and analysis.children(child, "acl", "cop"):
                    continue
                members.add(child.index)
                stack.append(child)
    first = last = token.index
    while first - 1 in members or (first - 2 in members and analysis.tokens[first - 1].text == "-"):
        first -= 1
    while last + 1 in members:
        last += 1
    while first < token.index and (
        analysis.tokens[first].upos in ("DET", "PUNCT", "ADP", "PART")
        or any(t.start <= analysis.tokens[first].start < t.end for t in analysis.times)
        # "hit a depot and *wounded* six drivers", the verb read as an adjective
        or (
            analysis.tokens[first].text.lower() in _DONE
            and analysis.tokens[first + 1].upos == "NUM"
        )
        or analysis.tokens[first].text in ("'s", "’s")
    ):
        first += 1
    while last > token.index and analysis.tokens[last].upos in ("PUNCT", "ADP", "DET"):
        last -= 1
    return analysis.tokens[first].start, analysis.tokens[last].end


def _is_headline_verb(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* is the verb of a headline that the parser took for a noun."""
    return verb_lemma(token) in verb_entries() and headline_clause(analysis, token) is not None


def _is_of(analysis: Analysis, token: Token) -> bool:
    return preposition(analysis, token) == "of"


def _kind(analysis: Analysis, token: Token) -> EntityKind | None:
    named = kinds(analysis, token)
    lemma = token.lemma.lower()
    if lemma in word_class("building"):
        return "facility"
    if lemma in word_class("territory"):
        return "place"
    if token.upos == "PROPN":
        return None
    if lemma in word_class("troops") or lemma in word_class("militia"):
        return "group"
    if "PERSON" in named and lemma not in word_class("group"):
        return "person"
    if lemma in word_class("government") or lemma in word_class("legislature"):
        return "organisation"
    if named & {"ORG", "GROUP"}:
        return "organisation"
    return None


def _country(analysis: Analysis, token: Token) -> str | None:
    """Return the country that a modifier or possessor gives: "Malian troops", "Peru's army"."""
    for child in analysis.children(token, "amod", "compound", "nmod:poss", "nmod"):
        if child.rel == "nmod" and preposition(analysis, child) not in ("of", "from", ""):
            continue
        # "an Iran-backed group" is not Iran's: there the name stands under the participle.
        code = _country_of_word(child)
        mention = analysis.mention_of(child)
        if code is None and mention is not None and mention.kind == "name":
            code = analysis.entities[mention.entity].country
        if code is not None:
            return code
    return None


def _sector(token: Token) -> str | None:
    lemma = token.lemma.lower()
    for code, names in _SECTORS:
        if any(lemma in word_class(name) for name in names):
            return code
    return None
