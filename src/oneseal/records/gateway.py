"""The way to the agencies: one data-sharing platform, signed HTTP requests (seals.wire), method `record.query`.

Nobody waits longer than a visitor at a kiosk would: the time-out is short. Asking again is always a new question.
"""

from oneseal.kernel.text import N_
from oneseal.seals.wire import Provider, Unreachable

__all__ = ["Unreachable", "platform"]

platform = Provider(
    "RECORDS",
    "no_platform",
    N_("本局还没有接入医保、社保、公积金的查询，请到相应的经办机构或者它们的网站查询。"),
    timeout=5,
)
