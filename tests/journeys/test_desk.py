"""A day at the desk in the browser: intake by keyboard, review, decision, delivery; correction, suspension, refusal."""

import io

import pytest
from django.core.cache import caches
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases import services
from oneseal.cases.models import Case
from oneseal.cases.tests import factories
from oneseal.documents.services import store_file
from tests.journeys.conftest import DESKTOP, PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = [
    {
        "code": "area",
        "text": "经营场所面积",
        "kind": "numeric",
        "minimum": 20,
        "unit": "平方米",
        "basis": "食品经营许可审查通则第十条",
    },
    {"code": "layout", "text": "布局图与现场一致", "basis": "食品经营许可审查通则第十二条"},
]
"""What the reviewer of the tests must check."""
MATERIALS = [
    {
        "code": "application",
        "name": "食品经营许可申请书",
        "note": "申请人签字或盖章",
        "review_points": [{"code": "signed", "text": "签字与身份证一致"}],
    },
    {
        "code": "layout",
        "name": "经营场所布局图",
        "review_points": [{"code": "scale", "text": "标明面积和设备位置"}],
    },
]
FORM = {
    "type": "object",
    "required": ["name", "address", "phone"],
    "properties": {
        "name": {"type": "string", "title": "经营者姓名", "maxLength": 60, "x-field": "person_name"},
        "phone": {
            "type": "string",
            "title": "手机",
            "x-format": "phone",
            "x-field": "person_phone",
            "x-personal": True,
        },
        "address": {
            "type": "string",
            "title": "经营场所地址",
            "maxLength": 100,
            "x-why": "现场核查和证书打印以此为准",
        },
    },
}


def scan() -> bytes:
    """A scanned sheet: lines on paper."""
    sheet = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((150, 60, 470, 84), fill="#555")
    for row in range(140, 800, 36):
        pen.line((70, row, 550 - (row * 7) % 160, row), fill="#999", width=6)
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture(autouse=True)
def made(transactional_db: None) -> factories.House:
    """A bureau with a food licence that asks for things."""
    caches["process"].clear()
    steps = [{**factories.STEPS[0], "review_points": POINTS}, *factories.STEPS[1:]]
    return factories.house(steps=steps, materials=MATERIALS, form=FORM)


def as_(context: BrowserContext, made: factories.House, who: str) -> Page:
    """Somebody's tab."""
    sign_in(context, made.cast.account(who))
    return context.pages[0]


def handed_in(made: factories.House, name: str = "张伟") -> Case:
    """An application that came online, with a scan and a gap."""
    case = services.start_draft(made[name], item_id=made.item_id, applicant_id=made.applicant(name))
    data = {"name": name, "phone": "13800138000", "address": "人民路 18 号附 3 号"}
    services.save_draft(made[name], case_id=case.pk, data=data)
    for code in ("application", "layout"):
        file = store_file(
            made[name], bureau_id=made.bureau_id, name=f"{code}.png", content=scan(), purpose="case_material"
        )
        services.add_material(made[name], case_id=case.pk, code=code, file_id=file.pk)
    return services.submit_case(made[name], case_id=case.pk, declared=True)


def test_a_clerk_takes_in_an_application_with_the_keyboard(
    context: BrowserContext, made: factories.House, shot: Shot
) -> None:
    page = as_(context, made, "clerk")
    page.goto("/desk/window/")
    number = made.cast.applicants["王芳"].number
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.get_by_text("王芳")).to_be_visible()
    axe_clean(page)
    shot(page, "desk-window")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="王芳").press("Enter")
    expect(page.get_by_role("heading", name="王芳")).to_be_visible()
    # The answer to what is typed takes the place of the list: who presses before it came presses what is taken away.
    with page.expect_response(lambda answer: "q=spjy" in answer.url):
        page.keyboard.type("spjy")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    expect(page.locator("#items")).to_contain_text("食品经营许可")
    axe_clean(page)
    shot(page, "desk-choose")
    page.locator("#items button").first.press("Enter")
    expect(page.get_by_label("经营者姓名")).to_have_value("王芳")
    page.get_by_label("经营场所地址").press("Control+A")
    page.keyboard.type("解放街 6 号")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="食品经营许可（新办）")).to_be_visible()
    _materials_then_hand_in(page, shot)
    page.get_by_role("link", name="现在核对并答复").press("Enter")
    page.get_by_role("link", name="受理 材料齐全").press("Enter")
    shot(page, "desk-answer-accept")
    page.get_by_role("button", name="确认：受理").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已受理")
    assert Case.objects.get().state == "accepted"


def _materials_then_hand_in(page: Page, shot: Shot) -> None:
    page.get_by_role("button", name="提交").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("缺少材料")
    shot(page, "desk-check-refused")
    page.get_by_role("link", name="返回修改").press("Enter")
    for box in page.get_by_role("checkbox", name="已收纸质").all():
        box.press("Space")
    axe_clean(page)
    shot(page, "desk-fill")
    page.get_by_role("button", name="核对并提交").press("Enter")
    page.get_by_role("checkbox", name="申请人声明").press("Space")
    axe_clean(page)
    shot(page, "desk-check")
    page.get_by_role("button", name="提交").press("Enter")
    expect(page.get_by_role("link", name="打印回执")).to_be_focused()
    axe_clean(page)
    shot(page, "desk-receipt")


def test_review_decision_signature_and_delivery(
    context: BrowserContext, made: factories.House, shot: Shot
) -> None:
    case = handed_in(made)
    services.accept_case(made["clerk"], case_id=case.pk)
    page = as_(context, made, "reviewer")
    page.goto("/desk/work/")
    axe_clean(page)
    shot(page, "desk-work")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("button", name="领取").press("Enter")
    expect(page.get_by_text("批量办理的结果")).to_be_visible()
    shot(page, "desk-work-results")
    _review(page, case, shot)
    factories.passed(made, case, "check", "reviewer")
    _decide(context, made, case, shot)
    page = as_(context, made, "clerk")
    page.goto("/desk/delivery/")
    axe_clean(page)
    shot(page, "desk-delivery")
    page.goto(f"/desk/cases/{case.pk}/deliver/")
    page.get_by_label("领取人已在送达回证上签字").check()
    axe_clean(page)
    shot(page, "desk-deliver")
    page.get_by_role("button", name="确认送达").click()
    expect(page.get_by_role("status")).to_contain_text("办件办结")
    shot(page, "desk-case-closed")


def _review(page: Page, case: Case, shot: Shot) -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    axe_clean(page)
    shot(page, "desk-case")
    page.locator(".os-due summary").first.click()
    page.get_by_text("其他操作").click()
    axe_clean(page)
    shot(page, "desk-case-open")
    page.get_by_role("link", name="审查并通过").click()
    page.get_by_label("审查意见").fill("场所符合要求")
    page.get_by_label("经营场所面积").fill("48")
    page.get_by_role("button", name="确认：通过").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有核对")
    expect(page.get_by_label("审查意见")).to_have_value("场所符合要求")
    axe_clean(page)
    shot(page, "desk-pass-refused")
    page.get_by_label("符合", exact=True).check()
    page.get_by_role("button", name="确认：通过").click()
    expect(page.get_by_role("status")).to_contain_text("已通过")


def _decide(context: BrowserContext, made: factories.House, case: Case, shot: Shot) -> None:
    page = as_(context, made, "section_head")
    page.goto(f"/desk/cases/{case.pk}/")
    page.get_by_role("button", name="领取").click()
    page.get_by_role("link", name="作出决定").click()
    page.get_by_label("准予", exact=True).check()
    page.get_by_label("已结清税款").check()
    axe_clean(page)
    shot(page, "desk-decide")
    page.get_by_role("button", name="确认：作出决定").click()
    expect(page.get_by_role("status")).to_contain_text("决定已记录")
    page = as_(context, made, "deputy_head")
    page.goto("/desk/work/?kind=sign")
    page.locator("[data-list] tbody a").first.click()
    page.get_by_role("button", name="领取").click()
    page.get_by_role("link", name="签发").click()
    page.get_by_role("button", name="确认：通过").click()
    expect(page.get_by_text("准予，待送达")).to_be_visible()


def test_correction_suspension_and_refusal(
    context: BrowserContext, made: factories.House, shot: Shot
) -> None:
    case = handed_in(made)
    page = as_(context, made, "clerk")
    page.goto("/desk/intake/")
    axe_clean(page)
    shot(page, "desk-intake")
    page.get_by_role("link", name=case.number).click()
    axe_clean(page)
    shot(page, "desk-answer")
    page.reload()  # axe leaves empty style attributes behind, which htmx would copy and the CSP report
    page.get_by_label("“经营场所布局图”的问题").fill("没有标明面积")
    page.locator("#material-layout").get_by_role("button", name="需补正").click()
    expect(page.locator("#material-layout h3")).to_contain_text("需补正")
    page.get_by_role("link", name="一次性告知补正").click()
    expect(page.get_by_role("checkbox", name="经营场所布局图")).to_be_checked()
    axe_clean(page)
    shot(page, "desk-answer-correction")
    page.get_by_role("button", name="确认：一次性告知补正").click()
    expect(page.get_by_role("status").first).to_contain_text("补正告知书已发给申请人")
    _supply(made, case)
    services.accept_case(made["clerk"], case_id=case.pk)
    _suspend_and_resume(as_(context, made, "reviewer"), case, shot)
    services.pass_step(
        made["reviewer"],
        step_id=factories.step_of(case, "review").pk,
        points={"area": "30", "layout": False},
        opinion="布局不一致，建议不予许可",
    )
    factories.passed(made, case, "check", "reviewer")
    services.take_step(made["section_head"], step_id=factories.step_of(case, "decide").pk)
    _refuse(as_(context, made, "section_head"), case)
    factories.passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    assert case.state == "refused"


def _refuse(page: Page, case: Case) -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    page.get_by_role("link", name="作出决定").click()
    page.get_by_label("不予许可", exact=True).check()
    page.get_by_label("不予许可的理由").fill("布局与现场不一致")
    page.get_by_role("button", name="确认：作出决定").click()
    expect(page.get_by_role("status").first).to_contain_text("决定已记录")


def _suspend_and_resume(page: Page, case: Case, shot: Shot) -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    page.get_by_role("button", name="领取").click()
    expect(page.get_by_role("status").first).to_contain_text("已领取")
    page.get_by_text("其他操作").click()
    page.get_by_role("link", name="启动特别程序").click()
    page.locator("#id_procedure").select_option("expert_review")
    page.get_by_label("为什么需要").fill("需要专家评审")
    page.get_by_label("预计需要").fill("10")
    axe_clean(page)
    shot(page, "desk-suspend")
    page.get_by_role("button", name="确认：启动特别程序").click()
    expect(page.get_by_text("已暂停：专家评审").first).to_be_visible()
    shot(page, "desk-case-suspended")
    page.get_by_role("link", name="恢复计时").click()
    page.get_by_role("button", name="确认：恢复计时").click()
    expect(page.get_by_role("status").first).to_contain_text("已恢复计时")


def _supply(made: factories.House, case: Case) -> None:
    citizen = made["张伟"]
    file = store_file(
        citizen, bureau_id=made.bureau_id, name="new.png", content=scan(), purpose="case_material"
    )
    services.add_material(citizen, case_id=case.pk, code="layout", file_id=file.pk)
    services.supply_correction(citizen, case_id=case.pk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_is_accessible(
    context: BrowserContext, made: factories.House, shot: Shot, scheme: str
) -> None:
    case = handed_in(made)
    services.accept_case(made["clerk"], case_id=case.pk)
    services.take_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)
    services.send_message(made["张伟"], case_id=case.pk, text="请问什么时候能办好？")
    services.add_note(made["reviewer"], case_id=case.pk, text="已电话核实地址")
    waiting = handed_in(made, "王芳")
    page = as_(context, made, "clerk")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    paths = {
        "work": "/desk/work/",
        "intake": "/desk/intake/",
        "window": "/desk/window/",
        "register": "/desk/window/register/?q=13900001111",
        "cases": "/desk/cases/",
        "delivery": "/desk/delivery/",
        "case": f"/desk/cases/{case.pk}/",
        "answer": f"/desk/cases/{waiting.pk}/answer/",
        "spot": f"/desk/cases/{waiting.pk}/answer/on-the-spot/",
        "guide": f"/desk/slips/new/guide/?case={waiting.pk}",
        "slips": "/desk/slips/",
    }
    _look(page, paths, scheme, shot)
    page = as_(context, made, "section_head")
    notours = f"/desk/cases/{waiting.pk}/answer/not-ours/"
    _look(page, {"team": "/desk/team/?due=all", "desk": "/desk/", "notours": notours}, scheme, shot)


def _look(page: Page, paths: dict[str, str], scheme: str, shot: Shot) -> None:
    for name, path in paths.items():
        for size, width in ((DESKTOP, "wide"), (PHONE, "phone")):
            page.set_viewport_size(size)
            page.goto(path)
            axe_clean(page)
            fits(page)
            shot(page, f"desk-{name}-{width}-{scheme}")
