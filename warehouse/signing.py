r"""Signatures of releases: Ed25519 over `manifest.json`, in the form of OpenSSH.

The manifest names the SHA-256 of every file, so that whoever trusts its signature trusts them
all. The form is SSHSIG (openssh-portable, PROTOCOL.sshsig), detached in `manifest.json.sig`,
because a reader can then prove a release without dateline:

    ssh-keygen -Y verify -f trusted -I dateline -n dateline-release \
        -s manifest.json.sig < manifest.json

A key is known by its fingerprint as OpenSSH writes it (``SHA256:…``). Ed25519 takes no chance:
the same key and manifest give the same signature.
"""

import base64
import binascii
import hashlib
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from schemas.base import Struct
from schemas.errors import ReleaseError, SettingsError
from warehouse.manifest import MANIFEST, SIGNATURE

NAMESPACE: Final = "dateline-release"
"""What a signature is good for: none made for another purpose fits a release."""
PRINCIPAL: Final = "dateline"

_MAGIC = b"SSHSIG"
_KIND = b"ssh-ed25519"
_HASH = b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_WIDTH = 70


class PublicKey(Struct, frozen=True, kw_only=True):
    """An Ed25519 public key: its 32 bytes, and the comment that stood beside it."""

    raw: bytes
    comment: str = ""

    @property
    def blob(self) -> bytes:
        """The key as OpenSSH packs it."""
        return _packed(_KIND) + _packed(self.raw)

    @property
    def key_id(self) -> str:
        """The fingerprint, as ``ssh-keygen -l`` prints it: ``SHA256:`` and 43 characters."""
        digest = hashlib.sha256(self.blob).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")

    @property
    def line(self) -> str:
        """The key as one line of text: ``ssh-ed25519 AAAA… comment``."""
        text = f"{_KIND.decode()} {base64.b64encode(self.blob).decode()}"
        return f"{text} {self.comment}" if self.comment else text

    @property
    def allowed_signer(self) -> str:
        """The key as one line of the file that ``ssh-keygen -Y verify -f`` takes."""
        bare = PublicKey(raw=self.raw).line
        return f'{PRINCIPAL} namespaces="{NAMESPACE}" {bare}'


class Signer:
    """A private key that signs releases. Build it with `load_signer`."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = PublicKey(raw=key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the detached signature of *message*, armoured, ending in a newline."""
        signature = _packed(_KIND) + _packed(self._key.sign(_signed_data(message)))
        body = b"".join(
            (
                _MAGIC,
                struct.pack(">I", 1),
                _packed(self.public.blob),
                _packed(NAMESPACE.encode()),
                _packed(b""),
                _packed(_HASH),
                _packed(signature),
            )
        )
        text = base64.b64encode(body).decode()
        lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
        return "\n".join([_BEGIN, *lines, _END, ""]).encode()


def generate_key(path: Path, *, comment: str) -> PublicKey:
    """Return the public key of a new pair: private in *path*, public in ``path.pub``.

    The private file is readable by its owner alone.

    Raises:
        SettingsError: one of the files is there already, or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.OpenSSH,
        serialization.NoEncryption(),
    )
    public = PublicKey(raw=key.public_key().public_bytes_raw(), comment=" ".join(comment.split()))
    beside = path.with_name(path.name + ".pub")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if beside.exists():
            raise FileExistsError(17, "File exists", str(beside))
        _write_new(path, private, 0o600)
        _write_new(beside, f"{public.line}\n".encode(), 0o644)
    except OSError as error:
        raise SettingsError(
            f"the key cannot be written: {error.strerror}",
            where=str(error.filename or path),
            hint="A key is never written over; name another file",
        ) from None
    return public


def load_signer(path: Path, *, passphrase: str | None = None) -> Signer:
    """Return the signer with the private key in *path*, in OpenSSH's form or PKCS 8.

    Raises:
        SettingsError: it cannot be read, needs another *passphrase*, or is no Ed25519 key.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"the key cannot be read: {error.strerror}", where=str(path)) from None
    secret = passphrase.encode() if passphrase else None
    is_ssh = b"OPENSSH PRIVATE KEY" in data
    load = serialization.load_ssh_private_key if is_ssh else serialization.load_pem_private_key
    try:
        key = load(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SettingsError(
            f"this is no private key that can be used: {str(error).splitlines()[0]}",
            where=str(path),
            hint="Make one with `dateline keygen`; DATELINE_KEY_PASSPHRASE opens a locked one",
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsError(
            "the key is not Ed25519", where=str(path), hint="Make one with `dateline keygen`"
        )
    return Signer(key)


def public_keys(path: Path) -> tuple[PublicKey, ...]:
    """Return the Ed25519 public keys in the file *path*, one a line; other lines are passed over.

    Both ``ssh-ed25519 AAAA… comment`` and the lines of an `allowed_signers` file are read.

    Raises:
        SettingsError: the file cannot be read, or holds no such key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SettingsError(f"the keys cannot be read: {reason}", where=str(path)) from None
    found = tuple(key for line in text.splitlines() if (key := _public_key(line)) is not None)
    if not found:
        raise SettingsError(
            "there is no Ed25519 public key in this file",
            where=str(path),
            hint="`dateline keygen` writes one into the file that ends in .pub",
        )
    return found


def signer_of(release: Path) -> PublicKey | None:
    """Return the key that signed the manifest in the folder *release*; None if it is unsigned.

    Whether that key is to be trusted is for the caller to say.

    Raises:
        ReleaseError: the signature is damaged, was made for something else, or does not fit.
    """
    where = str(release / SIGNATURE)
    try:
        armoured = (release / SIGNATURE).read_bytes()
        message = (release / MANIFEST).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReleaseError(f"the signature cannot be read: {error.strerror}", where=where) from None
    try:
        raw, signature = _read_signature(armoured)
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, _signed_data(message))
    except InvalidSignature:
        raise ReleaseError(f"the signature does not fit {MANIFEST}", where=where) from None
    except (ValueError, struct.error, binascii.Error):
        raise ReleaseError("the signature is damaged", where=where) from None
    return PublicKey(raw=raw)


def named_in(key: PublicKey, keys: Iterable[PublicKey]) -> PublicKey | None:
    """Return the one of *keys* that is *key*, with its comment; None if none is."""
    return next((known for known in keys if known.raw == key.raw), None)


def _signed_data(message: bytes) -> bytes:
    digest = hashlib.sha512(message).digest()
    return _MAGIC + b"".join(_packed(part) for part in (NAMESPACE.encode(), b"", _HASH, digest))


def _read_signature(armoured: bytes) -> tuple[bytes, bytes]:
    """Return the public key and the signature inside an armoured SSHSIG.

    Raises:
        ValueError: it is not of the one form that `Signer.sign` writes.
    """
    lines = armoured.decode("ascii").split("\n")
    if lines[0] != _BEGIN or lines[-2:] != [_END, ""]:
        raise ValueError("no armour")
    text = "".join(lines[1:-2])
    body = base64.b64decode(text, validate=True)
    if base64.b64encode(body).decode() != text:
        raise ValueError("base64 with spare bits")
    if body[:10] != _MAGIC + struct.pack(">I", 1):
        raise ValueError("no SSHSIG of version 1")
    key, namespace, reserved, hashed, signature, *rest = _unpacked(body[10:])
    if (namespace, reserved, hashed, rest) != (NAMESPACE.encode(), b"", _HASH, []):
        raise ValueError("made for something else")
    return _of_our_kind(key), _of_our_kind(signature)


def _of_our_kind(blob: bytes) -> bytes:
    kind, raw, *rest = _unpacked(blob)
    if kind != _KIND or rest:
        raise ValueError("not Ed25519")
    return raw


def _packed(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _unpacked(data: bytes) -> list[bytes]:
    parts: list[bytes] = []
    while data:
        (size,) = struct.unpack(">I", data[:4])
        if len(data) < 4 + size:
            raise ValueError("cut short")
        parts.append(data[4 : 4 + size])
        data = data[4 + size :]
    return parts


def _public_key(line: str) -> PublicKey | None:
    words = line.split("#", 1)[0].split() if line.lstrip().startswith("#") else line.split()
    for at, word in enumerate(words[:-1]):
        if word == _KIND.decode():
            try:
                raw = _of_our_kind(base64.b64decode(words[at + 1], validate=True))
                Ed25519PublicKey.from_public_bytes(raw)
            except (ValueError, struct.error, binascii.Error):
                return None
            return PublicKey(raw=raw, comment=" ".join(words[at + 2 :]))
    return None


def _write_new(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
