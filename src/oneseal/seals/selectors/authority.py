"""Reads of the certificate authority."""

from datetime import datetime

from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.seals.models import Certificate, RevocationList, Seal
from oneseal.seals.rules.chains import Knowledge

Usage = Certificate.Usage
AUTHORITIES = (Usage.ROOT, Usage.ISSUING)


def trusted_roots() -> tuple[bytes, ...]:
    """The roots that seals and time stamps are checked against, in DER: our own and those that were imported.

    A revoked root is trusted no longer.
    """
    rows = Certificate.objects.filter(usage=Usage.ROOT, revoked_at__isnull=True)
    return tuple(bytes(der) for der in rows.order_by("id").values_list("der", flat=True))


def intermediates() -> tuple[bytes, ...]:
    """Issuing authorities, in DER, to complete chains that a file does not bring along."""
    rows = Certificate.objects.filter(usage=Usage.ISSUING)
    return tuple(bytes(der) for der in rows.order_by("id").values_list("der", flat=True))


def revocation_lists() -> tuple[bytes, ...]:
    """The newest revocation list of each authority, in DER."""
    newest = RevocationList.objects.order_by("issuer_id", "-number").distinct("issuer_id")
    return tuple(bytes(der) for der in newest.values_list("der", flat=True))


def knowledge() -> Knowledge:
    """All that a verifier needs, in three statements."""
    return Knowledge(trusted_roots(), intermediates(), revocation_lists())


def current(usage: str, *algorithms: str, at: datetime | None = None) -> Certificate | None:
    """The certificate with a key that is to be used now for a purpose of the installation (not a seal's).

    One from outside goes before our own (`outside` sorts first), the newest first.
    """
    moment = at or clock.now()
    return (
        Certificate.objects.select_related("key", "issuer__issuer")
        .filter(
            usage=usage,
            algorithm__in=algorithms,
            key__isnull=False,
            revoked_at__isnull=True,
            valid_from__lte=moment,
            valid_until__gte=moment,
        )
        .order_by("origin", "-valid_from", "-id")
        .first()
    )


def pdf_certificate(seal_id: int, at: datetime | None = None) -> Certificate | None:
    """The certificate that a seal signs PDF with; one from outside goes before our own, the newest first."""
    moment = at or clock.now()
    return (
        Certificate.objects.select_related("key", "issuer__issuer")
        .filter(seal_id=seal_id, usage=Usage.SEAL, key__isnull=False, revoked_at__isnull=True)
        .filter(valid_from__lte=moment, valid_until__gte=moment)
        .exclude(algorithm="sm2")
        .order_by("origin", "-valid_from", "-id")
        .first()
    )


def chain_above(certificate: Certificate) -> list[bytes]:
    """The issuers of a certificate up to the root, nearest first, in DER."""
    chain = []
    issuer = certificate.issuer
    while issuer is not None:
        chain.append(bytes(issuer.der))
        issuer = issuer.issuer
    return chain


def is_founded() -> bool:
    """Whether the installation has its certificate authority."""
    return Certificate.objects.filter(usage=Usage.ISSUING, origin=Certificate.Origin.OWN).exists()


def has_seal(bureau_id: int) -> bool:
    """Whether a bureau has an approval seal in use, so that what it issues is sealed."""
    return Seal.objects.filter(bureau_id=bureau_id, kind=Seal.Kind.APPROVAL, state=Seal.State.ACTIVE).exists()


def visible_certificates(actor: Actor) -> QuerySet[Certificate]:
    """The certificates an administrator sees: the installation's and those of their own bureau."""
    if Role.ADMINISTRATOR not in actor.roles:
        return Certificate.objects.none()
    rows = Certificate.objects.filter(Q(bureau_id=None) | Q(bureau_id=actor.bureau_id))
    return rows.select_related("issuer", "seal", "key").order_by("revoked_at", "valid_until", "id")


def access_certificate(actor: Actor, certificate_id: int) -> Certificate:
    """One of visible_certificates. Raises NotFound for absent and forbidden ones alike."""
    found = visible_certificates(actor).filter(pk=certificate_id).first()
    if found is None:
        raise NotFound("not_found", N_("没有找到这张证书，或者您无权查看。"))
    return found


def published_list(certificate_id: int) -> RevocationList:
    """The newest list of an authority, for everybody. Raises NotFound."""
    found = RevocationList.objects.filter(issuer_id=certificate_id).order_by("-number").first()
    if found is None:
        raise NotFound("not_found", N_("没有这个吊销列表。"))
    return found


def published_certificate(certificate_id: int) -> Certificate:
    """An authority's certificate, for everybody who wants to trust it. Raises NotFound."""
    found = Certificate.objects.filter(pk=certificate_id, usage__in=AUTHORITIES).first()
    if found is None:
        raise NotFound("not_found", N_("没有这张证书。"))
    return found
