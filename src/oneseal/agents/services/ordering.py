"""Asking for an agent, naming one, authorising them for a time, handing back, judging (inventory 7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from oneseal.agents import events, extensions
from oneseal.agents.models import AgentMember, AgentOrder, OrderItem, OrderTask
from oneseal.agents.rules import life
from oneseal.agents.rules.life import BASIS, ORDERS, OrderState
from oneseal.agents.selectors import DISPATCHERS, access_order, in_force, is_agent, is_principal, powers_of
from oneseal.agents.services import letters
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.situations import resolve
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.identity import services as people
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

MOST_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants an agent for: title, in their words, where they are, the key project, until when.

    `theme`: code of the theme that is asked for as a whole, in place of items.
    """

    title: str
    wish: str = ""
    place: str = ""
    project: str = ""
    wanted_by: date | None = None
    theme: str = ""


def ask_agent(
    actor: Actor, *, bureau_id: int, applicant_id: int, item_ids: Sequence[int], wish: Wish
) -> AgentOrder:
    """Ask for an agent: by the applicant's side online, by a clerk at the window, on the telephone, by another system.

    The task list comes from the items' materials; a theme brings all its items, with one set and one application.
    Raises RuleViolation at `title`, `items` or `wanted_by`, NotFound at `theme`.
    """
    if not (actor.has(Role.CLERK, Role.CLIENT) or identity.may_authorise_for(actor, applicant_id)):
        text = N_("请由本人、法定代表人申请代办，或者由窗口代为登记。")
        raise Forbidden("may_not_ask", text, field="applicant")
    theme = extensions.theme(bureau_id, wish.theme) if wish.theme else None
    item_ids = theme.items if theme else item_ids
    _check_wish(item_ids, wish)
    items = [catalog.access_item(actor, each) for each in dict.fromkeys(item_ids)]
    day = clock.today()
    with transaction.atomic():
        seq = next_number(bureau_id, "agent_order", day.year)
        order = AgentOrder.objects.create(
            bureau_id=bureau_id,
            number=f"代〔{day.year}〕{seq:04}",
            applicant_id=applicant_id,
            title=wish.title.strip(),
            wish=wish.wish.strip(),
            place=wish.place.strip(),
            project=wish.project.strip(),
            wanted_by=wish.wanted_by,
            asked_at=clock.now(),
            theme=wish.theme,
            theme_title=theme.title if theme else "",
            made_by=actor.account_id,
        )
        OrderItem.objects.bulk_create(OrderItem(order=order, item=item) for item in items)
        OrderTask.objects.bulk_create(
            OrderTask(order=order, kind=task.kind, title=task.title[:400], code=task.code)
            for task in _tasks(items, order.theme_title)
        )
        event = events.OrderAsked(order.number, [item.pk for item in items])
        record(actor, Subject("agent_order", order.pk), event)
    return order


def _check_wish(item_ids: Sequence[int], wish: Wish) -> None:
    if not wish.title.strip():
        raise RuleViolation("title_missing", N_("请写明要办什么事。"), field="title")
    if not 1 <= len(item_ids) <= MOST_ITEMS:
        text = N_("请选择要代办的事项（最多%(most)d项），或者选一件事。")
        raise RuleViolation("no_items", text, params={"most": MOST_ITEMS}, field="items")
    if wish.wanted_by and wish.wanted_by < clock.today():
        raise RuleViolation("day_over", N_("希望办成的日期已经过去，请改一个。"), field="wanted_by")


def _tasks(items: Sequence[Any], theme: str) -> list[life.Task]:
    """What is to be done for each item, or for the theme as a whole."""
    needed = [(item.name, _materials(item)) for item in items]
    if theme:
        return life.joint_tasks(theme, [each for _, materials in needed for each in materials])
    return [task for name, materials in needed for task in life.tasks_of(name, materials)]


def _materials(item: Any) -> list[tuple[str, str]]:
    version = catalog.current_version(item.pk)
    if version is None:
        raise Conflict("item_closed", N_("“%(name)s”目前不能申请，请先去掉。"), params={"name": item.name})
    materials = resolve(catalog.content_of(version), {}).materials
    return [(each.code, each.name) for each in materials]


def assign_order(actor: Actor, *, order_id: int, member_id: int) -> AgentOrder:
    """Name the agent. Not the applicant themselves, and only who works for an open centre today.

    A centre with a power list is given only what stands on it. Raises RuleViolation at `member`.
    """
    if not actor.has(*DISPATCHERS):
        raise Forbidden("not_dispatcher", N_("代办由窗口或协调岗位指派。"))
    access_order(actor, order_id)
    with transaction.atomic():
        order = locked(order_id, "assign")
        member = AgentMember.objects.select_related("centre", "person").filter(pk=member_id).first()
        today = clock.today()
        here = member is not None and member.centre.bureau_id == order.bureau_id
        if member is None or not here or not life.live(member.from_on, member.to_on, today):
            raise RuleViolation("no_such_agent", N_("请选择现在在岗的代办员。"), field="member")
        if member.person_id == order.applicant_id:
            raise RuleViolation("own_order", N_("代办员不能代办自己的事，请换一位。"), field="member")
        wanted = dict(order.items.values_list("item", "item__name"))
        life.check_powers(member.centre.name, powers_of(member.centre_id), wanted)
        event = events.OrderAssigned(order.number, member.centre_id, member.pk)
        keep(
            actor,
            order,
            event,
            state=OrderState.ASSIGNED,
            centre_id=member.centre_id,
            agent_id=member.pk,
            assigned_at=clock.now(),
        )
        tell(
            actor,
            order,
            N_("已指派%(centre)s的%(name)s代办，请授权后开始"),
            centre=member.centre.name,
            name=member.person.name,
        )
        tell_agent(actor, order, member, N_("新的代办等委托人授权"))
    return access_order(actor, order_id)


def authorise_order(actor: Actor, *, order_id: int, until: date) -> AgentOrder:
    """The principal authorises the agent for the order's items until a day; the work begins or goes on.

    Raises RuleViolation at `until` for a day that is over or too far (identity's rule).
    """
    found = access_order(actor, order_id)
    if not is_principal(actor, found):
        raise Forbidden("not_principal", N_("只有本人、法定代表人可以授权。"), basis=BASIS)
    with transaction.atomic():
        order = locked(order_id, "authorise")
        member = _agent(order)
        end_authorisation(actor, order, "重新授权")
        try:
            given = people.give_authorisation(
                actor,
                order.applicant_id,
                agent_name=member.person.name,
                agent_number=member.person.number,
                from_on=clock.today(),
                to_on=until,
                item_codes=list(order.items.values_list("item__code", flat=True)),
            )
        except RuleViolation as error:
            raise RuleViolation(
                error.code, error.message, params=error.params, field="until", basis=error.basis
            ) from error
        event = events.OrderAuthorised(order.number, given.pk, until.isoformat())
        letter = letters.issue_letter(actor, order, member, given)
        keep(actor, order, event, state=OrderState.WORKING, authorisation_id=given.pk, letter_id=letter.pk)
        tell_agent(actor, order, member, N_("委托人已授权到%(day)s，可以开始代办"), day=until.isoformat())
    return access_order(actor, order_id)


def _agent(order: AgentOrder) -> AgentMember:
    member = AgentMember.objects.select_related("person", "centre").filter(pk=order.agent_id or 0).first()
    if member is None or not life.live(member.from_on, member.to_on, clock.today()):
        raise Conflict("agent_gone", N_("这位代办员已不在岗，请先重新指派。"))
    return member


def end_authorisation(actor: Actor, order: AgentOrder, reason: str) -> None:
    """End the order's authorisation, where one still holds, and the letter about it."""
    letters.end_letter(actor, order, reason)
    if order.authorisation and in_force(order):
        people.revoke_authorisation(actor, order.authorisation.pk, reason=reason)


def hand_back_order(actor: Actor, *, order_id: int, reason: str) -> None:
    """The agent cannot go on: the authorisation ends, the order waits for another agent; what was done stays done."""
    _need(reason)
    found = access_order(actor, order_id)
    if not is_agent(actor, found):
        raise Forbidden("not_the_agent", N_("只有承办的代办员可以退回。"))
    with transaction.atomic():
        order = locked(order_id, "hand_back")
        member = order.agent_id or 0
        end_authorisation(actor, order, "代办员退回")
        event = events.OrderHandedBack(order.number, member)
        keep(
            actor,
            order,
            event,
            reason=reason,
            state=OrderState.ASKED,
            agent_id=None,
            authorisation_id=None,
            handed_back=order.handed_back + 1,
        )
        tell(actor, order, N_("代办员不能继续，正在另行指派，原授权已撤销"))


def withdraw_order(actor: Actor, *, order_id: int, reason: str) -> None:
    """The principal wants no agent any more: the authorisation ends at once."""
    _need(reason)
    found = access_order(actor, order_id)
    if not is_principal(actor, found):
        raise Forbidden("not_principal", N_("只有本人、法定代表人可以撤回代办。"))
    with transaction.atomic():
        order = locked(order_id, "withdraw")
        end_authorisation(actor, order, "委托人撤回代办")
        event = events.OrderWithdrawn(order.number)
        keep(actor, order, event, reason=reason, state=OrderState.WITHDRAWN, ended_at=clock.now())


def pause_order(*, order_id: int) -> bool:
    """Stop an order whose authorisation ran out or was revoked in the middle. False where it holds again meanwhile."""
    with transaction.atomic():
        order = db.lock(AgentOrder, order_id)
        if order.state != OrderState.WORKING or in_force(order):
            return False
        event = events.OrderPaused(order.number, order.authorisation_id)
        letters.end_letter(SYSTEM, order, "授权已经到期或撤销")
        keep(SYSTEM, order, event, state=OrderState.PAUSED)
        tell(SYSTEM, order, N_("给代办员的授权已经到期或撤销，已停办。续授权后接着办"))
        if order.agent:
            tell_agent(SYSTEM, order, order.agent, N_("授权已经到期或撤销，请停办，等委托人续授权"))
    return True


def evaluate_order(actor: Actor, *, order_id: int, level: int, comment: str = "") -> None:
    """The principal judges the agent, 1 to 5. Staff and agents never do it for them."""
    found = access_order(actor, order_id)
    if not is_principal(actor, found):
        raise Forbidden("not_principal", N_("只有委托人可以评价，代办员和工作人员不能代为评价。"))
    life.check_level(level)
    with transaction.atomic():
        order = locked(order_id, "evaluate")
        event = events.OrderEvaluated(order.number, level)
        keep(actor, order, event, state=OrderState.EVALUATED, level=level, comment=comment.strip()[:1000])


def locked(order_id: int, verb: str) -> AgentOrder:
    """The order under lock, if the act is lawful now."""
    order = db.lock(AgentOrder, order_id)
    ORDERS.step(order.state, verb)
    return order


def keep(actor: Actor, order: AgentOrder, event: Event, *, reason: str = "", **values: Any) -> None:
    """Write what changed with its entry."""
    changes = [Update(AgentOrder, order.pk, values)] if values else []
    record(actor, Subject("agent_order", order.pk), event, changes=changes, reason=reason)


def tell(actor: Actor, order: AgentOrder, news: str, **said: str) -> None:
    """A message to the principal; `said` fills the places of the news."""
    _send(
        actor,
        order,
        Recipient.of(order.applicant),
        {"say": news, **said},
    )


def tell_agent(actor: Actor, order: AgentOrder, member: AgentMember, news: str, **said: str) -> None:
    """A message to the agent."""
    _send(
        actor,
        order,
        Recipient.of(member.person),
        {"say": news, **said},
    )


def _send(actor: Actor, order: AgentOrder, to: Recipient, news: dict[str, str]) -> None:
    notify(
        actor,
        bureau_id=order.bureau_id,
        recipient=to,
        template="agent_news",
        data={"title": order.title[:60], "number": order.number, "news": news},
        dedupe_key=f"agent_news:{order.pk}:{to.applicant_id}:{clock.now().isoformat()}",
        about=Subject("agent_order", order.pk),
        link=reverse("agents:order", args=[order.pk]),
    )


def _need(reason: str) -> None:
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明原因。"), field="reason")
