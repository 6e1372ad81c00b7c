"""What is owed: the item's fee table for the answers given, with reductions by rule (licence law arts. 58, 59)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from oneseal.catalog.rules.content import Fee, FeeDue, Reduction, holds
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

Answers = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of a bill. Amounts in 分: `standard_fen` by the table, `fen` to be paid."""

    name: str
    basis: str
    standard: str
    due: str
    standard_fen: int
    fen: int
    reduction: str = ""
    reduction_basis: str = ""


def charges(fees: Sequence[Fee], answers: Answers, due: Collection[str]) -> list[Charge]:
    """The charges of a fee table that hold for the answers and must be paid before one of `due`.

    Charges without a fixed amount are not among them: a clerk bills them when the amount is known.
    """
    given = dict(answers)
    return [charged(fee, given) for fee in fees if fee.fen and fee.due in due and holds(fee.when, given)]


def charged(fee: Fee, answers: dict[str, list[str]], fen: int = 0) -> Charge:
    """One charge with the largest reduction that holds by itself; `fen` where the table has no amount."""
    whole = fee.fen or fen
    fit = [each for each in fee.reductions if each.when and holds(each.when, answers)]
    best = max(fit, key=lambda each: each.percent, default=None)
    return Charge(
        fee.name,
        fee.basis,
        fee.standard,
        fee.due.value,
        whole,
        lowered(whole, best.percent) if best else whole,
        best.name if best else "",
        best.basis if best else "",
    )


def lowered(fen: int, percent: int) -> int:
    """What is left after a reduction, in whole 分, rounded in the payer's favour."""
    return fen * (100 - percent) // 100


def on_proof(fee: Fee, name: str) -> Reduction:
    """The reduction of this name that a clerk may grant on proof. Raises RuleViolation where there is none."""
    found = next((each for each in fee.reductions if each.name == name and not each.when), None)
    if found is None:
        raise RuleViolation(
            "no_such_reduction",
            N_("这项收费没有规定这种减免，不能减免。请选择事项收费表中写明的减免情形。"),
            field="reduction",
            basis="行政许可法第五十九条",
        )
    return found


MOMENTS: dict[str, frozenset[str]] = {
    "submitted": frozenset({FeeDue.ACCEPTANCE}),
    "accepted": frozenset({FeeDue.ACCEPTANCE, FeeDue.DECISION}),
    "granted": frozenset(FeeDue),
}
"""Which charges exist from when on: nobody owes for a result that they do not get."""


def refundable(paid: int, refunded: int, under_way: int, asked: int) -> None:
    """Refuse a refund of nothing or of more than was paid and not yet given back (分)."""
    left = paid - refunded - under_way
    if asked <= 0 or asked > left:
        raise RuleViolation(
            "refund_amount",
            N_("退款金额应大于0，且不超过还没有退的%(left)s元。"),
            params={"left": f"{left / 100:.2f}"},
            field="fen",
        )
