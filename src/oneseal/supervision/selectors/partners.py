"""Supervising departments and the people on both sides who answer for the exchange."""

from collections.abc import Iterable

from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.supervision.models import Partner

SCOPE = "supervision"
"""What a department's system is allowed by its token (identity.rules.scopes)."""


def departments(actor: Actor) -> dict[int, str]:
    """Open departments of the bureau's government by id."""
    today = clock.today()
    rows = identity.visible_organisations(actor).filter(kind="department").order_by("name")
    return {row.pk: row.name for row in rows if row.is_open(today)}


def liaisons(bureau_id: int, department_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """For each department its liaisons today, as (staff id, name): who holds a post there with Role.LIAISON."""
    wanted = set(department_ids)
    posts = [
        post
        for post in identity.posts_by_code(bureau_id).values()
        if post.section_id in wanted and Role.LIAISON in post.roles
    ]
    found: dict[int, list[tuple[int, str]]] = {}
    today = clock.today()
    for post in posts:
        held = [(each.pk, each.name) for each in identity.post_holders(post.pk, today)]
        found.setdefault(post.section_id, []).extend(held)
    return found


def possible_liaisons(actor: Actor) -> list[tuple[int, str]]:
    """Colleagues whom the bureau may name for a department: those of approval sections and of coordination."""
    rows = identity.search_staff(actor).order_by("section__order", "section_id", "number")
    own = [row for row in rows if row.section.kind == "section" and row.section.code != "window"]
    return [(row.pk, f"{row.name}（{row.section.name}）") for row in own]


def partners(bureau_id: int) -> dict[int, str]:
    """The bureau's liaison by department."""
    rows = Partner.objects.filter(bureau=bureau_id, liaison__isnull=False)
    return dict(rows.values_list("department_id", "liaison__name"))


def possible_clients(bureau_id: int) -> list[tuple[int, str]]:
    """Systems with a live token that may act for a department."""
    rows = identity.visible_clients(Actor(bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR})))
    return [(row.pk, row.name) for row in rows.filter(is_active=True) if SCOPE in row.scopes]
