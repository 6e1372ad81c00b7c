"""Small items for tests: an instant one, and a commitment item with four steps."""

from datetime import date
from typing import Any

from django.apps import apps

from oneseal.catalog.models import ItemVersion
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.services import draft_item, publish_version, submit_for_review
from oneseal.foundation import clock
from oneseal.identity.tests import factories as identity
from oneseal.kernel.access import Actor, Role


def some_bureau() -> int:
    """The id of the test's bureau, made when there is none."""
    bureaus = apps.get_model("identity", "Organisation")._default_manager.filter(kind="bureau")
    first = bureaus.order_by("id").values_list("id", flat=True).first()
    return int(first or identity.make_bureau().pk)


def author(bureau_id: int | None = None) -> Actor:
    """An item keeper who drafts."""
    return _keeper(9001, "赵起草", bureau_id)


def publisher(bureau_id: int | None = None) -> Actor:
    """Another item keeper, who publishes."""
    return _keeper(9002, "钱审核", bureau_id)


def _keeper(account_id: int, name: str, bureau_id: int | None) -> Actor:
    roles = frozenset({Role.ITEM_KEEPER})
    return Actor(account_id=account_id, name=name, bureau_id=bureau_id or some_bureau(), roles=roles)


LAW = {"law": "中华人民共和国行政许可法", "article": "第十二条", "text": ""}
PLACE = {
    "name": "政务服务大厅",
    "address": "人民路1号一楼",
    "hours": "周一至周五 9:00–12:00，13:30–17:00",
    "phone": "0000-1234567",
}


FOUR_STEPS: list[dict[str, Any]] = [
    {"key": "review", "name": "书面审查", "post": "market_reviewer", "days": 2},
    {
        "key": "survey",
        "name": "现场核查",
        "kind": "survey",
        "post": "survey_reviewer",
        "after": ["review"],
        "days": 2,
    },
    {
        "key": "sign",
        "name": "审核",
        "kind": "sign_off",
        "post": "market_head",
        "after": ["survey"],
        "days": 1,
    },
    {
        "key": "decide",
        "name": "决定",
        "kind": "decision",
        "post": "deputy_head",
        "after": ["sign"],
        "days": 1,
    },
]


def simple_content(**changes: Any) -> ItemContent:
    """An instant registration: one question-free form, one material, one decision step."""
    data: dict[str, Any] = {
        "name": "个体工商户注销登记",
        "type": "07",
        "basic_code": "000731001002",
        "body_name": "示范市行政审批局",
        "body_code": "11440100007482575H",
        "service_objects": ["1"],
        "business_line": "market",
        "basis": [LAW],
        "conditions": ["已结清税款"],
        "handling": "instant",
        "statutory_limit": {"days": 3},
        "promised_limit": {"days": 0},
        "materials": [{"code": "application", "name": "个体工商户注销登记申请书"}],
        "form": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string", "title": "姓名", "maxLength": 60}},
        },
        "steps": [
            {"key": "decide", "name": "审查决定", "kind": "decision", "post": "market_reviewer", "days": 0}
        ],
        "results": [{"name": "登记通知书", "kind": "registration"}],
        "places": [PLACE],
        "consult": "0000-1234567",
        "complaint": "12345",
        "remedies": "自知道之日起60日内申请行政复议，或者6个月内提起行政诉讼。",
    }
    return ItemContent.model_validate({**data, **changes})


def commitment_content(**changes: Any) -> ItemContent:
    """A licence with a survey and four steps: review, survey, sign-off, decision."""
    return simple_content(
        **{
            "name": "食品经营许可（新办）",
            "type": "01",
            "basic_code": "000131001001",
            "service_objects": ["1", "2"],
            "handling": "commitment",
            "statutory_limit": {"days": 20},
            "promised_limit": {"days": 8},
            "steps": FOUR_STEPS,
            "results": [{"name": "食品经营许可证", "kind": "licence", "valid_months": 60}],
            **changes,
        }
    )


def published(
    content: ItemContent, *, code: str = "item", bureau_id: int | None = None, on: date | None = None
) -> ItemVersion:
    """Draft, submit and publish a content through the real services, from today on."""
    keeper = author(bureau_id)
    version = draft_item(keeper, code=code, content=content)
    submit_for_review(keeper, version_id=version.pk)
    return publish_version(
        publisher(keeper.bureau_id), version_id=version.pk, effective_from=on or clock.today()
    )


def simple_item(*, code: str = "simple", bureau_id: int | None = None, **changes: Any) -> ItemVersion:
    """A published instant item."""
    return published(simple_content(**changes), code=code, bureau_id=bureau_id)


def commitment_item(*, code: str = "commitment", bureau_id: int | None = None, **changes: Any) -> ItemVersion:
    """A published commitment item with four steps."""
    return published(commitment_content(**changes), code=code, bureau_id=bureau_id)
