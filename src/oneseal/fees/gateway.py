"""The way to the payment provider: signed HTTP requests (seals.wire).

order.create, order.query, order.close, refund.create, refund.query, statement. Money numbers are whole 分. Every method
may be called again with the same number: the provider does it once.
"""

from oneseal.kernel.text import N_
from oneseal.seals.wire import Provider, Unreachable

__all__ = ["Unreachable", "provider"]

provider = Provider(
    "PAY",
    "no_provider",
    N_("本局还没有接入网上缴费，暂时不能网上支付。请到窗口咨询，或由系统管理员设置支付机构。"),
)
