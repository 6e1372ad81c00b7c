"""Figures of the catalogue with what they are made of (KPI-5…7; inventory 2.15–2.18)."""

from collections.abc import Sequence
from dataclasses import dataclass

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.limits import working_days
from oneseal.catalog.rules.publishing import OFFERED
from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_

PARTS = 10_000
"""A share of one item is counted in ten-thousandths, a day in hundredths."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, by which formula, and the rate; `counted` where numerator and denominator are items."""

    name: str
    formula: str
    rate: Rate
    counted: bool = True


def figures(contents: Sequence[ItemContent]) -> list[Figure]:
    """Compression by both formulas (KPI-6: which one is always said), trips, online and instant items."""
    offered = [content for content in contents if content.type in OFFERED]
    limits = [
        (working_days(content.statutory_limit), working_days(content.promised_limit)) for content in offered
    ]
    pairs = [(law, promise) for law, promise in limits if law > 0]
    shares = sum(round((law - promise) / law * PARTS) for law, promise in pairs)
    law_days, saved = (
        round(100 * sum(law for law, _ in pairs)),
        round(100 * sum(law - promise for law, promise in pairs)),
    )

    def share(count: int) -> Rate:
        return Rate(count, len(offered))

    online = [content for content in offered if "online" in content.channels]
    return [
        Figure(N_("承诺时限压缩率（逐项平均）"), N_("每项（法定－承诺）÷法定，再对各项平均"), Rate(shares, PARTS * len(pairs)), False),
        Figure(N_("承诺时限压缩率（合计）"), N_("（法定合计－承诺合计）÷法定合计，按工作日"), Rate(saved, law_days), False),
        Figure(N_("最多跑一次率"), N_("到现场不超过1次的事项÷依申请事项"), share(sum(c.trips <= 1 for c in offered))),
        Figure(N_("零跑动率"), N_("到现场0次的事项÷依申请事项"), share(sum(c.trips == 0 for c in offered))),
        Figure(N_("网上可办率"), N_("可网上申请的事项÷依申请事项"), share(len(online))),
        Figure(N_("不见面审批率"), N_("可网上申请且到现场0次的事项÷依申请事项"), share(sum(c.trips == 0 for c in online))),
        Figure(N_("即办件占比"), N_("即办件÷依申请事项"), share(sum(c.handling == "instant" for c in offered))),
    ]  # fmt: skip
