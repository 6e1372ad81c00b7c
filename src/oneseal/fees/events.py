"""The news of fees; amounts in 分, as whole numbers."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Billed(Event):
    """Somebody owes something for these cases."""

    kind: ClassVar[str] = "fees.billed"
    says: ClassVar[str] = N_("开出缴费单 %(number)s")
    number: str
    cases: list[int]
    fen: int


@dataclass(frozen=True)
class Lowered(Event):
    """A charge was lowered or waived on a ground of the fee table."""

    kind: ClassVar[str] = "fees.lowered"
    says: ClassVar[str] = N_("%(who)s 按“%(ground)s”减免“%(name)s”（%(basis)s）")
    name: str
    ground: str
    basis: str
    before: int
    fen: int


@dataclass(frozen=True)
class Voided(Event):
    """A bill fell away, perhaps into another."""

    kind: ClassVar[str] = "fees.voided"
    says: ClassVar[str] = N_("缴费单 %(number)s 作废")
    number: str
    into: int | None


@dataclass(frozen=True)
class Ordered(Event):
    """The payer went to pay: an order with the provider."""

    kind: ClassVar[str] = "fees.ordered"
    says: ClassVar[str] = N_("提交支付，订单 %(order)s")
    order: str
    fen: int


@dataclass(frozen=True)
class OrderClosed(Event):
    """An order can no longer be paid."""

    kind: ClassVar[str] = "fees.order_closed"
    says: ClassVar[str] = N_("支付订单 %(order)s 已关闭")
    order: str


@dataclass(frozen=True)
class Paid(Event):
    """The provider confirmed the payment; `by` tells how we learnt it. `order` is empty where all was waived."""

    kind: ClassVar[str] = "fees.paid"
    says: ClassVar[str] = N_("缴费单 %(number)s 已缴清")
    number: str
    cases: list[int]
    fen: int
    order: str
    by: str


@dataclass(frozen=True)
class TakenAtCounter(Event):
    """A clerk took money at the counter; the bill's Paid follows. `way`: cash or card."""

    kind: ClassVar[str] = "fees.taken_at_counter"
    says: ClassVar[str] = N_("%(who)s 在窗口收款，票据号 %(slip)s")
    number: str
    fen: int
    way: str
    slip: str


@dataclass(frozen=True)
class DrawerCounted(Event):
    """Somebody counted what the counter took."""

    kind: ClassVar[str] = "fees.drawer_counted"
    says: ClassVar[str] = N_("%(who)s 清点窗口收款，日结 %(number)s")
    number: str
    cash: int
    card: int
    cash_counted: int
    card_counted: int


@dataclass(frozen=True)
class DrawerChecked(Event):
    """Another colleague counted the same; what differs from the books waits for an explanation."""

    kind: ClassVar[str] = "fees.drawer_checked"
    says: ClassVar[str] = N_("%(who)s 复点窗口收款，日结 %(number)s")
    number: str
    differences: int


@dataclass(frozen=True)
class SurplusCame(Event):
    """Money came for a bill that owes nothing; it goes back."""

    kind: ClassVar[str] = "fees.surplus_came"
    says: ClassVar[str] = N_("订单 %(order)s 的款项多收，待退还")
    order: str
    fen: int
    by: str


@dataclass(frozen=True)
class RefundAsked(Event):
    """Somebody wants money given back."""

    kind: ClassVar[str] = "fees.refund_asked"
    says: ClassVar[str] = N_("%(who)s 申请退款 %(refund)s")
    refund: str
    order: str
    fen: int


@dataclass(frozen=True)
class RefundApproved(Event):
    """Another person agreed; it goes to the provider."""

    kind: ClassVar[str] = "fees.refund_approved"
    says: ClassVar[str] = N_("%(who)s 批准退款 %(refund)s")
    refund: str
    fen: int


@dataclass(frozen=True)
class RefundRejected(Event):
    """Another person did not agree."""

    kind: ClassVar[str] = "fees.refund_rejected"
    says: ClassVar[str] = N_("%(who)s 不同意退款 %(refund)s")
    refund: str


@dataclass(frozen=True)
class Refunded(Event):
    """The provider gave it back."""

    kind: ClassVar[str] = "fees.refunded"
    says: ClassVar[str] = N_("退款 %(refund)s 已退回")
    refund: str
    fen: int
    by: str


@dataclass(frozen=True)
class RefundFailed(Event):
    """The provider refused the refund."""

    kind: ClassVar[str] = "fees.refund_failed"
    says: ClassVar[str] = N_("退款 %(refund)s 未成功")
    refund: str


@dataclass(frozen=True)
class ForgedCallback(Event):
    """Security: a call-back that the provider did not sign, or that says what cannot be."""

    kind: ClassVar[str] = "fees.forged_callback"
    says: ClassVar[str] = N_("安全事件：收到伪造的支付通知，已拒绝")
    order: str
    why: str
    address: str


@dataclass(frozen=True)
class Compared(Event):
    """A day of the provider was compared with ours."""

    kind: ClassVar[str] = "fees.compared"
    says: ClassVar[str] = N_("与支付机构对账 %(day)s：%(movements)s 笔，差异 %(differences)s 笔")
    day: str
    movements: int
    fen: int
    differences: int


@dataclass(frozen=True)
class DifferenceSettled(Event):
    """The cashier said what became of a difference."""

    kind: ClassVar[str] = "fees.difference_settled"
    says: ClassVar[str] = N_("%(who)s 核实了差异 %(number)s")
    number: str
