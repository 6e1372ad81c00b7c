"""The desk's side: what waits, what is late, what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.publicity.models import Publication
from oneseal.publicity.rules.states import OPEN, PublicationState, acts

KEEPERS = frozenset({Role.COORDINATOR, Role.SUPERVISOR})
"""The coordinator keeps the page, the supervisor watches it."""
VIEWS = {
    "open": N_("待公示"),
    "wrong": N_("有误待更正"),
    "late": N_("逾期"),
    "published": N_("已公示"),
    "withdrawn": N_("已撤下"),
    "exempt": N_("不予公开"),
}


def visible_publications(actor: Actor) -> QuerySet[Publication]:
    """Those of the bureau, for its coordinator and supervisor."""
    if not actor.has(*KEEPERS):
        return Publication.objects.none()
    return Publication.objects.filter(bureau=actor.bureau_id)


def access_publication(actor: Actor, publication_id: int) -> Publication:
    """One of them. Raises NotFound where it is absent or not for this actor."""
    found = visible_publications(actor).filter(pk=publication_id).first()
    if found is None:
        raise NotFound("publication_not_found", N_("没有这条公示。"))
    return found


def acts_for(actor: Actor, publication: Publication) -> tuple[str, ...]:
    """What the actor may do with it: the coordinator keeps the page, the supervisor watches."""
    if not actor.has(Role.COORDINATOR):
        return ()
    return acts(publication.state, wrong=is_wrong(publication))


def is_wrong(publication: Publication) -> bool:
    """Whether a mistake waits to be mended."""
    return publication.mistake_on is not None and publication.mended_on is None


def _wrong() -> Q:
    return Q(mend_by__isnull=False, mended_on__isnull=True)


def _late(today: date) -> Q:
    """Not yet published after the last day, published after it, or a mistake not mended in time."""
    waiting = Q(state__in=OPEN, due__lt=today)
    published = Q(published_on__gt=F("due"))
    return waiting | published | (_wrong() & Q(mend_by__lt=today)) | Q(mended_on__gt=F("mend_by"))


def to_see_to(actor: Actor) -> QuerySet[Publication]:
    """Held ones, mistakes, and those that should be public by now."""
    waiting = Q(state=PublicationState.WAITING, due__lt=clock.today())
    return visible_publications(actor).filter(Q(state=PublicationState.HELD) | _wrong() | waiting)


def worklist(actor: Actor, asked: Mapping[str, str]) -> Page[Publication]:
    """One view of VIEWS; what is open by its last day, the rest by the newest decision."""
    rows, view = visible_publications(actor), asked.get("view", "open")
    if text := asked.get("q", "").strip():
        rows = rows.filter(
            Q(holder__contains=text) | Q(item_name__contains=text) | Q(number__startswith=text)
        )
    match view:
        case "wrong":
            rows = rows.filter(_wrong())
        case "late":
            rows = rows.filter(_late(clock.today()))
        case "published" | "withdrawn" | "exempt":
            rows = rows.filter(state=view)
        case _:
            return keyset_page(rows.filter(state__in=OPEN), ("due", "id"), asked)
    return keyset_page(rows, ("-decided_on", "-id"), asked)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers above the list."""

    open: int
    held: int
    wrong: int
    late: int
    published: int


def counts(actor: Actor) -> Counts:
    """What there is, in one statement."""
    found = visible_publications(actor).aggregate(
        open=Count("id", filter=Q(state__in=OPEN)),
        held=Count("id", filter=Q(state=PublicationState.HELD)),
        wrong=Count("id", filter=_wrong()),
        late=Count("id", filter=_late(clock.today())),
        published=Count("id", filter=Q(state=PublicationState.PUBLISHED)),
    )
    return Counts(**found)


def of_case(case_id: int) -> Publication | None:
    """The publication of a case's decision, for whoever may see the case."""
    return Publication.objects.filter(case=case_id).first()


def of_cases(case_ids: Iterable[int]) -> list[int]:
    """The publications of some cases' decisions, by id."""
    return list(Publication.objects.filter(case__in=case_ids).order_by("id").values_list("pk", flat=True))


def scheduled(case_ids: Iterable[int]) -> set[int]:
    """Which of some cases have their publication already."""
    return set(Publication.objects.filter(case__in=case_ids).values_list("case_id", flat=True))


def to_publish(today: date) -> list[int]:
    """Ids of what waits for this morning: decided before today, and not held."""
    rows = Publication.objects.filter(state=PublicationState.WAITING, decided_on__lt=today)
    return list(rows.order_by("due", "id").values_list("pk", flat=True))
