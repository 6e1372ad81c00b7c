"""Whose cases somebody keeps out of (回避), and for whom somebody stands in today (职务代理)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.identity.models import Applicant, Authorisation, Post, PostHolding, Staff, StaffLeave
from oneseal.identity.rules import posting
from oneseal.kernel.access import Actor, Role, StandIn


def own_applicants(staff_ids: Iterable[int], day: date | None = None) -> dict[int, frozenset[int]]:
    """By staff id, the applicants that members of staff are, or represent or act for, on a day (today).

    Found by the blind index of the identity number. A claim to represent somebody counts before it is confirmed:
    the clerk who confirms it must not be the one who made it. Those without any are left out. Two statements.
    """
    known = Staff.objects.filter(pk__in=list(staff_ids)).exclude(id_index="")
    indexes = dict(known.values_list("pk", "id_index"))
    rows = Applicant.objects.filter(number_index__in=set(indexes.values())) if indexes else []
    persons = {row.number_index: row.pk for row in rows}
    acting = _acted_for(persons.values(), day or clock.today()) if persons else {}
    return {
        staff: frozenset({persons[index], *acting.get(persons[index], ())})
        for staff, index in indexes.items()
        if index in persons
    }


def _acted_for(agents: Iterable[int], day: date) -> dict[int, set[int]]:
    rows = Authorisation.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, revoked_at=None, agent__in=list(agents)
    )
    found: dict[int, set[int]] = {}
    for agent, principal in rows.values_list("agent_id", "principal_id"):
        found.setdefault(agent, set()).add(principal)
    return found


def leaves_on(day: date) -> QuerySet[StaffLeave]:
    """Leaves in force on a day."""
    return StaffLeave.objects.filter(cancelled_at=None, first_on__lte=day, last_on__gte=day)


def on_leave(bureau_id: int, day: date) -> frozenset[int]:
    """Ids of those of a bureau who are away on a day."""
    return frozenset(leaves_on(day).filter(staff__bureau=bureau_id).values_list("staff_id", flat=True))


def absent_today(actor: Actor) -> list[StaffLeave]:
    """Who of the actor's bureau is away today, and who stands in."""
    rows = leaves_on(clock.today()).filter(staff__bureau=actor.bureau_id)
    return list(rows.select_related("staff__section", "deputy").order_by("last_on", "id"))


def deputies(bureau_id: int, staff_ids: Iterable[int]) -> dict[int, str]:
    """By staff id, the name of whoever stands in for somebody today."""
    rows = leaves_on(clock.today()).filter(staff__bureau=bureau_id, staff__in=list(staff_ids))
    return dict(rows.exclude(deputy=None).values_list("staff_id", "deputy__name"))


def visible_leaves(actor: Actor) -> QuerySet[StaffLeave]:
    """Leaves that the actor may see: administrators, heads of the bureau and the coordinator all of them, a head
    those of their sections, everybody their own and those in which they stand in.
    """
    rows = StaffLeave.objects.filter(staff__bureau=actor.bureau_id).select_related("staff__section", "deputy")
    if actor.has(Role.ADMINISTRATOR, Role.BUREAU_HEAD, Role.COORDINATOR):
        return rows
    mine = Q(staff=actor.staff_id) | Q(deputy=actor.staff_id)
    if actor.has(Role.SECTION_HEAD):
        mine |= Q(staff__section__in=actor.sections)
    return rows.filter(mine)


def leave_state(leave: StaffLeave, today: date) -> str:
    """Where a leave stands on a day: cancelled, coming, now or over."""
    if leave.cancelled_at:
        return "cancelled"
    if today < leave.first_on:
        return "coming"
    return "now" if today <= leave.last_on else "over"


def staff_to_record(actor: Actor) -> QuerySet[Staff]:
    """For whom the actor may enter leave: themselves; a head their sections; administrators and bureau heads all."""
    today = clock.today()
    rows = Staff.objects.filter(Q(left_on=None) | Q(left_on__gt=today), bureau=actor.bureau_id)
    rows = rows.select_related("section").order_by("section__order", "section_id", "number")
    if actor.has(Role.ADMINISTRATOR, Role.BUREAU_HEAD):
        return rows
    mine = Q(pk=actor.staff_id)
    if actor.has(Role.SECTION_HEAD):
        mine |= Q(section__in=actor.sections)
    return rows.filter(mine)


def possible_deputies(people: Iterable[Staff], day: date) -> QuerySet[Staff]:
    """Who may stand in for one of some people: colleagues of the same section (or of a post's section) and the
    bureau's heads. For one person without that person.
    """
    held, asked = _held(day), list(people)
    sections = {person.section_id for person in asked}
    sections |= set(held.filter(staff__in=asked).values_list("post__section_id", flat=True))
    near = Q(section__in=sections) | Q(pk__in=held.filter(post__section__in=sections).values("staff"))
    heads = Q(pk__in=held.filter(post__roles__contains=[Role.BUREAU_HEAD.value]).values("staff"))
    rows = Staff.objects.filter(near | heads, bureau__in={person.bureau_id for person in asked})
    rows = rows.filter(Q(left_on=None) | Q(left_on__gt=day)).select_related("section").distinct()
    return rows.exclude(pk=asked[0].pk) if len(asked) == 1 else rows


def _held(day: date) -> QuerySet[PostHolding]:
    return PostHolding.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day),
        Q(post__closed_on=None) | Q(post__closed_on__gt=day),
        from_on__lte=day,
    )


def stand_ins(
    deputy: Staff, own: Iterable[Post], day: date, *, certified: bool
) -> tuple[tuple[StandIn, ...], set[int]]:
    """For whom somebody stands in on a day, and the sections of that work.

    A post that needs a certificate is not lent to a deputy without one; hired staff get no deciding role (11.16).
    """
    absent = {
        leave.staff_id: leave.staff for leave in leaves_on(day).filter(deputy=deputy).select_related("staff")
    }
    if not absent:
        return (), set()
    mine = list(own)
    my_posts = {post.pk for post in mine}
    my_roles = _roles(mine, deputy)
    lent: dict[int, list[Post]] = {staff: [] for staff in absent}
    for holding in _held(day).filter(staff__in=absent).select_related("post"):
        if posting.may_work(holding.post.certified, certified):
            lent[holding.staff_id].append(holding.post)
    found = tuple(
        StandIn(
            staff,
            person.name,
            frozenset(post.pk for post in lent[staff]) - my_posts,
            _roles(lent[staff], deputy) - my_roles,
        )
        for staff, person in absent.items()
    )
    return found, {post.section_id for posts in lent.values() for post in posts}


def _roles(posts: Iterable[Post], person: Staff) -> frozenset[Role]:
    return frozenset(role for post in posts for role in posting.roles(post.roles, person.is_contractor))


def present_holders(posts: Iterable[int], day: date) -> list[Staff]:
    """Who holds one of some posts on a day and is not away, by staff number."""
    away = leaves_on(day).values("staff")
    held = _held(day).filter(post__in=list(posts)).exclude(staff__in=away)
    return list(Staff.objects.filter(pk__in=held.values("staff")).order_by("number", "id"))


def workers_by_post(posts: Iterable[int], day: date, *, present: bool = False) -> dict[int, set[int]]:
    """By post, the staff who hold it on a day or stand in for a holder who is away; `present`: without the absent.

    Three statements, however many posts.
    """
    found: dict[int, set[int]] = {post: set() for post in posts}
    away = dict(leaves_on(day).filter(staff__holdings__post__in=found).values_list("staff_id", "deputy_id"))
    for post, staff in _held(day).filter(post__in=found).values_list("post_id", "staff_id"):
        if staff not in away or not present:
            found[post].add(staff)
        if (deputy := away.get(staff)) is not None:
            found[post].add(deputy)
    if present:
        deputies_away = set(
            leaves_on(day).filter(staff__in=set(away.values())).values_list("staff_id", flat=True)
        )
        return {post: people - deputies_away for post, people in found.items()}
    return found


def workers_of(post_id: int, day: date) -> list[Staff]:
    """Who holds a post on a day or stands in for a holder who is away, by staff number."""
    people = workers_by_post([post_id], day)[post_id]
    return list(Staff.objects.filter(pk__in=people).order_by("number", "id"))


def at_windows(bureau_id: int, day: date) -> list[Staff]:
    """Who holds a post at a window on a day: posts that name a window, and clerks' posts on public display (1.15)."""
    windows = Q(post__displayed=True, post__roles__contains=[Role.CLERK.value]) | ~Q(post__window="")
    held = _held(day).filter(windows, post__bureau=bureau_id).values("staff")
    here = Q(left_on=None) | Q(left_on__gt=day)
    rows = Staff.objects.filter(here, pk__in=held).select_related("section", "home_unit")
    return list(rows.order_by("number", "id"))


def held_on(staff_id: int, day: date) -> list[PostHolding]:
    """What somebody holds on a day, with the posts."""
    return list(_held(day).filter(staff=staff_id).select_related("post"))


def held_among(staff_ids: Iterable[int], day: date) -> dict[int, list[Post]]:
    """By staff id, the posts that some people hold on a day; those who hold none are left out. One statement."""
    found: dict[int, list[Post]] = {}
    for row in _held(day).filter(staff__in=list(staff_ids)).select_related("post"):
        found.setdefault(row.staff_id, []).append(row.post)
    return found


def in_roles(
    bureau_id: int,
    roles: Iterable[Role],
    day: date,
    *,
    units: Iterable[int] | None = None,
    sent_by: int | None = None,
) -> set[int]:
    """Staff ids of those who hold a post with one of some roles on a day; only in some sections or departments
    (`units`), only people of one home unit (`sent_by`)."""
    asked = Q()
    for role in roles:
        asked |= Q(post__roles__contains=[role.value])
    held = _held(day).filter(asked, post__bureau=bureau_id)
    held = held if units is None else held.filter(post__section__in=list(units))
    held = held if sent_by is None else held.filter(staff__home_unit=sent_by)
    return set(held.values_list("staff", flat=True))


def heads_of(section_id: int, day: date) -> list[Staff]:
    """Who heads a section on a day."""
    head = Q(post__section=section_id, post__roles__contains=[Role.SECTION_HEAD.value])
    rows = Staff.objects.filter(pk__in=_held(day).filter(head).values("staff"))
    return list(rows.order_by("number", "id"))
