"""Numbers without a noun that count what their subject names: "the number of deaths rose to 61"."""

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statistics.figure import Figure, plain_figure
from extract.statistics.plurals import is_plural, singular_of
from extract.statistics.quantity import Quantity
from extract.statistics.units import per_after

_NUMBER = frozenset("number total tally count".split())
_NUMBERING = frozenset({"number", "total"})
_COUNTABLE = frozenset(
    "death case infection arrest birth injury casualty fatality claim application complaint"
    " subscriber user visitor arrival passenger member customer employee job layoff vacancy"
    " homicide murder crime accident crash hospitalisation hospitalization admission patient"
    " refugee migrant student voter marriage divorce permit registration booking download"
    " delivery shipment flight opening foreclosure eviction bankruptcy suicide shooting"
    " robbery burglary theft attack offence offense incident recovery vaccination dose test"
    " enrollment enrolment graduate follower listener viewer reader shareholder resident"
    " inmate prisoner worker victim evacuee protester spectator crossing apprehension"
    " deportation sighting drowning stabbing kidnapping abduction".split()
)
"""Nouns whose plural as a subject is counted by its level: "deaths rose to 61"; not "sales"."""

_LEVEL = frozenset("to at by from".split())
_REACHING = frozenset("reach total number exceed hit top pass near average equal".split())
_MOVING = frozenset(
    "rise fall climb drop increase decrease grow jump surge soar slip decline stand total"
    " number remain go come swell reduce cut revise double triple quadruple slow ease dip"
    " plunge tumble plummet edge tick creep expand shrink peak bring push rocket skyrocket"
    " spike halve lower raise slide sink dwindle recover rebound move change put estimate set"
    " sit run leap advance gain balloon stay".split()
)
"""Verbs whose "to", "at" or "by" tells how many the subject are."""


def counted_subject(analysis: Analysis, quantity: Quantity) -> Figure | None:
    """Return the count of what the subject of a bare number names, None where it names none.

    "The victims numbered 213", "the number of deaths rose to 61", "infections fell to 43".
    """
    number = quantity.number
    token = next(iter(analysis.tokens_between(number.start, number.end)), None)
    if token is None or not analysis.text[number.start].isdigit():
        return _numbered(analysis, quantity, token)
    noun = _counted_by(analysis, token)
    if noun is None:
        return _numbered(analysis, quantity, token)
    return _figure(analysis.text, quantity, noun)


def _figure(text: str, quantity: Quantity, noun: Token) -> Figure:
    per = per_after(text, quantity.number.end)
    figure = plain_figure(
        quantity, None, unit=singular_of(noun), dimension="count", confidence=0.75
    )
    return msgspec.structs.replace(
        figure,
        unit_text=noun.text,
        per=None if per is None else per[0],
        end=figure.end if per is None else per[1],
    )


def _numbered(analysis: Analysis, quantity: Quantity, token: Token | None) -> Figure | None:
    """Read the number of a subject: "the victims numbered 213", "arrests totalled 40"."""
    verb = None if token is None else analysis.head(token)
    if verb is None or verb.lemma.lower() not in _NUMBERING or verb.upos != "VERB":
        return None
    subject = next(iter(analysis.children(verb, "nsubj")), None)
    if subject is None or subject.upos != "NOUN" or not is_plural(subject):
        return None
    return _figure(analysis.text, quantity, subject)


def _counted_by(analysis: Analysis, token: Token) -> Token | None:
    """Return the plural noun that the subject of the number's clause counts."""
    case = next((t.text.lower() for t in analysis.children(token, "case")), None)
    above = analysis.head(token)
    if above is None:
        return None
    copular = bool(analysis.children(token, "cop"))
    if not copular and above.upos in {"NOUN", "SYM", "NUM"} and above.index < token.index:
        above = analysis.head(above) or above  # "fell by 6 percent to 1,120"
    clause = token if copular else above
    subject = next(iter(analysis.children(clause, "nsubj")), None)
    if subject is None or subject.upos != "NOUN" or subject.index > token.index:
        return None
    if not copular and clause.upos != "VERB":
        return None
    if case is not None and case not in _LEVEL:
        return None
    verbs = _REACHING if case is None else _MOVING
    if not copular and clause.lemma.lower() not in verbs:
        return None
    if subject.lemma.lower() in _NUMBER:
        noun = next((t for t in analysis.children(subject, "nmod") if t.upos == "NOUN"), None)
        return noun if noun is not None and is_plural(noun) else None
    counted = is_plural(subject) and singular_of(subject) in _COUNTABLE
    return subject if counted else None
