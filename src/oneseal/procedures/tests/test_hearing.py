"""A hearing from the notice of the right to the decision on its minutes (LIC-16)."""

from datetime import timedelta
from typing import Any

import pytest

from oneseal.cases import selectors as case_selectors
from oneseal.cases import services as cases
from oneseal.cases.tests import factories as case_factories
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.procedures import services
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.tests import factories
from oneseal.procedures.tests.factories import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return case_factories.house()


def kinds(case: Any) -> list[str]:
    return list(documents.documents_about("case", case.pk).order_by("id").values_list("kind", flat=True))


def pauses(made: House, case: Any) -> list[Any]:
    return case_selectors.case_page(made["clerk"], case.pk).intervals


def test_from_the_notice_to_the_decision_on_the_minutes(made: House) -> None:
    case = factories.reviewed(made)
    row = factories.convened(made, case)
    case.refresh_from_db()
    assert case.state == "suspended"
    assert pauses(made, case)[0].reason == "hearing"
    assert kinds(case)[-3:] == ["hearing_right_notice", "hearing_notice", "special_procedure_notice"]
    with clock.at(factories.in_workdays(8, hour=14)):
        factories.minuted(made, case)
        with pytest.raises(RuleViolation, match="张伟"):
            services.close_hearing(made["coordinator"], proceeding_id=row.pk)
        factories.everybody_signs(made, row)
        closed = services.close_hearing(made["coordinator"], proceeding_id=row.pk)
        case.refresh_from_db()
        assert (closed.state, case.state) == ("closed", "in_review")
        assert pauses(made, case)[0].last == clock.today()
        cases.pass_step(made["reviewer"], step_id=case_factories.step_of(case, "review").pk)
        case_factories.passed(made, case, "check", "reviewer")
        step = case_factories.step_of(case, "decide")
        cases.take_step(made["section_head"], step_id=step.pk)
        cases.decide_case(made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"])
    assert closed.paper is not None
    decision = case_selectors.case_page(made["clerk"], case.pk).decision
    assert decision is not None
    assert any(closed.paper.number in text for text in decision.basis)


def test_no_decision_while_the_hearing_is_open(made: House) -> None:
    case = case_factories.at_decision(made)
    row = factories.told(made, case)
    step = case_factories.step_of(case, "decide")

    def refuse() -> None:
        cases.decide_case(
            made["section_head"], step_id=step.pk, outcome="refused", reasons=["不符合"], basis=["法"]
        )

    with pytest.raises(RuleViolation, match="听证还没有结束"):
        refuse()
    with pytest.raises(RuleViolation, match="期满后"):
        services.waive_hearing(made["reviewer"], proceeding_id=row.pk)
    with clock.at(factories.in_workdays(6)):
        uid = Member.objects.get(proceeding=row).uid
        with pytest.raises(RuleViolation, match="已满"):
            services.ask_hearing(made["张伟"], uid=uid, reason="要求听证")
        services.waive_hearing(made["reviewer"], proceeding_id=row.pk)
        refuse()


@pytest.mark.parametrize(("days", "word"), [(6, "7个工作日"), (7, ""), (20, ""), (21, "20个工作日")])
def test_the_days_of_the_notice(made: House, days: int, word: str) -> None:
    case = factories.reviewed(made)
    if not word:
        assert factories.convened(made, case, held_at=factories.in_workdays(days)).state == "asked"
        return
    with pytest.raises(RuleViolation, match=word) as refused:
        factories.convened(made, case, held_at=factories.in_workdays(days))
    assert refused.value.field == "held_at"
    assert pauses(made, case) == []


def test_who_examines_the_case_does_not_preside(made: House) -> None:
    case = factories.reviewed(made)
    with pytest.raises(Forbidden, match="不能是审查"):
        factories.convened(made, case, presider=made.staff("reviewer"))


def test_recusal_is_decided_by_the_head_and_stops_the_minutes(made: House) -> None:
    case = factories.reviewed(made)
    row = factories.convened(made, case)
    uid = Member.objects.get(proceeding=row, role="told").uid
    services.challenge_presider(made["张伟"], uid=uid, reason="主持人是对方亲属")
    with pytest.raises(Conflict, match="已有人"):
        services.challenge_presider(made["张伟"], uid=uid, reason="再提一次")
    with clock.at(factories.in_workdays(8, hour=14)):
        with pytest.raises(Conflict, match="回避申请还没有决定"):
            factories.minuted(made, case)
        with pytest.raises(Forbidden):
            services.rule_on_challenge(made["reviewer"], proceeding_id=row.pk, granted=False, reason="无关")
        services.rule_on_challenge(
            made["deputy_head"],
            proceeding_id=row.pk,
            granted=True,
            reason="确有亲属关系",
            presider=made.staff("item_keeper"),
        )
        with pytest.raises(NotFound):
            services.take_minutes(
                made["coordinator"], proceeding_id=row.pk, text="笔录", people="张伟，申请人"
            )
        services.take_minutes(made["item_keeper"], proceeding_id=row.pk, text="笔录", people="张伟，申请人")
    assert Proceeding.objects.get(pk=row.pk).state == "minuted"
    assert "recusal_decision" in kinds(case)


def test_the_minutes_wait_for_the_hour_and_a_refusal_to_sign_is_kept(made: House) -> None:
    case = factories.reviewed(made)
    row = factories.convened(made, case)
    with pytest.raises(RuleViolation, match="没有到时间"):
        factories.minuted(made, case)
    with clock.at(factories.in_workdays(8, hour=14)):
        factories.minuted(made, case)
        members = Member.objects.filter(proceeding=row, role="participant")
        services.sign_minutes(
            made["second_clerk"], proceeding_id=row.pk, member_id=members[0].pk, refused="不认可笔录"
        )
        services.sign_minutes(made["second_clerk"], proceeding_id=row.pk, member_id=members[1].pk)
        for who in ("second_clerk", "coordinator"):
            services.sign_minutes(made[who], proceeding_id=row.pk)
        with pytest.raises(Conflict, match="已经登记"):
            services.sign_minutes(made["second_clerk"], proceeding_id=row.pk)
        services.close_hearing(made["second_clerk"], proceeding_id=row.pk)
    assert members[0].state == "refused"


def test_the_clock_does_not_run_again_by_hand_and_one_hearing_is_open_at_a_time(made: House) -> None:
    case = factories.reviewed(made)
    factories.convened(made, case)
    with pytest.raises(Conflict, match="听证还没有结束"):
        cases.resume_clock(made["reviewer"], case_id=case.pk)
    with pytest.raises(Conflict, match="没有结束"):
        services.order_hearing(made["reviewer"], case_id=case.pk, question="再来一次")


def test_third_parties_are_told_heard_and_invited(made: House) -> None:
    case = factories.reviewed(made)
    row = services.name_third_parties(
        made["reviewer"], case_id=case.pk, question="油烟影响楼上住户", people="李大山，202室\n王小花，302室"
    )
    assert kinds(case).count("third_party_notice") == 2
    first, second = Member.objects.filter(proceeding=row)
    services.hear_party(made["reviewer"], proceeding_id=row.pk, member_id=first.pk, statement="反对")
    with pytest.raises(RuleViolation, match="还有利害关系人"):
        services.close_parties(made["reviewer"], proceeding_id=row.pk)
    with clock.at(clock.now() + timedelta(days=20)):
        services.close_parties(made["reviewer"], proceeding_id=row.pk)
    assert second.name == "王小花"
    factories.told(made, case)
    assert (
        sorted(kinds(case))[-5:]
        == ["party_hearing_right_notice"] * 2 + ["receipt"] + ["third_party_notice"] * 2
    )
    notices = documents.documents_about("case", case.pk).filter(kind__contains="hearing_right_notice")
    told = Member.objects.filter(role="told").order_by("pk")
    for notice, member in zip(notices.order_by("pk"), told, strict=True):
        assert (
            str(member.uid) in documents.access_document(made["reviewer"], notice.pk).data["paragraphs"][-1]
        )
        if member.name != "张伟":
            with pytest.raises(NotFound):
                documents.access_document(made["张伟"], notice.pk)


def test_only_officers_run_procedures_and_nobody_those_of_other_bureaus(made: House) -> None:
    case = factories.reviewed(made)
    with pytest.raises(Forbidden):
        services.tell_hearing_right(made["clerk"], case_id=case.pk, question="为什么")
    with pytest.raises(NotFound):
        services.tell_hearing_right(made["investment_reviewer"], case_id=case.pk, question="为什么")


def test_telling_of_the_right_to_a_hearing_is_a_ground_for_the_mask_to_fall() -> None:
    made = case_factories.house(masked=True)
    case = factories.reviewed(made)
    case.refresh_from_db()
    assert case.masked
    factories.told(made, case)
    case.refresh_from_db()
    assert (case.masked, case.applicant_name) == (False, "张伟")
    fell = [each for each in entries(Subject("case", case.pk)) if each.kind == "cases.mask_fell"]
    assert [each.data["why"] for each in fell] == ["hearing"]
