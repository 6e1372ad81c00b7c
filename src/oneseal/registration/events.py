"""The news that market registration publishes: names of firms, numbers and days, no persons."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class NameReserved(Event):
    """A name was declared and is kept until a day."""

    kind: ClassVar[str] = "registration.name_reserved"
    says: ClassVar[str] = N_("%(who)s 申报企业名称“%(name)s”，保留到 %(until)s")
    name: str
    until: str
    related: str


@dataclass(frozen=True)
class NameReleased(Event):
    """Its holder gave a kept name back."""

    kind: ClassVar[str] = "registration.name_released"
    says: ClassVar[str] = N_("%(who)s 放弃企业名称“%(name)s”")
    name: str


@dataclass(frozen=True)
class NameExpired(Event):
    """A name was not registered before its last day."""

    kind: ClassVar[str] = "registration.name_expired"
    says: ClassVar[str] = N_("企业名称“%(name)s”保留期满，没有登记")
    name: str


@dataclass(frozen=True)
class NameEntered(Event):
    """A firm registered before the system was entered into the register of names."""

    kind: ClassVar[str] = "registration.name_entered"
    says: ClassVar[str] = N_("%(who)s 补录已登记的企业名称“%(name)s”")
    name: str
