"""Lists of inquiries and the numbers beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from oneseal.foundation import calendars, clock
from oneseal.foundation.display import DueChip
from oneseal.foundation.lists import Page, keyset_page
from oneseal.inquiries.models import Inquiry
from oneseal.inquiries.rules.states import OPEN, InquiryState
from oneseal.inquiries.selectors.access import WHOLE_BUREAU, offered_to, visible_inquiries
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

WATCHERS = frozenset(WHOLE_BUREAU)
VIEWS = {
    "mine": N_("我负责的"),
    "waiting": N_("等我或本科室接手"),
    "open": N_("未答复的"),
    "answered": N_("已答复的"),
}


def _open(actor: Actor) -> QuerySet[Inquiry]:
    return visible_inquiries(actor).filter(state__in=sorted(OPEN))


def _is_waiting(actor: Actor) -> Q:
    here = Q(state=InquiryState.WAITING, section__in=actor.sections)
    return here | Q(Exists(offered_to(actor).filter(inquiry=OuterRef("pk"))))


def _answered(actor: Actor) -> QuerySet[Inquiry]:
    return visible_inquiries(actor).filter(state=InquiryState.ANSWERED)


def mine(actor: Actor) -> QuerySet[Inquiry]:
    """Open inquiries that the actor owns."""
    return _open(actor).filter(owner=actor.staff_id)


def waiting_for_me(actor: Actor) -> QuerySet[Inquiry]:
    """Those that wait for the actor's sections, or are offered to the actor or a section of theirs."""
    return _open(actor).filter(_is_waiting(actor))


def to_see_to(actor: Actor) -> QuerySet[Inquiry]:
    """The open inquiries that the actor has to see to: the number in the navigation."""
    if not actor.staff_id:
        return Inquiry.objects.none()
    own = Q(owner=actor.staff_id)
    rows = Inquiry.objects.filter(bureau=actor.bureau_id, state__in=sorted(OPEN))
    return rows.filter(own | _is_waiting(actor))


def worklist(actor: Actor, asked: Mapping[str, str]) -> Page[Inquiry]:
    """One page of inquiries. `asked` is request.GET: `view` (VIEWS), `q` (number or words of the question),
    `due=overdue`; the most urgent first, answered ones newest first."""
    view = asked.get("view", "mine")
    rows = {"waiting": waiting_for_me, "open": _open, "answered": _answered}.get(view, mine)(actor)
    if text := asked.get("q", "").strip():
        rows = rows.filter(Q(number__startswith=text) | Q(question__contains=text))
    if asked.get("due") == "overdue":
        rows = rows.filter(due__lt=clock.today(), due_provisional=False)
    order = ("-received_at", "-id") if view == "answered" else ("due", "id")
    return keyset_page(rows, order, asked)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers above the list."""

    mine: int
    waiting: int
    open: int
    overdue: int


def counts(actor: Actor) -> Counts:
    """What there is, in one statement; `open` and `overdue` of all that the actor may see."""
    late = Q(due__lt=clock.today(), due_provisional=False)
    found = (
        _open(actor)
        .select_related(None)
        .order_by()
        .aggregate(
            mine=Count("id", filter=Q(owner=actor.staff_id)),
            waiting=Count("id", filter=_is_waiting(actor)),
            open=Count("id"),
            overdue=Count("id", filter=late),
        )
    )
    return Counts(**found)


def chip_of(inquiry: Inquiry, days: int) -> DueChip:
    """How long there is still for the answer; `days` is the limit in working days."""
    if inquiry.state == InquiryState.ANSWERED:
        return DueChip("done")
    today, calendar = clock.today(), calendars.current()
    due = Due(inquiry.due, inquiry.due_provisional)
    state = clocks.state(due, days, today, calendar)
    left = calendar.workdays_between(today, inquiry.due).days
    shown = {"normal": "running"}.get(state, str(state))
    return DueChip(shown, left, provisional=inquiry.due_provisional, on=inquiry.due)


def due_today() -> list[int]:
    """Ids of inquiries that somebody owns and that are to be answered today."""
    rows = Inquiry.objects.filter(state__in=[InquiryState.OWNED, InquiryState.OFFERED], due=clock.today())
    return list(rows.order_by("id").values_list("pk", flat=True))
