"""Where a request comes from: its peer, or whom a trusted proxy says it comes from."""

import ipaddress
from collections.abc import Iterable
from typing import Final

from litestar.types import HTTPScope

from schemas.base import Struct
from schemas.errors import SettingsError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Headers = list[tuple[bytes, bytes]]
_HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that tell readers apart: a household has all that follow."""


class Origin(Struct, frozen=True, kw_only=True):
    """The address a request comes from, and what limits are counted by."""

    address: str
    reader: str


def networks(listed: str) -> tuple[Network, ...]:
    """Return the networks in *listed*: ``10.0.0.0/8, 192.0.2.7``; ``unix`` is left out.

    Raises:
        SettingsError: one of them is no network.
    """
    try:
        return tuple(
            ipaddress.ip_network(part.strip(), strict=False)
            for part in listed.split(",")
            if part.strip()
        )
    except ValueError as error:
        raise SettingsError(
            f"trusted_proxies: {error}", hint="List addresses or networks, such as 10.0.0.0/8."
        ) from None


def origin_of(scope: HTTPScope, trusted: tuple[Network, ...]) -> Origin:
    """Return where the request comes from, and set its scheme and host if a proxy tells them.

    What a proxy says is believed only of a peer in *trusted*. `X-Forwarded-For` is read from
    its end, past every trusted address: what stands further left may be made up.
    """
    client = scope.get("client")
    peer = client[0] if client else ""
    if not trusted or not _within(peer, trusted):
        return _origin(peer)
    told = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    scheme = told.get(b"x-forwarded-proto", "").strip().lower()
    if scheme in ("http", "https"):
        scope["scheme"] = scheme
    host = told.get(b"x-forwarded-host", "").split(",")[-1].strip()
    if host:
        headers = [pair for pair in scope["headers"] if pair[0].lower() != b"host"]
        scope["headers"] = [*headers, (b"host", host.encode("latin-1"))]
    hops = [hop.strip() for hop in told.get(b"x-forwarded-for", "").split(",") if hop.strip()]
    return _origin(_first_stranger(reversed(hops), trusted) or peer)


def _first_stranger(hops: Iterable[str], trusted: tuple[Network, ...]) -> str | None:
    """Return the first address that is not of a trusted proxy; None if a hop is no address."""
    last = None
    for hop in hops:
        if _address(hop) is None:
            return last
        last = hop
        if not _within(hop, trusted):
            return hop
    return last


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _within(text: str, trusted: tuple[Network, ...]) -> bool:
    address = _address(text)
    return address is not None and any(
        address.version == network.version and address in network for network in trusted
    )


def _origin(text: str) -> Origin:
    if ":" not in text:  # the common case, without parsing
        return Origin(address=text, reader=text)
    address = _address(text)
    if isinstance(address, ipaddress.IPv6Address):
        household = ipaddress.ip_network((address, _HOUSEHOLD), strict=False)
        return Origin(address=str(address), reader=str(household))
    return Origin(address=str(address or text), reader=str(address or text))
