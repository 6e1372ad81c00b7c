"""Bills: opened from the fee table, merged, lowered on proof, voided."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.fees import events, selectors
from oneseal.fees.models import Bill, BillLine
from oneseal.fees.rules.charges import MOMENTS, Charge, charged, lowered, on_proof
from oneseal.fees.rules.states import BILL, BillState
from oneseal.fees.selectors.owing import content_of
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def bill_case(*, case_id: int, moment: str) -> Bill | None:
    """Bill what a case owes from `moment` on (rules.charges.MOMENTS) and was not billed before; None where nothing.

    Runs by itself on the case's news and may run twice. A bill whose charges are all waived by rule is settled at once.
    """
    with transaction.atomic():
        case = cases.any_case(case_id)
        due = selectors.unbilled(case, MOMENTS[moment])
        if not due:
            return None
        return _open(SYSTEM, _applicant(case), [(case, each) for each in due])


def bill_charge(actor: Actor, *, case_id: int, name: str, fen: int) -> Bill:
    """Bill a charge whose amount is set case by case (分); once for each case. For cashiers."""
    cashiers_only(actor)
    with transaction.atomic():
        cases.access_case(actor, case_id)
        case = cases.any_case(case_id)
        fee = next((each for each in content_of(case).fees if each.name == name and not each.fen), None)
        if fee is None:
            raise RuleViolation(
                "no_such_fee",
                N_("这个事项的收费表里没有这项核定收费，不能收取。"),
                field="name",
                basis="行政许可法第五十八条、第五十九条",
            )
        if fen <= 0:
            raise RuleViolation("amount_missing", N_("请填写按标准核定的金额，应大于0元。"), field="fen")
        if name in selectors.billed_names(case_id):
            raise Conflict("billed_already", N_("这项收费已经开过缴费单，不能重复收取。"), field="name")
        return _open(actor, _applicant(case), [(case, charged(fee, case.answers, fen))])


def merge_bills(actor: Actor, *, bill_ids: Iterable[int]) -> Bill:
    """One bill in place of several open ones of one payer (inventory 4.18). Orders under way must end first."""
    with transaction.atomic():
        bills = [lock(Bill, pk) for pk in sorted(set(bill_ids))]
        for each in bills:
            selectors.access_bill(actor, each.pk)
            BILL.step(each.state, "void")
            if each.orders.filter(state="live").exists():
                raise being_paid(each)
        if len(bills) < 2:
            raise RuleViolation("too_few", N_("请至少选择两张待缴的缴费单再合并。"), field="bills")
        if len({(each.applicant_id, each.bureau_id) for each in bills}) > 1:
            raise RuleViolation("other_payer", N_("只能合并同一个缴费人的缴费单。"), field="bills")
        lines = [line for each in bills for line in each.lines.select_related("case")]
        made = _open(actor, _payer(bills[0]), [(line.case, _charge(line)) for line in lines])
        for each in bills:
            _void(actor, each, "合并缴费", made)
    return made


def void_bill(actor: Actor, *, bill_id: int, reason: str) -> Bill:
    """Take an unpaid bill back, with the reason. For cashiers; an order under way must end first."""
    cashiers_only(actor)
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明作废的原因。"), field="reason")
    with transaction.atomic():
        bill = lock(Bill, bill_id)
        selectors.access_bill(actor, bill_id)
        BILL.step(bill.state, "void")
        if bill.orders.filter(state="live").exists():
            raise being_paid(bill)
        _void(actor, bill, reason.strip()[:200], None)
    return bill


def drop_case(*, case_id: int, why: str) -> None:
    """An application ended before its charges were paid: they fall away, the bill's other lines stay owed.

    Does nothing to paid bills; money goes back by a refund. A bill being paid stays until the payment is settled
    (refunding.settle_ended).
    """
    with transaction.atomic():
        for row in Bill.objects.filter(lines__case=case_id, state=BillState.OPEN).distinct().order_by("id"):
            bill = lock(Bill, row.pk)
            if bill.state != BillState.OPEN or bill.orders.filter(state="live").exists():
                continue
            rest = list(bill.lines.exclude(case=case_id).select_related("case"))
            made = (
                _open(SYSTEM, _payer(bill), [(each.case, _charge(each)) for each in rest]) if rest else None
            )
            _void(SYSTEM, bill, why, made)


def lower_line(actor: Actor, *, bill_id: int, line_id: int, ground: str, proof: str) -> Bill:
    """Lower or waive one charge on a ground of the fee table, on the proof seen (licence law art. 59). For cashiers."""
    cashiers_only(actor)
    if not proof.strip():
        raise RuleViolation("proof_missing", N_("请写明看过什么证明，例如低保证编号。"), field="proof")
    with transaction.atomic():
        bill = lock(Bill, bill_id)
        selectors.access_bill(actor, bill_id)
        BILL.step(bill.state, "lower")
        if bill.orders.filter(state="live").exists():
            raise being_paid(bill)
        line = bill.lines.select_related("case").filter(pk=line_id).first()
        fee = (
            next((each for each in content_of(line.case).fees if each.name == line.name), None)
            if line
            else None
        )
        if line is None or fee is None:
            raise NotFound("line_not_found", N_("没有找到这项收费。"))
        rule = on_proof(fee, ground)
        fen = min(line.fen, lowered(line.standard_fen, rule.percent))
        values = {"fen": fen, "reduction": rule.name, "reduction_basis": rule.basis}
        total = bill.total - line.fen + fen
        event = events.Lowered(line.name, rule.name, rule.basis, line.fen, fen)
        changes = [
            Update(BillLine, line.pk, values),
            Update(Bill, bill.pk, {"total": total}, expect={"state": bill.state}),
        ]
        record(actor, Subject("bill", bill.pk), event, changes=changes, reason=proof.strip()[:300])
        bill.total = total
        _settle_if_nothing(actor, bill)
    return bill


def case_ids(bill: Bill) -> list[int]:
    """The cases of a bill, each once."""
    return sorted(set(bill.lines.values_list("case_id", flat=True)))


def on_behalf(actor: Actor, bill: Bill) -> Actor:
    """The actor for the journal of the bill's bureau, even when a citizen or nobody acts."""
    return actor if actor.bureau_id == bill.bureau_id else replace(actor, bureau_id=bill.bureau_id)


@dataclass(frozen=True, slots=True)
class _Payer:
    """Who owes what to which bureau."""

    bureau_id: int
    applicant_id: int
    name: str


def _payer(bill: Bill) -> _Payer:
    return _Payer(bill.bureau_id, bill.applicant_id, bill.payer)


def _applicant(case: "Case") -> _Payer:
    return _Payer(case.bureau_id, case.applicant_id, case.party_name)


def _open(actor: Actor, payer: _Payer, owed: "Sequence[tuple[Case, Charge]]") -> Bill:
    """A numbered bill with its lines."""
    now = clock.now()
    day = local_day(now)
    number = f"JF{day:%Y%m%d}{next_number(payer.bureau_id, 'bill', day.year):05d}"
    bill = Bill.objects.create(
        bureau_id=payer.bureau_id,
        number=number,
        applicant_id=payer.applicant_id,
        payer=payer.name,
        total=sum(charge.fen for _, charge in owed),
        opened_at=now,
    )
    BillLine.objects.bulk_create(
        [
            BillLine(
                bill=bill,
                case_id=case.pk,
                case_number=case.number,
                item_name=case.item_name,
                **asdict(charge),
            )
            for case, charge in owed
        ]
    )
    event = events.Billed(number, sorted({case.pk for case, _ in owed}), bill.total)
    record(on_behalf(actor, bill), Subject("bill", bill.pk), event)
    _settle_if_nothing(actor, bill)
    return bill


def _settle_if_nothing(actor: Actor, bill: Bill) -> None:
    """A bill of which everything was waived owes nothing."""
    if bill.total:
        return
    now = clock.now()
    state = BILL.step(bill.state, "waive")
    values = {"state": state, "paid_at": now}
    event = events.Paid(bill.number, case_ids(bill), 0, "", "waiver")
    change = Update(Bill, bill.pk, values, expect={"state": bill.state})
    record(on_behalf(actor, bill), Subject("bill", bill.pk), event, changes=[change])
    bill.state, bill.paid_at = state, now


def _void(actor: Actor, bill: Bill, reason: str, into: Bill | None) -> None:
    state = BILL.step(bill.state, "void")
    values = {
        "state": state,
        "void_reason": reason,
        "into_id": into.pk if into else None,
    }
    event = events.Voided(bill.number, into.pk if into else None)
    change = Update(Bill, bill.pk, values, expect={"state": bill.state})
    record(on_behalf(actor, bill), Subject("bill", bill.pk), event, changes=[change], reason=reason)
    bill.state = state


def _charge(line: BillLine) -> Charge:
    return Charge(**{each.name: getattr(line, each.name) for each in fields(Charge)})


def cashiers_only(actor: Actor) -> None:
    """Raise Forbidden for everybody else."""
    if not actor.has(*selectors.CASHIERS):
        raise Forbidden("cashiers_only", N_("只有窗口人员可以办理收费。"))


def being_paid(bill: Bill) -> Conflict:
    """The refusal while an order of the bill is under way."""
    return Conflict(
        "being_paid",
        N_("缴费单 %(number)s 正在支付，暂时不能改动。请先关闭支付订单，或等支付结果。"),
        params={"number": bill.number},
    )
