"""Ask several departments at once, hear each, answer once; a missing reply is recorded and told (5.11–5.15, 11.17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day, paper_moment
from oneseal.foundation.journal import Subject, Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Ask, Opinion, Project, Task
from oneseal.projects.rules import asking
from oneseal.projects.rules.asking import ASK_KINDS, SAID, AskKind, Result, Voice
from oneseal.projects.rules.states import ASK, OPINION, TASK, AskState, OpinionState, TaskState
from oneseal.projects.rules.templates import JOINT
from oneseal.projects.selectors.access import KEEPERS, SPEAKERS, access_ask
from oneseal.projects.selectors.reading import reading_of
from oneseal.projects.services.loading import (
    check_lead,
    hold,
    keep,
    task_of,
    tell_owner,
    tell_staff,
    units_by_name,
)
from oneseal.projects.services.moving import check_startable, settle

RESEARCHERS = KEEPERS | {Role.SECTION_HEAD, Role.BUREAU_HEAD}
LONGEST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, within how many working days. `held_at`, `place`: of a meeting or an acceptance."""

    text: str
    days: int
    unit_ids: Sequence[int] = ()
    held_at: datetime | None = None
    place: str = ""


def ask_for_task(actor: Actor, *, project_id: int, task_id: int, question: Question) -> Ask:
    """Joint drawing review, evaluation or acceptance: every department of the task at once (5.11, 5.12, 5.13).

    Asked again after changes it is the next round. Raises RuleViolation where a department is missing.
    """
    with transaction.atomic():
        project = hold(actor, project_id)
        task = task_of(project, task_id)
        check_lead(actor, task.unit_id)
        if task.kind not in JOINT:
            raise RuleViolation("not_joint", N_("这个环节不是联合办理的，不用征求意见。"))
        begun = task.state == TaskState.RUNNING
        if not begun:
            check_startable(reading_of(project), task)
        change = _begin(task) if not begun else []
        units = question.unit_ids or _named(project, task)
        rounds = Ask.objects.filter(task=task).exclude(state=AskState.CANCELLED).count()
        row = _new(actor, project, task.unit_id, AskKind(task.kind), task.name, question, task, rounds + 1)
        _ask(actor, project, row, units, change)
    return row


def _begin(task: Task) -> list[Update]:
    values = {"state": TASK.step(task.state, "start"), "started_on": clock.today()}
    return [Update(Task, task.pk, values)]


def _named(project: Project, task: Task) -> list[int]:
    known = units_by_name(project.bureau_id, task.asks)
    if absent := [name for name in task.asks if name not in known]:
        text = N_("这些部门不存在或者已撤销：%(names)s。请改选现有部门。")
        raise RuleViolation("unit_missing", text, params={"names": "、".join(absent)}, field="unit_ids")
    return [known[name].pk for name in task.asks]


def ask_units(actor: Actor, *, project_id: int, lead_id: int, title: str, question: Question) -> Ask:
    """Ask several departments about a project in parallel, with one lead (5.15)."""
    with transaction.atomic():
        project = hold(actor, project_id)
        check_lead(actor, lead_id)
        row = _new(actor, project, lead_id, AskKind.OPINION, title, question)
        _ask(actor, project, row, question.unit_ids)
    return row


def call_meeting(actor: Actor, *, project_id: int, lead_id: int, title: str, question: Question) -> Ask:
    """Convene a research meeting on a project; each department's view is recorded (11.17)."""
    if not actor.has(*RESEARCHERS):
        raise Forbidden("may_not_convene", N_("项目研判会由项目帮办、科室负责人、局领导或者协调岗召集。"))
    if question.held_at is None or not question.place.strip():
        field = "held_at" if question.held_at is None else "place"
        raise RuleViolation("when_and_where", N_("请写明开会的时间和地点。"), field=field)
    if question.held_at < clock.now():
        raise RuleViolation("in_the_past", N_("开会时间已经过去，请改为以后的时间。"), field="held_at")
    with transaction.atomic():
        project = hold(actor, project_id)
        row = _new(actor, project, lead_id, AskKind.RESEARCH, title, question)
        _ask(actor, project, row, question.unit_ids)
    return row


def _new(
    actor: Actor,
    project: Project,
    lead_id: int | None,
    kind: AskKind,
    title: str,
    question: Question,
    task: Task | None = None,
    turn: int = 1,
) -> Ask:
    known = {each.pk for each in identity.units(project.bureau_id, clock.today())}
    if lead_id not in known:
        raise RuleViolation("lead_missing", N_("牵头部门不存在或者已撤销，请先指定。"), field="lead_id")
    for field, text in (("title", title), ("text", question.text)):
        if not text.strip():
            raise RuleViolation("text_missing", N_("请填写。"), field=field)
    if not 0 < question.days <= LONGEST_DAYS:
        text = N_("答复期限应为1至30个工作日。")
        raise RuleViolation("days_range", text, field="days")
    due = asking.answer_by(clock.today(), question.days, calendars.current())
    return Ask(
        project=project,
        task=task,
        kind=kind,
        title=title.strip()[:200],
        question=question.text.strip(),
        lead_id=lead_id,
        round=turn,
        asked_at=clock.now(),
        asked_on=clock.today(),
        asked_by_id=actor.staff_id or None,
        due=due.day,
        due_provisional=due.provisional,
        missing=project.flow["missing"],
        missing_basis=project.flow["missing_basis"],
        held_at=question.held_at,
        place=question.place.strip()[:200],
    )


def _ask(
    actor: Actor, project: Project, row: Ask, unit_ids: Iterable[int], changes: Sequence[Update] = ()
) -> None:
    known = {each.pk: each for each in identity.units(project.bureau_id, clock.today())}
    wanted = [unit for unit in dict.fromkeys(unit_ids)]
    if set(wanted) - set(known):
        raise RuleViolation("no_such_unit", N_("请从现有科室和部门中选择。"), field="unit_ids")
    asking.check_units(wanted, row.lead_id)
    row.save()
    Opinion.objects.bulk_create(
        Opinion(
            ask=row,
            bureau_id=project.bureau_id,
            unit_id=unit,
            unit_name=known[unit].name,
            due=row.due,
            due_provisional=row.due_provisional,
        )
        for unit in wanted
    )
    names = [known[unit].name for unit in wanted]
    keep(actor, project, events.Asked(row.pk, row.title, names, row.due.isoformat()), *changes)
    for unit in wanted:
        _tell_unit(actor, row, unit, "opinion_asked")


def speakers(bureau_id: int, unit_ids: Iterable[int], roles: Iterable[Role] = SPEAKERS) -> set[int]:
    """Staff ids of those who may speak for some units today."""
    return identity.in_roles(bureau_id, roles, clock.today(), units=unit_ids)


def _tell_unit(actor: Actor, row: Ask, unit: int, template: str) -> None:
    tell_staff(
        actor,
        row.project.bureau_id,
        speakers(row.project.bureau_id, [unit]),
        template,
        f"{row.pk}:{unit}",
        reverse("projects:ask", args=[row.pk]),
        project=row.project.name,
        title=row.title,
        due=row.due.isoformat(),
    )


def give_opinion(actor: Actor, *, opinion_id: int, said: str, text: str, basis: str = "") -> Opinion:
    """Answer for one's section or department, also after the day (which stays on record)."""
    with transaction.atomic():
        row = _opinion(opinion_id)
        access_ask(actor, row.ask_id)
        if not actor.has(*SPEAKERS) or row.unit_id not in actor.sections:
            raise Forbidden("not_your_unit", N_("只有该部门的人员可以代表部门答复。"))
        project = hold(actor, row.ask.project_id)
        row = _opinion(opinion_id)
        if row.ask.state != AskState.OPEN:
            raise ASK.refuse(row.ask.state, "close")
        asking.check_given(said, text, basis)
        asking.check_round(said, basis, _earlier(row))
        late = row.missed_on is not None or clock.today() > row.due
        values = {
            "state": OPINION.step(row.state, "give"),
            "said": said,
            "text": text.strip(),
            "basis": basis.strip()[:300],
            "given_by_id": actor.staff_id or None,
            "given_at": clock.now(),
        }
        event = events.OpinionGiven(row.ask_id, row.unit_name, str(SAID[asking.Said(said)]), late)
        keep(actor, project, event, Update(Opinion, row.pk, values))
    row.refresh_from_db()
    return row


def _opinion(opinion_id: int) -> Opinion:
    found = Opinion.objects.select_related("ask__project").filter(pk=opinion_id).first()
    if found is None:
        raise RuleViolation("no_such_opinion", N_("没有找到这条征求意见，请刷新页面。"))
    return found


def _earlier(row: Opinion) -> str:
    """What the same department said in the round before."""
    if row.ask.task_id is None or row.ask.round < 2:
        return ""
    before = Opinion.objects.filter(ask__task=row.ask.task_id, unit=row.unit_id, ask__state=AskState.CLOSED)
    last = before.order_by("-ask__round", "-ask_id").first()
    return last.said if last else ""


def miss_opinion(*, opinion_id: int) -> bool:
    """Record that a reply did not come by its day, and tell the department, the lead and the coordinator (5.15).

    False where it came, the request ended, or the day is not over for sure.
    """
    with transaction.atomic():
        row = _opinion(opinion_id)
        project = db.lock(Project, row.ask.project_id)
        row = _opinion(opinion_id)
        over = asking.is_missed(row.due, clock.today(), provisional=row.due_provisional)
        if row.state != OpinionState.ASKED or row.ask.state != AskState.OPEN or not over:
            return False
        values = {"state": OPINION.step(row.state, "miss"), "missed_on": clock.today()}
        event = events.OpinionMissed(row.ask_id, row.ask.title, row.unit_name, row.due.isoformat())
        keep(SYSTEM, project, event, Update(Opinion, row.pk, values))
        _tell_unit(SYSTEM, row.ask, row.unit_id, "opinion_missed")
        _tell_above(row)
    return True


def _tell_above(row: Opinion) -> None:
    bureau, ask = row.bureau_id, row.ask
    people = identity.in_roles(bureau, [Role.COORDINATOR, Role.SUPERVISOR], clock.today())
    people |= speakers(bureau, [ask.lead_id], [Role.SECTION_HEAD])
    people |= {ask.project.manager_id} if ask.project.manager_id else set()
    link = reverse("projects:ask", args=[ask.pk])
    said = {
        "project": ask.project.name,
        "title": ask.title,
        "unit": row.unit_name,
        "due": row.due.isoformat(),
    }
    tell_staff(SYSTEM, bureau, people, "opinion_escalated", f"{row.pk}", link, **said)


def voices(row: Ask) -> list[Voice]:
    """What each department said."""
    return [Voice(each.unit_name, each.state, each.said, each.text) for each in row.opinions.all()]


def close_ask(actor: Actor, *, ask_id: int, result: str, summary: str) -> Ask:
    """Answer once, with everybody's comments put together: the paper goes to the owner (5.11–5.13), minutes stay inside.

    Passed, a joint task is done; with changes, the owner changes and the lead asks again.
    """
    with transaction.atomic():
        seen = access_ask(actor, ask_id)
        check_lead(actor, seen.lead_id)
        project = hold(actor, seen.project_id)
        row = Ask.objects.select_related("lead", "task").get(pk=ask_id)
        row.project = project
        state = ASK.step(row.state, "close")
        heard = voices(row)
        if row.kind == AskKind.RESEARCH:
            result = Result.PASSED
            _check_minutes(heard, summary)
        else:
            asking.check_closing(heard, result, row.missing)
        row.result, row.summary = result, summary.strip()
        paper = _paper(actor, project, row, heard)
        values = {
            "state": state,
            "result": result,
            "summary": row.summary,
            "closed_on": clock.today(),
            "closed_by_id": actor.staff_id or None,
            "paper_id": paper.pk,
        }
        event = events.AskClosed(row.pk, row.title, asking.RESULTS[Result(result)], paper.number)
        keep(actor, project, event, Update(Ask, row.pk, values))
        if row.task and result == Result.PASSED:
            settle(actor, project, row.task, TASK.step(row.task.state, "finish"))
        if row.kind in JOINT:
            tell_owner(actor, project, "joint_answer", str(row.pk), title=row.title, number=paper.number)
    row.refresh_from_db()
    return row


def _check_minutes(heard: list[Voice], summary: str) -> None:
    if not summary.strip():
        raise RuleViolation("summary_missing", N_("请写研判会形成的意见。"), field="summary")
    if not any(each.state == OpinionState.GIVEN for each in heard):
        raise RuleViolation("nobody_spoke", N_("还没有部门发表意见，请先记录各部门的意见。"))


def _paper(actor: Actor, project: Project, row: Ask, heard: list[Voice]) -> Any:
    meeting = row.kind == AskKind.RESEARCH
    comments = asking.consolidated(heard)
    facts = [
        {"name": "项目代码", "value": project.code},
        {"name": "牵头", "value": row.lead.name},
        {"name": "答复期限", "value": paper_day(row.due)},
    ]
    if row.held_at:
        facts += [{"name": "时间", "value": paper_moment(row.held_at)}, {"name": "地点", "value": row.place}]
    if not meeting:
        facts.append({"name": "结论", "value": asking.RESULTS[Result(row.result)]})
    said = {each.unit: SAID[asking.Said(each.said)] if each.said else "逾期未答复" for each in heard}
    lines = [row.question, *(f"{place}．{text}" for place, text in enumerate(comments, start=1)), row.summary]
    return documents.issue_document(
        actor,
        bureau_id=project.bureau_id,
        kind="research_minutes" if meeting else "joint_opinion",
        subject=Subject("project", project.pk),
        data={
            "applicant": project.owner_name,
            "person": project.owner.kind == "person",
            "item_name": f"{project.name}：{ASK_KINDS[AskKind(row.kind)]}",
            "paragraphs": [line for line in lines if line.strip()],
            "facts": facts,
            "people": [{"name": unit, "capacity": word, "signed": ""} for unit, word in said.items()],
            "basis": "" if meeting else row.missing_basis,
        },
    )


def cancel_ask(actor: Actor, *, ask_id: int, reason: str) -> Ask:
    """Call a request off, with the reason; a task goes on being asked for."""
    with transaction.atomic():
        seen = access_ask(actor, ask_id)
        check_lead(actor, seen.lead_id)
        if not reason.strip():
            raise RuleViolation("reason_missing", N_("请写明取消的原因。"), field="reason")
        project = hold(actor, seen.project_id)
        row = Ask.objects.get(pk=ask_id)
        values = {
            "state": ASK.step(row.state, "cancel"),
            "closed_on": clock.today(),
            "summary": reason.strip(),
        }
        keep(
            actor, project, events.AskCancelled(row.pk, row.title), Update(Ask, row.pk, values), reason=reason
        )
    row.refresh_from_db()
    return row
