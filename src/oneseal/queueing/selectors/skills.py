"""What somebody may serve: by their posts (1.15), by certificate (1.9), by proven skill (1.10)."""

from collections.abc import Collection
from datetime import date

from oneseal.identity import selectors as identity
from oneseal.queueing.models import ServiceKind, Window
from oneseal.queueing.rules.serving import may_serve
from oneseal.training import selectors as training


def has_skill(staff_id: int, line: ServiceKind, day: date) -> bool:
    """Whether somebody may serve a line: one without items of its own, or any of its items."""
    return line.pk in skilled([staff_id], [line.pk], line.hall.bureau_id, day)[staff_id]


def skilled(
    staff_ids: Collection[int], line_ids: Collection[int], bureau_id: int, day: date
) -> dict[int, frozenset[int]]:
    """By staff id, which of some lines of a bureau's hall each may serve. One statement where no line has items of its
    own, else at most seven, however many people and lines."""
    items: dict[int, dict[int, str]] = {line: {} for line in line_ids}
    rows = ServiceKind.items.through.objects.filter(servicekind__in=list(line_ids))
    for line, item, code in rows.values_list("servicekind", "item", "item__code"):
        items[line][item] = code
    if not any(items.values()):
        return dict.fromkeys(staff_ids, frozenset(line_ids))
    proven = training.needed(bureau_id, day) & frozenset[int]().union(*items.values())
    able = training.able_staff(bureau_id, proven, day) if proven else {}
    posts = identity.held_among(staff_ids, day)
    return {
        staff: frozenset(
            line
            for line, asked in items.items()
            if may_serve(
                asked,
                [post.item_codes for post in posts.get(staff, ())],
                proven - able.get(staff, frozenset()),
            )
        )
        for staff in staff_ids
    }


def unskilled(staff_id: int, item_ids: Collection[int], day: date) -> list[int]:
    """Which of some items somebody may not serve on a day (1.10)."""
    if not item_ids or not training.lacking(staff_id, item_ids, day):
        return []
    return [pk for pk in item_ids if not training.may_serve(staff_id, pk, day)]


def is_fit(staff_id: int, window: Window, day: date) -> tuple[bool, bool]:
    """Whether somebody is certified (1.9), and whether they hold the window's post where it has one (1.7, 1.15)."""
    posts = identity.held_among([staff_id], day).get(staff_id, ())
    holds = window.post_id is None or any(post.pk == window.post_id for post in posts)
    return identity.is_certified(staff_id, day), holds
