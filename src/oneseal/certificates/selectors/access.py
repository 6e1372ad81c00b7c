"""Who sees which certificate: the one rule behind pages, lists, files and the API."""

from typing import Protocol

from django.db.models import Q, QuerySet

from oneseal.certificates.models import (
    AnnotatedCopy,
    Ban,
    Certificate,
    CertificateAct,
    CertificateType,
    Presentation,
)
from oneseal.certificates.rules import codes, showing
from oneseal.certificates.rules.states import STANDING
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

"""Staff who meet certificates in their work: to call them up instead of asking for paper (inventory 4.10)."""

TYPE_KEEPERS = frozenset({Role.ITEM_KEEPER, Role.ADMINISTRATOR})
"""Who keeps the types: what items may issue, and how it looks."""


class File(Protocol):
    """What is read of a stored file."""

    pk: int


def visible_certificates(actor: Actor) -> QuerySet[Certificate]:
    """Certificates that an actor may see: staff those of their bureau, citizens those of whom they act for.

    API clients those of their bureau: they are other systems of government that the administrator let in.
    """
    rows = Certificate.objects.all()
    if actor.is_staff:
        return rows.filter(bureau=actor.bureau_id) if actor.has(*CASEWORK) else rows.none()
    if actor.has(Role.CLIENT):
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(holder__in=actor.applicants) if actor.applicants else rows.none()


def check_visible(actor: Actor, row: Certificate) -> None:
    """The same rule for a row already loaded. Raises NotFound."""
    if actor.is_staff:
        fine = actor.bureau_id == row.bureau_id and actor.has(*CASEWORK)
    elif actor.has(Role.CLIENT):
        fine = actor.bureau_id == row.bureau_id
    else:
        fine = row.holder_id in actor.applicants
    if not fine:
        raise _absent()


def _absent() -> NotFound:
    return NotFound("certificate_not_found", N_("没有找到这份证照，或者您无权查看。"))


def access_certificate(actor: Actor, certificate_id: int) -> Certificate:
    """One certificate with its type, item, and neighbouring versions. Raises NotFound."""
    rows = visible_certificates(actor).select_related("type", "item", "supersedes", "superseded_by", "holder")
    found = rows.filter(pk=certificate_id).first()
    if found is None:
        raise _absent()
    return found


def access_by_identifier(actor: Actor, identifier: str) -> Certificate:
    """The version with this identifier, its root given or not. Raises NotFound, also for what is no identifier."""
    rows = visible_certificates(actor).select_related("type")
    found = (
        rows.filter(identifier=codes.parse(identifier).text).first()
        if codes.is_identifier(identifier)
        else None
    )
    if found is None:
        raise _absent()
    return found


def versions_of(actor: Actor, row: Certificate) -> list[Certificate]:
    """All versions of a certificate, newest first, without their contents."""
    rows = visible_certificates(actor).filter(bureau=row.bureau_id, number=row.number)
    return list(rows.defer("content").order_by("-version"))


def held_by(actor: Actor, *, number: str, type_code: str = "", standing: bool = True) -> list[Certificate]:
    """The certificates of the holder with this identity number that the actor may see, at most 100, newest first."""
    holder = identity.applicant_by_number(number)
    if holder is None:
        return []
    rows = visible_certificates(actor).select_related("type").filter(holder=holder.pk)
    if type_code:
        rows = rows.filter(type__code=type_code)
    if standing:
        rows = rows.filter(state__in=STANDING)
    return list(rows.order_by("-issued_at", "-id")[:100])


def access_copy(actor: Actor, copy_id: int) -> AnnotatedCopy:
    """A marked copy of a certificate of one's own. Raises NotFound."""
    found = AnnotatedCopy.objects.select_related("certificate").filter(pk=copy_id).first()
    if found is None or actor.is_staff or found.certificate.holder_id not in actor.applicants:
        raise NotFound("copy_not_found", N_("没有找到这份加注件，或者您无权查看。"))
    return found


def own_presentation(actor: Actor, certificate_id: int) -> Presentation | None:
    """The code under which the actor shows a certificate now; None where none is live. Ask access_certificate first."""
    rows = Presentation.objects.filter(
        certificate=certificate_id, shown_by=actor.account_id, taken_at=None, until__gt=clock.now()
    )
    return rows.first()


def live_presentation(actor: Actor, code: str) -> Presentation:
    """What is shown at the actor's bureau under this code now, locked. Raises RuleViolation for anything else."""
    rows = Presentation.objects.select_for_update(of=("self",)).filter(
        code=code, until__gt=clock.now(), taken_at=None, certificate__bureau=actor.bureau_id
    )
    found = list(rows.select_related("certificate"))
    if len(found) != 1:
        raise showing.unknown()
    return found[0]


def visible_acts(actor: Actor) -> QuerySet[CertificateAct]:
    """Acts of the actor's bureau, for the desk."""
    rows = CertificateAct.objects.select_related("certificate", "proposed_by", "settled_by", "document")
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff and actor.has(*CASEWORK) else rows.none()


def access_act(actor: Actor, act_id: int) -> CertificateAct:
    """One act. Raises NotFound."""
    found = visible_acts(actor).filter(pk=act_id).first()
    if found is None:
        raise NotFound("act_not_found", N_("没有找到这项处理，或者您无权查看。"))
    return found


def visible_bans(actor: Actor) -> QuerySet[Ban]:
    """Bans of the actor's bureau, for the desk."""
    rows = Ban.objects.select_related("item", "made_by", "certificate")
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff and actor.has(*CASEWORK) else rows.none()


def visible_types(actor: Actor) -> QuerySet[CertificateType]:
    """Types of the actor's bureau."""
    return CertificateType.objects.filter(bureau=actor.bureau_id)


def access_type(actor: Actor, type_id: int) -> CertificateType:
    """One type. Raises NotFound."""
    found = visible_types(actor).select_related("drafted_by").filter(pk=type_id).first()
    if found is None:
        raise NotFound("type_not_found", N_("没有找到这个证照类型。"))
    return found


def locked_type(actor: Actor, type_id: int) -> CertificateType:
    """The same, locked, for an act on it. Raises NotFound."""
    return lock(CertificateType, access_type(actor, type_id).pk)


def may_open(actor: Actor, certificate_id: int) -> bool:
    """Whether the actor sees the certificate, by its id; for the documents about it."""
    return visible_certificates(actor).filter(pk=certificate_id).exists()


def may_read_file(actor: Actor, file: File) -> bool:
    """Whether a file is a certificate's that the actor sees, or a marked copy of their own."""
    own = Q(pdf=file.pk) | Q(ofd=file.pk)
    if visible_certificates(actor).filter(own).exists():
        return True
    copies = AnnotatedCopy.objects.filter(file=file.pk, certificate__holder__in=actor.applicants)
    return not actor.is_staff and copies.exists()
