"""PDF seals: valid, then every fault by its own code; two independent verifiers agree."""

import asyncio
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from oneseal.seals.rules import pades, pdf_checks
from oneseal.seals.rules.certificates import Family, Revoked, Usage
from oneseal.seals.rules.findings import Verification
from oneseal.seals.rules.pdf_seals import NotSealable, Place, Words
from oneseal.seals.tests.pki import SEALED, World

DAY = timedelta(days=1)
PLACE = Place(0, (300.0, 100.0, 413.4, 213.4))


@cache
def plain() -> bytes:
    """A page with a line of text."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 720 Td (Decision no. 17) Tj ET")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


@cache
def home(family: Family = Family.ECDSA) -> World:
    """The world that sealed the page."""
    return World(family)


@cache
def sealed(family: Family = Family.ECDSA) -> bytes:
    """The page, sealed."""
    return home(family).seal(plain(), place=PLACE)


def check(pdf: bytes, world: World | None = None, days: int = 1) -> Verification:
    return pdf_checks.verify(pdf, (world or home()).knowledge(), now=SEALED + days * DAY)


def codes(found: Verification) -> list[str]:
    return [item.code for item in found.findings]


@pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
def test_valid(family: Family) -> None:
    found = check(sealed(family), home(family))
    assert found.valid
    assert codes(found) == []
    assert (found.form, found.seal_code, found.signer) == ("pdf", "3507990000001", "云岭市行政审批局")
    assert found.signed_at == found.timestamp == SEALED


@pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
def test_another_verifier_agrees(family: Family) -> None:
    world = home(family)
    reader = PdfFileReader(io.BytesIO(sealed(family)))
    known: dict[str, Any] = {
        "trust_roots": [asn1.Certificate.load(world.certificate(Usage.ROOT))],
        "moment": SEALED + timedelta(seconds=1),
        "crls": world.lists(),
        "revocation_mode": "require",
    }
    status = validate_pdf_signature(reader.embedded_signatures[0], ValidationContext(**known))
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.trusted
    stamp = validate_pdf_timestamp(reader.embedded_signatures[1], ValidationContext(**known))
    assert stamp.trusted
    assert stamp.coverage is not None
    assert stamp.coverage.name == "ENTIRE_FILE"


@pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
def test_the_file_alone_is_enough_for_b_lta(family: Family) -> None:
    """Long-term validation after ETSI EN 319 102-1, 5.6.3, offline: with the root and what the file brings."""
    root = asn1.Certificate.load(home(family).certificate(Usage.ROOT))
    rule = RevocationCheckingRule.CRL_REQUIRED
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[root]),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule), freshness=40 * DAY),
    )
    local = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)
    moment = SEALED + 10 * DAY
    result = asyncio.run(
        ades_lta_validation(
            PdfFileReader(io.BytesIO(sealed(family))).embedded_regular_signatures[0],
            PdfSignatureValidationSpec(SignatureValidationSpec(policy, revinfo_gathering_policy=local)),
            ValidationTimingInfo(moment, moment, point_in_time_validation=True),
        )
    )
    assert result.ades_subindic == AdESPassed.OK
    assert result.oldest_evidence_record_timestamp == SEALED


@pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
def test_poppler_agrees(family: Family, tmp_path: Path) -> None:
    pdfsig = shutil.which("pdfsig")
    if pdfsig is None:
        pytest.skip("pdfsig (poppler-utils) is not installed")
    path = tmp_path / "sealed.pdf"
    for content, expected in ((sealed(family), "Signature is Valid"), (_swapped(sealed(family)), "Mismatch")):
        path.write_bytes(content)
        said = subprocess.run([pdfsig, path], capture_output=True, text=True, check=False, cwd=tmp_path)
        assert expected in said.stdout


@pytest.mark.parametrize("family", [Family.ECDSA, Family.RSA])
def test_openssl_agrees(family: Family, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    content = sealed(family)
    seal = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    start, length, second, rest = seal.byte_range
    covered = content[start : start + length] + content[second : second + rest]
    (tmp_path / "content").write_bytes(covered)
    (tmp_path / "signature").write_bytes(seal.pkcs7_content.rstrip(b"\0") + b"\0" * 2)
    root = home(family).certificate(Usage.ROOT)
    (tmp_path / "root.pem").write_bytes(pem.armor("CERTIFICATE", root))
    command = [openssl, "cms", "-verify", "-inform", "DER", "-in", "signature", "-content", "content"]
    command += ["-binary", "-CAfile", "root.pem", "-purpose", "any", "-out", "said"]
    command += ["-attime", str(int(SEALED.timestamp()))]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    (tmp_path / "content").write_bytes(covered.replace(b"no. 17", b"no. 18"))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def _swapped(content: bytes) -> bytes:
    """One digit of the text changed."""
    assert b"no. 17" in content
    return content.replace(b"no. 17", b"no. 71")


def test_changed_text_is_altered() -> None:
    assert "altered" in codes(check(_swapped(sealed())))


@settings(max_examples=150)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_no_changed_byte_passes(place: int, mask: int) -> None:
    """Whatever byte is changed: the file is not valid, but for the unused room of the signatures themselves."""
    content = bytearray(sealed())
    place %= len(content)
    content[place] ^= mask
    found = check(bytes(content))
    if found.valid:
        assert bytes(content[place - 1 : place + 2]).strip(b"0abcdefABCDEF123456789 \t\n\r\x0c\0") == b""
        assert _text(bytes(content)) == _text(sealed())


def _text(content: bytes) -> bytes:
    """The page's content as a reader shows it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("cut", [1, 100, 5000, 40000])
def test_a_cut_file_is_not_valid(cut: int) -> None:
    assert not check(sealed()[:-cut]).valid


def test_an_added_page_or_text_is_found() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed()))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = page["/Contents"]
    stream._data = stream.data.replace(b"no. 17", b"no. 99")
    stream._encoded_data = None
    writer.update_container(stream)
    out = io.BytesIO()
    writer.write(out)
    assert b"no. 99" in out.getvalue()
    assert "altered_afterwards" in codes(check(out.getvalue()))


def test_a_rewritten_copy_is_not_valid() -> None:
    copy = copy_into_new_writer(PdfFileReader(io.BytesIO(sealed())))
    out = io.BytesIO()
    copy.write(out)
    assert not check(out.getvalue()).valid


def test_a_second_seal_of_a_stranger_is_found() -> None:
    stranger = World(which="别的")
    assert codes(check(stranger.seal(plain()))).count("untrusted") == 1


def test_without_a_seal_and_no_pdf_at_all() -> None:
    assert codes(check(plain())) == ["unsealed"]
    for content in (b"", b"%PDF-1.7", b"%PDF-1.7\nrubbish\n%%EOF", sealed()[:3000], b"PK\x03\x04"):
        assert codes(check(content)) == ["unreadable"]


def test_expired_today_is_not_invalid_when_sealed() -> None:
    world = World(seal_until=SEALED + 30 * DAY)
    found = check(world.seal(plain()), world, days=31)
    assert found.valid
    assert codes(found) == ["expired_since"]


def test_expired_when_sealed() -> None:
    world = World(seal_until=SEALED - DAY)
    found = check(world.seal(plain()), world)
    assert not found.valid
    assert codes(found) == ["expired_when_signed"]


def test_revoked_before_and_after() -> None:
    world = World()
    content = world.seal(plain())
    serial = asn1.Certificate.load(world.certificate(Usage.SEAL)).serial_number
    for moment, expected in ((SEALED - DAY, "revoked_when_signed"), (SEALED + DAY, "revoked_since")):
        later = world.but(revoked=(Revoked(serial, moment, "superseded"),), listed=SEALED + DAY)
        found = check(content, later, days=2)
        assert codes(found) == [expected]
        assert found.valid == (expected == "revoked_since")


def test_a_stamp_out_of_its_term_or_of_a_stranger() -> None:
    world = World()
    key = world.sealing_key()
    for stamper in (world.stamper(SEALED.replace(year=2050)), World(which="别的").stamper(SEALED)):
        content = pades.seal(
            plain(),
            key,
            stamp=stamper,
            lists=world.lists(),
            stamp_chain=[],
            moment=SEALED,
            words=Words("章", "出具文书"),
        )
        found = check(content, world)
        assert not found.valid
        assert "bad_timestamp" in codes(found)


def test_sm2_does_not_seal_pdf() -> None:
    with pytest.raises(ValueError, match="SM2"):
        World(Family.SM2).seal(plain())


def _streamed(content: bytes) -> bytes:
    """The file with its cross-reference and its objects in streams."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_a_file_with_its_cross_reference_in_a_stream() -> None:
    before = _streamed(plain())
    assert b"\nxref" not in before
    content = home().seal(before, place=PLACE)
    assert check(content).valid
    assert b"\nxref" not in content
    assert _text(content) == _text(plain())


def test_the_sealed_file_begins_with_the_file() -> None:
    assert sealed().startswith(plain())
    with pikepdf.open(io.BytesIO(plain())) as before, pikepdf.open(io.BytesIO(sealed())) as after:
        assert after.pdf_version == before.pdf_version
        assert after.docinfo.items() == before.docinfo.items()


def test_what_cannot_be_sealed() -> None:
    encrypted = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner="o", user=""))
    for content in (b"", b"no pdf", plain()[:-30], encrypted.getvalue(), sealed()):
        with pytest.raises(NotSealable):
            home().seal(content)
    with pytest.raises(NotSealable, match="page 7"):
        home().seal(plain(), place=replace(PLACE, page=7))


def test_a_stamp_larger_than_its_room_is_refused() -> None:
    world = home()
    with pytest.raises(NotSealable, match="room"):
        pades.seal(
            plain(),
            world.sealing_key(),
            stamp=lambda digest: world.stamper(SEALED)(digest) + b"\0" * 20_000,
            lists=[],
            stamp_chain=[],
            moment=SEALED,
            words=Words("章", "出具文书"),
        )
