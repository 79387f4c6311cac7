"""Which language model read an article."""

from schemas.base import Struct


class LanguageModel(Struct, frozen=True, kw_only=True):
    """A language model by name, version and digest; the same three give the same records.

    `name` is what a user asks for: `full`, `fast` or `spacy:en_core_web_sm`. `sha256` is the
    digest of the model's files, in hex.
    """

    name: str
    version: str
    sha256: str

    @property
    def tag(self) -> str:
        """The model as it stands on every row: ``full@2.0.0.f11f2702``."""
        return f"{self.name}@{self.version}.{self.sha256[:8]}"

    def __str__(self) -> str:
        """Return the model as a manifest names it: ``full 2.0.0 sha256:f11f…``."""
        return f"{self.name} {self.version} sha256:{self.sha256}"
