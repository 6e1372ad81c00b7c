"""A bureau with an item, key projects and early services, through the real services."""

from typing import Any

from oneseal.advance import services
from oneseal.advance.models import EarlyService, KeyProject
from oneseal.advance.rules.projects import Entry
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock

CODE = "2026-990181-30-03-100001"
FIRM = "云岭顺达物流有限公司"


def entry(made: House, **changes: Any) -> Entry:
    """A project of this year's plan."""
    said: dict[str, Any] = {
        "year": clock.today().year,
        "level": "city",
        "code": CODE,
        "name": "精密零部件生产线",
        "owner": FIRM,
        "owner_code": made.cast.applicants[FIRM].number,
        "industry": "industry",
        "approved_by": "云政发〔2026〕3号",
        **changes,
    }
    return Entry(**said)


def listed(made: House, **changes: Any) -> KeyProject:
    """On the plan."""
    return services.list_project(made["coordinator"], entry(made, **changes))


def asked(made: House, who: str = "张伟", **changes: Any) -> EarlyService:
    """An early service asked for online."""
    said: dict[str, Any] = {
        "item_id": made.item_id,
        "applicant_id": made.applicant(),
        "matter": "打算在解放路开店，场地还没定。",
        **changes,
    }
    return services.ask_early(made[who], **said)


def taken(made: House, **changes: Any) -> EarlyService:
    """Taken by the examiner."""
    row = asked(made, **changes)
    return services.take_early(made["reviewer"], service_id=row.pk)
