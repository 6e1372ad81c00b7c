"""What follows a negative evaluation; told of the evaluation, never of the case (EVA-4, EVA-5)."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class EvaluationContacted(Event):
    """Somebody spoke with a dissatisfied applicant; whether the complaint is founded, whether it was late."""

    kind: ClassVar[str] = "cases.evaluation_contacted"
    says: ClassVar[str] = N_("%(who)s 登记了对差评的回访（办件 %(number)s）")
    number: str
    founded: bool
    late: bool


@dataclass(frozen=True)
class EvaluationRectified(Event):
    """What a negative evaluation complained of is put right; whether a follow-up evaluation is asked for."""

    kind: ClassVar[str] = "cases.evaluation_rectified"
    says: ClassVar[str] = N_("%(who)s 登记了对差评的整改（办件 %(number)s）")
    number: str
    follow_up: bool
    late: bool
