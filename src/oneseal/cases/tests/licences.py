"""A licence that the bureau issued electronically, to stand in applications."""

from datetime import timedelta
from typing import Any

from oneseal.cases.tests import factories
from oneseal.certificates import services as issued
from oneseal.certificates.tests.factories import FORM, OWNER
from oneseal.foundation import clock


def with_type(made: factories.House, **said: Any) -> None:
    """Its type; `said` is what else the type says."""
    issued.make_type(
        made["administrator"],
        bureau_id=made.bureau_id,
        code="business",
        name="营业执照",
        owner=OWNER,
        number="011",
        mark="YY",
        **said,
    )


def certified(made: factories.House, who: str = "张伟", days: int = 30) -> Any:
    """The licence of somebody."""
    grant = issued.Grant(
        bureau_id=made.bureau_id,
        case_id=1,
        item_id=made.item_id,
        type_code="business",
        kind="new",
        certificate_id=None,
        holder=made.cast.applicants[who],
        schema=FORM,
        values={"name": who, "address": "青溪路 8 号"},
        permits="",
        issuer_name=made.cast.bureau.name,
        decides="",
        valid_from=clock.today(),
        valid_until=clock.today() + timedelta(days=days),
        months=1,
    )
    return issued.follow_grant(made["bureau_head"], grant)
