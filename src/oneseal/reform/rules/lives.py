"""A case's journal read as a life: when it was with whom, and what a process miner calls its activities."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from oneseal.kernel.text import N_
from oneseal.reform.rules.spending import Life, StepLife, Stretch

ENDS = frozenset(
    {
        "cases.decided",
        "cases.deemed_renewed",
        "cases.not_accepted",
        "cases.correction_lapsed",
        "cases.tolerance_lapsed",
        "cases.withdrawn",
        "cases.terminated",
    }
)
"""News after which the bureau owes nothing more than handing over."""
ACTIVITIES = {
    "cases.submitted": N_("提交申请"),
    "cases.accepted": N_("受理"),
    "cases.not_accepted": N_("不受理"),
    "cases.correction_requested": N_("一次性告知补正"),
    "cases.correction_supplied": N_("补正"),
    "cases.correction_lapsed": N_("逾期未补正"),
    "cases.tolerance_lapsed": N_("逾期未补交容缺材料"),
    "cases.step_taken": N_("接手"),
    "cases.step_released": N_("退还岗位"),
    "cases.step_passed": N_("通过"),
    "cases.step_returned": N_("退回"),
    "cases.step_transferred": N_("转办"),
    "cases.clock_suspended": N_("进入特别程序"),
    "cases.clock_resumed": N_("特别程序结束"),
    "cases.extension_decided": N_("延期审批"),
    "cases.decision_proposed": N_("拟定决定"),
    "cases.decided": N_("作出决定"),
    "cases.deemed_renewed": N_("视为准予延续"),
    "cases.result_ready": N_("结果待领取"),
    "cases.delivered": N_("送达"),
    "cases.withdrawn": N_("撤回申请"),
    "cases.terminated": N_("终止办理"),
}
"""What a log tells of a case, by the kind of its entry; notes, messages and drafts are left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a case's journal; `at` in local time without zone, in whole minutes."""

    kind: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Reading:
    """What is known while a journal is read from its beginning."""

    received: datetime | None = None
    accepted: datetime | None = None
    ended: datetime | None = None
    opened: dict[str, datetime] = field(default_factory=dict)
    taken: dict[str, datetime] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    steps: list[StepLife] = field(default_factory=list)
    asked: datetime | None = None
    away: list[Stretch] = field(default_factory=list)
    stopped_on: date | None = None
    stopped: list[Stretch] = field(default_factory=list)

    def open(self, keys: Iterable[str], at: datetime) -> None:
        for key in keys:
            self.opened[key] = at

    def leave(self, entry: Entry) -> None:
        """The step was in somebody's hands until now; one that ends untaken was worked on not at all."""
        key = str(entry.data["step"])
        since = self.opened.pop(key, self.accepted or entry.at)
        self.steps.append(StepLife(key, since, self.taken.pop(key, entry.at), entry.at))


def life(entries: Iterable[Entry]) -> tuple[Life, dict[str, str]] | None:
    """A case's life and the names of its steps by key, from its entries in order; None while it is not over.

    A step that is returned begins anew; a correction that lapsed ends with the case.
    """
    reading = _Reading()
    for entry in entries:
        if entry.data.get("step"):
            reading.names[str(entry.data["step"])] = str(entry.data["step_name"])
        for act in _READ.get(entry.kind, ()):
            act(reading, entry)
        if entry.kind in ENDS:
            reading.ended = entry.at
    if reading.received is None or reading.ended is None:
        return None
    _close(reading, reading.ended)
    lived = Life(
        reading.received,
        reading.accepted or reading.ended,
        reading.ended,
        tuple(reading.steps),
        tuple(reading.away),
        tuple(reading.stopped),
    )
    return lived, reading.names


def _close(reading: _Reading, end: datetime) -> None:
    if reading.asked is not None:
        reading.away.append(Stretch(reading.asked, end))
    if reading.stopped_on is not None:
        reading.stopped.append(Stretch(_midnight(reading.stopped_on), end))
    for key in [*reading.taken]:
        since = reading.opened.get(key, reading.accepted or end)
        reading.steps.append(StepLife(key, since, reading.taken[key], end))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _received(reading: _Reading, entry: Entry) -> None:
    reading.received = reading.received or entry.at


def _accepted(reading: _Reading, entry: Entry) -> None:
    reading.accepted = entry.at


def _asked(reading: _Reading, entry: Entry) -> None:
    reading.asked = entry.at


def _supplied(reading: _Reading, entry: Entry) -> None:
    if reading.asked is not None:
        reading.away.append(Stretch(reading.asked, entry.at))
        reading.asked = None


def _suspended(reading: _Reading, entry: Entry) -> None:
    reading.stopped_on = date.fromisoformat(entry.data["from_on"])


def _resumed(reading: _Reading, entry: Entry) -> None:
    if reading.stopped_on is not None:
        last = date.fromisoformat(entry.data["to_on"])
        reading.stopped.append(Stretch(_midnight(reading.stopped_on), _midnight(last + timedelta(days=1))))
        reading.stopped_on = None


def _taken(reading: _Reading, entry: Entry) -> None:
    reading.taken.setdefault(str(entry.data["step"]), entry.at)


def _left(reading: _Reading, entry: Entry) -> None:
    reading.leave(entry)


def _opens(reading: _Reading, entry: Entry) -> None:
    reading.open(entry.data.get("opened", ()), entry.at)


def _reopens(reading: _Reading, entry: Entry) -> None:
    target = str(entry.data["target"])
    for key in {*entry.data.get("reset", ()), target}:
        reading.opened.pop(key, None)
        reading.taken.pop(key, None)
    reading.open([target], entry.at)


def _released(reading: _Reading, entry: Entry) -> None:
    reading.open([str(entry.data["step"])], entry.at)


def _transferred(reading: _Reading, entry: Entry) -> None:
    """In the next hands at once; the waiting before was counted with the first ones."""
    reading.open([str(entry.data["step"])], entry.at)
    reading.taken[str(entry.data["step"])] = entry.at


_READ: dict[str, tuple[Callable[[_Reading, Entry], None], ...]] = {
    "cases.submitted": (_received,),
    "cases.accepted": (_accepted, _supplied),
    "cases.correction_requested": (_asked,),
    "cases.correction_supplied": (_supplied,),
    "cases.clock_suspended": (_suspended,),
    "cases.clock_resumed": (_resumed,),
    "cases.step_taken": (_taken,),
    "cases.step_released": (_left, _released),
    "cases.step_transferred": (_left, _transferred),
    "cases.step_passed": (_left, _opens),
    "cases.step_returned": (_left, _reopens),
    "cases.decision_proposed": (_left, _opens),
    "cases.decided": (_left,),
}
