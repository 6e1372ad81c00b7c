"""What the reformer's bench publishes."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class LogExported(Event):
    """An event log of cases left the system."""

    kind: ClassVar[str] = "reform.log_exported"
    says: ClassVar[str] = N_(
        "%(who)s 导出了事件日志（%(form)s）：%(scope)s，%(first)s至%(last)s，%(cases)s件"
    )
    form: str
    scope: str
    first: str
    last: str
    cases: int
