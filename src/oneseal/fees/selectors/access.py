"""Who sees which bill: its payer, the cashiers of the bureau, and whoever sees one of its cases."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.fees.models import Bill, BillLine, Difference, Refund
from oneseal.fees.rules.states import BillState
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case

CASHIERS = frozenset({Role.CLERK})
APPROVERS = frozenset({Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR})
READERS = CASHIERS | APPROVERS | {Role.SUPERVISOR}
"""Who opens the cashier's pages; section heads see there only what they approve."""


def visible_bills(actor: Actor) -> QuerySet[Bill]:
    """The bills that an actor may see."""
    rows = Bill.objects.all()
    if actor.is_staff:
        rows = rows.filter(_unmasked(actor), bureau=actor.bureau_id)
        return rows if actor.has(*READERS) else rows.filter(_of_visible_cases(actor))
    if actor.applicants:
        return rows.filter(Q(applicant__in=actor.applicants) | _of_visible_cases(actor))
    if actor.has(Role.CLIENT):
        return rows.filter(_of_visible_cases(actor))
    return rows.none()


def _of_visible_cases(actor: Actor) -> Q:
    lines = BillLine.objects.filter(bill=OuterRef("pk"), case__in=cases.visible_cases(actor))
    return Q(Exists(lines))


def _unmasked(actor: Actor, bill: str = "pk") -> Q:
    """Bills that do not tell the actor whose a masked case is (受审分离); `bill` leads to the bill."""
    shown = cases.unmasked_for(actor, "case__")
    return ~Q(Exists(BillLine.objects.filter(~shown, bill=OuterRef(bill)))) if shown else Q()


def _one(rows: QuerySet[Bill]) -> Bill:
    found = rows.first()
    if found is None:
        raise NotFound("bill_not_found", N_("没有找到这张缴费单，或者您无权查看。"))
    return found


def access_bill(actor: Actor, bill_id: int) -> Bill:
    """One bill that the actor may see. Raises NotFound."""
    return _one(visible_bills(actor).filter(pk=bill_id))


def bill_by_uid(actor: Actor, uid: UUID) -> Bill:
    """The same by its public name. Raises NotFound."""
    return _one(visible_bills(actor).filter(uid=uid).select_related("into", "receipt"))


def may_open_bill(actor: Actor, bill_id: int) -> bool:
    """Whether the actor may read documents about a bill."""
    return visible_bills(actor).filter(pk=bill_id).exists()


def bills_of_case(case: "Case") -> list[Bill]:
    """The bills that hold with a charge of this case, oldest first, with their lines: two statements.

    The caller has checked that the actor may see the case.
    """
    lines = BillLine.objects.filter(bill=OuterRef("pk"), case=case)
    rows = Bill.objects.filter(Exists(lines)).exclude(state=BillState.VOID)
    return list(rows.prefetch_related("lines").order_by("id"))


def open_bills(case_id: int) -> list[Bill]:
    """The unpaid bills with a charge of a case, for contexts above; the caller has checked the actor."""
    lines = BillLine.objects.filter(bill=OuterRef("pk"), case=case_id)
    return list(Bill.objects.filter(Exists(lines), state=BillState.OPEN).order_by("id"))


def visible_refunds(actor: Actor) -> QuerySet[Refund]:
    """Refunds of the bureau, newest first."""
    rows = Refund.objects.filter(_unmasked(actor, "order__bill"), order__bill__bureau=actor.bureau_id)
    rows = rows.select_related("order__bill", "asked_by", "settled_by")
    return rows.order_by("-id") if actor.has(*READERS) else rows.none()


def access_refund(actor: Actor, refund_id: int) -> Refund:
    """One refund that the actor may see. Raises NotFound."""
    found = visible_refunds(actor).filter(pk=refund_id).first()
    if found is None:
        raise NotFound("refund_not_found", N_("没有找到这笔退款，或者您无权查看。"))
    return found


def visible_differences(actor: Actor) -> QuerySet[Difference]:
    """Differences with the provider, newest first."""
    rows = Difference.objects.filter(bureau=actor.bureau_id).select_related("settled_by")
    return rows.order_by("-day", "id") if actor.has(*READERS) else rows.none()


def refunds_to_decide(actor: Actor) -> QuerySet[Refund]:
    """Refunds that this actor may approve: those that others asked for."""
    rows = Refund.objects.filter(
        _unmasked(actor, "order__bill"), order__bill__bureau=actor.bureau_id, state="asked"
    )
    return rows.exclude(asked_by=actor.staff_id) if actor.has(*APPROVERS) else rows.none()
