"""Money at the counter: how it comes, what should be in the drawer, and that two people count it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_

CONTROL: Final = "内部控制：收款与复核分离"


class Way(StrEnum):
    """How a payment came."""

    ONLINE = "online"
    CASH = "cash"
    CARD = "card"


LABELS: Final = {Way.ONLINE: N_("网上"), Way.CASH: N_("现金"), Way.CARD: N_("刷卡")}
COUNTER: Final = frozenset({Way.CASH, Way.CARD})


def in_drawer(taken: Iterable[tuple[str, int]], given_back: Iterable[tuple[str, int]]) -> dict[Way, int]:
    """What should be there of each kind (分): what was taken less what was paid out, each as (way, amount)."""
    sums = dict.fromkeys(sorted(COUNTER), 0)
    for way, fen in taken:
        sums[Way(way)] += fen
    for way, fen in given_back:
        sums[Way(way)] -= fen
    return sums


def check_slip(way: str, slip: str) -> None:
    """A payment at the counter names how it came and the number of its receipt or slip."""
    if way not in COUNTER:
        raise RuleViolation("way_missing", N_("请选择收的是现金还是刷卡。"), field="way")
    if not slip.strip():
        raise RuleViolation(
            "slip_missing", N_("请填写票据号：现金写收据编号，刷卡写POS凭证号。"), field="slip"
        )


def check_second(counter: int, checker: int) -> None:
    """Who counts again is another than who counted first (internal control, like refunds)."""
    if counter == checker:
        raise Forbidden("counted_by_same", N_("清点须由另一位同事复核，请让同事复点。"), basis=CONTROL)


def check_same(first: dict[Way, int], second: dict[Way, int]) -> None:
    """Both must have counted the same, else one of them is wrong."""
    for way, fen in first.items():
        if second[way] != fen:
            raise RuleViolation(
                "counts_differ",
                N_("两人清点的%(way)s不一致，不能日结。请一起重新清点；初点有误的，由初点人更正。"),
                params={"way": LABELS[way]},
                field=str(way),
                basis=CONTROL,
            )
