"""Groups the names of an article into entities."""

from extract.language import Parse
from extract.names.anaphora import find_anaphora
from extract.names.chains import find_chains
from extract.names.grouping import Draft, group_names
from extract.names.identity import identifier, settle_countries
from extract.names.lexicon import actors, name_words
from extract.names.mention import ArticleEntity, Mention
from extract.names.name import Name
from extract.names.naming import read_names
from extract.names.persons import KIN
from extract.names.phrases import is_national
from extract.names.reference import Reference
from extract.names.spelling import without_article
from schemas import Article


def resolve(article: Article, parse: Parse) -> tuple[list[Mention], list[ArticleEntity]]:
    """Return the mentions in text order and the entities in order of first mention.

    Mentions may nest: the adjective of “Iraqi forces” is a mention of the country inside the
    nominal, so that a reader of the inner token sees Iraq and of the head sees the forces. Of
    two that begin together the shorter comes first. Every mention points at one entity and every
    entity at all its mentions.
    """
    named = read_names(parse, article.text, find_chains(parse, article.text))
    names = [
        n
        for n in named
        if not (n.is_demonym and n.last - n.first == 1 and is_national(parse.tokens, n.first))
    ]
    drafts = group_names(parse, article.text, names)
    references = _name_references(parse, names, drafts)
    _inherit(names, drafts, references)
    references += find_anaphora(parse, article.text, names, drafts, references)
    _employ(names, drafts, references)
    settle_countries(drafts)
    return _number(parse, drafts, references)


def _name_references(parse: Parse, names: list[Name], drafts: list[Draft]) -> list[Reference]:
    return [
        Reference(
            first=names[i].first,
            last=names[i].last,
            head=_head(parse, names[i].first, names[i].last),
            kind="name",
            entity=number,
            role=_office(names[i].role) if draft.kind == "person" else None,
        )
        for number, draft in enumerate(drafts)
        for i in draft.names
    ]


def _inherit(names: list[Name], drafts: list[Draft], references: list[Reference]) -> None:
    """Give persons the sector and country of their body where nothing nearer tells them."""
    entity_at = {r.first: r.entity for r in references}
    for draft in drafts:
        if draft.kind != "person":
            continue
        bodies = (names[i].body for i in draft.names)
        owners = [drafts[entity_at[b[0]]] for b in bodies if b is not None and b[0] in entity_at]
        if owners and owners[0].kind in {"person", "place", "country"}:
            # “Stein spokeswoman X” names no body; “the mayor of Lyon” tells a country.
            draft.organisation = None
            draft.country = draft.country or (
                None if owners[0].kind == "person" else owners[0].country
            )
        elif owners:
            draft.country = draft.country or owners[0].country
            draft.sector = draft.sector or owners[0].sector
        if draft.sector is None and draft.organisation is not None:
            words = reversed(draft.organisation.casefold().split())
            told = (name_words().get(word) or actors().get(word) for word in words)
            draft.sector = next((w.sector for w in told if w is not None and w.sector), None)


def _employ(names: list[Name], drafts: list[Draft], references: list[Reference]) -> None:
    """Fill in the bodies that a phrase or a pronoun told: “a spokesman for the ministry”."""
    entity_at = {r.head: r.entity for r in references if r.kind != "name"}
    for draft in drafts:
        if draft.kind != "person" or draft.organisation is not None:
            continue
        served = (entity_at[t] for i in draft.names for t in names[i].serves if t in entity_at)
        body = next((drafts[e] for e in served if drafts[e].named), None)
        if body is not None and body.kind in {"organisation", "group", "facility"}:
            draft.organisation = body.name
            draft.sector = draft.sector or body.sector
            draft.country = draft.country or body.country
        elif body is not None and body.kind == "country":
            draft.country = draft.country or body.country


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the token of the range whose head lies outside it, the first one if several."""
    for index in range(first, last):
        if not first <= parse.tokens[index].head < last:
            return index
    return first


def _number(
    parse: Parse, drafts: list[Draft], references: list[Reference]
) -> tuple[list[Mention], list[ArticleEntity]]:
    """Order mentions and entities and let them point at each other."""
    ordered = sorted(references, key=lambda r: (parse.tokens[r.first].start, r.last, r.entity))
    numbers: dict[int, int] = {}
    for reference in ordered:
        numbers.setdefault(reference.entity, len(numbers))
    mentions = [
        Mention(
            index=index,
            start=parse.tokens[r.first].start,
            end=parse.tokens[r.last - 1].end,
            first=r.first,
            last=r.last,
            head=r.head,
            kind=r.kind,
            entity=numbers[r.entity],
            role=r.role,
        )
        for index, r in enumerate(ordered)
    ]
    of_entity: dict[int, list[int]] = {}
    for mention in mentions:
        of_entity.setdefault(mention.entity, []).append(mention.index)
    entities = [
        _entity(
            drafts[old],
            new,
            tuple(of_entity[new]),
            tuple(sorted(numbers[m] for m in drafts[old].members)),
        )
        for old, new in numbers.items()
    ]
    return mentions, entities


def _office(role: str | None) -> str | None:
    """Return *role* unless it only tells whose relative somebody is; not “Father Brown”."""
    last = role.split()[-1:] if role is not None else []
    return None if last and last[0] in KIN else role


def _entity(
    draft: Draft, index: int, mentions: tuple[int, ...], members: tuple[int, ...]
) -> ArticleEntity:
    others = {without_article(w) for w in draft.spellings} - {draft.name}
    return ArticleEntity(
        index=index,
        entity_id=identifier(draft.kind, draft.name, draft.country),
        name=draft.name,
        kind=draft.kind,
        aliases=tuple(sorted(others)),
        country=draft.country,
        sector=draft.sector,
        role=_office(draft.role),
        organisation=draft.organisation,
        mentions=mentions,
        members=members,
    )
