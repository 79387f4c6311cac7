"""Bytes to characters: byte order mark, declared encoding, UTF-8, then a guess."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""")
"""`<meta charset="utf-8">`, `<?xml version="1.0" encoding="ISO-8859-1"?>`."""

_SUPERSETS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "latin-1": "cp1252", "latin1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "shift_jis": "cp932",
    "tis-620": "cp874", "iso-8859-11": "cp874",
}  # fmt: skip
"""Labels that the web uses for a larger encoding (WHATWG Encoding Standard)."""

_SAMPLE = 200_000


def decode(data: bytes, *, declared: bool = False, named: str | None = None) -> str:
    """Return *data* as text, without its byte order mark; it never raises.

    The first that fits counts: byte order mark, UTF-8, the encoding *named* outside the data
    (by HTTP), the one declared in the first 4096 bytes (only if *declared*), UTF-16 without
    mark, Windows-1252 if only its typographic characters are above ASCII, charset-normalizer's
    guess, Windows-1252. What does not decode becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    utf8 = _strictly(data, "utf-8")
    if utf8 is not None and b"\x00" not in data[:4096]:
        return utf8
    labels = (_known(named) if named else None, _declared(data) if declared else None)
    for label in labels:
        text = _strictly(data, label) if label is not None and label != "utf-8" else None
        if text is not None:
            return text
    if (wide := _wide(data)) is not None:
        return data.decode(wide, "replace")
    if utf8 is not None:
        return utf8
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    if not any(byte >= 0x80 and byte not in _TYPOGRAPHIC for byte in data):
        return data.decode("cp1252", "replace")
    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode("cp1252" if best is None else _known(best.encoding) or "cp1252", "replace")


_TYPOGRAPHIC = frozenset("€…‘’“”•–—™£§©«®°»½éèáàóíñçüöäúêëâôîïãõÉÜÖÄß".encode("cp1252") + b"\xa0")
"""What an English text in Windows-1252 has above ASCII; guessers take it for Cyrillic."""


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _known(label: str) -> str | None:
    label = _SUPERSETS.get(label.lower(), label.lower())
    try:
        # Decoding refuses those codecs of Python that are no text encodings (“hex”, “zlib”).
        b"".decode(label)
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return None if found is None else _known(found[1].decode("ascii"))


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 that *data* is in by the zero bytes of its Latin letters, if it is."""
    head = data[:2000]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Return whether *data* is UTF-8 with a few broken bytes, such as a text cut in a letter."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - broken
    return right > 4 * broken
