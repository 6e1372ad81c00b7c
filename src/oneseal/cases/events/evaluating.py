"""What follows a negative evaluation; told of the evaluation, never of the case (EVA-4, EVA-5)."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class VisitEvaluated(Event):
    """A visitor judged a visit. Says how, never who (EVA-5)."""

    kind: ClassVar[str] = "cases.visit_evaluated"
    says: ClassVar[str] = N_("来访人评价了%(number)s")
    number: str
    level: int
    negative: bool
    stage: str


@dataclass(frozen=True)
class EvaluationVoided(Event):
    """An evaluation was found not to be the visitor's own word; it is counted apart from then on (EVA-5)."""

    kind: ClassVar[str] = "cases.evaluation_voided"
    says: ClassVar[str] = N_("%(who)s 认定一条评价不是办事人自己的（%(number)s）")
    number: str


@dataclass(frozen=True)
class EvaluationContacted(Event):
    """Somebody spoke with a dissatisfied applicant; whether the complaint is founded, whether it was late."""

    kind: ClassVar[str] = "cases.evaluation_contacted"
    says: ClassVar[str] = N_("%(who)s 登记了对差评的回访（%(number)s）")
    number: str
    founded: bool
    late: bool


@dataclass(frozen=True)
class EvaluationRectified(Event):
    """What a negative evaluation complained of is put right; whether a follow-up evaluation is asked for."""

    kind: ClassVar[str] = "cases.evaluation_rectified"
    says: ClassVar[str] = N_("%(who)s 登记了对差评的整改（%(number)s）")
    number: str
    follow_up: bool
    late: bool
