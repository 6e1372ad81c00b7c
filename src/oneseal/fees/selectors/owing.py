"""What is owed for a case, and the objections that follow from it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import FeeDue, ItemContent
from oneseal.fees.models import BillLine, Order, Refund
from oneseal.fees.rules.charges import Charge, charges
from oneseal.fees.rules.states import SETTLED, BillState, OrderState, RefundState
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case

OWED = {
    FeeDue.ACCEPTANCE: N_("“%(name)s”还没有缴清，依法应当在受理前缴纳。请申请人先缴费，系统收到后即可受理。"),
    FeeDue.DECISION: N_("“%(name)s”还没有缴清，应当在作出决定前缴纳。请通知申请人缴费，系统收到后即可决定。"),
    FeeDue.DELIVERY: N_(
        "“%(name)s”还没有缴清，缴清后才能交付结果。请申请人打开“我的缴费单”缴费，到账后即可领取。"
    ),
}


def content_of(case: "Case") -> ItemContent:
    """The fee table that holds for a case: that of its own version (CAT-13)."""
    return catalog.version_content(case.item_version_id)


def billed_names(case_id: int) -> set[str]:
    """Charges of a case that stand on a bill which holds."""
    rows = BillLine.objects.filter(case=case_id).exclude(bill__state=BillState.VOID)
    return set(rows.values_list("name", flat=True))


def unbilled(case: "Case", due: frozenset[str]) -> list[Charge]:
    """What must be paid before one of `due` and stands on no bill yet."""
    found = charges(content_of(case).fees, case.answers, due)
    known = billed_names(case.pk) if found else set()
    return [each for each in found if each.name not in known]


def object_to(due: FeeDue) -> Callable[["Case"], None]:
    """The objection to an act before which `due` charges must be paid. No statement for items without charges."""

    def objection(case: "Case") -> None:
        content = content_of(case)
        if not content.fees or (due == FeeDue.DELIVERY and case.outcome != "granted"):
            return
        owed = {each.name: each for each in charges(content.fees, case.answers, {due})}
        paid = BillLine.objects.filter(case=case.pk, due=due).exclude(bill__state=BillState.VOID)
        for name, state in paid.values_list("name", "bill__state"):
            owed.pop(name, None)
            if state not in SETTLED:
                raise _refusal(name, due, content)
        if name := next((name for name, each in owed.items() if each.fen), ""):
            raise _refusal(name, due, content)

    return objection


def _refusal(name: str, due: FeeDue, content: ItemContent) -> RuleViolation:
    fee = next((each for each in content.fees if each.name == name), None)
    basis = (fee.due_basis or fee.basis) if fee else ""
    return RuleViolation("fee_owed", OWED[due], params={"name": name}, basis=basis)


def silent(before: datetime) -> list[tuple[str, list[str]]]:
    """Numbers of orders and refunds under way since before a moment, for the provider to be asked about."""
    orders = Order.objects.filter(state=OrderState.LIVE, made_at__lt=before).exclude(pay_url="")
    refunds = Refund.objects.filter(
        state=RefundState.APPROVED, settled_at__lt=before, order__counter__isnull=True
    )
    return [
        ("order", list(orders.order_by("id").values_list("number", flat=True)[:500])),
        ("refund", list(refunds.order_by("id").values_list("number", flat=True)[:500])),
    ]
