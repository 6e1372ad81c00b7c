"""Who sees which hand-over of papers, and what still has to be signed for."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from oneseal.foundation import calendars, clock
from oneseal.foundation.display import DueChip
from oneseal.foundation.lists import Page, keyset_page
from oneseal.hall.models import Handover
from oneseal.hall.rules.handing import GROUPS, LIFE, Hand
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

if TYPE_CHECKING:
    from oneseal.cases.models import Case

OVERSEERS = (Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD)
HAND_VIEWS = {"mine": N_("等我签收的"), "given": N_("我科交出未签收的"), "all": N_("全部记录")}


def visible_handovers(actor: Actor) -> QuerySet[Handover]:
    """Hand-overs from and to the actor's sections; those who watch over the hall see the whole bureau's."""
    rows = Handover.objects.select_related(
        "case", "from_section", "to_section", "giver", "receiver", "document"
    ).filter(bureau=actor.bureau_id)
    if not actor.has(*CASEWORK):
        return rows.none()
    if actor.has(*OVERSEERS):
        return rows
    return rows.filter(Q(from_section__in=actor.sections) | Q(to_section__in=actor.sections))


def access_handover(actor: Actor, handover_id: int) -> Handover:
    """One hand-over that the actor may see. Raises NotFound otherwise."""
    found = visible_handovers(actor).filter(pk=handover_id).first()
    if found is None:
        raise NotFound("handover_not_found", N_("没有找到这次移交，或者您无权查看。"))
    return found


def to_receive(actor: Actor) -> QuerySet[Handover]:
    """Papers that wait for the actor's section to sign for them: the number in the navigation."""
    rows = Handover.objects.filter(bureau=actor.bureau_id, state=Hand.ON_WAY)
    return rows.filter(to_section__in=actor.sections).exclude(giver=actor.staff_id)


def handover_acts(actor: Actor, row: Handover) -> frozenset[str]:
    """What the actor may do with a hand-over now."""
    mine = row.to_section_id in actor.sections and row.giver_id != actor.staff_id
    return frozenset(LIFE.allowed(row.state)) if mine and actor.staff_id else frozenset()


def handover_list(actor: Actor, asked: Mapping[str, str]) -> Page[Handover]:
    """One page. `asked` is request.GET: `view` (HAND_VIEWS), `to` a section's id, `q` a case number, `due=overdue`."""
    view, rows = asked.get("view", "mine"), visible_handovers(actor)
    if view == "given":
        rows = rows.filter(state=Hand.ON_WAY, from_section__in=actor.sections)
    elif view == "mine":
        rows = rows.filter(pk__in=to_receive(actor).values("pk"))
    if asked.get("due") == "overdue":
        rows = rows.filter(_late(clock.today()))
    if asked.get("state") in set(LIFE.labels):
        rows = rows.filter(state=asked["state"])
    if asked.get("to", "").isdecimal():
        rows = rows.filter(to_section=int(asked["to"]))
    if text := asked.get("q", "").strip():
        rows = rows.filter(case__number__startswith=text)
    order = ("-given_at", "-id") if view == "all" else ("due", "id")
    return keyset_page(rows, order, asked)


def _late(today: date) -> Q:
    return Q(state=Hand.ON_WAY, due__lt=today, due_provisional=False)


def handovers_of(case_id: int) -> list[Handover]:
    """Every hand-over of a case's papers, the newest first."""
    rows = Handover.objects.filter(case=case_id).select_related(
        "from_section", "to_section", "giver", "receiver"
    )
    return list(rows.order_by("-id"))


def keeper_of(rows: list[Handover]) -> int | None:
    """The section that signed for the papers last, of the hand-overs of one case with the newest first."""
    return next((row.to_section_id for row in rows if row.state == Hand.RECEIVED), None)


def receivers(actor: Actor) -> list[tuple[int, str, str]]:
    """Id, name and group of each section that may receive papers; the three groups of the centre first (3.7)."""
    rows = identity.sections_by_code(actor.bureau_id)
    order = [*GROUPS, *(code for code in rows if code not in GROUPS)]
    return [(rows[code].pk, rows[code].name, GROUPS.get(code, "")) for code in order if code in rows]


def on_way_by_section(actor: Actor) -> dict[int, tuple[int, int]]:
    """How many papers wait to be signed for, and how many of them too long, by receiving section."""
    rows = visible_handovers(actor).filter(state=Hand.ON_WAY).select_related(None).order_by()
    late = Count("id", filter=_late(clock.today()))
    found = rows.values("to_section").annotate(waiting=Count("id"), late=late)
    return {row["to_section"]: (row["waiting"], row["late"]) for row in found}


def hand_chip(row: Handover) -> DueChip:
    """How long there is still to sign for the papers."""
    if row.state != Hand.ON_WAY:
        return DueChip("done")
    today, calendar = clock.today(), calendars.current()
    state = clocks.state(Due(row.due, row.due_provisional), 1, today, calendar)
    left = calendar.workdays_between(today, row.due).days
    shown = {"normal": "running"}.get(state, str(state))
    return DueChip(shown, left, provisional=row.due_provisional, on=row.due)


def slip_lines(case: "Case") -> list[dict[str, str]]:
    """What the circulation slip says of the hand-overs (3.8)."""
    return [
        {
            "name": f"材料交接：{row.from_section.name}→{row.to_section.name}",
            "handler": f"{row.giver.name} → {row.receiver.name if row.receiver else '待签收'}",
            "opinion": "，".join(f"{line['what']}{line['copies']}份" for line in row.lines)[:300],
            "on": f"{row.given_at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}",
        }
        for row in reversed(handovers_of(case.pk))
    ]


def panel(actor: Actor, case: Any) -> Mapping[str, Any] | None:
    """What the case page shows of the hand-overs."""
    rows = list(visible_handovers(actor).filter(case=case.pk).order_by("-id"))
    return {"rows": rows} if rows else None


def sent_back_to(bureau_id: int, day: date) -> dict[int, int]:
    """By giver's staff id, how many of their hand-overs came back on a day because they were not as recorded (3.26)."""
    rows = Handover.objects.filter(
        bureau=bureau_id, state=Hand.RETURNED, received_at__range=clock.span(day, day)
    )
    return dict(rows.order_by().values_list("giver").annotate(n=Count("pk")))
