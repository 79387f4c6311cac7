"""Whom a speaker is that names leave open: “she said”, “the minister warned”, “governor says”.

The references of an article leave a pronoun or a phrase alone where they are not sure. Whoever
speaks is somebody, and an article lets few speak, so that a reader still knows: the one spoken of
in the sentences before, the one the article is about, the only one of that office.
"""

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity, Mention
from extract.names.lexicon import Gender, given_names, roles
from extract.statements.attribution import Source
from extract.statements.described import Description
from extract.statements.quotes import Quotations
from extract.statements.spoken_of import (
    MOST,
    entities_around,
    mentions_before,
    named,
    plural,
    says,
)

_GENDERS: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_TOLD: dict[str, Gender] = {**_GENDERS, "himself": "m", "hers": "f", "herself": "f"}
_NEUTER = frozenset({"it", "its"})
_BODIES = frozenset({"organisation", "group", "country", "facility"})
_REACH = 4
"""Sentences back within which “she” finds whoever was spoken of last."""

_FEW = 3
"""How often the one whom an article is about is spoken of at least."""


def referent(
    analysis: Analysis, quotations: Quotations, source: Source, head: Token
) -> ArticleEntity | None:
    """Return who speaks where *source*, meant by *head*, has no name; None if that is unsure."""
    word = head.text.casefold()
    if word in _GENDERS and head.upos in {"PRON", "DET"}:
        return _person_meant(analysis, quotations, head, _GENDERS[word])
    if word == "who" or analysis.tokens[source.head].text.casefold() == "who":
        return _named_before(analysis, analysis.tokens[source.head])
    if word in _NEUTER:
        return _body_meant(analysis, head)
    if head.text == "A" and head.start == source.span.start and head.end == source.span.end:
        return _interviewee(analysis, head)
    if head.upos in {"NOUN", "PROPN", "ADJ"}:
        return Description(analysis, source, head).meant()
    return None


def _interviewee(analysis: Analysis, label: Token) -> ArticleEntity | None:
    """Return who answers after “A:”: the person most spoken of before the first question."""
    first = next((t.start for t in analysis.tokens if t.text == "Q"), label.start)
    counts: dict[int, int] = {}
    for mention in mentions_before(analysis, first):
        entity = analysis.entities[mention.entity]
        written = entity.name in analysis.article.authors
        if entity.kind == "person" and named(analysis, entity) and not written:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    if not counts:
        return None
    return analysis.entities[max(counts, key=lambda e: (counts[e], -e))]


def fuller(analysis: Analysis, entity: ArticleEntity) -> ArticleEntity:
    """Return the one whose fuller name holds the single word *entity* is called by, or *entity*.

    “RIVERA: …” is Carlos Rivera, “Nattaya” Nattaya Srisombat, if they are the only ones so named.
    """
    word = entity.name.casefold()
    if " " in word or not named(analysis, entity) or entity.kind == "country":
        return entity
    people = [
        e
        for e in entities_around(analysis, analysis.mentions[entity.mentions[0]].start)
        if e.kind == "person" and " " in e.name and word in {*e.name.casefold().split()}
    ]
    ends = [e for e in people if word == e.name.casefold().split()[-1]] or people
    return ends[0] if len(ends) == 1 and entity.kind in {"person", "place", "other"} else entity


# -- he and she ------------------------------------------------------------------------------


def taken_up(
    analysis: Analysis, quotations: Quotations, pronoun: Token, read: ArticleEntity | None
) -> ArticleEntity | None:
    """Return whom the paragraph so far is about where “he” was read as somebody further off.

    “Law Minister Ann Lee said she would comply. She denied …” is Lee, whoever came before. *read*
    is who was found by the weight of all mentions, and stands if spoken of since.
    """
    gender = _GENDERS.get(pronoun.text.casefold())
    if gender is None:
        return read
    subject = _subject_before(analysis, quotations, pronoun, gender)
    if subject is None or (read is not None and subject.entity == read.index):
        return read
    found = analysis.entities[subject.entity]
    if read is None:
        return found if named(analysis, found) else None
    since = [
        m
        for m in mentions_before(analysis, pronoun.start)
        if m.entity == read.index and m.start > subject.start and quotations.at(m.start) is None
    ]
    here = analysis.tokens[subject.first].sentence
    told_of = all(analysis.tokens[m.first].sentence == here for m in since)
    goes_on = told_of and _goes_on_saying(analysis, pronoun) and says(analysis, subject)
    if since and not goes_on:
        return read  # but “Lee says the parrot is bored. “…,” he adds” is Lee
    return found if named(analysis, found) else read


def _subject_before(
    analysis: Analysis, quotations: Quotations, pronoun: Token, gender: Gender
) -> Mention | None:
    """Return the subject of the last main clause of the paragraph that suits the pronoun."""
    block = analysis.sentences[pronoun.sentence].block
    for number in range(pronoun.sentence - 1, -1, -1):
        sentence = analysis.sentences[number]
        if sentence.block != block:
            return None
        for token in analysis.sentence_tokens(sentence):
            governor = analysis.head(token)
            main = governor is not None and governor.head < 0 and token.rel == "nsubj"
            if not main or quotations.at(token.start) is not None:
                continue
            mention = _mention_around(analysis, token)
            if mention is not None and _suits(analysis, mention, gender):
                return mention
    return None


def _mention_around(analysis: Analysis, token: Token) -> Mention | None:
    """Return the mention of the subject *token*, the name that its title stands before if any."""
    mention = analysis.mention_of(token)
    if mention is not None and mention.head == token.index:
        return mention
    for child in analysis.children(token, "flat", "appos", "compound"):
        name = analysis.mention_of(child)
        bare = child.rel == "appos" and token.lemma.casefold() not in roles()
        if name is not None and name.kind == "name" and name.head == child.index and not bare:
            return name
    return mention


def _goes_on_saying(analysis: Analysis, pronoun: Token) -> bool:
    verb = analysis.head(pronoun)
    return verb is not None and verb.lemma.casefold() in {"say", "add", "explain", "continue"}


def _named_before(analysis: Analysis, relative: Token) -> ArticleEntity | None:
    """Return the person before “who”: “Ann Lee of the University of Oslo, who warned”."""
    for mention in mentions_before(analysis, relative.start):
        if analysis.tokens[mention.first].sentence != relative.sentence:
            return None
        if mention.kind == "name" and analysis.entities[mention.entity].kind == "person":
            between = analysis.tokens[mention.last : relative.index]
            if any(t.upos in {"VERB", "AUX", "SCONJ", "CCONJ"} for t in between):
                return None
            return analysis.entities[mention.entity]
    return None


def _person_meant(
    analysis: Analysis, quotations: Quotations, pronoun: Token, gender: Gender
) -> ArticleEntity | None:
    last = -1
    near: list[Mention] = []
    for mention in mentions_before(analysis, pronoun.start):
        sentence = analysis.tokens[mention.first].sentence
        distance = pronoun.sentence - sentence
        if distance > _REACH:
            break
        if sentence != last and near:
            break
        last = sentence
        if quotations.at(mention.start) is not None or not _suits(analysis, mention, gender):
            continue
        entity = analysis.entities[mention.entity]
        block = analysis.sentences[sentence].block
        close = distance <= 1 or block == analysis.sentences[pronoun.sentence].block
        if named(analysis, entity) or (close and _stands_out(analysis, mention)):
            near.append(mention)
    chosen = _foremost(analysis, near)
    if chosen is not None:
        entity = analysis.entities[chosen.entity]
        return entity if named(analysis, entity) else None
    return _protagonist(analysis, pronoun, gender)


def _suits(analysis: Analysis, mention: Mention, gender: Gender) -> bool:
    entity = analysis.entities[mention.entity]
    if entity.members:
        return False
    if entity.kind != "person":
        return _speaks_by_name(analysis, mention) or _holds_office(analysis, entity)
    head = analysis.tokens[mention.head]
    plural = mention.kind == "nominal" and head.text.casefold() != head.lemma.casefold()
    return not plural and told_gender(analysis, entity) in {gender, None}


def _speaks_by_name(analysis: Analysis, mention: Mention) -> bool:
    """Whether a name read as a place or a thing says something: “Nattaya told supporters”."""
    if mention.kind != "name":
        return False
    head = analysis.tokens[mention.head]
    verb = analysis.head(head)
    entity = analysis.entities[mention.entity]
    told = verb is not None and verb.lemma.casefold() in {"say", "tell", "recall", "explain"}
    return told and head.rel == "nsubj" and entity.kind in {"place", "other", "work"}


def _holds_office(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Whether a title stands beside a name read as a place: “its foreign minister, Omar Plaza”."""
    if entity.kind not in {"place", "facility", "other", "work", "event"} or not named(
        analysis, entity
    ):
        return False
    heads = (analysis.tokens[analysis.mentions[i].head] for i in entity.mentions[:MOST])
    return any(t.upos == "NOUN" and t.lemma.casefold() in roles() for t in heads)


def told_gender(analysis: Analysis, entity: ArticleEntity) -> Gender | None:
    """Return the gender of a person: what its pronouns tell, else its title, else its name."""
    counts = {"m": 0, "f": 0}
    for index in entity.mentions[:MOST]:
        mention = analysis.mentions[index]
        told = _TOLD.get(analysis.text[mention.start : mention.end].casefold())
        subject = analysis.tokens[mention.head].rel.startswith(("nsubj", "nmod"))
        if told is not None and mention.kind == "pronoun" and subject:
            counts[told] += 1  # “the president will ask her” tells nothing of him
    if counts["m"] != counts["f"]:
        return "m" if counts["m"] > counts["f"] else "f"
    for index in entity.mentions[:MOST]:
        mention = analysis.mentions[index]
        before = analysis.tokens[mention.first - 1].text.casefold() if mention.first else ""
        noun = analysis.tokens[mention.head].lemma.casefold() if mention.kind == "nominal" else ""
        for word in (before, noun, *(mention.role or "").casefold().split()):
            role = roles().get(word)
            if role is not None and role.gender is not None:
                return role.gender
            if word.endswith(("woman", "man")):
                return "f" if word.endswith("woman") else "m"
    first = entity.name.split()[0]
    return given_names().get(first) if " " in entity.name else None


def _foremost(analysis: Analysis, near: list[Mention]) -> Mention | None:
    """Return the subject among *near*, else the only one of them; None if they are several."""
    subjects = [m for m in near if analysis.tokens[m.head].rel.startswith("nsubj")]
    main = [m for m in subjects if _in_main_clause(analysis, m)] or subjects
    chosen = main or near
    return chosen[-1] if len({m.entity for m in chosen}) == 1 else None


def _stands_out(analysis: Analysis, mention: Mention) -> bool:
    """Whether somebody unnamed is the subject of a sentence, or spoken of before.

    “A spokeswoman confirmed it. She …”; not “an accent that one boss called odd. She …”.
    """
    subject = analysis.tokens[mention.head].rel.startswith("nsubj")
    if mention.kind != "nominal" or not subject:
        return False
    mentions = (analysis.mentions[i] for i in analysis.entities[mention.entity].mentions)
    again = sum(m.kind == "nominal" for m in mentions) > 1
    return again or _in_main_clause(analysis, mention)


def _in_main_clause(analysis: Analysis, mention: Mention) -> bool:
    verb = analysis.head(analysis.tokens[mention.head])
    return verb is not None and verb.head < 0


def _protagonist(analysis: Analysis, pronoun: Token, gender: Gender) -> ArticleEntity | None:
    """Return the person of the pronoun's gender whom the article so far is about."""
    counts: dict[int, int] = {}
    for mention in mentions_before(analysis, pronoun.start):
        entity = analysis.entities[mention.entity]
        if entity.kind != "person" or not named(analysis, entity):
            continue
        if told_gender(analysis, entity) == gender:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    if not counts:
        return None
    ranked = sorted(counts, key=lambda e: (-counts[e], e))
    rival = counts[ranked[1]] if len(ranked) > 1 else 0
    best = counts[ranked[0]]
    return analysis.entities[ranked[0]] if best >= _FEW and best >= 2 * rival else None


# -- it --------------------------------------------------------------------------------------


def _body_meant(analysis: Analysis, pronoun: Token) -> ArticleEntity | None:
    """Return the body that the main clauses before speak of; a paper or an event stops the search.

    “Sporveien said three were hurt. The line is closed. It declined to comment.”
    """
    for number in range(pronoun.sentence, max(pronoun.sentence - _REACH, -1), -1):
        subject = _main_subject(analysis, number, pronoun.start)
        if subject is None:
            continue
        entity = analysis.entity_of(subject)
        lemma = subject.lemma.casefold()
        if entity is not None and entity.kind in _BODIES and not plural(subject):
            return entity if named(analysis, entity) else None
        if lemma in _DOCUMENTS:
            return None
    return None


_DOCUMENTS = frozenset(
    "report study survey poll letter statement document paper book indictment ruling leaflet memo"
    " review audit website sign app bill law plan article film verdict judgment notice".split()
)


def _main_subject(analysis: Analysis, number: int, limit: int) -> Token | None:
    sentence = analysis.sentences[number]
    for token in analysis.sentence_tokens(sentence):
        governor = analysis.head(token)
        main = governor is not None and governor.head < 0
        if token.start < limit and main and token.rel == "nsubj" and token.upos != "PRON":
            return token
    return None
