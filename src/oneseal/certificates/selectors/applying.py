"""What cases ask: which certificate an application is about, and whether somebody may apply at all."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.forms import specs
from oneseal.certificates.models import Ban, Certificate
from oneseal.certificates.rules import contents
from oneseal.certificates.rules.bans import refusal
from oneseal.certificates.rules.states import STANDING, State
from oneseal.foundation import clock
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

Links = Callable[[int], Mapping[str, str]]
_links: list[Links] = []
FORMAT = "certificate"
"""x-format of the form field in which the applicant names the certificate."""


def register_applying(links: Links) -> None:
    """Let the context that takes applications say where one applies: by item, the kind of variant to its address."""
    _links.append(links)


def apply_links(item_id: int) -> dict[str, str]:
    """Where the holder of a certificate of this item applies for its change, renewal, replacement, cancelling."""
    return {kind: url for links in _links for kind, url in links(item_id).items()}


def choices_for(applicant_id: int, item_id: int) -> list[Certificate]:
    """Certificates of this item that an applicant holds, for the choice in the form."""
    rows = Certificate.objects.filter(holder=applicant_id, item=item_id, state__in=STANDING)
    return list(rows.order_by("valid_until", "id"))


def valid_of_types(
    applicant_id: int, bureau_id: int, codes: Collection[str], *, merging: bool = False
) -> list[Certificate]:
    """Certificates of these types that an applicant holds and that are valid today, the one that lasts longest last.

    `merging`: business licences too, whatever their type (一照一码).
    """
    of_type = Q(type__code__in=list(codes))
    rows = Certificate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today()),
        of_type | ~Q(type__merges=[]) if merging else of_type,
        holder=applicant_id,
        bureau=bureau_id,
        state=State.VALID,
    )
    return list(rows.select_related("type").order_by(F("valid_until").asc(nulls_last=True), "id"))


def valid_of_holder(applicant_id: int, bureau_id: int) -> list[Certificate]:
    """What an applicant holds and may use in an application today, with its type; newest first, at most twenty."""
    rows = Certificate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today()),
        holder=applicant_id,
        bureau=bureau_id,
        state=State.VALID,
    )
    return list(rows.select_related("type").order_by("-id")[:20])


def holds(certificate_id: int, today: date) -> bool:
    """Whether a certificate is valid on a day, for what rests on it."""
    rows = Certificate.objects.filter(pk=certificate_id, state=State.VALID)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today)).exists()


def data_of(row: Certificate) -> dict[str, str]:
    """What a certificate says, by the names of the field dictionary. The caller has checked who asks."""
    said = row.content
    return contents.data(
        row.type.fields, said["lines"], row.holder_name, said["id_kind"], said["holder_number"]
    )


def chosen_for(
    schema: Mapping[str, Any], values: Mapping[str, Any], *, applicant_id: int, item_id: int
) -> Certificate | None:
    """The certificate that the form names; None where the form has no such field or it stays empty.

    None too for a number that the system does not know: a licence on paper from before it. Raises RuleViolation at
    the field for a number that belongs to somebody else or stands no more.
    """
    field = next((spec.name for spec in specs(dict(schema)) if spec.format == FORMAT), None)
    number = str(values.get(field) or "").strip() if field else ""
    if not number:
        return None
    rows = Certificate.objects.filter(holder=applicant_id, item=item_id, number=number)
    found = rows.filter(state__in=STANDING).first()
    if found is None and not Certificate.objects.filter(item=item_id, number=number).exists():
        return None
    if found is None:
        raise RuleViolation(
            "certificate_unknown",
            N_(
                "没有找到申请人名下编号为“%(number)s”的有效证照。请对照证照核对编号；证照不是本局颁发的，请到窗口办理。"
            ),
            params={"number": number},
            field=field,
        )
    if found.state == State.SUSPENDED:
        raise RuleViolation(
            "certificate_suspended",
            N_("这份证照正在暂扣期间，发还以后才能办理变更、延续、补发。"),
            field=field,
        )
    return found


def ban_on(applicant_id: int, item_id: int) -> Ban | None:
    """The ban under which the applicant may not apply for the item today, the longest one (LIC-21)."""
    rows = Ban.objects.filter(applicant=applicant_id, item=item_id, until__gte=clock.today())
    return rows.order_by("-until").first()


def renewals_of(case_id: int) -> list[int]:
    """Certificates whose renewal a case asks for."""
    return list(Certificate.objects.filter(renewal_case=case_id).values_list("pk", flat=True))


def undelivered(case_id: int) -> list[Certificate]:
    """Certificates that a case brought and that are to be handed over: standing, and not handed over yet."""
    rows = Certificate.objects.filter(case_id=case_id, handed_over_on=None, state__in=STANDING)
    return list(rows.order_by("id"))


def of_case(case_id: int) -> list[Certificate]:
    """Certificates that rest on a case's decision; the caller has checked that the actor may see the case."""
    return list(Certificate.objects.filter(case_id=case_id).order_by("id"))


def of_cases(case_ids: Collection[int]) -> list[Certificate]:
    """The same of several cases, in the version of today."""
    return list(Certificate.objects.filter(case_id__in=case_ids, superseded_by=None).order_by("id"))


def standing_after(case_id: int) -> list[int]:
    """Standing certificates that a case brought, in the version of today."""
    brought = Certificate.objects.filter(case_id=case_id)
    rows = Certificate.objects.filter(
        bureau__in=brought.values("bureau"), number__in=brought.values("number"), state__in=STANDING
    )
    return list(rows.values_list("pk", flat=True))


def cases_behind(certificate_id: int) -> list[int]:
    """The cases on whose decisions the versions of a certificate rest; none for what is older than the system."""
    row = Certificate.objects.only("bureau", "number").get(pk=certificate_id)
    rows = Certificate.objects.filter(bureau=row.bureau_id, number=row.number, case_id__gt=0)
    return list(rows.order_by("version").values_list("case_id", flat=True))


def any_certificate(certificate_id: int) -> Certificate:
    """One certificate for the system itself: contexts above that act on its news. Raises Certificate.DoesNotExist."""
    return Certificate.objects.get(pk=certificate_id)


def check_ban(applicant_id: int, item_id: int, content: ItemContent) -> None:
    """Refuse who may not apply again for a while for what issues a certificate (LIC-21). Raises RuleViolation."""
    if any(result.certificate for result in content.results):
        ban = ban_on(applicant_id, item_id)
        if ban is not None:
            raise refusal(ban.kind, ban.until)
