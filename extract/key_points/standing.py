"""Which sentences stand alone, and what a reader must be told of their pronouns."""

import re

from extract.analysis import Analysis
from extract.key_points.captions import is_caption
from extract.language import Sentence, Token
from extract.language.morphology import verb_group
from extract.names import ArticleEntity, Mention

_WORDS = range(7, 46)
_ENDS = re.compile(r"\S[.!?][\"”’')]*$")
_OPENS = re.compile(r"\(?[A-ZÀ-ÖØ-Þ0-9$£€]")
"""“The port …”, not “and the port …” and not ““We won,” she said.”: quotations are statements."""
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_PERSONAL = frozenset("i we you me us my our your".split())
_LEANING = frozenset(
    "this that these those but and so however meanwhile moreover also then there"
    " such yet still instead nor or because".split()
)
"""First words of a sentence that leans on the one before and does not stand alone."""

_BOILERPLATE = re.compile(
    r"\b(?:click here|sign up|subscribe|read more|all rights reserved"
    r"|contributed to this (?:report|story)|newsletter|follow us|watch the|e-mail to a friend"
    r"|copyright)\b|[»›]|\bhttps?:|\bwww\.|\s\.\s|^(?:Ltd|Inc|Corp|Co|Jr|Sr)\b\.?",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset("his her hers its their theirs".split())
_PRONOUNS = frozenset("he she it they him them".split()) | _POSSESSIVE


def stands_alone(analysis: Analysis, sentence: Sentence) -> bool:
    """Return whether *sentence* is whole, no quotation, and does not lean on its neighbours.

    Its pronouns are left to `asides`.
    """
    text = analysis.text[sentence.start : sentence.end].strip()
    tokens = analysis.sentence_tokens(sentence)
    words = [token for token in tokens if token.upos not in ("PUNCT", "SYM")]
    if len(words) not in _WORDS or not _ENDS.search(text) or not _OPENS.match(text):
        return False
    if text.endswith("?") or _BOILERPLATE.search(text) or text.count("“") != text.count("”"):
        return False
    if text.count('"') % 2 or len("".join(_QUOTED.findall(text))) > 0.5 * len(text):
        return False
    plain = _QUOTED.sub(" ", text).casefold()
    if _PERSONAL & frozenset(re.findall(r"[a-z]+", plain)):
        return False
    those_who = words[0].text == "Those" and words[1].text == "who"
    if words[0].text.casefold() in _LEANING and not those_who:
        return False
    return _has_finite_verb(analysis, tokens) and not is_caption(analysis, sentence)


def _has_finite_verb(analysis: Analysis, tokens: tuple[Token, ...]) -> bool:
    """Return whether a main verb tells something: not “Missing diver Ann Lee (R) at home.”.

    It has a subject or an auxiliary, or a form that needs neither; the parser hangs the subject
    of a long sentence elsewhere at times. “Watch Ann Lee speak” has none of them.
    """
    for token in tokens:
        main = token.head < 0 or token.rel in ("conj", "parataxis", "ccomp")
        if main and analysis.children(token, "nsubj", "csubj", "expl", "aux", "cop"):
            return True
    root = next((token for token in tokens if token.head < 0), None)
    if root is None or root.upos not in ("VERB", "AUX"):
        return False
    return verb_group(root, analysis.children(root)).form in ("past", "third")


def text_alone(analysis: Analysis, sentence: Sentence) -> str:
    """Return the sentence with the names of its pronouns in brackets, white space folded.

    “He [Omar Haddad] said …”, “Her [Ann Lee's] office …”: only where the sentence itself does
    not name the person or body.
    """
    parts: list[str] = []
    start = sentence.start
    for position, name in asides(analysis, sentence) or ():
        parts.append(f"{analysis.text[start:position]} [{name}]")
        start = position
    parts.append(analysis.text[start : sentence.end])
    return " ".join("".join(parts).split())


def asides(analysis: Analysis, sentence: Sentence) -> list[tuple[int, str]] | None:
    """Return what each pronoun of *sentence* means that it does not tell itself.

    Pairs of a position in the article's text, after the pronoun, and a name, in text order.
    None if a pronoun points out of the sentence and the article does not tell where.
    """
    found: list[tuple[int, str]] = []
    told: set[int] = set()
    tokens = analysis.sentence_tokens(sentence)
    for token in tokens:
        if token.text.casefold() not in _PRONOUNS or token.upos not in ("PRON", "DET"):
            continue
        if token.rel == "expl":
            continue  # “It emerged that …” points nowhere
        mention = analysis.mention_of(token)
        entity = None if mention is None else analysis.entities[mention.entity]
        if entity is not None and _told_inside(analysis, entity, sentence, token, told):
            continue
        if entity is None or not _has_name(analysis, entity):
            if not _bound(tokens, token):
                return None
        elif _has_rival(analysis, entity, sentence, token):
            return None
        else:
            told.add(entity.index)
            owner = token.text.casefold() in _POSSESSIVE and token.rel.startswith(("nmod", "det"))
            found.append((token.end, _genitive(entity.name) if owner else entity.name))
    return found


def _told_inside(
    analysis: Analysis, entity: ArticleEntity, sentence: Sentence, pronoun: Token, told: set[int]
) -> bool:
    """Return whether *sentence* names *entity* anywhere, or has a noun for it before *pronoun*."""
    return entity.index in told or any(
        m.kind == "name" or (m.kind == "nominal" and m.last <= pronoun.index)
        for m in _inside(analysis, entity, sentence)
    )


def _bound(tokens: tuple[Token, ...], pronoun: Token) -> bool:
    """Return whether *tokens* themselves have a noun that the pronoun may stand for.

    One before it, or the subject after an opening clause: “Stranded after losing their way, a
    father …”; not “It opened on Tuesday at the gallery”.
    """
    if any(t.upos in ("NOUN", "PROPN") and t.index < pronoun.index for t in tokens):
        return True
    root = next((t for t in tokens if t.head < 0), None)
    subject = next(
        (
            t
            for t in tokens
            if root is not None and t.head == root.index and t.rel.startswith("nsubj")
        ),
        None,
    )
    return (
        subject is not None
        and subject.upos in ("NOUN", "PROPN")
        and pronoun.head != subject.index
        and pronoun.index < subject.index
    )


def _has_rival(
    analysis: Analysis, entity: ArticleEntity, sentence: Sentence, pronoun: Token
) -> bool:
    """Return whether the pronoun may mean another of its kind, named before it in *sentence*.

    “The bloc got al-Maliki his second term”, where “his” was taken for somebody outside.
    """
    return any(
        m.kind == "name"
        and m.last <= pronoun.index
        and m.entity != entity.index
        and analysis.entities[m.entity].kind == entity.kind
        for m in analysis.mentions
        if sentence.first <= m.first < sentence.last
    )


def _inside(analysis: Analysis, entity: ArticleEntity, sentence: Sentence) -> list[Mention]:
    mentions = (analysis.mentions[index] for index in entity.mentions)
    return [m for m in mentions if sentence.first <= m.first < sentence.last]


def _has_name(analysis: Analysis, entity: ArticleEntity) -> bool:
    return any(analysis.mentions[index].kind == "name" for index in entity.mentions)


def _genitive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
