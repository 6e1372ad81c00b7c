"""A citizen on a phone: from the search to the evaluation; without scripts; with the tab closed in the middle."""

from pathlib import Path

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, expect

from oneseal.cases import services
from oneseal.cases.models import Case, CaseForm
from oneseal.cases.rules.intake import Gap
from oneseal.cases.tests import factories
from oneseal.documents.tests.pieces import png_picture
from oneseal.foundation import clock
from oneseal.kernel.access import SYSTEM
from oneseal.seals import services as sealing
from oneseal.seals.tests import factories as seals
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = {
    "code": "place",
    "text": "场所是自己的吗？",
    "options": [{"code": "own", "label": "自有"}, {"code": "rent", "label": "租的"}],
}
LEASE = {"code": "lease", "name": "租赁合同", "when": {"place": ["rent"]}}
PAPER = {"code": "application", "name": "申请书"}


@pytest.fixture
def made(transactional_db: None) -> factories.House:
    """A bureau with a licence that asks one question and one or two papers."""
    caches["process"].clear()
    return factories.house(questions=[QUESTION], materials=[PAPER, LEASE])


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph of a paper."""
    path = tmp_path / "申请书.png"
    path.write_bytes(png_picture())
    return path


def good(page: Page, shot: Shot, name: str) -> None:
    """The page is accessible, fits a phone, and there is a picture of it."""
    axe_clean(page)
    fits(page)
    shot(page, f"citizen-{name}")


def hand_in(page: Page, picture: Path, shot: Shot) -> None:
    """From the guide to the receipt."""
    page.get_by_role("link", name="在线申请").click()
    page.get_by_label("租的").check()
    expect(page.locator("#situation-result")).to_contain_text("租赁合同")
    page.get_by_label("自有").check()
    expect(page.locator("#situation-result")).not_to_contain_text("租赁合同")
    good(page, shot, "start")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("姓名").fill("张伟")
    good(page, shot, "form")
    page.get_by_role("button", name="下一步").click()
    page.locator("#file-application").set_input_files(picture)
    expect(page.locator("#material-application")).to_contain_text("已交")
    good(page, shot, "materials")
    page.get_by_role("link", name="下一步：核对").click()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("alert")).to_contain_text("请勾选声明")
    page.get_by_label("我声明").check()
    good(page, shot, "check")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
    good(page, shot, "receipt")


def decide(made: factories.House, case: Case) -> None:
    """The bureau's part, through the services."""
    services.accept_case(made["clerk"], case_id=case.pk)
    for key in ("review", "check"):
        factories.passed(made, case, key, "reviewer")
    decision = factories.step_of(case, "decide").pk
    services.take_step(made["section_head"], step_id=decision)
    services.decide_case(made["section_head"], step_id=decision, outcome="granted", criteria=["已结清税款"])
    factories.passed(made, case, "sign", "deputy_head")


def test_from_the_search_to_the_evaluation(
    context: BrowserContext, page: Page, made: factories.House, picture: Path, shot: Shot
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto("/search/?q=spjy")
    page.locator("#found a").first.click()
    hand_in(page, picture, shot)
    case = Case.objects.get()
    gap = Gap("application", "没有签名", "请签名后重新上传", "申请书")
    services.request_correction(made["clerk"], case_id=case.pk, gaps=[gap])
    page.get_by_role("link", name="看办理进度").click()
    expect(page.locator("#gaps")).to_contain_text("请签名后重新上传")
    good(page, shot, "correction")
    page.reload()  # axe leaves style attributes behind, which a swap would copy against the policy
    page.locator("#file-application").set_input_files(picture)
    expect(page.locator("#material-application")).to_contain_text("已交")
    page.get_by_label("我声明").check()
    page.get_by_role("button", name="提交补正").click()
    expect(page.locator("#messages")).to_contain_text("补正已提交")
    decide(made, case)
    page.reload()
    expect(page.locator("#now")).to_have_text("已批准")
    good(page, shot, "granted")
    services.deliver_electronically(case_id=case.pk)
    page.goto("/my/cases/")
    good(page, shot, "mine")
    page.get_by_role("link", name="去评价").click()
    page.get_by_label("非常满意", exact=True).check()
    page.get_by_label("办得快").check()
    good(page, shot, "evaluate")
    page.get_by_role("button", name="提交评价").click()
    expect(page.locator("#messages")).to_contain_text("谢谢您的评价")
    for path in ("/my/documents/", "/my/materials/", "/query/"):
        page.goto(path)
        good(page, shot, path.strip("/").replace("/", "-"))


def test_without_scripts(browser: Browser, live_server: object, made: factories.House, picture: Path) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport=PHONE, locale="zh-CN"
    )
    sign_in(context, made.cast.account("张伟"))
    page = context.pages[0]
    page.goto("/apply/commitment/")
    page.get_by_label("租的").check()
    page.get_by_role("button", name="看看需要什么").click()
    expect(page.locator("#situation-result")).to_contain_text("租赁合同")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("姓名").fill("张伟")
    page.get_by_role("button", name="下一步").click()
    for code in ("application", "lease"):
        card = page.locator(f"#material-{code}")
        card.locator(f"#file-{code}").set_input_files(picture)
        card.get_by_role("button", name="上传").click()
        expect(page.locator(f"#material-{code}")).to_contain_text("已交")
    page.get_by_role("link", name="下一步：核对").click()
    page.get_by_label("我声明").check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
    context.close()


def test_a_closed_tab_loses_nothing(context: BrowserContext, page: Page, made: factories.House) -> None:
    sign_in(context, made.cast.account("张伟"))
    case = services.start_draft(
        made["张伟"], item_id=made.item_id, applicant_id=made.applicant(), answers={"place": ["own"]}
    )
    page.goto(f"/my/cases/{case.pk}/form/")
    page.get_by_label("姓名").fill("张伟民")
    expect(page.locator("[data-autosave-state]")).to_contain_text("已自动保存")
    page.close()
    assert CaseForm.objects.get(case=case).data == {"name": "张伟民"}
    again = context.new_page()
    again.goto(f"/my/cases/{case.pk}/form/")
    expect(again.get_by_label("姓名")).to_have_value("张伟民")


def test_a_session_that_ended_while_typing_loses_nothing(
    context: BrowserContext, page: Page, made: factories.House
) -> None:
    sign_in(context, made.cast.account("张伟"))
    case = services.start_draft(
        made["张伟"], item_id=made.item_id, applicant_id=made.applicant(), answers={"place": ["own"]}
    )
    page.goto(f"/my/cases/{case.pk}/form/")
    kept = context.cookies()
    context.clear_cookies()
    page.get_by_label("姓名").fill("张伟民")
    expect(page.locator("[data-autosave-state]")).to_contain_text("自动保存失败")
    page.get_by_role("button", name="下一步").click()
    context.add_cookies([{"name": one["name"], "value": one["value"], "url": page.url} for one in kept])
    page.goto(f"/my/cases/{case.pk}/form/")
    expect(page.get_by_label("姓名")).to_have_value("张伟民")
    expect(page.locator("[data-autosave-state]")).to_contain_text("已自动保存")


def test_a_sealed_decision_is_known_again_and_its_forgery_too(
    page: Page, context: BrowserContext, transactional_db: None, shot: Shot
) -> None:
    caches["process"].clear()
    made = factories.house()
    with clock.at(seals.NOW):
        sealing.found_authority(SYSTEM, organisation=seals.NAME)
    seals.make_seal(made.bureau_id)
    case = factories.decided(made)
    sign_in(context, made.cast.account("张伟"))
    page.goto(f"/my/cases/{case.pk}/")
    link = page.get_by_role("link", name="准予行政许可决定书").first
    sealed = context.request.get(str(link.evaluate("each => each.href"))).body()
    expect(link).to_be_visible()

    def checked(content: bytes, says: str) -> None:
        page.goto("/verify/")
        page.get_by_label("电子文书").set_input_files(
            {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        page.get_by_role("button", name="检查文件").click()
        expect(page.get_by_role("status").first).to_contain_text(says)

    checked(sealed, "这份文书由本局出具，目前有效")
    good(page, shot, "verified")
    changed = bytearray(sealed)
    changed[len(changed) // 3] ^= 1
    checked(bytes(changed), "这个文件被改动过")
    good(page, shot, "altered")
