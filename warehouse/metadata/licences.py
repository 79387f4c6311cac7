"""Licences by their SPDX id, as the descriptions name them.

Source: the SPDX License List 3.27 (ids and names, CC0-1.0); those that are used for data.
"""

from schemas.base import Struct


class Licence(Struct, frozen=True, kw_only=True):
    """A licence: its id and, where they are known, its address and its name."""

    spdx: str | None
    title: str
    url: str | None


def licence_of(said: str) -> Licence:
    """Return the licence that a manifest names by *said*: an SPDX id, an address, or words."""
    if said in _CREATIVE_COMMONS:
        path, title = _CREATIVE_COMMONS[said]
        return Licence(spdx=said, title=title, url=f"https://creativecommons.org/{path}/")
    if said in _OTHERS:
        url, title = _OTHERS[said]
        return Licence(spdx=said, title=title, url=url)
    if said.startswith(("https://", "http://")):
        return Licence(spdx=None, title=said, url=said)
    return Licence(spdx=None, title=said, url=None)


_CREATIVE_COMMONS = {
    "CC0-1.0": ("publicdomain/zero/1.0", "Creative Commons Zero v1.0 Universal"),
    "CC-BY-4.0": ("licenses/by/4.0", "Creative Commons Attribution 4.0 International"),
    "CC-BY-SA-4.0": (
        "licenses/by-sa/4.0",
        "Creative Commons Attribution Share Alike 4.0 International",
    ),
    "CC-BY-ND-4.0": (
        "licenses/by-nd/4.0",
        "Creative Commons Attribution No Derivatives 4.0 International",
    ),
    "CC-BY-NC-4.0": (
        "licenses/by-nc/4.0",
        "Creative Commons Attribution Non Commercial 4.0 International",
    ),
    "CC-BY-NC-SA-4.0": (
        "licenses/by-nc-sa/4.0",
        "Creative Commons Attribution Non Commercial Share Alike 4.0 International",
    ),
    "CC-BY-NC-ND-4.0": (
        "licenses/by-nc-nd/4.0",
        "Creative Commons Attribution Non Commercial No Derivatives 4.0 International",
    ),
}
_COMMONS = "https://opendatacommons.org/licenses"
_OTHERS = {
    "ODbL-1.0": (f"{_COMMONS}/odbl/1-0/", "Open Data Commons Open Database License v1.0"),
    "ODC-By-1.0": (f"{_COMMONS}/by/1-0/", "Open Data Commons Attribution License v1.0"),
    "PDDL-1.0": (
        f"{_COMMONS}/pddl/1-0/",
        "Open Data Commons Public Domain Dedication & License 1.0",
    ),
    "Apache-2.0": ("https://www.apache.org/licenses/LICENSE-2.0", "Apache License 2.0"),
    "MIT": ("https://spdx.org/licenses/MIT.html", "MIT License"),
}
