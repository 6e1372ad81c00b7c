"""Consulting numbers: who answers them, and where they are shown."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from oneseal.foundation.db import not_found
from oneseal.helplines.models import Helpline
from oneseal.kernel.access import Actor, Role

KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
CHECKERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.SUPERVISOR)
ANSWERING = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)
WHOLE_BUREAU = (Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD, Role.ADMINISTRATOR)


def lines_in_use(bureau_id: int) -> QuerySet[Helpline]:
    """The numbers of a bureau that are in use."""
    rows = Helpline.objects.filter(bureau=bureau_id, closed_on=None)
    return rows.select_related("section", "window__hall")


def own_lines(actor: Actor) -> list[Helpline]:
    """The numbers that the actor answers; the coordinator all."""
    rows = lines_in_use(actor.bureau_id)
    return list(rows if actor.has(Role.COORDINATOR) else rows.filter(section__in=actor.sections))


def access_line(actor: Actor, line_id: int) -> Helpline:
    """One number of the actor's bureau that is in use. Raises NotFound."""
    found = lines_in_use(actor.bureau_id).filter(pk=line_id).first() if actor.is_staff else None
    if found is None:
        raise not_found()
    return found


def answers(actor: Actor, line: Helpline) -> bool:
    """Whether the number is the actor's to answer."""
    return actor.bureau_id == line.bureau_id and (
        line.section_id in actor.sections or actor.has(Role.COORDINATOR)
    )


def numbers_for_item(bureau_id: int, item_id: int, business_line: str) -> list[Helpline]:
    """Whom to ring up about an item: windows whose lines name it, and the section that handles it; else the reception."""
    rows = lines_in_use(bureau_id)
    named = Q(window__closed_on=None, window__lines__items=item_id)
    handled = Q(window=None, section__code=business_line) if business_line else Q(pk=None)
    found = list(rows.filter(named | handled).distinct())
    return found or list(rows.filter(window=None, section__code="window"))


def numbers_of_posts(sections: Mapping[int, int]) -> dict[int, list[str]]:
    """The numbers of posts' windows, else of their section; `sections` tells each post's. One statement."""
    own = Q(window__closed_on=None, window__post__in=list(sections))
    whole = Q(window=None, section__in=set(sections.values()))
    by_post: dict[int, list[str]] = {}
    by_section: dict[int, list[str]] = {}
    rows = Helpline.objects.filter(own | whole, closed_on=None).order_by("number")
    for number, section, window, post in rows.values_list("number", "section", "window", "window__post"):
        found = by_post if window else by_section
        found.setdefault(post if window else section, []).append(number)
    return {post: by_post.get(post) or by_section.get(section, []) for post, section in sections.items()}


def numbers_of_windows(hall_id: int) -> dict[int, str]:
    """The number of each window of a hall that has one, by window."""
    rows = Helpline.objects.filter(closed_on=None, window__hall=hall_id)
    return dict(rows.order_by("-id").values_list("window", "number"))
