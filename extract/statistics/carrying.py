"""The name behind "it", "its" and "the company" where no entity of the article stands there."""

from extract.analysis import Analysis
from extract.language import Sentence, Token
from extract.statistics.attachment import base
from extract.statistics.naming import entity_name

_PRONOUNS = frozenset({"it", "its"})
_BODIES = frozenset(
    "company firm group business bank airline carmaker chipmaker retailer start-up startup"
    " manufacturer maker producer chain shipbuilder insurer lender brewer drugmaker developer"
    " railway utility conglomerate".split()
)
"""Nouns by which news takes a business up; not "the union", which a business is not."""

_BACK = 3
"""Sentences looked through for the subject that is taken up."""


def name_before(analysis: Analysis, token: Token) -> str | None:
    """Return the name that *token* takes up from the sentences before, None if it is not sure.

    "Quarz has 540 employees. It made a loss of $35m": the loss is that of Quarz. Only a named
    subject of the sentences right before is taken up, a person by no such word, and only within
    the paragraph and the one before it.
    """
    pronoun = token.upos == "PRON" and token.text.lower() in _PRONOUNS
    if not pronoun and not _is_body(analysis, token):
        return None
    current = analysis.sentences[token.sentence]
    if pronoun and (name := _subject_named(analysis, current, before=token)) is not None:
        return name
    for index in range(current.index - 1, max(-1, current.index - 1 - _BACK), -1):
        sentence = analysis.sentences[index]
        if not 0 <= current.block - sentence.block <= 1 or sentence.origin != current.origin:
            return None
        name = _subject_named(analysis, sentence, before=None)
        if name is not None:
            return name
    return None


def _is_body(analysis: Analysis, token: Token) -> bool:
    determiners = {t.text.lower() for t in analysis.children(token, "det")}
    if token.lemma.lower() not in _BODIES or determiners != {"the"}:
        return False
    return not analysis.children(token, "amod", "nmod", "acl", "compound")


def _subject_named(analysis: Analysis, sentence: Sentence, before: Token | None) -> str | None:
    """Return the name of the last subject or owner of one in *sentence* that is no person.

    *before*: only subjects before this word count.
    """
    for token in reversed(analysis.sentence_tokens(sentence)):
        if before is not None and token.index >= before.index:
            continue
        if base(token) == "nsubj" or (token.rel == "nmod:poss" and _owns_subject(analysis, token)):
            entity = analysis.entity_of(token)
            if entity is not None and entity.kind in {"organisation", "country", "place"}:
                name = entity_name(analysis, token)
                if name is not None:
                    return name
    return None


def _owns_subject(analysis: Analysis, token: Token) -> bool:
    head = analysis.head(token)
    return head is not None and base(head) == "nsubj"
