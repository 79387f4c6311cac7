"""Finds the names of a text: maximal chains of words written as names."""

import msgspec

from extract.language import NameSpan, Parse, Sentence, Token
from extract.names import gazetteer
from extract.names.lexicon import (
    given_names,
    known_body,
    long_bodies,
    name_words,
    role_modifiers,
    roles,
)

# Lower-case particles inside names: “Ursula von der Leyen”, “Mohammed bin Salman”.
PARTICLES = frozenset(
    "al el ul ur as ad ez es ash az ar at ed bin ibn bint ben de da do dos das del"
    " della di du la le van von der den ter ten zu af av".split()
)
# Particles that are words of their own unless a hyphen follows: “Deir ez-Zor”, but “Rome at”.
_ALSO_WORDS = frozenset("as ad at ar es ed ez az ash do la le ten den".split())
# “al-Shabaab” begins with a particle; “de facto” does not, and is no name.
_LEADING_PARTICLES = frozenset("al el bin ibn von van".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december christmas easter ramadan mon tue wed"
    " thu fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec am pm gmt utc est".split()
)
# Words of a name after which “of” goes on: “Bank of Ghana”, “Gulf of Aden”, “Republic of Korea”.
_BEFORE_OF = frozenset(
    "republic kingdom state states federation emirate sultanate isle duchy house chamber"
    " people's gulf strait bay cape battle siege treaty doctors friends sons mothers daughters"
    " voice bank court church army party front lord board school league sea mount".split()
)
# Possessives inside names: “Lord's Resistance Army”, “Workers' Party”, “Children's Hospital”.
_INSIDE_POSSESSIVES = frozenset(
    "people peoples women men children workers farmers teachers lord king queen lloyd moody"
    " mcdonald sotheby christie macy kellogg domino wendy levi reader s mothers doctors".split()
)
_PEOPLE_ENDINGS = ("ers", "ors", "ents", "ants", "ists", "ians", "ees", "men", "women", "people")
# Endings of the adjectives of peoples and creeds: “Kurdish”, “Catholic”, “Hazara” has none.
_PEOPLES = ("ish", "ese", "an", "i", "ic", "ist", "ite", "a", "o")
_COMPOUNDING = frozenset("style led era like born wide free based type run made owned".split())
_BESIDE_COUNTRY = frozenset(
    "neighbouring neighboring nearby rival fellow elsewhere wealthy oil-rich landlocked".split()
)
# Heads of bodies that tell a label naming one from a label telling what follows.
_LABEL_BODIES = frozenset(
    "agency alliance army association authority bank brigade brigades club coalition commission"
    " committee confederation congress corporation council court federation forces foundation front"
    " guard institute league ministry movement network organisation organization party resistance"
    " society trust union university watch".split()
)
_OPENERS = frozenset('"“‘«([—–-:;•*')
# “Jane Roe rang Ann Lee.”: what the tagger leaves open is a word like any other.
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "X"})
# The vocabulary of address: never a name by itself though often capitalised.
_NO_NAMES = frozenset("i i'm ok yes no mr ms mrs god internet covid-19 tv dr".split())
# Common nouns in capitals; Peter Ngo is a man.
_NO_ACRONYMS = frozenset("NGO NGOs GDP DNA HIV DVD DVDs CD CDs SUV SUVs ATM ATMs PC PCs".split())


class Chain(msgspec.Struct, frozen=True, gc=False):
    """A half-open token range written as a name, and the type the model saw there, if any."""

    first: int
    last: int
    tag: str | None


def find_chains(parse: Parse, text: str) -> list[Chain]:
    """Return the names of the parse in text order, none overlapping another.

    A name is a maximal run of capitalised tokens tagged as proper nouns or seen as a name by
    the model, with particles and connectors inside. In headlines set in title case only what
    the model or a list knows counts, and what running text of the same article names.
    """
    finder = _Finder(parse, text)
    plain = [s for s in parse.sentences if not finder.in_title_case(s)]
    found = [chain for s in plain for chain in finder.chains(s, frozenset())]
    known = frozenset(
        parse.tokens[i].text
        for c in found
        for i in range(c.first, c.last)
        if parse.tokens[i].upos == "PROPN"
    )
    titled = (s for s in parse.sentences if finder.in_title_case(s))
    found += [chain for s in titled for chain in finder.chains(s, known)]
    return sorted(found, key=lambda c: c.first)


class _Finder:
    def __init__(self, parse: Parse, text: str) -> None:
        self._tokens = parse.tokens
        self._text = text
        self._plain = frozenset(t.text for t in parse.tokens if t.text.islower())
        self._inner = frozenset(
            t.text
            for s in parse.sentences
            if s.origin != "headline"
            for t in parse.tokens[s.first + 1 : s.last]
            if t.upos == "PROPN"
        )
        self._span: dict[int, NameSpan] = {}
        for span in parse.names:
            for index in range(span.first, span.last):
                self._span.setdefault(index, span)

    def in_title_case(self, sentence: Sentence) -> bool:
        """Whether capitals tell nothing because (nearly) every content word has one."""
        words = [
            t.text
            for t in self._tokens[sentence.first : sentence.last]
            if t.upos in _CONTENT and t.text[0].isalpha()
        ]
        capitals = sum(word[0].isupper() for word in words)
        if sentence.origin == "headline":
            return len(words) > 1 and capitals > len(words) / 2
        least = 4 if sentence.origin == "prose" else 2
        return len(words) >= least and capitals == len(words)

    def chains(self, sentence: Sentence, known: frozenset[str]) -> list[Chain]:
        """Return the chains of one sentence; *known* are words named elsewhere, if titled."""
        titled = self.in_title_case(sentence)
        if titled and sentence.origin == "list":
            whole = self._label_body(sentence)
            if whole is not None:
                return [whole]
        found: list[Chain] = []
        index = sentence.first
        while index < sentence.last:
            listed = self._body_end(index, sentence)
            if listed is None and not self._starts(index, sentence, titled, known):
                index += 1
                continue
            last = self._end(index, listed or index + 1, sentence, titled, known)
            found.extend(self._trimmed(index, last))
            index = last
        return found

    def _label_body(self, sentence: Sentence) -> Chain | None:
        """Return the body that is the whole label or item of a list.

        “American Civil Liberties Union”, “Party for Change”; not “Key Findings”, “The Ruling
        Party”: too short to tell a name.
        """
        words = list(self._tokens[sentence.first : sentence.last])
        while words and words[-1].upos == "PUNCT":
            words.pop()
        if words and words[0].text.casefold() == "the":
            words = words[1:]
        plain = [t.text.casefold() for t in words]
        small = [t for t in words if not t.text[0].isupper()]
        if len(words) < 3 or any(t.text not in {"of", "for", "and", "the"} for t in small):
            return None
        opens = plain[1] in {"of", "for"} and plain[0] in _LABEL_BODIES
        if not opens and plain[-1] not in _LABEL_BODIES:
            return None
        first, last = words[0].index, words[-1].index + 1
        return Chain(first, last, self._tag(first, last))

    def _namelike(
        self, index: int, sentence: Sentence, titled: bool, known: frozenset[str]
    ) -> bool:
        token = self._tokens[index]
        word = token.text
        if not word[0].isupper() or word.casefold() in _NO_NAMES or word in _NO_ACRONYMS:
            return False
        span = self._span.get(index)
        if word.casefold().rstrip(".") in _CALENDAR:
            return span is not None and span.last - span.first > 1
        listed = self._listed(token)
        if titled:
            # There the model takes “US Strike Targets” for a body; persons it sees well enough.
            seen = span is not None and span.type == "PER"
            return listed or seen or word in known
        if span is not None:
            return listed or not self._plain_adjective(index, sentence, span)
        if listed and len(word) > 1:
            return True
        if token.upos == "PROPN":
            return not self._opens(index, sentence) or self._opening_name(index, sentence)
        if word.isupper() and 2 <= len(word) <= 6 and word.isalpha():
            return not self._shouted(sentence)
        # A capital inside a sentence is a name or part of one, whatever the tag.
        return token.upos in {"ADJ", "NOUN", "X", "VERB"} and not self._opens(index, sentence)

    def _plain_adjective(self, index: int, sentence: Sentence, span: NameSpan) -> bool:
        """Whether what the model took for a people is a word like any other: “Angry farmers”."""
        token = self._tokens[index]
        return (
            span.type == "NORP"
            and span.last - span.first == 1
            and token.upos == "ADJ"
            and self._opens(index, sentence)
            and not token.text.endswith(_PEOPLES)
            and token.text not in self._inner
        )

    def _opening_name(self, index: int, sentence: Sentence) -> bool:
        """Whether a word that stands first is a name all the same.

        “Strike” at the head of a line is none where the article also writes “strike”; “Villages
        cling” is none if no “Villages” stands inside any sentence.
        """
        word = self._tokens[index].text
        if word.lower() in self._plain:
            return False
        after = self._tokens[index + 1] if index + 1 < sentence.last else None
        goes_on = after is not None and after.text[0].isupper() and after.upos == "PROPN"
        return goes_on or word in self._inner or word in given_names()

    def _listed(self, token: Token) -> bool:
        word = token.text
        return (
            gazetteer.country(word) is not None
            or gazetteer.demonym(word) is not None
            or known_body(word) is not None
        )

    def _shouted(self, sentence: Sentence) -> bool:
        return self._text[sentence.start : sentence.end].isupper()

    def _opens(self, index: int, sentence: Sentence) -> bool:
        return index == sentence.first or self._tokens[index - 1].text in _OPENERS

    def _starts(self, index: int, sentence: Sentence, titled: bool, known: frozenset[str]) -> bool:
        token = self._tokens[index]
        if self._namelike(index, sentence, titled, known):
            return True
        return (
            token.text in _LEADING_PARTICLES
            and index + 1 < sentence.last
            and (token.upos == "PROPN" or index in self._span or self._glued(index + 1))
            and self._after_particle(index + 1, sentence, titled, known)
        )

    def _after_particle(
        self, index: int, sentence: Sentence, titled: bool, known: frozenset[str]
    ) -> bool:
        if self._tokens[index].text == "-":
            index += 1
        return index < sentence.last and self._namelike(index, sentence, titled, known)

    def _glued(self, index: int) -> bool:
        """Whether no space stands before the token."""
        return index > 0 and self._tokens[index - 1].end == self._tokens[index].start

    def _end(
        self, first: int, last: int, sentence: Sentence, titled: bool, known: frozenset[str]
    ) -> int:
        while last < sentence.last:
            step = self._step(first, last, sentence, titled, known)
            if step == 0:
                break
            last += step
        return self._span_end(last, sentence)

    def _span_end(self, last: int, sentence: Sentence) -> int:
        """Return where the name ends if the model saw it go on: “World War I”, “Kalma camp”."""
        span = self._span.get(last - 1)
        if span is None or not last < span.last <= min(last + 2, sentence.last):
            return last
        rest = self._tokens[last : span.last]
        ends = all(t.text.isdigit() or t.text in {"I", "II", "III"} for t in rest) or (
            span.type in {"FAC", "EVENT", "WORK"} and all(t.text.isalpha() for t in rest)
        )
        return span.last if ends else last

    def _span_start(self, first: int) -> int:
        """Return where the name begins if the model saw a number open it: “93rd Brigade”."""
        span = self._span.get(first)
        opens = span is not None and span.first == first - 1
        return first - 1 if opens and self._tokens[first - 1].text[0].isdigit() else first

    def _step(
        self, first: int, last: int, sentence: Sentence, titled: bool, known: frozenset[str]
    ) -> int:
        """Return how many tokens from *last* on belong to the chain begun at *first*."""
        if self._namelike(last, sentence, titled, known):
            return 0 if self._parts(last - 1, last) else 1
        if self._hyphenated_given_name(first, last, sentence):
            return 2
        for width in range(1, 4):
            after = last + width
            if after >= sentence.last or not self._namelike(after, sentence, titled, known):
                continue
            if self._joins(first, last, after, titled=titled):
                return width + 1
        return 0

    def _parts(self, left: int, right: int) -> bool:
        """Whether two adjacent capitalised tokens belong to different names.

        The model saw two names side by side (“told Macron Berlin”), or a country abbreviation
        stands before a person (“US Joe Biden” in a garbled line).
        """
        one, other = self._tokens[left], self._tokens[right]
        if one.head == right or other.head == left:
            return False  # “Nordfjord Chemicals”: one phrase, whatever the model tagged
        a, b = self._span.get(left), self._span.get(right)
        if a is not None and b is not None and (a.type, b.type) == ("NORP", "ORG"):
            return False  # “Turkish Defence Ministry”: the adjective tells whose
        return a is not None and b is not None and a is not b and a.type != b.type

    def _hyphenated_given_name(self, first: int, last: int, sentence: Sentence) -> bool:
        """Whether a person's name goes on in lower case: “Lin Chia-hao”, “Kim Jong-un”."""
        if last - first < 2 or last + 1 >= sentence.last or self._tokens[last].text != "-":
            return False
        span, word = self._span.get(last - 1), self._tokens[last + 1].text
        # “Bill Gates-funded”, “Joe Biden-style” go on otherwise.
        return (
            span is not None
            and span.type == "PER"
            and self._glued(last)
            and self._glued(last + 1)
            and word.isalpha()
            and word.islower()
            and len(word) <= 6
            and not word.endswith("ed")
            and word not in _COMPOUNDING
        )

    def _joins(self, first: int, last: int, after: int, *, titled: bool) -> bool:
        """Whether the tokens ``[last, after)`` join what stands before and after into one name."""
        words = [t.text for t in self._tokens[last:after]]
        if words == ["es"]:
            # “Dar es Salaam”
            whole = self._text[self._tokens[first].start : self._tokens[after].end]
            return gazetteer.place(whole) is not None
        span = self._span.get(last - 1)
        if span is not None and not titled and span is self._span.get(after):
            return not (span.type == "PER" and "and" in words)
        if words == ["-"]:
            return self._hyphenated(last, after)
        if all(w in PARTICLES or w == "-" for w in words):
            return self._particles_join(last - 1, words)
        if words == ["&"]:
            return True
        if words[0] in {"'s", "’s", "'", "’"} and len(words) == 1:
            inside = self._tokens[last - 1].text.casefold() in _INSIDE_POSSESSIVES
            return inside or self._of_people(last - 1, after)
        if words[0] in {"of", "for", "on"} and len(words) <= 2 and words[1:] in ([], ["the"]):
            return self._of_joins(first, last, words[0])
        return words == ["and"] and (
            self._and_joins(first, last, after) or self._pair_joins(first, last, after)
        )

    def _of_people(self, owner: int, after: int) -> bool:
        """Whether the owners are a kind of people and what they own a body.

        “Fishermen's Association”, “Residents' Forum”; not “Texas' Supreme Court”.
        """
        word = self._tokens[owner].text.casefold()
        span = self._span.get(owner)
        if not word.endswith(_PEOPLE_ENDINGS) or (span is not None and span.type == "PER"):
            return False
        last = after
        while last + 1 < len(self._tokens) and self._tokens[last + 1].text.istitle():
            last += 1
        head = name_words().get(self._tokens[last].text.casefold())
        return head is not None and head.kind in {"organisation", "group"}

    def _hyphenated(self, last: int, after: int) -> bool:
        left, right = self._tokens[last - 1], self._tokens[after]
        if not (self._glued(last) and self._glued(after)):
            return False
        # “US-Iran conflicts” names two; “Al-Sudani”, “Jean-Pierre” one.
        return not (self._listed(left) and self._listed(right))

    def _particles_join(self, left: int, words: list[str]) -> bool:
        # “Ministry la” no; “Mohammed bin Salman”, “Sharm el-Sheikh” yes.
        return (
            "-" in words
            or words[0] in PARTICLES - _ALSO_WORDS
            or (self._tokens[left].upos == "PROPN" and len(words) > 1)
        )

    def _of_joins(self, first: int, last: int, word: str) -> bool:
        before = [self._tokens[i].text.casefold() for i in range(first, last)]
        if "of" in before and word == "of":
            return False
        if word == "on":
            return before[-1] in {"commission", "committee", "council", "conference", "convention"}
        organising = name_words().get(before[-1])
        if organising is not None and organising.position != "last":
            return True
        return word == "of" and before[-1] in _BEFORE_OF

    def _and_joins(self, first: int, last: int, after: int) -> bool:
        whole = self._text[self._tokens[first].start : self._tokens[after].end]
        if gazetteer.country(whole) is not None or known_body(whole) is not None:
            return True
        # “Ministry of Health and Welfare”, but not “Ministry of Health and Kenya”
        # nor “Ministry of Health and Ministry of Finance”.
        inside = [self._tokens[i].text.casefold() for i in range(first, last)]
        right = self._tokens[after]
        return (
            "of" in inside
            and inside[0] in {"ministry", "department", "minister", "secretary", "office"}
            and right.text.casefold() not in name_words()
            and not self._listed(right)
            and right.text not in given_names()
            and right.text.casefold() not in roles()
        )

    def _pair_joins(self, first: int, last: int, after: int) -> bool:
        """Whether “the Rail and Tram Union” is one body: article, word, and, word, keyword."""
        if last - first != 1 or first == 0 or self._tokens[first - 1].text.casefold() != "the":
            return False
        left, right = self._tokens[first], self._tokens[after]
        if self._listed(left) or left.text in given_names() or left.text.casefold() in name_words():
            return False
        following = self._tokens[after + 1 : after + 3]
        known = (name_words().get(t.text.casefold()) for t in following if t.text[0].isupper())
        bodies = any(w is not None and w.kind == "organisation" for w in known)
        return bodies and not self._listed(right)

    def _body_end(self, index: int, sentence: Sentence) -> int | None:
        """Return the end of the known body of several words that begins at the token."""
        start = self._tokens[index].start
        for written in long_bodies().get(self._tokens[index].text, ()):
            end = start + len(written)
            if self._text.startswith(written, start):
                for last in range(index + 1, sentence.last):
                    if self._tokens[last].end == end:
                        return last + 1
        return None

    def _trimmed(self, first: int, last: int) -> list[Chain]:
        """Return the chain without a capitalised article in front, if a name is left."""
        while first < last and self._functional(self._tokens[first]):
            first += 1
        if first >= last:
            return []
        if last - first > 1 and self._tokens[first].text.casefold() in _BESIDE_COUNTRY:
            # “Neighbouring Mali” at the head of a sentence
            rest = self._text[self._tokens[first + 1].start : self._tokens[last - 1].end]
            first += gazetteer.country(rest) is not None
        first = self._span_start(first)
        return [Chain(first, last, self._tag(first, last))]

    def _functional(self, token: Token) -> bool:
        # “The”, “In”; but not “WHO”, which the tagger may take for a pronoun.
        functional = token.upos in {"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "ADV"}
        return functional and (len(token.text) == 1 or not token.text.isupper())

    def _tag(self, first: int, last: int) -> str | None:
        spans = [self._span[i] for i in range(first, last) if i in self._span]
        if not spans:
            return None
        # The type that covers most of the chain; the later one on a tie (its head).
        lengths: dict[str, int] = {}
        for span in spans:
            lengths[span.type] = lengths.get(span.type, 0) + 1
        longest = max(lengths.values())
        return next(s.type for s in reversed(spans) if lengths[s.type] == longest)


def only_titles(words: list[str]) -> bool:
    """Whether all of *words* are titles and their modifiers, as in “Prime Minister”."""
    known = [w.casefold() for w in words if w not in {"-", "of", "the"}]
    return (
        bool(known)
        and all(w in roles() or w in role_modifiers() for w in known)
        and any(w in roles() for w in known)
    )
