"""A bureau with a theme of three items and an errand: registration first, then a licence and a filing, and seals."""

from typing import Any

from django.apps import apps
from django.test import Client

from oneseal.bundles import services
from oneseal.bundles.models import Joint, JointCase, Theme, ThemeVersion
from oneseal.bundles.rules.content import ThemeContent
from oneseal.cases import services as cases
from oneseal.cases.tests.factories import House
from oneseal.cases.tests.factories import house as plain_house
from oneseal.catalog.tests import factories as catalog
from oneseal.catalog.tests.contents import commitment_content
from oneseal.identity.tests import factories as identity

DECIDE = [{"key": "decide", "name": "决定", "kind": "decision", "post": "market_head", "days": 1}]
YES_NO = [{"code": "yes", "label": "是"}, {"code": "no", "label": "否"}]


def form(**fields: str) -> dict[str, Any]:
    """A form of plain texts: own name → `title:datum`."""
    properties = {
        name: {"type": "string", "title": said.split(":")[0], "x-field": said.split(":")[1], "minLength": 1}
        for name, said in fields.items()
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def register(**changes: Any) -> Any:
    """The first item: a registration that makes the licence of business."""
    said: dict[str, Any] = {
        "name": "公司设立登记",
        "basic_code": "000131001010",
        "steps": DECIDE,
        "promised_limit": {"days": 1},
        "form": form(firm="公司名称:company_name", phone="联系电话:contact_phone"),
        "materials": [{"code": "charter", "name": "章程"}, {"code": "site", "name": "场所证明"}],
        "results": [{"name": "营业执照", "kind": "registration"}],
    }
    return commitment_content(**{**said, **changes})


def food(**changes: Any) -> Any:
    """The second: a licence that waits for the registration and needs its licence and number."""
    said: dict[str, Any] = {
        "name": "食品经营许可",
        "basic_code": "000131001011",
        "steps": DECIDE,
        "promised_limit": {"days": 5},
        "prerequisites": ["000131001010"],
        "form": form(owner="单位名称:org_name", uscc="信用代码:org_uscc", phone="联系电话:contact_phone"),
        "materials": [
            {"code": "licence", "name": "营业执照（副本）"},
            {"code": "site", "name": "场所证明"},
            {"code": "plan", "name": "布局图"},
        ],
    }
    return commitment_content(**{**said, **changes})


def sign(**changes: Any) -> Any:
    """The third: it waits for nothing."""
    said: dict[str, Any] = {
        "name": "户外招牌设置审批",
        "basic_code": "000131001012",
        "steps": DECIDE,
        "promised_limit": {"days": 2},
        "form": form(phone="联系电话:contact_phone"),
        "materials": [{"code": "drawing", "name": "招牌效果图"}],
        "results": [{"name": "招牌设置许可", "kind": "licence"}],
    }
    return commitment_content(**{**said, **changes})


THEME: dict[str, Any] = {
    "title": "我要开餐饮店",
    "lead": "market",
    "questions": [{"code": "board", "text": "挂招牌吗？", "options": YES_NO}],
    "items": [
        {"code": "register"},
        {"code": "food"},
        {"code": "sign", "when": {"board": ["yes"]}},
    ],
    "errands": [
        {
            "key": "seal",
            "name": "公章刻制",
            "partner": "engraver",
            "days": 1,
            "after": ["register"],
            "contents": ["企业名章"],
        }
    ],
    "fills": {"org_name": "company_name", "org_uscc": "result:register"},
}
DATA = {"company_name": "云岭好味餐饮有限公司", "contact_phone": "13800000000"}
PAPERS: dict[str, int | None] = {"charter": None, "site": None, "plan": None, "drawing": None}
USCC = {"org_uscc": "91990181MA00000001"}


def house() -> House:
    """The bureau, three published items, a partner with its liaison, two item keepers."""
    made = plain_house()
    for code, content in (("register", register()), ("food", food()), ("sign", sign())):
        catalog.published(content, code=code, bureau_id=made.bureau_id)
    unit = identity.make_department(made.cast, "云岭印章刻制中心", "engraver", "何刻")
    keeper = catalog.author(made.bureau_id)
    services.keep_partner(
        keeper, code="engraver", name="云岭印章刻制中心", work="公章刻制和备案", organisation_id=unit.pk
    )
    return made


def published(made: House, **changes: Any) -> ThemeVersion:
    """The theme, composed by one keeper and published by another."""
    content = ThemeContent.model_validate({**THEME, **changes})
    draft = services.draft_theme(
        catalog.author(made.bureau_id), code="restaurant", kind=Theme.Kind.THEME, content=content
    )
    return services.publish_theme(catalog.publisher(made.bureau_id), version_id=draft.pk)


def republished(made: House, theme_id: int, **changes: Any) -> ThemeVersion:
    """The same theme in another version."""
    draft = services.new_draft(catalog.author(made.bureau_id), theme_id=theme_id)
    content = ThemeContent.model_validate({**THEME, **changes})
    services.save_theme(catalog.author(made.bureau_id), version_id=draft.pk, content=content)
    return services.publish_theme(catalog.publisher(made.bureau_id), version_id=draft.pk)


def applied(made: House, board: str = "yes", who: str = "张伟", **changes: Any) -> Joint:
    """Handed in at once for 张伟, by themself or by an agent."""
    version = ThemeVersion.objects.get(state="published")
    said: dict[str, Any] = {
        "theme_id": version.theme_id,
        "applicant_id": made.applicant(),
        "answers": {"board": [board]},
        "data": DATA,
        "papers": {code: file for code, file in PAPERS.items() if code != "drawing" or board == "yes"},
        "declared": True,
    }
    return services.apply_jointly(made[who], **{**said, **changes})


def member(joint: Joint, code: str) -> JointCase:
    """One item as it is now."""
    return JointCase.objects.select_related("case").get(joint=joint, code=code)


def accept(made: House, joint: Joint, code: str) -> Any:
    """Its case accepted at the window."""
    return cases.accept_case(made["clerk"], case_id=int(member(joint, code).case_id or 0))


def decide(made: House, joint: Joint, code: str, outcome: str = "granted") -> None:
    """Its case accepted and decided; the news arrives."""
    case = member(joint, code).case
    assert case is not None
    if case.state == "submitted":
        accept(made, joint, code)
    step = apps.get_model("cases", "CaseStep")._default_manager.get(case=case, key="decide")
    cases.take_step(made["section_head"], step_id=step.pk)
    said: dict[str, Any] = {"criteria": ["已结清税款"]}
    if outcome == "refused":
        said = {"reasons": ["场所不符合要求"], "basis": ["《食品安全法》第三十五条"]}
    cases.decide_case(made["section_head"], step_id=step.pk, outcome=outcome, **said)
    services.follow(case_id=case.pk)


def states(joint: Joint) -> dict[str, str]:
    """Where everything stands."""
    found = dict(joint.members.values_list("code", "state"))
    return found | dict(joint.orders.values_list("key", "state"))


def keeper(made: House, name: str) -> Client:
    """An item keeper with an account of their own, signed in."""
    post = made.cast.posts["item_keeper"]
    staff = identity.make_staff(made.cast.bureau, post, name, number=f"K{name}")
    signed_in = Client()
    signed_in.force_login(identity.make_account(f"keeper-{name}", staff=staff))
    return signed_in
