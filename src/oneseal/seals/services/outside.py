"""Certificates and revocation lists of outside authorities: taken in, checked, used."""

from dataclasses import dataclass

from asn1crypto import pem
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.db import IntegrityError, transaction

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals import selectors
from oneseal.seals.events import CertificateImported, ListImported
from oneseal.seals.models import Certificate, RevocationList, Seal, SealKey
from oneseal.seals.rules import certificates, chains
from oneseal.seals.services.authority import keep

Usage = Certificate.Usage
SMALLEST_RSA = 2048
Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Given:
    """What an administrator hands in: a certificate, or a PKCS#12 with key, and the key's place in a module."""

    usage: str
    content: bytes
    password: str = ""
    seal_id: int | None = None
    token: str = ""
    token_label: str = ""


def import_certificate(actor: Actor, given: Given) -> Certificate:
    """Take in a certificate of an outside authority: to trust (root, issuing), or to sign with (seal, timestamp).

    Raises RuleViolation for what cannot be read, does not fit its key or does not lead to a trusted root;
    Conflict for one that is there already.
    """
    der, private = _read(given)
    parsed = _checked(given, der)
    try:
        with transaction.atomic():
            key = _key(actor, given, der, private)
            row = keep(
                der,
                given.usage,
                key,
                origin=Certificate.Origin.OUTSIDE,
                issuer=_issuer(parsed),
                bureau_id=_bureau_of(actor, given),
                seal_id=given.seal_id if given.usage == Usage.SEAL else None,
            )
            event = CertificateImported(row.usage, row.name, row.serial, row.sha256, key is not None)
            record(actor, Subject("certificate", row.pk), event)
    except IntegrityError as error:
        raise Conflict("imported_already", N_("这张证书已经导入过了。")) from error
    return row


def _bureau_of(actor: Actor, given: Given) -> int | None:
    return actor.bureau_id if given.usage == Usage.SEAL else None


def _read(given: Given) -> tuple[bytes, Private | None]:
    """The certificate in DER and, from a PKCS#12, its private key."""
    try:
        if pem.detect(given.content):
            return pem.unarmor(given.content)[2], None
        if chains.load(given.content) is not None:
            return given.content, None
        bag = pkcs12.load_pkcs12(given.content, given.password.encode() or None)
    except ValueError as error:
        raise RuleViolation(
            "certificate_unreadable",
            N_("文件不是证书，或者密码不对。请选择 .cer、.crt、.pem 或 .p12、.pfx 文件。"),
            field="content",
        ) from error
    if bag.cert is None or not isinstance(bag.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise RuleViolation(
            "certificate_unreadable",
            N_("文件里没有成对的证书和私钥。请向签发机构索取完整的文件。"),
            field="content",
        )
    return bag.cert.certificate.public_bytes(serialization.Encoding.DER), bag.key


def _checked(given: Given, der: bytes) -> asn1.Certificate:
    """The certificate, fit for what it is to be used for."""
    parsed = chains.load(der)
    if parsed is None:
        raise RuleViolation(
            "certificate_unreadable", N_("证书内容无法读取。请向签发机构重新索取。"), field="content"
        )
    try:
        family = certificates.family_of(der)
    except ValueError as error:
        raise RuleViolation(
            "unknown_key", N_("证书的密钥类型不支持。支持 SM2、ECDSA P-256 和 RSA。"), field="content"
        ) from error
    if family == "rsa" and parsed.public_key.bit_size < SMALLEST_RSA:
        raise RuleViolation(
            "weak_key", N_("证书的RSA密钥太短，容易被破解。请使用2048位以上的证书。"), field="content"
        )
    if given.usage in selectors.AUTHORITIES:
        _check_authority(given.usage, parsed)
    else:
        _check_leaf(given, parsed)
    return parsed


def _check_authority(usage: str, parsed: asn1.Certificate) -> None:
    if not parsed.ca:
        raise RuleViolation(
            "not_an_authority",
            N_("这不是签发机构的证书，不能用来信任别的证书。请选择根证书或签发证书。"),
            field="content",
        )
    if usage == Usage.ROOT and not chains.issued(parsed, parsed):
        raise RuleViolation(
            "not_a_root",
            N_("这不是根证书（不是自己签发的）。请作为“签发证书”导入，并先导入它的根证书。"),
            field="content",
        )
    if usage == Usage.ISSUING and _issuer(parsed) is None:
        raise RuleViolation("no_root", N_("没有找到签发这张证书的根证书。请先导入根证书。"), field="content")


def _check_leaf(given: Given, parsed: asn1.Certificate) -> None:
    if given.usage == Usage.SEAL and given.seal_id is None:
        raise RuleViolation("no_seal", N_("没有选择印章。请选择这张证书用在哪一枚印章上。"), field="seal")
    known = selectors.knowledge()
    problems = chains.check_chain(parsed.dump(), known, at=clock.now(), usage=certificates.Usage(given.usage))
    fatal = [each for each in problems if each.code != "revocation_unknown"]
    if fatal:
        first = fatal[0]
        raise RuleViolation(first.code, first.sentence, params=first.params, field="content")


def _issuer(parsed: asn1.Certificate) -> Certificate | None:
    """The known authority that signed it; None for a root."""
    for row in Certificate.objects.filter(usage__in=selectors.AUTHORITIES):
        authority = chains.load(bytes(row.der))
        if authority is not None and authority.dump() != parsed.dump() and chains.issued(authority, parsed):
            return row
    return None


def _key(actor: Actor, given: Given, der: bytes, private: Private | None) -> SealKey | None:
    """The key's row: the private key encrypted, or its place in a module; None for authorities."""
    if given.usage in selectors.AUTHORITIES:
        return None
    if given.usage == Usage.SEAL and not Seal.objects.filter(
        pk=given.seal_id or 0, bureau_id=actor.bureau_id, state=Seal.State.ACTIVE
    ):
        raise RuleViolation("no_seal", N_("没有找到这枚印章，或者它已经停用。请重新选择。"), field="seal")
    family, public = certificates.family_of(der), asn1.Certificate.load(der).public_key.dump()
    if private is not None:
        own = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        if own != public:
            raise RuleViolation(
                "key_does_not_fit", N_("文件里的私钥和证书不是一对。请向签发机构核对。"), field="content"
            )
        encoded = private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return SealKey.objects.create(
            bureau_id=_bureau_of(actor, given), algorithm=family, public=public, private=encoded.hex()
        )
    if given.token and given.token_label:
        return SealKey.objects.create(
            bureau_id=_bureau_of(actor, given),
            algorithm=family,
            public=public,
            token=given.token,
            token_label=given.token_label,
        )
    raise RuleViolation(
        "key_missing",
        N_("没有私钥，不能用来盖章。请选择含私钥的 .p12 文件，或填写密码机中密钥的位置。"),
        field="content",
    )


def import_list(actor: Actor, *, content: bytes) -> RevocationList:
    """Take in an outside authority's revocation list (DER or PEM). Raises RuleViolation for one that is not
    signed by a known authority or is older than the one that is there.
    """
    try:
        der = pem.unarmor(content)[2] if pem.detect(content) else content
    except ValueError as error:
        raise _unreadable_list() from error
    made = chains.load_list(der)
    if made is None:
        raise _unreadable_list()
    issuer = next(
        (row for row in _outside() if chains.list_issued(asn1.Certificate.load(bytes(row.der)), made)), None
    )
    if issuer is None:
        raise RuleViolation(
            "list_of_nobody",
            N_("这个吊销列表不是已导入的外部机构签发的。请先导入该机构的证书。"),
            field="content",
        )
    body = made["tbs_cert_list"]
    number = (
        made.crl_number_value.native if made.crl_number_value else int(body["this_update"].native.timestamp())
    )
    with transaction.atomic():
        last = issuer.lists.order_by("-number").first()
        if last is not None and last.number >= number:
            raise Conflict("list_not_newer", N_("已有同样新或更新的吊销列表，不用再导入。"))
        row = RevocationList.objects.create(
            issuer=issuer,
            number=number,
            der=der,
            this_update=body["this_update"].native,
            next_update=body["next_update"].native,
        )
        entries = len(body["revoked_certificates"] or ())
        event = ListImported(issuer.name, entries, row.next_update.isoformat())
        record(actor, Subject("certificate", issuer.pk), event)
    return row


def _unreadable_list() -> RuleViolation:
    return RuleViolation(
        "list_unreadable", N_("文件不是吊销列表。请选择签发机构公布的 .crl 文件。"), field="content"
    )


def _outside() -> list[Certificate]:
    return list(
        Certificate.objects.filter(usage__in=selectors.AUTHORITIES, origin=Certificate.Origin.OUTSIDE)
    )
