"""The ways to the courier and to the cabinets' controller: signed HTTP requests (seals.wire).

Courier: waybill.create, waybill.query, waybill.cancel, statement. Controller: box.open, box.query, cabinet.status.
Every method may be called again with the same number: they do it once. Amounts are whole 分.
"""

from oneseal.kernel.text import N_
from oneseal.seals.wire import Provider, Unreachable

__all__ = ["Unreachable", "cabinet", "courier"]

courier = Provider(
    "COURIER", "no_courier", N_("本局还没有接入快递，不能网上下单。请线下交寄后登记快递公司和单号。")
)

cabinet = Provider(
    "CABINET",
    "no_cabinet",
    N_("本局还没有接入自助取件柜，不能开柜门。请系统管理员设置，或者把结果放到出件柜由窗口交付。"),
)
