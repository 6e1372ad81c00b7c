"""The colleagues from whom a form lets choose."""

from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor


def colleagues(actor: Actor, *, but: int = 0) -> list[tuple[int, str]]:
    """Everybody of the bureau with their section, without `but`."""
    rows = identity.visible_staff(actor).filter(left_on=None).exclude(pk=but).order_by("section", "number")
    return [(row.pk, f"{row.name}（{row.section.name}）") for row in rows]
