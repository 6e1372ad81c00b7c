"""X.509 certificates and revocation lists (RFC 5280; GM/T 0015—2012 for SM2) of an installation's own authority.

Three families of keys: ECDSA on P-256, RSA-3072 and SM2. ASN.1 is asn1crypto's; signing is a function given by the
caller, so that a key may lie in the database or in a hardware module.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from asn1crypto import algos, core, crl, keys, x509

from oneseal.seals.rules.sm2 import SM2_CURVE, SM2_SIGN_SM3

TOLERANCE = timedelta(minutes=5)
"""How long before its making a certificate begins, for clocks that run behind."""

Sign = Callable[[bytes], bytes]
"""Signs a message: hashes it (SHA-256, or SM3 with the signer's identity) and gives the signature's bytes."""


class Family(StrEnum):
    """Kind of key: what it signs with and which standard reads it."""

    ECDSA = "ecdsa"
    RSA = "rsa"
    SM2 = "sm2"


class Usage(StrEnum):
    """What a certificate is for; decides its key usage."""

    ROOT = "root"
    ISSUING = "issuing"
    SEAL = "seal"
    MAKER = "maker"
    TIMESTAMP = "timestamp"


YEARS = {Usage.ROOT: 20, Usage.ISSUING: 15, Usage.SEAL: 5, Usage.MAKER: 10, Usage.TIMESTAMP: 10}
"""How long our own certificates hold."""

SIGNATURE_ALGORITHMS = {
    Family.ECDSA: "sha256_ecdsa",
    Family.RSA: "sha256_rsa",
    Family.SM2: SM2_SIGN_SM3,
}


@dataclass(frozen=True, slots=True)
class Name:
    """Whose certificate it is. `number` is a seal's 13 digits where it is a seal's."""

    common: str
    organisation: str
    number: str = ""

    def asn1(self) -> x509.Name:
        """As a distinguished name, country first."""
        parts = {"country_name": "CN", "organization_name": self.organisation}
        if self.number:
            parts["serial_number"] = self.number
        return x509.Name.build(parts | {"common_name": self.common})


@dataclass(frozen=True, slots=True)
class Request:
    """What a certificate is to say. `public_key` is a DER SubjectPublicKeyInfo, `crl_url` where its issuer's list lies."""

    usage: Usage
    name: Name
    public_key: bytes
    serial: int
    not_before: datetime
    not_after: datetime
    crl_url: str = ""


@dataclass(frozen=True, slots=True)
class Revoked:
    """A line of a revocation list. `reason` is a name of RFC 5280, 5.3.1 (`key_compromise`, `superseded` …)."""

    serial: int
    at: datetime
    reason: str = "unspecified"


def term(usage: Usage, now: datetime, latest: datetime | None = None) -> tuple[datetime, datetime]:
    """From when until when a certificate made now holds; never longer than its issuer (`latest`)."""
    begins = (now - TOLERANCE).replace(microsecond=0)
    ends = _years_later(begins, YEARS[usage])
    return begins, min(ends, latest) if latest else ends


def _years_later(moment: datetime, years: int) -> datetime:
    """The same day of a later year; 29 February becomes 28."""
    last = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    day = date(moment.year + years, moment.month, last)
    return datetime.combine(day, moment.timetz())


def build(request: Request, *, family: Family, sign: Sign, issuer: bytes | None = None) -> bytes:
    """The certificate in DER. `family` and `sign` are the issuer's; without `issuer` it signs itself."""
    subject = request.name.asn1()
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": request.serial,
            "signature": _algorithm(family),
            "issuer": x509.Certificate.load(issuer).subject if issuer else subject,
            "validity": {
                "not_before": _validity_time(request.not_before),
                "not_after": _validity_time(request.not_after),
            },
            "subject": subject,
            "subject_public_key_info": keys.PublicKeyInfo.load(request.public_key),
            "extensions": _extensions(request, issuer),
        }
    )
    made = x509.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": _algorithm(family),
            "signature_value": sign(body.dump()),
        }
    )
    return bytes(made.dump())


def build_crl(
    issuer: bytes,
    *,
    family: Family,
    sign: Sign,
    number: int,
    revoked: Sequence[Revoked],
    this_update: datetime,
    next_update: datetime,
) -> bytes:
    """The issuer's complete revocation list (RFC 5280, 5) in DER; `number` grows with each."""
    certificate = x509.Certificate.load(issuer)
    body = crl.TbsCertList(
        {
            "version": "v2",
            "signature": _algorithm(family),
            "issuer": certificate.subject,
            "this_update": _validity_time(this_update),
            "next_update": _validity_time(next_update),
            "revoked_certificates": [_line(each) for each in revoked] or None,
            "crl_extensions": [
                {
                    "extn_id": "authority_key_identifier",
                    "extn_value": {"key_identifier": key_identifier(certificate.public_key.dump())},
                },
                {"extn_id": "crl_number", "extn_value": number},
            ],
        }
    )
    made = crl.CertificateList(
        {"tbs_cert_list": body, "signature_algorithm": _algorithm(family), "signature": sign(body.dump())}
    )
    return bytes(made.dump())


def _line(revoked: Revoked) -> dict[str, object]:
    line: dict[str, object] = {
        "user_certificate": revoked.serial,
        "revocation_date": _validity_time(revoked.at),
    }
    if revoked.reason != "unspecified":
        line["crl_entry_extensions"] = [{"extn_id": "crl_reason", "extn_value": revoked.reason}]
    return line


def _algorithm(family: Family) -> algos.SignedDigestAlgorithm:
    return algos.SignedDigestAlgorithm({"algorithm": SIGNATURE_ALGORITHMS[family]})


def _validity_time(moment: datetime) -> x509.Time:
    """UTCTime through 2049, GeneralizedTime after (RFC 5280, 4.1.2.5), whole seconds."""
    moment = moment.astimezone(UTC).replace(microsecond=0)
    if moment.year < 2050:
        return x509.Time("utc_time", core.UTCTime(moment))
    return x509.Time("general_time", core.GeneralizedTime(moment))


def _extensions(request: Request, issuer: bytes | None) -> list[dict[str, object]]:
    authority = request.usage in (Usage.ROOT, Usage.ISSUING)
    issuer_key = x509.Certificate.load(issuer).public_key.dump() if issuer else request.public_key
    basic: dict[str, object] = {"ca": authority}
    if authority:
        basic["path_len_constraint"] = 1 if request.usage == Usage.ROOT else 0
    key_usage = {"key_cert_sign", "crl_sign"} if authority else {"digital_signature", "non_repudiation"}
    made: list[dict[str, object]] = [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": basic},
        {"extn_id": "key_usage", "critical": True, "extn_value": key_usage},
        {"extn_id": "key_identifier", "extn_value": key_identifier(request.public_key)},
        {"extn_id": "authority_key_identifier", "extn_value": {"key_identifier": key_identifier(issuer_key)}},
    ]
    if request.usage == Usage.TIMESTAMP:
        made.append({"extn_id": "extended_key_usage", "critical": True, "extn_value": ["time_stamping"]})
    if request.crl_url:
        place = {
            "distribution_point": {
                "full_name": [x509.GeneralName("uniform_resource_identifier", request.crl_url)]
            }
        }
        made.append({"extn_id": "crl_distribution_points", "extn_value": [place]})
    return made


def key_identifier(public_key: bytes) -> bytes:
    """SHA-1 of the key's bits (RFC 5280, 4.2.1.2 method 1): a name, no protection."""
    bits = keys.PublicKeyInfo.load(public_key)["public_key"]
    return hashlib.sha1(bits.contents[1:], usedforsecurity=False).digest()


def family_of(certificate: bytes) -> Family:
    """The family of a certificate's own key. Raises ValueError for a kind of key that is not used here."""
    info = x509.Certificate.load(certificate).public_key
    algorithm = info["algorithm"]["algorithm"].native
    if algorithm == "rsa":
        return Family.RSA
    if algorithm == "ec":
        curve = info["algorithm"]["parameters"].chosen.dotted
        if curve == SM2_CURVE:
            return Family.SM2
        if curve == "1.2.840.10045.3.1.7":
            return Family.ECDSA
    raise ValueError(f"a key of kind {algorithm} is not used here")


def sm2_public_key(point: bytes) -> bytes:
    """SubjectPublicKeyInfo of an SM2 key from x ‖ y (64 bytes)."""
    named = keys.ECDomainParameters("named", SM2_CURVE)
    info = {
        "algorithm": {"algorithm": "ec", "parameters": named},
        "public_key": keys.ECPointBitString(b"\x04" + point),
    }
    return bytes(keys.PublicKeyInfo(info).dump())
