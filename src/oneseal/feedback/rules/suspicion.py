"""Signs that praise is not the visitor's own word: pressure, rating oneself, rating for others (EVA-5; 国办发〔2019〕51号).

Signs, not verdicts: somebody who was not evaluated looks at each and decides. Complaints are never held suspect.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_

SIGNS: Final = {
    "staff_device": N_("用工作人员登录过的设备评价"),
    "own_account": N_("评价人就是被评价的工作人员本人"),
    "staff_address": N_("评价的网络地址与被评价人办公的地址相同"),
    "before_end": N_("服务还没有结束就评价"),
    "burst": N_("同一窗口连续几位一办完就立刻评价"),
    "one_device": N_("同一部设备一天内评价了几位来访人"),
    "all_fives": N_("一个窗口长期全是满分，明显高于其他窗口"),
}

INSTANT: Final = timedelta(seconds=5)
"""Nobody reads and chooses in less (L)."""
IN_A_ROW: Final = 3
"""So many visitors of a window, one after the other, each instantly: a burst (L)."""
ON_ONE_DEVICE: Final = 3
"""So many visits judged from one device of its own in a day (L); the window's tablet and the kiosk are everybody's."""
SHARED: Final = 3
"""An address from which so many people judged is a shared one (the hall's network) and tells nothing (L)."""
ALL_FIVES: Final = 30
"""A window's last so many, all of them fives (L) …"""
OTHERS: Final = 90
"""… while fewer than so many percent of the others' are (L)."""

OWN_WAYS: Final = frozenset({"phone", "web", "sms"})
"""Ways by which one's own device is used."""


@dataclass(frozen=True, slots=True)
class Given:
    """One evaluation as it came: how, from where, when; `ended` None: the service still went on.

    `device` and `address` are opaque marks. `staff_device`, `own_account`, `staff_address`: known as a judged one's.
    """

    window: str
    level: int
    at: datetime
    ended: datetime | None
    way: str
    device: str = ""
    address: str = ""
    staff_device: bool = False
    own_account: bool = False
    staff_address: bool = False

    @property
    def instant(self) -> bool:
        """Given at once after the end."""
        return self.ended is not None and timedelta(0) <= self.at - self.ended <= INSTANT


def signs(now: Given, before: Sequence[Given]) -> list[str]:
    """The signs of one evaluation, seen beside those of the bureau given before it (newest last, some weeks)."""
    if now.level < 4:
        return []
    found = []
    if now.staff_device:
        found.append("staff_device")
    if now.own_account:
        found.append("own_account")
    if now.staff_address and now.way in OWN_WAYS and not _shared(now, before):
        found.append("staff_address")
    if now.ended is None or now.at < now.ended:
        found.append("before_end")
    if _burst(now, before):
        found.append("burst")
    if _one_device(now, before):
        found.append("one_device")
    if _all_fives(now, before):
        found.append("all_fives")
    return found


def _shared(now: Given, before: Iterable[Given]) -> bool:
    devices = {each.device for each in before if each.address == now.address and each.device}
    return len(devices | {now.device}) >= SHARED


def _burst(now: Given, before: Sequence[Given]) -> bool:
    row = [each for each in before if each.window == now.window][-(IN_A_ROW - 1) :]
    return len(row) == IN_A_ROW - 1 and all(each.instant for each in (*row, now))


def _one_device(now: Given, before: Iterable[Given]) -> bool:
    if not now.device or now.way not in OWN_WAYS:
        return False
    since = now.at - timedelta(days=1)
    same = sum(each.device == now.device and each.at > since for each in before)
    return same + 1 >= ON_ONE_DEVICE


def _all_fives(now: Given, before: Sequence[Given]) -> bool:
    own = [each.level for each in before if each.window == now.window][-(ALL_FIVES - 1) :] + [now.level]
    if len(own) < ALL_FIVES or any(level != 5 for level in own):
        return False
    others = Counter(each.level == 5 for each in before if each.window != now.window)
    share = Rate(others[True], others.total()).scaled(100)
    return share is not None and others.total() >= ALL_FIVES and share < OTHERS
