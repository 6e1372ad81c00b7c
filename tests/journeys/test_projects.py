"""A construction project in the browser: registered, asked about, answered by a department, followed on the phone."""

import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from oneseal.bundles import services as bundles
from oneseal.bundles.tests.factories import decide
from oneseal.cases.tests.factories import House
from oneseal.plans.tests import factories as plans
from oneseal.projects.models import Ask, Project
from oneseal.projects.tests import factories
from tests.journeys.conftest import PHONE, axe_clean, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> House:
    """The bureau with departments that answer."""
    caches["process"].clear()
    return factories.house()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_from_the_code_to_the_joint_answer(context: BrowserContext, page: Page, made: House) -> None:
    sign_in(context, made.cast.account("coordinator"))
    page.goto("/desk/projects/")
    page.get_by_role("link", name="登记项目").first.click()
    page.get_by_label("项目代码").fill("2609-990181-89-01-54406")
    page.get_by_label("项目类型").select_option(label="社会投资（一般）")
    page.get_by_label("建设单位证件号码").fill(made.cast.applicants["张伟"].number)
    page.get_by_label("项目名称").fill("云岭新能源电池厂")
    page.get_by_label("建设地点").fill("创新路8号")
    page.get_by_label("希望开工日期").fill("2027-03-01")
    press(page, "登记项目")
    expect(page.get_by_text("项目代码应为24位").first).to_be_visible()
    expect(page.get_by_label("项目名称")).to_have_value("云岭新能源电池厂")
    axe_clean(page)
    page.get_by_label("项目代码").fill(factories.CODE)
    press(page, "登记项目")
    expect(page.get_by_role("heading", name="云岭新能源电池厂").first).to_be_visible()
    axe_clean(page)
    project = Project.objects.get()
    factories.done(made, project, "prepare")
    page.reload()
    page.get_by_role("link", name="征求意见", exact=True).first.click()
    page.get_by_label("请部门答复什么").fill("请就送审文件提出意见")
    press(page, "征求意见")
    expect(page.get_by_text("已同时送达各部门。").first).to_be_visible()
    _answered_on_the_phone(context, page, made)
    ask = Ask.objects.get()
    factories.answered(ask)
    sign_in(context, made.cast.account("clerk"))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"/desk/projects/asks/{ask.pk}/")
    page.get_by_text("汇总反馈").first.click()
    page.get_by_label("通过", exact=True).check()
    press(page, "汇总反馈")
    expect(page.get_by_role("link", name="汇总文书（PDF）")).to_be_visible()
    axe_clean(page)


def _answered_on_the_phone(context: BrowserContext, page: Page, made: House) -> None:
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("environment"))
    page.goto("/desk/projects/opinions/")
    fits(page)
    page.get_by_role("link", name="环评、能评、水保联合评估").click()
    page.get_by_label("须修改").check()
    press(page, "答复")
    expect(page.get_by_text("请一次写清全部意见").first).to_be_visible()
    axe_clean(page)
    page.get_by_label("具体意见").fill("补充声屏障")
    press(page, "答复")
    expect(page.get_by_text("已答复。").first).to_be_visible()
    fits(page)


def test_the_owner_follows_on_the_phone(context: BrowserContext, page: Page, made: House) -> None:
    factories.registered(made)
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    page.goto("/my/projects/")
    fits(page)
    page.get_by_role("link", name="云岭新能源电池厂").click()
    axe_clean(page)
    fits(page)
    page.get_by_role("link", name="准备好了，告知审批局").click()
    press(page, "告知已准备好")
    expect(page.get_by_text("已告知审批局，可以进入下一步。").first).to_be_visible()
    expect(page.get_by_role("link", name="看办事指南并申请").first).to_be_visible()


def corners(order: str) -> str:
    """The corners of a site as people type them, in an order; half of it lies on what is in the way."""
    ring = plans.site((-50, -50, 50, 150))["coordinates"][0]
    return "\n".join(f"{ring[int(place)][0]}, {ring[int(place)][1]}" for place in order)


def test_a_plan_in_the_way_and_a_stage_as_one_up_to_the_gate(
    context: BrowserContext, page: Page, made: House
) -> None:
    project = factories.registered(made, "small")
    factories.composed(made)
    farm = plans.feature((0, 0, 200, 200), name="基本农田三号片")
    plans.in_force(made["item_keeper"], "farmland", "outside", farm, name="永久基本农田", public=True)
    factories.done(made, project, "prepare")
    page.set_viewport_size(PHONE)
    sign_in(context, made.cast.account("张伟"))
    _site_typed_on_the_phone(page, project)
    press(page, "一次申请本阶段")
    expect(page.get_by_role("heading", name="立项阶段").first).to_be_visible()
    fits(page)
    project.refresh_from_db()
    joint = project.stages.get(number=1).joint
    assert joint is not None
    assert joint.data["project_name"] == project.name
    bundles.submit_joint(made["张伟"], joint_id=joint.pk, declared=True)
    sign_in(context, made.cast.account("coordinator"))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"/desk/projects/{project.pk}/")
    expect(page.get_by_role("button", name="统一受理", exact=True)).to_have_count(2)
    press(page, "统一受理")
    expect(page.get_by_text("已统一受理，办理期限从今天起算。").first).to_be_visible()
    decide(made, joint, "project_filing")
    page.reload()
    press(page, "阶段通过")
    expect(page.get_by_text("阶段已通过。").first).to_be_visible()
    axe_clean(page)


def _site_typed_on_the_phone(page: Page, project: Project) -> None:
    page.goto(f"/my/projects/{project.pk}/site/")
    fits(page)
    page.get_by_label("坐标系").select_option("EPSG:4490")
    page.get_by_label("边界坐标").fill(corners("0213"))
    press(page, "登记用地范围")
    expect(page.get_by_text("自己相交或重合（").first).to_be_visible()
    axe_clean(page)
    page.get_by_label("边界坐标").fill(corners("0123"))
    press(page, "登记用地范围")
    expect(page.get_by_text("永久基本农田").first).to_be_visible()
    expect(page.locator("path.os-map-conflicts")).to_have_count(1)
    axe_clean(page)
    fits(page)
