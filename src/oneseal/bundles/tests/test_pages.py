"""Applying for one thing on the phone and at the window; following it; the acts of colleagues."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.bundles import services
from oneseal.bundles.models import Joint
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House

FORM = {"form-company_name": "云岭好味餐饮有限公司", "form-contact_phone": "13800000000"}


def begun(citizen: Client, **sent: Any) -> Joint:
    citizen.post("/joint/new/restaurant/", {"q_board": "no", **sent})
    return Joint.objects.latest("id")


def test_the_public_page_changes_with_the_answers(made: House) -> None:
    page = Client().get("/themes/restaurant/").content.decode()
    assert "我要开餐饮店" in page
    assert "户外招牌设置审批" not in page
    assert "户外招牌设置审批" in Client().get("/themes/restaurant/", {"q_board": "yes"}).content.decode()
    assert "“公司设立登记”办好就有" in page
    assert "restaurant" in Client().get("/themes/").content.decode()
    assert Client().get("/themes/nothing/").status_code == 404


def test_on_the_phone_from_the_first_question_to_the_slip(made: House) -> None:
    citizen = made.client("张伟")
    unanswered = citizen.post("/joint/new/restaurant/", {"applicant": made.applicant()})
    assert unanswered.status_code == 422
    assert "请选择一项" in unanswered.content.decode()
    joint = begun(citizen, applicant=made.applicant())
    base = f"/joint/{joint.pk}"
    assert "一张表单 2 项" in citizen.get(f"{base}/form/").content.decode()
    wrong = citizen.post(f"{base}/form/", {**FORM, "form-company_name": ""})
    assert wrong.status_code == 422
    assert "13800000000" in wrong.content.decode()
    citizen.post(f"{base}/form/", FORM)
    early = citizen.post(f"{base}/check/", {"declared": "on"})
    assert early.status_code == 422
    assert "缺少材料“章程”" in early.content.decode()
    none = citizen.post(f"{base}/materials/charter/", {})
    assert "请选择要上传的文件" in none.content.decode()
    for code in ("charter", "site", "plan"):
        citizen.post(f"{base}/materials/{code}/", {"file": SimpleUploadedFile("a.txt", b"text")})
    assert joint.materials.count() == 0
    for code in ("charter", "site", "plan"):
        services.add_paper(made["张伟"], joint_id=joint.pk, code=code, paper_copies=1)
    paper = joint.materials.get(code="plan")
    citizen.post(f"{base}/remove/{paper.pk}/")
    assert joint.materials.filter(code="plan").count() == 0
    services.add_paper(made["张伟"], joint_id=joint.pk, code="plan", paper_copies=1)
    done = citizen.post(f"{base}/check/", {"declared": "on"}, follow=True).content.decode()
    joint.refresh_from_db()
    assert joint.number in done
    assert "等：公司设立登记" in done
    assert joint.number in citizen.get("/my/joint/").content.decode()
    assert citizen.get(f"{base}/form/").status_code == 302
    assert made.client("王芳").get(f"{base}/").status_code == 404


def test_what_is_typed_is_kept_and_two_tabs_are_merged(made: House) -> None:
    citizen = made.client("张伟")
    joint = begun(citizen, applicant=made.applicant())
    draft = f"/joint/{joint.pk}/form/draft/"
    seen = citizen.post(draft, {"form-company_name": "云岭", "seen": "{}"}).json()["seen"]
    joint.refresh_from_db()
    assert joint.data["company_name"] == "云岭"
    other = citizen.post(draft, {"form-company_name": "天山", "form-contact_phone": "", "seen": "{}"}).json()
    assert "公司名称" in other["message"]
    both = citizen.post(f"/joint/{joint.pk}/form/", {**FORM, "seen": "{}"})
    assert both.status_code == 409
    assert "请核对后再按" in both.content.decode()
    citizen.post(f"/joint/{joint.pk}/form/", {**FORM, "seen": seen})
    joint.refresh_from_db()
    assert joint.data["company_name"] == "云岭好味餐饮有限公司"
    assert made.client("王芳").post(draft, {}).status_code == 404
    services.withdraw_joint(made["张伟"], joint_id=joint.pk)
    late = citizen.post(draft, {"form-company_name": "云"})
    assert (late.status_code, late.json()["stopped"]) == (409, True)


def test_the_situation_changed_keeps_what_was_filled_in(made: House) -> None:
    citizen = made.client("张伟")
    joint = begun(citizen, applicant=made.applicant())
    citizen.post(f"/joint/{joint.pk}/form/", {**FORM, "later": "1"})
    looked = citizen.post(f"/joint/{joint.pk}/questions/", {"q_board": "yes", "look": "1"})
    assert "招牌效果图" in looked.content.decode()
    citizen.post(f"/joint/{joint.pk}/questions/", {"q_board": "yes"})
    joint.refresh_from_db()
    assert (joint.answers, joint.data["company_name"]) == ({"board": ["yes"]}, "云岭好味餐饮有限公司")


def test_at_the_window(made: House) -> None:
    clerk = made.client("clerk")
    unknown = clerk.post("/joint/new/restaurant/", {"q_board": "no", "number": "110101199003077774"})
    assert "没有登记这个证件号码" in unknown.content.decode()
    joint = begun(clerk, number=made.cast.applicants["张伟"].number)
    clerk.post(f"/joint/{joint.pk}/form/", FORM)
    for code in ("charter", "site", "plan"):
        clerk.post(f"/joint/{joint.pk}/materials/{code}/", {"paper": "1"})
    clerk.post(f"/joint/{joint.pk}/check/", {"declared": "on"})
    joint.refresh_from_db()
    assert (joint.state, joint.channel) == ("running", "window")
    assert joint.number in clerk.get("/desk/joint/").content.decode()
    assert joint.number in clerk.get("/desk/joint/", {"q": "张伟", "view": "all"}).content.decode()


def test_gaps_are_noted_sent_and_answered_on_the_page(made: House) -> None:
    joint = factories.applied(made)
    page = f"/joint/{joint.pk}/"
    clerk = made.client("clerk")
    note = {"member": "register", "code": "charter", "problem": "", "advice": ""}
    assert clerk.post(f"{page}act/note/", note).status_code == 422
    clerk.post(f"{page}act/note/", {**note, "problem": "缺签名"})
    clerk.post(f"{page}act/note/", {"member": "sign", "code": "form", "problem": "电话写错"})
    noted = clerk.get(page).content.decode()
    assert "缺签名" in noted
    assert "记下“公司设立登记”要补正：章程" in noted
    clerk.post(f"{page}act/send/")
    citizen = made.client("张伟")
    assert "请一次补正" in citizen.get(page).content.decode()
    early = citizen.post(f"{page}act/supply/", {"form-contact_phone": "13911111111"})
    assert early.status_code == 422
    services.add_paper(made["张伟"], joint_id=joint.pk, code="charter", paper_copies=1)
    citizen.post(f"{page}act/supply/", {"form-contact_phone": "13911111111"})
    assert factories.member(joint, "sign").case.state == "corrected"  # type: ignore[union-attr]  # it has begun
    assert citizen.post(f"{page}act/nothing/").status_code == 404


def test_data_of_a_result_are_entered_on_the_page(made: House) -> None:
    joint = factories.applied(made)
    factories.decide(made, joint, "register")
    clerk = made.client("clerk")
    assert "填写办理结果数据" in clerk.get(f"/joint/{joint.pk}/").content.decode()
    assert clerk.post(f"/joint/{joint.pk}/act/yield/", {"yield-org_uscc": ""}).status_code == 422
    clerk.post(f"/joint/{joint.pk}/act/yield/", {"yield-org_uscc": factories.USCC["org_uscc"]})
    assert factories.states(joint)["food"] == "running"
    made.client("张伟").post(f"/joint/{joint.pk}/act/withdraw/", {})
    joint.refresh_from_db()
    assert joint.state == "withdrawn"


def test_a_case_says_of_what_it_is_a_part(made: House) -> None:
    joint = factories.applied(made)
    case_id = factories.member(joint, "register").case_id
    assert joint.number in made.client("clerk").get(f"/desk/cases/{case_id}/").content.decode()
    assert joint.number in made.client("张伟").get(f"/my/cases/{case_id}/").content.decode()


def test_a_partner_takes_and_finishes_its_order(made: House) -> None:
    joint = factories.applied(made)
    partner, clerk = made.client("engraver"), made.client("clerk")
    assert "没有订单" in partner.get("/desk/orders/").content.decode()
    factories.decide(made, joint, "register")
    order = joint.orders.get()
    page = f"/desk/orders/{order.pk}/"
    assert "企业名章" in partner.get(page).content.decode()
    assert partner.post(f"{page}return/", {"reason": ""}).status_code == 422
    partner.post(f"{page}return/", {"reason": "章样看不清"})
    clerk.post(f"{page}resend/")
    partner.post(f"{page}take/", {"by": "何刻"})
    assert partner.post(f"{page}finish/", {"reference": ""}).status_code == 422
    partner.post(f"{page}finish/", {"reference": "印备2026-001"})
    assert "印备2026-001" in made.client("张伟").get(f"/joint/{joint.pk}/").content.decode()
    assert partner.get(f"/joint/{joint.pk}/").status_code in {403, 404}
    assert partner.post(f"{page}nothing/").status_code == 404
    author = factories.keeper(made, "丙")
    author.post("/desk/partners/", {"code": "bank", "name": "云岭银行", "work": "开户"})
    assert "云岭银行" in author.get("/desk/partners/").content.decode()
