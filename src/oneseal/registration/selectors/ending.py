"""Simplified deregistrations: those published, one's own, the desk's; whether one may be applied for today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.cases.selectors import any_case
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.merged import licence_of
from oneseal.certificates import selectors as certificates
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.registration.models import Deregistration, Objection
from oneseal.registration.rules import deregistration as rules
from oneseal.registration.rules.deregistration import LAW, OPEN, EndState, Terms

ENDING = frozenset({"company_end", "individual_end"})
"""What the items register whose grant ends a firm."""
NEWEST = ("-made_at", "-id")
FOUND = 20
"""So many licences the window is shown at most."""
VIEWS = {"objections": N_("有异议待处理"), "open": N_("在办的"), "all": N_("全部")}


@dataclass(frozen=True, slots=True)
class Licence:
    """A business licence as far as its end needs it: `number` is the unified social credit code where it has one."""

    pk: int
    bureau_id: int
    holder_id: int
    firm: str
    number: str
    individual: bool
    stands: bool


def licences(actor: Actor) -> list[Licence]:
    """The business licences that stand of those for whom a citizen acts."""
    return [_licence(row) for row in _standing(actor).filter(holder__in=actor.applicants)]


def licences_found(actor: Actor, text: str) -> list[Licence]:
    """The business licences that stand by the licence's number, or the holder's name or number: for the window."""
    holders = [each.pk for each in identity.find_applicants(actor, text)] if text else []
    rows = _standing(actor).filter(Q(holder__in=holders) | Q(number=text.upper()))
    return [_licence(row) for row in rows[:FOUND]]


def _standing(actor: Actor) -> QuerySet[Any]:
    rows = certificates.visible_certificates(actor).select_related("type").order_by("-issued_at", "-id")
    return rows.filter(state__in=("valid", "suspended")).exclude(type__merges=[])


def access_licence(actor: Actor, certificate_id: int) -> Licence:
    """One business licence that the actor may see, standing or not. Raises NotFound otherwise."""
    row: Any = certificates.access_certificate(actor, certificate_id)
    if not row.type.merges:
        raise NotFound("no_business_licence", N_("这不是营业执照，不用办注销登记。"))
    return _licence(row)


def _licence(row: Any) -> Licence:
    said = certificates.data_of(row)
    number = said.get("org_uscc") or row.number
    name = said.get("company_name") or said.get("business_name") or row.holder_name
    return Licence(
        row.pk,
        row.bureau_id,
        row.holder_id,
        name,
        number,
        licence_of(row.type.merges) == "individual",
        row.stands,
    )


def visible_ends(actor: Actor) -> QuerySet[Deregistration]:
    """Those that an actor may see with everything: the bureau's, or of those for whom they act."""
    rows = Deregistration.objects.select_related("holder")
    if actor.is_staff:
        return rows.filter(bureau=actor.bureau_id) if actor.has(*CASEWORK) else rows.none()
    return rows.filter(holder__in=actor.applicants) if actor.applicants else rows.none()


def access_end(actor: Actor, deregistration_id: int) -> Deregistration:
    """One that the actor may see. Raises NotFound otherwise."""
    return _one(visible_ends(actor).filter(pk=deregistration_id))


def access_own_end(actor: Actor, deregistration_id: int) -> Deregistration:
    """One whose holder the actor is or acts for. Raises NotFound otherwise."""
    return _one(visible_ends(actor).filter(pk=deregistration_id, holder__in=actor.applicants))


def _one(rows: QuerySet[Deregistration]) -> Deregistration:
    found = rows.first()
    if found is None:
        raise NotFound("end_not_found", N_("没有找到这个简易注销，或者您无权查看。"))
    return found


def access_objection(actor: Actor, objection_id: int) -> Objection:
    """One objection of the bureau's, for colleagues. Raises NotFound otherwise."""
    rows = Objection.objects.filter(pk=objection_id, deregistration__bureau=actor.bureau_id)
    found = rows.select_related("deregistration").first() if actor.is_staff else None
    if found is None:
        raise NotFound("objection_not_found", N_("没有找到这条异议。"))
    return found


def published(asked: Mapping[str, str]) -> Page[Deregistration]:
    """Those in publicity today, for everybody; 个体工商户 need none and are not shown (art. 33(3))."""
    rows = Deregistration.objects.filter(state=EndState.WAITING, individual=False, until__gte=clock.today())
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(Q(name__contains=text) | Q(number=text))
    return keyset_page(rows, NEWEST, asked)


def access_published(uid: UUID) -> Deregistration:
    """One as everybody may see it, after its end too. Raises NotFound before publication."""
    rows = Deregistration.objects.filter(uid=uid, individual=False, started_on__isnull=False)
    return _one(rows)


def desk_ends(actor: Actor, asked: Mapping[str, str]) -> Page[Deregistration]:
    """The desk's: those with objections to settle, those that run, all."""
    rows = visible_ends(actor)
    view = asked.get("view", "objections")
    if view == "objections":
        rows = rows.filter(pk__in=open_objections(actor).values("deregistration"))
    elif view == "open":
        rows = rows.filter(state__in=OPEN)
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(Q(name__contains=text) | Q(number=text))
    return keyset_page(rows, NEWEST, asked)


def open_objections(actor: Actor) -> QuerySet[Objection]:
    """Objections that nobody has settled."""
    rows = Objection.objects.filter(deregistration__bureau=actor.bureau_id, upheld__isnull=True)
    return rows if actor.is_staff and actor.has(*CASEWORK) else rows.none()


def check_ready(row: Deregistration) -> None:
    """Whether its application may be handed in today. Raises RuleViolation with the article."""
    if row.state != EndState.WAITING or row.until is None:
        text = N_("先由全体投资人签名并公示，公示期满没有异议的才能申请。")
        raise RuleViolation("not_published", text, basis=LAW)
    terms = Terms(row.until, row.apply_by, row.provisional)
    waiting = row.objections.filter(upheld__isnull=True).count()
    rules.check_applying(clock.today(), terms, objections=waiting)


def of_case(case_id: int, holder_id: int, *, individual: bool) -> Deregistration | None:
    """The one that an application was begun for; for an application begun by itself the one that waits for one."""
    linked = Deregistration.objects.filter(case_id=case_id).first()
    waiting = Deregistration.objects.filter(holder=holder_id, individual=individual, state=EndState.WAITING)
    return linked or waiting.order_by("-id").first()


def of_application(case_id: int) -> Deregistration | None:
    """The deregistration that an application is about; None for other items."""
    case = any_case(case_id)
    what = catalog.version_content(case.item_version_id).registers
    return (
        of_case(case_id, case.applicant_id, individual=what == "individual_end") if what in ENDING else None
    )


def to_lapse(today: date) -> list[int]:
    """Those whose last day for applying has passed."""
    rows = Deregistration.objects.filter(state=EndState.WAITING, apply_by__lt=today)
    return list(rows.order_by("id").values_list("pk", flat=True))
