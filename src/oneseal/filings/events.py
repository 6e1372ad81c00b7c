"""The news that filings publish: numbers and days, no names."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Filed(Event):
    """Something was filed, and its card given."""

    kind: ClassVar[str] = "filings.filed"
    says: ClassVar[str] = N_("%(who)s 备案，公示卡 %(number)s")
    number: str
    item: int
    check_by: str
    papers: int = 0


@dataclass(frozen=True)
class Renewed(Event):
    """A filing goes on under a new card."""

    kind: ClassVar[str] = "filings.renewed"
    says: ClassVar[str] = N_("%(who)s 续备案到 %(until)s，公示卡 %(number)s")
    number: str
    until: str


@dataclass(frozen=True)
class GivenUp(Event):
    """The holder gave the filing up."""

    kind: ClassVar[str] = "filings.given_up"
    says: ClassVar[str] = N_("%(who)s 注销备案 %(number)s")
    number: str


@dataclass(frozen=True)
class Expired(Event):
    """A filing ran out."""

    kind: ClassVar[str] = "filings.expired"
    says: ClassVar[str] = N_("备案 %(number)s 到期")
    number: str


@dataclass(frozen=True)
class Checked(Event):
    """A filing was looked at; `fix_by`: ordered to be mended until then."""

    kind: ClassVar[str] = "filings.checked"
    says: ClassVar[str] = N_("%(who)s 核查备案 %(number)s：%(result)s")
    number: str
    met: bool
    result: str
    fix_by: str


@dataclass(frozen=True)
class Mended(Event):
    """What was wrong was put right."""

    kind: ClassVar[str] = "filings.mended"
    says: ClassVar[str] = N_("%(who)s 确认备案 %(number)s 已改正")
    number: str


@dataclass(frozen=True)
class Annulled(Event):
    """The bureau annulled a filing that was not mended."""

    kind: ClassVar[str] = "filings.annulled"
    says: ClassVar[str] = N_("%(who)s 撤销备案 %(number)s（%(document)s）")
    number: str
    document: str
