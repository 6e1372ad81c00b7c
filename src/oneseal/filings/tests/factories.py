"""A bureau with an item that is filed, and filings through the real services."""

from typing import Any

from oneseal.cases.tests import factories as cases
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import published
from oneseal.filings import services
from oneseal.filings.models import Filing

FORM = {
    "type": "object",
    "required": ["site_name", "small_area"],
    "properties": {
        "site_name": {"type": "string", "title": "场所名称", "minLength": 1, "maxLength": 80},
        "small_area": {"type": "number", "title": "面积", "minimum": 1, "maximum": 60},
    },
}
SAID = {"site_name": "云岭早点铺", "small_area": 45}


def house(**changes: Any) -> cases.House:
    """Everybody in place, and a filing item as the house's item."""
    made = cases.house()
    content = simple_content(
        **{
            "name": "小型餐饮备案",
            "separation": "filing",
            "separation_source": "国发〔2021〕7号",
            "steps": [],
            "materials": [],
            "form": FORM,
            "filing_shown": ["site_name", "small_area"],
            "filing_months": 36,
            **changes,
        }
    )
    made.item_id = published(content, code="small_catering", bureau_id=made.bureau_id).item_id
    return made


def filed(made: cases.House, who: str = "张伟", **said: Any) -> Filing:
    """Filed by the applicant, or for them by a colleague."""
    return services.file_notice(
        made[who],
        item_id=made.item_id,
        applicant_id=made.applicant(),
        data={**SAID, **said},
        declared=True,
    )
