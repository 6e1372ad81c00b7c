"""The certificate authority of an installation: founded once, issues, revokes, publishes its lists."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import x509
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from oneseal.foundation import clock
from oneseal.foundation.db import lock, lock_name
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals import keys, selectors
from oneseal.seals.events import AuthorityFounded, CertificateIssued, CertificateRevoked
from oneseal.seals.models import Certificate, RevocationList, Seal, SealKey
from oneseal.seals.rules import certificates
from oneseal.seals.rules.certificates import Family, Name, Request, Revoked
from oneseal.seals.services.keeping import make_key

Usage = Certificate.Usage
LIST_HOLDS = {Usage.ROOT: timedelta(days=365), Usage.ISSUING: timedelta(days=14)}
"""How long a revocation list may be used; it is published anew long before."""


@dataclass(frozen=True, slots=True)
class Order:
    """A certificate to be made: for what, whose, with which key; `until` at the latest."""

    usage: str
    name: Name
    key: SealKey
    bureau_id: int | None = None
    seal_id: int | None = None
    begins: datetime | None = None
    until: datetime | None = None


def found_authority(actor: Actor, *, organisation: str) -> bool:
    """Make the installation's authority: a root and an issuing authority each for PDF (ECDSA, or RSA by
    settings) and for SM2, a time-stamp authority, the maker of seals. False when it is there already.

    `organisation` is whose name the certificates carry, the first bureau's.
    """
    with transaction.atomic():
        lock_name("seal authority")
        if selectors.is_founded():
            return False
        for algorithm in (settings.PDF_SEAL_KEYS, "sm2"):
            issuing = _found_family(actor, organisation, algorithm)
            usage = Usage.MAKER if algorithm == "sm2" else Usage.TIMESTAMP
            name = "制章者" if algorithm == "sm2" else "时间戳"
            order = Order(usage, Name(f"{organisation}{name}", organisation), make_key(None, algorithm))
            _issue(actor, order, issuing)
        record(actor, Subject("certificate", issuing.pk), AuthorityFounded(organisation=organisation))
    return True


def _found_family(actor: Actor, organisation: str, algorithm: str) -> Certificate:
    """Root and issuing authority of one family, each with its first list."""
    shown = algorithm.upper()
    root = Order(Usage.ROOT, Name(f"{organisation} {shown} 根证书", organisation), make_key(None, algorithm))
    made = _issue(actor, root, None)
    issuing = Order(
        Usage.ISSUING, Name(f"{organisation} {shown} 签发证书", organisation), make_key(None, algorithm)
    )
    below = _issue(actor, issuing, made)
    for certificate in (made, below):
        _publish(certificate, clock.now())
    return below


def _issue(actor: Actor, order: Order, issuer: Certificate | None) -> Certificate:
    """Make one certificate and keep it. Without `issuer` it signs itself."""
    own = order.key if issuer is None else issuer.key
    if own is None:
        raise Conflict("issuer_without_key", N_("签发证书没有可用的私钥，不能签发。请联系系统管理员。"))
    begins, ends = _term(order, issuer)
    request = Request(
        certificates.Usage(order.usage),
        order.name,
        public_key(order.key),
        secrets.randbits(127) | 1 << 120,
        begins,
        ends,
        crl_url=list_url(issuer.pk) if issuer else "",
    )
    der = certificates.build(
        request,
        family=Family(own.algorithm),
        sign=keys.opened(own).sign,
        issuer=bytes(issuer.der) if issuer else None,
    )
    row = keep(
        der,
        order.usage,
        order.key,
        origin=Certificate.Origin.OWN,
        issuer=issuer,
        bureau_id=order.bureau_id,
        seal_id=order.seal_id,
    )
    record(
        actor,
        Subject("certificate", row.pk),
        CertificateIssued(usage=row.usage, name=row.name, serial=row.serial, sha256=row.sha256),
    )
    return row


def _term(order: Order, issuer: Certificate | None) -> tuple[datetime, datetime]:
    limits = [each for each in (issuer.valid_until if issuer else None, order.until) if each is not None]
    latest = min(limits, default=None)
    begins, ends = certificates.term(certificates.Usage(order.usage), clock.now(), latest)
    return order.begins or begins, ends


def keep(
    der: bytes,
    usage: str,
    key: SealKey | None,
    *,
    origin: str,
    issuer: Certificate | None,
    bureau_id: int | None = None,
    seal_id: int | None = None,
) -> Certificate:
    """The row of a certificate; what lists show is read from the certificate itself."""
    parsed = x509.Certificate.load(der)
    return Certificate.objects.create(
        usage=usage,
        algorithm=certificates.family_of(der),
        origin=origin,
        bureau_id=bureau_id,
        issuer=issuer,
        seal_id=seal_id,
        key=key,
        name=parsed.subject.native.get("common_name", parsed.subject.human_friendly)[:200],
        serial=f"{parsed.serial_number:x}",
        der=der,
        sha256=hashlib.sha256(der).hexdigest(),
        valid_from=parsed.not_valid_before,
        valid_until=parsed.not_valid_after,
        created_at=clock.now(),
    )


def public_key(key: SealKey) -> bytes:
    """A key's SubjectPublicKeyInfo."""
    public = bytes(key.public)
    return certificates.sm2_public_key(public) if key.algorithm == "sm2" else public


def list_url(certificate_id: int) -> str:
    """Where an authority's revocation list lies for everybody."""
    return f"{settings.PUBLIC_URL}/seals/authorities/{certificate_id}/list.crl"


def _issuing(algorithm: str) -> Certificate:
    """Our issuing authority of a family. Raises NotFound before the founding."""
    found = selectors.current(Usage.ISSUING, algorithm)
    if found is None:
        raise NotFound(
            "no_authority",
            N_("本系统还没有建立证书签发机构，不能制作印章。请系统管理员先执行 oneseal seals found。"),
        )
    return found


def signer_certificate(
    actor: Actor,
    *,
    bureau_id: int,
    key: SealKey,
    name: str,
    valid_from: datetime,
    valid_until: datetime,
    code: str = "",
) -> bytes:
    """The certificate (DER) of a seal's key, named after the seal; `code` is the seal's 13 digits.

    Call it inside the act that makes the seal. Raises NotFound before the authority is founded.
    """
    issuer = _issuing(key.algorithm)
    order = Order(
        Usage.SEAL,
        Name(name, _organisation(issuer), code),
        key,
        bureau_id,
        begins=valid_from.replace(microsecond=0),
        until=valid_until,
    )
    return bytes(_issue(actor, order, issuer).der)


def pdf_signer(actor: Actor, seal: Seal) -> Certificate:
    """A key and its certificate with which a seal signs PDF; made with the seal, and anew after revocation."""
    key = make_key(seal.bureau_id, settings.PDF_SEAL_KEYS)
    issuer = _issuing(key.algorithm)
    order = Order(
        Usage.SEAL,
        Name(seal.name, _organisation(issuer), seal.code),
        key,
        seal.bureau_id,
        seal.pk,
        begins=seal.valid_from.replace(microsecond=0),
        until=seal.valid_until,
    )
    return _issue(actor, order, issuer)


def _organisation(issuer: Certificate) -> str:
    return str(x509.Certificate.load(bytes(issuer.der)).subject.native["organization_name"])


def seal_maker(bureau_id: int) -> tuple[keys.SigningKey, bytes]:
    """Who makes seals for a bureau: the key that signs them and its certificate (SM2). Raises NotFound."""
    found = selectors.current(Usage.MAKER, "sm2")
    if found is None or found.key is None:
        _issuing("sm2")
        raise NotFound("no_maker", N_("制章者证书已到期或已吊销，不能制作印章。请系统管理员换发。"))
    return keys.opened(found.key), bytes(found.der)


def revoke_certificate(actor: Actor, *, certificate_id: int, code: str, reason: str) -> Certificate:
    """Revoke a certificate and publish the list that says so. `code` is a Certificate.Reason.

    What it signed before stays valid. Raises Conflict where it is revoked already, RuleViolation for a root
    (which no list can revoke: remove the trust in it by importing another).
    """
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        if row.revoked_at is not None:
            raise Conflict("revoked_already", N_("这张证书已经吊销，不能再次吊销。"))
        if not reason.strip():
            raise RuleViolation(
                "reason_missing", N_("没有填写吊销的原因。请写明是谁、因为什么要求吊销。"), field="reason"
            )
        row.revoked_at, row.revoked_reason = clock.now(), code
        row.save(update_fields=["revoked_at", "revoked_reason"])
        event = CertificateRevoked(usage=row.usage, name=row.name, serial=row.serial, code=code)
        record(actor, Subject("certificate", row.pk), event, reason=reason)
        issuer = row.issuer
        if issuer is not None and issuer.origin == Certificate.Origin.OWN:
            _publish(issuer, clock.now())
    return row


def _publish(issuer: Certificate, moment: datetime) -> RevocationList:
    """Publish an own authority's next list."""
    if issuer.key is None:
        raise Conflict("issuer_without_key", N_("签发证书没有可用的私钥，不能签发。请联系系统管理员。"))
    last = issuer.lists.order_by("-number").values_list("number", flat=True).first() or 0
    lines = [
        Revoked(int(serial, 16), at or moment, reason)
        for serial, at, reason in issuer.issued.filter(revoked_at__isnull=False)
        .order_by("revoked_at", "id")
        .values_list("serial", "revoked_at", "revoked_reason")
    ]
    until = moment + LIST_HOLDS[Usage(issuer.usage)]
    der = certificates.build_crl(
        bytes(issuer.der),
        family=Family(issuer.algorithm),
        sign=keys.opened(issuer.key).sign,
        number=last + 1,
        revoked=lines,
        this_update=moment,
        next_update=until,
    )
    return RevocationList.objects.create(
        issuer=issuer, number=last + 1, der=der, this_update=moment, next_update=until
    )


def refresh_lists() -> int:
    """Publish each own list anew that has used half its time; how many. Run by a daily job and before sealing."""
    moment = clock.now()
    own = Certificate.objects.filter(
        usage__in=selectors.AUTHORITIES, origin=Certificate.Origin.OWN, valid_until__gte=moment
    ).annotate(listed_until=Max("lists__next_update"))
    published = 0
    for issuer in own.order_by("id"):
        until = issuer.listed_until
        if until and until - moment > LIST_HOLDS[Usage(issuer.usage)] / 2:
            continue
        with transaction.atomic():
            lock(Certificate, issuer.pk)
            _publish(issuer, moment)
        published += 1
    return published
