"""What somebody may serve: by their posts (1.15), by certificate (1.9), by proven skill (1.10)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from oneseal.identity import selectors as identity
from oneseal.queueing.models import ServiceKind, Window
from oneseal.training import selectors as training


def has_skill(staff_id: int, line: ServiceKind, day: date) -> bool:
    """Whether somebody may serve a line: one without items of its own, or any of its items."""
    items = list(line.items.values_list("pk", "code"))
    if not items:
        return True
    codes = {code for _, code in items}
    if not any(not post.item_codes or set(post.item_codes) & codes for post in _posts(staff_id, day)):
        return False
    return len(training.lacking(staff_id, [pk for pk, _ in items], day)) < len(items)


def unskilled(staff_id: int, item_ids: Collection[int], day: date) -> list[int]:
    """Which of some items somebody may not serve on a day (1.10)."""
    if not item_ids or not training.lacking(staff_id, item_ids, day):
        return []
    return [pk for pk in item_ids if not training.may_serve(staff_id, pk, day)]


def is_fit(staff_id: int, window: Window, day: date) -> tuple[bool, bool]:
    """Whether somebody is certified (1.9), and whether they hold the window's post where it has one (1.7, 1.15)."""
    holds = window.post_id is None or any(post.pk == window.post_id for post in _posts(staff_id, day))
    return identity.is_certified(staff_id, day), holds


def _posts(staff_id: int, day: date) -> list[Any]:
    return [
        row.post
        for row in identity.holdings_of_staff(staff_id)
        if row.from_on <= day and (row.to_on is None or day <= row.to_on)
    ]
