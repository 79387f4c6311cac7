"""Signatures: what was signed is what is there, and OpenSSH agrees."""

import base64
import datetime as dt
import shutil
import stat
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from schemas.errors import ReleaseError, SettingsError
from tests.warehouse.synthetic import extraction
from tests.warehouse.test_verification import reseal
from warehouse import (
    MANIFEST,
    SIGNATURE,
    Warehouse,
    freeze,
    generate_key,
    latest,
    load_signer,
    public_keys,
    releases,
    signer_of,
    verify,
)
from warehouse.signing import NAMESPACE, PRINCIPAL

DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    generate_key(folder / "ours", comment="Harbour Gazette")
    generate_key(folder / "other", comment="somebody else")
    return folder


@pytest.fixture(scope="module")
def signed(keys, tmp_path_factory):
    """A signed release; no test may change it."""
    folder = tmp_path_factory.mktemp("signed")
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        warehouse.load(extraction(1))
    signer = load_signer(keys / "ours")
    return freeze(folder / "w.duckdb", folder / "r", day=DAY, tool_versions={}, signer=signer)


@pytest.fixture
def release(signed, tmp_path):
    copy = tmp_path / signed.name
    shutil.copytree(signed, copy)
    for path in copy.iterdir():
        path.chmod(0o644)
    return copy


def signature(release, trusted=None):
    """Return the check of the signature."""
    found = verify(release, trusted=trusted)
    return next(check for check in found.checks if check.name == "signature")


def test_a_signed_release_says_by_whom(signed, keys, sound_release):
    """With trusted keys one of them must have signed; unsigned releases are told as such."""
    (ours,), (other,) = public_keys(keys / "ours.pub"), public_keys(keys / "other.pub")
    assert signer_of(signed).key_id == ours.key_id
    assert verify(signed).ok
    assert "nobody said whether to trust it" in signature(signed).detail
    check = signature(signed, (other, ours))
    assert check.ok
    assert check.detail == f"by {ours.key_id} (Harbour Gazette), which is trusted"
    assert not signature(signed, (other,)).ok
    assert "not trusted" in signature(signed, (other,)).detail
    unsigned = signature(sound_release)
    assert (unsigned.ok, unsigned.looked, unsigned.detail) == (True, False, "unsigned")
    assert not signature(sound_release, (ours,)).ok
    assert signer_of(sound_release) is None


def test_openssh_agrees(signed, keys, tmp_path):
    """ssh-keygen proves our signature, refuses another manifest, and signs what we read."""
    ssh_keygen = shutil.which("ssh-keygen")
    if ssh_keygen is None:
        pytest.skip("ssh-keygen is not installed")
    (ours,) = public_keys(keys / "ours.pub")
    trusted = tmp_path / "trusted"
    trusted.write_text(f"{ours.allowed_signer}\n")
    command = [ssh_keygen, "-Y", "verify", "-f", str(trusted), "-I", PRINCIPAL, "-n", NAMESPACE]
    command += ["-s", str(signed / SIGNATURE)]
    manifest = (signed / MANIFEST).read_bytes()
    proved = subprocess.run(command, input=manifest, capture_output=True, check=True)
    assert ours.key_id.encode() in proved.stdout
    forged = subprocess.run(command, input=manifest + b" ", capture_output=True, check=False)
    assert forged.returncode != 0
    shown = subprocess.run(
        [ssh_keygen, "-lf", str(keys / "ours.pub")], capture_output=True, check=True
    )
    assert ours.key_id in shown.stdout.decode()
    copy = tmp_path / signed.name
    shutil.copytree(signed, copy)
    (copy / SIGNATURE).unlink()
    sign = [ssh_keygen, "-Y", "sign", "-f", str(keys / "ours"), "-n", NAMESPACE]
    subprocess.run([*sign, str(copy / MANIFEST)], capture_output=True, check=True)
    assert (copy / SIGNATURE).read_bytes() == (signed / SIGNATURE).read_bytes()
    assert public_keys(trusted) == (type(ours)(raw=ours.raw),)


def test_tampering_is_found_though_all_sums_agree(release, keys):
    """A forger can seal manifest and sums again, and cannot sign them."""
    (release / "NOTES.md").write_text("# Forged\n")
    reseal(release)
    trusted = public_keys(keys / "ours.pub")
    found = verify(release, trusted=trusted)
    assert [c.name for c in found.checks if not c.ok] == ["signature"]
    assert "does not fit" in signature(release).detail
    with pytest.raises(ReleaseError, match="does not fit"):
        signer_of(release)
    (entry,) = releases(release.parent)
    assert entry.manifest is None, "no server opens it"
    (release / SIGNATURE).unlink()
    assert verify(release).ok, "a signature taken away leaves an unsigned release"
    assert not verify(release, trusted=trusted).ok


def test_any_changed_character_of_the_signature_is_found(release):
    """There is one way to write a signature; none of its characters is idle."""
    whole = (release / SIGNATURE).read_bytes()
    for at in range(len(whole)):
        (release / SIGNATURE).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(ReleaseError, match=r"damaged|does not fit"):
            signer_of(release)
    for other in (b"", whole + b"\n", whole[:40], whole.replace(b"SSH", b"PGP")):
        (release / SIGNATURE).write_bytes(other)
        with pytest.raises(ReleaseError, match="damaged"):
            signer_of(release)


def test_a_signature_for_another_purpose_does_not_count(release, keys, monkeypatch):
    """What the same key signed as something else cannot pass for a release."""
    monkeypatch.setattr("warehouse.signing.NAMESPACE", "git")
    text = load_signer(keys / "ours").sign((release / MANIFEST).read_bytes())
    monkeypatch.undo()
    (release / SIGNATURE).write_bytes(text)
    with pytest.raises(ReleaseError, match="damaged"):
        signer_of(release)


def test_the_signature_changes_nothing_else(signed, keys, tmp_path):
    """A signed and an unsigned release of one warehouse differ by the signature alone."""
    plain = freeze(signed.parent.parent / "w.duckdb", tmp_path, day=DAY, tool_versions={})
    assert {p.name for p in signed.iterdir()} - {p.name for p in plain.iterdir()} == {SIGNATURE}
    for path in plain.iterdir():
        assert path.read_bytes() == (signed / path.name).read_bytes()
    assert latest(tmp_path).id == signed.name


def test_keys_are_kept_with_care(keys, tmp_path):
    """Private keys are for their owner, never written over; what is no key is told."""
    assert stat.S_IMODE((keys / "ours").stat().st_mode) == 0o600
    for taken in ("ours", "ours.pub"):
        path = tmp_path / taken.removesuffix(".pub")
        (tmp_path / taken).write_text("kept")
        with pytest.raises(SettingsError, match="never written over"):
            generate_key(path, comment="")
        assert (tmp_path / taken).read_text() == "kept"
        (tmp_path / taken).unlink()
    (tmp_path / "text").write_text("no key\n# ssh-ed25519\nssh-ed25519 AAAA\nssh-rsa AAAA x\n")
    for wrong in ("absent", "text"):
        with pytest.raises(SettingsError, match=wrong):
            load_signer(tmp_path / wrong)
        with pytest.raises(SettingsError, match=wrong):
            public_keys(tmp_path / wrong)


def test_other_forms_of_private_keys(tmp_path):
    """PKCS 8, also locked by a passphrase, is read; other kinds of keys are refused."""
    key = Ed25519PrivateKey.generate()
    locked = serialization.BestAvailableEncryption(b"open sesame")
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    (tmp_path / "locked").write_bytes(key.private_bytes(*form, locked))
    raw = key.public_key().public_bytes_raw()
    assert load_signer(tmp_path / "locked", passphrase="open sesame").public.raw == raw
    with pytest.raises(SettingsError, match="DATELINE_KEY_PASSPHRASE"):
        load_signer(tmp_path / "locked")
    rsa = generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "rsa").write_bytes(rsa.private_bytes(*form, serialization.NoEncryption()))
    with pytest.raises(SettingsError, match="not Ed25519"):
        load_signer(tmp_path / "rsa")
    assert base64.b64encode(raw)
