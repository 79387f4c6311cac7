"""The noun a number counts, from tags first and syntax second."""

from bisect import bisect_left

import msgspec

from extract.analysis import Analysis
from extract.language import Sentence, Token
from extract.statistics.plurals import PLURALS, is_plural, singular_of

_MAX_TOKENS = 12
_MORE = frozenset("more other additional further extra fewer less".split())
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DETERMINERS = frozenset(
    "the these those its their his her our my your all any both each such".split()
)
_NO_HEADS = frozenset(
    "way thing one other lot bit rest kind sort total deal case fact point side hand time day"
    " moment reason sake".split()
)
_PREPOSITIONS_IN_ING = frozenset("following including according regarding depending".split())
_GOING = frozenset(
    "visitor visit trip flight call letter damage threat access route journey reply answer export"
    " shipment delivery donation link road bridge train bus gift payment change amendment objection"
    " contribution attack challenge right".split()
)
"""Nouns that take "to": "12 visitors to the park"."""
_ADJUNCTS = frozenset("in at on during after before by for from near through over".split())
_NO_PLURALS = frozenset(
    "has is was does says goes this its his hers ours theirs yours as us always perhaps across"
    " towards afterwards besides less plus versus minus needs wants makes takes comes remains"
    " includes means stands shows gets gives keeps seems belongs represents amounts equals"
    " exceeds sometimes others".split()
)
"""Words in -s after a number that are no noun: "of which 12 remains unsold"."""
_OPEN_TAGS = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})


class Counted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A counted noun: its span with modifiers, its head token and its singular.

    `of_start`, `of_end` cover the whole phrase with what follows the head ("US troops
    stationed in the country"). `plural`: whether the head is written as a plural.
    `definite`: whether it is reached through "of the": "three of the men".
    """

    start: int
    end: int
    head: Token
    singular: str
    of_start: int
    of_end: int
    plural: bool
    definite: bool


def counted_noun(analysis: Analysis, tail: int, sentence: Sentence) -> Counted | None:
    """Return the noun phrase counted by the number that ends at *tail*, None if there is none."""
    tokens = _tokens_after(analysis, tail, sentence)
    tokens = _past_quote(tokens)
    if not tokens or _is_calendar(analysis, tokens[0]):
        return None
    definite = False
    if tokens[0].upos == "ADP" and tokens[0].text.lower() not in {"of", "out"}:
        return None
    if [t.text.lower() for t in tokens[:2]] == ["out", "of"]:
        tokens = tokens[1:]
        definite = True
    if tokens[0].text.lower() == "of":
        tokens = tokens[1:]
        while tokens and tokens[0].text.lower() in _DETERMINERS:
            definite, tokens = True, tokens[1:]
        rest = _past_number(analysis, tokens)
        definite, tokens = definite or rest is not tokens, rest
    elif analysis.text[max(0, tail - 5) : tail].lower().lstrip().endswith("half"):
        while tokens and tokens[0].text.lower() in _DETERMINERS:
            definite, tokens = True, tokens[1:]  # "half the price"
    head = _parted(analysis, tail, tokens) if definite else _numbered(analysis, tokens)
    return _noun_run(analysis, tokens, definite=definite, head=head)


def _is_calendar(analysis: Analysis, token: Token) -> bool:
    """Whether a time begins with *token*: "5 May"; not "two recent talks", "3 quarter-finals"."""
    if token.upos == "ADJ":
        return False
    return any(
        t.start <= token.start < t.end and analysis.text[t.end : t.end + 1] != "-"
        for t in analysis.times
    )


def _numbered(analysis: Analysis, tokens: list[Token]) -> Token | None:
    """Return the plural that the number before *tokens* hangs on in the tree, if it is near.

    The tree sees through names: "three University of Texas students", "30 Boeing 737 jets".
    """
    first = tokens[0] if tokens else None
    if first is None or first.index == 0 or first.text in {"-", "‑", "–"}:
        return None
    number: Token | None = analysis.tokens[first.index - 1]
    for _ in range(3):
        if number is None or not number.rel.startswith(("nummod", "compound", "flat")):
            return None
        above = analysis.head(number)
        if above is not None and above.index >= first.index:
            break
        number = above
    else:
        return None
    if above.upos not in {"NOUN", "PROPN"}:
        return None
    between = [t for t in tokens if t.index < above.index]
    if len(between) > 7 or above.index > tokens[-1].index or not is_plural(above):
        return None
    crossed = any(
        t.text in _POSSESSIVE
        or (t.upos == "NUM" and analysis.tokens[t.index - 1].upos != "PROPN")
        or t.upos in {"AUX", "PRON", "SCONJ"} or t.text in {";", ":", "(", ")", "—"}
        or (t.upos in {"VERB", "ADP"} and not _inside(t, above))
        for t in between
    )  # fmt: skip
    return None if crossed else above


def _parted(analysis: Analysis, tail: int, tokens: list[Token]) -> Token | None:
    """Return the plural of which the number that ends at *tail* takes a part, by the tree.

    "Three of the GOP presidential hopefuls": of hopefuls.
    """
    number = next(iter(analysis.tokens_between(tail - 1, tail)), None)
    if number is None or number.upos != "NUM" or not tokens:
        return None
    for noun in analysis.children(number, "nmod"):
        between = [t for t in tokens if t.index < noun.index]
        if noun.upos not in {"NOUN", "PROPN"} or not is_plural(noun) or len(between) > 6:
            continue
        if noun.index < tokens[0].index or noun.index > tokens[-1].index:
            continue
        if all(t.upos in {"ADJ", "NOUN", "PROPN", "ADV", "NUM"} for t in between):
            return noun
    return None


def _inside(token: Token, noun: Token) -> bool:
    """Whether a verb or preposition before *noun* hangs inside its phrase."""
    return (
        token.rel in {"amod", "compound", "conj", "case", "flat"}
        and token.upos != "AUX"
        and (token.head <= noun.index)
    )


def _past_number(analysis: Analysis, tokens: list[Token]) -> list[Token]:
    """Return *tokens* after the whole that they begin with: "of 31 gauges", "of some 40 men"."""
    for first, token in enumerate(tokens[:3]):
        index = bisect_left(analysis.numbers, token.start, key=lambda n: n.start)
        number = next(iter(analysis.numbers[index : index + 1]), None)
        if number is not None and number.start == token.start:
            loose = any(t.upos not in {"ADJ", "DET"} for t in tokens[:first])
            if first and loose and number.modifier_start > tokens[0].start:
                return tokens
            return [t for t in tokens if t.start >= number.end]
    return tokens


def phrase_at(analysis: Analysis, position: int, sentence: Sentence) -> Counted | None:
    """Return the noun phrase that begins at the code point *position*, None if none does."""
    tokens = _tokens_after(analysis, position, sentence)
    if tokens and tokens[0].upos == "NUM":
        tokens = tokens[1:]
    return _noun_run(analysis, tokens, definite=False) if tokens else None


def _tokens_after(analysis: Analysis, tail: int, sentence: Sentence) -> list[Token]:
    found: list[Token] = []
    for token in analysis.tokens_between(tail, sentence.end):
        if token.start >= tail:
            found.append(token)
        if len(found) > _MAX_TOKENS:
            break
    return found


def _past_quote(tokens: list[Token]) -> list[Token]:
    return tokens[1:] if tokens and tokens[0].text in {"“", '"', "‘", "-", "–"} else tokens


def _noun_run(
    analysis: Analysis, tokens: list[Token], *, definite: bool, head: Token | None = None
) -> Counted | None:
    head = head or _head(tokens)
    if head is None:
        return None
    run = [t for t in tokens if t.index <= head.index]
    owned = next((n for n, t in enumerate(run[:-1]) if t.text in _POSSESSIVE), None)
    number = next((n for n, t in enumerate(run[:-1]) if t.upos == "NUM"), None)
    if owned is not None and number is not None and number == owned + 1:
        run, owned = run[number + 1 :], None  # "the state's 630 ferries": of ferries
    of_start = run[0].start
    if owned is not None and len(run) > owned + 1:
        run = run[owned + 1 :]
    if run[0].text.lower() in _MORE and len(run) > 1:
        run = run[1:]
    singular = singular_of(head)
    if (singular in _NO_HEADS and not is_plural(head)) or _governs_amount(analysis, head):
        return None
    entity = analysis.entity_of(head) if head.upos == "PROPN" else None
    if entity is not None and entity.kind == "person" and not _preceded(analysis, head):
        return None  # "only 19 support Sanders"
    if singular == "one":
        return None  # "three good papers and six thin ones": what they are is not told here
    return Counted(
        start=run[0].start,
        end=head.end,
        head=head,
        singular=singular,
        of_start=min(of_start, run[0].start) if owned is not None else run[0].start,
        of_end=_phrase_end(analysis, head),
        plural=is_plural(head),
        definite=definite,
    )


def _preceded(analysis: Analysis, head: Token) -> bool:
    """Whether words of the number's own phrase lead to *head*: "two young Kennedys"."""
    before = analysis.tokens[head.index - 1]
    return before.upos in {"ADJ", "NUM", "NOUN"} or before.rel.startswith("compound")


def _governs_amount(analysis: Analysis, head: Token) -> bool:
    """Whether a supposed plural is the verb of an amount: "a pack of 20 costs £9"."""
    after = next(iter(analysis.tokens[head.index + 1 : head.index + 2]), None)
    return (
        head.text.endswith("s")
        and after is not None
        and after.sentence == head.sentence
        and (after.upos == "SYM" or after.text[:1] in "$€£¥₹")
    )


def _head(tokens: list[Token]) -> Token | None:
    """Return the head of the noun run that *tokens* begin with.

    Words glued by hyphens are one modifier: "coal-fired power plants", "gas-only options".
    """
    head: Token | None = None
    i = 0
    while i < len(tokens):
        last = _glued(tokens, i)
        token = tokens[last]
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if last > i and not (token.upos in {"NOUN", "PROPN"} and is_plural(token)):
            if not _goes_on(tokens, last):
                return token if token.upos in {"NOUN", "PROPN"} else head
        elif token.upos in {"NOUN", "PROPN"}:
            if head is not None and not _continues(head, token):
                break
            head = token
            if is_plural(token) and not (after is not None and _compound(token, after)):
                break
        elif token.text == "," and _modifies_plural(tokens, i):
            head = None  # "low-income, working-class children"
        elif token.text in _POSSESSIVE and head is not None and after is not None:
            head = None
            if after.upos == "NUM":
                last += 1
        elif token.upos == "CCONJ" and (_joins_modifiers(tokens, i) or _modifies_plural(tokens, i)):
            pass
        elif head is not None or not _premodifier(token, after):
            break
        i = last + 1
    if head is None and i < len(tokens) and tokens[i].text.lower() in PLURALS:
        return tokens[i]  # "130 injured", "the other six wounded": tagged as adjectives
    return head if head is not None else _plural_at(tokens)


def _plural_at(tokens: list[Token]) -> Token | None:
    """Return the first plural by its form, for "overnight stays" whose head is read as a verb."""
    for token in tokens[:3]:
        word = token.text.lower()
        if not word.replace("-", "").isalpha() or word in _NO_PLURALS:
            return None
        if is_plural(token) and (token.upos in _OPEN_TAGS):
            return token
        if token.upos not in _OPEN_TAGS:
            return None
    return None


def _glued(tokens: list[Token], first: int) -> int:
    """Return the index of the last of the words that hyphens glue to *first*."""
    last = first
    while (
        last + 2 < len(tokens)
        and tokens[last + 1].text in {"-", "–"}
        and tokens[last].end == tokens[last + 1].start
        and tokens[last + 1].end == tokens[last + 2].start
    ):
        last += 2
    return last


def _goes_on(tokens: list[Token], last: int) -> bool:
    """Whether the glued words that end at *last* modify what follows: "coal-fired plants"."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None:
        return False
    if after.text in {",", "and", "or"} and _modifies_plural(tokens, last + 1):
        return True
    return after.upos in {"NOUN", "PROPN", "ADJ", "VERB"}


def _modifies_plural(tokens: list[Token], i: int) -> bool:
    """Whether what stands before *i* modifies a plural after it: "large, rested units"."""
    for noun in tokens[i + 1 : i + 7]:
        if noun.upos in {"NOUN", "PROPN"} and is_plural(noun):
            return any(t.head == noun.index and t.upos != "NUM" for t in tokens[:i])
        if noun.upos in {"VERB", "AUX", "ADP", "DET", "PRON"} and noun.rel not in {"amod", "conj"}:
            return False
    return False


def _joins_modifiers(tokens: list[Token], i: int) -> bool:
    """Whether "and" joins two modifiers of one plural: "Kurdish and Arab fighters"."""
    if not 0 < i < len(tokens) - 2 or is_plural(tokens[i - 1]):
        return False
    left, right, noun = tokens[i - 1], tokens[i + 1], tokens[i + 2]
    same = left.upos == right.upos or {left.upos, right.upos} <= {"ADJ", "PROPN"}
    return same and right.upos in {"ADJ", "PROPN"} and noun.upos == "NOUN" and is_plural(noun)


def _continues(head: Token, token: Token) -> bool:
    """Whether *token* goes on the noun run after *head*: "fighter jets", not "troops Monday"."""
    if is_plural(head) and head.head != token.index:
        return False
    return not (token.upos == "PROPN" and head.upos == "NOUN" and token.head != head.index)


def _compound(token: Token, after: Token) -> bool:
    if token.head < after.index:
        return False
    if token.upos == "PROPN":  # "Dataworks common shares"
        return after.upos in {"NOUN", "PROPN", "ADJ"}
    return token.rel.startswith("compound") and after.upos in {"NOUN", "PROPN"}


def _premodifier(token: Token, after: Token | None) -> bool:
    if after is None:
        return False
    word = token.text.lower()
    if token.upos == "ADJ":
        return True
    if token.upos == "VERB":
        return word.endswith(("ed", "ing", "en")) and after.upos in {"NOUN", "ADJ", "PROPN"}
    if token.upos == "ADV":
        return word.endswith("ly") or word in {"more", "most", "newly", "so-called", "very"}
    return token.upos == "NUM" and "-" in word


def attribute_after(analysis: Analysis, tail: int, sentence: Sentence) -> Token | None:
    """Return the noun in the singular that a number counts in front of another noun.

    "A 12-page memo", "two-story drifts", "a 10 team league"; None where a plural is counted
    ("20 power plants") and where nothing comes after ("5,000 staff").
    """
    glued = analysis.text[tail : tail + 1] in {"-", "‑"}
    tokens = _tokens_after(analysis, tail + glued, sentence)
    if not tokens or tokens[0].start > tail + 1 or len(tokens) < 2:
        return None
    noun, after = tokens[0], tokens[1]
    if noun.upos not in {"NOUN", "ADJ", "X"} or not noun.text.isalpha() or is_plural(noun):
        return None
    if noun.text != noun.text.lower() or len(noun.text) < 3 or noun.text.endswith("ly"):
        return None
    if glued:
        told = after.start > noun.end and after.upos not in {"VERB", "AUX"}
        return noun if told else None  # "a four-cylinder makes 250 horsepower"
    head = _head(tokens)
    if head is None or head.index == noun.index or is_plural(head) or noun.upos != "NOUN":
        return None
    return noun


def _phrase_end(analysis: Analysis, head: Token) -> int:
    """Return the end of the noun phrase of *head*: participles and prepositional modifiers too.

    Stops at commas, other clauses, conjuncts and times ("in 2019"), and where the subtree has
    a gap, because what follows then hangs elsewhere.
    """
    end = head.end
    after = head.index + 1
    for child in analysis.children(head, "nmod", "acl", "amod", "compound"):
        if child.index < head.index or child.rel == "nmod:poss":
            continue
        if _breaks(analysis, head, child):
            break
        tokens = _kept(analysis, child)
        if _loose(tokens):
            break
        if not tokens or tokens[0].index != after or _is_time(analysis, tokens):
            break
        stop = next((t for t in tokens if t.upos == "PUNCT" and t.text in ',;:—()“”"'), None)
        kept = tokens if stop is None else [t for t in tokens if t.index < stop.index]
        if not kept or (child.rel == "acl:relcl" and len(kept) > 14) or len(kept) > 18:
            break
        end, after = kept[-1].end, kept[-1].index + 1
        if stop is not None:
            break
    return end


def _breaks(analysis: Analysis, head: Token, child: Token) -> bool:
    """Whether a modifier is none of the noun: "votes to 51", "papers than six"."""
    first = analysis.subtree(child)[0].text.lower()
    if first == "than":
        return True
    return first == "to" and head.lemma.lower() not in _GOING


def _loose(tokens: list[Token]) -> bool:
    """Whether a modifier rather belongs to the verb: "in a raid", "following a raid"."""
    words = [t.text.lower() for t in tokens[:2]]
    if words[:1] and words[0] in _PREPOSITIONS_IN_ING:
        return True
    return len(words) == 2 and words[0] in _ADJUNCTS and words[1] in {"a", "an"}


def _kept(analysis: Analysis, child: Token) -> list[Token]:
    """Return the subtree of *child* up to its first gap or its first time expression."""
    tokens = analysis.subtree(child)
    kept: list[Token] = []
    for token in tokens:
        if kept and token.index != kept[-1].index + 1:
            break
        if kept and any(t.start <= token.start < t.end for t in analysis.times):
            while kept and kept[-1].upos in {"ADP", "DET", "PUNCT", "ADV"}:
                kept.pop()
            break
        kept.append(token)
    while kept and kept[-1].upos in {"PUNCT", "CCONJ", "ADP", "DET", "SCONJ"}:
        kept.pop()
    return kept


def _is_time(analysis: Analysis, tokens: list[Token]) -> bool:
    words = [t for t in tokens if t.upos not in {"ADP", "DET"}]
    return bool(words) and any(t.start <= words[0].start < t.end for t in analysis.times)
