"""Dictionary forms of words, by rule with a table of irregular forms."""

import functools
import re
from collections.abc import Container
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "irregular.tsv"
_VOWELS = "aeiouy"
_UNINFLECTED = frozenset({"PUNCT", "SYM", "NUM", "X"})
# Stems of -ed and -ing that are words themselves or end as verbs without -e do.
_SILENT_E = frozenset(
    [
        *"unit reunit invit excit ignit incit recit expedit delet complet compet deplet".split(),
        *"past tast wast hast bast devot promot denot quot breath bath cloth loath seeth".split(),
        *"sooth swath teeth wreath sheath writh lath tith interfer adher persever coher".split(),
        *"rever interven conven contraven reconven postpon condon telephon dethron".split(),
        *"enthron explor ignor restor deplor ador implor compar prepar declar inhal".split(),
        *"exhal cajol consol condol parol exil profil compil reconcil escap landscap".split(),
        *"reshap welcom becom overcom ceas pleas increas decreas leas releas diseas".split(),
        *"creas greas rag stag wag pag cag chang rang arrang exchang institut substitut".split(),
        *"constitut".split(),
    ]
)
# Stems that look as if they asked for -e: to benefit, to combat, to broadcast.
_COMPLETE = frozenset(
    [
        *"focus bias canvas caucus chorus bus gas combat format caveat debut input".split(),
        *"output gazump pencil council stencil evil murmur belong catalog dialog embed".split(),
        *"period method ruin begin cabin bulletin victim maxim vacuum consul waltz blitz".split(),
        *"spritz quartz hertz cling fling sling sting fring add err egg ebb odd purr".split(),
        *"whirr butt inn burr".split(),
    ]
)
# Endings of such stems that ask for -e whatever stands before them: solv, argu, pledg, seiz,
# abus, handl, massacr; not “buzz”, “pass”, “blitz”.
_ALWAYS_E = re.compile(r"[vu]$|(?<!t|z)z$|(?<!s)s$|(?<!n|g|i)g$|ieg$|c$|[bcdfgkpstz]l$|[bcdgkpt]r$")
# And those that do after one vowel letter in a longer word: locat, prosecut, presid, presum,
# combin, requir, schedul, invok, describ; not “await”, “succeed”, “maintain”, “repair”.
_ENDING_NGE = re.compile(r"(?:[eiu]|ch?a|ra)ng$")
_USUALLY_E = re.compile(
    r"[^aeo](?:at|ut)$|creat$|[^aeiou](?:[aeiou]d|um|in|[iu]r|ul|ak|ok|ib)$|(?:qu|gu)i[rd]$"
)
_SINGULAR_V = {
    "wives": "wife", "knives": "knife", "lives": "life", "leaves": "leaf", "loaves": "loaf",
    "halves": "half", "shelves": "shelf", "thieves": "thief", "wolves": "wolf", "calves": "calf",
    "selves": "self",
}  # fmt: skip
_NO_MEN = frozenset(
    "specimen regimen abdomen omen acumen semen women stamen bitumen lumen ramen".split()
)
_SILENT_OE = ("shoes", "toes", "hoes", "canoes", "foes", "woes", "throes", "does", "roes", "aloes")
_PLURAL_HEAD = re.compile(r"(\w+)s-(in-law|in-chief|general|by|up|on|at-large|elect)")
_PARTICLES = frozenset("ups ins outs offs ons downs".split())
_DOUBLING = re.compile(r"[^aeiou]+[aeiou][bdgmnpt]")
_REMEMBERED = 200_000
_GRADABLE = frozenset(
    [
        *"big large great small little high low tall short long wide narrow broad deep".split(),
        *"shallow old young new early late recent near close far fast quick slow soon".split(),
        *"hard soft strong weak tough rough smooth light heavy dark bright clear warm".split(),
        *"hot cool cold wet dry rich poor cheap dear safe risky easy simple strict stern".split(),
        *"loose tight thin thick fat lean fit few full rare dense sparse sharp blunt".split(),
        *"fierce brave bold calm mild grim dim slim trim sad glad happy angry busy noisy".split(),
        *"quiet loud healthy wealthy wise clever smart fair harsh kind nice cruel fresh".split(),
        *"clean dirty pure true free fine sweet bitter sour bloody deadly costly".split(),
        *"friendly lively lonely likely ugly pretty lovely guilty hungry thirsty lucky".split(),
        *"tiny mighty worthy steady ready muddy cloudy sunny windy rainy dusty steep".split(),
        *"flat straight swift keen proud humble gentle noble able idle stable feeble".split(),
        *"subtle dumb numb red green blue black white grey gray brown pale plain grave".split(),
        *"rude crude gross lofty sorry silly funny crazy lazy shaky icy spicy juicy".split(),
        *"tasty trendy wary scary hairy hasty nasty messy bulky handy greedy needy".split(),
        *"speedy tricky sticky lengthy filthy stealthy merry jolly chilly holy shiny".split(),
        *"slimy stormy tidy rocky sexy fancy scant strange sane vile ripe mature remote".split(),
        *"severe secure sincere obscure polite extreme dire frail slight slack sleek".split(),
        *"bleak frank stark dull ill sick lame tame brief blind firm".split(),
    ]
)


class Lemmatiser:
    """Finds lemmas; *vocabulary* (the encoder's word pieces) decides between candidates."""

    def __init__(self, vocabulary: Container[str]) -> None:
        self._vocabulary = vocabulary
        self._irregular = irregular_forms()
        self._graded = _graded_forms()
        self._known: dict[tuple[str, str], str] = {}

    def lemma(self, form: str, upos: str) -> str:
        """Return the dictionary form of *form* used as *upos* (a universal tag).

        Lower case, but proper nouns and “I” as they stand. Never empty for a non-empty form.
        """
        if upos == "PROPN" or upos in _UNINFLECTED:
            return form
        key = (form, upos)
        found = self._known.get(key)
        if found is None:
            found = self._find(form, upos)
            if len(self._known) < _REMEMBERED:
                self._known[key] = found
        return found

    def _find(self, form: str, upos: str) -> str:
        small = form.lower()
        irregular = self._irregular.get((upos, small))
        if irregular is not None:
            return irregular
        if upos in {"ADJ", "ADV"}:
            return self._graded.get(small, small)
        if upos == "NOUN" and len(form) > 2 and form[-1] == "s" and form[-2].isupper():
            return small[:-1]  # MPs, NGOs
        if upos not in {"NOUN", "VERB", "AUX"} or small[0].isdigit():
            return small  # 1990s
        head, hyphen, tail = small.rpartition("-")
        if not hyphen or not tail:
            return self._inflected(small, upos)
        if upos == "NOUN" and (plural := _PLURAL_HEAD.fullmatch(small)):
            return f"{plural[1]}-{plural[2]}"  # sons-in-law
        if upos == "NOUN" and tail in _PARTICLES:
            return small[:-1]  # touch-ups
        # Compounds by their last part: co-wrote, ex-wives.
        return f"{head}-{self._irregular.get((upos, tail)) or self._inflected(tail, upos)}"

    def _inflected(self, form: str, upos: str) -> str:
        return self._noun(form) if upos == "NOUN" else self._verb(form)

    def _verb(self, form: str) -> str:
        if form.endswith("eed"):
            return form  # need, proceed; “agreed” is in the table
        if form.endswith("ied") and len(form) > 4:
            return form[:-3] + "y"
        if len(form) > 2 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
            return self._without_s(form)
        for ending in ("ing", "ed"):
            stem = form[: -len(ending)]
            if form.endswith(ending) and any(v in stem for v in _VOWELS) and len(stem) > 1:
                return self._stem(stem)
        return form

    def _noun(self, form: str) -> str:
        if form.endswith("men") and len(form) > 4 and form not in _NO_MEN:
            return form[:-2] + "an"  # gunmen, congresswomen
        if form.endswith("children"):
            return form[:-3]
        if form.endswith("people") and len(form) > 7:
            return form[:-6] + "person"  # spokespeople
        if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is")):
            return form
        for plural, single in _SINGULAR_V.items():
            if form.endswith(plural) and form != "olives":
                return form[: -len(plural)] + single  # housewives
        return self._without_s(form)

    def _without_s(self, form: str) -> str:
        """Return a form without the -s of plurals and of the third person."""
        if form.endswith("ies"):
            known = form[:-1] in self._vocabulary and form[:-3] + "y" not in self._vocabulary
            return form[:-1] if known or len(form) < 5 else form[:-3] + "y"
        if form.endswith("oes"):
            return form[:-1] if form.endswith(_SILENT_OE) else form[:-2]
        if form.endswith(("ches", "uses")):
            # niches, causes; but speeches, campuses
            longer = form[:-1] in self._vocabulary and form[:-2] not in self._vocabulary
            shorter = form[:-2] in self._vocabulary and form[:-1] not in self._vocabulary
            silent = longer or (form.endswith("uses") and not shorter)
            return form[:-1] if silent and not form.endswith(("puses", "nuses")) else form[:-2]
        if form.endswith(("sses", "shes", "xes", "zzes")):
            return form[:-2]
        return form[:-1]

    def _stem(self, stem: str) -> str:
        """Return the verb of a stem left by -ing or -ed: plann → plan, declar → declare."""
        if stem in _COMPLETE:
            return stem
        silent = stem + "e"
        if stem in _SILENT_E:
            return silent
        if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
            return self._undoubled(stem)
        if _ALWAYS_E.search(stem) or _short(stem):
            return silent
        plain = stem in self._vocabulary
        if stem.endswith("ng"):
            # changed, hanged, infringed, prolonged, rearranged, defanged
            return silent if not plain and _ENDING_NGE.search(stem) else stem
        if silent in self._vocabulary and not plain:
            # The pieces know “entere” and “sever”, but no verb ends so.
            return stem if stem.endswith("er") and len(stem) > 4 else silent
        return silent if _USUALLY_E.search(stem) and not plain else stem

    def _undoubled(self, stem: str) -> str:
        """Return “controll” → control, “plann” → plan; “kill”, “pass”, “add” stay."""
        single = stem[:-1]
        if stem[-1] in "bdgmnprt":
            return stem if stem == "boycott" else single
        return single if stem[-1] == "l" and stem not in self._vocabulary else stem


def _short(stem: str) -> bool:
    """Return whether *stem* is one vowel and one consonant, which asks for -e: “hop” → hope."""
    return (
        len(stem) >= 2
        and stem[-1] not in "aeiouwxy"
        and stem[-2] in _VOWELS
        and not any(c in _VOWELS for c in stem[:-2])
    )


@functools.cache
def irregular_forms() -> dict[tuple[str, str], str]:
    """Return {(universal tag, form): lemma} of the packaged table; the first entry wins."""
    forms: dict[tuple[str, str], str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tag, lemma, inflected = line.split("\t")
            for form in inflected.split(" "):
                forms.setdefault((tag, form), lemma)
    return forms


@functools.cache
def _graded_forms() -> dict[str, str]:
    """Return {comparative or superlative: positive}; only listed words, so “premier” is none."""
    forms: dict[str, str] = {}
    for word in sorted(_GRADABLE):
        stem = word
        if word.endswith("y") and word[-2] not in _VOWELS:
            stem = word[:-1] + "i"
        elif _DOUBLING.fullmatch(word):
            stem = word + word[-1]
        elif word.endswith("e"):
            stem = word[:-1]
        forms |= {stem + "er": word, stem + "est": word}
    return forms
