"""Whether a certificate led to a trusted root at a moment, and was not revoked then (RFC 5280, 6; GB/T 20518).

One path for ECDSA, RSA and SM2. Each reason to refuse has a code of its own, so that "expired today" is never
told of a signature that was made while the certificate held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from oneseal.kernel.text import N_
from oneseal.seals.rules import sm2
from oneseal.seals.rules.certificates import SIGNATURE_ALGORITHMS, Family, Usage, family_of
from oneseal.seals.rules.findings import Finding

DEEPEST = 5
KNOWN_CRITICAL = {"basic_constraints", "key_usage", "extended_key_usage"}

SENTENCES = {
    "certificate_unreadable": N_("证书无法读取，不能确认是谁盖的章。"),
    "untrusted": N_("签章证书不是由本系统信任的机构签发的，不能确认是谁盖的章。"),
    "not_yet_valid": N_("盖章时，证书“%(name)s”还没有生效。"),
    "expired_when_signed": N_("盖章时，证书“%(name)s”已经过期。"),
    "revoked_when_signed": N_("盖章时，证书“%(name)s”已经被吊销。"),
    "revocation_unknown": N_("查不到证书“%(name)s”在盖章时是否被吊销，不能确认有效。"),
    "wrong_usage": N_("证书“%(name)s”不是用来做这件事的，不能作为依据。"),
}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a verifier has: roots it trusts, other certificates and revocation lists, all DER."""

    roots: Sequence[bytes]
    others: Sequence[bytes] = ()
    lists: Sequence[bytes] = ()


def _problem(code: str, name: str = "") -> Finding:
    """A reason to refuse; `name` is whose certificate it is about."""
    return Finding(code, SENTENCES[code], params={"name": name} if name else {})


def check_chain(leaf: bytes, known: Knowledge, *, at: datetime, usage: Usage) -> list[Finding]:
    """Everything that was wrong with a certificate at `at`; empty when it was good (RFC 5280, 6.1 and 6.3)."""
    chain = chain_of(leaf, known)
    if chain is None:
        return [_problem("certificate_unreadable")]
    if chain[-1].dump() not in known.roots:
        return [_problem("untrusted", name_of(chain[0]))]
    problems = _usage(chain, usage)
    for place, certificate in enumerate(chain):
        problems += _term(certificate, at)
        if place + 1 < len(chain):
            problems += _revocation(certificate, chain[place + 1], known.lists, at)
    return problems


def chain_of(leaf: bytes, known: Knowledge) -> list[asn1.Certificate] | None:
    """The certificate and its issuers as far as they are known, by signature; None where it cannot be read."""
    certificate = load(leaf)
    if certificate is None:
        return None
    candidates = [
        each for each in map(load, dict.fromkeys([*known.roots, *known.others])) if each is not None
    ]
    chain = [certificate]
    while len(chain) < DEEPEST and chain[-1].dump() not in known.roots:
        issuer = next((each for each in candidates if issued(each, chain[-1])), None)
        if issuer is None or issuer.dump() == chain[-1].dump():
            break
        chain.append(issuer)
    return chain


@lru_cache(maxsize=256)
def load(der: bytes) -> asn1.Certificate | None:
    """A certificate read to its last field, None where it is none."""
    try:
        certificate = asn1.Certificate.load(der, strict=True)
        certificate.native  # noqa: B018  reads everything, so that later access cannot fail
        return certificate
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def name_of(certificate: asn1.Certificate) -> str:
    """The common name, for people."""
    return str(certificate.subject.native.get("common_name", certificate.subject.human_friendly))


def issued(issuer: asn1.Certificate, certificate: asn1.Certificate) -> bool:
    """Whether the one signed the other: names fit and the signature holds."""
    return issuer.subject.dump() == certificate.issuer.dump() and signature_holds(
        issuer,
        certificate["signature_algorithm"]["algorithm"].dotted,
        certificate["tbs_certificate"].dump(),
        certificate["signature_value"].native,
    )


def signature_holds(signer: asn1.Certificate, algorithm: str, message: bytes, signature: bytes) -> bool:
    """Whether a signature (algorithm by its number) over a message is by the key of a certificate."""
    try:
        if algorithm == SIGNATURE_ALGORITHMS[Family.SM2]:
            if family_of(signer.dump()) != Family.SM2:
                return False
            point = signer.public_key["public_key"].native
            return len(point) == 65 and sm2.verify(point[1:], message, signature)
        key = load_der_public_key(signer.public_key.dump())
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm == "1.2.840.10045.4.3.2":
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey) and algorithm == "1.2.840.113549.1.1.11":
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, x509.InvalidVersion):
        return False
    return True


def _term(certificate: asn1.Certificate, at: datetime) -> list[Finding]:
    if at < certificate.not_valid_before:
        return [_problem("not_yet_valid", name_of(certificate))]
    if at > certificate.not_valid_after:
        return [_problem("expired_when_signed", name_of(certificate))]
    return []


def _usage(chain: Sequence[asn1.Certificate], usage: Usage) -> list[Finding]:
    """Issuers must be authorities within their path length, the leaf must be made for its use."""
    wrong = [each for place, each in enumerate(chain) if place and not _may_issue(each, place - 1)]
    leaf = chain[0]
    allowed = leaf.key_usage_value.native if leaf.key_usage_value else set()
    extended = leaf.extended_key_usage_value.native if leaf.extended_key_usage_value else []
    if usage == Usage.TIMESTAMP:
        fits = extended == ["time_stamping"]
    else:
        fits = bool({"digital_signature", "non_repudiation"} & allowed) and "time_stamping" not in extended
    if not fits:
        wrong.insert(0, leaf)
    wrong += [each for each in chain if each.critical_extensions - KNOWN_CRITICAL]
    return [_problem("wrong_usage", name_of(each)) for each in dict.fromkeys(wrong)]


def _may_issue(certificate: asn1.Certificate, below: int) -> bool:
    longest = certificate.max_path_length
    return (
        bool(certificate.ca)
        and certificate.key_usage_value is not None
        and "key_cert_sign" in certificate.key_usage_value.native
        and (longest is None or below <= longest)
    )


def _revocation(
    certificate: asn1.Certificate, issuer: asn1.Certificate, lists: Iterable[bytes], at: datetime
) -> list[Finding]:
    """Revoked at the moment or before; unknown where no list of the issuer reaches the moment."""
    reached = False
    for each in filter(None, map(load_list, lists)):
        if not list_issued(issuer, each):
            continue
        body = each["tbs_cert_list"]
        for line in body["revoked_certificates"] or ():
            serial = line["user_certificate"].native
            if serial == certificate.serial_number and line["revocation_date"].native <= at:
                return [_problem("revoked_when_signed", name_of(certificate))]
        reached = reached or body["next_update"].native >= at
    return [] if reached else [_problem("revocation_unknown", name_of(certificate))]


@lru_cache(maxsize=64)
def load_list(der: bytes) -> asn1_crl.CertificateList | None:
    """A revocation list read to its last field, None where it is none."""
    try:
        made = asn1_crl.CertificateList.load(der, strict=True)
        made.native  # noqa: B018  reads everything, so that later access cannot fail
        return made
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def list_issued(issuer: asn1.Certificate, made: asn1_crl.CertificateList) -> bool:
    """Whether a revocation list is this issuer's, by name, right and signature."""
    return (
        made.issuer.dump() == issuer.subject.dump()
        and issuer.key_usage_value is not None
        and "crl_sign" in issuer.key_usage_value.native
        and signature_holds(
            issuer,
            made["signature_algorithm"]["algorithm"].dotted,
            made["tbs_cert_list"].dump(),
            made["signature"].native,
        )
    )
