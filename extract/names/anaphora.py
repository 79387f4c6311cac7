"""Takes phrases and pronouns in the order a reader would, each with what was understood so far.

Paragraph by paragraph, first what stands outside quotation marks, then what is quoted: whoever
speaks must be known before “she” inside the quotation can be told from the speaker.
"""

from collections.abc import Iterator

from extract.language import Parse, Token
from extract.names.grouping import Draft
from extract.names.groups import Groups
from extract.names.name import Name
from extract.names.nominals import Nominals
from extract.names.pronouns import Pronouns
from extract.names.reference import Reference, Sight
from extract.names.speakers import Speakers


def find_anaphora(
    parse: Parse, text: str, names: list[Name], drafts: list[Draft], references: list[Reference]
) -> list[Reference]:
    """Return the references of the phrases and pronouns; new entities go onto *drafts*.

    A pronoun that finds nobody gets no reference; a gender that one settles is written into the
    person's draft.
    """
    sight = Sight(parse, references)
    speakers = Speakers(parse, text)
    groups = Groups(parse, drafts, sight)
    nominals = Nominals(parse, text, names, drafts, references, sight, groups)
    pronouns = Pronouns(parse, drafts, sight, speakers, groups)
    found: list[Reference] = []
    for token in _reading_order(parse, speakers):
        reference = pronouns.at(token) or nominals.at(token)
        if reference is not None:
            found.append(reference)
            sight.add(reference)
    return found


def _reading_order(parse: Parse, speakers: Speakers) -> Iterator[Token]:
    quoted: list[Token] = []
    block = -1
    for sentence in parse.sentences:
        if sentence.block != block:
            yield from quoted
            quoted, block = [], sentence.block
        for token in parse.tokens[sentence.first : sentence.last]:
            if speakers.inside(token.index) is None:
                yield token
            else:
                quoted.append(token)
    yield from quoted
