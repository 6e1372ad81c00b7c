"""For the units that sent people to the windows (派出单位): the month's scores of their people."""

from django.http import HttpRequest
from ninja import Path, Router, Schema

from oneseal.appraisal import selectors
from oneseal.appraisal.selectors import Ranked
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import Month, first_of
from oneseal.identity.tokens import Scope

router = Router(tags=["窗口考核"], auth=Scope(selectors.SCOPE))


class MonthScoreOut(Schema):
    """One person's month. `rank` 0: too few days for the ranking; `mean_tenths`: tenths of a point a day (965 = 96.5)."""

    rank: int
    number: str
    name: str
    unit: str
    mean_tenths: int
    days: int
    mistakes: int
    violations: int

    @classmethod
    def of(cls, each: Ranked) -> "MonthScoreOut":
        """From a place in the ranking."""
        month = each.place.month
        return cls(
            rank=each.place.rank,
            number=month.number,
            name=each.person.name,
            unit=each.person.home_unit.name,
            mean_tenths=month.mean,
            days=month.days,
            mistakes=month.mistakes,
            violations=month.violations,
        )


class MonthOut(Schema):
    """A month's ranking, unranked ones last. `bulletin`: number of the bulletin; empty while it may still change."""

    month: str
    bulletin: str
    scores: list[MonthScoreOut]


@router.get("/months/{month}", response={200: MonthOut}, operation_id="get_appraisal_month")
def month_scores(request: HttpRequest, month: Path[Month]) -> MonthOut:
    """The scores of a month as they stand, days so far where it is still running."""
    actor, first = actor_of(request), first_of(month)
    issued = selectors.bulletin_of(actor, first)
    number = issued.document.number if issued and issued.document else ""
    scores = [MonthScoreOut.of(each) for each in selectors.ranking(actor, first)]
    return MonthOut(month=month, bulletin=number, scores=scores)
