"""One thing from the first answer to the last result."""

from typing import Any

import pytest
from django.apps import apps

from oneseal.bundles import services
from oneseal.bundles.models import Joint, JointCase, JointNotice, PartnerOrder, ThemeVersion
from oneseal.bundles.selectors import filling, open_notice, visible_joints, visible_orders, wanted_yields
from oneseal.bundles.tests import factories
from oneseal.cases import services as cases
from oneseal.cases.rules.intake import Gap
from oneseal.cases.tests.factories import House
from oneseal.catalog.tests import factories as catalog
from oneseal.documents.selectors import documents_about
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

CaseForm: Any = apps.get_model("cases", "CaseForm")
CaseMaterial: Any = apps.get_model("cases", "CaseMaterial")


def test_one_application_becomes_cases_of_their_own(made: House) -> None:
    joint = factories.applied(made)
    assert joint.number.startswith("L")
    assert (joint.promise_days, joint.state) == (6, "running")
    assert factories.states(joint) == {
        "register": "running", "food": "waiting", "sign": "running", "seal": "waiting"
    }  # fmt: skip
    register = factories.member(joint, "register").case
    assert register is not None
    assert (register.state, register.applicant_id) == ("submitted", made.applicant())
    assert CaseForm.objects.get(case=register).data == {
        "firm": "云岭好味餐饮有限公司", "phone": "13800000000"
    }  # fmt: skip
    assert sorted(CaseMaterial.objects.filter(case=register).values_list("code", flat=True)) == [
        "charter",
        "site",
    ]
    slip = documents_about("joint", joint.pk)[0]
    assert (slip.kind, slip.pk) == ("joint_slip", joint.slip_id)
    assert "等“公司设立登记”办结后自动开始" in str(slip.data)


def test_what_waits_begins_when_it_may_and_has_what_results_bring(made: House) -> None:
    joint = factories.applied(made)
    factories.decide(made, joint, "register")
    assert factories.states(joint) == {
        "register": "granted", "food": "waiting", "sign": "running", "seal": "sent"
    }  # fmt: skip
    assert [(each.name, each.item) for each in wanted_yields(joint)] == [("org_uscc", "register")]
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)
    food = factories.member(joint, "food")
    assert food.state == "running"
    assert CaseForm.objects.get(case=food.case).data == {
        "owner": "云岭好味餐饮有限公司", "uscc": factories.USCC["org_uscc"], "phone": "13800000000"
    }  # fmt: skip
    sources = dict(CaseMaterial.objects.filter(case=food.case).values_list("code", "source"))
    assert sources == {"licence": "shared", "site": "applicant", "plan": "applicant"}


def test_all_done(made: House) -> None:
    joint = factories.applied(made, board="no")
    assert "sign" not in factories.states(joint)
    factories.decide(made, joint, "register")
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)
    order = PartnerOrder.objects.get(joint=joint)
    assert (order.state, order.due is not None) == ("sent", True)
    services.take_order(made["engraver"], order_id=order.pk, by="何刻")
    services.finish_order(made["engraver"], order_id=order.pk, reference="印备2026-001")
    factories.decide(made, joint, "food")
    joint.refresh_from_db()
    assert (joint.state, joint.finished_at is not None) == ("done", True)
    assert "bundles.joint_finished" in {each.kind for each in entries(Subject("joint", joint.pk))}
    assert not services.follow(case_id=int(factories.member(joint, "food").case_id or 0))


def test_what_is_refused_stops_those_that_wait_and_no_others(made: House) -> None:
    joint = factories.applied(made)
    factories.decide(made, joint, "register", "refused")
    assert factories.states(joint) == {
        "register": "refused", "food": "stopped", "sign": "running", "seal": "stopped"
    }  # fmt: skip
    notice = JointNotice.objects.get(joint=joint)
    assert (notice.kind, "食品经营许可" in str(notice.document.data)) == ("stop", True)
    factories.decide(made, joint, "sign")
    joint.refresh_from_db()
    assert joint.state == "done"


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(made: House) -> None:
    with pytest.raises(Violations) as caught:
        factories.applied(made, answers={}, data={"contact_phone": "1"}, papers={}, declared=False)
    fields = {each.field for each in caught.value.items}
    assert fields == {
        "board",
        "company_name",
        "material_charter",
        "material_site",
        "material_plan",
        "declared",
    }
    assert not Joint.objects.exists()


def test_one_notice_for_what_several_sections_found(made: House) -> None:
    joint = factories.applied(made)
    register = factories.member(joint, "register").case
    assert register is not None
    with pytest.raises(Conflict) as caught:
        cases.request_correction(made["clerk"], case_id=register.pk, gaps=[Gap("charter", "缺签名")])
    assert caught.value.code == "told_together"
    with pytest.raises(RuleViolation):
        services.note_gap(made["clerk"], joint_id=joint.pk, member="register", code="other", problem="缺")
    services.note_gap(made["clerk"], joint_id=joint.pk, member="register", code="charter", problem="缺签名")
    services.note_gap(made["clerk"], joint_id=joint.pk, member="sign", code="drawing", problem="看不清")
    services.send_correction(made["clerk"], joint_id=joint.pk)
    assert {factories.member(joint, code).case.state for code in ("register", "sign")} == {  # type: ignore[union-attr]  # both have begun
        "awaiting_correction"
    }
    assert [each.kind for each in documents_about("joint", joint.pk)].count("joint_correction") == 1
    assert not documents_about("case", register.pk) or all(
        each.kind != "correction_notice" for each in documents_about("case", register.pk)
    )
    citizen = made["张伟"]
    with pytest.raises(RuleViolation):
        services.add_paper(citizen, joint_id=joint.pk, code="plan", paper_copies=1)
    with pytest.raises(Violations):
        services.supply_joint(citizen, joint_id=joint.pk)
    for code in ("charter", "drawing"):
        services.add_paper(citizen, joint_id=joint.pk, code=code, paper_copies=1)
    services.supply_joint(citizen, joint_id=joint.pk)
    assert open_notice(joint) is None
    assert factories.accept(made, joint, "register").state == "accepted"


def test_independent_items_go_on_while_others_are_corrected(made: House) -> None:
    joint = factories.applied(made)
    services.note_gap(made["clerk"], joint_id=joint.pk, member="register", code="charter", problem="缺签名")
    services.send_correction(made["clerk"], joint_id=joint.pk)
    factories.decide(made, joint, "sign")
    assert factories.states(joint)["sign"] == "granted"


def new_version(made: House, code: str, content: Any) -> None:
    catalog.published(content, code=code, bureau_id=made.bureau_id)


def test_an_item_that_changed_its_version_while_it_waited_asks_only_for_what_is_new(made: House) -> None:
    joint = factories.applied(made)
    before = factories.member(joint, "food").version_id
    materials = [{"code": "plan", "name": "布局图"}, {"code": "health", "name": "健康证明"}]
    new_version(made, "food", factories.food(materials=materials, assurance_hand_in="2"))
    factories.decide(made, joint, "register")
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)
    food = factories.member(joint, "food")
    assert (food.state, food.lacking) == ("lacking", [["material", "health", "健康证明"]])
    services.add_paper(made["张伟"], joint_id=joint.pk, code="health", paper_copies=1)
    with pytest.raises(RuleViolation, match="要先实名"):
        services.supply_lacking(made["张伟"], joint_id=joint.pk)
    person = made.cast.applicants["张伟"]
    person.assurance = "provider"
    person.save(update_fields=["assurance"])
    services.supply_lacking(made["张伟"], joint_id=joint.pk)
    food = factories.member(joint, "food")
    assert food.state == "running"
    assert food.case is not None
    assert food.case.item_version_id != before


def test_running_cases_stay_on_their_version(made: House) -> None:
    joint = factories.applied(made)
    case = factories.member(joint, "register").case
    assert case is not None
    new_version(made, "register", factories.register(promised_limit={"days": 2}))
    factories.decide(made, joint, "register")
    case.refresh_from_db()
    assert case.item_version_id == factories.member(joint, "register").version_id


def test_a_draft_follows_the_theme_to_its_newest_version(made: House) -> None:
    version = ThemeVersion.objects.get(state="published")
    citizen = made["张伟"]
    joint = services.start_joint(citizen, theme_id=version.theme_id, applicant_id=made.applicant())
    services.save_joint(citizen, joint_id=joint.pk, answers={"board": ["no"]}, data=factories.DATA)
    factories.published(made, title="我要开一家餐饮店")
    with pytest.raises(Conflict) as caught:
        services.submit_joint(citizen, joint_id=joint.pk, declared=True)
    assert caught.value.code == "theme_changed"
    saved = services.save_joint(citizen, joint_id=joint.pk, answers={"board": ["no"]})
    assert saved.version_id != version.pk
    assert saved.data == factories.DATA


def test_nobody_applies_for_others_or_sees_their_application(made: House) -> None:
    with pytest.raises(Forbidden):
        factories.applied(made, applicant_id=made.applicant("王芳"))
    joint = factories.applied(made)
    assert not visible_joints(made["王芳"]).exists()
    with pytest.raises(NotFound):
        services.withdraw_joint(made["王芳"], joint_id=joint.pk)
    assert not visible_orders(made["engraver"]).exists()


def test_the_window_applies_for_somebody(made: House) -> None:
    version = ThemeVersion.objects.get(state="published")
    joint = services.apply_jointly(
        made["clerk"], theme_id=version.theme_id, applicant_id=made.applicant(), answers={"board": ["no"]},
        data=factories.DATA, papers={"charter": None, "site": None, "plan": None}, declared=True, channel="window",
    )  # fmt: skip
    factories.decide(made, joint, "register")
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)
    assert factories.states(joint)["food"] == "running"


def test_withdrawing_ends_what_is_not_decided(made: House) -> None:
    joint = factories.applied(made)
    factories.decide(made, joint, "sign")
    services.withdraw_joint(made["张伟"], joint_id=joint.pk)
    assert factories.states(joint) == {
        "register": "ended", "food": "stopped", "sign": "granted", "seal": "stopped"
    }  # fmt: skip
    with pytest.raises(Conflict):
        services.withdraw_joint(made["张伟"], joint_id=joint.pk)


def test_one_item_withdrawn_alone_stops_those_that_wait_for_it(made: House) -> None:
    joint = factories.applied(made)
    case = factories.member(joint, "register").case
    assert case is not None
    cases.withdraw_case(made["张伟"], case_id=case.pk)
    assert services.follow(case_id=case.pk)
    assert factories.states(joint)["food"] == "stopped"


def test_the_form_and_the_set_ask_once(made: House) -> None:
    joint = factories.applied(made)
    one = filling(joint).composition
    assert one.form.asked < one.form.asked_singly
    assert {each.code for each in one.materials if each.must} == set(factories.PAPERS)
    assert JointCase.objects.filter(joint=joint).count() == 3
