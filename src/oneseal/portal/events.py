"""The news of the portal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class RateDefined(Event):
    """A published rate was defined or changed; the values are keys of rules.rates."""

    kind: ClassVar[str] = "portal.rate_defined"
    says: ClassVar[str] = N_("%(who)s 设定了公开指标“%(name)s”")
    name: str
    numerator: str
    denominator: str
    period: str
    rounding: str
    places: int
    on_home: bool


@dataclass(frozen=True)
class RateDropped(Event):
    """A rate is no longer published."""

    kind: ClassVar[str] = "portal.rate_dropped"
    says: ClassVar[str] = N_("%(who)s 撤下了公开指标“%(name)s”")
    name: str
