"""A bureau with survey steps, its car and surveyors, and surveys driven through the real services."""

import io
from datetime import timedelta
from typing import Any

from PIL import Image

from oneseal.cases.tests import factories as cases
from oneseal.catalog.tests import factories as catalog
from oneseal.foundation import clock
from oneseal.surveys import services
from oneseal.surveys.models import Car, Request, Surveyor, Visit
from oneseal.surveys.rules.records import Came, Report
from oneseal.surveys.services import Wanted

POINTS = [
    {"code": "area", "text": "面积不少于40平方米", "kind": "numeric", "minimum": 40.0, "unit": "平方米"},
    {"code": "exits", "text": "安全出口畅通"},
]


def steps(line: str = "market", **more: Any) -> list[dict[str, Any]]:
    """A survey, then a decision."""
    return [
        {
            "key": "survey",
            "name": "现场核查",
            "kind": "survey",
            "post": f"{line}_reviewer",
            "days": 3,
            "review_points": POINTS,
            **more,
        },
        {"key": "decide", "name": "决定", "kind": "decision", "post": f"{line}_head", "after": ["survey"]},
    ]


def house() -> cases.House:
    """The bureau whose item has a survey; a car, and three who survey."""
    made = cases.house(steps=steps())
    Car.objects.create(bureau_id=made.bureau_id, plate="云A·10086", seats=4, lon=117.10, lat=31.10)
    for who in ("reviewer", "investment_reviewer", "section_head"):
        Surveyor.objects.create(bureau_id=made.bureau_id, staff_id=made.staff(who), skills=["消防"])
    return made


def second_item(made: cases.House, line: str = "investment", **more: Any) -> cases.House:
    """The same bureau with an item of another section that has a survey too."""
    version = catalog.commitment_item(
        bureau_id=made.bureau_id, code=f"other-{line}", steps=steps(line, **more), business_line=line
    )
    return cases.House(made.cast, version.item_id)


def wanted(**changes: Any) -> Wanted:
    """Today or in the next days, ten minutes from the bureau."""
    today = clock.today()
    values: dict[str, Any] = {
        "address": "云岭市解放路12号",
        "earliest": today,
        "latest": today + timedelta(days=5),
        "lon": 117.12,
        "lat": 31.11,
    }
    return Wanted(**values | changes)


def asked(made: cases.House, who: str = "reviewer", applicant: str = "张伟", **changes: Any) -> Request:
    """An accepted case whose survey was asked for."""
    case = cases.accepted(made, applicant)
    return ask(made, case, who, **changes)


def ask(made: cases.House, case: Any, who: str = "reviewer", **changes: Any) -> Request:
    """Ask for the survey of a case."""
    step = cases.step_of(case, "survey")
    return services.ask_survey(made[who], step_id=step.pk, wanted=wanted(**changes))


def announced(made: cases.House, *requests: Request) -> Visit:
    """Planned for today by the head, told to all; the one stop."""
    planned = services.plan_trips(made["section_head"], day=clock.today(), seconds=1)
    services.announce_trip(made["section_head"], trip_id=planned.trips[0].pk)
    return planned.trips[0].visits.get()


def report(visit: Visit, **changes: Any) -> Report:
    """Everything in order, everybody there, the applicant signed."""
    requests = list(visit.requests.filter(state="planned"))
    values: dict[str, Any] = {
        "answers": {row.pk: {"area": 55, "exits": True} for row in requests},
        "findings": {},
        "came": [Came(each.pk, "present", "郑凯") for each in visit.parties.all()],
        "comment": "现场整洁",
        "signer": "张伟",
        "taken_at": clock.now(),
    }
    return Report(**values | changes)


def recorded(made: cases.House, visit: Visit, who: str = "reviewer", **changes: Any) -> Visit:
    """Written down and signed by one."""
    visit.refresh_from_db()
    said = report(visit, **changes)
    return services.record_visit(made[who], visit_id=visit.pk, version=visit.version, report=said)


def sealed(made: cases.House, visit: Visit, **changes: Any) -> Visit:
    """Signed by both."""
    visit = recorded(made, visit, **changes)
    crew = set(visit.trip.people.values_list("pk", flat=True))
    second = next(w for w in ("investment_reviewer", "section_head") if made.staff(w) in crew)
    return services.sign_visit(made[second], visit_id=visit.pk, digest=visit.digest)


def picture() -> bytes:
    """A small photograph."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#446688").save(out, "JPEG")
    return out.getvalue()
