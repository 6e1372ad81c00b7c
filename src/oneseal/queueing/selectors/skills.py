"""What somebody may serve: by the items of the posts that they hold (1.15) and by certificate (1.9)."""

from datetime import date
from typing import Any

from oneseal.identity import selectors as identity
from oneseal.queueing.models import ServiceKind, Window


def has_skill(staff_id: int, line: ServiceKind, day: date) -> bool:
    """Whether somebody may serve a line: any line without items of its own, else one whose items a post lists."""
    if not line.item_codes:
        return True
    return any(
        not post.item_codes or set(post.item_codes) & set(line.item_codes) for post in _posts(staff_id, day)
    )


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
