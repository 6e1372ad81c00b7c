"""The keepers' pages: what they show, what they refuse, nothing typed is lost."""

import io
from typing import Any

import pytest
from django.test import Client

from oneseal.catalog import services
from oneseal.catalog.models import BasicItem, ChangeLedger, Item, ItemVersion
from oneseal.catalog.rules import editing
from oneseal.catalog.rules.lists import SIX
from oneseal.catalog.tests.contents import commitment_content, simple_content
from oneseal.catalog.tests.factories import author, commitment_item
from oneseal.identity.tests import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> people.Cast:
    return people.cast()


@pytest.fixture
def keeper(client: Client, cast: people.Cast) -> Client:
    client.force_login(cast.account("item_keeper"))
    return client


@pytest.mark.parametrize("who", ["clerk", "reviewer", "administrator", "张伟"])
def test_others_do_not_open_the_catalogues_pages(client: Client, cast: people.Cast, who: str) -> None:
    client.force_login(cast.account(who))
    for path in ("", "import/", "ledger/", "1/", "export/csv/"):
        assert client.get(f"/desk/catalog/{path}").status_code == 403


def test_lists_filters_and_exports(keeper: Client) -> None:
    assert "目录里还没有事项" in keeper.get("/desk/catalog/").content.decode()
    commitment_item(code="food")
    assert (
        "食品经营许可"
        in keeper.get("/desk/catalog/?text=食品&type=01&line=market&state=active").content.decode()
    )
    assert "没有符合条件的事项" in keeper.get("/desk/catalog/?state=draft").content.decode()
    for form in ("xlsx", "csv", "json"):
        assert keeper.get(f"/desk/catalog/export/{form}/").status_code == 200
    assert keeper.get("/desk/catalog/export/exe/").status_code == 404
    for kind in SIX:
        assert keeper.get(f"/desk/catalog/disclosures/{kind.key}/").status_code == 200
    assert "书面审查 → 现场核查" in keeper.get("/desk/catalog/disclosures/").content.decode()
    assert keeper.get("/desk/catalog/disclosures/none/").status_code == 404


def test_the_list_costs_a_fixed_number_of_statements(
    keeper: Client, django_assert_max_num_queries: Any
) -> None:
    services.draft_item(author(), code="first", content=simple_content())
    keeper.get("/desk/catalog/")
    with django_assert_max_num_queries(10) as one:
        keeper.get("/desk/catalog/")
    for number in range(5):
        services.draft_item(author(), code=f"i{number}", content=simple_content())
    with django_assert_max_num_queries(len(one.captured_queries)):
        keeper.get("/desk/catalog/")


def test_a_draft_goes_through_review_to_publication(keeper: Client) -> None:
    version = services.draft_item(author(), code="food", content=commitment_content(consult=""))
    act = f"/desk/catalog/{version.item_id}/versions/{version.pk}/act/"
    refused = keeper.post(act, {"act": "submit"})
    assert refused.status_code == 422
    assert "“咨询方式”没有填写" in refused.content.decode()
    services.save_draft(author(), version_id=version.pk, content=commitment_content())
    assert keeper.post(act, {"act": "submit"}).status_code == 302
    assert "请写明退回的原因" in keeper.post(act, {"act": "return", "reason": ""}).content.decode()
    assert (
        "不能早于今天"
        in keeper.post(act, {"act": "publish", "effective_from": "2000-01-01"}).content.decode()
    )
    assert "请填写生效日期" in keeper.post(act, {"act": "publish", "effective_from": "x"}).content.decode()
    assert keeper.post(act, {"act": "publish", "effective_from": "2099-01-01"}).status_code == 302
    version.refresh_from_db()
    assert version.state == "published"


def test_every_section_opens_and_saves_what_it_shows(keeper: Client) -> None:
    content = commitment_content(
        questions=[
            {
                "code": "k",
                "text": "哪种？",
                "options": [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}],
            }
        ],
        materials=[
            {
                "code": "m",
                "name": "章程",
                "when": {"k": ["b"]},
                "review_points": [{"code": "x", "text": "已签字"}],
            }
        ],
        fees=[{"name": "工本费", "basis": "价费〔2020〕1号", "standard": "10元/本", "fen": 1000}],
    )
    for section in editing.PARTS:
        again = editing.from_form(content, section, editing.to_form(content, section))
        assert type(content).model_validate(again) == content, section.key
    version = services.draft_item(author(), code="food", content=content)
    for section in editing.PARTS:
        page = keeper.get(f"/desk/catalog/versions/{version.pk}/{section.key}/")
        assert page.status_code == 200, section.key
    assert keeper.get(f"/desk/catalog/versions/{version.pk}/none/").status_code == 404


def test_saving_a_section_and_its_refusals(keeper: Client) -> None:
    version = services.draft_item(author(), code="food", content=commitment_content())
    url = f"/desk/catalog/versions/{version.pk}/form/"
    wrong = keeper.post(url, {"form": '{"type": ', "digest": version.digest})
    assert wrong.status_code == 422
    assert "不是有效的 JSON" in wrong.content.decode()
    assert "{&quot;type&quot;: " in wrong.content.decode()
    good = '{"type": "object", "properties": {"a": {"type": "string", "title": "甲"}}}'
    assert keeper.post(url, {"form": good, "digest": version.digest}).status_code == 302
    stale = keeper.post(url, {"form": "{}", "digest": version.digest})
    assert "草稿刚刚被别人改过" in stale.content.decode()
    steps = keeper.post(
        f"/desk/catalog/versions/{version.pk}/steps/",
        {"steps-rows": "1", "steps-0-key": "大写", "steps-0-name": "甲", "steps-0-kind": "review", "steps-0-post": "a", "steps-0-days": "1"},
    )  # fmt: skip
    assert "应以小写字母开头" in steps.content.decode()


def test_a_question_that_a_condition_uses_cannot_be_lost_unseen(keeper: Client) -> None:
    question = {
        "code": "k",
        "text": "哪种？",
        "options": [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}],
    }
    materials = [{"code": "m", "name": "章程", "when": {"k": ["b"]}}]
    version = services.draft_item(
        author(), code="food", content=commitment_content(questions=[question], materials=materials)
    )
    keeper.post(f"/desk/catalog/versions/{version.pk}/questions/", {"questions-rows": "0"})
    version.refresh_from_db()
    assert version.content["questions"] == []
    page = keeper.get(f"/desk/catalog/versions/{version.pk}/materials/").content.decode()
    assert "“章程”的适用条件用到了不存在的问题“k”" in page


def test_versions_are_compared_and_with_the_upper_level(keeper: Client) -> None:
    upper = commitment_content(name="食品经营许可", materials=[])
    BasicItem.objects.create(
        code=upper.basic_code,
        name=upper.name,
        type=upper.type,
        level="1",
        template=upper.model_dump(mode="json"),
    )
    first = commitment_item(code="food")
    page = keeper.get(f"/desk/catalog/{first.item_id}/").content.decode()
    assert "五统一" in page
    assert "个体工商户注销登记申请书" in page
    keeper.post(f"/desk/catalog/{first.item_id}/draft/")
    draft = ItemVersion.objects.get(state="draft")
    services.save_draft(author(), version_id=draft.pk, content=commitment_content(promised_limit={"days": 5}))
    page = keeper.get(f"/desk/catalog/{first.item_id}/compare/{first.pk}/{draft.pk}/").content.decode()
    assert "8个工作日" in page
    assert "5个工作日" in page


def test_changes_of_power_are_entered(keeper: Client) -> None:
    item_id = commitment_item(code="food").item_id
    url = f"/desk/catalog/{item_id}/change/"
    assert keeper.post(url, {"kind": "delegate", "basis": "云府发〔2026〕1号"}).status_code == 422
    told = {
        "kind": "delegate",
        "basis": "云府发〔2026〕1号",
        "effective_on": "2026-12-01",
        "scope": "receive",
    }
    assert "此处必须填写" in keeper.post(url, told).content.decode()
    assert keeper.post(url, {**told, "to_unit": "雪堰镇", "deadline": "2026-01-01"}).status_code == 422
    assert keeper.post(url, {**told, "to_unit": "雪堰镇"}).status_code == 302
    institution = {**told, "to_unit": "质检中心", "to_kind": "institution", "scope": "decide"}
    assert "不是行政机关" in keeper.post(url, institution).content.decode()
    for kind in ("suspend", "resume", "cancel"):
        assert keeper.post(url, {"kind": kind, "basis": "文件"}).status_code == 302
    assert keeper.post(url, {"kind": "resume", "basis": "文件"}).status_code == 422
    for kind in ("transfer", "take_over"):
        entry = {
            "kind": kind,
            "basis": "云府发〔2026〕2号",
            "from_unit": "市监局",
            "effective_on": "2026-01-01",
        }
        assert keeper.post(url, entry).status_code == 302
    assert Item.objects.get(pk=item_id).status == "cancelled"
    assert ChangeLedger.objects.count() == 6
    assert "雪堰镇" in keeper.get("/desk/catalog/ledger/?kind=delegate").content.decode()


def test_import_page_previews_then_applies(keeper: Client) -> None:
    def upload(text: str) -> Any:
        file = io.BytesIO(text.encode())
        file.name = "a.csv"
        return keeper.post("/desk/catalog/import/", {"file": file})

    assert "请选择一个" in keeper.post("/desk/catalog/import/").content.decode()
    wrong = upload("事项名称,事项类型\n甲,火星")
    assert wrong.status_code == 422
    assert "不在可选的词里" in wrong.content.decode()
    page = upload("事项名称,事项类型\n甲,行政许可")
    token = page.context["token"]
    assert not Item.objects.exists()
    assert keeper.post("/desk/catalog/import/", {"token": token}).status_code == 302
    assert Item.objects.get().name == "甲"
    assert "预览已过期" in keeper.post("/desk/catalog/import/", {"token": token}).content.decode()


def test_a_change_pressed_twice_is_entered_once(keeper: Client) -> None:
    version = commitment_item(code="food")
    sent = {"kind": "suspend", "basis": "市政府令第3号", "note": "", "idempotency_key": "press-1"}
    first = keeper.post(f"/desk/catalog/{version.item_id}/change/", sent)
    again = keeper.post(f"/desk/catalog/{version.item_id}/change/", sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert ChangeLedger.objects.filter(item_id=version.item_id).count() == 1
