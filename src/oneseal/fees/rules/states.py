"""The lives of a bill, of an order with the payment provider, and of a refund."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

BASIS: Final = "行政许可法第五十八条、第五十九条"


class BillState(StrEnum):
    """Where a bill stands."""

    OPEN = "open"
    PAID = "paid"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"
    VOID = "void"


class OrderState(StrEnum):
    """Where an order stands: what the payer is to pay to the provider. A closed one may still turn out paid."""

    LIVE = "live"
    PAID = "paid"
    CLOSED = "closed"


class RefundState(StrEnum):
    """Where a refund stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DONE = "done"
    REJECTED = "rejected"
    FAILED = "failed"


_B, _O, _R = BillState, OrderState, RefundState
BILL: Final = TransitionTable(
    {
        _B.OPEN: N_("待缴"),
        _B.PAID: N_("已缴清"),
        _B.PART_REFUNDED: N_("已缴，部分退款"),
        _B.REFUNDED: N_("已全部退款"),
        _B.VOID: N_("已作废"),
    },
    [
        Edge(_B.OPEN, "lower", _B.OPEN, BASIS),
        Edge(_B.OPEN, "order", _B.OPEN, BASIS),
        Edge(_B.OPEN, "pay", _B.PAID, BASIS),
        Edge(_B.OPEN, "waive", _B.PAID, BASIS),
        Edge(_B.OPEN, "void", _B.VOID, BASIS),
        Edge(_B.PAID, "refund_part", _B.PART_REFUNDED, BASIS),
        Edge(_B.PAID, "refund_all", _B.REFUNDED, BASIS),
        Edge(_B.PART_REFUNDED, "refund_part", _B.PART_REFUNDED, BASIS),
        Edge(_B.PART_REFUNDED, "refund_all", _B.REFUNDED, BASIS),
    ],
)
ORDER: Final = TransitionTable(
    {_O.LIVE: N_("支付中"), _O.PAID: N_("已支付"), _O.CLOSED: N_("已关闭")},
    [
        Edge(_O.LIVE, "confirm", _O.PAID),
        Edge(_O.LIVE, "close", _O.CLOSED),
        Edge(_O.CLOSED, "confirm", _O.PAID),
    ],
)
REFUND: Final = TransitionTable(
    {
        _R.ASKED: N_("待批准"),
        _R.APPROVED: N_("退款中"),
        _R.DONE: N_("已退"),
        _R.REJECTED: N_("未批准"),
        _R.FAILED: N_("退款失败"),
    },
    [
        Edge(_R.ASKED, "approve", _R.APPROVED, BASIS),
        Edge(_R.ASKED, "reject", _R.REJECTED, BASIS),
        Edge(_R.APPROVED, "confirm", _R.DONE),
        Edge(_R.APPROVED, "fail", _R.FAILED),
        Edge(_R.FAILED, "approve", _R.APPROVED, BASIS),
    ],
)
SETTLED: Final = frozenset({_B.PAID, _B.PART_REFUNDED, _B.REFUNDED})
"""Bills that owe nothing any more."""
