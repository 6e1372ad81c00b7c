"""Seals and seal signatures of GB/T 38540: made, parsed, checked in order; each failure by its own code."""

from datetime import timedelta

import pytest
from asn1crypto import core
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.seals.rules import asn1, seal_checks, ses, sm2
from oneseal.seals.rules.certificates import Revoked, Usage
from oneseal.seals.rules.chains import Knowledge
from oneseal.seals.tests.pki import SEALED, World
from oneseal.seals.tests.sealed import DIGEST, YEAR, seal_of, signature, spec, together, world

ABOUT = "/Doc_0/Signs/Sign_0/Signature.xml"
SM = world()
CLOCK = World()
DAY = timedelta(days=1)


def codes(
    encoded: bytes, known: Knowledge | None = None, now: object = SEALED, digest: bytes = DIGEST
) -> list[str]:
    checked = seal_checks.check(encoded, digest, ABOUT, known or together(SM, CLOCK), now=now)  # type: ignore[arg-type]
    return [each.code for each in checked.findings]


def fresh(**more: object) -> bytes:
    return signature(SM, seal_of(SM), DIGEST, ABOUT, **more)  # type: ignore[arg-type]


def test_what_was_made_is_read_back() -> None:
    parsed = ses.parse_signature(fresh(stamps=CLOCK))
    assert parsed.seal.spec == spec(SM)
    assert (parsed.digest, parsed.about, parsed.moment) == (DIGEST, ABOUT, SEALED)
    assert parsed.seal.lists(SM.certificate(Usage.SEAL))
    assert ses.parse_seal(parsed.seal.encoded) == parsed.seal


def test_the_structures_are_those_of_the_standard() -> None:
    """GB/T 38540-2020 §6, §7: order and types of the fields, read without our own specifications."""
    outer = core.Sequence.load(fresh())
    assert [type(outer[at]).__name__ for at in range(4)] == [
        "Sequence",
        "OctetString",
        "ObjectIdentifier",
        "BitString",
    ]
    stamped = ses.parse_signature(fresh(stamps=CLOCK)).timestamp
    assert stamped is not None
    assert stamped[0] == 0x30
    to_sign = outer[0]
    assert [type(to_sign[at]).__name__ for at in range(5)] == [
        "Integer",
        "Sequence",
        "GeneralizedTime",
        "BitString",
        "IA5String",
    ]
    assert to_sign[0].native == 4
    info = to_sign[1][0]
    assert [info[0][at].native for at in range(3)] == ["ES", 4, "OneSeal"]
    assert [type(info[2][at]).__name__ for at in range(7)] == [
        "Integer",
        "UTF8String",
        "Integer",
        "Sequence",
        *["GeneralizedTime"] * 3,
    ]
    assert [info[3][at].native for at in (0, 2, 3)] == ["PNG", 42, 42]
    assert outer[2].dotted == to_sign[1][2].dotted == "1.2.156.10197.1.501"


def test_a_fresh_seal_holds_and_its_stamp_tells_the_moment() -> None:
    checked = seal_checks.check(fresh(stamps=CLOCK), DIGEST, ABOUT, together(SM, CLOCK), now=SEALED)
    assert checked.findings == ()
    assert checked.timestamp == checked.moment == SEALED
    assert codes(fresh()) == ["no_timestamp"]


def resigned(made: World, seal: bytes) -> bytes:
    return signature(made, seal, DIGEST, ABOUT)


STRANGER = world(which="陌生")


@pytest.mark.parametrize(
    ("encoded", "code"),
    [
        (b"", "unreadable_signature"),
        (fresh() + b"\0", "unreadable_signature"),
        (
            resigned(SM, ses.make_seal(spec(SM), SM.certificate(Usage.MAKER), SM.key(Usage.SEAL).sign)),
            "seal_forged",
        ),
        (
            resigned(
                SM, ses.make_seal(spec(SM), STRANGER.certificate(Usage.MAKER), STRANGER.key(Usage.MAKER).sign)
            ),
            "maker_untrusted",
        ),
        (resigned(SM, seal_of(SM, valid_from=SEALED + DAY)), "seal_not_yet_valid"),
        (resigned(SM, seal_of(SM, valid_until=SEALED - DAY)), "seal_expired_when_signed"),
        (resigned(SM, seal_of(SM, certificates=(b"another",))), "signer_not_listed"),
        (
            resigned(STRANGER, seal_of(SM, certificates=(STRANGER.certificate(Usage.SEAL),))),
            "untrusted",
        ),
        (signature(SM, seal_of(SM), sm2.sm3(b"another"), ABOUT), "altered"),
        (signature(SM, seal_of(SM), DIGEST, "/Doc_0/Other.xml"), "altered"),
    ],
)
def test_each_failure_has_its_code(encoded: bytes, code: str) -> None:
    assert codes(encoded) == [code]


def test_a_signature_by_another_key_is_broken() -> None:
    made = ses.make_signature(
        seal_of(SM),
        digest=DIGEST,
        about=ABOUT,
        moment=SEALED,
        certificate=SM.certificate(Usage.SEAL),
        sign=SM.key(Usage.MAKER).sign,
    )
    assert codes(made) == ["signature_broken"]


def test_other_algorithms_are_refused() -> None:
    made = asn1.Signature.load(fresh())
    made["algorithm"] = "1.2.840.10045.4.3.2"
    assert codes(made.dump(force=True)) == ["algorithm"]


def test_a_digest_of_the_certificate_may_stand_in_its_list() -> None:
    info = asn1.SealInfo.load(ses.parse_seal(seal_of(SM)).signed)
    info["property"]["list_type"] = 2
    digest = sm2.sm3(SM.certificate(Usage.SEAL))
    info["property"]["list"] = asn1.Digests([{"type": "SM3", "value": digest}])
    seal = asn1.Seal(
        {"info": info, "certificate": SM.certificate(Usage.MAKER), "algorithm": sm2.SM2_SIGN_SM3}
    )
    seal["signature"] = SM.key(Usage.MAKER).sign(info.dump(force=True))
    assert codes(resigned(SM, seal.dump())) == ["no_timestamp"]


@pytest.mark.parametrize(("days", "code"), [(-1, "revoked_when_signed"), (0, "revoked_when_signed")])
def test_a_revoked_certificate_seals_nothing(days: int, code: str) -> None:
    encoded = fresh(stamps=CLOCK)
    revoked = SM.but(revoked=(revocation(SEALED + days * DAY),), listed=SEALED)
    assert codes(encoded, together(revoked, CLOCK)) == [code]


def revocation(at: object) -> Revoked:
    from asn1crypto import x509

    return Revoked(x509.Certificate.load(SM.certificate(Usage.SEAL)).serial_number, at)  # type: ignore[arg-type]


def test_a_later_revocation_harms_only_what_cannot_prove_its_moment() -> None:
    later = SM.but(revoked=(revocation(SEALED + DAY),), listed=SEALED + 2 * DAY)
    assert codes(fresh(stamps=CLOCK), together(later, CLOCK), SEALED + 3 * DAY) == ["revoked_since"]
    assert codes(fresh(), together(later, CLOCK), SEALED + 3 * DAY) == ["no_timestamp", "time_unproven"]


def test_expired_today_is_not_invalid_when_signed() -> None:
    short = SM.but(listed=SEALED + 6 * YEAR)
    found = seal_checks.check(
        fresh(stamps=CLOCK), DIGEST, ABOUT, together(short, CLOCK), now=SEALED + 6 * YEAR
    )
    assert [each.code for each in found.findings] == ["seal_expired_since", "expired_since"]
    assert not any(each.fatal for each in found.findings)


def test_a_stamp_decides_the_moment_and_must_hold() -> None:
    """Sealed by its own word in time, by the stamp after the seal had ended."""
    ended = seal_of(SM, valid_until=SEALED + DAY)
    late = signature(SM, ended, DIGEST, ABOUT, stamps=CLOCK, stamped=SEALED + 2 * DAY)
    assert codes(late, now=SEALED + 3 * DAY) == ["seal_expired_when_signed"]
    unknown = World(which="外来")
    assert codes(fresh(stamps=unknown)) == ["bad_timestamp"]


ENCODED = fresh()


@given(st.integers(0, len(ENCODED) - 1), st.integers(0, 7))
@settings(max_examples=100)
def test_any_flipped_bit_is_found(place: int, bit: int) -> None:
    flipped = bytearray(ENCODED)
    flipped[place] ^= 1 << bit
    checked = seal_checks.check(bytes(flipped), DIGEST, ABOUT, together(SM), now=SEALED)
    assert any(each.fatal for each in checked.findings)


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_rubbish_is_unreadable_and_nothing_worse(rubbish: bytes) -> None:
    assert codes(rubbish) == ["unreadable_signature"]
