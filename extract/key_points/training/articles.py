"""Reads the annotated articles: title, text, highlights and the picked sentences."""

import hashlib
import re
from pathlib import Path

import msgspec

_ARTICLE = re.compile(r"(?m)^(?=# )")


class AnnotatedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One article with the highlights of its editor; `picks` number its sentences from 1."""

    name: str
    title: str
    text: str
    highlights: tuple[str, ...]
    picks: tuple[int, ...]

    @property
    def held_back(self) -> bool:
        """Whether it is kept from training, one article in six by the hash of its name."""
        return int(hashlib.sha256(f"own{self.name}".encode()).hexdigest(), 16) % 6 == 0


def read_articles(paths: list[Path]) -> list[AnnotatedArticle]:
    """Return the articles of *paths*, in order; README.md tells the format."""
    return [
        _article(part)
        for path in paths
        for part in _ARTICLE.split(path.read_text(encoding="utf-8"))
        if part.startswith("# ")
    ]


def _article(part: str) -> AnnotatedArticle:
    header, *lines = part.splitlines()
    title, *body = [line for line in lines if not line.startswith(("* ", "@ "))]
    picked = [line[2:] for line in lines if line.startswith("@ ")]
    return AnnotatedArticle(
        name=header.split()[1],
        title=title.strip(),
        text="\n".join(body).strip(),
        highlights=tuple(line[2:].strip() for line in lines if line.startswith("* ")),
        picks=tuple(int(number) for line in picked for number in line.split()),
    )
