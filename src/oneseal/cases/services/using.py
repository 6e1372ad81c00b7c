"""Using an electronic certificate in an application instead of typing and uploading (4.12; 在线政务服务若干规定 art. 10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from oneseal.cases.events import modes as events
from oneseal.cases.models import CaseMaterial
from oneseal.cases.models.submission import Source
from oneseal.cases.selectors.using import Offer, offer_of
from oneseal.cases.services.drafts import form_of, keep_form, lock_for_edit, situation_of
from oneseal.cases.services.loading import Work
from oneseal.certificates import selectors as certificates
from oneseal.certificates import services as issued
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Used:
    """What a certificate filled and stands for, in words, and which fields the applicant had filled in otherwise."""

    filled: list[str]
    differing: list[str]


def use_certificate(actor: Actor, *, case_id: int, certificate_id: int) -> Used:
    """Fill the form's empty fields from a certificate of the applicant and let it stand for its materials.

    What was typed stays. By whoever fills the application in; journaled with the case and with the certificate.
    Raises NotFound for a certificate of somebody else, RuleViolation where it does not hold today or says nothing
    that is asked for.
    """
    with transaction.atomic():
        work, submission = lock_for_edit(actor, case_id)
        row = issued.use_online(
            actor, certificate_id=certificate_id, case_id=case_id, holder_id=work.case.applicant_id
        )
        offer = offer_of(row, situation_of(work.case))
        data = form_of(work.case, submission).data or {}
        new = {spec.name: value for spec, value in offer.fields if data.get(spec.name) in (None, "", [])}
        filled = [spec.title for spec, _value in offer.fields if spec.name in new]
        filled += _stand(work, offer, submission)
        if not filled:
            raise _nothing()
        if new:
            keep_form(work, submission, {**data, **new})
        work.commit(events.CertificateUsed(work.case.state, row.pk, row.name, filled))
    return Used(filled, offer.differing(data))


def _stand(work: Work, offer: Offer, submission: int) -> list[str]:
    """Rows for the materials for which the certificate stands; those that have one already are left."""
    present = set(
        CaseMaterial.objects.filter(case=work.case, replaced=False, certificate=offer.row.pk).values_list(
            "code", flat=True
        )
    )
    materials = [each for each in offer.materials if each.code not in present]
    CaseMaterial.objects.bulk_create(
        [
            CaseMaterial(
                case=work.case,
                code=each.code,
                name=each.name,
                submission=submission,
                source=Source.ISSUED,
                certificate_id=offer.row.pk,
                note=f"{offer.row.name} {offer.row.number}"[:300],
                valid_until=offer.row.valid_until,
                added_at=work.now,
            )
            for each in materials
        ]
    )
    return [each.name for each in materials]


def _nothing() -> RuleViolation:
    return RuleViolation(
        "nothing_to_fill",
        N_("这份证照上没有本申请要填的内容，也不能代替要交的材料；或者已经用过了。请自己填写、上传。"),
        field="certificate",
    )


def check_standing(materials: Iterable[CaseMaterial]) -> None:
    """Refuse to hand in a certificate that ended since it was put in. No statement where there is none."""
    for each in materials:
        if each.certificate_id is not None and not certificates.holds(each.certificate_id, clock.today()):
            raise RuleViolation(
                "certificate_over",
                N_("代替“%(name)s”的证照现在不是有效状态。请移除它，另外提交这份材料。"),
                params={"name": each.name},
                field=f"material_{each.code}",
            )
