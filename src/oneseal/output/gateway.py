"""The way to the courier: signed HTTP requests (seals.wire): waybill.create, waybill.query, waybill.cancel, statement.

Every method may be called again with the same number: the courier does it once. Amounts are whole 分.
"""

from oneseal.kernel.text import N_
from oneseal.seals.wire import Provider, Unreachable

__all__ = ["Unreachable", "courier"]

courier = Provider(
    "COURIER", "no_courier", N_("本局还没有接入快递，不能网上下单。请线下交寄后登记快递公司和单号。")
)
