"""What the agent does: tasks ticked, applications begun for the principal, the order finished."""

from typing import TYPE_CHECKING

from django.db import transaction

from oneseal.agents import events, extensions
from oneseal.agents.models import AgentOrder, OrderItem, OrderTask
from oneseal.agents.rules import life
from oneseal.agents.rules.life import BASIS, OrderState
from oneseal.agents.selectors import access_order, in_force, is_agent, powers_of
from oneseal.agents.services.ordering import end_authorisation, keep, locked, tell
from oneseal.cases import services as cases
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def check_agent(actor: Actor, order: AgentOrder) -> None:
    """Only the agent, and only while the authorisation holds. Raises Forbidden, RuleViolation."""
    if not is_agent(actor, order):
        raise Forbidden("not_the_agent", N_("只有承办的代办员可以办理。"))
    if order.state == OrderState.PAUSED or (order.state == OrderState.WORKING and not in_force(order)):
        text = N_("委托人的授权已经到期或撤销，不能再办。请委托人续授权后接着办。")
        raise RuleViolation("authorisation_over", text, basis=BASIS)


def tick_task(actor: Actor, *, order_id: int, task_id: int, done: bool, note: str = "") -> None:
    """Something is done (or need not be: `note` says why), or open again."""
    check_agent(actor, access_order(actor, order_id))
    with transaction.atomic():
        order = locked(order_id, "work")
        task = OrderTask.objects.filter(pk=task_id, order=order).first()
        if task is None:
            raise NotFound("task_not_found", N_("没有找到这项任务，请刷新后再看。"))
        task.done_at = clock.now() if done else None
        task.note = note.strip()[:500]
        task.save(update_fields=["done_at", "note"])
        keep(actor, order, events.TaskDone(order.number, task.pk, done))


def begin_case(actor: Actor, *, order_id: int, item_id: int) -> "Case":
    """Begin the principal's application for one of the order's items, as their agent; once for each item."""
    check_agent(actor, access_order(actor, order_id))
    with transaction.atomic():
        order = locked(order_id, "work")
        row = OrderItem.objects.select_for_update().filter(order=order, item=item_id).first()
        if row is None:
            raise NotFound("item_not_ordered", N_("委托的事项里没有这一项。"))
        if row.case is not None:
            return row.case
        if order.theme:
            text = N_("委托的是一件事“%(theme)s”，请用“代为起草联合申请”，一张表一起办。")
            raise RuleViolation("one_application", text, params={"theme": order.theme_title}, basis=BASIS)
        _check_power(order, item_id)
        case = cases.start_draft(actor, item_id=item_id, applicant_id=order.applicant_id)
        OrderItem.objects.filter(pk=row.pk).update(case=case)
        keep(actor, order, events.CaseBegun(order.number, case.pk))
    return case


def begin_joint(actor: Actor, *, order_id: int) -> int:
    """Begin the principal's one application for the order's theme, as their agent; once. Its id."""
    check_agent(actor, access_order(actor, order_id))
    with transaction.atomic():
        order = locked(order_id, "work")
        if order.joint is not None:
            return order.joint
        for item in order.items.values_list("item", flat=True):
            _check_power(order, item)
        joint = extensions.begin(actor, order.theme, order.applicant_id)
        keep(actor, order, events.JointBegun(order.number, joint), joint=joint)
    return joint


def _check_power(order: AgentOrder, item_id: int) -> None:
    if order.centre is not None:
        life.check_may_begin(order.centre.name, powers_of(order.centre.pk), item_id)


def finish_order(actor: Actor, *, order_id: int, outcome: str) -> None:
    """Everything is done: the authorisation ends, the principal is told and asked to judge.

    Raises RuleViolation while tasks are open.
    """
    if not outcome.strip():
        raise RuleViolation("outcome_missing", N_("请写明办成了什么、交给委托人什么。"), field="outcome")
    check_agent(actor, access_order(actor, order_id))
    with transaction.atomic():
        order = locked(order_id, "finish")
        left = order.tasks.filter(done_at=None).values_list("title", flat=True)
        life.check_finishable(list(left))
        event = events.OrderFinished(order.number)
        said = outcome.strip()[:1000]
        end_authorisation(actor, order, "代办已经办结")
        keep(actor, order, event, state=OrderState.FINISHED, ended_at=clock.now(), outcome=said)
        tell(actor, order, N_("已经办结，请评价"))
