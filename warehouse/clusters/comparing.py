"""How likely events of a warehouse are one, and which of some are grouped together."""

from collections.abc import Sequence

import numpy as np

from warehouse.clusters.blocking import candidates
from warehouse.clusters.judge import judge
from warehouse.clusters.linkage import groups
from warehouse.clusters.profiles import Profiles, Story, Telling, profiles
from warehouse.clusters.reading import Member, Source
from warehouse.clusters.similarity import Pairs, features
from warehouse.clusters.times import apart, span_of
from warehouse.clusters.vectors import Floats

_STEP = 50_000


def group(members: Sequence[Member], sources: Sequence[Source]) -> list[list[int]]:
    """Return the rows of *members* in groups of one event each, ascending, by first row."""
    if not members:
        return []
    columns = profiled(members, sources)
    left, right = candidates(columns)
    return groups(len(members), left, right, likely_one(columns, members, left, right))


def profiled(members: Sequence[Member], sources: Sequence[Source]) -> Profiles:
    """Return what is compared of *members*, which *sources* tell."""
    row_of = {source.article_id: row for row, source in enumerate(sources)}
    told = [_telling(m, sources[row_of[m.article_id]], row_of[m.article_id]) for m in members]
    return profiles(told, [Story(title=s.title or "", text=s.lead) for s in sources])


def _telling(member: Member, source: Source, story: int) -> Telling:
    first, last = span_of(
        member.date_start, member.date_end, source.published, historical=member.historical
    )
    return Telling(
        story=story,
        type=member.type,
        trigger=member.trigger,
        quote=member.quote,
        arguments=member.arguments,
        places=tuple(place.name for place in member.places),
        first=first,
        last=last,
    )


def likely_one(of: Profiles, members: Sequence[Member], left: Pairs, right: Pairs) -> Floats:
    """Return how likely each pair is one event: 0 where their days or countries differ.

    Of two records of one article extraction has found that they differ; only a row of a
    timeline and the prose that tells it may still be one, and both have its date then.
    """
    likely = np.zeros(len(left), np.float32)
    for start in range(0, len(left), _STEP):
        some = slice(start, start + _STEP)
        likely[some] = judge().probabilities(features(of, left[some], right[some]))
    likely[apart(of, left, right)] = 0
    dated = np.array([m.date_start is not None for m in members])
    same_days = (of.first[left] == of.first[right]) & (of.last[left] == of.last[right])
    told_twice = dated[left] & dated[right] & same_days
    likely[(of.story[left] == of.story[right]) & ~told_twice] = 0
    countries = [frozenset(p.country for p in m.places if p.country) for m in members]
    for pair in np.flatnonzero(likely > 0).tolist():
        one, other = countries[int(left[pair])], countries[int(right[pair])]
        if one and other and not one & other:
            likely[pair] = 0
    return likely
