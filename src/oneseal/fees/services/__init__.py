"""Every write of fees. Call these, nothing deeper."""

from oneseal.fees.services.billing import (
    bill_case,
    bill_charge,
    drop_case,
    lower_line,
    merge_bills,
    void_bill,
)
from oneseal.fees.services.callbacks import take_callback
from oneseal.fees.services.comparing import compare_day, settle_difference
from oneseal.fees.services.counter import check_drawer, count_drawer, pay_out_refund, take_payment
from oneseal.fees.services.paying import close_order, confirm_payment, query_order, start_payment
from oneseal.fees.services.refunding import (
    approve_refund,
    ask_refund,
    query_refund,
    reject_refund,
    send_refund,
    settle_ended,
)

__all__ = [
    "approve_refund",
    "ask_refund",
    "bill_case",
    "bill_charge",
    "check_drawer",
    "close_order",
    "compare_day",
    "confirm_payment",
    "count_drawer",
    "drop_case",
    "lower_line",
    "merge_bills",
    "pay_out_refund",
    "query_order",
    "query_refund",
    "reject_refund",
    "send_refund",
    "settle_difference",
    "settle_ended",
    "start_payment",
    "take_callback",
    "take_payment",
    "void_bill",
]
