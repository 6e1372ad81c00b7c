"""The news of surveys: ids, numbers, days; no names of applicants, no addresses."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Asked(Event):
    """About a case: a survey was asked for."""

    kind: ClassVar[str] = "surveys.asked"
    says: ClassVar[str] = N_("%(who)s 提出踏勘申请，%(latest)s 前安排")
    number: str
    request: int
    latest: str
    mode: str


@dataclass(frozen=True)
class Dropped(Event):
    """About a case: the survey is not needed any more."""

    kind: ClassVar[str] = "surveys.dropped"
    says: ClassVar[str] = N_("%(who)s 取消了踏勘申请")
    number: str
    request: int


@dataclass(frozen=True)
class Surveyed(Event):
    """About a case: its survey is done, on a record shared by all cases of the stop."""

    kind: ClassVar[str] = "surveys.surveyed"
    says: ClassVar[str] = N_("现场踏勘完成，踏勘记录 %(document)s")
    number: str
    visit: int
    document: str
    shared: bool


@dataclass(frozen=True)
class SurveyLate(Event):
    """About a case: the record came when the case could not be worked on; it is kept and does nothing there."""

    kind: ClassVar[str] = "surveys.late"
    says: ClassVar[str] = N_("踏勘记录 %(document)s 送达时本办件不能办理，记录只留存")
    number: str
    visit: int
    document: str
    why: str


@dataclass(frozen=True)
class TripsPlanned(Event):
    """About a day's trips: proposed by the planner."""

    kind: ClassVar[str] = "surveys.trips_planned"
    says: ClassVar[str] = N_("%(who)s 排好 %(day)s 的踏勘：%(trips)s 趟、%(stops)s 个点位")
    day: str
    trips: int
    stops: int
    left: int


@dataclass(frozen=True)
class TripChanged(Event):
    """A dispatcher changed order, car or people by hand."""

    kind: ClassVar[str] = "surveys.trip_changed"
    says: ClassVar[str] = N_("%(who)s 调整了踏勘行程")
    what: str


@dataclass(frozen=True)
class TripAnnounced(Event):
    """Everybody was told."""

    kind: ClassVar[str] = "surveys.trip_announced"
    says: ClassVar[str] = N_("%(who)s 通知了 %(day)s 的踏勘，%(stops)s 个点位")
    day: str
    stops: int
    people: list[int]


@dataclass(frozen=True)
class TripCancelled(Event):
    """The trip does not go; its requests wait again."""

    kind: ClassVar[str] = "surveys.trip_cancelled"
    says: ClassVar[str] = N_("%(who)s 取消了 %(day)s 的踏勘行程")
    day: str


@dataclass(frozen=True)
class TripDone(Event):
    """Every stop of the trip is settled."""

    kind: ClassVar[str] = "surveys.trip_done"
    says: ClassVar[str] = N_("踏勘行程完成")
    day: str


@dataclass(frozen=True)
class PartyInvited(Event):
    """Another section or department was called to a stop."""

    kind: ClassVar[str] = "surveys.party_invited"
    says: ClassVar[str] = N_("%(who)s 请 %(party)s 参加踏勘")
    party: str


@dataclass(frozen=True)
class VisitRecorded(Event):
    """What was seen was written down; the first signature."""

    kind: ClassVar[str] = "surveys.visit_recorded"
    says: ClassVar[str] = N_("%(who)s 记录踏勘并签名")
    digest: str
    absent: list[str]


@dataclass(frozen=True)
class VisitSentBack(Event):
    """The second officer would not sign."""

    kind: ClassVar[str] = "surveys.visit_sent_back"
    says: ClassVar[str] = N_("%(who)s 没有签名，退回修改")


@dataclass(frozen=True)
class VisitSigned(Event):
    """The second signature: the record is sealed and holds for all its cases."""

    kind: ClassVar[str] = "surveys.visit_signed"
    says: ClassVar[str] = N_("%(who)s 签名，踏勘记录 %(document)s 生效")
    digest: str
    document: str
    cases: list[int]


@dataclass(frozen=True)
class VisitMissed(Event):
    """Nobody was there, or it could not be looked at; it has to be planned anew."""

    kind: ClassVar[str] = "surveys.visit_missed"
    says: ClassVar[str] = N_("%(who)s 到了现场，未能踏勘")


@dataclass(frozen=True)
class EvidenceKept(Event):
    """A photograph, snapshot, recording or drawn signature was kept."""

    kind: ClassVar[str] = "surveys.evidence_kept"
    says: ClassVar[str] = N_("%(who)s 留存现场资料")
    evidence: str
    sha256: str
    late: bool


@dataclass(frozen=True)
class CallJoined(Event):
    """Somebody came into the call of a remote survey."""

    kind: ClassVar[str] = "surveys.call_joined"
    says: ClassVar[str] = N_("%(who)s 进入远程踏勘")


@dataclass(frozen=True)
class MeansSet(Event):
    """A car or a surveyor was entered or changed."""

    kind: ClassVar[str] = "surveys.means_set"
    says: ClassVar[str] = N_("%(who)s 维护踏勘车辆和人员")
    what: str
