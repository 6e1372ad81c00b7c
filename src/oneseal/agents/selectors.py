"""Every read of agents: orders for those they concern, centres and members, visits, liaisons, figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from oneseal.agents.models import (
    AgentCentre,
    AgentMember,
    AgentOrder,
    CentrePower,
    Liaison,
    OrderTask,
    Training,
    Visit,
)
from oneseal.agents.rules.life import OPEN, Figures, OrderState, VisitState, live
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import DESKWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

DISPATCHERS = (Role.CLERK, Role.COORDINATOR)
KEEPERS = (Role.COORDINATOR, Role.ITEM_KEEPER)
TOWNS = ("town_centre", "village_station")
"""Kinds of organisations that are a town or a village."""
NEWEST = ("-asked_at", "-id")
VIEWS = {"open": N_("在办的"), "asked": N_("待指派"), "paused": N_("授权中断"), "all": N_("全部")}


def memberships(actor: Actor) -> QuerySet[AgentMember]:
    """Where a person is an agent today."""
    today = clock.today()
    rows = AgentMember.objects.filter(person=actor.applicant_id or None, from_on__lte=today)
    return rows.filter(Q(to_on=None) | Q(to_on__gte=today)).filter(centre__closed_on=None)


def visible_orders(actor: Actor) -> QuerySet[AgentOrder]:
    """The orders that an actor may see: the bureau's staff all; principals theirs; agents those given to them.

    Another system sees those that it registered.
    """
    rows = AgentOrder.objects.select_related(
        "applicant", "centre", "agent__person", "authorisation", "letter"
    )
    if actor.has(Role.CLIENT):
        return rows.filter(bureau=actor.bureau_id, made_by=actor.account_id)
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id)
        return rows if actor.has(*DESKWORK) else rows.none()
    if not actor.applicant_id:
        return rows.none()
    mine = Q(applicant__in=actor.applicants) | Q(agent__person=actor.applicant_id)
    return rows.filter(mine)


def access_order(actor: Actor, order_id: int) -> AgentOrder:
    """One order that the actor may see. Raises NotFound otherwise."""
    found = visible_orders(actor).filter(pk=order_id).first()
    if found is None:
        raise NotFound("order_not_found", N_("没有找到这个代办申请，或者您无权查看。"))
    return found


def access_order_uid(actor: Actor, uid: UUID) -> AgentOrder:
    """The same by the id that other systems know."""
    found = visible_orders(actor).filter(uid=uid).first()
    if found is None:
        raise NotFound("order_not_found", N_("没有找到这个代办申请，或者您无权查看。"))
    return found


def asked_orders(actor: Actor, asked: Mapping[str, str]) -> Page[AgentOrder]:
    """What the citizen asked for, newest first."""
    return keyset_page(visible_orders(actor).filter(applicant__in=actor.applicants), NEWEST, asked)


def given_orders(actor: Actor) -> list[AgentOrder]:
    """What is given to the agent and not ended, oldest first."""
    rows = visible_orders(actor).filter(agent__person=actor.applicant_id, state__in=OPEN)
    return list(rows.order_by("asked_at", "id")[:200])


def desk_orders(actor: Actor, asked: Mapping[str, str]) -> Page[AgentOrder]:
    """The desk's list by view; `q` narrows by number, title or name."""
    rows = visible_orders(actor)
    view = asked.get("view", "open")
    if view == "open":
        rows = rows.filter(state__in=OPEN)
    elif view in {OrderState.ASKED, OrderState.PAUSED}:
        rows = rows.filter(state=view)
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(
            Q(number__contains=text) | Q(title__contains=text) | Q(applicant__name__contains=text)
        )
    return keyset_page(rows, NEWEST, asked)


def waiting(actor: Actor) -> QuerySet[AgentOrder]:
    """Orders that wait for an agent."""
    return visible_orders(actor).filter(state=OrderState.ASKED)


def may_read_letter(actor: Actor, order_id: int) -> bool:
    """Whether the actor may open the letter of authorisation of an order."""
    return visible_orders(actor).filter(pk=order_id).exists()


def powers_of(centre_id: int) -> dict[int, str]:
    """Item → how far it goes at a centre."""
    return dict(CentrePower.objects.filter(centre=centre_id).values_list("item", "power"))


def tasks_of(order: AgentOrder) -> list[OrderTask]:
    """The agent's list, in its order."""
    return list(order.tasks.all())


def is_agent(actor: Actor, order: AgentOrder) -> bool:
    """Whether the actor is the one to whom the order is given."""
    return bool(actor.applicant_id and order.agent and order.agent.person_id == actor.applicant_id)


def is_principal(actor: Actor, order: AgentOrder) -> bool:
    """Whether the actor may speak for the principal: the person, or the legal representative."""
    return not actor.is_staff and identity.may_authorise_for(actor, order.applicant_id)


def in_force(order: AgentOrder) -> bool:
    """Whether the order's authorisation holds today."""
    given = order.authorisation
    return (
        given is not None
        and given.revoked_at is None
        and given.confirmed_at is not None
        and live(given.from_on, given.to_on, clock.today())
    )


def acts(actor: Actor, order: AgentOrder) -> frozenset[str]:
    """What a page should offer; the services still check everything."""
    state, found = order.state, set[str]()
    if is_principal(actor, order):
        if state in {OrderState.ASSIGNED, OrderState.PAUSED}:
            found.add("authorise")
        if state in OPEN:
            found.add("withdraw")
        if state == OrderState.FINISHED:
            found.add("evaluate")
    if is_agent(actor, order):
        if state == OrderState.WORKING:
            found |= {"finish", "task"} if in_force(order) else set()
        if state in {OrderState.ASSIGNED, OrderState.WORKING, OrderState.PAUSED}:
            found.add("hand_back")
    if actor.is_staff and actor.has(*DISPATCHERS) and state in {OrderState.ASKED, OrderState.ASSIGNED}:
        found.add("assign")
    return frozenset(found)


def lapsed() -> list[int]:
    """Orders in work whose authorisation is over or revoked."""
    rows = AgentOrder.objects.filter(state=OrderState.WORKING)
    over = Q(authorisation__to_on__lt=clock.today()) | Q(authorisation__revoked_at__isnull=False)
    return list(rows.filter(over | Q(authorisation=None)).order_by("id").values_list("pk", flat=True))


def visible_centres(actor: Actor) -> QuerySet[AgentCentre]:
    """Centres: staff their bureau's; everybody else those that are open."""
    rows = AgentCentre.objects.all()
    if actor.is_staff:
        return rows.filter(bureau=actor.bureau_id)
    return rows.filter(closed_on=None)


def access_centre(actor: Actor, centre_id: int) -> AgentCentre:
    """One centre. Raises NotFound where there is none for this actor."""
    found = visible_centres(actor).filter(pk=centre_id).first()
    if found is None:
        raise NotFound("centre_not_found", N_("没有找到这个代办机构。"))
    return found


def centres(actor: Actor) -> list[AgentCentre]:
    """Centres with their numbers of members and items."""
    today = clock.today()
    here = Q(members__to_on=None) | Q(members__to_on__gte=today)
    return list(
        visible_centres(actor).annotate(
            members_count=Count("members", filter=here, distinct=True),
            powers_count=Count("powers", distinct=True),
        )
    )


def town_centres(actor: Actor) -> list[AgentCentre]:
    """Centres that belong to a town's or village's counter, those that were closed included: their points count."""
    rows = AgentCentre.objects.filter(bureau=actor.bureau_id, unit__kind__in=TOWNS)
    return list(rows.select_related("unit").order_by("unit__order", "unit_id", "id"))


def members_of(centre: AgentCentre, *, on: date | None = None) -> list[AgentMember]:
    """Who works for a centre on a day (default: today), leaders first."""
    day = on or clock.today()
    rows = centre.members.select_related("person", "staff").order_by("-leader", "from_on", "id")
    return [each for each in rows if live(each.from_on, each.to_on, day)]


def agents_of(bureau_id: int) -> list[AgentMember]:
    """Everybody who can be given an order today, by centre."""
    today = clock.today()
    rows = AgentMember.objects.filter(centre__bureau=bureau_id, centre__closed_on=None, from_on__lte=today)
    rows = rows.filter(Q(to_on=None) | Q(to_on__gte=today))
    return list(
        rows.select_related("person", "centre").order_by("centre__kind", "centre_id", "-leader", "id")
    )


def figures(centre: AgentCentre, start: date, end: date) -> Figures:
    """What a centre did from a day to a day, both included."""
    orders = AgentOrder.objects.filter(centre=centre, assigned_at__date__range=(start, end)).aggregate(
        taken=Count("pk"),
        finished=Count("pk", filter=Q(state__in=[OrderState.FINISHED, OrderState.EVALUATED])),
        back=Sum("handed_back"),
        evaluated=Count("level"),
        stars=Sum("level"),
    )
    people = [each.pk for each in members_of(centre, on=end)]
    trained = AgentMember.objects.filter(pk__in=people, trainings__held_on__range=(start, end)).distinct()
    visits = Visit.objects.filter(centre=centre, planned_for__date__range=(start, end))
    made = visits.filter(state__in=[VisitState.MADE, VisitState.SETTLED])
    return Figures(
        taken=orders["taken"],
        finished=orders["finished"],
        handed_back=orders["back"] or 0,
        evaluated=orders["evaluated"],
        stars=orders["stars"] or 0,
        members=len(people),
        trained=trained.count(),
        visits=made.count(),
        visits_settled=made.filter(state=VisitState.SETTLED).count(),
    )


def trainings_of(centre: AgentCentre) -> list[Training]:
    """Trainings with those who passed, newest first."""
    return list(centre.trainings.prefetch_related("passed__person")[:50])


def visible_visits(actor: Actor) -> QuerySet[Visit]:
    """Visits: the bureau's, for its staff."""
    rows = Visit.objects.select_related("centre", "order", "town", "staff")
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff and actor.has(*DESKWORK) else rows.none()


def access_visit(actor: Actor, visit_id: int) -> Visit:
    """One visit that the actor may see. Raises NotFound otherwise."""
    found = visible_visits(actor).filter(pk=visit_id).first()
    if found is None:
        raise NotFound("visit_not_found", N_("没有找到这次上门服务，或者您无权查看。"))
    return found


def visits_list(actor: Actor, asked: Mapping[str, str]) -> Page[Visit]:
    """Visits, newest first: those not ended, or all (`view`); of one `town`; `mine`: those one is in charge of."""
    rows = visible_visits(actor)
    if asked.get("view", "open") == "open":
        rows = rows.exclude(state__in=[VisitState.SETTLED, VisitState.CANCELLED])
    if (town := asked.get("town", "")).isdecimal() and len(town) < 19:
        rows = rows.filter(town=int(town))
    if asked.get("mine"):
        rows = rows.filter(staff=actor.staff_id)
    return keyset_page(rows, ("-wanted_at", "-id"), asked)


def visits_of_projects(actor: Actor, codes: Sequence[str]) -> list[Visit]:
    """Visits about construction projects, the latest first."""
    rows = visible_visits(actor).filter(project__in=[code for code in codes if code])
    return list(rows.order_by("-wanted_at", "-id")[:200])


def liaison_of(town_id: int) -> int | None:
    """Staff id of the colleague who is there for a town today."""
    return Liaison.objects.filter(town=town_id, to_on=None).values_list("staff_id", flat=True).first()


def liaisons(actor: Actor) -> list[Liaison]:
    """Who is there for which town today."""
    rows = Liaison.objects.filter(bureau=actor.bureau_id, to_on=None)
    return list(rows.select_related("staff", "town"))
