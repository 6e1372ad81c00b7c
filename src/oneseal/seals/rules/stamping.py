"""Time stamps (RFC 3161): asking, answering, checking. A stamp says that a digest existed at a moment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms, core, tsp, x509

from oneseal.kernel.text import N_
from oneseal.seals.rules import chains, cms_parts
from oneseal.seals.rules.certificates import Family, Sign, Usage

OWN_POLICY = "2.25.69516370541547232761687215262700875909"
"""Policy of stamps by an installation's own authority: an identifier of the UUID arc (ITU-T X.667), nobody else's."""
REQUEST_TYPE = "application/timestamp-query"
ANSWER_TYPE = "application/timestamp-reply"

SENTENCES = {
    "stamp_unreadable": N_("时间戳无法读取。"),
    "stamp_other_content": N_("时间戳不是对这份文件盖的。"),
    "stamp_broken": N_("时间戳的签名不成立，它被改动过。"),
    "stamp_untrusted": N_("时间戳不是由本系统信任的时间戳机构签发的，或签发时它的证书无效。"),
}


class BadStamp(Exception):
    """A server's answer or a stamp is not acceptable; `code` says why (SENTENCES, or `stamp_refused`)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code


@dataclass(frozen=True, slots=True)
class Stamp:
    """A checked time stamp: the moment (UTC), and who says so (DER certificate)."""

    moment: datetime
    authority: bytes


@dataclass(frozen=True, slots=True)
class StampKey:
    """What a time-stamp authority signs with; `chain` are its issuers, sent along with each stamp."""

    certificate: bytes
    family: Family
    sign: Sign
    chain: Sequence[bytes] = ()


def request(digest: bytes, nonce: int, algorithm: str = "sha256") -> bytes:
    """A query for a stamp over a digest; `nonce` is random, so that an old answer is recognised."""
    imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest}
    made = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    return bytes(tsp.TimeStampReq(made).dump())


def answer(query: bytes, key: StampKey, *, moment: datetime, serial: int) -> bytes:
    """What an authority answers to a query: a stamp of `moment`, or a refusal for what cannot be read."""
    try:
        asked = tsp.TimeStampReq.load(query, strict=True)
        imprint = asked["message_imprint"]
        name = imprint["hash_algorithm"]["algorithm"].native
        fits = len(imprint["hashed_message"].native) == hashlib.new(name).digest_size
    except (ValueError, TypeError, KeyError):
        return _refusal("bad_data_format")
    if not fits or name not in ("sha256", "sha384", "sha512"):
        return _refusal("bad_alg")
    info: dict[str, object] = {
        "version": "v1",
        "policy": OWN_POLICY,
        "message_imprint": imprint,
        "serial_number": serial,
        "gen_time": core.GeneralizedTime(moment.astimezone(UTC).replace(microsecond=0)),
        "accuracy": {"seconds": 1},
    }
    if asked["nonce"].native is not None:
        info["nonce"] = asked["nonce"].native
    token = _token(tsp.TSTInfo(info).dump(), key)
    return cms_parts.whole(cms_parts.SEQUENCE, GRANTED, token)


class _Answer(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """A TimeStampResp; asn1crypto's own class knows none without a token."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


GRANTED = tsp.PKIStatusInfo({"status": "granted"}).dump()


def _refusal(failure: str) -> bytes:
    return bytes(_Answer({"status": {"status": "rejection", "fail_info": {failure}}}).dump())


def _token(info: bytes, key: StampKey) -> bytes:
    """CMS SignedData over a TSTInfo, with the signing certificate bound in (RFC 5816)."""
    return cms_parts.signed(
        cms_parts.TST_INFO,
        hashlib.sha256(info).digest(),
        certificate=key.certificate,
        family=key.family,
        sign=key.sign,
        chain=key.chain,
        content=info,
    )


def token_of(reply: bytes, digest: bytes, nonce: int) -> bytes:
    """The stamp in a server's reply, for this digest and this query. Raises BadStamp."""
    try:
        parsed = _Answer.load(reply, strict=True)
        status = parsed["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise BadStamp("stamp_refused", str(parsed["status"]["fail_info"].native or status))
        token = parsed["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        wrong = info["message_imprint"]["hashed_message"].native != digest or info["nonce"].native != nonce
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadStamp("stamp_unreadable", str(error)) from error
    if wrong:
        raise BadStamp("stamp_other_content")
    return bytes(token.dump())


def check(token: bytes, message: bytes, known: chains.Knowledge) -> Stamp:
    """The stamp over a message, checked: imprint, signature, and its authority's chain at the stamp's own moment.

    Raises BadStamp.
    """
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        content = signed["encap_content_info"]["content"]
        info, signer = content.parsed, signed["signer_infos"][0]
        imprint, moment = info["message_imprint"], info["gen_time"].native
        digest = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, message).digest()
        if imprint["hashed_message"].native != digest:
            raise BadStamp("stamp_other_content")
        certificates = [each.chosen.dump() for each in signed["certificates"] if each.name == "certificate"]
        authority = _signer(signer, certificates)
        holds = _holds(
            signer, content.native if isinstance(content.native, bytes) else content.parsed.dump(), authority
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise BadStamp("stamp_unreadable", str(error)) from error
    if not holds:
        raise BadStamp("stamp_broken")
    more = chains.Knowledge(known.roots, [*known.others, *certificates], known.lists)
    if problems := chains.check_chain(authority.dump(), more, at=moment, usage=Usage.TIMESTAMP):
        raise BadStamp("stamp_untrusted", problems[0].code)
    return Stamp(moment, bytes(authority.dump()))


def _signer(signer: cms.SignerInfo, certificates: Sequence[bytes]) -> x509.Certificate:
    """The certificate that a SignerInfo names. Raises KeyError where it was not sent."""
    sid = signer["sid"]
    for der in certificates:
        certificate = x509.Certificate.load(der)
        if sid.name == "issuer_and_serial_number":
            named = (sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native)
            if named == (certificate.issuer.dump(), certificate.serial_number):
                return certificate
        elif sid.chosen.native == certificate.key_identifier:
            return certificate
    raise KeyError("signer")


def _holds(signer: cms.SignerInfo, content: bytes, certificate: x509.Certificate) -> bool:
    """Whether the CMS signature holds: the digest of the content, the bound certificate, the signature."""
    attributes = {each["type"].native: each["values"][0] for each in signer["signed_attrs"]}
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, content).digest()
    if attributes["message_digest"].native != digest or not _bound(attributes, certificate):
        return False
    algorithm = signer["signature_algorithm"]["algorithm"].dotted
    if algorithm == "1.2.840.113549.1.1.1":
        algorithm = "1.2.840.113549.1.1.11"
    return chains.signature_holds(
        certificate, algorithm, signer["signed_attrs"].untag().dump(), signer["signature"].native
    )


def _bound(attributes: dict[str, core.Asn1Value], certificate: x509.Certificate) -> bool:
    """Whether the signed attributes name this certificate by its digest (RFC 3161, 2.4.1; RFC 5816)."""
    if "signing_certificate_v2" in attributes:
        first = attributes["signing_certificate_v2"]["certs"][0]
        digest = hashlib.new(first["hash_algorithm"]["algorithm"].native, certificate.dump()).digest()
        return bool(first["cert_hash"].native == digest)
    first = attributes["signing_certificate"]["certs"][0]
    sha1 = hashlib.sha1(certificate.dump(), usedforsecurity=False).digest()
    return bool(first["cert_hash"].native == sha1)
