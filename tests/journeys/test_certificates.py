"""A certificate in people's hands: copied, verified, shown at the window, put on numbered paper, annulled by two people."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases.tests import factories
from oneseal.cases.tests.test_licences import granted
from oneseal.cases.tests.test_licences import house as licensing_house
from oneseal.certificates import selectors, services
from oneseal.certificates.models import AnnotatedCopy, Certificate
from oneseal.foundation import subscribers
from oneseal.publicity import services as publicity
from oneseal.publicity.models import Publication
from tests.journeys.conftest import DESKTOP, PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> factories.House:
    """A bureau that issues a certificate."""
    caches["process"].clear()
    return licensing_house()


def test_a_certificate_is_copied_shown_annulled_and_every_stranger_is_told(
    context: BrowserContext, page: Page, made: factories.House, shot: Shot
) -> None:
    case = granted(made, "new")
    (row,) = selectors.of_case(case.pk)
    subscribers.run_pending()
    publication = Publication.objects.get()
    publicity.publish(made["coordinator"], publication_id=publication.pk)
    _copy_and_show(context, page, made, row.pk, shot)
    _print_twice(page, made, row, shot)
    _annul(context, page, made, row.pk, shot)
    context.clear_cookies()
    page.goto(f"/verify/certificate/{AnnotatedCopy.objects.get().verify_code}/")
    expect(page.get_by_role("status")).to_contain_text("被依法撤销")
    axe_clean(page)
    shot(page, "certificate-annulled")
    page.goto(f"/publicity/{publication.uid}/")
    expect(page.get_by_text("这项行政许可已被依法撤销")).to_be_visible()
    page.goto("/publicity/")
    expect(page.get_by_text("还没有公示的许可")).to_be_visible()


def _copy_and_show(context: BrowserContext, page: Page, made: factories.House, pk: int, shot: Shot) -> None:
    """On the phone: a copy for one use, which a stranger verifies; a code, which the window takes."""
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto(f"/my/certificates/{pk}/")
    page.get_by_label("给谁用").fill("云岭市第一医院")
    page.get_by_label("办什么事").fill("签订供货合同")
    page.get_by_role("button", name="制作加注件").click()
    expect(page.get_by_text("加注件已制作")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="亮证").click()
    code = page.locator(".os-shown-code").inner_text()
    axe_clean(page)
    fits(page)
    shot(page, "certificate-shown")
    page.goto(f"/verify/certificate/{AnnotatedCopy.objects.get().verify_code}/")
    expect(page.get_by_role("status")).to_contain_text("现在有效")
    expect(page.get_by_text("签订供货合同")).to_be_visible()
    page.set_viewport_size(DESKTOP)
    sign_in(context, made.cast.account("clerk"))
    page.goto("/desk/window/")
    page.get_by_label("对方在手机上亮证").fill(code)
    page.get_by_role("button", name="核对亮证码").click()
    expect(page.get_by_text("已核对张伟出示的食品经营许可证")).to_be_visible()


def _print_twice(page: Page, made: factories.House, row: Certificate, shot: Shot) -> None:
    """The clerk puts it on a numbered blank; a second time only with a reason, and the first paper is void for everybody."""
    keeper, paper = made["coordinator"], {"series": "云食", "first": "001", "last": "003", "source": "单"}
    printer = services.set_up_printer(keeper, name="一楼打证机", place="").pk
    services.receive_blanks(keeper, type_id=row.type_id, **paper)
    services.issue_blanks(keeper, type_id=row.type_id, printer_id=printer, count=3)
    page.goto(f"/desk/certificates/{row.pk}/")
    page.get_by_role("link", name="打印纸质证照").click()
    axe_clean(page)
    _print(page, "云食001")
    axe_clean(page)
    page.get_by_role("link", name="证照", exact=True).click()
    page.get_by_role("link", name="再打一张").click()
    page.get_by_label("打证机").select_option(label="一楼打证机")
    page.get_by_role("button", name="安排打印").click()
    expect(page.get_by_role("alert").first).to_contain_text("再打要写明原因")
    page.get_by_label("重新打印的原因").fill("持证人遗失")
    _print(page, "云食002")
    expect(page.get_by_text("原来的 云食001 已作废，请收回")).to_be_visible()
    shot(page, "certificate-printed-again")
    page.goto("/verify/certificate/云食001/")
    expect(page.get_by_role("status")).to_contain_text("作废")


def _print(page: Page, blank: str) -> None:
    """From the choice of the machine to the number read off the paper."""
    page.get_by_label("打证机").select_option(label="一楼打证机")
    page.get_by_role("button", name="安排打印").click()
    page.get_by_role("button", name="开始打印").click()
    expect(page.get_by_text(blank, exact=True)).to_be_visible()
    page.get_by_label("打印出来的那张的空白编号").fill(blank)
    page.get_by_role("button", name="已打印好").click()
    expect(page.get_by_role("heading", name=f"已打印在空白证 {blank} 上")).to_be_visible()


def _annul(context: BrowserContext, page: Page, made: factories.House, pk: int, shot: Shot) -> None:
    """Proposed by the section, approved by the head."""
    sign_in(context, made.cast.account("section_head"))
    page.goto(f"/desk/certificates/{pk}/")
    page.get_by_role("link", name="撤销").click()
    page.get_by_label("不符合法定条件的申请人").check()
    page.get_by_label("查明的事实和证据").fill("复查发现场地证明不实。")
    page.get_by_role("button", name="提出，等局领导批准").click()
    expect(page.get_by_role("alert").first).to_contain_text("补偿")
    page.get_by_label("补偿或者赔偿怎样处理").fill("经核实没有损失。")
    page.get_by_role("button", name="提出，等局领导批准").click()
    sign_in(context, made.cast.account("bureau_head"))
    page.goto(f"/desk/certificates/{pk}/")
    axe_clean(page)
    page.get_by_role("button", name="批准", exact=True).click()
    expect(page.get_by_text("已批准，决定书已出具")).to_be_visible()
    shot(page, "certificate-desk-annulled")
    subscribers.run_pending()
