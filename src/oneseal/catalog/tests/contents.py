"""Contents of small items, without Django: an instant one, and a commitment item with four steps."""

from typing import Any

from oneseal.catalog.rules.content import ItemContent

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
