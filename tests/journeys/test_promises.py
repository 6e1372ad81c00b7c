"""Promises in the browser: a material that follows later, and a commitment that was checked and mended."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.documents.tests.pieces import png_picture
from tests.journeys.conftest import PHONE, Shot, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
MAIN = {"code": "application", "name": "申请书"}
LATER = {"code": "health", "name": "健康证明", "tolerable": True}
PROOF = {"code": "site", "name": "场所证明"}


def on_the_phone(context: BrowserContext, page: Page, made: factories.House, path: str) -> None:
    """The citizen opens a page."""
    context.clear_cookies()
    sign_in(context, made.cast.account("张伟"))
    page.set_viewport_size(PHONE)
    page.goto(path)


def at_the_desk(context: BrowserContext, page: Page, made: factories.House, path: str) -> None:
    """The reviewer opens a page."""
    context.clear_cookies()
    sign_in(context, made.cast.account("reviewer"))
    page.goto(path)


def good(page: Page, shot: Shot, name: str) -> None:
    """The page is accessible, fits, and there is a picture of it."""
    axe_clean(page)
    fits(page)
    shot(page, f"promise-{name}")


def test_what_was_owed_is_brought_by_phone(
    context: BrowserContext, page: Page, shot: Shot, tmp_path: Path
) -> None:
    made = factories.house(tolerance=True, materials=[MAIN, LATER])
    case = factories.with_paper(made, factories.draft(made))
    on_the_phone(context, page, made, f"/my/cases/{case.pk}/check/")
    page.get_by_label("我承诺在受理后的规定期限内补交：健康证明").check()
    page.get_by_label("我声明").check()
    good(page, shot, "to-follow")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
    services.accept_case(made["clerk"], case_id=case.pk)
    page.goto(f"/my/cases/{case.pk}/")
    good(page, shot, "owed")
    page.reload()
    picture = tmp_path / "健康证明.png"
    picture.write_bytes(png_picture())
    page.locator("#file-health").set_input_files(picture)
    expect(page.locator("#material-health")).to_contain_text("已交")
    page.get_by_role("button", name="提交补交的材料").click()
    expect(page.locator("#messages")).to_contain_text("容缺材料已补齐，审查继续。")
    at_the_desk(context, page, made, f"/desk/cases/{case.pk}/")
    expect(page.locator("#tolerance")).to_contain_text("已补齐")


def test_a_commitment_is_checked_and_mended(context: BrowserContext, page: Page, shot: Shot) -> None:
    made = factories.house(commitment=True, commitment_replaces=["site"], materials=[MAIN, PROOF])
    case = factories.with_paper(made, factories.draft(made))
    on_the_phone(context, page, made, f"/my/cases/{case.pk}/check/")
    page.get_by_label("告知承诺").check()
    page.get_by_label("我声明").check()
    good(page, shot, "commit")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
    services.accept_case(made["clerk"], case_id=case.pk)
    step = factories.step_of(case, "decide")
    services.take_step(made["section_head"], step_id=step.pk)
    services.decide_case(made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"])
    factories.passed(made, case, "sign", "deputy_head")
    kept = context.cookies()
    at_the_desk(context, page, made, "/desk/commitments/")
    good(page, shot, "checks")
    page.goto(f"/desk/cases/{case.pk}/do/check_commitment/")
    page.get_by_label("承诺不实，责令限期整改").check()
    page.get_by_label("核查情况").fill("现场尚未布置。")
    page.get_by_label("几个工作日内整改").fill("5")
    good(page, shot, "check")
    page.get_by_role("button", name="确认").click()
    expect(page.locator("#commitment")).to_contain_text("责令整改中")
    context.clear_cookies()
    context.add_cookies([{**each} for each in kept])  # type: ignore[typeddict-item]  # as playwright gave them
    page.goto(f"/my/cases/{case.pk}/")
    expect(page.locator("#commitment")).to_contain_text("现场尚未布置。")
    good(page, shot, "to-mend")
    services.confirm_mended(made["reviewer"], case_id=case.pk, note="已布置到位。")
    page.reload()
    expect(page.locator("#commitment")).to_contain_text("许可继续有效")
