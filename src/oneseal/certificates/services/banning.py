"""Bans on applying again (LIC-21)."""

from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.certificates import events
from oneseal.certificates.models import Ban, Certificate, CertificateType
from oneseal.certificates.rules import bans
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


def ban(actor: Actor, row: Certificate, *, kind: bans.BanKind, facts: str, made_by: int) -> Ban | None:
    """The ban that follows an annulment for fraud; None where the item does not bear on public safety."""
    today = clock.today()
    until = bans.ban_until(kind, today, public_safety=row.type.public_safety)
    if until is None:
        return None
    made = Ban.objects.create(
        bureau_id=row.bureau_id,
        applicant_id=row.holder_id,
        applicant_name=row.holder_name,
        item_id=row.item_id,
        kind=kind,
        since=today,
        until=until,
        facts=facts,
        certificate=row,
        made_by_id=made_by,
        made_at=clock.now(),
    )
    _record(actor, made)
    return made


def impose_ban(actor: Actor, *, applicant_id: int, type_code: str, facts: str) -> list[Ban]:
    """Bar an applicant who gave false materials from applying for a year for what issues this type (art. 78, LIC-21).

    Heads only. Raises RuleViolation where the item's certificate type does not bear on public safety.
    """
    if not actor.has(Role.SECTION_HEAD, Role.BUREAU_HEAD):
        raise Forbidden("not_head", N_("只有科室负责人和局领导可以登记限制再次申请。"))
    if not facts.strip():
        raise RuleViolation("facts_missing", N_("请写明查明的事实和证据。"), field="facts")
    applicant = identity.access_applicant(actor, applicant_id)
    kind = bans.BanKind.FALSE_MATERIALS
    with transaction.atomic():
        type_ = CertificateType.objects.filter(bureau=actor.bureau_id, code=type_code).first()
        today = clock.today()
        until = bans.ban_until(kind, today, public_safety=bool(type_ and type_.public_safety))
        if until is None:
            raise RuleViolation(
                "no_public_safety",
                N_("只有直接关系公共安全、人身健康、生命财产安全的事项，才能限制再次申请。"),
                field="item",
                basis=bans.BASIS[kind],
            )
        made = [
            Ban.objects.create(
                bureau_id=actor.bureau_id,
                applicant_id=applicant.pk,
                applicant_name=applicant.name,
                item_id=item_id,
                kind=kind,
                since=today,
                until=until,
                facts=facts.strip(),
                made_by_id=actor.staff_id,
                made_at=clock.now(),
            )
            for item_id in catalog.items_that_issue(actor.bureau_id, type_code)
        ]
        for each in made:
            _record(actor, each)
    return made


def _record(actor: Actor, made: Ban) -> None:
    basis = bans.BASIS[bans.BanKind(made.kind)]
    event = events.Banned(made.applicant_id, made.item_id, made.kind, made.until.isoformat(), basis)
    record(actor, Subject("applicant", made.applicant_id), event, reason=made.facts)
