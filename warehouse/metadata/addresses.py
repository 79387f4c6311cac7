"""Where a description says that the files of a release are."""

from urllib.parse import quote

from schemas.base import Struct


class Addresses(Struct, frozen=True, kw_only=True):
    """The addresses of one release: below *release* on a server, or relative where it is empty."""

    release: str = ""

    def file(self, name: str) -> str:
        """Return the address of the file called *name*."""
        return f"{self.release}/files/{quote(name)}" if self.release else name

    def page(self, *parts: str) -> str | None:
        """Return the address of the release, or of what lies below; None where there is none."""
        below = "".join(f"/{quote(part)}" for part in parts)
        return f"{self.release}{below}" if self.release else None

    def sibling(self, other: str) -> str | None:
        """Return the address of the release *other* of the same server; None without one."""
        return f"{self.release.rpartition('/')[0]}/{quote(other)}" if self.release else None
