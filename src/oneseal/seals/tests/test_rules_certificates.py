"""Certificates, chains and time stamps: what is made is read by others, each fault has its own code."""

import hashlib
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from cryptography import x509

from oneseal.seals.rules import certificates, chains, sm2, stamping
from oneseal.seals.rules.certificates import Family, Revoked, Usage
from oneseal.seals.tests.pki import FOUNDED, SEALED, World

FAMILIES = list(Family)
DAY = timedelta(days=1)


def codes(world: World, at: object = SEALED, usage: Usage = Usage.SEAL, **known: object) -> list[str]:
    knowledge = known.get("known") or world.knowledge()
    return [
        item.code
        for item in chains.check_chain(world.certificate(usage), knowledge, at=at, usage=usage)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("usage", [Usage.SEAL, Usage.TIMESTAMP, Usage.MAKER])
def test_a_chain_holds_in_every_family(family: Family, usage: Usage) -> None:
    assert codes(World(family), usage=usage) == []


@pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
def test_another_library_accepts_the_chain(family: Family) -> None:
    world = World(family)
    root, issuing, seal = (
        x509.load_der_x509_certificate(world.certificate(usage))
        for usage in (Usage.ROOT, Usage.ISSUING, Usage.SEAL)
    )
    seal.verify_directly_issued_by(issuing)
    issuing.verify_directly_issued_by(root)
    usage = seal.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    made = x509.load_der_x509_crl(world.lists()[1])
    assert made.is_signature_valid(issuing.public_key())  # type: ignore[arg-type]


@pytest.mark.parametrize("family", FAMILIES)
def test_openssl_accepts_the_chain(family: Family, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    world = World(family)
    for usage in (Usage.ROOT, Usage.ISSUING, Usage.SEAL):
        content = pem.armor("CERTIFICATE", world.certificate(usage))
        (tmp_path / f"{usage}.pem").write_bytes(content)
    at = str(int(SEALED.timestamp()))
    trust = ["-CAfile", "root.pem", "-untrusted", "issuing.pem"]
    if family == Family.SM2:  # openssl gives the identity to the leaf's check alone
        trust = ["-partial_chain", "-trusted", "issuing.pem"]
        trust += ["-vfyopt", f"distid:{sm2.USER_ID.decode()}"]
    said = subprocess.run(
        [openssl, "verify", "-attime", at, *trust, "seal.pem"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.strip() == "seal.pem: OK", said.stderr


@pytest.mark.parametrize("family", FAMILIES)
def test_terms(family: Family) -> None:
    world = World(family, seal_until=SEALED)
    assert codes(world, SEALED) == []
    assert codes(world, SEALED + timedelta(seconds=1)) == ["expired_when_signed"]
    begins = FOUNDED - certificates.TOLERANCE
    assert codes(world, begins) == []
    assert set(codes(world, begins - timedelta(seconds=1))) == {"not_yet_valid"}


@pytest.mark.parametrize("family", FAMILIES)
def test_revocation_counts_from_its_moment(family: Family) -> None:
    world = World(family)
    serial = asn1.Certificate.load(world.certificate(Usage.SEAL)).serial_number
    revoked = world.but(revoked=(Revoked(serial, SEALED, "key_compromise"),), listed=SEALED)
    assert codes(revoked, SEALED - timedelta(seconds=1)) == []
    assert codes(revoked, SEALED) == ["revoked_when_signed"]


def test_without_a_list_that_reaches_the_moment_nothing_is_confirmed() -> None:
    world = World()
    assert codes(world, SEALED + 40 * DAY) == ["revocation_unknown", "revocation_unknown"]


@pytest.mark.parametrize("family", FAMILIES)
def test_another_authority_is_not_trusted(family: Family) -> None:
    assert codes(World(family), known=World(family, "别的").knowledge()) == ["untrusted"]


def test_a_list_of_another_authority_does_not_count() -> None:
    world = World()
    known = chains.Knowledge(world.knowledge().roots, world.knowledge().others, World(which="别的").lists())
    assert set(codes(world, known=known)) == {"revocation_unknown"}


def test_a_seal_may_not_issue_and_a_stamp_may_not_seal() -> None:
    world = World()
    below = world.but()
    below.parts[Usage.ISSUING] = world.certificate(Usage.SEAL)
    faults = chains.check_chain(
        world.certificate(Usage.TIMESTAMP), world.knowledge(), at=SEALED, usage=Usage.SEAL
    )
    assert [item.code for item in faults] == ["wrong_usage"]
    faults = chains.check_chain(
        world.certificate(Usage.SEAL), world.knowledge(), at=SEALED, usage=Usage.TIMESTAMP
    )
    assert [item.code for item in faults] == ["wrong_usage"]


def test_an_issued_certificate_that_issues_is_refused() -> None:
    world = World()
    begins, ends = certificates.term(Usage.SEAL, FOUNDED)
    request = certificates.Request(
        Usage.SEAL, certificates.Name("伪", "伪"), world.key("x").public, 1, begins, ends
    )
    forged = certificates.build(
        request,
        family=Family.ECDSA,
        sign=world.key(Usage.SEAL).sign,
        issuer=world.certificate(Usage.SEAL),
    )
    known = world.knowledge()
    known = chains.Knowledge(known.roots, [*known.others, world.certificate(Usage.SEAL)], known.lists)
    found = {item.code for item in chains.check_chain(forged, known, at=SEALED, usage=Usage.SEAL)}
    assert "wrong_usage" in found


def test_no_certificate_is_told() -> None:
    found = chains.check_chain(b"0\x03\x02\x01\x01", World().knowledge(), at=SEALED, usage=Usage.SEAL)
    assert [item.code for item in found] == ["certificate_unreadable"]


def test_terms_end_with_the_issuer_and_survive_leap_days() -> None:
    leap = FOUNDED.replace(year=2028, month=2, day=29)
    begins, ends = certificates.term(Usage.SEAL, leap + timedelta(hours=1))
    assert (ends.year, ends.month, ends.day) == (2033, 2, 28)
    assert certificates.term(Usage.SEAL, leap, latest=leap)[1] == leap
    assert begins < leap + timedelta(hours=1)


class TestStamps:
    """RFC 3161, asked and answered."""

    message = b"content"

    def token(self, world: World, message: bytes = message) -> bytes:
        return world.stamper(SEALED)(hashlib.sha256(message).digest())

    @pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
    def test_a_stamp_tells_its_moment(self, family: Family) -> None:
        world = World(family)
        stamp = stamping.check(self.token(world), self.message, world.knowledge())
        assert stamp.moment == SEALED
        assert stamp.authority == world.certificate(Usage.TIMESTAMP)

    @pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
    def test_openssl_accepts_it(self, family: Family, tmp_path: Path) -> None:
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("openssl is not installed")
        world = World(family)
        for usage in (Usage.ROOT, Usage.ISSUING):
            (tmp_path / f"{usage}.pem").write_bytes(pem.armor("CERTIFICATE", world.certificate(usage)))
        (tmp_path / "token").write_bytes(self.token(world))
        (tmp_path / "message").write_bytes(self.message)
        said = subprocess.run(
            [openssl, "ts", "-verify", "-token_in", "-in", "token", "-data", "message"]
            + ["-CAfile", "root.pem", "-untrusted", "issuing.pem", "-attime", str(int(SEALED.timestamp()))],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Verification: OK" in said.stdout, said.stderr

    def test_of_another_content_or_authority_or_out_of_term(self) -> None:
        world = World()
        for message, known, code in (
            (b"other", world.knowledge(), "stamp_other_content"),
            (self.message, World(which="别的").knowledge(), "stamp_untrusted"),
        ):
            with pytest.raises(stamping.BadStamp, match=code):
                stamping.check(self.token(world), message, known)
        early = world.stamper(FOUNDED - DAY)(hashlib.sha256(self.message).digest())
        with pytest.raises(stamping.BadStamp, match="stamp_untrusted"):
            stamping.check(early, self.message, world.knowledge())

    def test_every_changed_byte_is_found(self) -> None:
        """Each byte of a stamp: changed, the stamp does not confirm, or it still says the very same moment."""
        world = World()
        known, token = world.knowledge(), self.token(world)
        for place in range(0, len(token), 3):
            changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
            try:
                assert stamping.check(changed, self.message, known).moment == SEALED
            except stamping.BadStamp:
                continue

    def test_refusals_and_old_answers(self) -> None:
        world = World()
        digest = hashlib.sha256(self.message).digest()
        refused = stamping.answer(b"nonsense", world.stamp_key(), moment=SEALED, serial=1)
        with pytest.raises(stamping.BadStamp, match="bad_data_format"):
            stamping.token_of(refused, digest, 5)
        weak = stamping.request(b"\0" * 20, 5, "sha1")
        with pytest.raises(stamping.BadStamp, match="bad_alg"):
            stamping.token_of(
                stamping.answer(weak, world.stamp_key(), moment=SEALED, serial=1), b"\0" * 20, 5
            )
        good = stamping.answer(stamping.request(digest, 5), world.stamp_key(), moment=SEALED, serial=1)
        with pytest.raises(stamping.BadStamp, match="stamp_other_content"):
            stamping.token_of(good, digest, 6)
        with pytest.raises(stamping.BadStamp, match="stamp_unreadable"):
            stamping.token_of(b"<html>", digest, 5)
