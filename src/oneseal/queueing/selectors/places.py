"""Halls, zones, windows, lines, seats: who may see which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.kernel.access import Actor, Role
from oneseal.queueing.models import Hall, Loan, Seat, ServiceKind, Window, Zone

KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
SERVERS = (Role.CLERK, Role.REVIEWER)
GUIDES = (Role.CLERK, Role.COORDINATOR)
WATCHERS = (
    Role.CLERK,
    Role.SECTION_HEAD,
    Role.BUREAU_HEAD,
    Role.COORDINATOR,
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
)
SCOPE = "hall:read"
"""What a token needs for the figures of the bureau's windows (identity.rules.scopes)."""


def may_watch(actor: Actor) -> bool:
    """Whether somebody sees what the bureau's windows do: those who watch over the hall, and systems with the scope."""
    return actor.has(*WATCHERS) or SCOPE in actor.scopes


def watched_halls(actor: Actor) -> QuerySet[Hall]:
    """The bureau's halls, for those who see what their windows do."""
    return Hall.objects.filter(bureau=actor.bureau_id) if may_watch(actor) else Hall.objects.none()


def visible_halls(actor: Actor) -> QuerySet[Hall]:
    """Halls: staff their bureau's, everybody else those in use."""
    rows = Hall.objects.all()
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.filter(closed_on=None)


def access_hall(actor: Actor, hall_id: int) -> Hall:
    """One hall. Raises NotFound."""
    found = visible_halls(actor).filter(pk=hall_id).first()
    if found is None:
        raise not_found()
    return found


def halls_in_use(actor: Actor) -> list[Hall]:
    """Those that are not given up."""
    return list(visible_halls(actor).filter(closed_on=None))


def zones(hall: Hall) -> list[Zone]:
    """The zones of a hall."""
    return list(hall.zones.all())


def lines(hall: Hall) -> list[ServiceKind]:
    """The lines that people can stand in."""
    return list(hall.lines.filter(closed_on=None))


def access_line(actor: Actor, line_id: int) -> ServiceKind:
    """One line of a hall that the actor may see. Raises NotFound."""
    found = (
        ServiceKind.objects.select_related("hall").filter(pk=line_id, hall__in=visible_halls(actor)).first()
    )
    if found is None:
        raise not_found()
    return found


def visible_windows(actor: Actor) -> QuerySet[Window]:
    """Windows of the halls that the actor may see."""
    return Window.objects.filter(hall__in=visible_halls(actor)).select_related("hall", "zone", "post")


def access_window(actor: Actor, window_id: int) -> Window:
    """One window. Raises NotFound."""
    found = visible_windows(actor).filter(pk=window_id).first()
    if found is None:
        raise not_found()
    return found


def windows(hall: Hall) -> list[Window]:
    """The windows in use, with their lines and, as `lent`, what they help with now."""
    rows = hall.windows.filter(closed_on=None).select_related("zone", "post")
    helping = Prefetch("loans", _loans_now().select_related("line"), to_attr="lent")
    return list(rows.prefetch_related("lines", helping))


def visible_loans(actor: Actor, state: str = "") -> QuerySet[Loan]:
    """Windows that help with a line (`state` now), that did (past) or both, in the halls that the actor watches."""
    rows = Loan.objects.filter(window__hall__in=watched_halls(actor)).select_related("window", "line")
    if not state:
        return rows
    return rows.filter(_running()) if state == "now" else rows.exclude(_running())


def _running() -> Q:
    now = clock.now()
    return Q(lent_at__lte=now, until__gt=now, line__closed_on=None)


def _loans_now() -> QuerySet[Loan]:
    return Loan.objects.filter(_running()).order_by("line__letter")


def loans_now(window: Window) -> QuerySet[Loan]:
    """What a window helps with now, beside its own lines."""
    return _loans_now().filter(window=window).select_related("line")


def lines_now(window: Window) -> list[ServiceKind]:
    """The lines of a window, its own first, then what it helps with now."""
    own = list(window.lines.filter(closed_on=None))
    return own + [loan.line for loan in loans_now(window) if loan.line not in own]


def open_seats(hall: Hall) -> dict[int, Seat]:
    """Who is at which window now (window id → seat)."""
    rows = Seat.objects.filter(window__hall=hall, opened_at__isnull=False, closed_at=None)
    return {row.window_id: row for row in rows.select_related("staff")}


def seat_of(staff_id: int) -> Seat | None:
    """Where somebody sits now."""
    rows = Seat.objects.filter(staff=staff_id, opened_at__isnull=False, closed_at=None)
    return rows.select_related("window__hall", "window__zone", "window__post", "staff").first()


def seats(actor: Actor, day: date) -> list[Seat]:
    """Everybody's planned and real times at windows on a day; breaks are prefetched."""
    rows = Seat.objects.filter(bureau=actor.bureau_id, day=day).select_related("window", "staff")
    return list(rows.prefetch_related("breaks").order_by("window__number", "id"))


def left_open() -> list[int]:
    """Windows that have been open since an earlier day."""
    rows = Seat.objects.filter(day__lt=clock.today(), opened_at__isnull=False, closed_at=None)
    return list(rows.order_by("window").values_list("window", flat=True))


def all_halls() -> list[Hall]:
    """Every hall in use, of every bureau."""
    return list(Hall.objects.filter(closed_on=None))


def planned_for(staff_id: int) -> list[Seat]:
    """Where somebody is planned today and not yet there."""
    rows = Seat.objects.filter(Q(opened_at=None), staff=staff_id, day=clock.today())
    return list(rows.select_related("window").order_by("planned_from"))


@dataclass(frozen=True, slots=True)
class ShownWindow:
    """A window as everybody may see it: where, and who sits there now (empty: nobody)."""

    hall: str
    number: str
    name: str
    sits: str


def windows_of_posts(post_ids: Collection[int]) -> dict[int, list[ShownWindow]]:
    """The windows in use of some posts, by post, with who is there now. One statement."""
    there = Seat.objects.filter(window=OuterRef("pk"), opened_at__isnull=False, closed_at=None)
    rows = Window.objects.filter(post__in=list(post_ids), closed_on=None, hall__closed_on=None)
    rows = rows.select_related("hall").order_by("hall", "number", "id")
    found: dict[int, list[ShownWindow]] = {}
    for row in rows.annotate(sits=Coalesce(Subquery(there.values("staff__name")[:1]), Value(""))):
        shown = ShownWindow(row.hall.name, row.number, row.name, row.sits)
        found.setdefault(row.post_id or 0, []).append(shown)
    return found
