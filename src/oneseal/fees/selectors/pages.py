"""What the pages show."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.fees.models import Bill, BillLine, Closing, Difference, Order, Reconciliation, Refund
from oneseal.fees.rules.states import BillState, OrderState, RefundState
from oneseal.fees.selectors.access import (
    CASHIERS,
    READERS,
    bills_of_case,
    visible_bills,
    visible_differences,
)
from oneseal.fees.selectors.owing import billed_names, content_of
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def panel(actor: Actor, case: "Case") -> dict[str, object] | None:
    """What the case page shows of its charges; None where there are none."""
    fees = content_of(case).fees
    if not fees:
        return None
    bills = bills_of_case(case)
    known = {line.name for bill in bills for line in bill.lines.all() if line.case_id == case.pk}
    open_fees = [fee.name for fee in fees if not fee.fen and fee.name not in known]
    return {
        "case": case,
        "masked": not cases.knows_applicant(actor, case),
        "bills": bills,
        "fees": [] if bills else fees,
        "to_assess": open_fees if actor.has(*CASHIERS) and case.accepted_at else [],
    }


def to_assess(case: "Case") -> list[str]:
    """Charges whose amount is set case by case and that are not billed yet."""
    known = billed_names(case.pk)
    return [fee.name for fee in content_of(case).fees if not fee.fen and fee.name not in known]


def _free_open(rows: QuerySet[Bill]) -> QuerySet[Bill]:
    live = Order.objects.filter(bill=OuterRef("pk"), state=OrderState.LIVE)
    return rows.filter(~Exists(live), state=BillState.OPEN)


def mergeable(actor: Actor) -> list[list[Bill]]:
    """Open bills that could become one, by payer; at most 200 are looked at."""
    groups: dict[tuple[int, int], list[Bill]] = defaultdict(list)
    for row in _free_open(visible_bills(actor)).order_by("id")[:200]:
        groups[row.bureau_id, row.applicant_id].append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


def open_of_payer(bill: Bill) -> list[int]:
    """Ids of the payer's open bills that nobody is paying, with this one."""
    rows = _free_open(Bill.objects.filter(bureau=bill.bureau_id, applicant=bill.applicant_id))
    return list(rows.values_list("id", flat=True))


def refunds_of(bill: Bill) -> list[Refund]:
    """The refunds of a bill, oldest first."""
    rows = Refund.objects.filter(order__bill=bill).select_related("order", "asked_by", "settled_by")
    return list(rows.order_by("id"))


def grounds(bill: Bill) -> list[tuple[str, str]]:
    """Reductions that a clerk may grant on proof on a bill: `line:ground` and words."""
    found = []
    for line in bill.lines.select_related("case"):
        for fee in content_of(line.case).fees:
            if fee.name == line.name and not line.reduction:
                found += [
                    (f"{line.pk}:{each.name}", f"{line.name} · {each.name}（-{each.percent}%，{each.basis}）")
                    for each in fee.reductions
                    if not each.when
                ]
    return found


def searched(rows: QuerySet[Bill], text: str) -> QuerySet[Bill]:
    """Bills by the beginning of their number, their payer's name, or a case's number."""
    lines = BillLine.objects.filter(bill=OuterRef("pk"), case_number__startswith=text)
    return rows.filter(Q(number__startswith=text) | Q(payer__contains=text) | Exists(lines))


def last_comparison(actor: Actor) -> Reconciliation | None:
    """The newest day compared with the provider."""
    return Reconciliation.objects.filter(bureau=actor.bureau_id).order_by("-day").first()


def drawer(bureau_id: int) -> tuple[list[Order], list[Refund]]:
    """What the counter took and paid back since the last closing."""
    taken = Order.objects.filter(counter=bureau_id, closing=None, state=OrderState.PAID)
    given_back = Refund.objects.filter(order__counter=bureau_id, closing=None, state=RefundState.DONE)
    return (
        list(taken.select_related("bill", "taken_by").order_by("id")),
        list(given_back.select_related("order__bill").order_by("id")),
    )


def closings(actor: Actor) -> QuerySet[Closing]:
    """Closings of the bureau, newest first."""
    rows = Closing.objects.filter(bureau=actor.bureau_id).select_related("counted_by", "checked_by")
    return rows.order_by("-id") if actor.has(*READERS) else rows.none()


def access_difference(actor: Actor, difference_id: int) -> Difference:
    """One difference that the actor may see. Raises NotFound."""
    found = visible_differences(actor).filter(pk=difference_id).first()
    if found is None:
        raise NotFound("difference_not_found", N_("没有找到这条差异，或者您无权查看。"))
    return found
