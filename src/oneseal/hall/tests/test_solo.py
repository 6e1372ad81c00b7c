"""One appointed person takes in and decides; what leaves for the normal flow; the check afterwards (SOLO-1…5)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import services as case_services
from oneseal.cases.tests import factories as cases
from oneseal.foundation import calendars, clock, history
from oneseal.foundation.journal import Subject
from oneseal.hall import jobs, selectors, services
from oneseal.hall.models import SoloApprover, SoloAudit, SoloOverrun
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> cases.House:
    return cases.instant_house(solo=True)


def appointed(made: cases.House, who: str = "reviewer") -> SoloApprover:
    today = clock.today()
    return services.appoint_solo(
        made["bureau_head"],
        staff=made.staff(who),
        certificate="独审001",
        from_on=today,
        to_on=today + timedelta(days=365),
    )


def begun(made: cases.House) -> Any:
    appointed(made)
    case = cases.submitted(made)
    return case, services.begin_solo(made["reviewer"], case_id=case.pk)


def granted(made: cases.House) -> Any:
    case, step = begun(made)
    case_services.decide_case(
        made["reviewer"], step_id=step, outcome="granted", criteria=["已结清税款"], opinion="符合条件"
    )
    case.refresh_from_db()
    return case


def test_one_person_takes_in_and_decides(made: cases.House) -> None:
    case = granted(made)
    assert (case.state, case.solo) == ("granted", "on")
    assert case.acceptor_id == case.decider_id == made.staff("reviewer")
    assert selectors.minutes_taken(case) is not None


def test_only_appointed_and_only_while_the_term_runs(made: cases.House) -> None:
    case = cases.submitted(made)
    with pytest.raises(Forbidden, match="在任"):
        services.begin_solo(made["reviewer"], case_id=case.pk)
    row = appointed(made)
    with pytest.raises(Forbidden, match="在任"):
        services.begin_solo(made["section_head"], case_id=case.pk)
    services.dismiss_solo(made["bureau_head"], approver_id=row.pk, reason="岗位调整")
    with pytest.raises(Conflict):
        services.dismiss_solo(made["bureau_head"], approver_id=row.pk, reason="岗位调整")
    with pytest.raises(Forbidden, match="在任"):
        services.begin_solo(made["reviewer"], case_id=case.pk)


def test_the_acceptor_of_an_ordinary_case_still_decides_nothing(made: cases.House) -> None:
    appointed(made)
    case = cases.submitted(made)
    case_services.accept_case(made["reviewer"], case_id=case.pk)
    with pytest.raises(Forbidden, match="受审分离"):
        case_services.take_step(made["reviewer"], step_id=cases.step_of(case, "decide").pk)


def test_a_credit_hit_keeps_a_case_out(made: cases.House) -> None:
    appointed(made)
    case = cases.submitted(made)
    dishonest(made)
    with pytest.raises(RuleViolation, match="失信"):
        services.begin_solo(made["reviewer"], case_id=case.pk)


def dishonest(made: cases.House) -> None:
    case_services.record_dishonesty(
        made["supervisor"],
        number=made.cast.applicants["张伟"].number,
        fact="提供虚假材料",
        source="云市监罚〔2026〕1号",
        found_on=clock.today(),
    )


def test_a_credit_hit_on_the_way_sends_it_back(made: cases.House) -> None:
    case, step = begun(made)
    dishonest(made)
    said: dict[str, Any] = {"step_id": step, "outcome": "granted", "criteria": ["已结清税款"]}
    with pytest.raises(RuleViolation, match="先转入普通程序"):
        case_services.decide_case(made["reviewer"], **said)
    services.leave_solo(made["section_head"], case_id=case.pk, reason="失信")


def test_alone_nobody_refuses_stops_or_extends(made: cases.House) -> None:
    case, step = begun(made)
    with pytest.raises(RuleViolation, match="不能作出不予许可") as alone:
        case_services.decide_case(
            made["reviewer"], step_id=step, outcome="refused", reasons=["不符合"], basis=["第一条"]
        )
    assert alone.value.basis
    with pytest.raises(RuleViolation, match="不能暂停"):
        case_services.suspend_clock(
            made["reviewer"], case_id=case.pk, procedure="hearing", explanation="听证", expected_days=5
        )
    with pytest.raises(RuleViolation, match="不能延期"):
        case_services.request_extension(made["reviewer"], case_id=case.pk, days=5, reason="复杂")


def test_it_leaves_for_the_normal_flow(made: cases.House) -> None:
    case, _step = begun(made)
    with pytest.raises(Forbidden, match="独任审批员或者科室负责人"):
        services.leave_solo(made["clerk"], case_id=case.pk, reason="有疑问")
    with pytest.raises(RuleViolation, match="为什么"):
        services.leave_solo(made["reviewer"], case_id=case.pk, reason=" ")
    services.leave_solo(made["reviewer"], case_id=case.pk, reason="签名与原件不一致")
    case.refresh_from_db()
    assert (case.state, case.solo) == ("in_review", "left")
    assert cases.step_of(case, "solo").state == "cancelled"
    with pytest.raises(Forbidden, match="受审分离"):
        case_services.take_step(made["reviewer"], step_id=cases.step_of(case, "decide").pk)
    with pytest.raises(Conflict):
        services.leave_solo(made["reviewer"], case_id=case.pk, reason="再转")


def test_appointing(made: cases.House) -> None:
    today = clock.today()
    term: dict[str, Any] = {"certificate": "独审002", "from_on": today, "to_on": today + timedelta(days=30)}
    with pytest.raises(Forbidden, match="局领导"):
        services.appoint_solo(made["section_head"], staff=made.staff("reviewer"), **term)
    with pytest.raises(RuleViolation, match="审查、决定岗位"):
        services.appoint_solo(made["bureau_head"], staff=made.staff("clerk"), **term)
    row = appointed(made)
    row.refresh_from_db()
    assert row.document is not None
    with pytest.raises(RuleViolation, match="已经是"):
        appointed(made)


def test_the_month_is_drawn_once_and_checked_by_another(made: cases.House) -> None:
    case = granted(made)
    month = clock.today().replace(day=1)
    assert services.draw_sample(made.bureau_id, month=month, seed="a1") == [case.pk]
    assert services.draw_sample(made.bureau_id, month=month, seed="a2") == []
    assert services.draw_sample(made.bureau_id, month=date(2020, 1, 1), seed="a3") == []
    audit = SoloAudit.objects.get()
    assert list(selectors.audits_waiting(made["supervisor"])) == [audit]
    with pytest.raises(Forbidden, match="督查岗"):
        services.audit_solo(made["bureau_head"], audit_id=audit.pk, clean=True, finding="相符")
    done = services.audit_solo(made["supervisor"], audit_id=audit.pk, clean=False, finding="缺一页")
    assert done.state == "faulty"
    with pytest.raises(Conflict):
        services.audit_solo(made["supervisor"], audit_id=audit.pk, clean=True, finding="相符")


def test_pages(made: cases.House, django_assert_max_num_queries: Any) -> None:
    head, reviewer = made.client("bureau_head"), made.client("reviewer")
    today = clock.today()
    said = {"staff": made.staff("reviewer"), "certificate": "独审001", "from_on": today.isoformat()}
    assert head.post("/desk/solo/appoint/", said).status_code == 422
    said["to_on"] = (today + timedelta(days=90)).isoformat()
    assert head.post("/desk/solo/appoint/", said).status_code == 302
    case = cases.submitted(made)
    assert "独任受理" in reviewer.get(f"/desk/cases/{case.pk}/answer/").text
    assert "独任受理" not in made.client("section_head").get(f"/desk/cases/{case.pk}/answer/").text
    assert "材料齐全" in reviewer.get(f"/desk/solo/begin/{case.pk}/").text
    answer = reviewer.post(f"/desk/solo/begin/{case.pk}/")
    assert reviewer.get(answer.headers["Location"]).status_code == 200
    assert "转入普通程序" in reviewer.get(f"/desk/cases/{case.pk}/").text
    assert reviewer.post(f"/desk/solo/leave/{case.pk}/", {"reason": ""}).status_code == 422
    decided = reviewer.post(
        answer.headers["Location"],
        {"outcome": "granted", "criteria": ["已结清税款"], "opinion": "符合"},
    )
    assert decided.status_code == 302
    services.draw_sample(made.bureau_id, month=today.replace(day=1), seed="a1")
    audit = SoloAudit.objects.get()
    supervisor = made.client("supervisor")
    supervisor.get("/desk/solo/")
    with django_assert_max_num_queries(9):
        assert case.number in supervisor.get("/desk/solo/").text
    address = f"/desk/solo/audits/{audit.pk}/"
    assert supervisor.post(address, {"verdict": "yes", "finding": ""}).status_code == 422
    assert supervisor.post(address, {"verdict": "yes", "finding": "相符"}).status_code == 302
    shown = Client().get("/solo/").text
    assert "郑凯" in shown
    assert "个体工商户注销登记" in shown
    row = SoloApprover.objects.get()
    assert head.post(f"/desk/solo/{row.pk}/dismiss/", {"reason": "调岗"}).status_code == 302
    assert "郑凯" not in Client().get("/solo/").text


def overrun(made: cases.House, minutes: int) -> Any:
    """A case taken in at nine on the next working day, and the clock so many minutes later."""
    nine = datetime.combine(calendars.current().add_workdays(clock.today(), 1).day, time(9), clock.LOCAL)
    with clock.at(nine):
        case, step = begun(made)
    return case, step, clock.at(nine + timedelta(minutes=minutes))


@pytest.mark.parametrize(("minutes", "told"), [(15, 0), (16, 1)])
def test_an_overrun_is_told_once_and_the_case_stays(made: cases.House, minutes: int, told: int) -> None:
    case, step, later = overrun(made, minutes)
    with later:
        jobs.watch_solo()
        jobs.watch_solo()
        assert SoloOverrun.objects.count() == told
        case_services.decide_case(made["reviewer"], step_id=step, outcome="granted", criteria=["已结清税款"])
    case.refresh_from_db()
    assert (case.state, case.solo) == ("granted", "on")
    kinds = [each.kind for each in history.entries(Subject("case", case.pk))]
    assert kinds.count("hall.solo_overran") == told


def test_where_the_bureau_says_so_an_overrun_leaves_for_the_normal_flow(
    made: cases.House, settings: Any
) -> None:
    settings.SOLO_OVERRUN = "leave"
    case, step, later = overrun(made, 16)
    with later:
        with pytest.raises(RuleViolation, match="时间已过"):
            case_services.decide_case(
                made["reviewer"], step_id=step, outcome="granted", criteria=["已结清税款"]
            )
        jobs.watch_solo()
    case.refresh_from_db()
    assert (case.state, case.solo) == ("in_review", "left")
    assert cases.step_of(case, "decide").state == "open"
    assert services.notice_overrun(case_id=case.pk) is False
    assert case.number in made.client("supervisor").get("/desk/solo/").text
