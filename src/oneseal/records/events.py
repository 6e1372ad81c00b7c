"""The news of questions to other agencies: which record, on which ground, how it ended. Never what was answered."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class RecordAsked(Event):
    """A person agreed and had their own record asked for; written before the agency is asked (PIPL 29, 55)."""

    kind: ClassVar[str] = "records.asked"
    says: ClassVar[str] = N_("%(who)s 同意后向%(agency)s查询本人的%(record_label)s，查询编号 %(number)s")
    number: str
    record: str
    record_label: str
    agency: str
    terms: str


@dataclass(frozen=True)
class RecordAnswered(Event):
    """The agency answered; the answer was shown to the person and not kept."""

    kind: ClassVar[str] = "records.answered"
    says: ClassVar[str] = N_("查询 %(number)s 得到答复，只给本人看，没有保存")
    number: str
    found: bool


@dataclass(frozen=True)
class RecordFailed(Event):
    """The agency did not answer in time, or not in a way that can be believed."""

    kind: ClassVar[str] = "records.failed"
    says: ClassVar[str] = N_("查询 %(number)s 没有得到可信的答复")
    number: str
