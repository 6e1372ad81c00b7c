"""A bureau with an item that registers companies, and names declared through the real services."""

from typing import Any

from oneseal.cases.tests import factories as cases
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import published
from oneseal.identity import selectors as identity
from oneseal.registration import services
from oneseal.registration.models import EnterpriseName
from oneseal.registration.rules.names import Parts

FORM = {
    "type": "object",
    "required": ["firm"],
    "properties": {
        "firm": {"type": "string", "title": "公司名称", "x-field": "company_name", "maxLength": 80},
        "trade": {"type": "string", "title": "字号", "x-field": "trade_name", "maxLength": 40},
    },
}


def house(**changes: Any) -> cases.House:
    """Everybody in place, and an item that registers companies as the house's item."""
    made = cases.house()
    content = simple_content(
        **{"name": "公司设立登记", "registers": "company", "materials": [], "form": FORM, **changes}
    )
    made.item_id = published(content, code="company_start", bureau_id=made.bureau_id).item_id
    return made


def region(made: cases.House) -> str:
    """The division as names of this house bear it."""
    return identity.region(identity.region_of_bureau(made.bureau_id)).name


def parts(made: cases.House, trade: str = "青禾", industry: str = "餐饮管理", **changes: Any) -> Parts:
    """A name without fault."""
    given = {"region": region(made), "form": "有限公司", "kind": "company", **changes}
    return Parts(trade=trade, industry=industry, **given)


def reserved(made: cases.House, who: str = "张伟", *, name: str = "张伟", **said: Any) -> EnterpriseName:
    """A name kept for the applicant `name`."""
    given = said.pop("parts", None) or parts(made)
    return services.reserve_name(
        made[who],
        bureau_id=made.bureau_id,
        applicant_id=made.applicant(name),
        parts=given,
        undertaken=said.pop("undertaken", True),
        **said,
    )
