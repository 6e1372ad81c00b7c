"""A project from its code to its last stage, through the real services."""

from datetime import timedelta
from typing import Any

import pytest

from oneseal.cases.tests import factories as case_factories
from oneseal.cases.tests.factories import House
from oneseal.documents.selectors import documents_about
from oneseal.foundation import calendars, clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.notices.selectors import visible_messages
from oneseal.projects import jobs, selectors, services
from oneseal.projects.models import Ask, Opinion, Project, Task
from oneseal.projects.services import Question
from oneseal.projects.tests import factories
from oneseal.projects.tests.factories import CODE, SQUARE, answered, asked, done, task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def made() -> House:
    return factories.house()


def codes_of(caught: Any) -> list[str]:
    error = caught.value
    return [each.code for each in error.items] if isinstance(error, Violations) else [error.code]


def told(made: House, who: str, template: str) -> int:
    return visible_messages(made[who]).filter(template=template).count()


def test_a_project_gets_the_flow_of_its_kind(made: House) -> None:
    project = factories.registered(made, "government")
    assert project.code == CODE
    assert [stage.number for stage in project.stages.all()] == [1, 2, 3, 4, 5]
    assert project.stages.get(number=1).lead is not None
    assert project.tasks.count() == len(selectors.flow_of(made.bureau_id, "government").tasks)
    assert [each.kind for each in entries(Subject("project", project.pk))] == ["projects.registered"]
    reading = selectors.reading_of(project)
    assert reading.target.target == 28
    assert reading.schedule.begin is not None
    assert "construction_permit" in reading.schedule.critical


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "x"}, "code_shape"),
        ({"investor": "other"}, "no_such_kind"),
        ({"name": ""}, "text_length"),
        ({"name": "厂" * 201}, "text_length"),
        ({"investment": -1}, "negative"),
        ({"is_key": True}, "key_list_missing"),
        ({"manager_id": 999999}, "no_such_colleague"),
    ],
)
def test_what_is_wrong_is_refused(made: House, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        factories.registered(made, **changes)
    assert caught.value.code == code
    assert not Project.objects.exists()


def test_a_code_is_registered_once_and_only_by_the_centre(made: House) -> None:
    factories.registered(made)
    with pytest.raises(Conflict) as caught:
        factories.registered(made)
    assert caught.value.code == "code_taken"
    with pytest.raises(Forbidden):
        services.register_project(
            made["reviewer"], code=CODE, investor="social", owner_id=1, particulars=factories.particulars()
        )


def test_stages_have_gates_and_one_acceptance_date(made: House) -> None:
    project, who = factories.registered(made, "small"), made["coordinator"]
    with pytest.raises(Conflict) as caught:
        services.open_stage(who, project_id=project.pk, number=2)
    assert caught.value.code == "gate"
    with pytest.raises(RuleViolation) as early:
        services.start_task(who, project_id=project.pk, task_id=task(project, "project_filing").pk)
    assert early.value.code == "waits"
    done(made, project, "prepare")
    with pytest.raises(RuleViolation) as closed:
        services.start_task(who, project_id=project.pk, task_id=task(project, "project_filing").pk)
    assert closed.value.code == "stage_closed"
    stage = services.open_stage(who, project_id=project.pk, number=1)
    assert stage.opened_on == clock.today()
    assert stage.due == calendars.current().add_workdays(clock.today(), stage.days).day
    with pytest.raises(Conflict):
        services.open_stage(who, project_id=project.pk, number=1)
    with pytest.raises(RuleViolation) as left:
        services.pass_stage(who, project_id=project.pk, number=1)
    assert left.value.code == "tasks_left"
    done(made, project, "project_filing")
    assert services.pass_stage(who, project_id=project.pk, number=1).state == "passed"
    assert services.open_stage(who, project_id=project.pk, number=2).state == "running"


def test_a_stage_with_a_missing_department_is_not_accepted(made: House) -> None:
    for gone in (factories.unit(made, "气象局"), made.cast.sections["investment"]):
        gone.closed_on = clock.today()
        gone.save()
    project, who = factories.registered(made), made["coordinator"]
    with pytest.raises(Violations) as caught:
        services.open_stage(who, project_id=project.pk, number=1)
    assert "lead_missing" in codes_of(caught)
    assert codes_of(caught).count("unit_missing") == 3
    unit = made.cast.sections["general"]
    services.assign_lead(who, project_id=project.pk, number=1, unit_id=unit.pk)
    for each in project.tasks.filter(stage=1, unit=None).exclude(kind="preparation"):
        services.assign_task(who, project_id=project.pk, task_id=each.pk, unit_id=unit.pk)
    assert services.open_stage(who, project_id=project.pk, number=1).lead == unit
    drawings = task(project, "drawings")
    with pytest.raises(RuleViolation):
        services.ask_for_task(who, project_id=project.pk, task_id=drawings.pk, question=Question("意见？", 3))


def ready_for_evaluation(made: House, investor: str = "social") -> Project:
    project = factories.registered(made, investor)
    done(made, project, "prepare")
    return project


def test_one_request_parallel_opinions_one_answer(made: House) -> None:
    project = ready_for_evaluation(made)
    ask = asked(made, project)
    assert ask.opinions.count() == 3
    assert task(project, "evaluation").state == "running"
    with pytest.raises(RuleViolation) as early:
        services.close_ask(made["coordinator"], ask_id=ask.pk, result="passed", summary="")
    assert early.value.code == "opinions_missing"
    own = selectors.own_opinions(made["environment"]).get()
    assert selectors.own_opinions(made["fire"]).count() == 0
    with pytest.raises(NotFound):
        services.give_opinion(made["fire"], opinion_id=own.pk, said="agree", text="")
    with pytest.raises(Forbidden):
        services.give_opinion(made["coordinator"], opinion_id=own.pk, said="agree", text="")
    given = services.give_opinion(made["environment"], opinion_id=own.pk, said="changes", text="补充声屏障")
    assert given.state == "given"
    with pytest.raises(Conflict):
        services.give_opinion(made["environment"], opinion_id=own.pk, said="agree", text="")
    answered(ask, 环境局="补充声屏障")
    closed = services.close_ask(made["coordinator"], ask_id=ask.pk, result="changes", summary="请修改后再报")
    paper = documents_about("project", project.pk)[0]
    assert paper.kind == "joint_opinion"
    assert "补充声屏障（云岭市生态环境局）" in " ".join(paper.data["paragraphs"])
    assert closed.paper_id == paper.pk
    assert task(project, "evaluation").state == "running"
    assert told(made, "张伟", "joint_answer") == 1
    second = asked(made, project)
    assert second.round == 2
    again = second.opinions.get(unit_name__endswith="生态环境局")
    services.give_opinion(made["environment"], opinion_id=again.pk, said="changes", text="声屏障还不够高")
    answered(second)
    services.close_ask(made["coordinator"], ask_id=second.pk, result="passed", summary="")
    assert task(project, "evaluation").state == "done"


def test_nobody_is_asked_twice_at_once(made: House) -> None:
    project = ready_for_evaluation(made)
    asked(made, project)
    with pytest.raises(Exception, match="one_open_ask_per_task"):
        asked(made, project)


def test_a_missing_reply_is_recorded_told_and_still_possible(made: House) -> None:
    project = ready_for_evaluation(made)
    ask = asked(made, project, days=2)
    row = ask.opinions.get(unit_name__endswith="生态环境局")
    with clock.at(clock.now() + timedelta(days=1)):
        assert not services.miss_opinion(opinion_id=row.pk)
    with clock.at(clock.now() + timedelta(days=7)):
        assert set(selectors.overdue_opinions()) == set(ask.opinions.values_list("pk", flat=True))
        jobs.miss()
        assert selectors.overdue_opinions() == []
        assert not services.miss_opinion(opinion_id=row.pk)
        assert selectors.missed_opinions(made["coordinator"]).count() == 3
        assert told(made, "environment", "opinion_missed") == 1
        assert told(made, "coordinator", "opinion_escalated") == 3
        with pytest.raises(RuleViolation) as caught:
            services.close_ask(made["coordinator"], ask_id=ask.pk, result="passed", summary="")
        assert caught.value.code == "opinions_missing"
        late = services.give_opinion(made["environment"], opinion_id=row.pk, said="agree", text="")
    assert late.missed_on is not None
    kinds = [each.kind for each in entries(Subject("project", project.pk))]
    assert kinds.count("projects.opinion_missed") == 3


def test_where_a_rule_says_so_silence_is_consent(made: House) -> None:
    project = ready_for_evaluation(made)
    Project.objects.filter(pk=project.pk).update(
        flow={**project.flow, "missing": "consent", "missing_basis": "某地并联审批办法第十条（演示）"}
    )
    ask = asked(made, project, days=1)
    with clock.at(clock.now() + timedelta(days=10)):
        jobs.miss()
        closed = services.close_ask(made["coordinator"], ask_id=ask.pk, result="passed", summary="")
    assert closed.result == "passed"
    assert documents_about("project", project.pk)[0].data["basis"] == "某地并联审批办法第十条（演示）"


def test_a_request_called_off_leaves_the_task_to_be_asked_again(made: House) -> None:
    project = ready_for_evaluation(made)
    ask = asked(made, project)
    with pytest.raises(RuleViolation):
        services.cancel_ask(made["coordinator"], ask_id=ask.pk, reason=" ")
    services.cancel_ask(made["coordinator"], ask_id=ask.pk, reason="送审文件有误")
    assert asked(made, project).round == 1


def test_a_meeting_keeps_each_view(made: House) -> None:
    project, who = factories.registered(made), made["coordinator"]
    units = [made.cast.sections["market"].pk, factories.unit(made, "水利局").pk]
    lead = units[0]
    when = clock.now() + timedelta(days=2)
    with pytest.raises(RuleViolation):
        services.call_meeting(
            who, project_id=project.pk, lead_id=lead, title="选址", question=Question("？", 2, units, when)
        )
    question = Question("厂区东侧距河道管理范围线12米，怎样布置？", 2, units, when, "三楼会议室")
    ask = services.call_meeting(who, project_id=project.pk, lead_id=lead, title="选址研判", question=question)
    with pytest.raises(RuleViolation) as caught:
        services.close_ask(who, ask_id=ask.pk, result="", summary="退让")
    assert caught.value.code == "nobody_spoke"
    mine = ask.opinions.get(unit_id=lead)
    services.give_opinion(made["section_head"], opinion_id=mine.pk, said="changes", text="退让至15米")
    closed = services.close_ask(who, ask_id=ask.pk, result="", summary="退让至15米，其余不变")
    assert closed.state == "closed"
    assert documents_about("project", project.pk)[0].kind == "research_minutes"


def test_a_regional_assessment_stands_for_the_projects_inside(made: House) -> None:
    project, who = factories.registered(made), made["coordinator"]
    today = clock.today()
    area = services.list_assessment(
        who,
        kind="eia",
        title="经开区区域环评",
        document="云环区评〔2026〕1号",
        area=SQUARE,
        valid_from=today,
        valid_until=today + timedelta(days=365),
    )
    eia = task(project, "eia")
    said: dict[str, Any] = {
        "project_id": project.pk,
        "task_id": eia.pk,
        "reason": "",
        "assessment_id": area.pk,
    }
    with pytest.raises(RuleViolation) as caught:
        services.skip_task(who, **said)
    assert caught.value.code == "no_site"
    services.set_site(who, project_id=project.pk, geojson=SQUARE)
    with pytest.raises(RuleViolation):
        services.skip_task(who, **{**said, "task_id": task(project, "soil").pk})
    assert services.skip_task(who, **said).state == "skipped"
    services.need_task(who, project_id=project.pk, task_id=eia.pk)
    with clock.at(clock.now() + timedelta(days=400)), pytest.raises(RuleViolation) as over:
        services.skip_task(who, **said)
    assert over.value.code == "assessment_over"
    services.end_assessment(who, assessment_id=area.pk, reason="规划调整")
    with pytest.raises(Conflict):
        services.end_assessment(who, assessment_id=area.pk, reason="再停")


def test_a_task_follows_its_application(made: House) -> None:
    project, who = factories.registered(made, "small"), made["coordinator"]
    done(made, project, "prepare")
    services.open_stage(who, project_id=project.pk, number=1)
    filing = task(project, "project_filing")
    Task.objects.filter(pk=filing.pk).update(item_code="transport_permit")
    case = case_factories.decided(made)
    said: dict[str, Any] = {"project_id": project.pk, "task_id": filing.pk}
    with pytest.raises(RuleViolation) as caught:
        services.link_case(who, **said, number=case.number)
    assert caught.value.code == "other_item"
    Task.objects.filter(pk=filing.pk).update(item_code=case.item.code)
    other = case_factories.submitted(made, "王芳")
    with pytest.raises(RuleViolation) as strange:
        services.link_case(who, **said, number=other.number)
    assert strange.value.code == "other_applicant"
    services.link_case(who, **said, number=case.number)
    with pytest.raises(Conflict):
        services.link_case(who, **said, number=case.number)
    with pytest.raises(Conflict):
        services.finish_task(who, **said)
    line = next(each for each in selectors.reading_of(project).lines if each.task.key == "project_filing")
    assert (line.now.state, line.is_settled) == ("done", True)
    assert services.pass_stage(who, project_id=project.pk, number=1).state == "passed"


def test_stopped_and_finished(made: House) -> None:
    project, who = factories.registered(made), made["coordinator"]
    with pytest.raises(RuleViolation):
        services.stop_project(who, project_id=project.pk, reason="")
    services.stop_project(who, project_id=project.pk, reason="资金未落实")
    with pytest.raises(Conflict):
        done(made, project, "prepare")
    services.resume_project(who, project_id=project.pk)
    with pytest.raises(RuleViolation) as caught:
        services.finish_project(who, project_id=project.pk)
    assert caught.value.code == "tasks_left"
    project.tasks.update(state="done", finished_on=clock.today())
    assert services.finish_project(who, project_id=project.pk).state == "done"


def test_a_changed_flow_leaves_running_projects_alone(made: House) -> None:
    project, who = factories.registered(made), made["coordinator"]
    flow = selectors.flow_of(made.bureau_id, "social").model_dump(mode="json")
    services.adopt_flow(who, content={**flow, "target": 18})
    assert selectors.flow_of(made.bureau_id, "social").target == 18
    assert selectors.reading_of(project).target.target == 20
    tasks = [
        {**each, "after": ["construction_permit"]} if each["key"] == "planning" else each
        for each in flow["tasks"]
    ]
    with pytest.raises(Violations) as caught:
        services.adopt_flow(who, content={**flow, "tasks": tasks})
    assert set(codes_of(caught)) == {"after_later"}
    with pytest.raises(RuleViolation):
        services.adopt_flow(who, content={**flow, "target": 0})
    with pytest.raises(Forbidden):
        services.adopt_flow(made["clerk"], content=flow)


def test_who_sees_a_project(made: House) -> None:
    project = ready_for_evaluation(made)
    assert selectors.access_project(made["张伟"], project.pk) == project
    assert selectors.access_project(made["supervisor"], project.pk) == project
    for who in ("王芳", "fire", "administrator"):
        with pytest.raises(NotFound):
            selectors.access_project(made[who], project.pk)
    asked(made, project)
    assert selectors.access_project(made["environment"], project.pk) == project
    assert Opinion.objects.count() == 3
    assert Ask.objects.count() == 1


def test_reading_many_projects_asks_a_fixed_number_of_times(
    made: House, django_assert_max_num_queries: Any
) -> None:
    for place in range(4):
        factories.registered(made, code=f"2609-990181-89-01-54406{place}")
    rows = selectors.with_everything(selectors.visible_projects(made["coordinator"]))
    with django_assert_max_num_queries(6):
        assert len([selectors.read(each) for each in rows]) == 4
